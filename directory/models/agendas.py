"""Agendas: when people can be met, and what is already taken.

No double booking is a rule of the database, on ``taken_time``: PostgreSQL excludes overlapping rows by constraint,
SQLite by triggers (``directory/migrations``). A hold and an appointment each own one row of it.
"""

from datetime import date, datetime, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.base import Base
from directory.models.offer import Site


class Agenda(Base):
    """The time of one counsellor, or of one room: one appointment at a time. A site may have several agendas.

    ``kept_at_desk``: its structure has changed its hours, so those of the data file no longer count.
    """

    __tablename__ = "agenda"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(240), unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]
    notice_minutes: Mapped[int]
    horizon_days: Mapped[int]
    sample: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    kept_at_desk: Mapped[bool] = mapped_column(default=False)

    site: Mapped[Site] = relationship()
    availabilities: Mapped[list["Availability"]] = relationship(
        cascade="all, delete-orphan", order_by="Availability.id"
    )
    absences: Mapped[list["Absence"]] = relationship(cascade="all, delete-orphan", order_by="Absence.starts_at")


class Availability(Base):
    """A *plage d'ouverture*: hours, on the clock of the site, that come back by an iCalendar rule, and ways to meet."""

    __tablename__ = "availability"
    __table_args__ = (CheckConstraint("opens < closes", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id", ondelete="CASCADE"), index=True)
    recurrence: Mapped[str] = mapped_column(String(200))
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    opens: Mapped[time]
    closes: Mapped[time]
    ways: Mapped[list[str]] = mapped_column(JSON)


class Absence(Base):
    """Time during which an agenda receives nobody. Why is nobody's business: no reason is kept."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        Index("ix_absence_agenda_id_ends_at", "agenda_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class TakenTime(Base):
    """Time of an agenda that nobody else can have. Rows of one agenda never overlap: the database refuses it."""

    __tablename__ = "taken_time"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        Index("ix_taken_time_agenda_id_starts_at", "agenda_id", "starts_at"),
        # lets an appointment name its row by its times too, so that both always agree
        UniqueConstraint("id", "agenda_id", "starts_at", "ends_at", name="uq_taken_time_times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Hold(Base):
    """A slot kept for a few minutes while a person decides. ``holder`` is the fingerprint of their token."""

    __tablename__ = "hold"

    taken_time_id: Mapped[int] = mapped_column(ForeignKey("taken_time.id", ondelete="CASCADE"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)

    taken_time: Mapped[TakenTime] = relationship()
