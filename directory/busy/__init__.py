"""Busy times of a counsellor's own calendar, read from a file or an address: when, never what nor with whom."""
