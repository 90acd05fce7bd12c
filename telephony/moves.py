"""What the deciding knows of the world, and what it decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from directory.human_line import HumanLine
from telephony import numbers
from telephony.calls import CallState
from telephony.deeds import Deed
from telephony.prompts import Part, Words
from telephony.resume import ResumeCode
from telephony.sms import Booked, Page


@dataclass(frozen=True, slots=True)
class Line:
    """What the deciding needs to know of the world: the words, the human line, the hour, our own number; whether texts
    can be sent, people called back, notes kept and talks gone on with; what waiting for a person would be now.
    """

    words: Words
    human: HumanLine
    now: datetime
    shown: str | None = None
    sms: bool = False
    call_back: bool = False
    survey: bool = False
    resumable: bool = False
    place: int = 1
    minutes: int = 1


@dataclass(frozen=True, slots=True)
class Stay:
    """The line answers by itself; `events` are counted by name."""

    state: CallState
    deeds: tuple[Deed, ...]
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """The conversation answers: this is what it is told; `first` is said before its answer.

    `helping` messages were not said by the caller: the failures already counted still count.
    """

    state: CallState
    message: str
    first: tuple[Part, ...] = ()
    helping: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """A number to keep with the appointment of this code, outside the conversation."""

    state: CallState
    code: str
    number: str


@dataclass(frozen=True, slots=True)
class Send:
    """A text to send to this number about an appointment or a page; the number is dropped afterwards."""

    state: CallState
    about: Booked | Page
    number: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """A number a person must call back."""

    state: CallState
    number: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A note from 1 to 5, and whether the call helps for what comes next; then the last words."""

    state: CallState
    rating: int
    useful: bool | None


@dataclass(frozen=True, slots=True)
class GoOn:
    """The caller said the code of a talk that was cut."""

    state: CallState
    code: ResumeCode


@dataclass(frozen=True, slots=True)
class Erase:
    """The caller wants everything forgotten."""

    state: CallState


Reaction = Stay | Pass | Keep | Send | CallBack | Rate | GoOn | Erase


def parts(line: Line, *keys: str) -> tuple[Part, ...]:
    """These texts, as pieces to say."""
    return plain(line.words(key) for key in keys)


def plain(texts: Iterable[str]) -> tuple[Part, ...]:
    """Pieces that can be cut short, said at the caller's pace."""
    return tuple(Part(text) for text in texts)


def human_number(line: Line) -> tuple[str, ...]:
    """The human line's number as said, when there is one."""
    number = line.human.number
    return (line.words("utter_phone_number", number=numbers.spoken(number)),) if number else ()
