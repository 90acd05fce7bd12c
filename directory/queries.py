"""Questions to the database, built here and executed elsewhere; none touches a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from math import cos, radians
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, exists, func, literal, or_, select

from directory.models import (
    Absence,
    Agenda,
    Availability,
    Closure,
    Hold,
    Hours,
    HoursKind,
    ServedArea,
    Service,
    ServiceAudience,
    ServiceNeed,
    ServiceSite,
    Site,
    Structure,
    StructureStatus,
    TakenTime,
    Zone,
    ZoneArea,
)
from directory.places import Commune
from directory.requests import Request
from directory.rules import Doors
from directory.territory import DISTANCE_BANDS_KM, EVERYWHERE, KM_PER_DEGREE, REMOTE_TILE, Box
from directory.vocabulary import StructureType

PROPOSED = (StructureStatus.CANDIDATE, StructureStatus.LABELLED)
CANDIDATE_COLUMNS = (
    Site.id,
    Site.key,
    Site.structure_id,
    Site.type,
    Site.remote,
    Site.step_free,
    Site.commune_code,
    Site.latitude,
    Site.longitude,
)
PER_TYPE = 8  # of each kind, the nearest are enough to fill three choices with several structures
LOTS = 65_521  # a prime


@dataclass(frozen=True, slots=True)
class Around:
    """Where one looks: in the areas of a commune, in a box of the map, or among what answers from anywhere.

    Without commune the areas are not known; without box, and not ``remote_only``, one looks everywhere. ``city`` is the
    whole city when ``commune`` is one of its arrondissements: territories name the city.
    """

    commune: Commune | None = None
    box: Box | None = None
    remote_only: bool = False
    city: Commune | None = None

    def tiles(self) -> list[int] | None:
        """The squares to look into, that of remote services included; ``None`` for all."""
        if self.remote_only:
            return [REMOTE_TILE]
        return [REMOTE_TILE, *self.box.tiles()] if self.box else None

    def areas(self) -> list[str]:
        """The territories the person belongs to, as ``served_area`` writes them; none when they are not known."""
        place = self.city or self.commune
        return [] if place is None else areas_of(place)


def areas_of(place: Commune) -> list[str]:
    """The territories a commune lies in, as ``served_area`` and ``zone_area`` write them."""
    local = [f"commune:{place.code}", f"departement:{place.departement}", f"region:{place.region}"]
    return [EVERYWHERE, *local, *([f"epci:{place.epci}"] if place.epci else [])]


def zone_areas_query(areas: Collection[str]) -> Select[str]:
    """All parts of the zones of which one of these areas is a part."""
    here = select(ZoneArea.zone_id).join(Zone).where(ZoneArea.area.in_(areas), Zone.active)
    return select(ZoneArea.area).where(ZoneArea.zone_id.in_(here))


def candidates_query(
    request: Request,
    doors: Doors,
    around: Around,
    seed: str,
    *,
    per_type: int = PER_TYPE,
    without: Collection[StructureType] = (),
) -> Select[*tuple[Any, ...]]:
    """The sites that may receive a request: of each kind the nearest, and by lot among those as near as each other.

    ``without`` are kinds to leave out: enough of them were found already.
    """
    kinds = [kind for kind in StructureType if kind in doors and kind not in without]
    order = (_band(around.commune), _lot(seed), Site.id)
    nearness = func.row_number().over(partition_by=Site.type, order_by=order)
    near = (
        select(*CANDIDATE_COLUMNS, nearness.label("nearness"))
        .join(Site.structure)
        .where(_is_proposed(), Site.type.in_(kinds), *_within(around), _answers(request, doors))
        .subquery()
    )
    return select(*(near.c[column.key] for column in CANDIDATE_COLUMNS)).where(near.c.nearness <= per_type)


def agendas_query() -> Select[*tuple[Any, ...]]:
    """The agendas in which one can book, with the clock of their site."""
    agenda = (Agenda.id, Agenda.site_id, Agenda.minutes, Agenda.notice_minutes, Agenda.horizon_days)
    clock = (Site.time_zone, Site.commune_code)
    return select(*agenda, *clock).join(Agenda.site).where(Agenda.active, Site.active).order_by(Agenda.id)


def availabilities_query(agenda_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """The availabilities of these agendas."""
    days = (Availability.recurrence, Availability.first_day, Availability.last_day)
    hours = (Availability.opens, Availability.closes, Availability.ways)
    query = select(Availability.agenda_id, *days, *hours)
    return query.where(Availability.agenda_id.in_(agenda_ids)).order_by(Availability.id)


def closures_query(site_ids: Collection[int]) -> Select[int, date, date]:
    """The days on which these sites are closed."""
    return select(Closure.site_id, Closure.first_day, Closure.last_day).where(Closure.site_id.in_(site_ids))


def clocks_query(site_ids: Collection[int]) -> Select[int, str, str | None]:
    """What tells the time and the holidays of these sites."""
    return select(Site.id, Site.time_zone, Site.commune_code).where(Site.id.in_(site_ids))


def walk_in_query(site_ids: Collection[int]) -> Select[int, int, time, time]:
    """When one can come to these sites without appointment."""
    query = select(Hours.site_id, Hours.weekday, Hours.opens, Hours.closes)
    return query.where(Hours.site_id.in_(site_ids), Hours.kind == HoursKind.WALK_IN)


def taken_query(agenda_ids: Collection[int], now: datetime) -> Select[int, datetime, datetime]:
    """What is taken in these agendas from now on: appointments, and holds that have not expired."""
    return (
        select(TakenTime.agenda_id, TakenTime.starts_at, TakenTime.ends_at)
        .outerjoin(Hold, Hold.taken_time_id == TakenTime.id)
        .where(TakenTime.agenda_id.in_(agenda_ids), TakenTime.ends_at > now)
        .where(or_(Hold.expires_at.is_(None), Hold.expires_at > now))
    )


def absences_query(agenda_ids: Collection[int], now: datetime) -> Select[int, datetime, datetime]:
    """The absences of these agendas that are not over."""
    return select(Absence.agenda_id, Absence.starts_at, Absence.ends_at).where(
        Absence.agenda_id.in_(agenda_ids), Absence.ends_at > now
    )


def _is_proposed() -> ColumnElement[bool]:
    return and_(Site.active, Structure.active, Structure.status.in_(PROPOSED))


def _within(around: Around) -> list[ColumnElement[bool]]:
    """In an area of the person, and near enough to go to unless the site is remote."""
    found: list[ColumnElement[bool]] = []
    tiles, areas, box = around.tiles(), around.areas(), around.box
    if tiles is not None:
        found.append(Site.tile.in_(tiles))
    if areas:
        found.append(exists().where(ServedArea.structure_id == Site.structure_id, ServedArea.area.in_(areas)))
    if box is not None:
        inside = Site.latitude.between(box.south, box.north) & Site.longitude.between(box.west, box.east)
        found.append(Site.remote | inside)
    return found


def _answers(request: Request, doors: Doors) -> ColumnElement[bool]:
    """A service there answers the need and is for this person; those open to everyone are asked nothing."""
    asked = and_(
        ServiceSite.site_id == Site.id,
        Service.id == ServiceSite.service_id,
        Service.active,
        ServiceNeed.service_id == Service.id,
        ServiceNeed.need == request.need,
        _welcomes(request),
    )
    return or_(Site.type.in_(list(doors.everyone)), exists().where(asked))


def _welcomes(request: Request) -> ColumnElement[bool]:
    statuses = list(request.statuses)
    row = ServiceAudience.service_id == Service.id
    named = exists().where(row, ServiceAudience.welcome)
    welcome = exists().where(row, ServiceAudience.welcome, ServiceAudience.status.in_(statuses))
    unwelcome = exists().where(row, ~ServiceAudience.welcome, ServiceAudience.status.in_(statuses))
    return and_(or_(~named, welcome), ~unwelcome)


def _band(here: Commune | None) -> ColumnElement[int]:
    """How near, as coarsely as the ranking weighs it; remote sites come first, so that none is crowded out."""
    if here is None or here.latitude is None or here.longitude is None:
        return literal(0)
    narrow = cos(radians(here.latitude)) ** 2
    north, east = Site.latitude - here.latitude, Site.longitude - here.longitude
    square = func.coalesce(north * north + east * east * narrow, 0.0)
    limits = [(square <= (km / KM_PER_DEGREE) ** 2, number) for number, km in enumerate(DISTANCE_BANDS_KM, 1)]
    return case((Site.remote, 0), *limits, else_=len(limits) + 1)


def _lot(seed: str) -> ColumnElement[int]:
    """A number that looks drawn at random for each site and seed, the same on every database (NO14)."""
    drawn = sha256(seed.encode()).digest()
    number: ColumnElement[int] = literal(int.from_bytes(drawn[:2], "big") % LOTS, BigInteger)
    site = cast(Site.id, BigInteger) % LOTS
    for at in (2, 4, 6):
        number = (number * site + int.from_bytes(drawn[at : at + 2], "big")) % LOTS
    return number
