"""When the structure receives: hours that can be booked, absences, closures, as pages show and change them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from directory import cards, closures, models
from directory.agenda import wall_instant
from directory.closures import Displaced
from directory.desk.cards import note
from directory.desk.forms import Refused
from directory.desk.queries import absences_query, agenda_query, agendas_query, closures_query, owned_query
from directory.desk.scope import Member
from directory.desk.words import load_words
from directory.recurrence import read_recurrence
from directory.vocabulary import Way

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_CLOSURE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours that come back: on which days (Monday is 0), every how many weeks."""

    id: int
    days: tuple[int, ...]
    weeks: int
    opens: time
    closes: time
    ways: tuple[Way, ...]
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class AgendaCard:
    """An agenda with its hours and the absences to come (their number, start and end on the site's clock)."""

    id: int
    name: str
    site: str
    minutes: int
    openings: tuple[Opening, ...]
    absences: tuple[tuple[int, datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class SiteCard:
    """A site with the days it is closed, from today on."""

    id: int
    name: str
    closures: tuple[models.Closure, ...]


@dataclass(frozen=True, slots=True)
class NewOpening:
    """Hours to add, as they were asked for."""

    agenda_id: int
    days: tuple[int, ...]
    weeks: int
    opens: time
    closes: time
    ways: tuple[Way, ...]
    first_day: date
    last_day: date | None


def agendas(session: Session, now: datetime) -> tuple[AgendaCard, ...]:
    """The structure's agendas."""
    return tuple(_agenda(session, row, now) for row in session.scalars(agendas_query()))


def sites(session: Session, today: date) -> tuple[SiteCard, ...]:
    """The structure's sites."""
    found: dict[int, SiteCard] = {}
    for row in session.scalars(agendas_query()):
        coming = tuple(session.scalars(closures_query(row.site_id, today)))
        found.setdefault(row.site_id, SiteCard(row.site_id, row.site.name, coming))
    return tuple(found.values())


def names(cards: tuple[AgendaCard, ...]) -> dict[int, str]:
    """Each agenda as lists show it, by its number."""
    return {one.id: load_words().say("meeting.where", site=one.site, agenda=one.name) for one in cards}


def agenda_of(session: Session, agenda_id: int) -> models.Agenda:
    """The structure's agenda of this number; :class:`Refused` when it has none."""
    agenda = session.scalar(agenda_query(agenda_id))
    if agenda is None:
        raise Refused(agenda_id=load_words().say("hours.problem.agenda"))
    return agenda


def add_opening(session: Session, asked: NewOpening) -> None:
    """Adds hours; :class:`Refused` says what to change."""
    agenda = agenda_of(session, asked.agenda_id)
    if asked.closes <= asked.opens:
        raise Refused(closes=load_words().say("hours.problem.order"))
    if asked.last_day is not None and asked.last_day < asked.first_day:
        raise Refused(last=load_words().say("hours.problem.days_order"))
    rule = f"FREQ=WEEKLY;INTERVAL={asked.weeks};BYDAY={','.join(DAYS[day] for day in sorted(asked.days))}"
    made = models.Availability(
        agenda_id=asked.agenda_id,
        recurrence=rule,
        first_day=asked.first_day,
        last_day=asked.last_day,
        opens=asked.opens,
        closes=asked.closes,
        ways=[way.value for way in asked.ways],
    )
    session.add(made)
    agenda.kept_at_desk = True


def be_absent(
    session: Session, agenda_id: int, first: datetime, last: datetime, now: datetime
) -> tuple[Displaced, ...]:
    """Nobody is received between these hours of the site's clock; the appointments that have to move.

    :class:`Refused` when the agenda is not the structure's, or the hours are not in order or past.
    """
    agenda = agenda_of(session, agenda_id)
    zone = ZoneInfo(agenda.site.time_zone)
    starts_at, ends_at = (wall_instant(at.date(), at.time(), zone) for at in (first, last))
    if last.date() < first.date():
        raise Refused(last=load_words().say("hours.problem.days_order"))
    if ends_at <= starts_at:
        raise Refused(closes=load_words().say("hours.problem.order"))
    if ends_at <= now:
        raise Refused(last=load_words().say("hours.problem.past"))
    return closures.be_absent(session, agenda_id, starts_at, ends_at, now=now)


def close(
    session: Session, site_id: int, first: date, last: date, label: str, now: datetime, by: Member
) -> tuple[Displaced, ...]:
    """The site receives nobody on these days; the appointments that have to move. :class:`Refused`.

    It counts at once, without the coordination: nobody should come to a closed door meanwhile. The history tells.
    """
    if session.scalar(owned_query(models.Site, site_id)) is None:
        raise Refused(site_id=load_words().say("hours.problem.site"))
    if last < first or last < now.date():
        raise Refused(last=load_words().say("hours.problem.days_order" if last < first else "hours.problem.past"))
    if last - first > LONGEST_CLOSURE:
        raise Refused(last=load_words().say("hours.problem.long"))
    note(session, cards.CLOSED, "", f"{first}/{last}", by=by, now=now, site_id=site_id)
    return closures.close(session, site_id, first, last, label.strip()[:200], now=now)


def reopen(session: Session, closure_id: int, now: datetime, by: Member) -> bool:
    """Takes a closure away; whether the structure had it."""
    row = session.scalar(owned_query(models.Closure, closure_id))
    if row is None:
        return False
    note(session, cards.CLOSED, f"{row.first_day}/{row.last_day}", "", by=by, now=now, site_id=row.site_id)
    session.delete(row)
    return True


def end_opening(session: Session, opening_id: int) -> bool:
    """Takes hours that could be booked away; whether the structure had them."""
    row = session.scalar(owned_query(models.Availability, opening_id))
    agenda = session.scalar(agenda_query(row.agenda_id)) if row is not None else None
    if agenda is None:
        return False
    agenda.kept_at_desk = True
    session.delete(row)
    return True


def remove(session: Session, table: type[models.Base], row_id: int) -> bool:
    """Takes an absence or a calendar away; whether the structure had it."""
    row = session.scalar(owned_query(table, row_id))
    if row is None:
        return False
    session.delete(row)
    return True


def _agenda(session: Session, row: models.Agenda, now: datetime) -> AgendaCard:
    zone = ZoneInfo(row.site.time_zone)
    absences = tuple(
        (one.id, one.starts_at.astimezone(zone), one.ends_at.astimezone(zone))
        for one in session.scalars(absences_query(row.id, now))
    )
    openings = tuple(map(_opening, row.availabilities))
    return AgendaCard(row.id, row.name, row.site.name, row.minutes, openings, absences)


def _opening(row: models.Availability) -> Opening:
    rule = read_recurrence(row.recurrence)
    days = tuple(sorted(rule.weekdays)) if rule.weekdays is not None else ()
    ways = tuple(map(Way, row.ways))
    return Opening(row.id, days, rule.interval, row.opens, row.closes, ways, row.first_day, row.last_day)
