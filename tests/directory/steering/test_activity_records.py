"""L03, L22: a contact is kept as a few codes; neither who, nor when exactly, nor which conversation."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory import models
from directory.models import ContactChannel, ContactOutcome, FirstSlot, Moment, Travel
from directory.service import Directory
from directory.steering.activity import ContactRecord, delay_of, keep_contact, moment_of, travel_to
from directory.vocabulary import Need, Status

TOURS, NICE = "37261", "06088"


def contact(now: datetime, **changes: object) -> ContactRecord:
    kept: dict[str, object] = {
        "began": now,
        "channel": ContactChannel.WEB,
        "territory": "departement:37",
        "need": Need.VAE,
        "statuses": frozenset({Status.SALARIE, Status.CADRE}),
        "outcome": ContactOutcome.INFORMATION,
        "doors": 1,
        "misunderstood": 12,
    }
    return ContactRecord(**(kept | changes))  # type: ignore[arg-type]


def test_a_contact_is_kept_without_anything_that_leads_back_to_it(each_tours: Directory, now: datetime) -> None:
    keep_contact(each_tours, contact(now), token="a talk's own word")
    with each_tours.reading() as session:
        row = session.scalars(select(models.Activity)).one()
    assert (row.month, row.hour, row.moment, row.statuses) == ("2026-11", 9, Moment.OFFICE, "cadre+salarie")
    assert (row.need, row.misunderstood) == (Need.VAE, 9)
    kept = {column.name for column in models.Activity.__table__.columns}
    assert not kept & {"at", "day", "minute", "token", "conversation", "place", "words", "appointment_id"}


def test_a_contact_that_goes_on_is_counted_once(each_tours: Directory, now: datetime) -> None:
    for outcome in (ContactOutcome.INFORMATION, ContactOutcome.APPOINTMENT):
        keep_contact(each_tours, contact(now, outcome=outcome), token="one")
    keep_contact(each_tours, contact(now), token="two")
    with each_tours.reading() as session:
        outcomes = sorted(session.scalars(select(models.Activity.outcome)))
    assert outcomes == [ContactOutcome.APPOINTMENT, ContactOutcome.INFORMATION]


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("2026-11-23T08:59", Moment.EARLY_OR_LATE),
        ("2026-11-23T09:00", Moment.OFFICE),
        ("2026-11-23T16:59", Moment.OFFICE),
        ("2026-11-23T17:00", Moment.EARLY_OR_LATE),
        ("2026-11-23T22:00", Moment.NIGHT),
        ("2026-11-24T06:59", Moment.NIGHT),
        ("2026-11-22T10:00", Moment.DAY_OFF),
        ("2026-11-11T10:00", Moment.DAY_OFF),
    ],
)
def test_moments_of_the_week(at: str, moment: Moment) -> None:
    """L12: outside working hours is where people work, not where the server is."""
    assert moment_of(datetime.fromisoformat(f"{at}+01:00").astimezone(UTC)) is moment


@pytest.mark.parametrize(
    ("days", "code"), [(0, FirstSlot.UNDER_3), (7, FirstSlot.UNDER_8), (30, FirstSlot.UNDER_31), (31, FirstSlot.BEYOND)]
)
def test_delays_are_rounded(now: datetime, days: int, code: FirstSlot) -> None:
    assert delay_of(now, now + timedelta(days=days, hours=1)) is code
    assert delay_of(now, None) is FirstSlot.NONE


def test_distances_are_rounded(reader: Directory) -> None:
    with reader.reading() as session:
        near = session.scalars(select(models.Site.id).where(models.Site.commune_code == TOURS).limit(1)).one()
        remote = session.scalars(select(models.Site.id).where(models.Site.remote).limit(1)).one()
    assert travel_to(reader, TOURS, near) is Travel.UNDER_5
    assert travel_to(reader, NICE, near) is Travel.BEYOND
    assert travel_to(reader, None, near) is Travel.NOT_SAID
    assert travel_to(reader, TOURS, remote) is Travel.REMOTE
    assert travel_to(reader, TOURS, 0) is Travel.NOT_SAID
