"""The coordination is told that changes of cards and new services wait for it: once a morning at most, reminded of what
waits too long; nothing of them is in the message (L04). What it says is read again each time that it is to leave.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory import outbox
from directory.deadlines import load_deadlines
from directory.desk.queries import deciders_query, told_query, undecided_query
from directory.desk.scope import Reach
from directory.messages import day_in_words
from directory.models import OutgoingMessage, Role
from directory.outbox import Colleague, Message
from directory.service import Directory
from directory.working_days import PARIS, is_time_to_remind

KINDS = NEW, LATE = "changes_wait", "changes_late"
"""Kinds of message: something new waits; something has waited too long."""


@dataclass(frozen=True, slots=True)
class Told:
    """When somebody was last written to: of anything, and of something late."""

    last: datetime | None = None
    late: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message says: its kind, and the values that its words name."""

    kind: str
    values: dict[str, str]


def tell_coordination(directory: Directory, now: datetime) -> int:
    """Writes to those who decide, in the morning of working days; how many people. Done again, nobody is told twice."""
    if not is_time_to_remind(now, load_deadlines().digest_hour):
        return 0
    with directory.reading() as session:
        if session.scalars(undecided_query().limit(1)).first() is None:
            return 0
    with directory.writing() as session:
        return sum(_tell(session, who, waits, now) for who, waits in waiting(session))


def renew(session: Session, message: OutgoingMessage, now: datetime) -> bool:
    """Has a message that was written earlier say what waits now; whether anything is still to be said."""
    who = message.counsellor_id or 0
    notice = _notice(session, who, dict(waiting(session)).get(who, ()), now, but=message.id)
    if notice is None:
        return False
    message.kind, message.values = notice.kind, notice.values
    return True


def waiting(session: Session) -> Iterator[tuple[int, Sequence[datetime]]]:
    """Those who decide, by number, and since when each of what waits for them does: the coordination of the territory;
    administration for what no coordination reaches."""
    everything = {row.id: row.asked_at for row in session.scalars(undecided_query())}
    reached: set[int] = set()
    for who in session.scalars(deciders_query(Role.COORDINATOR)):
        mine = undecided_query(Reach(territory=who.territory or ""))
        found = {row.id: row.asked_at for row in session.scalars(mine)}
        reached |= set(found)
        yield who.id, tuple(found.values())
    others = tuple(at for number, at in everything.items() if number not in reached)
    for who in session.scalars(deciders_query(Role.ADMIN)):
        yield who.id, others


def kind_of(waits: Sequence[datetime], told: Told, days: int, now: datetime) -> str | None:
    """What to say this morning, if anything: something is late and was not said to be for so many days, or is new."""
    if not waits:
        return None
    term = now - timedelta(days=days)
    if min(waits) <= term and (told.late is None or told.late <= term):
        return LATE
    return NEW if told.last is None or max(waits) > told.last else None


def _tell(session: Session, who: int, waits: Sequence[datetime], now: datetime) -> bool:
    notice = _notice(session, who, waits, now)
    if notice is None:
        return False
    today = now.astimezone(PARIS).date()
    message = Message(notice.kind, f"changes:{today}:{who}", Colleague(who), due_at=now, values=notice.values)
    return outbox.put(session, message)


def _notice(session: Session, who: int, waits: Sequence[datetime], now: datetime, *, but: int = 0) -> Notice | None:
    """What to say to this account now, all its messages considered but this one."""
    at: dict[str, datetime] = {row.kind: row.at for row in session.execute(told_query(who, KINDS, but))}
    told = Told(max(at.values(), default=None), at.get(LATE))
    kind = kind_of(waits, told, load_deadlines().change_days, now)
    if kind is None:
        return None
    values = {"count": str(len(waits))}
    if kind == LATE:
        values["when"] = day_in_words(min(waits).astimezone(PARIS).date())
    return Notice(kind, values)
