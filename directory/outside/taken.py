"""Time taken in another tool, kept as absences of our agendas so that nobody is given it twice."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.agenda import Interval, wall_instant
from directory.booking import locked_agenda
from directory.closures import displaced
from directory.models import Absence, Agenda, Appointment, OutsideAgenda, OutsideNotice, OutsideRule, OutsideTime
from directory.outside.provider import AgendaProvider, ClockTimes, Heard
from directory.recurrence import Recurrence, read_recurrence
from directory.requests import AppointmentState, Proposal

EACH = "@"  # between the key of a thing that comes back and the day of one of its times
IN_SIGHT = timedelta(days=366)  # as far as any agenda can be booked, and a day for the clocks of the world
AT_A_TIME = timedelta(days=30)
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
    rules = select(OutsideRule.key).where(OutsideRule.key.startswith(_key(provider, heard, ""), autoescape=True))
    known = {*session.scalars(times), *session.scalars(rules)}
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
    session.execute(delete(OutsideRule).where(OutsideRule.key == key))
    each = OutsideTime.key.startswith(f"{key}{EACH}", autoescape=True)
    for time in session.scalars(select(OutsideTime).where((OutsideTime.key == key) | each)).all():
        absence = time.absence
        session.delete(time)
        session.flush()
        session.delete(absence)


def _take(
    session: Session, key: str, agenda: Agenda, taken: tuple[datetime, datetime] | ClockTimes, now: datetime
) -> None:
    if not isinstance(taken, ClockTimes):
        _keep(session, agenda, {key: Interval(*taken)}, now)
    elif taken.every is None:
        _keep(session, agenda, {key: _interval(taken, agenda)}, now)
    else:
        _keep_coming(session, _new_rule(session, key, agenda, taken, taken.every), now)


def _keep(session: Session, agenda: Agenda, times: Mapping[str, Interval], now: datetime) -> None:
    """These times as absences; those of ours that they meet are displaced, but one with the very same times is a copy
    that a counsellor made there, and displaces nobody."""
    booked = _booked(session, agenda, now)
    kept = {key: time for key, time in times.items() if time not in booked}
    for key, time in kept.items():
        absence = Absence(agenda_id=agenda.id, starts_at=time.starts_at, ends_at=time.ends_at)
        session.add(OutsideTime(key=key, absence=absence))
    session.flush()
    for time in kept.values():
        if any(time.meets(one) for one in booked):
            displaced(session, [agenda.id], time, now)


def _booked(session: Session, agenda: Agenda, now: datetime) -> set[Interval]:
    made = Appointment
    coming = select(made.starts_at, made.ends_at).where(
        made.agenda_id == agenda.id, made.state == AppointmentState.BOOKED, made.ends_at > now
    )
    return {Interval(starts_at, ends_at) for starts_at, ends_at in session.execute(coming)}


def _new_rule(session: Session, key: str, agenda: Agenda, span: ClockTimes, every: Recurrence) -> OutsideRule:
    rule = OutsideRule(
        key=key,
        agenda_id=agenda.id,
        rule=every.rule,
        first_day=span.first_day,
        opens=span.opens,
        last_day=span.last_day,
        closes=span.closes,
        until=span.until,
        kept_until=span.first_day - timedelta(days=1),
    )
    session.add(rule)
    session.flush()
    return rule


def keep_coming(session: Session, now: datetime) -> None:
    """Keeps the times of recurrences that have come within sight since the last time; twice changes nothing."""
    row, near = OutsideRule, now.date() + IN_SIGHT
    short = select(row).where(row.kept_until < near, (row.until.is_(None)) | (row.kept_until < row.until))
    for rule in session.scalars(short.order_by(row.agenda_id)).all():
        _keep_coming(session, rule, now)


def _keep_coming(session: Session, rule: OutsideRule, now: datetime) -> None:
    agenda = locked_agenda(session, rule.agenda_id)
    length, today = rule.last_day - rule.first_day, now.date()
    last = min(rule.until or date.max, today + IN_SIGHT + AT_A_TIME)
    first = max(rule.kept_until + timedelta(days=1), today - length - timedelta(days=1))
    days = read_recurrence(rule.rule).days(rule.first_day, first, last)
    spans = {day: ClockTimes(day, rule.opens, day + length, rule.closes) for day in days}
    _keep(session, agenda, {f"{rule.key}{EACH}{day}": _interval(span, agenda) for day, span in spans.items()}, now)
    rule.kept_until = last


def _interval(span: ClockTimes, agenda: Agenda) -> Interval:
    zone = ZoneInfo(agenda.site.time_zone)
    return Interval(wall_instant(span.first_day, span.opens, zone), wall_instant(span.last_day, span.closes, zone))
