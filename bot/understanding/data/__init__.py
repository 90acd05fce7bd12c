"""Word lists that the readers of French look things up in."""
