"""The appointments that contacts of a sample year led to, each in a free moment of a room of the territory."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import models
from directory.requests import AppointmentState
from directory.steering.sample.bookings import Booking, Room
from directory.steering.sample.contacts import days_of
from directory.steering.sample.proportions import SLOTS_A_DAY, THIRD_DOORS
from directory.steering.sample.rows import add
from directory.steering.territories import Territories
from directory.vocabulary import Need
from directory.working_days import PARIS, is_working_day


def agendas_of(session: Session, territories: Territories) -> Mapping[str, list[Room]]:
    """The rooms of each territory."""
    query = (
        select(models.Agenda.id, models.Site.id, models.Site.structure_id).join(models.Site).order_by(models.Agenda.id)
    )
    found: dict[str, list[Room]] = defaultdict(list)
    for agenda, site, structure in session.execute(query):
        found[territories.sites[site]].append(Room(agenda, structure))
    return found


def book(
    session: Session,
    draw: random.Random,
    year: int,
    month: int,
    contacts: Sequence[Mapping[str, Any]],
    agendas: Mapping[str, Sequence[Room]],
) -> int:
    """The appointments that these contacts led to, in the same month, never two at once with the same person."""
    free = {where: iter(_moments(draw, year, month, rooms)) for where, rooms in agendas.items()}
    taken = list(_taken(contacts, free))
    first = (session.scalar(select(func.max(models.Appointment.id))) or 0) + 1
    rows = [Booking(first + n, need, room, start, draw) for n, (need, room, start) in enumerate(taken)]
    taking = [row for row in rows if row.end is not AppointmentState.CANCELLED]
    add(session, models.TakenTime, [row.time() for row in taking])
    add(session, models.Appointment, [row.appointment() for row in rows])
    add(session, models.Consent, [row.consent() for row in rows])
    add(session, models.Referral, [row.referral() for row in rows])
    add(session, models.ReferralStep, [step for row in rows for step in row.steps()])
    add(session, models.Onward, list(_led_on(draw, rows)))
    return len(rows)


def _moments(draw: random.Random, year: int, month: int, rooms: Sequence[Room]) -> Iterator[tuple[Room, datetime]]:
    """Every moment of the month in each room, in disorder."""
    moments = [
        (room, datetime.combine(day, hour, PARIS).astimezone(UTC))
        for room in rooms
        for day in days_of(year, month)
        if is_working_day(day)
        for hour in SLOTS_A_DAY
    ]
    draw.shuffle(moments)
    return iter(moments)


def _led_on(draw: random.Random, rows: Sequence[Booking]) -> Iterator[dict[str, Any]]:
    """Who was refused is led on to the next appointment; a few who were received are too, by a third door."""
    for row, following in pairwise(rows):
        met = row.end is AppointmentState.MET
        third = met and draw.random() < THIRD_DOORS
        if row.refused or third:
            yield following.after(row, third=third)


def _taken(
    contacts: Sequence[Mapping[str, Any]], free: Mapping[str, Iterator[tuple[Room, datetime]]]
) -> Iterator[tuple[Need, Room, datetime]]:
    for contact in contacts:
        found = next(free[contact["territory"]], None)
        if found:
            yield contact["need"] or Need.RDV, *found
