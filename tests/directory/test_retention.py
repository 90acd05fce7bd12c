"""Retention: what has had its time is erased, what remains tells nothing of anybody (PC3)."""

from datetime import datetime, timedelta

import pytest

from directory import models
from directory.errors import UnknownCode
from directory.requests import Contact, Request, SummaryLine
from directory.retention import Purged, Retention, load_retention, purge
from directory.service import Directory
from directory.vocabulary import Need, Status

WHO = Request(Need.CEP, frozenset({Status.SALARIE}), "37261")


def booked(directory: Directory, now: datetime) -> tuple[str, datetime]:
    """An appointment with a contact and a summary; its code and its end."""
    slot = directory.propose(WHO, now=now, seed="x")[0].first_slot
    assert slot is not None
    code = directory.book(slot, holder="ana", now=now, need=Need.CEP).code or ""
    directory.refer(code, (SummaryLine("words", "Je voudrais changer de métier."),), consent="v1", now=now)
    directory.save_contact(code, Contact("Ana", None, "06 00 00 00 00", None), consent="v1", now=now)
    return code, slot.starts_at + timedelta(minutes=slot.minutes)


@pytest.mark.parametrize(
    ("days", "erased"),
    [
        (-1, Purged(0, 0, 0)),
        (29, Purged(0, 0, 0)),
        (31, Purged(1, 0, 0)),
        (182, Purged(1, 0, 0)),
        (184, Purged(1, 1, 1)),
    ],
)
def test_each_thing_has_its_time(each_tours: Directory, now: datetime, days: int, erased: Purged) -> None:
    _, end = booked(each_tours, now)
    later = end + timedelta(days=days)
    assert purge(each_tours, later) == erased
    assert purge(each_tours, later) == Purged(0, 0, 0)


def test_nothing_of_the_person_remains(each_tours: Directory, now: datetime) -> None:
    """The appointment stays for the figures; neither code, holder, identity nor words lead to anybody."""
    code, end = booked(each_tours, now)
    later = end + timedelta(days=200)
    purge(each_tours, later)
    assert each_tours.find(code, now=later) is None
    with pytest.raises(UnknownCode):
        each_tours.cancel(code, now=later)
    with each_tours.reading() as session:
        kept = session.query(models.Appointment).one()
        assert (kept.holder, kept.salt, kept.need) == ("", b"", Need.CEP)
        assert session.query(models.Contact).count() == 0
        assert session.query(models.SummaryLine).count() == 0
        assert session.query(models.Referral).one().refusal_text is None
        contact = session.query(models.Consent).filter_by(purpose=models.ConsentPurpose.CONTACT).one()
        assert contact.withdrawn_at is not None


def test_a_coming_appointment_is_never_touched(tours: Directory, now: datetime) -> None:
    code, _ = booked(tours, now)
    purge(
        tours,
        now,
        Retention(
            contact_days=0,
            summary_days=0,
            message_days=0,
            call_back_days=0,
            code_days=0,
            opinion_days=0,
            complaint_days=0,
            unclear_days=0,
            proposal_days=62,
        ),
    )
    found = tours.find(code, now=now)
    assert found is not None
    assert (found.referred, found.has_contact) == (True, True)


def test_periods_are_those_that_are_told_to_people() -> None:
    assert load_retention() == Retention(
        contact_days=30,
        summary_days=183,
        message_days=30,
        call_back_days=7,
        code_days=183,
        opinion_days=366,
        complaint_days=366,
        unclear_days=90,
        proposal_days=92,
    )
