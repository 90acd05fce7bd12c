"""Calls under way: what the hotline remembers of each, in memory only, and for as long as it lasts."""

import asyncio
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.conversation import Turn
from telephony.briefing import Briefing
from telephony.contact import Capture
from telephony.deeds import Deed, Tone
from telephony.prompts import Manner, Part, Prompt
from telephony.sms import Booked


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
    """What happened so far in a call, whatever the question."""

    turns: int = 0
    transfers: int = 0
    insults: int = 0
    foreign: tuple[str, ...] = ()
    said: str = ""
    times: int = 0
    echoes: int = 0
    wrong_codes: int = 0


@dataclass(frozen=True, slots=True)
class CallState:
    """Where a call stands. Counters are for the current question and fall back to zero once it is answered; those of
    `tally`, and the signs that the line goes too fast, are for the whole call.

    `silent`: the caller cannot speak, only keys are listened to; `discreet`: something else is said meanwhile.
    `began` is when the machine began to answer, `coded` whether a code to go on later was given. `queued` counts the
    minutes of waiting for a person, who will be told the `approved` lines.
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
    def met(self) -> bool:
        """Whether the transfer under way reached a person who took the call."""
        return self.bridging is not None and self.bridging.accepted

    def answered(self) -> "CallState":
        """The same call, its question answered."""
        return replace(self, silences=0, misses=0, repeats=0, waits=0, breakdowns=0, unsure=None)


@dataclass(slots=True)
class Waiting:
    """The conversation's turn under way, what to say before it, and how often "je vérifie" was said."""

    turn: asyncio.Task[Turn]
    first: tuple[Part, ...] = ()
    helping: bool = False
    polls: int = 0


@dataclass(slots=True)
class Call:
    """One call: its state, the step its next webhook must name, the last deeds and document given to the carrier.

    `session` names the relay's session; `relayable` falls once the relay has failed.
    """

    conversation: str
    mark: bytes
    shown: str | None
    state: CallState = field(default_factory=CallState)
    deeds: tuple[Deed, ...] = ()
    step: str = ""
    twiml: str = ""
    session: str | None = None
    relayable: bool = True
    waiting: Waiting | None = None
    seen: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def drop(self) -> None:
        """Stop waiting for an answer nobody will hear."""
        if self.waiting:
            self.waiting.turn.cancel()


class CallBook:
    """The calls under way, by conversation and by a mark of the carrier's identifier.

    The mark is keyed by a secret of this process: the identifier itself is kept nowhere (promise 2).
    """

    def __init__(self, *, secret: bytes, seconds: Callable[[], float], keep: float) -> None:
        self._secret = secret
        self._seconds = seconds
        self._keep = keep
        self._calls: OrderedDict[str, Call] = OrderedDict()
        self._marks: dict[bytes, str] = {}

    def mark(self, call_sid: str) -> bytes:
        """The mark of a call's identifier, of no use outside this process."""
        return hmac.digest(self._secret, call_sid.encode(), hashlib.sha256)

    def add(self, call: Call) -> tuple[Call, ...]:
        """Keep a call; returns the calls forgotten meanwhile because nobody was heard from for too long."""
        call.seen = self._seconds()
        self._calls[call.conversation] = call
        self._marks[call.mark] = call.conversation
        return tuple(self._expired())

    def rename(self, call: Call, conversation: str) -> None:
        """The same call goes on with another conversation."""
        self._calls.pop(call.conversation, None)
        call.conversation = conversation
        self._calls[conversation] = call
        self._marks[call.mark] = conversation

    def _expired(self) -> list[Call]:
        expired = [call for call in self._calls.values() if call.seen < self._seconds() - self._keep]
        for call in expired:
            self.forget(call)
        return expired

    def find(self, conversation: str) -> Call | None:
        """The call of a conversation."""
        call = self._calls.get(conversation)
        if call:
            call.seen = self._seconds()
        return call

    def of(self, call_sid: str) -> Call | None:
        """The call the carrier names so."""
        return self.find(self._marks.get(self.mark(call_sid), ""))

    def forget(self, call: Call) -> None:
        """Erase a call."""
        call.drop()
        self._calls.pop(call.conversation, None)
        self._marks.pop(call.mark, None)

    def __len__(self) -> int:
        return len(self._calls)
