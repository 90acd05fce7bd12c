"""Who answers complaints is told that one waits, again before its days are over, then those above them (L21).

Nothing of the complaint is in a message: it is read at the desk, by those whose territory it is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory import models, outbox
from directory.deadlines import load_deadlines
from directory.messages import day_in_words
from directory.models import ComplaintState, Role
from directory.outbox import Colleague, Message
from directory.service import Directory
from directory.steering.complaint_rules import ComplaintRules, load_complaint_rules
from directory.steering.territories import ALL, Territories, is_regional, read_territories
from directory.working_days import PARIS, add_working_days, is_time_to_remind, working_days_before

WAITS, TO_TAKE, DUE, LATE = "waits", "to_take", "due", "late"
"""Why somebody is told: named in the key of the message, after the complaint and its level."""

KINDS = tuple(f"complaint_{cause}" for cause in (WAITS, TO_TAKE, DUE, LATE))


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody who answers complaints: of the territories ``leaves`` (``None``: of all), ``regional`` or not."""

    id: int
    regional: bool
    leaves: frozenset[str] | None

    def covers(self, territory: str) -> bool:
        """Whether the complaints of this territory are theirs."""
        return self.leaves is None or territory in self.leaves


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about one complaint. ``above`` goes to those who answer for the region, whatever the level."""

    cause: str
    when: date | None = None
    above: bool = False


def read_answerers(session: Session, territories: Territories) -> tuple[Answerer, ...]:
    """The accounts that coordinate or administer, with what they answer for."""
    who = models.Counsellor
    query = select(who.id, who.role, who.territory).where(who.active, who.role.in_((Role.COORDINATOR, Role.ADMIN)))
    found = ((row.id, _top(row.role, row.territory, territories)) for row in session.execute(query.order_by(who.id)))
    return tuple(_answerer(number, top, territories) for number, top in found if top)


def _top(role: Role, territory: str | None, territories: Territories) -> str | None:
    return ALL if role is Role.ADMIN else territories.find(territory or "")


def _answerer(number: int, top: str, territories: Territories) -> Answerer:
    leaves = None if top == ALL else frozenset(territories.within(top))
    return Answerer(number, is_regional(top), leaves)


def told(answerers: Iterable[Answerer], territory: str, *, regional: bool) -> tuple[Answerer, ...]:
    """Those nearest to this territory who may answer (pure): its coordination, else the region's, else
    administration. ``regional``: only those who answer for the region."""
    may = [one for one in answerers if one.covers(territory) and (one.regional or not regional)]
    circles: tuple[Callable[[Answerer], bool], ...] = (
        lambda one: not one.regional,
        lambda one: one.leaves is not None,
        lambda one: True,
    )
    return next((found for circle in circles if (found := tuple(filter(circle, may)))), ())


def announce(session: Session, complaint: models.Complaint, answerers: Iterable[Answerer], now: datetime) -> None:
    """Tells who answers, at once, that a complaint waits: a new one, or one that was taken further."""
    rules = load_complaint_rules()
    _put(session, complaint, Notice(WAITS), answerers, rules, now)


def remind(directory: Directory, now: datetime) -> int:
    """Reminds, in the morning of working days, of what will be due soon and of what is late; how many complaints were
    told of. Doing it again tells nobody twice."""
    if not is_time_to_remind(now, load_deadlines().digest_hour):
        return 0
    today = now.astimezone(PARIS).date()
    rules = load_complaint_rules()
    with directory.reading() as session:
        due = [row.id for row in session.scalars(_waiting_query()) if any(notices(row, rules, today))]
    if not due:
        return 0
    territories = read_territories(directory)
    with directory.writing() as session:
        answerers = read_answerers(session, territories)
        for complaint in session.scalars(_waiting_query().where(models.Complaint.id.in_(due))):
            for notice in notices(complaint, rules, today):
                _put(session, complaint, notice, answerers, rules, now)
    return len(due)


def notices(complaint: models.Complaint, rules: ComplaintRules, today: date) -> Iterator[Notice]:
    """What is to be said today of a complaint that waits: soon due, or late."""
    if complaint.state is ComplaintState.RECEIVED:
        by = add_working_days(complaint.received_at.astimezone(PARIS).date(), rules.acknowledge_days)
        if working_days_before(by, rules.remind_acknowledge_days) <= today <= by:
            yield Notice(TO_TAKE, by)
    if working_days_before(complaint.due_on, rules.remind_answer_days) <= today <= complaint.due_on:
        yield Notice(DUE, complaint.due_on)
    if today > complaint.due_on:
        yield Notice(LATE, complaint.due_on)
        yield Notice(LATE, complaint.due_on, above=True)


def is_still_so(session: Session, message: models.OutgoingMessage, _now: datetime) -> bool:
    """Whether what a message says of a complaint still holds: it waits where it did, for what it did."""
    _, number, level, cause, _ = message.key.split(":")
    row = session.get(models.Complaint, int(number))
    if row is None or row.state is ComplaintState.ANSWERED or row.level != int(level):
        return False
    return cause != TO_TAKE or row.state is ComplaintState.RECEIVED


def _put(
    session: Session,
    complaint: models.Complaint,
    notice: Notice,
    answerers: Iterable[Answerer],
    rules: ComplaintRules,
    now: datetime,
) -> None:
    regional = notice.above or rules.level(complaint.level).answers == "region"
    for one in told(answerers, complaint.territory, regional=regional):
        message = Message(
            f"complaint_{notice.cause}",
            key=f"complaint:{complaint.id}:{complaint.level}:{notice.cause}:{one.id}",
            to=Colleague(one.id),
            due_at=now,
            values={"when": day_in_words(notice.when)} if notice.when else {},
        )
        outbox.put(session, message)


def _waiting_query() -> Select[models.Complaint]:
    table = models.Complaint
    waits = (table.state != ComplaintState.ANSWERED, ~table.sample)
    return select(table).where(*waits).order_by(table.id)
