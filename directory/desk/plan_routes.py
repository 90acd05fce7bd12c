"""Addresses of the action plan: a form that works without script, with three empty lines at its end."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from directory.desk.case import open_case
from directory.desk.case_routes import known_uid
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import UNSAFE
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.steps import TooLate, UnknownCase, plan
from directory.plans import LONGEST_ADVICE, LONGEST_STEP, MOST_STEPS, Doer, Plan, PlanStep

EMPTY_LINES = 3
Lines = Annotated[list[str], Form()]
SPACES = re.compile(r"[ \t\n\r]+")


def add_plan(router: APIRouter, desk: Desk) -> None:
    """Writing a plan with the person."""

    @router.get("/demandes/{uid}/plan")
    def see(uid: str, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        return _page(desk, visitor, uid)

    @router.post("/demandes/{uid}/plan")
    def keep(
        uid: str,
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        asked: Annotated[Plan, Depends(_asked)],
    ) -> Response:
        problems = plan_problems(asked)
        if problems:
            return _page(desk, visitor, uid, asked=asked, problems=problems, status=422)
        try:
            with visitor.scoped.writing() as session:
                plan(session, known_uid(uid), asked, by=visitor.member, now=desk.clock())
        except UnknownCase:
            return desk.door.missing(visitor)
        except TooLate:
            return _page(desk, visitor, uid, asked=asked, problems=("too_late",), status=409)
        return to(f"{PREFIX}/demandes/{uid}?fait=plan")


def plan_problems(asked: Plan) -> tuple[str, ...]:
    """What a plan still lacks, as ends of keys; empty when it can be kept."""
    found = []
    if len(asked.advice) > LONGEST_ADVICE:
        found.append("advice_long")
    if len(asked.steps) > MOST_STEPS:
        found.append("steps_many")
    if any(len(step.text) > LONGEST_STEP for step in asked.steps):
        found.append("step_long")
    return tuple(found)


def _asked(
    advice: Annotated[str, Form()] = "",
    text: Lines = [],  # noqa: B006 - read by the framework, never changed
    doer: Lines = [],  # noqa: B006
    due: Lines = [],  # noqa: B006
    done: Lines = [],  # noqa: B006
) -> Plan:
    """The plan of the form; a line without words is no step."""
    steps = (
        PlanStep(SPACES.sub(" ", UNSAFE.sub("", words)).strip(), _doer(doer, n), _day(due, n), str(n) in done)
        for n, words in enumerate(text)
    )
    return Plan(UNSAFE.sub("", advice).strip(), tuple(step for step in steps if step.text))


def _doer(given: Sequence[str], place: int) -> Doer:
    known = place < len(given) and given[place] in {one.value for one in Doer}
    return Doer(given[place]) if known else Doer.PERSON


def _day(given: Sequence[str], place: int) -> date | None:
    try:
        return date.fromisoformat(given[place])
    except (IndexError, ValueError):
        return None


def _page(
    desk: Desk,
    visitor: Visitor,
    uid: str,
    *,
    asked: Plan | None = None,
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    try:
        with visitor.scoped.writing() as session:
            case = open_case(session, known_uid(uid), by=visitor.member, now=desk.clock())
    except UnknownCase:
        return desk.door.missing(visitor)
    if not (case.may_plan or problems):
        return to(f"{PREFIX}/demandes/{uid}")
    shown = asked if asked is not None else case.plan
    rows = [*shown.steps, *(PlanStep("", Doer.PERSON) for _ in range(min(EMPTY_LINES, MOST_STEPS - len(shown.steps))))]
    return desk.show(
        "planning.html",
        visitor,
        status=status,
        case=case,
        advice=shown.advice,
        rows=rows,
        doers=tuple(Doer),
        problems=problems,
        limits={"step": LONGEST_STEP, "advice": LONGEST_ADVICE, "steps": MOST_STEPS},
    )
