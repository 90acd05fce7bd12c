"""The action plan: what a person and a counsellor agreed to do next, fetched by the person with their code (L11)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import models

MOST_STEPS = 12
LONGEST_STEP = 300
LONGEST_ADVICE = 2000


class Doer(StrEnum):
    """Who does a step."""

    PERSON = "person"
    STRUCTURE = "structure"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Something to do: what, who, until when."""

    text: str
    doer: Doer
    due: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What was agreed: the advice given, and the steps in order. ``changed_at`` is ``None`` for one not kept yet."""

    advice: str = ""
    steps: tuple[PlanStep, ...] = ()
    changed_at: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.advice or self.steps)


def plan_of(session: Session, appointment_id: int) -> Plan:
    """The plan of this appointment; an empty one when nothing was written."""
    row = session.scalar(select(models.ActionPlan).where(models.ActionPlan.appointment_id == appointment_id))
    if row is None:
        return Plan()
    steps = tuple(PlanStep(one.text, Doer(one.doer), one.due, one.done) for one in row.steps)
    return Plan(row.advice, steps, row.changed_at)


def write_plan(session: Session, appointment_id: int, plan: Plan, *, counsellor_id: int, now: datetime) -> None:
    """Puts this plan in place of the one before; an empty one erases it. ``ValueError`` when it is too long."""
    if len(plan.steps) > MOST_STEPS or len(plan.advice) > LONGEST_ADVICE:
        raise ValueError("The plan is too long.")
    if any(not 0 < len(step.text) <= LONGEST_STEP for step in plan.steps):
        raise ValueError("A step says in a few words what to do.")
    erase_plan(session, appointment_id)
    if plan:
        row = models.ActionPlan(
            appointment_id=appointment_id, advice=plan.advice, counsellor_id=counsellor_id, changed_at=now
        )
        row.steps = [
            models.PlanStep(position=place, text=step.text, doer=step.doer, due=step.due, done=step.done)
            for place, step in enumerate(plan.steps)
        ]
        session.add(row)
        session.flush()


def erase_plan(session: Session, appointment_id: int) -> None:
    """Leaves nothing of the plan."""
    row = session.scalar(select(models.ActionPlan).where(models.ActionPlan.appointment_id == appointment_id))
    if row is not None:
        session.delete(row)
        session.flush()


def erase_old_plans(session: Session, before: datetime) -> None:
    """Erases the plans of appointments that ended before this instant."""
    old = select(models.Appointment.id).where(models.Appointment.ends_at < before).scalar_subquery()
    for table in (models.PlanStep, models.ActionPlan):
        session.execute(delete(table).where(table.appointment_id.in_(old)))
