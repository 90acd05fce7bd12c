"""An iCalendar file (RFC 5545) turned into stretches of busy time; titles, places and people are not even looked at."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from dateutil.rrule import rrule, rrulestr
from icalendar import Calendar

from directory.agenda import Interval
from directory.busy.problems import BadCalendar
from directory.models import CalendarProblem as Problem

OURS = "@deux-portes"  # the appointments that our own feed shows: taken already, and not by anything else
MOST_STRETCHES = 5_000
PATIENCE_SECONDS = 5.0  # for one calendar; a rule that never falls on a day would be looked for in all years to come
SEVERAL_A_DAY = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
WITHIN_A_DAY = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
Part = Any  # icalendar types each property as a union of all that it might be: what is not there is unreadable
NOT_DAILY = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER"})


@dataclass(frozen=True, slots=True)
class Window:
    """Between which instants busy times matter, and the clock of times that name no zone."""

    starts_at: datetime
    ends_at: datetime
    zone: tzinfo

    def has(self, stretch: Interval) -> bool:
        """Whether some of this lies in it."""
        return stretch.meets(Interval(self.starts_at, self.ends_at))


@dataclass(frozen=True, slots=True)
class Onward:
    """From one of its times on, an event is later ``by`` so much, and as long as this (``None``: it is off)."""

    since: datetime
    by: timedelta
    length: timedelta | None


def read_busy(content: bytes, window: Window, *, seconds: Callable[[], float] = time.monotonic) -> tuple[Interval, ...]:
    """The busy stretches of this file within the window, in order, those that touch made one.

    What is cancelled, shown as free, or of our own feed does not count. :class:`BadCalendar` when it cannot be told.
    """
    until = seconds() + PATIENCE_SECONDS
    found: list[Interval] = []
    try:
        for stretch in _stretches(Calendar.from_ical(content, multiple=True), window):
            if stretch is not None and window.has(stretch):
                found.append(stretch)
            if len(found) > MOST_STRETCHES or seconds() > until:
                raise BadCalendar(Problem.TOO_MANY)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        raise BadCalendar(Problem.UNREADABLE) from error
    return tuple(_merged(found))


def _stretches(calendars: list[Part], window: Window) -> Iterator[Interval | None]:
    """Each busy stretch; ``None`` now and then, so that whoever reads may stop."""
    if not calendars:
        raise ValueError("no calendar")
    for calendar in calendars:
        events = calendar.walk("VEVENT")
        moved = {(str(one.get("UID")), _instant(one["RECURRENCE-ID"].dt, window)) for one in events if _is_moved(one)}
        onward = [(str(one.get("UID")), _onward(one, window)) for one in events if _is_moved(one) and _is_onward(one)]
        for event in events:
            yield None
            if _is_moved(event):
                yield from _of_event(event, set(), [], window) if _counts(event) else ()
            elif _counts(event):
                uid = str(event.get("UID"))
                skipped = {at for other, at in moved if other == uid}
                yield from _of_event(event, skipped, [later for other, later in onward if other == uid], window)
        for part in calendar.walk("VFREEBUSY"):
            yield from _of_free_busy(part, window)


def _is_moved(event: Part) -> bool:
    return "RECURRENCE-ID" in event


def _is_onward(event: Part) -> bool:
    return str(event["RECURRENCE-ID"].params.get("RANGE", "")).upper() == "THISANDFUTURE"


def _onward(event: Part, window: Window) -> Onward:
    """What an event says of its later times: moved by as much, on the clock."""
    old, starts = event["RECURRENCE-ID"].dt, event["DTSTART"].dt
    by = _wall(starts, window)[0] - _wall(old, window)[0]
    return Onward(_instant(old, window), by, _length(event, starts, window) if _counts(event) else None)


def _counts(event: Part) -> bool:
    is_free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    return not (is_free or is_off or str(event.get("UID", "")).endswith(OURS))


def _of_event(
    event: Part, skipped: set[datetime], onward: Sequence[Onward], window: Window
) -> Iterator[Interval | None]:
    starts = event["DTSTART"].dt
    length = _length(event, starts, window)
    if length <= timedelta(0):
        return
    gone = skipped | {_instant(at, window) for at in _moments(event, "EXDATE")}
    for at, zone in _starts(event, starts, onward, window):
        yield None if _utc(at, zone) in gone else _at(at, zone, length, onward)
    for more in _moments(event, "RDATE"):
        at, extent = (more[0], _extent(more, window)) if isinstance(more, tuple) else (more, length)
        if _instant(at, window) not in gone:
            yield Interval(_instant(at, window), _instant(at, window) + extent)


def _at(wall: datetime, zone: tzinfo, length: timedelta, onward: Sequence[Onward]) -> Interval | None:
    """One time of an event; ``None`` when this time and those after it are no more."""
    instant = _utc(wall, zone)
    later = max((one for one in onward if one.since <= instant), key=lambda one: one.since, default=None)
    if later is not None:
        if later.length is None:
            return None
        instant, length = _utc(wall + later.by, zone), later.length
    return Interval(instant, instant + length)


def _length(event: Part, starts: date, window: Window) -> timedelta:
    if "DTEND" in event:
        return _instant(event["DTEND"].dt, window) - _instant(starts, window)
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
        return length
    return timedelta(0) if isinstance(starts, datetime) else timedelta(days=1)


def _starts(event: Part, starts: date, onward: Sequence[Onward], window: Window) -> Iterator[tuple[datetime, tzinfo]]:
    """When the event begins, each time: on its own clock, so that a change of clocks moves nothing, and that clock."""
    first, zone = _wall(starts, window)
    if "RRULE" not in event:
        yield first, zone
        return
    farthest = max((abs(one.by) for one in onward), default=timedelta(0))
    last = (window.ends_at + farthest).astimezone(zone).replace(tzinfo=None)
    rules = event["RRULE"] if isinstance(event["RRULE"], list) else [event["RRULE"]]
    for written in rules:
        for moment in _rule(written, first, last, zone):
            if moment > last:
                break
            yield moment, zone


def _rule(written: Part, first: datetime, last: datetime, zone: tzinfo) -> rrule:
    parts = {name.upper(): value for name, value in written.items()}
    often = str(parts["FREQ"][0]).upper()
    if often in SEVERAL_A_DAY or WITHIN_A_DAY & parts.keys() or (often == "DAILY" and NOT_DAILY & parts.keys()):
        raise BadCalendar(Problem.TOO_MANY)
    until = parts.get("UNTIL")
    text = ";".join(part for part in written.to_ical().decode().split(";") if not part.upper().startswith("UNTIL="))
    rule = rrulestr(text, dtstart=first)
    if not isinstance(rule, rrule):
        raise TypeError(text)
    if "COUNT" in parts:
        return rule
    return rule.replace(until=last if until is None else min(last, _end_of(until[0], first, zone)))


def _end_of(until: date, first: datetime, zone: tzinfo) -> datetime:
    """The last moment at which a rule may begin; a day alone is meant whole."""
    if not isinstance(until, datetime):
        return datetime.combine(until, first.time())
    return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until


def _of_free_busy(part: Part, window: Window) -> Iterator[Interval]:
    said = part.get("FREEBUSY", [])
    for period in said if isinstance(said, list) else [said]:
        if not str(period.params.get("FBTYPE", "BUSY")).upper().startswith("FREE"):
            starts, _ = period.dt
            yield Interval(_instant(starts, window), _instant(starts, window) + _extent(period.dt, window))


def _extent(period: tuple[datetime, datetime | timedelta], window: Window) -> timedelta:
    starts, ends = period
    return ends if isinstance(ends, timedelta) else _instant(ends, window) - _instant(starts, window)


def _moments(event: Part, name: str) -> Iterator[Any]:
    said = event.get(name, [])
    for some in said if isinstance(said, list) else [said]:
        for one in some.dts:
            yield one.dt


def _wall(at: date, window: Window) -> tuple[datetime, tzinfo]:
    """A moment as its own clock shows it, and that clock."""
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day), window.zone  # noqa: DTZ001 - the zone is beside it
    return at.replace(tzinfo=None), at.tzinfo or window.zone


def _instant(at: date, window: Window) -> datetime:
    return _utc(*_wall(at, window))


def _utc(wall: datetime, zone: tzinfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _merged(stretches: Iterable[Interval]) -> Iterator[Interval]:
    """One after the other: how many things one has to do at once is nobody's business either."""
    last: Interval | None = None
    for one in sorted(stretches, key=lambda one: (one.starts_at, one.ends_at)):
        if last is not None and one.starts_at <= last.ends_at:
            last = Interval(last.starts_at, max(last.ends_at, one.ends_at))
        else:
            if last is not None:
                yield last
            last = one
    if last is not None:
        yield last
