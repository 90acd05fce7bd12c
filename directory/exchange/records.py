"""What an exchange file says once it has been read: plain values, refusals, and the report of an import."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from directory.models.offer import Scope
from directory.vocabulary import Need, Status, StructureType

MAX_REFUSALS = 1000  # told one by one; a file with more faults than that is wrong as a whole

WeeklyRange = tuple[int, time, time]
"""Weekday (Monday is 0), opening and closing time."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken, and why, in a sentence for the people who keep the directory."""

    line: int
    key: str
    sentence: str
    file: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, ligne {self.line}" if self.file else f"ligne {self.line}"
        named = f" ({self.key})" if self.key else ""
        return f"{where}{named} : {self.sentence}"


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """Where a structure receives; ``commune`` is ``None`` when nobody says where."""

    address: str
    postcode: str
    commune: str | None
    commune_name: str
    departement: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """A service of the structure whose key in the same source is ``structure``."""

    line: int
    key: str
    structure: str
    name: str
    description: str
    needs: tuple[Need, ...]
    welcomes: tuple[Status, ...]
    scope: Scope
    areas: tuple[str, ...]
    walk_in: bool
    updated_on: date
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StructureRecord:
    """A structure with its place. ``details`` are the fields of the source that are kept as they are, to give back."""

    line: int
    key: str
    name: str
    type: StructureType
    siret: str | None
    description: str
    phone: str | None
    email: str | None
    website: str | None
    place: PlaceRecord
    hours: tuple[WeeklyRange, ...]
    walk_in: tuple[WeeklyRange, ...]
    step_free: bool | None
    updated_on: date
    source: str
    details: Mapping[str, Any]
    services: tuple[ServiceRecord, ...] = ()


@dataclass(slots=True)
class Report:
    """What an import did. ``duplicates`` are rows that describe a structure the directory has from elsewhere.

    ``spared`` are the identifiers of rows with a fault: what they describe is still there. ``complete`` falls when
    something could not be read at all, so that nobody knows what it describes. ``missing`` counts what the file does
    not have any more and was left all the same, being more than half of the source. ``file`` is named before lines
    when there are several.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ignored: int = 0
    deactivated: int = 0
    duplicates: list[str] = field(default_factory=list)
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    complete: bool = True
    spared: set[str] = field(default_factory=set)
    missing: int = 0
    file: str = ""

    def refuse(self, refusal: Refusal) -> None:
        """Counts a refusal, and keeps its sentence as long as there are not too many."""
        self.refused += 1
        if len(self.refusals) < MAX_REFUSALS:
            self.refusals.append(replace(refusal, file=self.file))

    def double(self, line: int, key: str, sentence: str) -> None:
        """Tells a row that describes what another one does."""
        self.duplicates.append(str(Refusal(line, key, sentence, self.file)))

    def lines(self) -> list[str]:
        """The report as people read it."""
        counts = (
            f"{self.added} ajoutées, {self.changed} modifiées, {self.unchanged} inchangées, {self.ignored} hors du "
            f"champ, {self.refused} refusées, {len(self.duplicates)} en double"
        )
        return [f"Lignes lues : {self.read} ({counts}).", self._end(), *self.duplicates, *map(str, self.refusals)]

    def _end(self) -> str:
        if not self.complete:
            return "Tout n’a pas pu être lu : rien n’a été désactivé."
        if self.missing:
            return (
                f"{self.missing} structures, plus de la moitié de cette source, ne sont plus dans le fichier : "
                "rien n’a été désactivé. Si c’est voulu, recommencez avec --moins."
            )
        return f"Absents du fichier et désactivés (jamais effacés) : {self.deactivated} structures ou services."
