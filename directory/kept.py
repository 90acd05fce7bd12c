"""What is kept under a code, shown to whoever has it, and erased at their word (PC3)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import booking, handover, models, waiting
from directory.announcements import local
from directory.requests import AppointmentState, Contact, GivenConsent, Kept, KeptReading
from directory.retention import load_retention
from directory.views import appointment_view


def kept_of(session: Session, appointment: models.Appointment, now: datetime) -> Kept:
    """Everything that the database has of this person."""
    referral, periods = appointment.referral, load_retention()
    last = appointment.ends_at + timedelta(days=max(periods.contact_days, periods.summary_days, periods.code_days))
    return Kept(
        appointment=appointment_view(session, appointment, now=now),
        lines=handover.approved_lines(referral),
        contact=_contact(session, appointment),
        consents=_consents(session, appointment),
        readings=_readings(session, appointment),
        erased_on=local(appointment, last).date(),
    )


def erase(session: Session, appointment: models.Appointment, now: datetime) -> None:
    """Cancels what is to come, and erases what was said and who the person is, after the meeting too."""
    if appointment.state is AppointmentState.BOOKED and appointment.starts_at > now:
        booking.free_time(session, appointment)
        appointment.sequence += 1
    waiting.leave(session, appointment)
    session.execute(delete(models.ProposalReason).where(models.ProposalReason.appointment_id == appointment.id))
    handover.withdraw(session, appointment, now)
    appointment.changed_at = now


def _contact(session: Session, appointment: models.Appointment) -> Contact | None:
    row = appointment.contact
    if row is None:
        return None
    purpose = models.ConsentPurpose.REMINDERS
    live = models.Consent.withdrawn_at.is_(None), models.Consent.purpose == purpose
    reminders = session.scalar(select(models.Consent.id).where(models.Consent.appointment_id == appointment.id, *live))
    return Contact(row.first_name, row.last_name, row.phone, row.email, reminders=reminders is not None)


def _consents(session: Session, appointment: models.Appointment) -> tuple[GivenConsent, ...]:
    query = select(models.Consent).where(models.Consent.appointment_id == appointment.id).order_by(models.Consent.id)
    return tuple(
        GivenConsent(row.purpose.value, row.version, row.given_at, row.withdrawn_at) for row in session.scalars(query)
    )


def _readings(session: Session, appointment: models.Appointment) -> tuple[KeptReading, ...]:
    query = (
        select(models.AccessLog.at, models.AccessLog.reading, models.Structure.name)
        .join(models.Counsellor, models.Counsellor.id == models.AccessLog.counsellor_id)
        .join(models.Counsellor.structure)
        .where(models.AccessLog.appointment_id == appointment.id)
        .order_by(models.AccessLog.at.desc(), models.AccessLog.id.desc())
    )
    return tuple(KeptReading(at, reading.value, name) for at, reading, name in session.execute(query))
