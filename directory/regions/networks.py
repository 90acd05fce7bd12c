"""A whole network in one file: what its structures share is written once for all regions, then one line for each site.

Everything such a file says of a place (address, hours, agendas) is a sample until the structure gets a file of its own:
the lines are those that :mod:`directory.regions.fill` writes from the counts of the regional agreements.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from directory.documents import Closed, Document, checked, read_document
from directory.documents import Field as Place
from directory.errors import BadDocument
from directory.models.offer import StructureStatus
from directory.regions.schema import (
    AgendaEntry,
    Area,
    Commune,
    Key,
    OpeningWeek,
    Phone,
    Postcode,
    ServiceEntry,
    SiteEntry,
    StructureEntry,
    Text,
    Web,
)
from directory.vocabulary import StructureType

KINDS = Path(__file__).parent / "_networks"


class WeekEntry(Closed):
    """An ordinary week that several sites share: hours, hours without appointment, agendas."""

    hours: OpeningWeek = OpeningWeek()
    walk_in: OpeningWeek = OpeningWeek()
    agendas: tuple[AgendaEntry, ...] = ()

    @model_validator(mode="after")
    def _reachable(self) -> "WeekEntry":
        if not self.agendas and not self.walk_in.rows():
            raise ValueError("ni agenda ni heures sans rendez-vous : personne ne pourrait être reçu ici.")
        return self


class NetworkKind(Closed):
    """What the structures of a network share wherever they are (``_networks/….yml``).

    ``{de}`` in a name becomes "de Nice" or "d’Arles". The first week is that of the main sites.
    """

    type: StructureType
    name: Text
    branch: Text | None = None
    description: Text
    phone: Phone | None = None
    website: Web | None = None
    services: tuple[ServiceEntry, ...] = Field(min_length=1)
    weeks: dict[Key, WeekEntry] = Field(min_length=1)


class FillEntry(Closed):
    """What to write when the network is filled: how many structures and sites, whom they serve, which weeks.

    ``name`` and ``weeks`` take the place of those of the kind.
    """

    structures: int = Field(ge=1, le=500)
    sites: int = Field(ge=1, le=2000)
    serves: Literal["zone", "departement", "region"] = "zone"
    name: Text | None = None
    weeks: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _enough_sites(self) -> "FillEntry":
        if self.sites < self.structures:
            raise ValueError("il faut au moins un lieu par structure.")
        return self


class PlaceEntry(Closed):
    """A site in one line. Without commune it is remote; ``near`` is where exactly, when the commune has quarters."""

    site: Key
    name: Text
    week: Key
    address: Text | None = None
    postcode: Postcode | None = None
    commune: Commune | None = None
    near: Commune | None = None
    step_free: bool | None = None

    @model_validator(mode="after")
    def _addressed(self) -> "PlaceEntry":
        if self.commune and not (self.address and self.postcode):
            raise ValueError("un lieu où l’on vient a une adresse, un code postal et une commune.")
        return self


class MemberEntry(Closed):
    """A structure of the network."""

    structure: Key
    name: Text
    serves: tuple[Area, ...] = Field(min_length=1)
    sites: tuple[PlaceEntry, ...] = Field(min_length=1)


class NetworkEntry(Closed):
    """A network's file in a pack (``reseau-….yml``)."""

    network: Key
    kind: Key
    status: StructureStatus = StructureStatus.CANDIDATE
    source: Text
    checked_on: date
    fill: FillEntry | None = None
    structures: tuple[MemberEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A network's file with the kind it names."""

    document: Document
    entry: NetworkEntry
    kind: NetworkKind


def read_network(file: Path) -> Sheet:
    """The network of this file; :class:`BadDocument` tells its faults, and those of its kind."""
    document = read_document(file)
    entry = checked(document, NetworkEntry)
    path = KINDS / f"{entry.kind}.yml"
    if not path.exists():
        raise BadDocument((document.problem(("kind",), f"la sorte de réseau « {entry.kind} » n’est pas décrite."),))
    kind = checked(read_document(path), NetworkKind)
    faults = tuple(document.problem(field, sentence) for field, sentence in _week_faults(entry, kind))
    if faults:
        raise BadDocument(faults)
    return Sheet(document, entry, kind)


def members(sheet: Sheet) -> Iterator[StructureEntry]:
    """The structures of a network, each as its own file would describe it, all of it a sample."""
    entry, kind = sheet.entry, sheet.kind
    for member in entry.structures:
        yield StructureEntry(
            structure=member.structure,
            type=kind.type,
            name=member.name,
            network=entry.network,
            status=entry.status,
            description=kind.description,
            phone=kind.phone,
            website=kind.website,
            source=entry.source,
            checked_on=entry.checked_on,
            sample=True,
            serves=member.serves,
            services=kind.services,
            sites=tuple(_site(site, kind.weeks[site.week]) for site in member.sites),
        )


def _week_faults(entry: NetworkEntry, kind: NetworkKind) -> Iterator[tuple[Place, str]]:
    """Weeks that lead nowhere."""
    for name in entry.fill.weeks if entry.fill else ():
        if name not in kind.weeks:
            yield ("fill", "weeks"), f"la semaine « {name} » n’est pas dans _networks/{entry.kind}.yml."
    for number, member in enumerate(entry.structures):
        for other, site in enumerate(member.sites):
            if site.week not in kind.weeks:
                field: Place = ("structures", number, "sites", other, "week")
                yield field, f"la semaine « {site.week} » n’est pas dans _networks/{entry.kind}.yml."


def _site(place: PlaceEntry, week: WeekEntry) -> SiteEntry:
    return SiteEntry(
        site=place.site,
        name=place.name,
        remote=place.commune is None,
        address=place.address,
        postcode=place.postcode,
        commune=place.commune,
        near=place.near,
        step_free=place.step_free,
        sample=True,
        hours=week.hours,
        walk_in=week.walk_in,
        agendas=tuple(agenda.model_copy(update={"sample": True}) for agenda in week.agendas),
    )
