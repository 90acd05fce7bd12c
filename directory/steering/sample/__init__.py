"""A year that never was, likely all the same: to show, to measure and to test on. Every row is marked as a sample."""

from directory.steering.sample.year import Generated, generate

__all__ = ["Generated", "generate"]
