"""Talks with the engine's door over loopback, and says at once when nobody answers there."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import aiohttp
from pydantic import ValidationError

from actions.deeds import Say
from actions.state import State, asked_at, dump_state
from actions.turn import Turn
from actions.webhook import load_turn
from bot.conversation import EngineAwayError

REST_SECONDS = 5.0  # after a failure the engine is left alone this long, so that nobody waits for it turn after turn
DOOR = "/webhooks/reception"


class EngineClient:
    """One engine, reached over HTTP with kept-alive connections. ``departement`` ranks towns of the same name."""

    def __init__(
        self,
        address: str,
        *,
        timeout: float,
        departement: str | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._departement = departement
        self._seconds = seconds
        self._resting_until = 0.0
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def turn(self, text: str, state: State) -> Turn:
        """The engine's turn; raises ``EngineAwayError`` when it is away, slow, silent or makes no sense."""
        if self._seconds() < self._resting_until:
            raise EngineAwayError("resting")
        try:
            async with self._open().post(f"{DOOR}/turn", json=turn_request(text, state, self._departement)) as answer:
                answer.raise_for_status()
                return read_deeds(await answer.json())
        except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, ValidationError) as error:
            self._resting_until = self._seconds() + REST_SECONDS
            raise EngineAwayError(type(error).__name__) from error

    async def is_there(self) -> bool:
        """Whether the engine answers at all."""
        try:
            async with self._open().get(f"{DOOR}/") as answer:
                return answer.ok
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def close(self) -> None:
        """Close the connections; the next turn, if any, opens others."""
        session, self._session = self._session, None
        if session:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        """The session, made on first use: it belongs to the loop that runs."""
        loop = asyncio.get_running_loop()
        if self._session is None or self._loop is not loop:
            self._loop = loop
            self._session = aiohttp.ClientSession(self._address, timeout=self._timeout)
        return self._session


def turn_request(text: str, state: State, departement: str | None) -> dict[str, Any]:
    """What the engine's door is sent: the words, what was asked, and the state, which it hands to the actions."""
    asked = asdict(asked_at(state.pending.step, departement))
    return {"text": text, "metadata": {"asked": asked, "state": dump_state(state)}}


def read_deeds(answer: Mapping[str, Any]) -> Turn:
    """The turn in the engine's answer: texts said by rules, then the action's turn. An empty answer is a breakdown."""
    texts = [Say(deed["key"]) for deed in answer["deeds"] if "key" in deed]
    turns = [load_turn(deed["turn"]) for deed in answer["deeds"] if "turn" in deed]
    if not turns:
        raise ValueError("The engine said nothing: an action failed.")
    return turns[-1].preceded_by(*texts)
