"""The list of those who would come sooner: first come, first served; a slot is offered, never imposed (promise 3)."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import announcements, booking, models
from directory.agenda import Wanted, free_slots
from directory.deadlines import load_deadlines
from directory.errors import SlotTaken
from directory.openings import read_agendas
from directory.requests import AppointmentState, Slot


def ask(session: Session, appointment: models.Appointment, now: datetime) -> None:
    """Puts the person on the list; asking twice keeps their first place."""
    if session.get(models.WaitingEntry, appointment.id) is None:
        session.add(models.WaitingEntry(appointment_id=appointment.id, asked_at=now))
        session.flush()


def leave(session: Session, appointment: models.Appointment) -> None:
    """Takes the person off the list and frees the slot that was offered to them."""
    entry = session.get(models.WaitingEntry, appointment.id)
    if entry is not None:
        session.delete(entry)
        booking.free_hold(session, holder_of(appointment))
        session.flush()


def propose(session: Session, appointment: models.Appointment, slot: Slot, now: datetime) -> None:
    """Keeps a slot that the structure proposes in place of the booked one, in place of any other that was offered.

    :class:`SlotTaken` when it is no longer free.
    """
    leave(session, appointment)
    until = min(now + load_deadlines().proposal, slot.starts_at, appointment.starts_at)
    booking.hold_slot(session, slot, holder=holder_of(appointment), now=now, until=until)
    entry = models.WaitingEntry(appointment_id=appointment.id, asked_at=now)
    entry.offered_agenda_id, entry.offered_starts_at, entry.offered_until = slot.agenda_id, slot.starts_at, until
    session.add(entry)
    session.flush()
    announcements.proposed(session, appointment, slot, until, now)


def offered_slot(entry: models.WaitingEntry, now: datetime) -> Slot | None:
    """The slot that is held for this person now, on the clock of its site."""
    if entry.offered_until is None or entry.offered_until <= now:
        return None
    if entry.offered_agenda_id is None or entry.offered_starts_at is None:
        return None
    booked = entry.appointment
    starts_at = announcements.local(booked, entry.offered_starts_at)
    return Slot(entry.offered_agenda_id, booked.way, starts_at, booked.agenda.minutes)


def accept(session: Session, appointment: models.Appointment, now: datetime) -> Slot | None:
    """Moves the appointment to the slot that is held for it, and returns it; ``None`` when none is any more."""
    entry = session.get(models.WaitingEntry, appointment.id)
    slot = offered_slot(entry, now) if entry else None
    if entry is None or slot is None:
        return None
    notice = timedelta(minutes=session.get_one(models.Agenda, slot.agenda_id).notice_minutes)
    asked_at = min(now, slot.starts_at - notice)  # the notice may have run out while they made up their mind
    booking.move_time(session, appointment, slot, holder=holder_of(appointment), now=asked_at)
    session.delete(entry)
    session.flush()
    return slot


def offer_earlier(session: Session, now: datetime, *, site_id: int | None = None) -> int:
    """Offers to the first in line what has become free before their appointment; returns how many offers were made.

    Only those who can be told are offered a slot to keep for a while; the others see what is free on their page. An
    offer that was not taken in time ends the waiting.
    """
    _lapse(session, now)
    made = models.Appointment
    line = (
        select(models.WaitingEntry)
        .join(models.WaitingEntry.appointment)
        .join(made.agenda)
        .join(made.contact)
        .where(models.WaitingEntry.offered_until.is_(None))
        .where(made.state == AppointmentState.BOOKED, made.starts_at > now)
        .where(models.Contact.email.is_not(None) | models.Contact.phone.is_not(None))
        .order_by(models.WaitingEntry.asked_at, models.WaitingEntry.appointment_id)
    )
    if site_id is not None:
        line = line.where(models.Agenda.site_id == site_id)
    return sum(_offer(session, entry, now) for entry in session.scalars(line).all())


def holder_of(appointment: models.Appointment) -> str:
    """The name under which an offered slot is held."""
    return f"waiting:{appointment.uid}"


def _offer(session: Session, entry: models.WaitingEntry, now: datetime) -> bool:
    slot = earlier_slot(session, entry.appointment, now)
    if slot is None:
        return False
    deadlines = load_deadlines()
    until = min(now + deadlines.offer, slot.starts_at - timedelta(hours=deadlines.offer_margin_hours))
    try:
        booking.hold_slot(session, slot, holder=holder_of(entry.appointment), now=now, until=until)
    except SlotTaken:
        return False
    entry.offered_agenda_id, entry.offered_starts_at, entry.offered_until = slot.agenda_id, slot.starts_at, until
    announcements.earlier(session, entry.appointment, slot, until, now)
    return True


def earlier_slot(session: Session, appointment: models.Appointment, now: datetime) -> Slot | None:
    """The soonest free slot of the same site and way before this appointment, far enough ahead to be offered."""
    enough = now + 2 * timedelta(hours=load_deadlines().offer_margin_hours)
    wanted = Wanted(last=announcements.local(appointment, appointment.starts_at).date())
    free = (
        slot
        for agenda in read_agendas(session, appointment.agenda.site_id, now)
        for slot in free_slots(agenda, appointment.way, now=now, wanted=wanted)
        if enough <= slot.starts_at < appointment.starts_at
    )
    return min(free, key=lambda slot: (slot.starts_at, slot.agenda_id), default=None)


def _lapse(session: Session, now: datetime) -> None:
    over = select(models.WaitingEntry).where(models.WaitingEntry.offered_until <= now)
    for entry in session.scalars(over).all():
        leave(session, entry.appointment)
