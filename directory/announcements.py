"""What is said when: each function writes, with what causes it, the messages that follow from it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory import models, outbox
from directory.deadlines import load_deadlines
from directory.messages import in_words
from directory.outbox import Message, Person, Team
from directory.requests import Slot


def remind(session: Session, appointment: models.Appointment, now: datetime) -> None:
    """A reminder the day before, in place of any other, if the person said yes to it and there is time for one."""
    outbox.forget(session, appointment.id, "appointment_reminder")
    consent = session.scalar(_yes_to_reminders(appointment.id))
    due_at = appointment.starts_at - load_deadlines().reminder
    if consent is None or due_at <= now:
        return
    message = Message(
        "appointment_reminder",
        key=f"reminder:{appointment.id}:{appointment.sequence}:{consent}",
        to=Person(appointment.id),
        due_at=due_at,
        values={"when": in_words(local(appointment, appointment.starts_at))},
        until=appointment.starts_at,
    )
    outbox.put(session, message)


def arrived(session: Session, referral: models.Referral, now: datetime) -> None:
    """The structure is told at once that a request waits; no more is said once somebody has opened it."""
    appointment = referral.appointment or session.get_one(models.Appointment, referral.appointment_id)
    message = Message(
        "referral_arrived",
        key=f"arrived:{referral.id}",
        to=Team(referral.structure_id, referral.appointment_id),
        due_at=now,
        until=appointment.starts_at,
    )
    outbox.put(session, message)


def unanswered(session: Session, referral: models.Referral, now: datetime) -> None:
    """Reminders to the structure for as long as it does not answer; the sending drops them once it has."""
    appointment = referral.appointment or session.get_one(models.Appointment, referral.appointment_id)
    for number, days in enumerate(load_deadlines().unanswered_days, 1):
        message = Message(
            "referral_unanswered",
            key=f"unanswered:{referral.id}:{number}",
            to=Team(referral.structure_id, referral.appointment_id),
            due_at=now + timedelta(days=days),
            values={"when": in_words(local(appointment, now))},
            until=appointment.starts_at,
        )
        outbox.put(session, message)


def to_move(session: Session, appointment: models.Appointment, now: datetime) -> None:
    """The person is told that their appointment cannot take place as it is."""
    message = Message(
        "appointment_to_move",
        key=f"to-move:{appointment.id}:{appointment.sequence}",
        to=Person(appointment.id),
        due_at=now,
        values={"when": in_words(local(appointment, appointment.starts_at))},
        until=appointment.starts_at,
    )
    outbox.put(session, message)


def earlier(session: Session, appointment: models.Appointment, slot: Slot, until: datetime, now: datetime) -> None:
    """The person is told of an earlier slot, and until when it is kept for them."""
    _kept_for_them(session, "earlier_slot", appointment, slot, cause="earlier", until=until, now=now)


def proposed(session: Session, appointment: models.Appointment, slot: Slot, until: datetime, now: datetime) -> None:
    """The person is told that the structure proposes another moment, and until when it is kept for them."""
    _kept_for_them(session, "other_slot", appointment, slot, cause="proposed", until=until, now=now)


def _kept_for_them(
    session: Session,
    kind: str,
    appointment: models.Appointment,
    slot: Slot,
    *,
    cause: str,
    until: datetime,
    now: datetime,
) -> None:
    message = Message(
        kind,
        key=f"{cause}:{appointment.id}:{slot.agenda_id}:{slot.starts_at.isoformat()}:{int(now.timestamp())}",
        to=Person(appointment.id),
        due_at=now,
        values={"when": in_words(slot.starts_at), "until": in_words(local(appointment, until))},
        until=until,
    )
    outbox.put(session, message)


def answered(session: Session, appointment: models.Appointment, now: datetime) -> None:
    """The person is told that there is an answer to read: the structure could not receive them, and what then."""
    message = Message("referral_answered", key=f"answered:{appointment.id}", to=Person(appointment.id), due_at=now)
    outbox.put(session, message)


def call_back(session: Session, asked: models.CallBack, now: datetime) -> None:
    """The structure is told that somebody waits to be called back."""
    to = Team(asked.structure_id)
    outbox.put(session, Message("call_back_asked", key=f"call-back:{asked.id}", to=to, due_at=now))


def local(appointment: models.Appointment, moment: datetime) -> datetime:
    """The moment on the clock of the appointment's site."""
    return moment.astimezone(ZoneInfo(appointment.agenda.site.time_zone))


def _yes_to_reminders(appointment_id: int) -> Select[int]:
    given = models.Consent
    query = select(given.id).where(given.appointment_id == appointment_id, given.withdrawn_at.is_(None))
    return query.where(given.purpose == models.ConsentPurpose.REMINDERS)
