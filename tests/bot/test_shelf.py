"""What is kept between two turns: the same promises in memory and in Redis."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from bot.shelf import MemoryShelf, Shelf, ShelfError, shelf_at
from tests.redis_server import RedisServer


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
async def shelf(request: pytest.FixtureRequest) -> AsyncIterator[Shelf]:
    """An empty one of each kind."""
    url = "" if request.param == "memory" else request.getfixturevalue("redis").url
    opened = shelf_at(url)
    yield opened
    await opened.close()


async def test_what_is_put_is_found_until_it_is_taken(shelf: Shelf) -> None:
    """Bytes as they were, replaced by the next ones; taken once."""
    assert await shelf.get("talk") is None
    await shelf.put("talk", b"one", seconds=60)
    await shelf.put("talk", "été\0".encode(), seconds=60)
    assert await shelf.get("talk") == "été\0".encode()
    assert await shelf.take("talk") == "été\0".encode()
    assert [await shelf.take("talk"), await shelf.get("talk")] == [None, None]


async def test_only_one_of_those_who_take_gets_it(shelf: Shelf) -> None:
    """A spoken code serves once, whoever says it at the same time."""
    await shelf.put("code", b"talk-1", seconds=60)
    taken = await asyncio.gather(*(shelf.take("code") for _ in range(8)))
    assert (taken.count(b"talk-1"), taken.count(None)) == (1, 7)


async def test_nothing_outlives_its_time(shelf: Shelf) -> None:
    """Promise 2: what nobody erases goes by itself."""
    await shelf.put("talk", b"one", seconds=0.05)
    await shelf.count("wrong", seconds=0.05)
    await asyncio.sleep(0.1)
    assert await shelf.get("talk") is None
    assert await shelf.take("talk") is None
    assert await shelf.count("wrong", seconds=60) == 1


async def test_counts_are_exact_and_keep_their_window(shelf: Shelf) -> None:
    """The first one opens the window; the others do not push its end."""
    counted = await asyncio.gather(*(shelf.count("wrong", seconds=0.2) for _ in range(10)))
    assert sorted(counted) == list(range(1, 11))
    assert await shelf.get("wrong") == b"10"
    await asyncio.sleep(0.12)
    await shelf.count("wrong", seconds=0.2)
    await asyncio.sleep(0.12)
    assert await shelf.get("wrong") is None


async def test_one_at_a_time_under_a_name(shelf: Shelf) -> None:
    """Turns of one talk follow one another; other talks do not wait."""
    inside = most = 0

    async def turn(name: str) -> None:
        nonlocal inside, most
        async with shelf.lock(name):
            if name == "talk":
                inside += 1
                most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= name == "talk"

    async with asyncio.timeout(5):
        await asyncio.gather(*(turn("talk") for _ in range(5)), *(turn(f"other {n}") for n in range(20)))
    assert most == 1


async def test_a_lock_is_free_after_a_failure(shelf: Shelf) -> None:
    """A turn that breaks down does not shut its talk."""
    with pytest.raises(LookupError):
        async with shelf.lock("talk"):
            raise LookupError
    async with asyncio.timeout(2), shelf.lock("talk"):
        pass


async def test_memory_does_not_grow_for_ever() -> None:
    """What is over is swept away, and the oldest go when there are too many."""
    now = [0.0]
    shelf = MemoryShelf(lambda: now[0], most=3)
    for n in range(5):
        await shelf.put(str(n), b"", seconds=60)
    assert list(vars(shelf)["_kept"]) == ["2", "3", "4"]
    now[0] = 90.0
    await shelf.put("new", b"", seconds=60)
    assert list(vars(shelf)["_kept"]) == ["new"]


@pytest.mark.redis
async def test_a_redis_that_is_away_is_one_clear_error(redis: RedisServer) -> None:
    """Every method says the same thing, and works again when it is back."""
    shelf = shelf_at(redis.url)
    await shelf.put("talk", b"one", seconds=60)
    redis.stop()
    put, count = shelf.put("talk", b"", seconds=1), shelf.count("n", seconds=1)
    for asking in (shelf.get("talk"), shelf.take("talk"), put, count):
        with pytest.raises(ShelfError):
            await asking
    with pytest.raises(ShelfError):
        async with shelf.lock("talk"):
            pass
    redis.start()
    await shelf.put("talk", b"two", seconds=60)
    assert await shelf.get("talk") == b"two"
    await shelf.close()


@pytest.mark.long
def test_a_process_alone_loads_nothing_of_redis() -> None:
    """DESIGN §7: the app stays under 300 MB; the Redis client alone takes twenty."""
    started = "import sys, bot.app; from bot.shelf import shelf_at; shelf_at(''); sys.exit('redis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", started], check=False).returncode == 0  # noqa: S603 - our own code
