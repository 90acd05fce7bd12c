"""The shelf of several processes: a Redis they share. Imported only where there is one: its client takes 20 MB."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import structlog
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.backoff import NoBackoff
from redis.exceptions import LockError, LockNotOwnedError, RedisError
from redis.retry import Retry

from bot.shelf import PREFIX, REACH_SECONDS, ShelfError

log = structlog.get_logger()

LOCK_SECONDS = 30.0  # a process that dies in the middle of a turn holds its talk no longer than this
LOCK_WAIT = 8.0  # below what a carrier or a browser waits for an answer
LOCK_POLL = 0.02


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


def redis_shelf(url: str) -> RedisShelf:
    """The shelf of this address."""
    client = Redis.from_url(
        url,
        socket_timeout=REACH_SECONDS,
        socket_connect_timeout=REACH_SECONDS,
        retry=Retry(NoBackoff(), 1),  # once more at once: a connection closed meanwhile is opened again
        health_check_interval=30,
    )
    return RedisShelf(client)
