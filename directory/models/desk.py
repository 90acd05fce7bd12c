"""The people of the desk, and the record of every identity they read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
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
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]

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
