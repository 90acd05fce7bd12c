"""A year that never was, likely all the same: to show, to measure and to test on. Every row is marked as a sample."""

import random
import uuid
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from directory import models
from directory.models import ComplaintState, ContactChannel, ContactOutcome, FirstSlot, Travel
from directory.referrals import ReferralState, RefusalReason
from directory.requests import AppointmentState
from directory.retention import ERASED
from directory.service import Directory
from directory.steering.activity import moment_of
from directory.steering.complaints import load_complaint_rules
from directory.steering.opinions import DRAWN_BITS, PARIS
from directory.steering.territories import Territories, read_territories
from directory.steering.working_days import add_working_days, is_working_day
from directory.vocabulary import Need, Status, Way

MONTHS = (11, 9, 9, 8, 8, 8, 5, 3, 13, 11, 9, 6)  # of a hundred contacts; people look for their way in September
BY_HOUR = (1, 1, 0, 0, 0, 1, 2, 4, 7, 10, 11, 10, 8, 8, 10, 10, 9, 8, 8, 7, 7, 6, 4, 2)
HOURS: Mapping[int, int] = dict(enumerate(BY_HOUR))
NEEDS: Mapping[Need | None, int] = {
    Need.FORMATION: 16, Need.RECONVERSION: 13, Need.FINANCEMENT: 11, Need.EMPLOI: 10, Need.VAE: 6, Need.METIER: 6,
    Need.ALTERNANCE: 6, Need.SCOLAIRE: 5, Need.CEP: 4, Need.BILAN: 4, Need.CREATION: 4, Need.JEUNES: 3,
    Need.DECROCHAGE: 3, Need.RDV_GESTION: 3, Need.HANDICAP: 2, Need.TRAVAIL: 2, Need.LANGUE: 2, Need.INTERNATIONAL: 2,
    Need.DIPLOME_ETRANGER: 1, Need.RECLAMATION: 1, Need.DETRESSE: 1, None: 7,
}  # fmt: skip
STATUSES: Mapping[str, int] = {
    Status.SALARIE.value: 27, Status.DEMANDEUR_EMPLOI.value: 24, "": 14, Status.LYCEEN.value: 7,
    Status.ETUDIANT.value: 6, Status.SORTI_16_25.value: 6, Status.INDEPENDANT.value: 4, Status.CADRE.value: 3,
    Status.AGENT_PUBLIC.value: 3, Status.PARENT.value: 3, Status.RETRAITE.value: 1, "cadre+demandeur_emploi": 2,
}  # fmt: skip
OUTCOMES = {
    ContactOutcome.INFORMATION: 50, ContactOutcome.APPOINTMENT: 22, ContactOutcome.HUMAN: 9,
    ContactOutcome.DECLINED: 6, ContactOutcome.EMERGENCY: 1, ContactOutcome.LOST: 12,
}  # fmt: skip
CHANNELS = {ContactChannel.WEB: 66, ContactChannel.PHONE: 31, ContactChannel.DESK: 3}
TRAVELS = {
    Travel.UNDER_5: 40,
    Travel.UNDER_10: 22,
    Travel.UNDER_20: 15,
    Travel.UNDER_50: 5,
    Travel.BEYOND: 1,
    Travel.REMOTE: 17,
}
FIRST_SLOTS = {
    FirstSlot.UNDER_3: 24,
    FirstSlot.UNDER_8: 45,
    FirstSlot.UNDER_15: 22,
    FirstSlot.UNDER_31: 7,
    FirstSlot.BEYOND: 2,
}
RATINGS = {5: 46, 4: 33, 3: 12, 2: 5, 1: 4}
YES_NO: Mapping[bool | None, int] = {True: 84, False: 8, None: 8}
WAYS = {Way.ON_SITE: 68, Way.PHONE: 22, Way.VIDEO: 10}
ENDS = {
    AppointmentState.MET: 74,
    AppointmentState.NO_SHOW: 10,
    AppointmentState.CANCELLED: 9,
    AppointmentState.BOOKED: 7,
}
REFUSALS = {
    RefusalReason.FULL: 4,
    RefusalReason.NOT_OUR_PUBLIC: 3,
    RefusalReason.OUTSIDE_AREA: 1,
    RefusalReason.OTHER: 1,
}
NOT_TOLD_OF_A_PLACE = frozenset({ContactOutcome.LOST, ContactOutcome.EMERGENCY})
OPINIONS, COMPLAINTS = 0.06, 0.0016  # of contacts
SLOTS_A_DAY = (time(9), time(10), time(11), time(14), time(15), time(16))


@dataclass(frozen=True, slots=True)
class Generated:
    """How many of each were made."""

    contacts: int
    appointments: int
    opinions: int
    complaints: int


