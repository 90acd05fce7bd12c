"""Days closed and absences: what they displace is found at once, told to the person, and offered elsewhere (NO13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from directory import announcements, models
from directory.agenda import Interval
from directory.hours import Closure, closure_interval
from directory.requests import AppointmentState
from directory.vocabulary import Way


@dataclass(frozen=True, slots=True)
class Displaced:
    """An appointment that cannot take place as it is. ``told``: the person left a way to be told; else, call nobody."""

    uid: str
    starts_at: datetime
    way: Way
    told: bool


def close(
    session: Session, site_id: int, first_day: date, last_day: date, label: str, *, now: datetime
) -> tuple[Displaced, ...]:
    """Closes a site on these days, both included; returns the appointments that have to move, soonest first.

    Doing it again changes nothing. ``label`` is shown to the public (« Inventaire »); ``ValueError`` when the days are
    not in order.
    """
    if last_day < first_day:
        raise ValueError("The last day comes before the first.")
    row = models.Closure
    same = select(row.id).where(row.site_id == site_id, row.first_day == first_day, row.last_day == last_day)
    if session.scalar(same) is None:
        session.add(row(site_id=site_id, first_day=first_day, last_day=last_day, label=label, declared_at=now))
    session.flush()
    zone = ZoneInfo(session.get_one(models.Site, site_id).time_zone)
    agendas = session.scalars(select(models.Agenda.id).where(models.Agenda.site_id == site_id)).all()
    return displaced(session, agendas, closure_interval(Closure(first_day, last_day), zone), now)


def reopen(session: Session, closure_id: int) -> None:
    """Takes a declared closure back; appointments that nobody has moved stand again."""
    closure = session.get(models.Closure, closure_id)
    if closure is not None and closure.declared_at is not None:
        session.delete(closure)


def be_absent(
    session: Session, agenda_id: int, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> tuple[Displaced, ...]:
    """Nobody is received in this agenda between these instants; returns the appointments that have to move.

    Doing it again changes nothing. ``ValueError`` when the instants are not in order.
    """
    if ends_at <= starts_at:
        raise ValueError("An absence ends after it starts.")
    row = models.Absence
    same = select(row.id).where(row.agenda_id == agenda_id, row.starts_at == starts_at, row.ends_at == ends_at)
    if session.scalar(same) is None:
        session.add(row(agenda_id=agenda_id, starts_at=starts_at, ends_at=ends_at))
    session.flush()
    return displaced(session, [agenda_id], Interval(starts_at, ends_at), now)


def be_back(session: Session, absence_id: int) -> None:
    """Takes an absence back; appointments that nobody has moved stand again."""
    absence = session.get(models.Absence, absence_id)
    if absence is not None:
        session.delete(absence)


def is_displaced(session: Session, appointment: models.Appointment) -> bool:
    """Whether a coming appointment meets a closed day or an absence."""
    if appointment.state is not AppointmentState.BOOKED:
        return False
    absence = models.Absence
    away = exists().where(
        absence.agenda_id == appointment.agenda_id,
        absence.starts_at < appointment.ends_at,
        absence.ends_at > appointment.starts_at,
    )
    site = appointment.agenda.site
    day = appointment.starts_at.astimezone(ZoneInfo(site.time_zone)).date()
    closed = exists().where(
        models.Closure.site_id == site.id, models.Closure.first_day <= day, models.Closure.last_day >= day
    )
    return bool(session.scalar(select(away | closed)))


def displaced(session: Session, agenda_ids: Sequence[int], during: Interval, now: datetime) -> tuple[Displaced, ...]:
    """The coming appointments of these agendas that meet this time, soonest first; those who left a way are told."""
    made = models.Appointment
    coming = (
        select(made)
        .where(made.agenda_id.in_(agenda_ids), made.state == AppointmentState.BOOKED, made.starts_at > now)
        .where(made.starts_at < during.ends_at, made.ends_at > during.starts_at)
        .order_by(made.starts_at, made.id)
    )
    return tuple(_tell(session, one, now) for one in session.scalars(coming))


def _tell(session: Session, appointment: models.Appointment, now: datetime) -> Displaced:
    contact = appointment.contact
    told = contact is not None and bool(contact.email or contact.phone)
    if told:
        announcements.to_move(session, appointment, now)
    return Displaced(appointment.uid, announcements.local(appointment, appointment.starts_at), appointment.way, told)
