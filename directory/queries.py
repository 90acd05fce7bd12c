"""Questions to the database, built here and executed elsewhere; none touches a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, or_, select

from directory.models import (
    Absence,
    Agenda,
    Availability,
    BusyTime,
    Closure,
    Hold,
    Hours,
    HoursKind,
    OutsideAgenda,
    Site,
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


def zone_areas_query(areas: Collection[str]) -> Select[str]:
    """All parts of the zones of which one of these areas is a part."""
    here = select(ZoneArea.zone_id).join(Zone).where(ZoneArea.area.in_(areas), Zone.active)
    return select(ZoneArea.area).where(ZoneArea.zone_id.in_(here))


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


def sites_query(structure_id: int) -> Select[int]:
    """The sites of a structure that receive people."""
    return select(Site.id).where(Site.structure_id == structure_id, Site.active)


def clocks_query(site_ids: Collection[int]) -> Select[int, str, str | None]:
    """What tells the time and the holidays of these sites."""
    return select(Site.id, Site.time_zone, Site.commune_code).where(Site.id.in_(site_ids))


def hours_query(site_ids: Collection[int], kind: HoursKind) -> Select[int, int, time, time]:
    """The weekly hours of these sites: those when they are open, or when one can come without appointment."""
    query = select(Hours.site_id, Hours.weekday, Hours.opens, Hours.closes)
    return query.where(Hours.site_id.in_(site_ids), Hours.kind == kind)


def taken_query(agenda_ids: Collection[int], now: datetime) -> Select[int, datetime, datetime]:
    """What is taken in these agendas from now on: appointments, and holds that have not expired."""
    return (
        select(TakenTime.agenda_id, TakenTime.starts_at, TakenTime.ends_at)
        .outerjoin(Hold, Hold.taken_time_id == TakenTime.id)
        .where(TakenTime.agenda_id.in_(agenda_ids), TakenTime.ends_at > now)
        .where(or_(Hold.expires_at.is_(None), Hold.expires_at > now))
    )


def busy_query(agenda_ids: Collection[int], now: datetime) -> Select[int, datetime, datetime]:
    """What calendars kept elsewhere say is taken in these agendas, from now on."""
    return select(BusyTime.agenda_id, BusyTime.starts_at, BusyTime.ends_at).where(
        BusyTime.agenda_id.in_(agenda_ids), BusyTime.ends_at > now
    )


def absences_query(agenda_ids: Collection[int], now: datetime) -> Select[int, datetime, datetime]:
    """The absences of these agendas that are not over."""
    return select(Absence.agenda_id, Absence.starts_at, Absence.ends_at).where(
        Absence.agenda_id.in_(agenda_ids), Absence.ends_at > now
    )


def outside_sites_query(site_ids: Collection[int], provider: str) -> Select[int]:
    """Those of these sites of which an agenda is kept in this tool."""
    kept = select(Agenda.site_id).join(OutsideAgenda, OutsideAgenda.agenda_id == Agenda.id)
    return kept.where(Agenda.active, Agenda.site_id.in_(site_ids), OutsideAgenda.provider == provider)
