"""Guessing a password takes forever: each try beyond the fifth waits twice as long as the one before.

At most ten tries an hour for one account, whether it exists or not, so that waiting tells nothing. In memory only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Tries:
    """How often one address was tried without success, and until when the next try waits."""

    count: int
    until: datetime
    last: datetime


class Delays:
    """Tries by address. Safe to share between threads."""

    def __init__(self, most: int = MOST_ADDRESSES) -> None:
        self._tries: dict[str, Tries] = {}
        self._most = most
        self._lock = Lock()

    def begin(self, address: str, now: datetime) -> timedelta:
        """How long to wait before trying this address; nothing when the try may go on.

        The try is counted here, before the password is looked at: a thousand at once are a thousand tries.
        """
        with self._lock:
            before = self._tries.get(address)
            if before and now - before.last >= FORGOTTEN_AFTER:
                before = None
            if before and now < before.until:
                return before.until - now
            count = before.count + 1 if before else 1
            self._make_room(address, now)
            self._tries[address] = Tries(count, now + wait_after(count), now)
            return timedelta(0)

    def succeeded(self, address: str) -> None:
        """Forgets the tries of an address whose password was right."""
        with self._lock:
            self._tries.pop(address, None)

    def _make_room(self, address: str, now: datetime) -> None:
        """Memory is bounded: old tries leave first, then those that would delay least."""
        if address in self._tries or len(self._tries) < self._most:
            return
        kept = {name: tries for name, tries in self._tries.items() if now - tries.last < FORGOTTEN_AFTER}
        if len(kept) >= self._most:
            del kept[min(kept, key=lambda name: (kept[name].count, kept[name].last))]
        self._tries = kept


def wait_after(count: int) -> timedelta:
    """How long the next try waits after this many failures."""
    if count < FREE_TRIES:
        return timedelta(0)
    doublings: int = 2 ** min(count - FREE_TRIES, 10)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)
