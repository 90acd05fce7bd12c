"""The structure's appointments by day and by week, each on the clock of its site."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from directory.desk.meetings import Meeting, meeting
from directory.desk.queries import between_query, zone_query
from directory.requests import AppointmentState

MARGIN = timedelta(hours=14)  # no clock of the world is farther from UTC
SATURDAY, SUNDAY = 5, 6
HOME = "Europe/Paris"


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


def week_of(session: Session, day: date) -> Mapping[date, tuple[Meeting, ...]]:
    """From Monday to Friday, and the week-end's days when somebody is met then."""
    first = monday(day)
    days = meetings_of(session, first, first + timedelta(days=SUNDAY))
    week = {one: kept(meetings) for one, meetings in days.items()}
    return {one: meetings for one, meetings in week.items() if one.weekday() < SATURDAY or meetings}
