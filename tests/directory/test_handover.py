"""What a person hands over: only with a yes, only what they approved, and taken back whole."""

from datetime import datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import func, select

from directory import models
from directory.database import alembic_config
from directory.referrals import ReferralState
from directory.requests import Contact, SummaryLine
from directory.service import Directory
from directory.vocabulary import Need, Way

LINES = (SummaryLine("words", "Je veux changer de métier."), SummaryLine("place", "Tours"))


@pytest.fixture
def code(each_tours: Directory, now: datetime) -> str:
    with each_tours.reading() as session:
        site = session.scalar(select(models.Site.id).where(models.Site.key == "tours/avenir-actifs/tours"))
    slot = each_tours.slots(site or 0, Way.ON_SITE, now=now)[0]
    return each_tours.book(slot, holder="ana", now=now, need=Need.RECONVERSION).code or ""


def rows(directory: Directory, table: type[models.Base]) -> int:
    with directory.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_booking_alone_stores_nothing_of_the_person(each_tours: Directory, code: str) -> None:
    """L03: an appointment needs no identity, no summary, no consent."""
    assert code
    for table in (models.Contact, models.Consent, models.Referral, models.SummaryLine):
        assert rows(each_tours, table) == 0


def test_summary_goes_with_its_consent(each_tours: Directory, code: str, now: datetime) -> None:
    """TO1: the structure reads exactly the approved lines, under the version of the text that was agreed to."""
    each_tours.refer(code, LINES, consent="2026-11/v1", now=now)
    with each_tours.reading() as session:
        referral = session.scalars(select(models.Referral)).one()
        consent = session.get_one(models.Consent, referral.consent_id)
        assert [(line.name, line.text) for line in referral.lines] == [(line.name, line.text) for line in LINES]
        assert referral.state is ReferralState.SENT
        assert [step.state for step in referral.steps] == ["draft", "consented", "sent"]
        assert (consent.version, consent.purpose, consent.structure_id) == (
            "2026-11/v1",
            "summary",
            referral.structure_id,
        )
        assert referral.structure.key == "tours/avenir-actifs"


def test_what_was_answered_is_kept_by_code(each_tours: Directory, code: str, now: datetime) -> None:
    """Promise 5: reworded one day, what a line names is still found; lines written before are read once."""
    told = "un changement de métier, de l’aide pour le français, le calcul ou le numérique"
    each_tours.refer(code, (SummaryLine("information", told, (Need.VAE,)),), consent="v1", now=now)
    kept = each_tours.kept(code, now=now)
    assert kept is not None
    assert kept.lines[0].needs == (Need.VAE,)
    with each_tours.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0016")
    each_tours.migrate()
    kept = each_tours.kept(code, now=now)
    assert kept is not None
    assert kept.lines[0].needs == (Need.RECONVERSION, Need.LANGUE)


def test_new_summary_takes_the_place_of_the_old_one(each_tours: Directory, code: str, now: datetime) -> None:
    each_tours.refer(code, LINES, consent="v1", now=now)
    each_tours.refer(code, LINES[:1], consent="v2", now=now + timedelta(minutes=1))
    with each_tours.reading() as session:
        referral = session.scalars(select(models.Referral)).one()
        assert [line.text for line in referral.lines] == ["Je veux changer de métier."]
        standing = session.scalars(select(models.Consent).where(models.Consent.withdrawn_at.is_(None))).one()
        assert (standing.version, standing.id) == ("v2", referral.consent_id)


def test_contact_lives_in_its_own_table(each_tours: Directory, code: str, now: datetime) -> None:
    each_tours.save_contact(code, Contact("Ana", None, " 06 12 34 56 78 ", None), consent="v1", now=now)
    with each_tours.reading() as session:
        contact = session.scalars(select(models.Contact)).one()
        assert (contact.first_name, contact.last_name, contact.phone) == ("Ana", None, "06 12 34 56 78")
    view = each_tours.find(code, now=now)
    assert view is not None
    assert view.has_contact
    assert not hasattr(view, "first_name")


def test_corrected_contact_replaces_the_first(each_tours: Directory, code: str, now: datetime) -> None:
    each_tours.save_contact(code, Contact("Ana"), consent="v1", now=now)
    each_tours.save_contact(code, Contact("Anna", phone="0612345678"), consent="v1", now=now)
    with each_tours.reading() as session:
        assert session.scalars(select(models.Contact.first_name)).all() == ["Anna"]


def test_empty_contact_erases(each_tours: Directory, code: str, now: datetime) -> None:
    each_tours.save_contact(code, Contact("Ana"), consent="v1", now=now)
    each_tours.save_contact(code, Contact(), consent="v1", now=now)
    assert rows(each_tours, models.Contact) == 0
    with each_tours.reading() as session:
        assert session.scalar(select(func.count()).where(models.Consent.withdrawn_at.is_(None))) == 0


def test_cancelling_takes_everything_back(each_tours: Directory, code: str, now: datetime) -> None:
    """PC3, trust row 12."""
    each_tours.refer(code, LINES, consent="v1", now=now)
    each_tours.save_contact(code, Contact("Ana"), consent="v1", now=now)
    each_tours.cancel(code, now=now + timedelta(hours=1))
    assert rows(each_tours, models.SummaryLine) == rows(each_tours, models.Contact) == 0
    with each_tours.reading() as session:
        assert session.scalars(select(models.Referral.state)).all() == [ReferralState.WITHDRAWN]
        assert all(session.scalars(select(models.Consent.withdrawn_at)))


def test_withheld_line_is_not_stored(each_tours: Directory, code: str, now: datetime) -> None:
    each_tours.refer(code, (SummaryLine("words", "   "), LINES[1]), consent="v1", now=now)
    assert rows(each_tours, models.SummaryLine) == 1


@pytest.mark.parametrize("text", ["a\0b", "moitié \ud83d", "\x1b[31mrouge", "é" * 5_000, "<script>", "🙂", "שלום"])
def test_strange_texts_are_kept_readable(each_tours: Directory, code: str, now: datetime, text: str) -> None:
    each_tours.refer(code, (SummaryLine("words", text),), consent="v1", now=now)
    each_tours.save_contact(code, Contact(first_name=text), consent="v1", now=now)
    with each_tours.reading() as session:
        kept = session.scalars(select(models.SummaryLine.text)).one()
    assert 0 < len(kept) <= 1000
    assert not set("\0\x1b\ud83d") & set(kept)


def test_unknown_line_is_refused(each_tours: Directory, code: str, now: datetime) -> None:
    with pytest.raises(ValueError, match="Unknown summary lines"):
        each_tours.refer(code, (SummaryLine("income", "rien"),), consent="v1", now=now)
    assert rows(each_tours, models.Consent) == 0, "nothing half-written"


def test_no_consent_no_referral(each_tours: Directory, code: str, now: datetime) -> None:
    """Trust row 11: summary ⇒ consent."""
    with pytest.raises(ValueError, match="consent"):
        each_tours.refer(code, LINES, consent="  ", now=now)
    assert rows(each_tours, models.Referral) == 0
