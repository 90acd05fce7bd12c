"""The message of the day: how much waits, once on each day the structure is open, for those who chose it (PC5)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CompoundSelect, Select, func, select, union_all
from sqlalchemy.orm import Session

from directory import alerts, models
from directory.agenda import wall_instant
from directory.alerts import Reader
from directory.models import AlertPace
from directory.openings import next_at_work
from directory.referrals import ReferralState
from directory.requests import AppointmentState

KIND = "waiting_digest"
RECENT = timedelta(hours=12)  # whoever was told within these was told today
UNANSWERED = (ReferralState.SENT, ReferralState.READ)


@dataclass(frozen=True, slots=True)
class Asked:
    """A colleague who chose the digest: where they work, and at what hour they want it."""

    reader: Reader
    structure_id: int
    hour: int


def write_digests(session: Session, now: datetime) -> int:
    """Writes the digests whose hour has come, and returns how many; again on the same day, nothing more.

    The hour is on the structure's clock; one that comes before its opening waits for it, one that comes after its
    closing is brought forward to its opening. A digest tells of what waited at that moment: when nothing did, there is
    none that day.
    """
    asked = _asked(session, now)
    waited = set(session.scalars(select(_waiting(now).subquery().c.structure_id).distinct())) if asked else set()
    return sum(_write(session, one, now) for one in asked if one.structure_id in waited)


def _asked(session: Session, now: datetime) -> tuple[Asked, ...]:
    choice, message = models.AlertChoice, models.OutgoingMessage
    told = select(message.counsellor_id).where(message.kind == KIND, message.due_at > now - RECENT)
    query = alerts.readers_query().where(choice.pace == AlertPace.DIGEST, choice.counsellor_id.not_in(told))
    return tuple(Asked(alerts.reader_of(row), row.structure_id, row.hour) for row in session.execute(query))


def _write(session: Session, asked: Asked, now: datetime) -> int:
    moment = _moment(session, asked, now)
    if moment is None or moment > now:
        return 0
    waiting = _waiting(now).subquery()
    here = waiting.c.structure_id == asked.structure_id, waiting.c.since < moment
    number = session.scalar(select(func.count()).select_from(waiting).where(*here))
    if not number:
        return 0
    cause = f"digest:{moment.date().isoformat()}"
    alerts.tell(session, KIND, asked.reader, cause=cause, now=now, values={"count": str(number)})
    return 1


def _moment(session: Session, asked: Asked, now: datetime) -> datetime | None:
    """When the digest of today is due; ``None`` while the structure is closed."""
    here = next_at_work(session, asked.structure_id, now)
    if here is None or here != now or not isinstance(here.tzinfo, ZoneInfo):
        return None
    today, zone = here.date(), here.tzinfo
    at = next_at_work(session, asked.structure_id, wall_instant(today, time(asked.hour), zone))
    if at is not None and at.date() == today:
        return at
    return next_at_work(session, asked.structure_id, wall_instant(today, time.min, zone))


def _waiting(now: datetime) -> CompoundSelect[int, datetime]:
    """What waits for an answer, in which structure and since when: requests, and people to call back."""
    referral, asked = models.Referral, models.CallBack
    requests: Select[int, datetime] = (
        select(referral.structure_id, referral.created_at.label("since"))
        .join(referral.appointment)
        .where(referral.state.in_(UNANSWERED), models.Appointment.state == AppointmentState.BOOKED)
        .where(models.Appointment.starts_at > now)
    )
    calls = select(asked.structure_id, asked.asked_at.label("since")).where(asked.phone.is_not(None))
    return union_all(requests, calls)
