"""The people of the desk, and the record of every identity they read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.base import Base, codes
from directory.models.offer import Structure


class Role(StrEnum):
    """What an account is for; what each may do stands in ``directory/desk/roles.py``."""

    COUNSELLOR = "counsellor"
    """Receives people in one structure."""
    MANAGER = "manager"
    """Receives people, and keeps the structure's agendas, card and team."""
    COORDINATOR = "coordinator"
    """Watches over the structures of a territory."""
    ADMIN = "admin"
    """Keeps all accounts and structures."""


class Reading(StrEnum):
    """What of a person was read."""

    CONTACT = "contact"
    SUMMARY = "summary"


class Counsellor(Base):
    """An account of the desk, in one structure. ``password`` is an argon2 hash; ``email`` is kept in lower case.

    ``totp`` is the secret of the second factor, sealed; ``totp_step`` the last of its codes that was taken.
    ``subject`` is who the person is for their organisation's sign-in (issuer and number), when they came by it.
    ``territory`` is what a coordinator watches over: a region ("tours") or the key of a zone ("paca/manosque").
    """

    __tablename__ = "counsellor"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(codes(Role))
    active: Mapped[bool] = mapped_column(default=True)
    territory: Mapped[str | None] = mapped_column(String(120))
    totp: Mapped[str | None] = mapped_column(String(300))
    totp_step: Mapped[int] = mapped_column(default=0)
    subject: Mapped[str | None] = mapped_column(String(300), unique=True, index=True)
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]

    structure: Mapped[Structure] = relationship()


class Stage(StrEnum):
    """How far a sign-in has come."""

    CODE = "code"
    """The second factor is still to be shown."""
    ENROL = "enrol"
    """The second factor is still to be set up."""
    OPEN = "open"


class DeskVisit(Base):
    """Somebody who is signed in, or about to be; only the fingerprint of their browser's token is kept.

    ``secret`` is the second factor being set up, sealed; ``farewell`` what their organisation wants to sign them out.
    """

    __tablename__ = "desk_visit"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsellor.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage] = mapped_column(codes(Stage))
    since: Mapped[datetime]
    seen: Mapped[datetime] = mapped_column(index=True)
    secret: Mapped[str | None] = mapped_column(String(300))
    farewell: Mapped[str | None] = mapped_column(Text)


class DeskTry(Base):
    """How often one address (a fingerprint of it) was tried without success."""

    __tablename__ = "desk_try"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    until: Mapped[datetime]
    last: Mapped[datetime]


class RecoveryCode(Base):
    """A code on paper for who has lost their telephone; only its fingerprint is kept, and it leaves once used."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsellor.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str] = mapped_column(String(64))


class Invitation(Base):
    """A link that opens one account; it leaves once used. ``key`` is the half of it that opens nothing."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(codes(Role))
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    territory: Mapped[str | None] = mapped_column(String(120))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("counsellor.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    structure: Mapped[Structure] = relationship()


class AccessLog(Base):
    """Who read what of which person, and when (NO5). Rows are only ever added; they outlive what was read."""

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_appointment_id_at", "appointment_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsellor.id"), index=True)
    appointment_id: Mapped[int] = mapped_column()  # no foreign key: the log stays when the appointment is purged
    reading: Mapped[Reading] = mapped_column(codes(Reading))
    at: Mapped[datetime]

    counsellor: Mapped[Counsellor] = relationship()


class CalendarFeed(Base):
    """The secret address that a counsellor's own calendar reads; only its fingerprint is kept."""

    __tablename__ = "calendar_feed"

    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
