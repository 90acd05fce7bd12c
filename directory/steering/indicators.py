"""What the service measures, as data: ``indicators/*.yml``, checked and read once.

``commun.yml`` holds for everybody; any other file adds indicators and objectives for its territories, without code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from directory.documents import Closed, checked, read_document
from directory.errors import BadDocument
from directory.steering.picture import STANDING
from directory.steering.sources import FIELDS, NESTED, RARE

FOLDER = Path(__file__).with_name("indicators")


class Heading(StrEnum):
    """The five headings of the PACA agreement (its article 6), in which reports are written (PA6)."""

    ACCESS = "access"
    ACCESSIBILITY = "accessibility"
    RECEPTION = "reception"
    PARTNERSHIP = "partnership"
    DOCUMENTATION = "documentation"


class Shape(StrEnum):
    """How an indicator is said: everything counted, its parts, the share of some of them, or what it cost."""

    NUMBER = "number"
    PARTS = "parts"
    SHARE = "share"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Definition:
    """What is counted for an indicator; several indicators may read the same one. ``structures``: down to each one."""

    source: str
    by: str
    structures: bool = False

    @property
    def id(self) -> str:
        """The same for the same definition, another as soon as it changes."""
        return sha256(f"{self.source}|{self.by}|{self.structures}".encode()).hexdigest()[:16]

    @property
    def total(self) -> "Definition":
        """What its items add up to: everything of its source, or one item of another definition."""
        return Definition(self.source, NESTED.get(self.by, ("", ""))[0], self.structures)

    @property
    def total_item(self) -> str:
        """Which item of the total they add up to; empty: all of them."""
        return NESTED.get(self.by, ("", ""))[1]

    @property
    def has_networks(self) -> bool:
        """Whether its facts are also told by network of structures."""
        return self.source == "appointments" and self.by not in NESTED and self.by not in RARE


class Indicator(Closed):
    """One indicator. ``share`` lists the items of ``by`` whose share is meant; ``objectives`` are by territory.

    ``without`` leaves out of a share the items that it does not concern ("not_sent": nothing could be answered).
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=5)
    heading: Heading
    source: Literal["contacts", "appointments", "opinions", "complaints", "places", "communes", "information"] = Field(
        alias="from"
    )
    by: str = ""
    shape: Shape
    share: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unit: Literal["number", "percent", "euros"] = "number"
    better: Literal["more", "less", "neither"] = "neither"
    text: str = Field(min_length=3)
    structures: bool = False
    objectives: Mapping[str, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> "Indicator":
        fields = {**FIELDS, **STANDING}[self.source]
        if self.by not in fields:
            raise ValueError(f"« {self.by} » n’est pas un champ de « {self.source} » : {', '.join(fields)}.")
        if (self.shape is Shape.SHARE) != bool(self.share):
            raise ValueError("« share » va avec la forme « share », et avec elle seule.")
        return self

    @property
    def is_standing(self) -> bool:
        """Whether it tells how the network stands today, not what happened over a period."""
        return self.source in STANDING

    @property
    def definition(self) -> Definition:
        """What is counted for it."""
        return Definition(self.source, self.by)


class Sheet(Closed):
    """A file of indicators: for everybody, or for the territories it names."""

    territories: tuple[str, ...] = ()
    objectives: Mapping[str, Mapping[str, float]] = Field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators, and the territories that have each of them (none named: all)."""

    indicators: tuple[Indicator, ...]
    only: Mapping[str, tuple[str, ...]]
    objectives: Mapping[tuple[str, str], float]

    def of(self, chain: tuple[str, ...]) -> tuple[Indicator, ...]:
        """Those of a territory, given it and all it is part of."""
        return tuple(one for one in self.indicators if not self.only[one.id] or set(self.only[one.id]) & set(chain))

    def objective(self, indicator: str, chain: tuple[str, ...]) -> float | None:
        """The nearest objective: the territory's own, its region's, or everybody's."""
        return next((self.objectives[indicator, node] for node in chain if (indicator, node) in self.objectives), None)

    def definitions(self) -> tuple[Definition, ...]:
        """What has to be counted month by month; the total of each source comes first."""
        counted = [one for one in self.indicators if not one.is_standing]
        plain = [one.definition for one in counted]
        fine = [Definition(one.source, one.by, structures=True) for one in counted if one.structures]
        every = dict.fromkeys([*(one.total for one in (*plain, *fine)), *plain, *fine])
        return tuple(sorted(every, key=lambda one: (bool(one.by), one.by in NESTED)))


@cache
def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """The indicators of this folder; :class:`BadDocument` when a file has a fault."""
    sheets = [checked(read_document(path), Sheet) for path in sorted(folder.glob("*.yml"))]
    problems = list(_faults(sheets))
    if problems:
        raise BadDocument(tuple(problems))
    indicators = tuple(one for sheet in sheets for one in sheet.indicators)
    only = {one.id: sheet.territories for sheet in sheets for one in sheet.indicators}
    own = {(one.id, where): goal for one in indicators for where, goal in one.objectives.items()}
    added = {
        (name, where): goal for sheet in sheets for name, by in sheet.objectives.items() for where, goal in by.items()
    }
    return Catalogue(indicators, only, own | added)


def check_indicators(folder: Path = FOLDER) -> list[str]:
    """Every fault of the indicators, one sentence each."""
    try:
        load_catalogue(folder)
    except BadDocument as error:
        return list(error.problems)
    return []


def _faults(sheets: list[Sheet]) -> Iterator[str]:
    ids = [one.id for sheet in sheets for one in sheet.indicators]
    yield from (f"L’indicateur « {one} » est écrit deux fois." for one in sorted({i for i in ids if ids.count(i) > 1}))
    unknown = sorted({name for sheet in sheets for name in sheet.objectives} - set(ids))
    yield from (f"L’objectif de « {name} » ne correspond à aucun indicateur." for name in unknown)
