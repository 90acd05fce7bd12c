"""Which colleagues are told that somebody waits, how often and by what: each account chooses (PC5, NO4).

Nothing leaves while the structure is closed, unless the appointment would not wait. Nobody is told twice: an alert to a
team becomes one message for each colleague and each channel, whose key names all three.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from directory import models, outbox
from directory.codes import same_fingerprint
from directory.deadlines import load_deadlines
from directory.messages import load_messages
from directory.models import AlertPace, OutgoingMessage, Role, To
from directory.openings import next_at_work, work_before
from directory.outbox import Colleague, Message
from directory.senders import Channel

Seal = Callable[[str, str], str]  # a purpose and a text: their fingerprint, keyed by the house's secret

RECEIVING = (Role.COUNSELLOR, Role.MANAGER)
"""Roles that may read what waits; the others would be told for nothing."""
PUT_OFF = timedelta(days=1)  # a structure closed for a month is looked at again tomorrow


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague who receives people. ``chosen`` is ``None`` as long as they chose nothing; ``phone`` is confirmed."""

    id: int
    role: Role
    chosen: AlertPace | None = None
    hour: int | None = None
    phone: str | None = None

    @property
    def channels(self) -> tuple[Channel, ...]:
        """By what they are told."""
        return (Channel.EMAIL, Channel.SMS) if self.phone else (Channel.EMAIL,)


def pace_of(reader: Reader, team: Sequence[Reader]) -> AlertPace:
    """What they chose; else each request for those who manage, or for everybody where nobody does."""
    if reader.chosen is not None:
        return reader.chosen
    is_managed = any(one.role is Role.MANAGER for one in team)
    return AlertPace.EACH if reader.role is Role.MANAGER or not is_managed else AlertPace.NONE


def team_of(session: Session, structure_id: int) -> tuple[Reader, ...]:
    """The colleagues of this structure who receive people, in the order of their accounts."""
    return tuple(map(reader_of, session.execute(readers_query().where(models.Counsellor.structure_id == structure_id))))


def is_alert(row: OutgoingMessage) -> bool:
    """Whether this message tells colleagues that somebody waits."""
    known = load_messages().get(row.kind)
    return known is not None and known.alert


def quiet_until(session: Session, row: OutgoingMessage, now: datetime) -> datetime | None:
    """When this alert may leave, if its structure is closed now; at once when too little work would be left to read it.

    What an alert is true until is the start of an appointment: told after it, or minutes before, it would not be told.
    """
    structure_id = row.structure_id
    if row.to is To.COUNSELLOR:
        who = models.Counsellor
        structure_id = session.scalar(select(who.structure_id).where(who.id == row.counsellor_id))
    at = next_at_work(session, structure_id or 0, now)
    if at == now or (row.until and work_before(session, structure_id or 0, now, row.until) < load_deadlines().alert):
        return None
    return at or now + PUT_OFF


def pass_on(session: Session, row: OutgoingMessage, now: datetime) -> int:
    """Writes the message of each colleague who is told of each thing; how many there are."""
    team = team_of(session, row.structure_id or 0)
    told = [one for one in team if pace_of(one, team) is AlertPace.EACH]
    return sum(tell(session, row.kind, reader, cause=row.key, now=now, values=row.values, about=row) for reader in told)


def tell(
    session: Session,
    kind: str,
    reader: Reader,
    *,
    cause: str,
    now: datetime,
    values: Mapping[str, str],
    about: OutgoingMessage | None = None,
) -> int:
    """One message for each channel of this colleague; told again for the same cause, nothing is written."""
    for channel in reader.channels:
        message = Message(
            kind,
            key=f"{cause}:{reader.id}:{channel}",
            to=Colleague(reader.id, about.appointment_id if about else None),
            due_at=now,
            values=values,
            until=about.until if about else None,
            by=channel,
        )
        outbox.put(session, message)
    return len(reader.channels)


def is_still_wanted(session: Session, counsellor_id: int) -> bool:
    """Whether this colleague has not ended alerts meanwhile."""
    choice = session.get(models.AlertChoice, counsellor_id)
    return choice is None or choice.pace is not AlertPace.NONE


def choose(session: Session, counsellor_id: int, pace: AlertPace, hour: int | None = None) -> None:
    """Keeps what this account wants from now on; without ``hour`` that of the digest stays as it is."""
    choice = choice_of(session, counsellor_id)
    choice.pace, choice.hour = pace, choice.hour if hour is None else hour
    session.add(choice)


def stop(session: Session, counsellor_id: int) -> bool:
    """Ends the alerts of this account; whether there is one."""
    if session.get(models.Counsellor, counsellor_id) is None:
        return False
    choose(session, counsellor_id, AlertPace.NONE)
    return True


def choice_of(session: Session, counsellor_id: int) -> models.AlertChoice:
    """What this account chose; else what applies to it, as a row that whoever changes it adds."""
    choice = session.get(models.AlertChoice, counsellor_id)
    if choice is not None:
        return choice
    team = team_of(session, session.get_one(models.Counsellor, counsellor_id).structure_id)
    pace = next((pace_of(one, team) for one in team if one.id == counsellor_id), AlertPace.NONE)
    hour = load_deadlines().digest_hour
    return models.AlertChoice(counsellor_id=counsellor_id, pace=pace, hour=hour, asked=0, tries=0)


def stop_token(counsellor_id: int, seal: Seal) -> str:
    """What opens the page that ends the alerts of this account, and nothing else."""
    return f"{counsellor_id}-{seal('alert-stop', str(counsellor_id))}"


def account_of(token: str, seal: Seal) -> int | None:
    """The account of such a token, if it is one."""
    number, _, _ = token.partition("-")
    is_number = token.isascii() and number.isdigit() and len(number) < 10
    return int(number) if is_number and same_fingerprint(stop_token(int(number), seal), token) else None


def readers_query() -> Select[*tuple[Any, ...]]:
    """Active accounts that receive people, with what they chose."""
    who, choice = models.Counsellor, models.AlertChoice
    return (
        select(who.id, who.role, choice.pace, choice.hour, choice.phone, choice.confirmed_at, who.structure_id)
        .outerjoin(choice, choice.counsellor_id == who.id)
        .join(who.structure)
        .where(who.active, who.role.in_(RECEIVING), models.Structure.active)
        .order_by(who.id)
    )


def reader_of(row: Row[Any]) -> Reader:
    """The colleague of a row of :func:`readers_query`."""
    return Reader(row.id, row.role, row.pace, row.hour, row.phone if row.confirmed_at else None)
