"""Where talks and calls are kept between two turns, for half an hour at most: this process's memory, or Redis.

Everything kept is bytes under a name, with an end: nothing outlives its time, whoever forgets to erase it (promise 2).
One process needs nothing but its memory; several, on one machine or more, share a Redis and any of them plays the
next turn (DESIGN §3).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol
from weakref import WeakValueDictionary

MOST_KEPT = 60_000  # entries in one process's memory; beyond it the oldest ones go
SWEEP_SECONDS = 60.0
PREFIX = "deux-portes:"
REACH_SECONDS = 1.0  # a Redis on the same network answers in under a millisecond: beyond this it is away


class ShelfError(Exception):
    """What was kept cannot be reached now: say so, and that the person may try again in a moment."""


class Shelf(Protocol):
    """Bytes kept by name for a while. Every method raises ``ShelfError`` when the place is out of reach."""

    async def get(self, name: str) -> bytes | None:
        """What is kept under this name, if anything still is."""
        ...

    async def put(self, name: str, value: bytes, *, seconds: float) -> None:
        """Keep this from now on, for so many seconds, in place of what was there."""
        ...

    async def take(self, name: str) -> bytes | None:
        """What is kept under this name, which is erased: only one of those who take at once gets it."""
        ...

    async def count(self, name: str, *, seconds: float) -> int:
        """One more of these; how many since the first one, which is forgotten after so many seconds."""
        ...

    def lock(self, name: str) -> AbstractAsyncContextManager[None]:
        """One at a time under this name, whatever the process."""
        ...

    async def close(self) -> None:
        """Let go of what reaches it."""
        ...


class MemoryShelf:
    """Kept by this process alone: gone when it stops. ``seconds`` is its clock."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic, *, most: int = MOST_KEPT) -> None:
        self._seconds = seconds
        self._most = most
        self._kept: dict[str, tuple[float, bytes]] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._swept = seconds()

    async def get(self, name: str) -> bytes | None:
        """See ``Shelf``."""
        ends, value = self._kept.get(name, (0.0, b""))
        return value if ends > self._seconds() else None

    async def put(self, name: str, value: bytes, *, seconds: float) -> None:
        """See ``Shelf``."""
        self._kept.pop(name, None)  # put at the end: the first ones are the longest untouched
        self._kept[name] = (self._seconds() + seconds, value)
        self._sweep()

    async def take(self, name: str) -> bytes | None:
        """See ``Shelf``."""
        value = await self.get(name)
        self._kept.pop(name, None)
        return value

    async def count(self, name: str, *, seconds: float) -> int:
        """See ``Shelf``."""
        ends, before = self._kept.get(name, (0.0, b"0"))
        if ends <= self._seconds():
            ends, before = self._seconds() + seconds, b"0"
        self._kept[name] = (ends, str(int(before) + 1).encode())
        return int(before) + 1

    @asynccontextmanager
    async def lock(self, name: str) -> AsyncIterator[None]:
        """See ``Shelf``."""
        lock = self._locks.setdefault(name, asyncio.Lock())  # dropped with the last one who waits for it
        async with lock:
            yield

    async def close(self) -> None:
        """See ``Shelf``."""
        self._kept.clear()

    def _sweep(self) -> None:
        now = self._seconds()
        if now - self._swept >= SWEEP_SECONDS:
            self._kept = {name: kept for name, kept in self._kept.items() if kept[0] > now}
            self._swept = now
        while len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]


def shelf_at(redis_url: str) -> Shelf:
    """The shelf of this address; this process's memory when there is none."""
    if not redis_url:
        return MemoryShelf()
    from bot.redis_shelf import redis_shelf  # noqa: PLC0415 - 20 MB that a single process does not need

    return redis_shelf(redis_url)
