"""When a person answers the human line."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

from directory.working_days import PARIS


class Range(NamedTuple):
    """From `start`, included, to `end`, excluded, local time."""

    start: time
    end: time


Week = Mapping[int, tuple[Range, ...]]


def weekdays(opens: time, closes: time) -> Week:
    """The week of a line open from Monday to Friday, without a break."""
    return {day: (Range(opens, closes),) for day in range(5)}


def _french_holidays() -> Container[date]:
    return holidays.country_holidays("FR")


@dataclass(frozen=True, slots=True)
class HumanLine:
    """The line where a person answers: its number (international form, None when there is none) and its hours
    by weekday (0 = Monday). `shut` are the days closed besides Sundays and public holidays: a strike, a move.
    """

    number: str | None = None
    week: Week = field(default_factory=lambda: weekdays(time(9), time(17)))
    shut: frozenset[date] = frozenset()
    public_holidays: Container[date] = field(default_factory=_french_holidays)
    zone: ZoneInfo = PARIS

    def _ranges(self, day: date) -> tuple[Range, ...]:
        closed = day in self.shut or day in self.public_holidays
        return () if closed else self.week.get(day.weekday(), ())

    def is_open(self, at: datetime) -> bool:
        """Whether a person answers at that moment (an aware one)."""
        local = at.astimezone(self.zone)
        ranges = self._ranges(local.date())
        return self.number is not None and any(r.start <= local.time() < r.end for r in ranges)

    def next_opening(self, at: datetime) -> datetime | None:
        """The next moment a person starts answering, within three weeks; None when that is not known."""
        local = at.astimezone(self.zone)
        days = (local.date() + timedelta(days=n) for n in range(22))
        openings = (datetime.combine(day, r.start, self.zone) for day in days for r in self._ranges(day))
        return next((opening for opening in openings if opening > local), None)
