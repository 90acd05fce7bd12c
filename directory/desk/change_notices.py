"""The coordination is told that changes of cards and new services wait for it: once a morning at most, reminded of what
waits too long; nothing of them is in the message (L04).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory import outbox
from directory.deadlines import load_deadlines
from directory.desk.queries import deciders_query, told_query, undecided_query
from directory.desk.scope import Reach
from directory.messages import day_in_words
from directory.models import Role
from directory.outbox import Colleague, Message
from directory.service import Directory
from directory.working_days import PARIS, is_time_to_remind

NEW, LATE = "changes_wait", "changes_late"
"""Kinds of message: something new waits; something has waited too long."""


@dataclass(frozen=True, slots=True)
class Told:
    """When somebody was last written to: of anything, and of something late."""

    last: datetime | None = None
    late: datetime | None = None


def tell_coordination(directory: Directory, now: datetime) -> int:
    """Writes to those who decide, in the morning of working days; how many people. Done again, nobody is told twice."""
    deadlines = load_deadlines()
    if not is_time_to_remind(now, deadlines.digest_hour):
        return 0
    with directory.reading() as session:
        if session.scalars(undecided_query().limit(1)).first() is None:
            return 0
    with directory.writing() as session:
        return sum(_tell(session, who, waits, deadlines.change_days, now) for who, waits in waiting(session))


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


def _tell(session: Session, who: int, waits: Sequence[datetime], days: int, now: datetime) -> int:
    at: Mapping[str, datetime] = {row.kind: row.at for row in session.execute(told_query(who, (NEW, LATE)))}
    kind = kind_of(waits, Told(max(at.values(), default=None), at.get(LATE)), days, now)
    if kind is None:
        return 0
    today = now.astimezone(PARIS).date()
    values = {"count": str(len(waits))}
    if kind == LATE:
        values["when"] = day_in_words(min(waits).astimezone(PARIS).date())
    outbox.put(session, Message(kind, f"changes:{today}:{who}", Colleague(who), due_at=now, values=values))
    return 1
