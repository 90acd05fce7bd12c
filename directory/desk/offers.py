"""Another moment that a counsellor proposes: kept for the person, who says yes or no with their code (promise 3)."""

from datetime import datetime
from heapq import merge
from itertools import groupby, islice

from sqlalchemy.orm import Session

from directory import models, waiting
from directory.agenda import free_slots
from directory.desk.queries import case_query
from directory.desk.steps import TooLate, UnknownCase
from directory.errors import SlotTaken
from directory.openings import read_agendas
from directory.requests import AppointmentState, Slot

MOST = 60  # some two weeks of a busy agenda: somebody who is away this week proposes the next one


def free_moments(session: Session, uid: str, now: datetime) -> tuple[Slot, ...]:
    """The next free moments of the same place and way, whichever agenda has them. :class:`UnknownCase`."""
    row = _row(session, uid)
    streams = (free_slots(agenda, row.way, now=now) for agenda in read_agendas(session, row.agenda.site_id, now))
    ordered = merge(*streams, key=lambda slot: (slot.starts_at, slot.agenda_id))
    others = (slot for slot in ordered if slot.starts_at != row.starts_at)
    once_each = (next(same) for _, same in groupby(others, key=lambda slot: slot.starts_at))
    return tuple(islice(once_each, MOST))


def propose(session: Session, uid: str, moment: str, now: datetime) -> None:
    """Keeps this moment for the person and tells them, if they left a way; the appointment stays as it is until they
    say yes. ``moment`` is one of :func:`free_moments`, written in ISO 8601.

    :class:`UnknownCase`; :class:`TooLate` when it is over; :class:`directory.errors.SlotTaken` when it is gone.
    """
    row = _row(session, uid)
    if row.state is not AppointmentState.BOOKED or row.starts_at <= now:
        raise TooLate
    chosen = next((slot for slot in free_moments(session, uid, now) if slot.starts_at.isoformat() == moment), None)
    if chosen is None:
        raise SlotTaken
    waiting.propose(session, row, chosen, now)


def _row(session: Session, uid: str) -> models.Appointment:
    row = session.scalar(case_query(uid))
    if row is None:
        raise UnknownCase
    return row