def generate(directory: Directory, *, year: int, contacts: int, seed: int, regions: Sequence[str]) -> Generated:
    """Fills an empty directory, its region packs loaded, with a year of these regions; the same seed, the same year."""
    draw = random.Random(seed)  # noqa: S311 - nothing of this is secret
    territories = read_territories(directory)
    people = appointments = opinions = 0
    with directory.writing() as session:
        agendas = _agendas(session, territories)
        weights = _weights(territories, regions, agendas, draw)
        for month, share in enumerate(MONTHS, 1):
            rows = list(_contacts(draw, year, month, contacts * share // sum(MONTHS), weights))
            _add(session, models.Activity, rows)
            booked = [row for row in rows if row["outcome"] is ContactOutcome.APPOINTMENT]
            people += len(rows)
            appointments += _book(session, draw, year, month, booked, agendas)
            opinions += _give_opinions(session, draw, rows)
        complaints = _complain(session, draw, year, int(contacts * COMPLAINTS), weights)
    return Generated(people, appointments, opinions, complaints)


def _add(session: Session, table: type[models.Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _pick(draw: random.Random, weights: Mapping[Any, int], number: int) -> list[Any]:
    return draw.choices(list(weights), list(weights.values()), k=number)


def _weights(
    territories: Territories, regions: Sequence[str], agendas: Container[str], draw: random.Random
) -> Mapping[str, int]:
    """How many people come from each territory, small and large ones."""
    nodes = [leaf for region in regions for leaf in territories.within(f"region:{region}") if leaf in agendas]
    return {leaf: draw.randint(4, 40) for leaf in nodes}


def _contacts(
    draw: random.Random, year: int, month: int, number: int, weights: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    days = [day for day in days if day.month == month]
    picked = zip(
        draw.choices(days, [3 if day.weekday() < 5 else 1 for day in days], k=number),
        _pick(draw, HOURS, number),
        _pick(draw, CHANNELS, number),
        _pick(draw, weights, number),
        _pick(draw, NEEDS, number),
        _pick(draw, STATUSES, number),
        _pick(draw, OUTCOMES, number),
        _pick(draw, TRAVELS, number),
        _pick(draw, FIRST_SLOTS, number),
        strict=True,
    )
    for day, hour, channel, where, need, statuses, outcome, travel, slot in picked:
        shown = outcome not in NOT_TOLD_OF_A_PLACE and need is not None
        yield {
            "id": draw.getrandbits(DRAWN_BITS),
            "month": f"{year}-{month:02d}",
            "hour": hour,
            "moment": moment_of(datetime.combine(day, time(hour), PARIS)),
            "channel": channel,
            "territory": where,
            "need": need,
            "statuses": statuses,
            "outcome": outcome,
            "doors": 3
            if draw.random() < 0.006
            else 1 + (outcome in {ContactOutcome.APPOINTMENT, ContactOutcome.HUMAN}),
            "misunderstood": draw.choices((0, 1, 2, 3), (84, 11, 4, 1))[0] if need else 2,
            "travel": travel if shown else Travel.NOT_SAID,
            "first_slot": slot if shown and travel is not Travel.REMOTE else FirstSlot.NONE,
            "sample": True,
        }


# --- appointments -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Room:
    """An agenda where somebody is met."""

    agenda: int
    structure: int


def _agendas(session: Session, territories: Territories) -> Mapping[str, list[_Room]]:
    query = (
        select(models.Agenda.id, models.Site.id, models.Site.structure_id).join(models.Site).order_by(models.Agenda.id)
    )
    found: dict[str, list[_Room]] = defaultdict(list)
    for agenda, site, structure in session.execute(query):
        found[territories.sites[site]].append(_Room(agenda, structure))
    return found


def _book(
    session: Session,
    draw: random.Random,
    year: int,
    month: int,
    contacts: Sequence[Mapping[str, Any]],
    agendas: Mapping[str, Sequence[_Room]],
) -> int:
    """The appointments that these contacts led to, in the same month, never two at once with the same person."""
    free = {where: iter(_moments(draw, year, month, rooms)) for where, rooms in agendas.items()}
    taken = list(_taken(contacts, free))
    first = (session.scalar(select(func.max(models.Appointment.id))) or 0) + 1
    rows = [_Booking(first + n, need, room, start, draw) for n, (need, room, start) in enumerate(taken)]
    taking = [row for row in rows if row.end is not AppointmentState.CANCELLED]
    _add(session, models.TakenTime, [row.time() for row in taking])
    _add(session, models.Appointment, [row.appointment() for row in rows])
    _add(session, models.Consent, [row.consent() for row in rows])
    _add(session, models.Referral, [row.referral() for row in rows])
    _add(session, models.ReferralStep, [step for row in rows for step in row.steps()])
    return len(rows)


def _moments(draw: random.Random, year: int, month: int, rooms: Sequence[_Room]) -> Iterator[tuple[_Room, datetime]]:
    """Every moment of the month in each room, in disorder."""
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    moments = [
        (room, datetime.combine(day, hour, PARIS).astimezone(UTC))
        for room in rooms
        for day in days
        if day.month == month and is_working_day(day)
        for hour in SLOTS_A_DAY
    ]
    draw.shuffle(moments)
    return iter(moments)


def _taken(
    contacts: Sequence[Mapping[str, Any]], free: Mapping[str, Iterator[tuple[_Room, datetime]]]
) -> Iterator[tuple[Need, _Room, datetime]]:
    for contact in contacts:
        found = next(free[contact["territory"]], None)
        if found:
            yield contact["need"] or Need.RDV, *found


class _Booking:
    """One appointment with the referral that goes with it, as rows."""

    def __init__(self, number: int, need: Need, room: _Room, start: datetime, draw: random.Random) -> None:
        self.number, self.need, self.room, self.start = number, need, room, start
        self.booked = start - timedelta(
            days=draw.choices((1, 4, 9, 20, 40), (15, 40, 28, 13, 4))[0], hours=draw.randint(0, 9)
        )
        self.way: Way = _pick(draw, WAYS, 1)[0]
        self.end: AppointmentState = _pick(draw, ENDS, 1)[0]
        self.refused: RefusalReason | None = _pick(draw, REFUSALS, 1)[0] if draw.random() < 0.04 else None
        self.answered = self.booked + timedelta(hours=draw.choices((5, 30, 60, 110), (45, 32, 14, 9))[0])
        if self.refused:
            self.end = AppointmentState.CANCELLED
        self.uid = str(uuid.UUID(int=draw.getrandbits(128), version=4))

    def time(self) -> dict[str, Any]:
        return {"id": self.number, "agenda_id": self.room.agenda, "starts_at": self.start, "ends_at": self._ends}

    def appointment(self) -> dict[str, Any]:
        return {
            "id": self.number,
            "uid": self.uid,
            "code": ERASED + self.uid,
            "salt": b"",
            "holder": "",
            "agenda_id": self.room.agenda,
            "taken_time_id": None if self.end is AppointmentState.CANCELLED else self.number,
            "starts_at": self.start,
            "ends_at": self._ends,
            "way": self.way,
            "need": self.need,
            "state": self.end,
            "sequence": 0,
            "booked_at": self.booked,
            "changed_at": self.start,
        }

    def consent(self) -> dict[str, Any]:
        return {
            "id": self.number,
            "appointment_id": self.number,
            "structure_id": self.room.structure,
            "purpose": models.ConsentPurpose.SUMMARY,
            "version": "exemple",
            "given_at": self.booked,
        }

    def referral(self) -> dict[str, Any]:
        return {
            "id": self.number,
            "appointment_id": self.number,
            "structure_id": self.room.structure,
            "consent_id": self.number,
            "state": self._standing,
            "refusal_reason": self.refused.value if self.refused else None,
            "created_at": self.booked,
            "changed_at": self.start,
        }

    def steps(self) -> Iterator[dict[str, Any]]:
        yield self._step(ReferralState.SENT, self.booked)
        if self.refused or self.end in {AppointmentState.MET, AppointmentState.NO_SHOW}:
            yield self._step(ReferralState.REFUSED if self.refused else ReferralState.ACCEPTED, self.answered)
        if self.end in {AppointmentState.MET, AppointmentState.NO_SHOW}:
            yield self._step(self._standing, self._ends)

    @property
    def _ends(self) -> datetime:
        return self.start + timedelta(minutes=45)

    @property
    def _standing(self) -> ReferralState:
        if self.refused:
            return ReferralState.REFUSED
        return {
            AppointmentState.MET: ReferralState.MET,
            AppointmentState.NO_SHOW: ReferralState.NO_SHOW,
            AppointmentState.CANCELLED: ReferralState.WITHDRAWN,
            AppointmentState.BOOKED: ReferralState.EXPIRED,
        }[self.end]

    def _step(self, state: ReferralState, at: datetime) -> dict[str, Any]:
        return {"referral_id": self.number, "state": state, "at": at}


# --- opinions and complaints --------------------------------------------------------------------------------------


def _give_opinions(session: Session, draw: random.Random, contacts: Sequence[Mapping[str, Any]]) -> int:
    given = [contact for contact in contacts if draw.random() < OPINIONS]
    rows = [
        {
            "id": draw.getrandbits(DRAWN_BITS),
            "month": contact["month"],
            "channel": contact["channel"],
            "territory": contact["territory"],
            "rating": _pick(draw, RATINGS, 1)[0],
            "understood": _pick(draw, YES_NO, 1)[0],
            "useful": _pick(draw, YES_NO, 1)[0],
            "sample": True,
        }
        for contact in given
    ]
    _add(session, models.Opinion, rows)
    return len(rows)


def _complain(session: Session, draw: random.Random, year: int, number: int, weights: Mapping[str, int]) -> int:
    rules = load_complaint_rules()
    rows = []
    for where in _pick(draw, weights, number):
        day = date(year, 1, 1) + timedelta(days=draw.randrange(365))
        due = add_working_days(day, rules.answer_days)
        answered = due + timedelta(days=draw.choices((-9, -4, 6), (60, 33, 7))[0])
        rows.append(
            {
                "reference": f"{draw.getrandbits(256):064x}",
                "territory": where,
                "words": "",
                "state": ComplaintState.ANSWERED,
                "received_at": datetime.combine(day, time(12), PARIS),
                "due_on": due,
                "answered_at": datetime.combine(answered, time(12), PARIS),
                "sample": True,
            }
        )
    _add(session, models.Complaint, rows)
    return len(rows)
