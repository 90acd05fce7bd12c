"""The form of a region pack: ``region.yml``, and one file per structure. A field that is not here is a fault."""

from datetime import date, time
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from directory.documents import Closed
from directory.hours import read_ranges
from directory.models.offer import Scope, StructureStatus
from directory.recurrence import read_recurrence
from directory.vocabulary import Need, Status, StructureType, Way

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
READABLE = 5  # contrast with white: a little over the 4.5 of WCAG AA, for our grounds are not all pure white


known_zones = cache(available_timezones)  # it walks through a folder of the machine each time


def _time_zone(name: str) -> str:
    if name not in known_zones():
        raise ValueError(f"« {name} » n’est pas un fuseau horaire (exemple : Europe/Paris).")
    return name


def _recurrence(text: str) -> str:
    return read_recurrence(text).rule


def _web(address: str) -> str:
    if not address.startswith("https://"):
        raise ValueError(f"« {address} » : une adresse web commence par https://.")
    return address


def _readable(color: str) -> str:
    red, green, blue = (_light(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    if contrast < READABLE:
        raise ValueError(f"« {color} » est trop claire : du blanc ne se lit pas dessus. Choisissez-la plus sombre.")
    return color


def _light(share: float) -> float:
    """The linear light of one sRGB channel (WCAG 2.2, relative luminance)."""
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _step(minutes: int) -> int:
    if minutes % 5:
        raise ValueError(f"« {minutes} » : une durée est un multiple de 5 minutes.")
    return minutes


Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, max_length=600)]
Commune = Annotated[str, StringConstraints(pattern=r"^(\d{5}|2[AB]\d{3})$")]
Postcode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^(\d{4}|\d{2}( \d{2}){4}|\d \d{3} \d{3} \d{3})$")]
Web = Annotated[str, AfterValidator(_web)]
Area = Annotated[
    str, StringConstraints(pattern=r"^(france|(region|departement|epci|commune):[0-9AB]{2,9}|zone:[a-z0-9-]+)$")
]
Part = Annotated[str, StringConstraints(pattern=r"^(epci:\d{9}|commune:[0-9AB]{5})$")]
Code = Commune
Zone = Annotated[str, AfterValidator(_time_zone)]
Recurrence = Annotated[str, AfterValidator(_recurrence)]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2}|lsf)$")]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$"), AfterValidator(_readable)]
Minutes = Annotated[int, Field(ge=5, le=480), AfterValidator(_step)]
Ranges = Annotated[str, StringConstraints(min_length=1)]


class Publisher(Closed):
    """Who answers for the site before the law: shown on ``/mentions``. ``data_officer`` answers about personal data."""

    name: Text
    address: Text
    director: Text
    host: Text
    data_officer: Text
    sample: bool = False


class Region(Closed):
    """``region.yml``: the territory, the packs it builds on, its signatories’ promises, who answers for it, and the
    color of its pages and widget, dark enough for white words on it."""

    region: Key
    name: Text
    time_zone: Zone
    builds_on: tuple[Key, ...] = ()
    networks: dict[Key, Text] = Field(default_factory=dict)
    publisher: Publisher | None = None
    commitments: tuple[Text, ...] = ()
    color: Color = "#1d3b6f"


class OpeningWeek(Closed):
    """Hours of each weekday, as "09:00-12:00, 13:30-17:00"; a day that is not named is closed."""

    lundi: Ranges | None = None
    mardi: Ranges | None = None
    mercredi: Ranges | None = None
    jeudi: Ranges | None = None
    vendredi: Ranges | None = None
    samedi: Ranges | None = None
    dimanche: Ranges | None = None

    @model_validator(mode="after")
    def _readable(self) -> "OpeningWeek":
        self.rows()
        return self

    def rows(self) -> list[tuple[int, time, time]]:
        """Weekday (Monday is 0), opening and closing time of each range."""
        written = [(number, getattr(self, day)) for number, day in enumerate(WEEKDAYS)]
        return [(number, *hours) for number, text in written if text for hours in read_ranges(text)]


