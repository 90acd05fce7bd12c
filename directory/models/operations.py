"""What the directory still has to do by itself: messages to send, earlier slots to offer, people to call back."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.agendas import Absence, Agenda
from directory.models.appointments import Appointment
from directory.models.base import Base, codes
from directory.models.offer import Structure
from directory.senders import Channel
from directory.vocabulary import Need


class To(StrEnum):
    """Whom a message is for; the address is looked up when it leaves, and kept nowhere else."""

    PERSON = "person"
    STRUCTURE = "structure"
    COUNSELLOR = "counsellor"
    GUEST = "guest"


class MessageState(StrEnum):
    """Where a message stands. ``OUTDATED``: what it would say is no longer true, or there is nobody to say it to."""

    WAITING = "waiting"
    SENT = "sent"
    OUTDATED = "outdated"
    GIVEN_UP = "given_up"


class OutgoingMessage(Base):
    """A message to send, written with what causes it (:mod:`directory.outbox`). It holds no address and no name.

    ``channel`` is the only one by which it may go; without it, the best that there is.
    """

    __tablename__ = "outgoing_message"
    __table_args__ = (
        CheckConstraint("\"to\" <> 'person' OR appointment_id IS NOT NULL", name="person"),
        CheckConstraint("\"to\" <> 'structure' OR structure_id IS NOT NULL", name="structure"),
        CheckConstraint("\"to\" <> 'counsellor' OR counsellor_id IS NOT NULL", name="counsellor"),
        Index("ix_outgoing_message_state_next_try", "state", "next_try"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    to: Mapped[To] = mapped_column(codes(To))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), index=True)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"), index=True)
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("counsellor.id"))
    channel: Mapped[Channel | None] = mapped_column(codes(Channel))
    values: Mapped[dict[str, str]] = mapped_column(JSON)
    due_at: Mapped[datetime]
    until: Mapped[datetime | None]
    next_try: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    state: Mapped[MessageState] = mapped_column(codes(MessageState), default=MessageState.WAITING)
    settled_at: Mapped[datetime | None]

    appointment: Mapped[Appointment | None] = relationship()


class WaitingEntry(Base):
    """A person who would come sooner, in the order of asking. A slot is offered to one at a time, and only offered.

    While ``offered_until`` is set the slot is held for them; afterwards the same slot is not offered to them again.
    """

    __tablename__ = "waiting_entry"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    offered_agenda_id: Mapped[int | None] = mapped_column(ForeignKey("agenda.id"))
    offered_starts_at: Mapped[datetime | None]
    offered_until: Mapped[datetime | None] = mapped_column(index=True)

    appointment: Mapped[Appointment] = relationship()


class CallBack(Base):
    """A number that somebody left to be called back, with an explicit yes. It is erased with the call (PC3)."""

    __tablename__ = "call_back"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    phone: Mapped[str | None] = mapped_column(String(40))
    need: Mapped[Need | None] = mapped_column(codes(Need))
    consent: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    called_at: Mapped[datetime | None]

    structure: Mapped[Structure] = relationship()


class Onward(Base):
    """What an appointment follows: another one that was refused, moved elsewhere, or met. A third door needs a reason.

    (L17: no more than two doors; the exception is counted, with its reason.)
    """

    __tablename__ = "onward"
    __table_args__ = (CheckConstraint("door = 2 OR (door > 2 AND reason IS NOT NULL)", name="reason"),)

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True)
    previous_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), unique=True)
    door: Mapped[int]
    reason: Mapped[str | None] = mapped_column(String(500))


class ProposalReason(Base):
    """Why the place of an appointment was proposed: codes, and its rank in the draw among ``equals`` (site keys)."""

    __tablename__ = "proposal_reason"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    seed: Mapped[str] = mapped_column(String(64))
    rank: Mapped[int]
    equals: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int | None]


class ShownProposal(Base):
    """A place that was proposed to somebody, and why: a month and a need, nothing of the person, the talk or its hour.

    ``seed`` is that of one draw, for one need and place of one talk: shown again there, a place has one row still.
    """

    __tablename__ = "shown_proposal"

    seed: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), index=True)
    need: Mapped[Need] = mapped_column(codes(Need))
    position: Mapped[int]
    rank: Mapped[int]
    reasons: Mapped[list[str]] = mapped_column(JSON)
    equals: Mapped[list[str]] = mapped_column(JSON)


class OutsideAgenda(Base):
    """An agenda that is also kept in another tool: which one, where it answers, and what it calls the agenda."""

    __tablename__ = "outside_agenda"

    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id", ondelete="CASCADE"), primary_key=True)
    provider: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(80), index=True)

    agenda: Mapped[Agenda] = relationship()


class OutsideTime(Base):
    """Time that the other tool says is taken, kept here as an absence so that nobody is given it twice."""

    __tablename__ = "outside_time"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id", ondelete="CASCADE"), unique=True)

    absence: Mapped[Absence] = relationship()


class OutsideRule(Base):
    """Time that the other tool says comes back: by which rule, and through which day its times are kept here.

    Days and hours are on the clock of the site; ``until`` is the last day on which it may begin.
    """

    __tablename__ = "outside_rule"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id", ondelete="CASCADE"), index=True)
    rule: Mapped[str] = mapped_column(String(200))
    first_day: Mapped[date]
    opens: Mapped[time]
    last_day: Mapped[date]
    closes: Mapped[time]
    until: Mapped[date | None]
    kept_until: Mapped[date]


class OutsideNotice(Base):
    """When the other tool last spoke of something: what it says again, or said before, changes nothing."""

    __tablename__ = "outside_notice"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(index=True)
