"""Taking, moving and freeing time, inside a writing session. The database, not this code, forbids two to have the same.

Each function first takes the agendas' rows (PostgreSQL; SQLite writes one at a time anyway): people who want the same
slot at once wait for each other instead of blocking each other, and the second one is told the slot is taken.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory import models
from directory.agenda import is_offered
from directory.database import MAX_ID
from directory.errors import AppointmentClosed, OtherStructure, SlotNotOffered, SlotTaken, TooManyAppointments
from directory.openings import read_unbooked_agenda
from directory.requests import AppointmentState, Slot

HOLD_TIME = timedelta(minutes=10)
MAX_PER_HOLDER = 3  # one conversation may book for a family, not empty an agenda (trust: slot hoarding)
OVERLAP = "ex_taken_time_overlap"


def hold_slot(session: Session, slot: Slot, *, holder: str, now: datetime, until: datetime | None = None) -> None:
    """Keeps the slot for this holder until then (ten minutes by default), in place of any other they held."""
    locked_agenda(session, slot.agenda_id)
    clear_holds(session, holder, now, agenda_id=slot.agenda_id)
    check_offered(session, slot, now)
    taken = take(session, slot)
    session.add(models.Hold(taken_time_id=taken.id, holder=holder, expires_at=until or now + HOLD_TIME))


def take_for_booking(session: Session, slot: Slot, *, holder: str, now: datetime) -> models.TakenTime:
    """The slot's time, ready to belong to an appointment: the one this holder holds, or free time."""
    hold = session.scalar(_live_hold(slot, holder, now))
    if hold is not None:
        # asked as when it was held: the notice may have run out while the person made up their mind
        check_offered(session, slot, hold.expires_at - HOLD_TIME)
        taken = hold.taken_time
        session.delete(hold)
        return taken
    clear_holds(session, holder, now, agenda_id=slot.agenda_id)
    check_offered(session, slot, now)
    return take(session, slot)


def move_time(
    session: Session, appointment: models.Appointment, slot: Slot, *, holder: str | None, now: datetime
) -> None:
    """Gives the appointment the slot's time; the old time is free again."""
    target = session.get(models.Agenda, slot.agenda_id)
    if target is None:
        raise SlotNotOffered
    if target.site.structure_id != appointment.agenda.site.structure_id:
        raise OtherStructure
    clear_holds(session, holder, now, agenda_id=target.id)
    check_offered(session, slot, now)
    taken = session.get_one(models.TakenTime, appointment.taken_time_id)
    taken.agenda_id, taken.starts_at, taken.ends_at = slot.agenda_id, slot.starts_at, _end(slot)
    _flush_or_taken(session)
    session.refresh(appointment)  # the database has carried the new times over to it


def free_time(session: Session, appointment: models.Appointment) -> None:
    """Cancels the appointment and frees its time."""
    taken_id = appointment.taken_time_id
    appointment.state, appointment.taken_time_id = AppointmentState.CANCELLED, None
    session.flush()
    session.execute(delete(models.TakenTime).where(models.TakenTime.id == taken_id))


def locked_agenda(session: Session, agenda_id: int) -> models.Agenda:
    """The agenda, kept for this transaction; :class:`SlotNotOffered` when there is none."""
    query = select(models.Agenda).where(models.Agenda.id == agenda_id)
    agenda = session.scalar(query.with_for_update(key_share=True)) if 0 < agenda_id <= MAX_ID else None
    if agenda is None:
        raise SlotNotOffered
    return agenda


def is_at(appointment: models.Appointment, slot: Slot) -> bool:
    """Whether the appointment is at this slot already."""
    here = (appointment.agenda_id, appointment.starts_at, appointment.way)
    return here == (slot.agenda_id, slot.starts_at, slot.way)


def lock_agendas(session: Session, agenda_ids: set[int]) -> None:
    """Keeps several agendas, always in the same order so that no two transactions wait for each other."""
    for agenda_id in sorted(agenda_ids):
        locked_agenda(session, agenda_id)


def check_offered(session: Session, slot: Slot, now: datetime) -> None:
    """Refuses a slot that its agenda does not offer, whoever has taken what."""
    agenda = read_unbooked_agenda(session, slot.agenda_id, now)
    if agenda is None or not is_offered(agenda, slot, now=now):
        raise SlotNotOffered


def check_quota(session: Session, holder: str, now: datetime) -> None:
    """Refuses one more appointment to a holder who has as many as one may."""
    coming = select(func.count()).where(
        models.Appointment.holder == holder,
        models.Appointment.state == AppointmentState.BOOKED,
        models.Appointment.ends_at > now,
    )
    if (session.scalar(coming) or 0) >= MAX_PER_HOLDER:
        raise TooManyAppointments(MAX_PER_HOLDER)


def check_open(appointment: models.Appointment, now: datetime) -> None:
    """Refuses to touch an appointment that is cancelled or has begun."""
    if appointment.state is not AppointmentState.BOOKED or appointment.starts_at <= now:
        raise AppointmentClosed


def clear_holds(session: Session, holder: str | None, now: datetime, *, agenda_id: int | None = None) -> None:
    """Frees what this holder held anywhere, and, in this agenda, what others held too long."""
    expired = models.Hold.expires_at <= now
    mine = models.Hold.holder == holder
    times = (
        select(models.TakenTime.id)
        .join(models.Hold, models.Hold.taken_time_id == models.TakenTime.id)
        .where(mine | (expired & (models.TakenTime.agenda_id == agenda_id)))
    )
    ids = session.scalars(times).all()
    session.execute(delete(models.TakenTime).where(models.TakenTime.id.in_(ids)))


def free_hold(session: Session, holder: str) -> None:
    """Frees what this holder held."""
    mine = select(models.Hold.taken_time_id).where(models.Hold.holder == holder)
    ids = session.scalars(mine).all()
    session.execute(delete(models.TakenTime).where(models.TakenTime.id.in_(ids)))


def take(session: Session, slot: Slot) -> models.TakenTime:
    """Takes the slot's time; :class:`SlotTaken` when the database says that somebody has it."""
    taken = models.TakenTime(agenda_id=slot.agenda_id, starts_at=slot.starts_at, ends_at=_end(slot))
    session.add(taken)
    _flush_or_taken(session)
    return taken


def _flush_or_taken(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if OVERLAP in str(error.orig):
            raise SlotTaken from error
        raise


def _live_hold(slot: Slot, holder: str, now: datetime) -> Select[models.Hold]:
    return (
        select(models.Hold)
        .join(models.Hold.taken_time)
        .where(models.Hold.holder == holder, models.Hold.expires_at > now)
        .where(models.TakenTime.agenda_id == slot.agenda_id)
        .where(models.TakenTime.starts_at == slot.starts_at, models.TakenTime.ends_at == _end(slot))
    )


def _end(slot: Slot) -> datetime:
    # from UTC: adding to a local time would forget the night when clocks change
    return slot.starts_at.astimezone(UTC) + timedelta(minutes=slot.minutes)
