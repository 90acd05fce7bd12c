"""Talks with the engine's door over loopback, and says at once when nobody answers there."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from pydantic import ValidationError

from actions.deeds import Say
from actions.state import State, dump_state
from actions.turn import Turn
from actions.webhook import load_turn
from bot.conversation import EngineAwayError

REST_SECONDS = 5.0  # after a failure the engine is left alone this long, so that nobody waits for it turn after turn


class EngineClient:
    """One engine, reached over HTTP with a kept-alive connection."""

    def __init__(self, client: httpx.AsyncClient, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._seconds = seconds
        self._resting_until = 0.0

    async def turn(self, text: str, state: State) -> Turn:
        """The engine's turn; raises ``EngineAwayError`` when it is away, slow, silent or makes no sense."""
        if self._seconds() < self._resting_until:
            raise EngineAwayError("resting")
        try:
            answer = await self._client.post(
                "/webhooks/reception/turn", json={"text": text, "state": dump_state(state)}
            )
            answer.raise_for_status()
            return read_deeds(answer.json())
        except (httpx.HTTPError, ValueError, LookupError, ValidationError) as error:
            self._resting_until = self._seconds() + REST_SECONDS
            raise EngineAwayError(type(error).__name__) from error

    async def is_there(self) -> bool:
        """Whether the engine answers at all."""
        try:
            return (await self._client.get("/webhooks/reception/")).is_success
        except httpx.HTTPError:
            return False


def read_deeds(answer: Mapping[str, Any]) -> Turn:
    """The turn in the engine's answer: texts said by rules, then the action's turn. An empty answer is a breakdown."""
    texts = [Say(deed["key"]) for deed in answer["deeds"] if "key" in deed]
    turns = [load_turn(deed) for deed in answer["deeds"] if "state" in deed]
    if not turns:
        raise ValueError("The engine said nothing: an action failed.")
    return turns[-1].preceded_by(*texts)
