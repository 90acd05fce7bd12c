"""Time passes only when the call says so."""

from datetime import datetime, timedelta


class VirtualClock:
    """An aware clock moved by hand; calling it gives the instant."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._at += timedelta(seconds=seconds)
