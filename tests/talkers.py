"""Somebody who talks with the service in a test, by the web's JSON door or by a call."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any, Protocol, Self

import httpx

from bot.conversation import Turn
from tests.service import Service
from tests.telephony.carrier import Call, Carrier, VirtualClock

CALLERS = count(1)
STEPS_ON_THE_WAY = 3  # choices taken at most to reach a question, the first of each


class Talker(Protocol):
    """Does what a line of a script says; ``turn`` is the service's last turn."""

    @property
    def turn(self) -> Turn: ...

    async def does(self, line: str | Mapping[str, Any]) -> None: ...

    @classmethod
    def on(cls, service: Service) -> Any: ...


class _Scripted(ABC):
    """What both talkers share: the meaning of a script's lines."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.conversation = ""

    @property
    def turn(self) -> Turn:
        return self.service.turns[self.conversation]

    async def does(self, line: str | Mapping[str, Any]) -> None:
        if isinstance(line, str):
            await self.says(line)
        elif "keys" in line:
            await self.keys(str(line["keys"]))
        elif "picks" in line:
            await self.picks(int(line["picks"]))
        elif "on_phone" in line:
            if self.turn.replies and isinstance(self, PhoneTalker):  # a number is asked for there, outside the talk
                for words in line["on_phone"]:
                    await self.says(words)
        elif "until" in line:
            for _ in range(STEPS_ON_THE_WAY):
                if self.turn.replies[-1].key != line["until"]:
                    await self.picks(1)
        else:
            await self._chooses(line["chooses"])

    async def _chooses(self, token: str) -> None:
        messages = [choice.message for choice in self.turn.replies[-1].choices]
        await self.picks(messages.index(token) + 1)

    @abstractmethod
    async def says(self, words: str) -> None: ...

    @abstractmethod
    async def keys(self, digits: str) -> None: ...

    @abstractmethod
    async def picks(self, number: int) -> None: ...


class WebTalker(_Scripted):
    """Somebody at the site."""

    def __init__(self, service: Service, client: httpx.AsyncClient) -> None:
        super().__init__(service)
        self._client = client

    @classmethod
    @asynccontextmanager
    async def on(cls, service: Service) -> AsyncIterator[Self]:
        """A new talk on the web."""
        async with httpx.AsyncClient(base_url=service.url, trust_env=False, timeout=20) as client:
            talker = cls(service, client)
            talker.conversation = (await talker._send(None, ""))["conversation"]
            yield talker

    async def _send(self, conversation: str | None, message: str) -> dict[str, Any]:
        answer = await self._client.post("/api/chat", json={"conversation": conversation, "message": message})
        answer.raise_for_status()
        turn: dict[str, Any] = answer.json()
        return turn

    async def says(self, words: str) -> None:
        await self._send(self.conversation, words)

    async def keys(self, digits: str) -> None:
        await self.says(digits)

    async def picks(self, number: int) -> None:
        await self.says(self.turn.replies[-1].choices[number - 1].message)


class PhoneTalker(_Scripted):
    """Somebody on the phone: speaks, or presses keys."""

    def __init__(self, service: Service, call: Call) -> None:
        super().__init__(service)
        self._call = call

    @classmethod
    @asynccontextmanager
    async def on(cls, service: Service) -> AsyncIterator[Self]:
        """A new call."""
        known = set(service.turns)
        carrier = Carrier(None, service.house.settings.line_token, VirtualClock(datetime.now(UTC)), base=service.url)
        # Each call from its own number (a range kept for fiction): many calls from one number are slowed down (P58).
        call = await carrier.rings(f"+3363998{next(CALLERS):04d}")
        talker = cls(service, call)
        talker.conversation = next(iter(set(service.turns) - known))
        yield talker
        if not call.over:
            await call.hangs_up()

    async def says(self, words: str) -> None:
        await self._call.says(words)

    async def keys(self, digits: str) -> None:
        await self._call.presses(digits)

    async def picks(self, number: int) -> None:
        await self._call.picks(self.turn.replies[-1].choices[number - 1].title)
