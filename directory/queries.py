"""Questions to the database, built here and executed elsewhere; none touches a session.

Those that a proposal asks are built once: what their docstring names between backquotes comes as parameters.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, bindparam, func, or_, select, union_all

from directory.lists import among
from directory.models import (
    Absence,
    Agenda,
    Availability,
    BusyTime,
    Closure,
    Hold,
    Hours,
    OutsideAgenda,
    Site,
    Structure,
    StructureStatus,
    TakenTime,
    Zone,
    ZoneArea,
)
from directory.places import Commune
from directory.territory import EVERYWHERE, REMOTE_TILE, Box

PROPOSED = (StructureStatus.CANDIDATE, StructureStatus.LABELLED)


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


@cache
def zone_areas_query() -> Select[str]:
    """All parts of the zones of which one of ``areas`` is a part."""
    here = select(ZoneArea.zone_id).join(Zone).where(among(ZoneArea.area, "areas"), Zone.active)
    return select(ZoneArea.area).where(ZoneArea.zone_id.in_(here))


@cache
def agendas_query() -> Select[*tuple[Any, ...]]:
    """The agendas of ``sites`` in which one can book, with the clock of their site and their hours, one to a row."""
    return _agendas().where(among(Agenda.site_id, "sites")).order_by(Agenda.id, Availability.id)


@cache
def agenda_query() -> Select[*tuple[Any, ...]]:
    """The ``agenda``, if one can book in it, in the same way."""
    return _agendas().where(Agenda.id == bindparam("agenda")).order_by(Availability.id)


def _agendas() -> Select[*tuple[Any, ...]]:
    agenda = (Agenda.id, Agenda.site_id, Agenda.minutes, Agenda.notice_minutes, Agenda.horizon_days)
    clock = (Site.time_zone, Site.commune_code)
    days = (Availability.recurrence, Availability.first_day, Availability.last_day)
    hours = (Availability.opens, Availability.closes, Availability.ways)
    query = select(*agenda, *clock, *days, *hours).join(Agenda.site).outerjoin(Agenda.availabilities)
    return query.where(Agenda.active, Site.active)


@cache
def shown_sites_query() -> Select[*tuple[Any, ...]]:
    """What a proposal shows of ``sites``; what a site does not say for itself is its structure's."""
    place = (Site.id, Site.name, Site.address, Site.commune_name, Site.step_free)
    said = (
        Structure.name.label("structure_name"),
        func.coalesce(func.nullif(Site.phone, ""), Structure.phone).label("phone"),
        func.coalesce(func.nullif(Site.website, ""), Structure.website).label("website"),
        or_(Site.sample, Structure.sample).label("sample"),
    )
    return select(*place, *said).join(Site.structure).where(among(Site.id, "sites"))


@cache
def closures_query() -> Select[int, date, date]:
    """The days on which ``sites`` are closed."""
    return select(Closure.site_id, Closure.first_day, Closure.last_day).where(among(Closure.site_id, "sites"))


def sites_query(structure_id: int) -> Select[int]:
    """The sites of a structure that receive people."""
    return select(Site.id).where(Site.structure_id == structure_id, Site.active)


@cache
def doors_query() -> Select[*tuple[Any, ...]]:
    """What tells the time and the holidays of ``sites``, with their weekly hours of this ``kind``, one to a row.

    Those when they are open, or when one can come without appointment; a site without such hours has a row too.
    """
    week = (Hours.weekday, Hours.opens, Hours.closes)
    of_kind = and_(Hours.site_id == Site.id, Hours.kind == bindparam("kind"))
    query = select(Site.id, Site.time_zone, Site.commune_code, *week).outerjoin(Hours, of_kind)
    return query.where(among(Site.id, "sites"))


@cache
def away_query() -> CompoundSelect[int, datetime, datetime]:
    """When nobody is received in ``agendas`` from ``now`` on: absences, and what calendars kept elsewhere say."""
    return union_all(*(_to_come(table) for table in (Absence, BusyTime)))


@cache
def busy_query() -> CompoundSelect[int, datetime, datetime]:
    """What is not free in ``agendas`` from ``now`` on: the same, appointments, and holds that have not expired."""
    taken = _to_come(TakenTime).outerjoin(Hold, Hold.taken_time_id == TakenTime.id)
    held = or_(Hold.expires_at.is_(None), Hold.expires_at > bindparam("now"))
    return union_all(*(_to_come(table) for table in (Absence, BusyTime)), taken.where(held))


def _to_come(table: type[Absence | BusyTime | TakenTime]) -> Select[int, datetime, datetime]:
    times = select(table.agenda_id, table.starts_at, table.ends_at)
    return times.where(among(table.agenda_id, "agendas"), table.ends_at > bindparam("now"))


@cache
def outside_sites_query() -> Select[int]:
    """Those of ``sites`` of which an agenda is kept in this tool (``provider``)."""
    kept = select(Agenda.site_id).join(OutsideAgenda, OutsideAgenda.agenda_id == Agenda.id)
    return kept.where(Agenda.active, among(Agenda.site_id, "sites"), OutsideAgenda.provider == bindparam("provider"))
