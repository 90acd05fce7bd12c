"""Agendas that are also kept in another tool: where to book there, and what that tool says is taken."""
