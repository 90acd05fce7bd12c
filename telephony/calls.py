"""Calls under way: what the hotline remembers of each, on the shelf, and for as long as it lasts."""

import hashlib
import hmac
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Discriminator, TypeAdapter, ValidationError

from bot.shelf import Shelf
from telephony.briefing import Briefing
from telephony.contact import Capture
from telephony.deeds import Deed, Tone
from telephony.prompts import Manner, Part, Prompt
from telephony.sms import Booked

LONGEST_TALK = 4 * 3600.0  # seconds with a person: the carrier's own limit of a transfer


@dataclass(frozen=True, slots=True)
class Bridging:
    """A transfer under way: what the person hears first (approved by the caller), and whether she took the call.

    After words of distress (`grave`) nothing is asked, before or after.
    """

    summary: tuple[str, ...] = ()
    accepted: bool = False
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened so far in a call, whatever the question; `said` is the sign of the last sentence, `grave` tells of
    words of distress, `insulted` that the last turn answered an insult, `surveyed` that the survey was begun."""

    turns: int = 0
    transfers: int = 0
    insults: int = 0
    insulted: bool = False
    foreign: tuple[str, ...] = ()
    said: str = ""
    times: int = 0
    echoes: int = 0
    wrong_codes: int = 0
    grave: bool = False
    surveyed: bool = False


@dataclass(frozen=True, slots=True)
class CallState:
    """Where a call stands. Counters are for the current question and fall back to zero once it is answered; those of
    `tally`, and the signs that the line goes too fast, are for the whole call.

    `silent`: the caller cannot speak, only keys are listened to; `discreet`: something else is said meanwhile.
    `began` is when the machine began to answer, `coded` whether a code to go on later was given. `queued` counts the
    minutes of waiting for a person, who will be told the `approved` lines. `rating` is the survey's note while its
    second question is asked.
    """

    prompt: Prompt = field(default_factory=Prompt)
    tone: Tone = field(default_factory=Tone)
    by_keys: bool = False
    taught: bool = False
    silences: int = 0
    misses: int = 0
    repeats: int = 0
    waits: int = 0
    breakdowns: int = 0
    unsure: str | None = None
    capture: Capture | None = None
    booked: Booked | None = None
    briefing: Briefing | None = None
    bridging: Bridging | None = None
    approved: tuple[str, ...] = ()
    queued: int = 0
    offered: bool = False
    began: datetime | None = None
    signs: int = 0
    relayed: bool = False
    silent: bool = False
    discreet: bool = False
    warned: bool = False
    coded: bool = False
    rating: int | None = None
    tally: Tally = field(default_factory=Tally)

    def manner(self, *, helped: bool = False) -> Manner:
        """How to read a prompt to this caller."""
        return Manner(
            self.tone,
            by_keys=self.by_keys,
            taught=self.taught,
            helped=helped or self.signs > 1,
            relayed=self.relayed,
            silent=self.silent,
        )

    @property
    def failures(self) -> int:
        """How often this question was left without an answer, whatever the reason."""
        return self.silences + self.misses

    @property
    def met(self) -> bool:
        """Whether the transfer under way reached a person who took the call."""
        return self.bridging is not None and self.bridging.accepted

    def answered(self) -> "CallState":
        """The same call, its question answered."""
        return replace(self, silences=0, misses=0, repeats=0, waits=0, breakdowns=0, unsure=None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The conversation's turn under way: the name of the message it answers, what to say before the answer, and how
    often "je vérifie" was said. The message itself is not kept: it has not been redacted yet."""

    once: str
    first: tuple[Part, ...] = ()
    helping: bool = False
    polls: int = 0


@dataclass(slots=True)
class Call:
    """One call: its state, the step its next webhook must name, the last deeds and document given to the carrier.

    `session` names the relay's session; `relayable` falls once the relay has failed.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    conversation: str
    mark: str
    shown: str | None
    state: CallState = field(default_factory=CallState)
    deeds: tuple[Annotated[Deed, Discriminator("verb")], ...] = ()
    step: str = ""
    twiml: str = ""
    session: str | None = None
    relayable: bool = True
    waiting: Waiting | None = None


_CALLS: TypeAdapter[Call] = TypeAdapter(Call)


class CallBook:
    """The calls under way, by conversation and by a mark of the carrier's identifier.

    The mark is keyed by a secret of the service: the identifier itself is kept nowhere (promise 2). Whoever changes a
    call holds its lock, and keeps it afterwards: any process may answer its next webhook (P35).
    """

    def __init__(self, shelf: Shelf, *, secret: bytes, keep: float) -> None:
        self._shelf = shelf
        self._secret = secret
        self._keep = keep

    def mark(self, call_sid: str) -> str:
        """The mark of a call's identifier, of no use outside this service."""
        return hmac.digest(self._secret, call_sid.encode(), hashlib.sha256).hex()

    def lock(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """One gesture at a time for each call."""
        return self._shelf.lock(_call(conversation))

    def arriving(self, call_sid: str) -> AbstractAsyncContextManager[None]:
        """One first document for each call, however often the carrier asks for it."""
        return self._shelf.lock(_ring(self.mark(call_sid)))

    async def keep(self, call: Call) -> None:
        """Keep the call as it is now; while the caller talks with a person, nothing is heard of it for long."""
        seconds = self._keep if call.state.bridging is None else LONGEST_TALK
        await self._shelf.put(_call(call.conversation), _CALLS.dump_json(call), seconds=seconds)
        await self._shelf.put(_ring(call.mark), call.conversation.encode(), seconds=seconds)

    async def rename(self, call: Call, conversation: str) -> None:
        """The same call goes on with another conversation, once it is kept."""
        await self._shelf.take(_call(call.conversation))
        call.conversation = conversation

    async def find(self, conversation: str) -> Call | None:
        """The call of a conversation; one kept by another version of the service, which cannot be read, is over."""
        kept = await self._shelf.get(_call(conversation))
        try:
            return _CALLS.validate_json(kept) if kept else None
        except ValidationError:
            return None

    async def of(self, call_sid: str) -> Call | None:
        """The call the carrier names so."""
        conversation = await self._shelf.get(_ring(self.mark(call_sid)))
        return await self.find(conversation.decode()) if conversation else None

    async def forget(self, call: Call) -> None:
        """Erase a call."""
        await self._shelf.take(_call(call.conversation))
        await self._shelf.take(_ring(call.mark))


def _call(conversation: str) -> str:
    return f"call:{conversation}"


def _ring(mark: str) -> str:
    return f"ring:{mark}"
