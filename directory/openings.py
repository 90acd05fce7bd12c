"""Agendas and doors as the database knows them, turned into the values that the pure agenda and hours reckon with.

Plain rows are read here, not mapped objects: each proposal looks into a dozen agendas.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlalchemy.orm import Session

from directory import queries
from directory.agenda import ANY_TIME, Agenda, Availability, Interval, Wanted, free_slots, suits
from directory.hours import Closure, Doorway, WeeklyHours, closure_interval, is_open, next_opening, open_time
from directory.matching import Candidate, Receiver
from directory.models import HoursKind
from directory.recurrence import read_recurrence
from directory.requests import Slot
from directory.vocabulary import Times, Way

USUAL_WEEK = tuple(WeeklyHours(weekday, time(9), time(18)) for weekday in range(5))
"""When people work where the directory does not know the hours: a rule of the house."""
MINUTE = timedelta(minutes=1)


def find_receivers(
    session: Session,
    candidates: Collection[Candidate],
    now: datetime,
    times: frozenset[Times] = frozenset(),
    *,
    outside: str | None = None,
) -> list[Receiver]:
    """Each candidate with its first slots and next walk-in moment, at these times if any are named.

    ``outside`` names the tool in which people book by themselves, if there is one.
    """
    if not candidates:
        return []
    wanted = Wanted(times=times)
    ids = [candidate.site_id for candidate in candidates]
    closed = _closures(session, ids)
    agendas = _agendas(session, ids, closed, now)
    doors = _doorways(session, ids, closed, HoursKind.WALK_IN)
    elsewhere = _kept_in(session, ids, outside) if outside else set()
    return [
        Receiver(
            one,
            first_slots(agendas.get(one.site_id, ()), now, wanted),
            _walk_in(doors[one.site_id], now, times),
            one.site_id in elsewhere,
        )
        for one in candidates
    ]


def _kept_in(session: Session, site_ids: Collection[int], provider: str) -> set[int]:
    return set(session.scalars(queries.outside_sites_query(), {"sites": site_ids, "provider": provider}))


def is_structure_open(session: Session, structure_id: int, now: datetime) -> bool:
    """Whether one of its sites is open now; a structure whose hours the directory does not know is held to be open."""
    ids = session.scalars(queries.sites_query(structure_id)).all()
    doors = _doorways(session, ids, _closures(session, ids), HoursKind.OPEN).values()
    known = [door for door in doors if door.week]
    return not known or any(is_open(door, now) for door in known)


def next_at_work(session: Session, structure_id: int, now: datetime) -> datetime | None:
    """When somebody of the structure is next at work, on that site's clock: ``now`` itself when a site is open.

    Where no hours are known the usual ones of an office are assumed. ``None``: closed for a month, or no site at all.
    """
    doors = _doors_at_work(session, structure_id)
    return min((at for door in doors if (at := next_opening(door, now, margin=MINUTE))), default=None)


def work_before(session: Session, structure_id: int, now: datetime, until: datetime) -> timedelta:
    """How long the site of the structure that works most is at work between these instants."""
    doors = _doors_at_work(session, structure_id)
    return max((open_time(door, now, until) for door in doors), default=timedelta(0))


def _doors_at_work(session: Session, structure_id: int) -> list[Doorway]:
    ids = session.scalars(queries.sites_query(structure_id)).all()
    doors = _doorways(session, ids, _closures(session, ids), HoursKind.OPEN).values()
    return [door for door in doors if door.week] or [replace(door, week=USUAL_WEEK) for door in doors]


def _walk_in(door: Doorway, now: datetime, times: frozenset[Times]) -> datetime | None:
    moment = next_opening(door, now)
    return moment if moment and suits(moment, times) else None


def first_slots(agendas: Iterable[Agenda], now: datetime, wanted: Wanted = ANY_TIME) -> dict[Way, Slot]:
    """The first free slot of each way in these agendas."""
    found: dict[Way, Slot] = {}
    for agenda in agendas:
        for way in sorted({way for hours in agenda.availabilities for way in hours.ways}):
            slot = next(free_slots(agenda, way, now=now, wanted=wanted), None)
            if slot and (way not in found or slot.starts_at < found[way].starts_at):
                found[way] = slot
    return found


def read_agendas(session: Session, site_id: int, now: datetime) -> list[Agenda]:
    """The agendas of a site in which one can book, with everything that makes them busy from now on."""
    return _agendas(session, [site_id], _closures(session, [site_id]), now).get(site_id, [])


def read_unbooked_agenda(session: Session, agenda_id: int, now: datetime) -> Agenda | None:
    """One agenda as if nobody had booked in it; ``None`` when it does not book."""
    rows = session.execute(queries.agenda_query(), {"agenda": agenda_id}).all()
    if not rows:
        return None
    away = _intervals(session, queries.away_query(), [agenda_id], now)
    site_id = rows[0].site_id
    return _agenda(rows, away[agenda_id], _closures(session, [site_id])[site_id])


def _agendas(
    session: Session, site_ids: Collection[int], closed: Mapping[int, list[Closure]], now: datetime
) -> Mapping[int, list[Agenda]]:
    hours: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(queries.agendas_query(), {"sites": site_ids}):
        hours[row.id].append(row)
    busy = _intervals(session, queries.busy_query(), list(hours), now)
    found: dict[int, list[Agenda]] = defaultdict(list)
    for agenda_id, rows in hours.items():
        site_id = rows[0].site_id
        found[site_id].append(_agenda(rows, busy[agenda_id], closed.get(site_id, [])))
    return found


def _agenda(rows: Sequence[Row[Any]], busy: Iterable[Interval], closed: Iterable[Closure]) -> Agenda:
    """The agenda of these rows, one for each of its hours; a single one when it has none."""
    row = rows[0]
    zone = ZoneInfo(row.time_zone)
    return Agenda(
        id=row.id,
        zone=zone,
        commune=row.commune_code,
        minutes=row.minutes,
        notice=timedelta(minutes=row.notice_minutes),
        horizon=timedelta(days=row.horizon_days),
        availabilities=tuple(_availability(one) for one in rows if one.recurrence is not None),
        busy=(*busy, *(closure_interval(closure, zone) for closure in closed)),
    )


def _availability(row: Row[Any]) -> Availability:
    recurrence, ways = read_recurrence(row.recurrence), frozenset(map(Way, row.ways))
    return Availability(recurrence, row.first_day, row.last_day, row.opens, row.closes, ways)


def _intervals(
    session: Session, query: Any, agenda_ids: Collection[int], now: datetime
) -> Mapping[int, list[Interval]]:
    found: dict[int, list[Interval]] = defaultdict(list)
    for agenda_id, starts_at, ends_at in session.execute(query, {"agendas": agenda_ids, "now": now}):
        found[agenda_id].append(Interval(starts_at, ends_at))
    return found


def _closures(session: Session, site_ids: Collection[int]) -> Mapping[int, list[Closure]]:
    found: dict[int, list[Closure]] = defaultdict(list)
    for site_id, first_day, last_day in session.execute(queries.closures_query(), {"sites": site_ids}):
        found[site_id].append(Closure(first_day, last_day))
    return found


def _doorways(
    session: Session, site_ids: Collection[int], closed: Mapping[int, list[Closure]], kind: HoursKind
) -> Mapping[int, Doorway]:
    weeks: dict[int, list[WeeklyHours]] = defaultdict(list)
    clocks: dict[int, tuple[ZoneInfo, str | None]] = {}
    for site_id, time_zone, commune, *hours in session.execute(
        queries.doors_query(), {"sites": site_ids, "kind": kind}
    ):
        clocks[site_id] = ZoneInfo(time_zone), commune
        weeks[site_id] += [] if hours[0] is None else [WeeklyHours(*hours)]
    return {
        site_id: Doorway(*clock, tuple(weeks[site_id]), tuple(closed.get(site_id, ())))
        for site_id, clock in clocks.items()
    }
