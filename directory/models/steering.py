"""What the service counts and hears about itself: contacts without anybody, opinions, complaints (L21, L22).

Numbers of contacts and opinions are drawn by lot and carry a month, not a moment: nothing tells in which order people
came. Only a complaint has dates, since its answer is due on one of them.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.base import Base, codes
from directory.vocabulary import Need

DRAWN = BigInteger().with_variant(Integer, "sqlite")  # SQLite would otherwise keep the order of arrival beside it


class ContactChannel(StrEnum):
    """By which door somebody came."""

    WEB = "web"
    PHONE = "phone"
    DESK = "desk"


class Moment(StrEnum):
    """When in the week somebody came; all but the first are outside working hours (L12)."""

    OFFICE = "office"
    EARLY_OR_LATE = "early_or_late"
    NIGHT = "night"
    DAY_OFF = "day_off"


class ContactOutcome(StrEnum):
    """How a contact ended; having been informed is a success."""

    INFORMATION = "information"
    APPOINTMENT = "appointment"
    HUMAN = "human"
    EMERGENCY = "emergency"
    DECLINED = "declined"
    LOST = "lost"


class Travel(StrEnum):
    """How far the nearest place proposed was, in kilometres."""

    NOT_SAID = "not_said"
    REMOTE = "remote"
    UNDER_5 = "under_5"
    UNDER_10 = "under_10"
    UNDER_20 = "under_20"
    UNDER_50 = "under_50"
    BEYOND = "beyond"


class FirstSlot(StrEnum):
    """In how many days the first slot proposed was."""

    NONE = "none"
    UNDER_3 = "under_3"
    UNDER_8 = "under_8"
    UNDER_15 = "under_15"
    UNDER_31 = "under_31"
    BEYOND = "beyond"


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    ESCALATED = "escalated"


class Activity(Base):
    """One contact with the service, without anybody: no name, no conversation, no day, no minute (L03, L22).

    ``statuses`` are codes joined by "+", ``need`` is ``None`` when nothing was understood. ``doors`` counts points of
    contact (PC2), ``misunderstood`` the turns that were not understood.
    """

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_month_territory", "month", "territory"),)

    id: Mapped[int] = mapped_column(DRAWN, primary_key=True, autoincrement=False)
    month: Mapped[str] = mapped_column(String(7))
    hour: Mapped[int]
    moment: Mapped[Moment] = mapped_column(codes(Moment))
    channel: Mapped[ContactChannel] = mapped_column(codes(ContactChannel))
    territory: Mapped[str] = mapped_column(String(120))
    need: Mapped[Need | None] = mapped_column(codes(Need))
    statuses: Mapped[str] = mapped_column(String(120), default="")
    outcome: Mapped[ContactOutcome] = mapped_column(codes(ContactOutcome))
    doors: Mapped[int]
    misunderstood: Mapped[int]
    travel: Mapped[Travel] = mapped_column(codes(Travel))
    first_slot: Mapped[FirstSlot] = mapped_column(codes(FirstSlot))
    sample: Mapped[bool] = mapped_column(default=False)


class Tally(Base):
    """How many of a closed month fall under one item of a definition of ``indicators.yml``.

    ``network`` and ``structure_id`` are empty and 0 where the definition does not look at them.
    """

    __tablename__ = "tally"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    definition: Mapped[str] = mapped_column(String(16), primary_key=True)
    territory: Mapped[str] = mapped_column(String(120), primary_key=True)
    network: Mapped[str] = mapped_column(String(80), primary_key=True)
    structure_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int]


class Tallied(Base):
    """A month closed for a definition: counted once, never again. ``sample``: some of what was counted is invented."""

    __tablename__ = "tallied"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    definition: Mapped[str] = mapped_column(String(16), primary_key=True)
    sample: Mapped[bool] = mapped_column(default=False)


class Opinion(Base):
    """What somebody thought of the service, in a minute, without saying who they are. ``rating`` goes from 1 to 5."""

    __tablename__ = "opinion"
    __table_args__ = (
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        Index("ix_opinion_month_territory", "month", "territory"),
    )

    id: Mapped[int] = mapped_column(DRAWN, primary_key=True, autoincrement=False)
    month: Mapped[str] = mapped_column(String(7))
    channel: Mapped[ContactChannel] = mapped_column(codes(ContactChannel))
    territory: Mapped[str] = mapped_column(String(120))
    rating: Mapped[int]
    understood: Mapped[bool | None]
    useful: Mapped[bool | None]
    words: Mapped[str] = mapped_column(String(500), default="")
    sample: Mapped[bool] = mapped_column(default=False)


class Complaint(Base):
    """A complaint, known to the person by a reference of which only the fingerprint is kept.

    ``level`` is who must answer: the steps of ``directory/steering/complaints.yml``, the first of them to begin with.
    ``due_on`` is the last day on which the answer is in time.
    """

    __tablename__ = "complaint"
    __table_args__ = (Index("ix_complaint_territory_state", "territory", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    territory: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(String(2000))
    state: Mapped[ComplaintState] = mapped_column(codes(ComplaintState))
    level: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime]
    due_on: Mapped[date]
    answered_at: Mapped[datetime | None]
    sample: Mapped[bool] = mapped_column(default=False)

    steps: Mapped[list["ComplaintStep"]] = relationship(cascade="all, delete-orphan", order_by="ComplaintStep.id")


class ComplaintStep(Base):
    """One change of a complaint, what was said with it, and whose deed it was (``None``: the person)."""

    __tablename__ = "complaint_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id", ondelete="CASCADE"), index=True)
    state: Mapped[ComplaintState] = mapped_column(codes(ComplaintState))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(4000), default="")
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("counsellor.id"))
