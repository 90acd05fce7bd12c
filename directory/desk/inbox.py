"""What waits for the structure, by what it asks and by age; and what is over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy.orm import Session

from directory import call_backs
from directory.desk.meetings import Meeting, meeting
from directory.desk.queries import closed_query, version_queries, waiting_query
from directory.referrals import ReferralState
from directory.vocabulary import Need, Way

MOST = 300  # of the waiting ones, soonest appointment first; beyond, the page says so
MOST_CLOSED = 100
READ_AT_A_GLANCE = 6  # so few need no filter
CLOSED_SINCE = timedelta(days=60)
NEAR = timedelta(hours=24)
LATE_AFTER = timedelta(hours=48)  # a rule of the house: a request waits two days at most for its answer


class Tray(StrEnum):
    """What a case asks for."""

    TO_READ = "to_read"
    TO_ANSWER = "to_answer"
    TO_CLOSE = "to_close"
    COMING = "coming"


UNANSWERED = (Tray.TO_READ, Tray.TO_ANSWER)


def tray_of(case: Meeting, now: datetime) -> Tray:
    """Where a waiting case lies: one that is past only asks for its outcome."""
    if case.ends_at <= now:
        return Tray.TO_CLOSE
    by_state = {ReferralState.SENT: Tray.TO_READ, ReferralState.READ: Tray.TO_ANSWER}
    return by_state.get(case.referral, Tray.COMING) if case.referral else Tray.COMING


def is_near(case: Meeting, now: datetime) -> bool:
    """Whether the person comes within a day, and still has no answer."""
    return tray_of(case, now) in UNANSWERED and case.starts_at - now <= NEAR


def is_late(case: Meeting, now: datetime) -> bool:
    """Whether the person has waited too long for an answer."""
    return tray_of(case, now) in UNANSWERED and now - case.asked_at >= LATE_AFTER


def sorted_trays(cases: Iterable[Meeting], now: datetime) -> Mapping[Tray, tuple[Meeting, ...]]:
    """The cases in their trays: what waits for an answer by age, the rest by time of appointment."""
    trays: dict[Tray, list[Meeting]] = {tray: [] for tray in Tray}
    for case in cases:
        trays[tray_of(case, now)].append(case)
    for tray, inside in trays.items():
        inside.sort(key=lambda case: case.asked_at if tray in UNANSWERED else case.starts_at)
    return {tray: tuple(inside) for tray, inside in trays.items()}


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show of the inbox; nothing chosen shows all of it."""

    tray: Tray | None = None
    way: Way | None = None
    site: str = ""

    def __bool__(self) -> bool:
        return bool(self.tray or self.way or self.site)

    def accepts(self, case: Meeting, now: datetime) -> bool:
        """Whether this case is shown."""
        right_tray = self.tray is None or tray_of(case, now) is self.tray
        return right_tray and self.way in (None, case.way) and self.site in ("", case.site)


def read_filter(tray: str, way: str, site: str) -> Filter:
    """The filter of these codes; what is no code chooses nothing."""
    known = tray in {one.value for one in Tray}, way in {one.value for one in Way}
    return Filter(Tray(tray) if known[0] else None, Way(way) if known[1] else None, site[:200])


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody who waits to be called back."""

    id: int
    phone: str
    need: Need | None
    asked_at: datetime


def to_call(session: Session) -> tuple[ToCall, ...]:
    """Those who wait to be called back, the first to ask first."""
    rows = session.scalars(call_backs.waiting_query())
    return tuple(ToCall(row.id, row.phone or "", row.need, row.asked_at) for row in rows)


def version(session: Session) -> str:
    """A short word that changes whenever the inbox may have."""
    values = [tuple(session.execute(query).one()) for query in version_queries()]
    return sha256(repr(values).encode()).hexdigest()[:16]


def waiting(session: Session, now: datetime) -> tuple[Meeting, ...]:
    """The structure's waiting cases, at most :data:`MOST`."""
    return tuple(map(meeting, session.scalars(waiting_query(now, MOST))))


def following(session: Session, uid: str, now: datetime) -> Meeting | None:
    """The next case that asks something of the structure, once this one is dealt with: in the order of the inbox."""
    trays = sorted_trays(waiting(session, now), now)
    asking = (case for tray in (*UNANSWERED, Tray.TO_CLOSE) for case in trays[tray])
    return next((case for case in asking if case.uid != uid), None)


def closed(session: Session, now: datetime) -> tuple[Meeting, ...]:
    """The structure's last closed cases, the latest first."""
    return tuple(map(meeting, session.scalars(closed_query(now - CLOSED_SINCE, MOST_CLOSED))))
