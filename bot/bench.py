"""What a turn costs: whole turns through the web door, beside the engine alone on the same machine."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from actions.state import State
from bot.engine_client import DOOR, read_deeds, turn_request
from bot.settings import Settings

SCRIPT = ("je voudrais faire reconnaître mon expérience", "je suis salariée", "à Tours", "oui", "un rendez-vous")
PATIENCE = aiohttp.ClientTimeout(total=30)


async def _post(client: aiohttp.ClientSession, path: str, body: dict[str, Any], times: list[float]) -> dict[str, Any]:
    began = time.perf_counter()
    async with client.post(path, json=body) as answer:
        answer.raise_for_status()
        result: dict[str, Any] = await answer.json()
    times.append((time.perf_counter() - began) * 1000)
    return result


async def talk(client: aiohttp.ClientSession, times: list[float]) -> None:
    """One short reception; each turn's milliseconds are added to ``times``."""
    name = (await _post(client, "/api/chat", {"conversation": None, "message": ""}, []))["conversation"]
    for words in SCRIPT:
        await _post(client, "/api/chat", {"conversation": name, "message": words}, times)


async def engine_alone(client: aiohttp.ClientSession, times: list[float]) -> None:
    """The same words straight to the engine's door, each from the step it belongs to."""
    state = State(holder="bench")
    for words in SCRIPT:
        state = read_deeds(await _post(client, f"{DOOR}/turn", turn_request(words, state, None), times)).state


async def _run(
    client: aiohttp.ClientSession, kind: Callable[..., Awaitable[None]], talkers: int, seconds: int
) -> tuple[float, list[float]]:
    times: list[float] = []
    end = time.perf_counter() + seconds

    async def talker() -> None:
        while time.perf_counter() < end:
            await kind(client, times)

    began = time.perf_counter()
    await asyncio.gather(*(talker() for _ in range(talkers)))
    return len(times) / (time.perf_counter() - began), times


def _line(title: str, talkers: int, rate: float, times: list[float]) -> str:
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[18]
    return f"{title:15} {talkers:3d} à la fois : {rate:6.1f} tours/s   p50 {middle:6.1f} ms   p95 {late:6.1f} ms"


async def _bench(address: str, talkers: int, seconds: int) -> None:
    middles: dict[str, float] = {}
    async with (
        aiohttp.ClientSession(address, timeout=PATIENCE) as site,
        aiohttp.ClientSession(Settings().engine, timeout=PATIENCE) as engine,
    ):
        for count in (1, talkers):
            for title, client, kind in (("moteur seul", engine, engine_alone), ("porte du site", site, talk)):
                rate, times = await _run(client, kind, count, seconds)
                print(_line(title, count, rate, times))  # noqa: T201
                middles[title] = statistics.median(times)
            print(f"{'':15} site / moteur : {middles['porte du site'] / middles['moteur seul']:.2f}")  # noqa: T201


def run_bench(address: str, talkers: int, seconds: int) -> None:
    """Print turns a second and latencies: the engine alone, then whole turns, for one talker and for several."""
    asyncio.run(_bench(address, talkers, seconds))
