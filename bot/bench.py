"""What a turn costs: whole turns through the web door, beside the engine alone on the same machine."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from actions.state import State, dump_state
from bot.settings import Settings

SCRIPT = ("je voudrais faire reconnaître mon expérience", "je suis salariée", "à Tours", "oui", "un rendez-vous")


async def _post(client: httpx.AsyncClient, path: str, body: dict[str, Any], times: list[float]) -> dict[str, Any]:
    began = time.perf_counter()
    answer = await client.post(path, json=body)
    times.append((time.perf_counter() - began) * 1000)
    result: dict[str, Any] = answer.raise_for_status().json()
    return result


async def talk(client: httpx.AsyncClient, times: list[float]) -> None:
    """One short reception; each turn's milliseconds are added to ``times``."""
    name = (await _post(client, "/api/chat", {"conversation": None, "message": ""}, []))["conversation"]
    for words in SCRIPT:
        await _post(client, "/api/chat", {"conversation": name, "message": words}, times)


async def engine_alone(client: httpx.AsyncClient, times: list[float]) -> None:
    """The same words straight to the engine's door, each from the step it belongs to."""
    state = dump_state(State(holder="bench"))
    for words in SCRIPT:
        answer = await _post(client, "/webhooks/reception/turn", {"text": words, "state": state}, times)
        state = answer["deeds"][-1]["state"]


async def _run(client: httpx.AsyncClient, kind: Callable[..., Awaitable[None]], talkers: int, seconds: int) -> str:
    times: list[float] = []
    end = time.perf_counter() + seconds

    async def talker() -> None:
        while time.perf_counter() < end:
            await kind(client, times)

    began = time.perf_counter()
    await asyncio.gather(*(talker() for _ in range(talkers)))
    rate = len(times) / (time.perf_counter() - began)
    cuts = statistics.quantiles(times, n=20)
    middle = statistics.median(times)
    return f"{talkers:3d} à la fois : {rate:6.1f} tours/s   p50 {middle:6.1f} ms   p95 {cuts[18]:6.1f} ms"


async def _bench(address: str, talkers: int, seconds: int) -> None:
    limits = httpx.Limits(max_connections=talkers * 2)
    async with (
        httpx.AsyncClient(base_url=address, timeout=30, limits=limits, trust_env=False) as site,
        httpx.AsyncClient(base_url=Settings().engine, timeout=30, limits=limits, trust_env=False) as engine,
    ):
        for title, client, kind in (("moteur seul", engine, engine_alone), ("porte du site", site, talk)):
            for count in (1, talkers):
                print(f"{title:15}", await _run(client, kind, count, seconds))  # noqa: T201


def run_bench(address: str, talkers: int, seconds: int) -> None:
    """Print turns a second and latencies: the engine alone, then whole turns, for one talker and for several."""
    asyncio.run(_bench(address, talkers, seconds))
