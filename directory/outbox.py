"""What has to be said to somebody: written in the transaction that causes it, sent afterwards, at least once.

Any room of the directory, the desk included, announces something with :func:`put`, inside its own writing session::

    outbox.put(session, Message("referral_unanswered", key=f"unanswered:{referral.id}:1",
                                to=Team(structure_id, appointment_id), due_at=in_three_days,
                                values={"when": "12 novembre"}))

- ``kind`` names the words, in ``messages.yml`` (add yours there: an e-mail with its subject, an SMS if a person may get
  it). ``values`` are exactly those the words name; ``{link}`` and ``{desk}`` are filled in by the sending.
- ``key`` is said once: a second message with the same key is not written. Name in it what causes it.
- ``to`` never holds an address: that of the person is read from their contact, that of a team or a counsellor from the
  accounts of the desk, when the message leaves (:mod:`directory.dispatch`). Who has none is not written to. An alert to
  a team is passed on to each of its people in a message of their own: one that fails is sent again to them alone.
- The words say neither why, nor with whom, nor to whom (NO4); ``only_while`` in the file keeps back what is outdated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.messages import load_messages
from directory.models import MessageState, OutgoingMessage, To
from directory.senders import Channel


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever has this appointment, if they left an e-mail address or a mobile number."""

    appointment_id: int


@dataclass(frozen=True, slots=True)
class Team:
    """Those who keep the desk of a structure; ``appointment_id`` is what it is about, if anything.

    A kind that the file marks as a ``alert`` goes to those who chose to be told (:mod:`directory.alerts`), any other
    to those who manage the structure.
    """

    structure_id: int
    appointment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """One counsellor."""

    counsellor_id: int
    appointment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited to open an account; the message's value ``invitation`` numbers the invitation."""

    appointment_id: None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say. ``until``: not to be said after that moment; ``by``: by no other channel."""

    kind: str
    key: str
    to: Person | Team | Colleague | Guest
    due_at: datetime
    values: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None
    by: Channel | None = None


def put(session: Session, message: Message) -> bool:
    """Writes the message with the rest of the transaction; one whose key is already there is left as it is. Whether it
    was written.

    ``ValueError`` for an unknown kind, or when the values are not those its words name.
    """
    known = load_messages().get(message.kind)
    if known is None or known.values() != frozenset(message.values):
        wanted = sorted(known.values()) if known else sorted(load_messages())
        raise ValueError(f"{message.kind} {sorted(message.values)}: messages.yml has {wanted}.")
    session.flush()  # what causes the message is there before it
    connection = session.connection()  # the desk's confined sessions let no bare insert through; this one is ours
    writing = _insert(connection).values(_row(message)).on_conflict_do_nothing(index_elements=["key"])
    return connection.execute(writing.returning(OutgoingMessage.id)).first() is not None


def forget(session: Session, appointment_id: int, *kinds: str) -> None:
    """Takes back what was still to be said of these kinds about an appointment: it moved, or is no more."""
    session.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.appointment_id == appointment_id, OutgoingMessage.kind.in_(kinds))
        .where(OutgoingMessage.state == MessageState.WAITING)
        .values(state=MessageState.OUTDATED, values={})
    )


def _insert(connection: Connection) -> "sqlite.Insert | postgresql.Insert":
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return make(OutgoingMessage)


def _row(message: Message) -> dict[str, object]:
    to = message.to
    return {
        "key": message.key,
        "kind": message.kind,
        "to": _TO[type(to)],
        "appointment_id": to.appointment_id,
        "structure_id": to.structure_id if isinstance(to, Team) else None,
        "counsellor_id": to.counsellor_id if isinstance(to, Colleague) else None,
        "channel": message.by,
        "values": dict(message.values),
        "due_at": message.due_at,
        "until": message.until,
        "next_try": message.due_at,
        "tries": 0,
        "state": MessageState.WAITING,
    }


_TO: Mapping[type, To] = {Person: To.PERSON, Team: To.STRUCTURE, Colleague: To.COUNSELLOR, Guest: To.GUEST}

__all__ = ["Colleague", "Guest", "Message", "Person", "Team", "forget", "put"]
