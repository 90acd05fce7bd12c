"""Sends what waits in the outbox: claims some messages, sends them outside any transaction, writes what became of them.

What a message counts is counted again at each try, and what is no longer true does not leave (:data:`RENEWED`).
An alert to a team is passed on, one message for each colleague who chose it; it waits while the structure is closed.
At least once: a message claimed by a process that died is claimed again after :data:`LEASE`. Failures wait longer each
time, then the message is given up. Addresses are read at the last moment and never written (promise 2, PC3).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from directory import alerts, models
from directory.alert_phones import code_of
from directory.desk import change_notices
from directory.magic_links import guest_of, links_in
from directory.messages import While, Written, load_messages, write_email, write_sms
from directory.models import MessageState, OutgoingMessage, Role, To
from directory.referrals import ReferralState
from directory.requests import AppointmentState
from directory.senders import Channel, Letter, Senders, Undeliverable
from directory.service import Directory
from directory.steering import complaint_notices

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
AT_ONCE = 50
MANAGING = (Role.MANAGER, Role.ADMIN)
RENEWED: Mapping[str, Callable[[Session, OutgoingMessage, datetime], bool]] = {
    **dict.fromkeys(change_notices.KINDS, change_notices.renew),
    **dict.fromkeys(complaint_notices.KINDS, complaint_notices.is_still_so),
}
"""By kind of message, what has it say what is so when it leaves, and tells whether anything is still to be said."""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What became of the messages that were due."""

    sent: int = 0
    outdated: int = 0
    delayed: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message of ours for the time of the lease; without letter, there is nothing true or nobody to send it to."""

    id: int
    tries: int
    channel: Channel | None = None
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class House:
    """Where people reach the service, and how it keys what only their holders may know."""

    base_url: str
    seal: Callable[[str, str], str]


def dispatch(directory: Directory, senders: Senders, *, base_url: str, clock: Callable[[], datetime]) -> Dispatched:
    """Sends everything that is due, a few at a time; never raises for a message that cannot be sent."""
    found: list[MessageState] = []
    while (claimed := _claim(directory, base_url, clock())) is not None:
        found += [_settle(directory, one, _send(one, senders), clock()) for one in claimed]
    return Dispatched(
        sent=found.count(MessageState.SENT),
        outdated=found.count(MessageState.OUTDATED),
        delayed=found.count(MessageState.WAITING),
        given_up=found.count(MessageState.GIVEN_UP),
    )


def _claim(directory: Directory, base_url: str, now: datetime) -> list[Claimed] | None:
    """Some of the messages that are due; ``None`` when none is."""
    due = (
        select(OutgoingMessage)
        .where(OutgoingMessage.state == MessageState.WAITING, OutgoingMessage.next_try <= now)
        .order_by(OutgoingMessage.next_try, OutgoingMessage.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, of=OutgoingMessage)
    )
    with directory.writing() as session:
        rows = session.scalars(due).all()
        house = House(base_url, directory.seal)
        taken = [_claimed(session, row, house, now) for row in rows if not _is_put_off(session, row, now)]
        return taken if rows else None


def _is_put_off(session: Session, row: OutgoingMessage, now: datetime) -> bool:
    """Whether this alert waits for the structure to open, or has become the messages of each colleague."""
    if not (alerts.is_alert(row) and _is_true(session, row, now)):
        return False
    later = alerts.quiet_until(session, row, now)
    if later is not None:
        row.next_try = later
    elif row.to is To.STRUCTURE and alerts.pass_on(session, row, now):
        row.state, row.settled_at, row.values = MessageState.SENT, now, {}
    return later is not None or row.state is MessageState.SENT


def _claimed(session: Session, row: OutgoingMessage, house: House, now: datetime) -> Claimed:
    row.tries, row.next_try = row.tries + 1, now + LEASE
    if not (_is_true(session, row, now) and _renewed(session, row, now)):
        return Claimed(row.id, row.tries)
    values = row.values | _filled_in(session, row, house)
    for channel, addresses in _addresses(session, row).items():
        written = _WRITE[channel](row.kind, values) if row.channel in (None, channel) else None
        if written is not None:
            letter = Letter(addresses, written.subject, written.text, row.key, values.get("stop", ""))
            return Claimed(row.id, row.tries, channel, letter)
    return Claimed(row.id, row.tries)


def _renewed(session: Session, row: OutgoingMessage, now: datetime) -> bool:
    """Has the message say what is so now; whether there is still anything to say."""
    renew = RENEWED.get(row.kind)
    return renew is None or renew(session, row, now)


def _filled_in(session: Session, row: OutgoingMessage, house: House) -> dict[str, str]:
    """What the words may name besides the message's own values; links that act and codes are never kept with it."""
    values = {"link": f"{house.base_url}/rendez-vous", "desk": f"{house.base_url}/desk"}
    values |= links_in(session, row.values, house.base_url, house.seal)
    if row.counsellor_id is not None:
        token = alerts.stop_token(row.counsellor_id, house.seal)
        choice = session.get(models.AlertChoice, row.counsellor_id)
        values["stop"] = f"{house.base_url}/desk/messages/{token}"
        values["code"] = code_of(choice, house.seal) if choice else ""
    return values


