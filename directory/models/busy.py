"""Calendars that counsellors keep elsewhere: of them, only when their agenda is busy is kept."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.agendas import Agenda
from directory.models.base import Base, codes


class CalendarProblem(StrEnum):
    """Why the busy times of a calendar could not be read; each has its sentence in the desk's texts."""

    NOT_HTTPS = "not_https"
    """The address is not one of an encrypted page."""
    NOT_ALLOWED = "not_allowed"
    """The service does not ask this host."""
    NOT_PUBLIC = "not_public"
    """The host has no public address: a machine of an inner network, or none at all."""
    ELSEWHERE = "elsewhere"
    """The host sends to another one."""
    AWAY = "away"
    """The host does not answer, or not safely."""
    REFUSED = "refused"
    """The host answers that there is no such calendar, or not for us."""
    TOO_SLOW = "too_slow"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    """What came is no calendar."""
    LOST = "lost"
    """The address can no longer be unsealed: the house's secret has changed."""
    TOO_MANY = "too_many"
    """More busy times, or faster repetitions, than one person's day can hold."""


class BusyCalendar(Base):
    """A calendar whose busy times are kept from being booked in an agenda: a file read once, or an address read again.

    ``address`` is sealed: whoever holds it reads everything in that calendar; ``host`` is what pages show of it.
    ``problem`` is that of the last reading, if any; the busy times of the last good one stay.
    """

    __tablename__ = "busy_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id", ondelete="CASCADE"), index=True)
    host: Mapped[str | None] = mapped_column(String(253))
    address: Mapped[str | None] = mapped_column(Text)
    added_by: Mapped[int] = mapped_column(ForeignKey("counsellor.id"))
    added_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    problem: Mapped[CalendarProblem | None] = mapped_column(codes(CalendarProblem))
    next_look: Mapped[datetime | None] = mapped_column(index=True)

    agenda: Mapped[Agenda] = relationship()


class BusyTime(Base):
    """Time that a calendar says is taken. Nothing else of it is kept."""

    __tablename__ = "busy_time"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        Index("ix_busy_time_agenda_id_ends_at", "agenda_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("busy_calendar.id", ondelete="CASCADE"), index=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
