"""The calendar file: read back by another reader, discreet, faithful to what happened to the appointment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from directory.calendar import appointment_calendar
from directory.requests import AppointmentState
from directory.vocabulary import Way
from tests.appointments import appointment

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ZONES = (
    "Europe/Paris",
    "Indian/Reunion",
    "America/Martinique",
    "America/Guadeloupe",
    "America/Cayenne",
    "Indian/Mayotte",
)
VIEW = appointment(code="1234567890")


def event_of(file: bytes) -> Any:  # a property of a calendar may hold nearly anything
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


def test_round_trip() -> None:
    event = event_of(appointment_calendar(VIEW, now=NOW, link="https://example.org/r/abc"))
    assert event["dtstart"].dt == VIEW.starts_at
    assert event["duration"].dt == timedelta(minutes=45)
    assert event["dtstamp"].dt == NOW
    assert (str(event["summary"]), str(event["location"])) == ("Rendez-vous", "8 rue Charles-Gille, Tours")
    assert (str(event["status"]), str(event["class"])) == ("CONFIRMED", "PRIVATE")
    assert str(event["url"]) == "https://example.org/r/abc"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-1)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("state", [AppointmentState.BOOKED, AppointmentState.CANCELLED])
def test_nothing_tells_what_it_is_about(way: Way, state: AppointmentState) -> None:
    """NO4: who looks over a shoulder, or shares the calendar, learns no subject, structure or code."""
    view = replace(VIEW, way=way, state=state)
    text = appointment_calendar(view, now=NOW, link="https://example.org/r/abc").decode().lower().replace("\r\n ", "")
    for word in ("orientation", "cio", "reconversion", "conseil", "emploi", "formation", "1234567890", "12 34"):
        assert word not in text


def test_uid_stays_and_sequence_rises() -> None:
    first = event_of(appointment_calendar(VIEW, now=NOW))
    moved = event_of(appointment_calendar(replace(VIEW, sequence=1), now=NOW))
    assert first["uid"] == moved["uid"]
    assert (first["sequence"], moved["sequence"]) == (0, 1)


def test_cancelled_appointment_leaves_the_calendar() -> None:
    file = appointment_calendar(replace(VIEW, state=AppointmentState.CANCELLED, sequence=2), now=NOW)
    assert str(Calendar.from_ical(file)["method"]) == "CANCEL"
    event = event_of(file)
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 2)
    assert not event.walk("VALARM")


@pytest.mark.parametrize("zone", ZONES)
def test_time_zone_is_described(zone: str) -> None:
    """Overseas too: a calendar that has never heard of the zone still shows the right hour."""
    file = appointment_calendar(replace(VIEW, starts_at=datetime(2026, 12, 1, 9, tzinfo=ZoneInfo(zone))), now=NOW)
    (described,) = Calendar.from_ical(file).walk("VTIMEZONE")
    assert str(described["tzid"]) == zone


@settings(deadline=None, max_examples=60)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2036, 12, 31)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_any_moment_survives_the_round_trip(moment: datetime, zone: str) -> None:
    """Trust row 26, except the minutes that exist twice, which the format cannot tell apart."""
    starts_at = moment.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(ZoneInfo(zone))
    if starts_at.fold:
        return
    event = event_of(appointment_calendar(replace(VIEW, starts_at=starts_at), now=NOW))
    assert event["dtstart"].dt.astimezone(UTC) == starts_at.astimezone(UTC)
