"""Fiches ready to be given: every figure filled in, every source named, one form per way of reading or hearing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.information import pages
from bot.information.pages import Page, items, read_pages, split
from bot.information.sources import Source, load_sources
from bot.information.values import Value, fill, load_values
from directory.vocabulary import Need, Status

FOLDER = Path(__file__).parent
SOURCES_FILE = "sources.yml"
VALUES_FILE = "values.yml"


class FicheError(ValueError):
    """A fiche cannot be used as it stands; the message says where, and the check tells everything that is wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question worth asking oneself, and what its answer changes."""

    ask: str
    why: str


class InPassing(StrEnum):
    """What people ask beside their request, and a fiche may answer: its price, how long it takes, what to bring."""

    PRICE = "prix"
    DURATION = "duree"
    BRING = "apporter"


@dataclass(frozen=True, slots=True)
class TwoForms:
    """A few words of a fiche, to read and to hear."""

    written: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Fiche:
    """The first-level information on one need.

    ``short``, ``details``, ``plain``, ``who``, ``next_steps`` and ``traps`` are Markdown to read; ``spoken``,
    ``by_status`` and the spoken side of ``by_region`` and ``in_passing`` can be said as they stand: at most 25 words
    each, no figure, no symbol, no address. ``handicap`` is told to whoever spoke of theirs; it is empty when nothing
    differs. Regions are official codes ("24"); ``related`` are needs that often come with this one.
    """

    need: Need
    title: str
    scope: str
    verified_on: date
    review_by: date
    sources: tuple[Source, ...]
    short: str
    details: str
    plain: str
    spoken: tuple[str, ...]
    by_status: Mapping[Status, str]
    handicap: str
    by_region: Mapping[str, TwoForms]
    in_passing: Mapping[InPassing, TwoForms]
    who: tuple[str, ...]
    questions: tuple[Question, ...]
    related: tuple[Need, ...]
    next_steps: tuple[str, ...]
    traps: tuple[str, ...]

    def particulars(self, statuses: frozenset[Status], *, handicap: bool) -> tuple[str, ...]:
        """What differs for this person: their handicap when they spoke of it, then each of their statuses."""
        told = (self.handicap,) if handicap and self.handicap else ()
        return (*told, *(self.by_status[status] for status in sorted(statuses) if status in self.by_status))


def load_fiches(folder: Path = FOLDER) -> Mapping[Need, Fiche]:
    """Return the fiches by need; raise ``FicheError`` on the first one that cannot be used."""
    sources = load_sources(folder / SOURCES_FILE)
    values = load_values(folder / VALUES_FILE)
    fiches = [_loaded(page, sources, values) for page in read_pages(folder)]
    return {fiche.need: fiche for fiche in fiches}


def reviewed_in_time(fiches: Mapping[Need, Fiche]) -> Callable[[date], list[bool]]:
    """What tells, for a day, which of these fiches had been reviewed by their date (L05)."""
    return lambda day: [fiche.review_by >= day for fiche in fiches.values()]


def _loaded(page: Page, sources: Mapping[str, Source], values: Mapping[str, Value]) -> Fiche:
    try:
        return _fiche(page, sources, values)
    except (KeyError, ValueError) as error:
        raise FicheError(f"{page.name} : {error}. Lancer le contrôle des fiches pour savoir quoi corriger.") from error


def _fiche(page: Page, sources: Mapping[str, Source], values: Mapping[str, Value]) -> Fiche:
    front = page.front

    def written(section: str) -> str:
        return fill(page.sections[section], values)

    return Fiche(
        need=Need(front["need"]),
        title=front["title"],
        scope=front["scope"],
        verified_on=front["verified_on"],
        review_by=front["review_by"],
        sources=tuple(sources[key] for key in front["sources"]),
        short=written(pages.SHORT),
        details=written(pages.DETAILS),
        plain=written(pages.PLAIN),
        spoken=items(fill(page.sections[pages.SPOKEN], values, spoken=True)),
        by_status=by_status(page),
        handicap=parts_of(page, pages.BY_STATUS).get(pages.HANDICAP, ""),
        by_region={code: _two_forms(text, values) for code, text in parts_of(page, pages.BY_REGION).items()},
        in_passing={
            InPassing(code): _two_forms(text, values) for code, text in parts_of(page, pages.IN_PASSING).items()
        },
        who=items(written(pages.WHO)),
        questions=tuple(question(item) for item in items(page.sections[pages.QUESTIONS])),
        related=tuple(Need(code) for code in front["related"]),
        next_steps=items(written(pages.NEXT)),
        traps=items(written(pages.TRAPS)),
    )


def by_status(page: Page) -> Mapping[Status, str]:
    """Return the precisions of a page by status, each on one line; raise ``ValueError`` on an unknown status."""
    parts = parts_of(page, pages.BY_STATUS)
    return {Status(code): text for code, text in parts.items() if code != pages.HANDICAP}


def parts_of(page: Page, section: str) -> Mapping[str, str]:
    """Return what stands under each ``###`` heading of a section, each on one line."""
    return {code: " ".join(text.split()) for code, text in split(page.sections.get(section, ""), "### ").items()}


def question(item: str) -> Question:
    """Return « Quel âge avez-vous ? L’âge décide du contrat. » as its two parts; the second is empty when missing."""
    ask, mark, why = item.partition("?")
    return Question(f"{ask}{mark}", why.strip())


def _two_forms(text: str, values: Mapping[str, Value]) -> TwoForms:
    return TwoForms(fill(text, values), fill(text, values, spoken=True))
