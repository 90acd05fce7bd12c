"""What the service does in a turn, as data: each channel renders it its own way (STYLE: deeds are data)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.information import InPassing
from directory.vocabulary import Need, Status


class Kind(StrEnum):
    """What a deed asks of the channel, beyond its words."""

    SAY = "say"
    QUESTION = "question"
    INFORMATION = "information"
    PROPOSALS = "proposals"
    SLOTS = "slots"
    SUMMARY = "summary"
    APPOINTMENT = "appointment"
    CONTACT = "contact"
    ELSEWHERE = "elsewhere"
    TRANSFER = "transfer"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Wording:
    """Another text inside a text: rendered for the channel, then put in place."""

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, written or spoken the French way in its own time zone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Code:
    """An appointment code: shown in pairs, or read aloud in pairs."""

    digits: str


@dataclass(frozen=True, slots=True)
class Several:
    """Several texts, one after the other (reasons, parts of a sentence)."""

    parts: tuple["Value", ...]
    separator: Literal[", ", " ; ", " ", "\n"] = ", "


Value = str | int | Wording | Moment | Code | Several


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing the person may pick: what is shown, and the closed token sent back."""

    message: str
    title: Value


@dataclass(frozen=True, slots=True)
class Say:
    """One text of the service, with its choices; ``suggestions`` are other subjects, where there is room for them."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    kind: Kind = Kind.SAY
    choices: tuple[Choice, ...] = ()
    data: Mapping[str, Value] = field(default_factory=dict)
    suggestions: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Inform:
    """The first-level information on a need, for these statuses and this region; ``more`` asks for the details,
    ``handicap`` is whether the person spoke of theirs."""

    need: Need
    statuses: frozenset[Status] = frozenset()
    more: bool = False
    region: str | None = None
    handicap: bool = False


@dataclass(frozen=True, slots=True)
class Define:
    """What a word of the glossary means; ``former`` is the old name the person gave it."""

    term: str
    former: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the verified information: its words in Markdown, and the need whose fiche holds it."""

    words: str
    title: str
    source: Need


@dataclass(frozen=True, slots=True)
class Answer:
    """What the fiche of this need says to a question asked in passing."""

    need: Need
    asked: InPassing


Deed = Say | Inform | Define | Quote | Answer


def label(family: str, code: str) -> Wording:
    """The words for a code of a closed list, e.g. ``label("need", "vae")``."""
    return Wording(f"utter_label_{family}_{code}")


def choice(token: str) -> Choice:
    """A choice whose words are the label of its token: ``choice("yes")`` shows "Oui" and sends ``#yes``."""
    return Choice(f"#{token}", label("choice", token.replace(" ", "_")))


def question(key: str, *choices: Choice, **values: Value) -> Say:
    """A text that waits for an answer."""
    return Say(key, values, Kind.QUESTION, choices)
