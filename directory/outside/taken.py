"""Time taken in another tool, kept as absences of our agendas so that nobody is given it twice."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from directory.agenda import Interval
from directory.booking import locked_agenda
from directory.closures import displaced
from directory.models import Absence, Agenda, Appointment, OutsideAgenda, OutsideNotice, OutsideTime
from directory.outside.provider import AgendaProvider, ClockTimes, Heard
from directory.requests import AppointmentState, Proposal

REMEMBERED = timedelta(days=7)  # older notices are not heard, so those that were heard need not be kept longer


def hear(session: Session, provider: AgendaProvider, heard: Heard, *, now: datetime) -> None:
    """Keeps what the tool says in each of our agendas it is about. Repeats and older notices change nothing."""
    session.execute(delete(OutsideNotice).where(OutsideNotice.said_at < now - REMEMBERED))
    if heard.said_at < now - REMEMBERED:
        return
    for agenda_id, is_named in _concerned(session, provider, heard):
        agenda = locked_agenda(session, agenda_id)
        key = _key(provider, heard, agenda_id)
        if _is_news(session, key, heard.said_at):
            _free(session, key)
            if is_named and heard.taken is not None:
                _take(session, key, agenda, heard.taken, now)


def with_pages(session: Session, provider: AgendaProvider, found: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """The same proposals; those without a slot of ours bear the page where one books in that tool, if there is one."""
    pages = _booking_pages(session, provider, [one.site_id for one in found if one.first_slot is None])
    return tuple(replace(one, booking_page=pages.get(one.site_id)) for one in found)


def _booking_pages(session: Session, provider: AgendaProvider, site_ids: Collection[int]) -> dict[int, str]:
    kept = (
        select(Agenda.site_id, OutsideAgenda.reference)
        .join(OutsideAgenda.agenda)
        .where(Agenda.active, Agenda.site_id.in_(site_ids), OutsideAgenda.provider == provider.name)
        .order_by(Agenda.id.desc())
    )
    return {site_id: provider.booking_page(reference) for site_id, reference in session.execute(kept)}


def _concerned(session: Session, provider: AgendaProvider, heard: Heard) -> list[tuple[int, bool]]:
    """Our agendas that the notice names, or that keep its thing from before it went to somebody else's agenda."""
    kept = select(OutsideAgenda.agenda_id, OutsideAgenda.reference).where(OutsideAgenda.provider == provider.name)
    named = {
        agenda_id: provider.agenda_number(reference) in heard.agendas
        for agenda_id, reference in session.execute(kept.order_by(OutsideAgenda.agenda_id))
    }
    times = select(OutsideTime.key).where(OutsideTime.key.startswith(_key(provider, heard, ""), autoescape=True))
    known = set(session.scalars(times))
    return [(one, is_named) for one, is_named in named.items() if is_named or _key(provider, heard, one) in known]


def _key(provider: AgendaProvider, heard: Heard, agenda_id: int | str) -> str:
    return f"{provider.name}/{heard.key}/{agenda_id}"


def _is_news(session: Session, key: str, said_at: datetime) -> bool:
    known = session.get(OutsideNotice, key)
    if known is None:
        session.add(OutsideNotice(key=key, said_at=said_at))
        return True
    if known.said_at >= said_at:
        return False
    known.said_at = said_at
    return True


def _free(session: Session, key: str) -> None:
    time = session.get(OutsideTime, key)
    if time is not None:
        absence = time.absence
        session.delete(time)
        session.flush()
        session.delete(absence)


def _take(
    session: Session, key: str, agenda: Agenda, taken: tuple[datetime, datetime] | ClockTimes, now: datetime
) -> None:
    starts_at, ends_at = _instants(taken, agenda) if isinstance(taken, ClockTimes) else taken
    if _is_ours(session, agenda.id, starts_at, ends_at):
        return
    absence = Absence(agenda_id=agenda.id, starts_at=starts_at, ends_at=ends_at)
    session.add(OutsideTime(key=key, absence=absence))
    session.flush()
    displaced(session, [agenda.id], Interval(starts_at, ends_at), now)


def _instants(span: ClockTimes, agenda: Agenda) -> tuple[datetime, datetime]:
    zone = ZoneInfo(agenda.site.time_zone)
    return (
        datetime.combine(span.first_day, span.opens, zone),
        datetime.combine(span.last_day, span.closes, zone),
    )


def _is_ours(session: Session, agenda_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether an appointment of ours has these very times: a counsellor who copies it there displaces nobody."""
    made = Appointment
    same = exists().where(
        made.agenda_id == agenda_id,
        made.state == AppointmentState.BOOKED,
        made.starts_at == starts_at,
        made.ends_at == ends_at,
    )
    return bool(session.scalar(select(same)))
