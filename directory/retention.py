"""What is erased when its time has come: who people are, what they said, the codes that lead back to them (PC3).

What remains is an appointment without anybody: need, place, hour, outcome. The record of who read what stays too.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field
from sqlalchemy import ScalarSelect, delete, select, update
from sqlalchemy.orm import Session

from directory import models
from directory.documents import Closed, checked, read_document
from directory.plans import erase_old_plans

if TYPE_CHECKING:
    from directory.service import Directory

RETENTION_FILE = Path(__file__).with_name("retention.yml")
ERASED = "erased-"


class Retention(Closed):
    """How many days each is kept after its appointment, message, month, answer or day (``retention.yml``)."""

    contact_days: int = Field(ge=0, le=366)
    summary_days: int = Field(ge=0, le=366)
    message_days: int = Field(ge=0, le=366)
    call_back_days: int = Field(ge=0, le=31)
    code_days: int = Field(ge=0, le=366)
    opinion_days: int = Field(ge=0, le=366)
    complaint_days: int = Field(ge=0, le=366)
    unclear_days: int = Field(ge=0, le=366)
    proposal_days: int = Field(ge=62, le=366)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were erased."""

    contacts: int
    summaries: int
    codes: int
    messages: int = 0
    call_backs: int = 0


def load_retention(path: Path = RETENTION_FILE) -> Retention:
    """The periods of this file; :class:`directory.errors.BadDocument` when it has a fault."""
    return checked(read_document(path), Retention)


def purge(directory: "Directory", now: datetime, periods: Retention | None = None) -> Purged:
    """Erases everything that has outlived its period, in one transaction; doing it again erases nothing more."""
    kept = periods if periods is not None else load_retention()
    with directory.writing() as session:
        return Purged(
            contacts=_erase_contacts(session, now - timedelta(days=kept.contact_days), now),
            summaries=_erase_summaries(session, now - timedelta(days=kept.summary_days)),
            codes=_erase_codes(session, now - timedelta(days=kept.code_days)),
            call_backs=_erase_call_backs(session, now - timedelta(days=kept.call_back_days)),
            messages=_erase_messages(session, now - timedelta(days=kept.message_days)),
        )


def _erase_contacts(session: Session, before: datetime, now: datetime) -> int:
    old = _ended(before)
    consent = models.Consent
    session.execute(
        update(consent)
        .where(consent.appointment_id.in_(old), consent.purpose == models.ConsentPurpose.CONTACT)
        .where(consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    done = session.execute(delete(models.Contact).where(models.Contact.appointment_id.in_(old)))
    return int(getattr(done, "rowcount", 0))


def _erase_summaries(session: Session, before: datetime) -> int:
    referral = models.Referral
    old = select(referral.id).where(referral.appointment_id.in_(_ended(before))).scalar_subquery()
    told = session.scalars(
        select(models.SummaryLine.referral_id).where(models.SummaryLine.referral_id.in_(old)).distinct()
    )
    count = len(told.all())
    session.execute(delete(models.SummaryLine).where(models.SummaryLine.referral_id.in_(old)))
    erase_old_plans(session, before)
    session.execute(update(referral).where(referral.id.in_(old)).values(refusal_text=None))
    return count


def _erase_codes(session: Session, before: datetime) -> int:
    """Puts in place of the fingerprints of code and holder something that nobody can find again."""
    made, why = models.Appointment, models.ProposalReason
    session.execute(delete(why).where(why.appointment_id.in_(_ended(before))))
    done = session.execute(
        update(made)
        .where(made.ends_at < before, ~made.code.startswith(ERASED))
        .values(code=ERASED + made.uid, holder="", salt=b"")
    )
    return int(getattr(done, "rowcount", 0))


def _erase_messages(session: Session, before: datetime) -> int:
    message = models.OutgoingMessage
    done = session.execute(delete(message).where(message.settled_at < before, message.due_at < before))
    return int(getattr(done, "rowcount", 0))


def _erase_call_backs(session: Session, before: datetime) -> int:
    asked = models.CallBack
    old = asked.asked_at < before, asked.phone.is_not(None)
    done = session.execute(update(asked).where(*old).values(phone=None))
    return int(getattr(done, "rowcount", 0))


def _ended(before: datetime) -> ScalarSelect[int]:
    return select(models.Appointment.id).where(models.Appointment.ends_at < before).scalar_subquery()
