"""Which moments of an agenda can be booked: in the words of those who keep one, and for any agenda at all."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.agenda import Agenda, Availability, Interval, Wanted, free_slots, is_offered, wall_instant
from directory.bank_holidays import is_bank_holiday
from directory.recurrence import read_recurrence
from directory.requests import Slot
from directory.vocabulary import Way

PARIS = ZoneInfo("Europe/Paris")
ZONES = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "America/Miquelon",
    "Pacific/Noumea",
    "Pacific/Tahiti",
)
BOTH = frozenset({Way.ON_SITE, Way.PHONE})


def availability(
    every: str = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    opens: time = time(9),
    closes: time = time(12),
    ways: frozenset[Way] = BOTH,
    first_day: date = date(2026, 1, 1),
    last_day: date | None = None,
) -> Availability:
    return Availability(read_recurrence(every), first_day, last_day, opens, closes, ways)


def agenda(
    *hours: Availability,
    busy: tuple[Interval, ...] = (),
    minutes: int = 60,
    notice: timedelta = timedelta(0),
    horizon: timedelta = timedelta(days=60),
    zone: str = "Europe/Paris",
    commune: str | None = "37261",
) -> Agenda:
    return Agenda(1, ZoneInfo(zone), commune, minutes, notice, horizon, hours or (availability(),), busy)


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def shown(of: Agenda, now: str, way: Way = Way.ON_SITE, wanted: Wanted | None = None, limit: int = 4) -> list[str]:
    slots = free_slots(of, way, now=at(now), wanted=wanted or Wanted())
    return [slot.starts_at.strftime("%m-%d %H:%M") for slot in islice(slots, limit)]


@pytest.mark.parametrize(
    ("of", "now", "expected"),
    [
        (agenda(), "2026-11-23 08:00", ["11-23 09:00", "11-23 10:00", "11-23 11:00", "11-24 09:00"]),
        (agenda(), "2026-11-23 09:01", ["11-23 10:00", "11-23 11:00", "11-24 09:00", "11-24 10:00"]),
        (agenda(minutes=45), "2026-11-23 10:30", ["11-23 10:30", "11-23 11:15", "11-24 09:00", "11-24 09:45"]),
        # a day's notice
        (
            agenda(notice=timedelta(days=1)),
            "2026-11-23 10:30",
            ["11-24 11:00", "11-25 09:00", "11-25 10:00", "11-25 11:00"],
        ),
        # nothing beyond the horizon
        (
            agenda(horizon=timedelta(hours=26)),
            "2026-11-23 10:30",
            ["11-23 11:00", "11-24 09:00", "11-24 10:00", "11-24 11:00"],
        ),
        (agenda(horizon=timedelta(hours=24)), "2026-11-23 10:30", ["11-23 11:00", "11-24 09:00", "11-24 10:00"]),
        # Friday evening, then the weekend
        (agenda(), "2026-11-27 18:00", ["11-30 09:00", "11-30 10:00", "11-30 11:00", "12-01 09:00"]),
        # Christmas is a Friday in 2026
        (agenda(), "2026-12-24 11:30", ["12-28 09:00", "12-28 10:00", "12-28 11:00", "12-29 09:00"]),
        # abolition of slavery, 20 December, in La Réunion; a Sunday in 2026, so open it that day
        (
            agenda(availability("FREQ=WEEKLY;BYDAY=SU,MO"), zone="Indian/Reunion", commune="97411"),
            "2026-12-19 08:00",
            ["12-21 09:00", "12-21 10:00", "12-21 11:00", "12-27 09:00"],
        ),
        # one Thursday in two, counted from the first day
        (
            agenda(availability("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", first_day=date(2026, 11, 19))),
            "2026-11-20 08:00",
            ["12-03 09:00", "12-03 10:00", "12-03 11:00", "12-17 09:00"],
        ),
        # the first Monday of the month
        (
            agenda(availability("FREQ=MONTHLY;BYDAY=1MO"), horizon=timedelta(days=90)),
            "2026-11-03 08:00",
            ["12-07 09:00", "12-07 10:00", "12-07 11:00", "01-04 09:00"],
        ),
        # over on the last day
        (agenda(availability(last_day=date(2026, 11, 23))), "2026-11-23 09:30", ["11-23 10:00", "11-23 11:00"]),
        # two stretches that touch are one
        (
            agenda(availability(closes=time(10, 30)), availability(opens=time(10, 30)), minutes=90),
            "2026-11-23 08:00",
            ["11-23 09:00", "11-23 10:30", "11-24 09:00", "11-24 10:30"],
        ),
        # something taken in the middle
        (
            agenda(busy=(Interval(at("2026-11-23 10:00"), at("2026-11-23 11:00")),)),
            "2026-11-23 08:00",
            ["11-23 09:00", "11-23 11:00", "11-24 09:00", "11-24 10:00"],
        ),
        # absent for the whole year
        (agenda(busy=(Interval(at("2026-01-01 00:00"), at("2027-06-01 00:00")),)), "2026-11-23 08:00", []),
    ],
)
def test_free_slots(of: Agenda, now: str, expected: list[str]) -> None:
    assert shown(of, now, limit=max(4, len(expected))) == expected


def test_a_way_has_its_own_hours() -> None:
    of = agenda(availability(ways=frozenset({Way.ON_SITE})), availability(opens=time(14), closes=time(16), ways=BOTH))
    assert shown(of, "2026-11-23 08:00", Way.PHONE, limit=2) == ["11-23 14:00", "11-23 15:00"]
    assert shown(of, "2026-11-23 08:00", Way.VIDEO) == []


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(first=date(2026, 11, 26)), ["11-26 09:00", "11-26 10:00"]),
        (Wanted(last=date(2026, 11, 22)), []),
        (Wanted(after=time(10, 30)), ["11-23 11:00", "11-24 11:00"]),
        (Wanted(before=time(10)), ["11-23 09:00", "11-24 09:00"]),
        (Wanted(first=date(2040, 1, 1)), []),
        (Wanted(first=date.max), []),
    ],
)
def test_wishes(wanted: Wanted, expected: list[str]) -> None:
    assert shown(agenda(), "2026-11-23 08:00", wanted=wanted, limit=2) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # spring: clocks go from 2 to 3 on Sunday 29 March 2026; the hour from 2 to 3 does not exist
        ("2026-03-29 00:00", ["00:00Z", "01:00Z", "02:00Z"]),
        # autumn: clocks go from 3 back to 2 on Sunday 25 October 2026; from 1 to 5 there are five hours
        ("2026-10-25 00:00", ["23:00Z", "00:00Z", "01:00Z", "02:00Z", "03:00Z"]),
        # any other night
        ("2026-06-07 00:00", ["23:00Z", "00:00Z", "01:00Z", "02:00Z"]),
    ],
)
def test_the_nights_when_clocks_change(now: str, expected: list[str]) -> None:
    """Trust row 26: a slot lasts its full hour, and no slot is lost or doubled."""
    of = agenda(availability("FREQ=WEEKLY;BYDAY=SU", time(1), time(5)), horizon=timedelta(days=1))
    slots = list(free_slots(of, Way.ON_SITE, now=at(now)))
    assert [slot.starts_at.astimezone(UTC).strftime("%H:%MZ") for slot in slots] == expected


def test_offered_is_the_very_slot() -> None:
    now, of = at("2026-11-23 08:00"), agenda()
    offered = Slot(1, Way.ON_SITE, at("2026-11-24 10:00"), 60)
    assert is_offered(of, offered, now=now)
    assert is_offered(of, Slot(1, Way.ON_SITE, offered.starts_at.astimezone(UTC), 60), now=now)
    assert not is_offered(of, Slot(1, Way.ON_SITE, at("2026-11-24 10:10"), 60), now=now)
    assert not is_offered(of, Slot(1, Way.VIDEO, offered.starts_at, 60), now=now)
    assert not is_offered(of, Slot(1, Way.ON_SITE, offered.starts_at, 30), now=now)


weeks = st.dates(date(2026, 1, 1), date(2036, 12, 1)) | st.sampled_from(
    [date(year, month, day) for year in range(2026, 2037) for month, day in ((3, 23), (3, 30), (10, 20), (10, 26))]
)
clock = st.integers(0, 23 * 12).map(lambda step: (datetime(2026, 1, 1) + timedelta(minutes=5 * step)).time())  # noqa: DTZ001


@st.composite
def availabilities(draw: st.DrawFn) -> Availability:
    days = draw(st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1))
    interval = draw(st.integers(1, 4))
    opens, closes = sorted((draw(clock), draw(clock)))
    ways = draw(st.sampled_from([BOTH, frozenset({Way.ON_SITE})]))
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(sorted(days))}"
    return availability(rule, opens, closes if closes > opens else time(23, 59), ways)


@st.composite
def agendas(draw: st.DrawFn) -> tuple[Agenda, datetime]:
    zone = draw(st.sampled_from(ZONES))
    day = draw(weeks)
    now = datetime.combine(day, draw(clock), ZoneInfo(zone)).astimezone(UTC)
    starts = draw(st.lists(st.integers(0, 20 * 24 * 12), max_size=8))
    busy = tuple(
        Interval(now + timedelta(minutes=5 * start), now + timedelta(minutes=5 * (start + draw(st.integers(1, 60)))))
        for start in starts
    )
    of = agenda(
        *draw(st.lists(availabilities(), min_size=1, max_size=4)),
        busy=busy,
        minutes=draw(st.sampled_from([15, 20, 30, 45, 60, 90])),
        notice=timedelta(hours=draw(st.integers(0, 72))),
        horizon=timedelta(days=draw(st.integers(1, 20))),
        zone=zone,
        commune=draw(st.sampled_from(["37261", "97411", "97209", "57463", None])),
    )
    return of, now


@settings(deadline=None)  # machines that run the tests are shared
@given(agendas())
def test_slots_of_any_agenda(case: tuple[Agenda, datetime]) -> None:
    """In order, none overlapping another or anything busy, within the hours, the notice and the horizon; no holiday."""
    of, now = case
    slots = list(free_slots(of, Way.ON_SITE, now=now))
    spans = [
        Interval(slot.starts_at.astimezone(UTC), slot.starts_at.astimezone(UTC) + timedelta(minutes=slot.minutes))
        for slot in slots
    ]
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(spans))
    for slot, span in zip(slots, spans, strict=True):
        assert not any(taken.meets(span) for taken in of.busy)
        assert now + of.notice <= span.starts_at < now + of.horizon
        assert not is_bank_holiday(slot.starts_at.date(), of.commune)
        assert covered(of, slot.starts_at.date(), span), "outside the hours"
        assert is_offered(of, slot, now=now)


def covered(of: Agenda, day: date, span: Interval) -> bool:
    """Whether each of the slot's minutes lies in some availability of the day, by the clock on the wall."""
    moments = [
        span.starts_at + timedelta(minutes=n)
        for n in range(0, int((span.ends_at - span.starts_at).total_seconds()) // 60, 5)
    ]
    ranges = [
        (wall_instant(day, hours.opens, of.zone), wall_instant(day, hours.closes, of.zone))
        for hours in of.availabilities
        if Way.ON_SITE in hours.ways and day in hours.days(day, day)
    ]
    return all(any(opens <= moment < closes for opens, closes in ranges) for moment in moments)


@settings(deadline=None)
@given(agendas(), st.dates(date(2026, 1, 1), date(2037, 1, 1)))
def test_asking_for_a_day_gives_that_days_slots(case: tuple[Agenda, datetime], day: date) -> None:
    of, now = case
    every = [slot for slot in free_slots(of, Way.PHONE, now=now) if slot.starts_at.date() == day]
    assert list(free_slots(of, Way.PHONE, now=now, wanted=Wanted(first=day, last=day))) == every
