"""The structure's appointments by day and by week, each on the clock of its site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from directory.desk.meetings import Meeting, meeting
from directory.desk.queries import away_query, between_query, closed_sites_query, zone_query
from directory.models import Absence, BusyTime
from directory.requests import AppointmentState

MARGIN = timedelta(hours=14)  # no clock of the world is farther from UTC
SATURDAY, SUNDAY = 5, 6
END_OF_DAY = time(23, 59)
HOME = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Away:
    """Time of a day, on the site's clock, in which an agenda receives nobody; ``busy``: another calendar says so."""

    starts_at: datetime
    ends_at: datetime
    agenda_id: int
    agenda: str
    site: str
    busy: bool

    @property
    def all_day(self) -> bool:
        """Whether nothing is left of the day."""
        return self.starts_at.time() == time.min and self.ends_at.time() >= END_OF_DAY

    def meets(self, meeting: Meeting) -> bool:
        """Whether this meeting falls in it."""
        together = self.starts_at < meeting.ends_at and meeting.starts_at < self.ends_at
        return self.agenda_id == meeting.agenda_id and together


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the agenda: who comes and when nobody is received, in order; the sites that are closed, by number."""

    meetings: tuple[Meeting, ...]
    away: tuple[Away, ...]
    closed: Mapping[int, str]

    @property
    def entries(self) -> tuple[Meeting | Away, ...]:
        """All of it, in order of hour."""
        return tuple(sorted((*self.meetings, *self.away), key=lambda one: (one.starts_at, one.ends_at)))

    @property
    def clashes(self) -> frozenset[str]:
        """The identifiers of meetings at an hour that the counsellor's own calendar says is taken."""
        return frozenset(met.uid for met in self.meetings if any(one.busy and one.meets(met) for one in self.away))

    @property
    def to_move(self) -> frozenset[str]:
        """The identifiers of meetings that wait for another moment: the site is closed, or nobody is there."""
        absent = (met for met in self.meetings if any(not one.busy and one.meets(met) for one in self.away))
        shut = (met for met in self.meetings if met.site_id in self.closed)
        return frozenset(met.uid for met in (*absent, *shut) if met.state is AppointmentState.BOOKED)


def local_time(session: Session, now: datetime) -> datetime:
    """This instant on the clock of the structure."""
    return now.astimezone(ZoneInfo(session.scalar(zone_query()) or HOME))


def read_day(text: str, otherwise: date) -> date:
    """The day written as 2026-11-24, or the other one; days at the ends of the calendar are refused as well."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if 2000 <= day.year <= 2100 else otherwise


def monday(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def meetings_of(session: Session, first: date, last: date) -> Mapping[date, tuple[Meeting, ...]]:
    """The meetings of each day, both included, in order of hour; cancelled ones too."""
    start = datetime.combine(first, time.min, UTC) - MARGIN
    end = datetime.combine(last, time.min, UTC) + timedelta(days=1) + MARGIN
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = [meeting(row) for row in session.scalars(between_query(start, end))]
    return {day: tuple(one for one in found if one.starts_at.date() == day) for day in days}


def kept(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Those that take place, or took place."""
    return tuple(one for one in meetings if one.state is not AppointmentState.CANCELLED)


def cancelled(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Those that do not."""
    return tuple(one for one in meetings if one.state is AppointmentState.CANCELLED)


def week_of(session: Session, day: date) -> Mapping[date, Day]:
    """From Monday to Friday, and the week-end's days when somebody is met then."""
    first = monday(day)
    week = days_of(session, first, first + timedelta(days=SUNDAY))
    return {one: found for one, found in week.items() if one.weekday() < SATURDAY or found.meetings}


def days_of(session: Session, first: date, last: date) -> Mapping[date, Day]:
    """Each of these days, both included; without the meetings that were cancelled."""
    days = meetings_of(session, first, last)
    away = _away(session, first, last)
    closed = list(session.execute(closed_sites_query(first, last)))
    return {
        one: Day(
            kept(meetings),
            tuple(part for time in away if (part := _part_of(one, time))),
            {number: site for number, site, opens, closes in closed if opens <= one <= closes},
        )
        for one, meetings in days.items()
    }


def _away(session: Session, first: date, last: date) -> list[Away]:
    """Absences, and what calendars kept elsewhere say, each on its site's clock."""
    start = datetime.combine(first, time.min, UTC) - MARGIN
    end = datetime.combine(last, time.min, UTC) + timedelta(days=1) + MARGIN
    absences = session.execute(away_query(Absence, start, end))
    busy = session.execute(away_query(BusyTime, start, end))
    return [*_on_site(absences, busy=False), *_on_site(busy, busy=True)]


def _on_site(rows: Iterable[Any], *, busy: bool) -> list[Away]:
    return [
        Away(starts_at.astimezone(ZoneInfo(zone)), ends_at.astimezone(ZoneInfo(zone)), number, agenda, site, busy)
        for starts_at, ends_at, number, agenda, site, zone in rows
    ]


def _part_of(day: date, away: Away) -> Away | None:
    """What of this falls on the day."""
    starts = datetime.combine(day, time.min, away.starts_at.tzinfo)
    ends = datetime.combine(day, END_OF_DAY, away.starts_at.tzinfo)
    if away.starts_at >= ends or away.ends_at <= starts:
        return None
    return replace(away, starts_at=max(starts, away.starts_at), ends_at=min(ends, away.ends_at))
