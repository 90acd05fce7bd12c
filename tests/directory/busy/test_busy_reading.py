"""A calendar becomes busy stretches, nothing else: RFC 5545 as real tools write it, and files made to hurt."""

from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.agenda import Interval
from directory.busy.problems import BadCalendar
from directory.busy.reading import Window, read_busy
from directory.models import CalendarProblem

PARIS = ZoneInfo("Europe/Paris")
WINDOW = Window(datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 12, 21, tzinfo=UTC), PARIS)


def calendar(*events: str, other: str = "") -> bytes:
    """A calendar of these events, each given by its lines."""
    said = "".join(f"BEGIN:VEVENT\nUID:{number}\n{one.strip()}\nEND:VEVENT\n" for number, one in enumerate(events))
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Essai//FR\n{other}{said}END:VCALENDAR\n"
    return whole.replace("\n", "\r\n").encode()


def busy(content: bytes) -> list[str]:
    """The stretches on the clock of Tours: "24 10:00-11:00"."""
    found = read_busy(content, WINDOW)
    local = [(one.starts_at.astimezone(PARIS), one.ends_at.astimezone(PARIS)) for one in found]
    return [f"{a:%d %H:%M}-{b:%H:%M}" if a.date() == b.date() else f"{a:%d %H:%M}-{b:%d %H:%M}" for a, b in local]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20261124T090000Z\nDTEND:20261124T100000Z", ["24 10:00-11:00"]),
        ("DTSTART;TZID=Europe/Paris:20261124T090000\nDURATION:PT45M", ["24 09:00-09:45"]),
        ("DTSTART:20261124T090000\nDTEND:20261124T100000", ["24 09:00-10:00"]),  # no zone: the site's clock
        ("DTSTART;VALUE=DATE:20261124", ["24 00:00-25 00:00"]),
        ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261127", ["24 00:00-27 00:00"]),
        ("DTSTART:20261124T090000Z\nDTEND:20261124T100000Z\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20261124T090000Z\nDTEND:20261124T100000Z\nSTATUS:CANCELLED", []),
        ("DTSTART:20261124T090000Z\nDTEND:20261124T090000Z", []),
        ("DTSTART:20261124T090000Z\nDTEND:20261124T080000Z", []),
        ("DTSTART:20250101T090000Z\nDTEND:20250101T100000Z", []),
        (
            "DTSTART;TZID=Europe/Paris:20261124T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20261208T235959Z",
            ["24 09:00-10:00", "01 09:00-10:00", "08 09:00-10:00"],
        ),
        (
            "DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=DAILY;UNTIL=20261125",
            ["24 00:00-26 00:00"],
        ),
        (
            "DTSTART;TZID=Europe/Paris:20200107T140000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=1TU",
            ["01 14:00-15:00"],
        ),
        (
            "DTSTART;TZID=Europe/Paris:20261124T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261201T080000Z",
            ["24 09:00-10:00", "08 09:00-10:00"],
        ),
        (
            "DTSTART:20261124T080000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20261125T080000Z/PT2H",
            ["24 09:00-10:00", "25 09:00-11:00"],
        ),
    ],
)
def test_an_event_blocks_its_hours(event: str, expected: list[str]) -> None:
    assert busy(calendar(event)) == expected


def test_clocks_that_change_move_no_appointment_of_every_week() -> None:
    """Ten o'clock stays ten o'clock on both sides of the last Sunday of October."""
    event = "DTSTART;TZID=Europe/Paris:20261001T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    window = Window(datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), PARIS)
    hours = [one.starts_at.astimezone(PARIS).hour for one in read_busy(calendar(event), window)]
    assert hours == [10, 10]