class AvailabilityEntry(Closed):
    """A *plage d'ouverture* of an agenda."""

    every: Recurrence
    hours: Ranges
    ways: tuple[Way, ...] = Field(min_length=1)
    first_day: date = date(2026, 1, 1)
    last_day: date | None = None

    @model_validator(mode="after")
    def _readable(self) -> "AvailabilityEntry":
        read_ranges(self.hours)
        if self.last_day and self.last_day < self.first_day:
            raise ValueError("le dernier jour vient avant le premier.")
        return self


class AgendaEntry(Closed):
    """An agenda of a site: one appointment at a time."""

    agenda: Key
    name: Text
    minutes: Minutes
    notice_hours: int = Field(ge=0, le=720)
    horizon_days: int = Field(ge=1, le=365)
    sample: bool = False
    availabilities: tuple[AvailabilityEntry, ...] = ()
    rdv_service_public: str | None = Field(default=None, pattern=r"^[1-9]\d{0,17}(/[1-9]\d{0,17})?$")

    @model_validator(mode="after")
    def _somewhere(self) -> "AgendaEntry":
        if not self.availabilities and self.rdv_service_public is None:
            raise ValueError("des plages d’ouverture, ou le numéro de l’organisation dans RDV Service Public")
        return self


class ClosureEntry(Closed):
    """Days, both included, on which a site is closed."""

    first_day: date
    last_day: date
    label: Text

    @model_validator(mode="after")
    def _ordered(self) -> "ClosureEntry":
        if self.last_day < self.first_day:
            raise ValueError("le dernier jour vient avant le premier.")
        return self


class SiteEntry(Closed):
    """A place where people are received, or a remote service.

    ``near`` stands for coordinates that are not known: the arrondissement of a city, for example.
    """

    site: Key
    name: Text
    remote: bool = False
    address: Text | None = None
    postcode: Postcode | None = None
    commune: Commune | None = None
    near: Commune | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    time_zone: Zone | None = None
    step_free: bool | None = None
    languages: tuple[Language, ...] = ()
    transport: Text | None = None
    phone: Phone | None = None
    website: Web | None = None
    sample: bool = False
    services: tuple[Key, ...] | None = None
    hours: OpeningWeek = OpeningWeek()
    walk_in: OpeningWeek = OpeningWeek()
    closures: tuple[ClosureEntry, ...] = ()
    agendas: tuple[AgendaEntry, ...] = ()

    @model_validator(mode="after")
    def _reachable(self) -> "SiteEntry":
        if not self.remote and not (self.address and self.commune and self.postcode):
            raise ValueError(
                "un lieu où l’on vient a une adresse, un code postal et une commune (ou « remote: true »)."
            )
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("donnez la latitude et la longitude, ou aucune des deux.")
        if not self.agendas and not self.walk_in.rows():
            raise ValueError("ni agenda ni heures sans rendez-vous : personne ne pourrait être reçu ici.")
        return self


class ServiceEntry(Closed):
    """What a structure does for people."""

    service: Key
    name: Text
    needs: tuple[Need, ...] = Field(min_length=1)
    scope: Scope
    description: Text
    expected_result: Text
    welcomes: tuple[Status, ...] = ()
    not_for: tuple[Status, ...] = ()
    sample: bool = False


class ProvenanceEntry(Closed):
    """Where one field comes from, when it is not from the structure's own source, and when it was checked."""

    source: Text
    checked_on: date


class StructureEntry(Closed):
    """A structure's file. ``commitments`` are its own; a signatory has those of its region too."""

    structure: Key
    type: StructureType
    name: Text
    network: Key | None = None
    status: StructureStatus = StructureStatus.CANDIDATE
    status_from: date | None = None
    status_until: date | None = None
    signatory: bool = False
    commitments: tuple[Text, ...] = ()
    provenance: dict[Key, ProvenanceEntry] = Field(default_factory=dict)
    description: Text
    phone: Phone | None = None
    website: Web | None = None
    source: Text
    checked_on: date
    sample: bool = False
    serves: tuple[Area, ...] = Field(min_length=1)
    services: tuple[ServiceEntry, ...] = Field(min_length=1)
    sites: tuple[SiteEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "StructureEntry":
        if self.status_from and self.status_until and self.status_until < self.status_from:
            raise ValueError("le statut finit avant d’avoir commencé.")
        return self
