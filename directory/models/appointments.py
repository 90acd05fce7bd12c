"""Appointments, and what goes with one only if the person says yes: the summary for the counsellor, who they are."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.agendas import Agenda
from directory.models.base import Base, codes
from directory.models.offer import Structure
from directory.referrals import ReferralState
from directory.requests import AppointmentState
from directory.vocabulary import Need, Way


class ConsentPurpose(StrEnum):
    """What a person has said yes to."""

    SUMMARY = "summary"
    CONTACT = "contact"
    REMINDERS = "reminders"


class Appointment(Base):
    """A meeting that was booked. It tells nothing of who the person is; only fingerprints of code and holder are kept.

    As long as it is not cancelled it owns its ``taken_time`` row, with the very same times: the database checks it.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["taken_time_id", "agenda_id", "starts_at", "ends_at"],
            ["taken_time.id", "taken_time.agenda_id", "taken_time.starts_at", "taken_time.ends_at"],
            name="fk_appointment_taken_time",
            onupdate="CASCADE",
        ),
        CheckConstraint("(state = 'cancelled') = (taken_time_id IS NULL)", name="time_is_taken"),
        Index("ix_appointment_agenda_id_starts_at", "agenda_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    holder: Mapped[str] = mapped_column(String(64), index=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"))
    taken_time_id: Mapped[int | None] = mapped_column(unique=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    way: Mapped[Way] = mapped_column(codes(Way))
    need: Mapped[Need] = mapped_column(codes(Need))
    state: Mapped[AppointmentState] = mapped_column(codes(AppointmentState))
    sequence: Mapped[int] = mapped_column(default=0)
    booked_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    agenda: Mapped[Agenda] = relationship(foreign_keys=[agenda_id])
    contact: Mapped["Contact | None"] = relationship(back_populates="appointment")
    referral: Mapped["Referral | None"] = relationship(back_populates="appointment")


class Consent(Base):
    """A yes: to what, to which version of the text, for whom, when; and when it was taken back."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), index=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(codes(ConsentPurpose))
    version: Mapped[str] = mapped_column(String(80))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Contact(Base):
    """Who the person is, as far as they chose to say: identity lives in this table and nowhere else."""

    __tablename__ = "contact"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    first_name: Mapped[str | None] = mapped_column(String(100))
    last_name: Mapped[str | None] = mapped_column(String(100))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))

    appointment: Mapped[Appointment] = relationship(back_populates="contact")


class Referral(Base):
    """A person's request handed over to a structure with their summary, followed to its end (PC5).

    It cannot exist without the consent it was made under. Which state may follow which: :mod:`directory.referrals`.
    """

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    state: Mapped[ReferralState] = mapped_column(codes(ReferralState))
    refusal_reason: Mapped[str | None] = mapped_column(String(40))
    refusal_text: Mapped[str | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    appointment: Mapped[Appointment] = relationship(back_populates="referral")
    structure: Mapped[Structure] = relationship()
    lines: Mapped[list["SummaryLine"]] = relationship(cascade="all, delete-orphan", order_by="SummaryLine.position")
    steps: Mapped[list["ReferralStep"]] = relationship(cascade="all, delete-orphan", order_by="ReferralStep.id")


class SummaryLine(Base):
    """One line of the summary as the person approved it; a withheld line has no row.

    ``needs`` are the codes of what the line says was answered: reworded one day, its sources are still found.
    """

    __tablename__ = "summary_line"
    __table_args__ = (UniqueConstraint("referral_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(32))
    text: Mapped[str]
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)


class ReferralStep(Base):
    """One change of state of a referral, and the counsellor who made it (``None``: the service or the person)."""

    __tablename__ = "referral_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    state: Mapped[ReferralState] = mapped_column(codes(ReferralState))
    at: Mapped[datetime]
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("counsellor.id"))