_WRITE: Mapping[Channel, Callable[[str, Mapping[str, str]], Written | None]] = {
    Channel.EMAIL: write_email,
    Channel.SMS: write_sms,
}


def _is_true(session: Session, row: OutgoingMessage, now: datetime) -> bool:
    """Whether what the message says still holds, for somebody who still wants to be told."""
    if row.until is not None and now > row.until:
        return False
    if alerts.is_alert(row) and row.counsellor_id and not alerts.is_still_wanted(session, row.counsellor_id):
        return False
    only_while = load_messages()[row.kind].only_while if row.kind in load_messages() else None
    about = row.appointment
    if only_while is None or about is None:
        return row.kind in load_messages()
    booked = about.state is AppointmentState.BOOKED
    if only_while is While.BOOKED:
        return booked and about.starts_at > now
    return booked and about.referral is not None and about.referral.state in _WAITING[only_while]


_WAITING: Mapping[While, frozenset[ReferralState]] = {
    While.UNREAD: frozenset({ReferralState.SENT}),
    While.UNANSWERED: frozenset({ReferralState.SENT, ReferralState.READ}),
}


def _addresses(session: Session, row: OutgoingMessage) -> dict[Channel, tuple[str, ...]]:
    """Where the message may go, best first; nowhere when nobody left anything."""
    if row.to is To.PERSON:
        contact = session.get(models.Contact, row.appointment_id)
        found = {Channel.EMAIL: contact and contact.email, Channel.SMS: contact and contact.phone}
        return {channel: (address,) for channel, address in found.items() if address}
    if row.to is To.GUEST:
        guest = guest_of(session, row.values)
        return {Channel.EMAIL: (guest,)} if guest else {}
    if row.to is To.STRUCTURE and alerts.is_alert(row):
        return {}  # it was not passed on: nobody there wants to be told
    emails = tuple(session.scalars(_desk_query(row)))
    phone = _phone(session, row) if emails else None
    return ({Channel.EMAIL: emails} if emails else {}) | ({Channel.SMS: (phone,)} if phone else {})


def _phone(session: Session, row: OutgoingMessage) -> str | None:
    """The colleague's number: a code is all that goes to one that is not confirmed yet."""
    choice = session.get(models.AlertChoice, row.counsellor_id) if row.counsellor_id is not None else None
    return choice.phone if choice and (choice.confirmed_at or not alerts.is_alert(row)) else None


def _desk_query(row: OutgoingMessage) -> Select[str]:
    who = models.Counsellor
    if row.to is To.COUNSELLOR:
        return select(who.email).where(who.id == row.counsellor_id, who.active)
    team = (who.structure_id == row.structure_id, who.active)
    managers = select(who.id).where(*team, who.role.in_(MANAGING))
    return select(who.email).where(*team, or_(who.role.in_(MANAGING), ~managers.exists())).order_by(who.id)


def _send(claimed: Claimed, senders: Senders) -> MessageState:
    if claimed.letter is None or claimed.channel is None:
        return MessageState.OUTDATED
    try:
        senders[claimed.channel].send(claimed.letter)
    except Undeliverable:
        return MessageState.GIVEN_UP
    except Exception as error:  # noqa: BLE001 - the edge: one message that fails holds back no other
        log.warning("message_failed", channel=claimed.channel, error=type(error).__name__)
        return MessageState.WAITING if claimed.tries <= len(WAITS) else MessageState.GIVEN_UP
    return MessageState.SENT


def _settle(directory: Directory, claimed: Claimed, state: MessageState, now: datetime) -> MessageState:
    with directory.writing() as session:
        row = session.get(OutgoingMessage, claimed.id)
        if row is None:  # the appointment was erased meanwhile, and this with it
            return state
        row.state = state
        if state is MessageState.WAITING:
            row.next_try = now + WAITS[claimed.tries - 1]
        else:
            row.settled_at, row.values = now, {}
    return state
