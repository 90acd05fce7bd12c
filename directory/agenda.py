"""Which moments of an agenda can be booked: availabilities, less absences, closures, holidays and what is taken.

Everything here is pure. Availabilities are hours on the wall clock of the site; slots are instants. A slot lasts its
full minutes even on the nights when clocks change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from directory.bank_holidays import is_bank_holiday
from directory.recurrence import Recurrence
from directory.requests import Slot
from directory.vocabulary import Times, Way

SATURDAY, EVENING = 5, time(17)
FIRST_LOOK = 2  # days looked at together, then twice as many each time: the first free slot is often near


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time between two aware instants, the end left out."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Interval") -> bool:
        """Whether both share at least a moment."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Availability:
    """Hours that come back, on the wall clock of the site, in which these ways of meeting can be booked."""

    recurrence: Recurrence
    first_day: date
    last_day: date | None
    opens: time
    closes: time
    ways: frozenset[Way]

    def days(self, first: date, last: date) -> list[date]:
        """The days it falls on from ``first`` to ``last``, both included."""
        return self.recurrence.days(self.first_day, first, min(last, self.last_day or last))


@dataclass(frozen=True, slots=True)
class Agenda:
    """All that decides the free slots of one agenda. ``busy`` holds absences, closures, appointments and live holds."""

    id: int
    zone: ZoneInfo
    commune: str | None
    minutes: int
    notice: timedelta
    horizon: timedelta
    availabilities: tuple[Availability, ...]
    busy: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which slots a person would like: days, both included, and hours of the day on the site's clock."""

    first: date | None = None
    last: date | None = None
    after: time | None = None
    before: time | None = None
    times: frozenset[Times] = frozenset()

    def accepts(self, starts_at: datetime) -> bool:
        """Whether this moment, in the site's time zone, suits."""
        moment = starts_at.time()
        return (
            suits(starts_at, self.times)
            and (self.after is None or moment >= self.after)
            and (self.before is None or moment < self.before)
        )


def suits(moment: datetime, times: frozenset[Times]) -> bool:
    """Whether a moment on the site's clock is at one of these times; any is when none is named."""
    is_at = {Times.SATURDAY: moment.weekday() == SATURDAY, Times.EVENING: moment.time() >= EVENING}
    return not times or any(is_at[one] for one in times)


ANY_TIME = Wanted()


def free_slots(agenda: Agenda, way: Way, *, now: datetime, wanted: Wanted = ANY_TIME) -> Iterator[Slot]:
    """The free slots for this way, soonest first, none sooner than the notice nor later than the horizon."""
    earliest, latest = now + agenda.notice, now + agenda.horizon
    first = max(wanted.first or date.min, earliest.astimezone(agenda.zone).date())
    last = min(wanted.last or date.max, latest.astimezone(agenda.zone).date())
    days = FIRST_LOOK
    while first <= last:
        chunk_end = min(last, first + timedelta(days=days - 1))
        for stretch in _open_stretches(agenda, way, first, chunk_end):
            for slot in _cut(agenda, way, stretch):
                if earliest <= slot.starts_at < latest and wanted.accepts(slot.starts_at):
                    yield slot
        first, days = chunk_end + timedelta(days=1), days * 2


def is_offered(agenda: Agenda, slot: Slot, *, now: datetime) -> bool:
    """Whether this very slot is among those one can book now."""
    day = slot.starts_at.astimezone(agenda.zone).date()
    free = free_slots(agenda, slot.way, now=now, wanted=Wanted(first=day, last=day))
    # compared in UTC: in the hour that autumn repeats, Python holds times of two zones for different
    return slot.minutes == agenda.minutes and slot.starts_at.astimezone(UTC) in {
        s.starts_at.astimezone(UTC) for s in free
    }


def wall_instant(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the clocks of the zone show this time on this day.

    A time that the spring change skips is taken one hour later; of the two instants of an autumn hour, the first.
    """
    return datetime.combine(day, moment, zone).astimezone(UTC)


def _open_stretches(agenda: Agenda, way: Way, first: date, last: date) -> list[Interval]:
    """The working stretches of these days, in order; those that overlap or touch are one."""
    found = sorted(
        (wall_instant(day, hours.opens, agenda.zone), wall_instant(day, hours.closes, agenda.zone))
        for hours in agenda.availabilities
        if way in hours.ways
        for day in hours.days(first, last)
        if not is_bank_holiday(day, agenda.commune)
    )
    return _merged(found)


def _merged(stretches: list[tuple[datetime, datetime]]) -> list[Interval]:
    merged: list[Interval] = []
    for starts_at, ends_at in stretches:
        if merged and starts_at <= merged[-1].ends_at:
            merged[-1] = Interval(merged[-1].starts_at, max(merged[-1].ends_at, ends_at))
        elif starts_at < ends_at:
            merged.append(Interval(starts_at, ends_at))
    return merged


def _cut(agenda: Agenda, way: Way, stretch: Interval) -> Iterator[Slot]:
    """The stretch cut into slots of the agenda's length, without those that meet something busy."""
    length = timedelta(minutes=agenda.minutes)
    busy = [taken for taken in agenda.busy if taken.meets(stretch)]
    starts_at = stretch.starts_at
    while starts_at + length <= stretch.ends_at:
        candidate = Interval(starts_at, starts_at + length)
        if not any(taken.meets(candidate) for taken in busy):
            yield Slot(agenda.id, way, starts_at.astimezone(agenda.zone), agenda.minutes)
        starts_at += length
