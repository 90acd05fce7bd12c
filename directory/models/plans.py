"""The action plan of an appointment."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.base import Base


class ActionPlan(Base):
    """What was agreed at an appointment; it tells nothing of who the person is."""

    __tablename__ = "action_plan"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True)
    advice: Mapped[str] = mapped_column(Text)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsellor.id"))
    changed_at: Mapped[datetime]

    steps: Mapped[list["PlanStep"]] = relationship(cascade="all, delete-orphan", order_by="PlanStep.position")


class PlanStep(Base):
    """One thing to do. ``doer`` is a code of :class:`directory.plans.Doer`."""

    __tablename__ = "plan_step"

    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("action_plan.appointment_id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(300))
    doer: Mapped[str] = mapped_column(String(32))
    due: Mapped[date | None]
    done: Mapped[bool] = mapped_column(default=False)
