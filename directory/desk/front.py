"""What the desk needs of the first door: the same reception run by a counsellor, and live talks with people.

The directory knows no other room: these are the shapes that the composition root fills in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from directory.models import ContactChannel
from directory.plans import Plan
from directory.vocabulary import Need


class Speaker(StrEnum):
    """Who says a line of a talk."""

    PERSON = "person"
    ASSISTANT = "assistant"
    COUNSELLOR = "counsellor"


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a talk; ``words`` is safe HTML, without anything that identifies."""

    by: Speaker
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A talk as the desk shows it. ``card`` holds what was understood, in words; ``choices`` what can be picked now,
    as title and what to send; ``code`` the appointment's, once there is one."""

    talk: str
    lines: tuple[Said, ...]
    card: Mapping[str, str]
    choices: tuple[tuple[str, str], ...]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A page where facts were read; ``date`` is its own, in words."""

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first door answers on a need: its short answer, where the facts come from, when they were last checked,
    and what to do next. ``words`` and ``next_steps`` are safe HTML, ``subject`` is the need in words."""

    need: Need
    subject: str
    words: str
    verified_on: date
    sources: tuple[Source, ...]
    next_steps: str


@dataclass(frozen=True, slots=True)
class Review:
    """What the first door tells and somebody has to verify again by a day, with the figures it gives."""

    by: date
    title: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A plan in the words of the person's own page: its title, and each step with who does it and until when."""

    title: str
    advice: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who asked for a person and waits: since how many seconds, and for what if it is known."""

    talk: str
    seconds: int
    need: str


class FrontDoor(Protocol):
    """Talks, for one counsellor at a time. What is not theirs is not there: ``None``, or ``False``."""

    def answers(self, needs: Sequence[Need]) -> tuple[Answer, ...]:
        """What is answered on each of these needs."""
        ...

    def paper(self, plan: Plan) -> PlanPaper:
        """This plan as its person reads it."""
        ...

    def reviews(self, today: date) -> tuple[Review, ...]:
        """What has to be verified again soon, or is late; the first due first."""
        ...

    async def begin(self, counsellor_id: int, came: ContactChannel) -> str:
        """A new reception, run by this counsellor for somebody at the desk or on the phone; its name."""
        ...

    async def say(self, talk: str, counsellor_id: int, words: str) -> bool:
        """What that person says, or the choice they make; whether it is this counsellor's reception."""
        ...

    async def see(self, talk: str, counsellor_id: int) -> Seen | None:
        """The reception that this counsellor runs."""
        ...

    async def be_here(self, counsellor_id: int) -> tuple[Waiting, ...]:
        """This counsellor can take a talk in the next moments; who waits, the first to ask first."""
        ...

    async def take(self, talk: str, counsellor_id: int) -> bool:
        """Answers somebody who waits; only one counsellor can."""
        ...

    async def follow(self, talk: str, counsellor_id: int) -> Seen | None:
        """The talk that this counsellor has taken."""
        ...

    async def write(self, talk: str, counsellor_id: int, words: str) -> bool:
        """A message to the person."""
        ...

    async def hand_back(self, talk: str, counsellor_id: int) -> bool:
        """The assistant goes on."""
        ...
