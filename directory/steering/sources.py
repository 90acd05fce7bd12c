"""What figures are made from, month after month: facts, each with the few fields that it may be counted by.

Each fact has one value at most for each field, so that the items of a field always add up to the total (see
:data:`NESTED` for the others). Statuses are one of them: several at once count as "several".
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory import models
from directory.deadlines import load_deadlines
from directory.models import ComplaintState
from directory.onward import SECOND_DOOR
from directory.referrals import ReferralState
from directory.requests import AppointmentState
from directory.steering.activity import delay_of
from directory.steering.complaint_rules import load_complaint_rules
from directory.working_days import PARIS, add_working_days

TOTAL = "total"
REFUSED = "refused"
DOORS = {1: "one", 2: "two"}
ANSWER_DAYS = {"under_6": 5, "under_11": 10, "under_16": 15}  # working days at most
MOST_DAYS_DUE = 150  # from a complaint to the day on which its answer is due, whatever complaints.yml says


class Fact(NamedTuple):
    """One thing that happened: where, with which structure if any, and its fields."""

    territory: str
    network: str
    structure_id: int
    fields: Mapping[str, str]
    sample: bool


Source = Callable[[Session, str, Mapping[int, str]], Iterator[Fact]]
"""The facts of a month ("2026-11"); the mapping gives the territory of each site."""


def contacts(session: Session, month: str, _sites: Mapping[int, str]) -> Iterator[Fact]:
    """Contacts with the first door, in the month when they began."""
    columns = list(models.Activity.__table__.columns)
    for row in session.execute(select(*columns).where(models.Activity.month == month)):
        fields = {
            "": TOTAL,
            "channel": row.channel.value,
            "need": row.need.value if row.need else "not_understood",
            "status": _one_status(row.statuses),
            "hour": f"{row.hour:02d}",
            "moment": row.moment.value,
            "outcome": row.outcome.value,
            "doors": DOORS.get(row.doors, "more"),
            "misunderstood": "yes" if row.misunderstood else "no",
            "travel": row.travel.value,
            "first_slot": row.first_slot.value,
        }
        yield Fact(row.territory, "", 0, fields, row.sample)


def appointments(session: Session, month: str, sites: Mapping[int, str]) -> Iterator[Fact]:
    """Appointments, in the month when they take place, with what became of the request that went with them."""
    first, last = _bounds(month)
    made, referral = models.Appointment, models.Referral
    rows = session.execute(
        select(
            made.way,
            made.need,
            made.state,
            made.booked_at,
            made.starts_at,
            referral.id.label("referral"),
            referral.state.label("standing"),
            referral.refusal_reason,
            referral.created_at,
            models.Site.id.label("site"),
            models.Site.sample,
            models.Structure.id.label("structure"),
            models.Network.key.label("network"),
            models.Onward.door,
        )
        .join(models.Agenda, made.agenda_id == models.Agenda.id)
        .join(models.Site, models.Agenda.site_id == models.Site.id)
        .join(models.Structure, models.Site.structure_id == models.Structure.id)
        .outerjoin(models.Network, models.Structure.network_id == models.Network.id)
        .outerjoin(referral, referral.appointment_id == made.id)
        .outerjoin(models.Onward, models.Onward.appointment_id == made.id)
        .where(made.starts_at >= first, made.starts_at < last)
    ).all()
    answered = _first_answers(session, first, last)
    for row in rows:
        fields = {
            "": TOTAL,
            "way": row.way.value,
            "need": row.need.value,
            "delay": delay_of(row.booked_at, row.starts_at).value,
            "end": _end(row.state, row.standing),
            "answer": _answer(row.standing, row.created_at, answered.get(row.referral)),
            "door": "second" if row.door is None else "led_on" if row.door == SECOND_DOOR else "third",
        }
        if row.standing is ReferralState.REFUSED:
            fields["refusal"] = row.refusal_reason or "other"
        yield Fact(sites[row.site], row.network or "", row.structure, fields, row.sample)


def opinions(session: Session, month: str, _sites: Mapping[int, str]) -> Iterator[Fact]:
    """Opinions of the one-minute survey."""
    said = {True: "yes", False: "no", None: "skipped"}
    for row in session.scalars(select(models.Opinion).where(models.Opinion.month == month)):
        fields = {
            "": TOTAL,
            "rating": str(row.rating),
            "understood": said[row.understood],
            "useful": said[row.useful],
        }
        yield Fact(row.territory, "", 0, fields, row.sample)


def complaints(session: Session, month: str, _sites: Mapping[int, str]) -> Iterator[Fact]:
    """Complaints, in the month when their first answer is due: by then, nothing can change whether it came in time."""
    first, last = _bounds(month)
    table, rules = models.Complaint, load_complaint_rules()
    since = first - timedelta(days=MOST_DAYS_DUE)
    rows = session.scalars(
        select(table).where(table.received_at >= since, table.received_at < last).options(selectinload(table.steps))
    )
    for row in rows:
        received = row.received_at.astimezone(PARIS).date()
        due = add_working_days(received, rules.answer_days)
        if f"{due:%Y-%m}" == month:
            steps = {step.state: step.at.astimezone(PARIS).date() for step in reversed(row.steps)}  # the first stays
            taken, answered = steps.get(ComplaintState.ACKNOWLEDGED), steps.get(ComplaintState.ANSWERED)
            fields = {
                "": TOTAL,
                "answer": _in_time(answered, due),
                "acknowledged": _in_time(taken or answered, add_working_days(received, rules.acknowledge_days)),
                "delay": _delay(received, answered),
            }
            yield Fact(row.territory, "", 0, fields, row.sample)


SOURCES: Mapping[str, Source] = {
    "contacts": contacts,
    "appointments": appointments,
    "opinions": opinions,
    "complaints": complaints,
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "contacts": (
        "", "channel", "need", "status", "hour", "moment", "outcome", "doors", "misunderstood", "travel", "first_slot",
    ),
    "appointments": ("", "way", "need", "delay", "end", "answer", "door", "refusal"),
    "opinions": ("", "rating", "understood", "useful"),
    "complaints": ("", "answer", "acknowledged", "delay"),
}  # fmt: skip
"""The fields of each source; the empty one is everything."""

NESTED: Mapping[str, tuple[str, str]] = {"refusal": ("end", REFUSED)}
"""Fields that only some facts have, those of one item of another field: they add up to that item, not to everything."""


def _in_time(done: date | None, due: date) -> str:
    return "waiting" if done is None else "in_time" if done <= due else "late"


def _delay(received: date, answered: date | None) -> str:
    if answered is None:
        return "waiting"
    return next((code for code, most in ANSWER_DAYS.items() if answered <= add_working_days(received, most)), "over")


RARE = frozenset({"door"})
"""Fields of which one item is rare: told for whole years and all networks together, or it would hide the others."""


def _one_status(statuses: str) -> str:
    return "several" if "+" in statuses else statuses or "not_said"


def _bounds(month: str) -> tuple[datetime, datetime]:
    first = date.fromisoformat(f"{month}-01")
    after = (first + timedelta(days=32)).replace(day=1)
    start, end = (datetime(day.year, day.month, 1, tzinfo=PARIS).astimezone(UTC) for day in (first, after))
    return start, end


ANSWERS = (ReferralState.ACCEPTED, ReferralState.REFUSED, ReferralState.MET)


def _first_answers(session: Session, first: datetime, last: datetime) -> dict[int, datetime]:
    """When each referral of these appointments was first answered."""
    step, referral, made = models.ReferralStep, models.Referral, models.Appointment
    rows = session.execute(
        select(step.referral_id, step.at)
        .join(referral, step.referral_id == referral.id)
        .join(made, referral.appointment_id == made.id)
        .where(made.starts_at >= first, made.starts_at < last, step.state.in_(ANSWERS))
        .order_by(step.at.desc())
    )
    return {row.referral_id: row.at for row in rows}  # the earliest comes last and stays


def _answer(standing: ReferralState | None, asked: datetime, answered: datetime | None) -> str:
    if standing is None:
        return "not_sent"
    if answered is None:
        return "withdrawn" if standing is ReferralState.WITHDRAWN else "unanswered"
    in_time = answered - asked <= timedelta(days=load_deadlines().unanswered_days[0])
    return "in_time" if in_time else "late"


def _end(state: AppointmentState, standing: ReferralState | None) -> str:
    if standing is ReferralState.REFUSED:
        return REFUSED
    return "not_told" if state is AppointmentState.BOOKED else state.value
