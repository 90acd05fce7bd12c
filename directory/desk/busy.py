"""Calendars that counsellors keep elsewhere, as pages show and change them: busy or free, nothing else (NO4)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from directory import models
from directory.busy.calendars import BusyCalendars, window_of
from directory.busy.problems import BadCalendar
from directory.busy.reading import read_busy
from directory.desk.hours import agenda_of
from directory.desk.queries import calendars_query, owned_query
from directory.desk.scope import Scoped
from directory.models import CalendarProblem

MOST = 5  # calendars of one agenda


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """A calendar as the page shows it; without ``host`` it was a file. Times are on the site's clock."""

    id: int
    agenda_id: int
    host: str | None
    added_at: datetime
    read_at: datetime | None
    problem: CalendarProblem | None


def calendars(session: Session) -> tuple[CalendarCard, ...]:
    """The structure's calendars."""
    return tuple(map(_card, session.scalars(calendars_query())))


def add_address(calendars: BusyCalendars, scoped: Scoped, agenda_id: int, address: str, now: datetime) -> None:
    """Reads the calendar at this address, and will again; :class:`BadCalendar`, :class:`Refused`."""
    zone = _zone(scoped, agenda_id)
    host, sealed = calendars.sealed(address)
    busy = calendars.read_address(address, zone, now)
    added = models.BusyCalendar(agenda_id=agenda_id, host=host, address=sealed)
    calendars.store(_added(scoped, added, calendars.next_look(now), now), busy, now)


def add_file(calendars: BusyCalendars, scoped: Scoped, agenda_id: int, content: bytes, now: datetime) -> None:
    """Keeps the busy times of this file; :class:`BadCalendar`, :class:`Refused`."""
    busy = read_busy(content, window_of(_zone(scoped, agenda_id), now))
    calendars.store(_added(scoped, models.BusyCalendar(agenda_id=agenda_id), None, now), busy, now)


def look_again(session: Session, calendar_id: int, now: datetime) -> bool:
    """Has the calendar read at the next round; whether the structure has one of this number with an address."""
    row = session.scalar(owned_query(models.BusyCalendar, calendar_id))
    if row is None or row.address is None:
        return False
    row.next_look = now
    return True


def _zone(scoped: Scoped, agenda_id: int) -> ZoneInfo:
    """The clock of an agenda of the structure that can take one more calendar."""
    with scoped.reading() as session:
        agenda = agenda_of(session, agenda_id)
        if sum(one.agenda_id == agenda_id for one in calendars(session)) >= MOST:
            raise BadCalendar(CalendarProblem.TOO_MANY)
        return ZoneInfo(agenda.site.time_zone)


def _added(scoped: Scoped, row: models.BusyCalendar, next_look: datetime | None, now: datetime) -> int:
    row.added_by, row.added_at, row.next_look = scoped.member.id, now, next_look
    with scoped.writing() as session:
        session.add(row)
        session.flush()
        return row.id


def _card(row: models.BusyCalendar) -> CalendarCard:
    zone = ZoneInfo(row.agenda.site.time_zone)
    read_at = row.read_at.astimezone(zone) if row.read_at else None
    return CalendarCard(row.id, row.agenda_id, row.host, row.added_at.astimezone(zone), read_at, row.problem)
