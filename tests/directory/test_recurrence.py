"""Recurrences: what is accepted, what days they give, and how a fault is told."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.recurrence import BadRecurrence, read_recurrence


@pytest.mark.parametrize(
    ("rule", "origin", "first", "last", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-01-01", "2026-11-20", "2026-12-01", ["11-23", "11-26", "11-30"]),
        ("freq=weekly;byday=sa", "2026-01-01", "2026-11-20", "2026-11-30", ["11-21", "11-28"]),
        ("FREQ=DAILY;INTERVAL=3", "2026-11-20", "2026-11-21", "2026-11-30", ["11-23", "11-26", "11-29"]),
        ("FREQ=MONTHLY;BYDAY=2TU", "2020-01-01", "2026-11-01", "2026-12-31", ["11-10", "12-08"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-01", "2026-11-01", "2026-11-30", ["11-30"]),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", "2026-01-01", "2026-10-01", "2026-12-31", ["11-15"]),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-12-01", "2026-11-01", "2026-12-08", ["12-07"]),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-12-01", "2026-11-01", "2026-11-08", []),
    ],
)
def test_days(rule: str, origin: str, first: str, last: str, expected: list[str]) -> None:
    days = read_recurrence(rule).days(*map(date.fromisoformat, (origin, first, last)))
    assert [day.strftime("%m-%d") for day in days] == expected


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "tous les lundis",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;INTERVAL=1",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101",
        "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=1000000",
        "FREQ=MONTHLY;BYMONTHDAY=45",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=WEEKLY;BYDAY=MO\nFREQ=DAILY",
    ],
)
def test_what_an_agenda_cannot_hold_is_refused(rule: str) -> None:
    with pytest.raises(BadRecurrence):
        read_recurrence(rule)


weekdays = st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1)
dates = st.dates(date(2024, 1, 1), date(2030, 1, 1))


@settings(deadline=None)  # machines that run the tests are shared
@given(weekdays, st.integers(1, 6), dates, dates, st.integers(0, 60))
def test_weekly_days_are_those_of_the_standard(
    days: set[str], interval: int, origin: date, first: date, span: int
) -> None:
    """The quick reckoning of weekly rules agrees with dateutil."""
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(sorted(days))}"
    last = first + timedelta(days=span)
    standard = rrulestr(rule, dtstart=datetime.combine(origin, datetime.min.time()))
    between = standard.between(
        datetime.combine(first, datetime.min.time()), datetime.combine(last, datetime.min.time()), inc=True
    )
    assert read_recurrence(rule).days(origin, first, last) == [moment.date() for moment in between]
