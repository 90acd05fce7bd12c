"""Addresses of the action plan: a form that works without script, with three empty lines at its end."""

import re
from itertools import chain, islice, repeat
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory.desk.case import Case, open_case
from directory.desk.case_routes import known_uid
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import WHOLE, DeskForm, Reader, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.front import FrontDoor
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.steps import TooLate, UnknownCase, plan
from directory.desk.words import load_words
from directory.plans import LONGEST_ADVICE, LONGEST_STEP, MOST_STEPS, Doer, Plan, PlanStep

FORM = DeskForm("plan")
EMPTY_LINES = 3
EMPTY = PlanStep("", Doer.PERSON)
SPACES = re.compile(r"[ \t\n\r]+")


def add_plan(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """Writing a plan with the person, and giving it to them on paper."""

    @router.get("/demandes/{uid}/plan")
    def see(uid: str, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        return _page(desk, visitor, uid)

    @router.post("/demandes/{uid}/plan")
    def keep(
        uid: str,
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        form: Annotated[DeskForm, Depends(Typed(FORM.name))],
    ) -> Response:
        try:
            agreed = read_plan(form)
            with visitor.scoped.writing() as session:
                plan(session, known_uid(uid), agreed, by=visitor.member, now=desk.clock())
        except UnknownCase:
            return desk.door.missing(visitor)
        except Refused as because:
            return _page(desk, visitor, uid, form.refused(because))
        except TooLate:
            return _page(desk, visitor, uid, form.refused(Refused(**{WHOLE: load_words().say("plan.too_late")})))
        return to(f"{PREFIX}/demandes/{uid}?fait=plan")

    @router.get("/demandes/{uid}/plan/papier")
    def paper(uid: str, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        case = _case(desk, visitor, uid)
        if case is None or case.plan.changed_at is None:
            return desk.door.missing(visitor)
        zone, shown = case.meeting.starts_at.tzinfo, front.paper(case.plan)
        day, again = case.plan.changed_at.astimezone(zone).date(), f"{desk.base_url}/rendez-vous"
        return desk.show("plan_paper.html", visitor, case=case, paper=shown, day=day, again=again)


def read_plan(form: DeskForm) -> Plan:
    """The plan of the form; a line without words is no step. :class:`Refused` says what cannot be kept so."""
    reader = Reader(form)
    advice = reader.text_within("advice", LONGEST_ADVICE)
    steps = [_step(reader, form, line) for line in range(MOST_STEPS) if reader.text(f"text-{line}")]
    reader.done()
    return Plan(advice, tuple(steps))


def _step(reader: Reader, form: DeskForm, line: int) -> PlanStep:
    words = SPACES.sub(" ", reader.text_within(f"text-{line}", LONGEST_STEP))
    doer = form.value(f"doer-{line}")
    is_done = bool(form.value(f"done-{line}"))
    return PlanStep(words, Doer(doer) if doer in set(Doer) else Doer.PERSON, reader.day_if_any(f"due-{line}"), is_done)


def _page(desk: Desk, visitor: Visitor, uid: str, form: DeskForm = FORM) -> Response:
    case = _case(desk, visitor, uid)
    if case is None:
        return desk.door.missing(visitor)
    if not (case.may_plan or form.wrong):
        return to(f"{PREFIX}/demandes/{uid}")
    return desk.show(
        "planning.html", visitor, status=form.status, case=case, lines=lines_of(form, case.plan), form=form
    )


def _case(desk: Desk, visitor: Visitor, uid: str) -> Case | None:
    try:
        with visitor.scoped.writing() as session:
            return open_case(session, known_uid(uid), by=visitor.member, now=desk.clock())
    except UnknownCase:
        return None


def lines_of(form: DeskForm, kept: Plan) -> tuple[PlanStep, ...]:
    """The lines that the page offers: what is kept, room for what was typed, and some empty ones as far as they go."""
    typed = [line for line in range(MOST_STEPS) if form.value(f"text-{line}")]
    number = max(len(kept.steps), max(typed, default=-1) + 1) + EMPTY_LINES
    return tuple(islice(chain(kept.steps, repeat(EMPTY)), min(number, MOST_STEPS)))
