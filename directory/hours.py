"""When one can come without appointment: weekly hours, exceptions, public holidays."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from directory.agenda import Interval, wall_instant
from directory.bank_holidays import is_bank_holiday

RANGE = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
LOOK_AHEAD = timedelta(days=30)
LAST_ARRIVAL = timedelta(minutes=15)  # coming less than a quarter of an hour before closing would be coming for nothing


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Hours of one weekday (Monday is 0), on the wall clock of the site."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Closure:
    """Days, both included, on which the site receives nobody."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Doorway:
    """What decides whether a site's door is open."""

    zone: ZoneInfo
    commune: str | None
    week: tuple[WeeklyHours, ...]
    closures: tuple[Closure, ...] = ()


def next_opening(door: Doorway, now: datetime, *, margin: timedelta = LAST_ARRIVAL) -> datetime | None:
    """The next moment one can walk in, in the site's time zone: ``now`` itself when the door is open.

    ``margin`` is the least time before closing that is worth it.
    """
    today = now.astimezone(door.zone).date()
    for number in range(LOOK_AHEAD.days):
        for opening in openings(door, today + timedelta(days=number)):
            if now + margin <= opening.ends_at:
                return max(now, opening.starts_at).astimezone(door.zone)
    return None


def is_open(door: Doorway, now: datetime) -> bool:
    """Whether ``now`` is within the hours of the door."""
    today = now.astimezone(door.zone).date()
    return any(opening.starts_at <= now < opening.ends_at for opening in openings(door, today))


def open_time(door: Doorway, start: datetime, end: datetime) -> timedelta:
    """How long the door is open between these instants."""
    first, last = start.astimezone(door.zone).date(), end.astimezone(door.zone).date()
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    shared = (min(end, one.ends_at) - max(start, one.starts_at) for day in days for one in openings(door, day))
    return sum((length for length in shared if length > timedelta(0)), timedelta(0))


def openings(door: Doorway, day: date) -> list[Interval]:
    """The stretches during which the door is open on this day."""
    if is_bank_holiday(day, door.commune) or any(
        closed.first_day <= day <= closed.last_day for closed in door.closures
    ):
        return []
    hours = sorted((row.opens, row.closes) for row in door.week if row.weekday == day.weekday())
    return [
        Interval(wall_instant(day, opens, door.zone), wall_instant(day, closes, door.zone)) for opens, closes in hours
    ]


def closure_interval(closure: Closure, zone: ZoneInfo) -> Interval:
    """The closure as instants, from midnight to midnight."""
    after = closure.last_day + timedelta(days=1)
    return Interval(wall_instant(closure.first_day, time.min, zone), wall_instant(after, time.min, zone))


def read_ranges(text: str) -> list[tuple[time, time]]:
    """The ranges of "09:00-12:00, 13:30-17:00", in order; a ``ValueError`` in French when they make no sense."""
    ranges: list[tuple[time, time]] = []
    for part in text.split(","):
        found = RANGE.fullmatch(part.strip())
        if not found:
            raise ValueError(f"« {part.strip()} » : écrivez des heures comme 09:00-12:00, 13:30-17:00.")
        opens, closes = _clock(part, found[1], found[2]), _clock(part, found[3], found[4])
        if opens >= closes or (ranges and opens < ranges[-1][1]):
            raise ValueError(f"« {part.strip()} » : les heures doivent se suivre.")
        ranges.append((opens, closes))
    return ranges


def _clock(part: str, hour: str, minute: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise ValueError(f"« {part.strip()} » : cette heure n’existe pas.") from error