def test_a_zone_that_only_the_file_knows_is_read_from_the_file() -> None:
    """Some tools name zones their own way ("Romance Standard Time") and describe them."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ici\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "END:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "DTSTART;TZID=Ici:20261124T100000\nDTEND;TZID=Ici:20261124T110000"
    assert busy(calendar(event, other=zone)) == ["24 10:00-11:00"]


def test_a_moved_occurrence_blocks_its_new_hours_only() -> None:
    same = "UID:reunion"
    every = f"{same}\nDTSTART;TZID=Europe/Paris:20261124T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    moved = (
        f"{same}\nRECURRENCE-ID;TZID=Europe/Paris:20261201T090000\n"
        "DTSTART;TZID=Europe/Paris:20261202T150000\nDURATION:PT1H"
    )
    events = "".join(f"BEGIN:VEVENT\n{one}\nEND:VEVENT\n" for one in (every, moved))
    assert busy(calendar(other=events)) == ["24 09:00-10:00", "02 15:00-16:00"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (["20261202T140000"], ["24 09:00-10:00", "02 14:00-16:00", "09 14:00-16:00", "16 14:00-16:00"]),
        (["20261130T080000"], ["24 09:00-10:00", "30 08:00-10:00", "07 08:00-10:00", "14 08:00-10:00"]),
        (["20261201T090000\nSTATUS:CANCELLED"], ["24 09:00-10:00"]),
        (["20261201T090000\nTRANSP:TRANSPARENT"], ["24 09:00-10:00"]),
    ],
)
def test_a_change_of_all_later_times_is_heard(changes: list[str], expected: list[str]) -> None:
    """RFC 5545 3.2.13: later by as much, as long as that; or off from then on."""
    assert busy(from_the_first_of_december(*changes)) == expected


def test_a_time_changed_by_itself_stays_so() -> None:
    """The eighth of December was moved alone; the fifteenth follows the rest."""
    alone = "RECURRENCE-ID;TZID=Europe/Paris:20261208T090000\nDTSTART;TZID=Europe/Paris:20261208T110000\nDURATION:PT1H"
    found = busy(from_the_first_of_december("20261202T140000", other=f"BEGIN:VEVENT\nUID:r\n{alone}\nEND:VEVENT\n"))
    assert found == ["24 09:00-10:00", "02 14:00-16:00", "08 11:00-12:00", "16 14:00-16:00"]


def test_later_times_keep_their_hour_when_clocks_change() -> None:
    """Moved in October to ten o'clock: ten o'clock in November as well."""
    every = "DTSTART;TZID=Europe/Paris:20261006T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    later = (
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261013T090000\n"
        "DTSTART;TZID=Europe/Paris:20261013T100000\nDURATION:PT1H"
    )
    events = "".join(f"BEGIN:VEVENT\nUID:r\n{one}\nEND:VEVENT\n" for one in (every, later))
    assert busy(calendar(other=events))[0] == "24 10:00-11:00"


def from_the_first_of_december(*changes: str, other: str = "") -> bytes:
    """Tuesdays at nine, all of them changed from the first of December on."""
    every = "DTSTART;TZID=Europe/Paris:20261124T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
    later = (
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261201T090000\n"
        f"DURATION:PT2H\nDTSTART;TZID=Europe/Paris:{one}"
        for one in changes
    )
    events = "".join(f"BEGIN:VEVENT\nUID:r\n{one}\nEND:VEVENT\n" for one in (every, *later))
    return calendar(other=events + other)


def test_our_own_feed_blocks_nothing() -> None:
    """A calendar that shows our appointments gives them back: they are taken already."""
    ours = "BEGIN:VEVENT\nUID:1234@deux-portes\nDTSTART:20261124T080000Z\nDURATION:PT1H\nEND:VEVENT\n"
    assert busy(calendar(other=ours)) == []


def test_published_busy_times_are_taken_as_they_are() -> None:
    said = (
        "BEGIN:VFREEBUSY\nUID:fb\nFREEBUSY;FBTYPE=BUSY:20261124T080000Z/PT1H,20261125T080000Z/20261125T090000Z\n"
        "FREEBUSY;FBTYPE=FREE:20261126T080000Z/PT1H\nEND:VFREEBUSY\n"
    )
    assert busy(calendar(other=said)) == ["24 09:00-10:00", "25 09:00-10:00"]


def test_stretches_that_touch_are_one() -> None:
    """How many things somebody does in a morning is nobody's business."""
    hours = ("080000Z", "090000Z", "083000Z")
    assert busy(calendar(*(f"DTSTART:20261124T{at}\nDURATION:PT1H" for at in hours))) == ["24 09:00-11:00"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:zzz\r\nEND:VEVENT\r\nEND:VCALENDAR",
        calendar("SUMMARY:sans heure"),
        calendar("DTSTART:20261124T080000Z\nDURATION:PT1H\nRRULE:FREQ=JAMAIS"),
        calendar("DTSTART:00010101T000000\nDURATION:PT1H\nRECURRENCE-ID:x"),
    ],
)
def test_what_is_no_calendar_says_so(content: bytes) -> None:
    with pytest.raises(BadCalendar) as caught:
        read_busy(content, WINDOW)
    assert caught.value.problem is CalendarProblem.UNREADABLE


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,1,2,3",
        "FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2",
    ],
)
def test_a_file_made_to_hurt_is_let_go(rule: str) -> None:
    """Rules that fall every second, or never: nobody's day is so, and no machine's should be."""
    with pytest.raises(BadCalendar) as caught:
        read_busy(calendar(f"DTSTART:20200101T080000Z\nDURATION:PT1S\nRRULE:{rule}"), WINDOW)
    assert caught.value.problem is CalendarProblem.TOO_MANY


def test_patience_has_an_end() -> None:
    """A calendar that takes longer than its seconds is let go, whatever is in it."""
    ticking = count(0.0, 1.0)
    events = [f"DTSTART:202611{day:02d}T080000Z\nDURATION:PT1H" for day in range(1, 29)]
    with pytest.raises(BadCalendar):
        read_busy(calendar(*events), WINDOW, seconds=lambda: next(ticking))


MINUTES = st.integers(-3000, 60_000)


@given(st.lists(st.tuples(MINUTES, st.integers(1, 2000)), max_size=12))
def test_each_minute_is_busy_when_some_event_has_it(spans: list[tuple[int, int]]) -> None:
    """The stretches are in order, apart, within what was said, and leave out nothing of the window."""
    said = [
        Interval(WINDOW.starts_at + timedelta(minutes=first), WINDOW.starts_at + timedelta(minutes=first + length))
        for first, length in spans
    ]
    found = read_busy(
        calendar(*(f"DTSTART:{a:%Y%m%dT%H%M%SZ}\nDTEND:{b:%Y%m%dT%H%M%SZ}" for a, b in ends(said))), WINDOW
    )
    assert all(one.ends_at < other.starts_at for one, other in pairwise(found))
    inside = [one for one in said if WINDOW.has(one)]
    assert all(
        any(one.starts_at <= said_.starts_at and said_.ends_at <= one.ends_at for one in found) for said_ in inside
    )
    total = {at for one in inside for at in (one.starts_at, one.ends_at)}
    assert {at for one in found for at in (one.starts_at, one.ends_at)} <= total


def ends(stretches: list[Interval]) -> list[tuple[datetime, datetime]]:
    return [(one.starts_at, one.ends_at) for one in stretches]
