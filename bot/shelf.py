"""Where talks and calls are kept between two turns, for half an hour at most: this process's memory, or Redis.

Everything kept is bytes under a name, with an end: nothing outlives its time, whoever forgets to erase it (promise 2).
One process needs nothing but its memory; several, on one machine or more, share a Redis and any of them plays the
next turn (DESIGN §3).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Protocol
from weakref import WeakValueDictionary

import structlog
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.backoff import NoBackoff
from redis.exceptions import LockError, LockNotOwnedError, RedisError
from redis.retry import Retry

log = structlog.get_logger()

MOST_KEPT = 60_000  # entries in one process's memory; beyond it the oldest ones go
SWEEP_SECONDS = 60.0
PREFIX = "deux-portes:"
REACH_SECONDS = 1.0  # a Redis on the same network answers in under a millisecond: beyond this it is away
LOCK_SECONDS = 30.0  # a process that dies in the middle of a turn holds its talk no longer than this
LOCK_WAIT = 8.0  # below what a carrier or a browser waits for an answer
LOCK_POLL = 0.02


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


class RedisShelf:
    """Kept by a Redis that several processes share."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def get(self, name: str) -> bytes | None:
        """See ``Shelf``."""
        with reaching():
            return _bytes(await self._client.get(PREFIX + name))

    async def put(self, name: str, value: bytes, *, seconds: float) -> None:
        """See ``Shelf``."""
        with reaching():
            await self._client.set(PREFIX + name, value, px=int(seconds * 1000))

    async def take(self, name: str) -> bytes | None:
        """See ``Shelf``."""
        with reaching():
            return _bytes(await self._client.getdel(PREFIX + name))

    async def count(self, name: str, *, seconds: float) -> int:
        """See ``Shelf``."""
        with reaching():
            async with self._client.pipeline(transaction=True) as both:
                both.incr(PREFIX + name)
                both.pexpire(PREFIX + name, int(seconds * 1000), nx=True)  # the first one opens the window
                return int((await both.execute())[0])

    @asynccontextmanager
    async def lock(self, name: str) -> AsyncIterator[None]:
        """See ``Shelf``."""
        lock = self._client.lock(
            f"{PREFIX}lock:{name}", timeout=LOCK_SECONDS, blocking_timeout=LOCK_WAIT, sleep=LOCK_POLL
        )
        with reaching():
            if not await lock.acquire():
                raise ShelfError("This talk is busy elsewhere.")
        try:
            yield
        finally:
            await self._release(lock)

    async def _release(self, lock: Lock) -> None:
        try:
            await lock.release()
        except LockNotOwnedError:
            log.warning("shelf_lock_outlived")  # the turn took longer than the lock lives
        except RedisError as error:
            log.warning("shelf_away", error=type(error).__name__)  # the lock ends by itself

    async def close(self) -> None:
        """See ``Shelf``."""
        await self._client.aclose()


def _bytes(value: bytes | str | None) -> bytes | None:
    return value.encode() if isinstance(value, str) else value


@contextmanager
def reaching() -> Iterator[None]:
    """A Redis that does not answer is out of reach, and nothing of what was asked is told."""
    try:
        yield
    except (RedisError, LockError, OSError) as error:
        log.error("shelf_away", error=type(error).__name__)
        raise ShelfError("What was kept cannot be reached now.") from None


def shelf_at(redis_url: str) -> Shelf:
    """The shelf of this address; this process's memory when there is none."""
    if not redis_url:
        return MemoryShelf()
    client = Redis.from_url(
        redis_url,
        socket_timeout=REACH_SECONDS,
        socket_connect_timeout=REACH_SECONDS,
        retry=Retry(NoBackoff(), 1),  # once more at once: a connection closed meanwhile is opened again
        health_check_interval=30,
    )
    return RedisShelf(client)
