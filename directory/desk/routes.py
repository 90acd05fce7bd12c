"""The addresses of the desk. None of them has a database session but through the visitor's confined one."""

import re
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from directory.desk import agenda, inbox
from directory.desk.case import open_case
from directory.desk.door import Anybody, Posting, Seeing, Visitor
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.signing_routes import add_signing
from directory.desk.steps import LONGEST_REFUSAL, Action, Refusal, TooLate, UnknownCase, perform
from directory.desk.team_routes import add_team
from directory.referrals import RefusalReason

UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def desk_router(desk: Desk) -> APIRouter:
    """The counsellors' desk, at ``/desk``: to be included without a prefix."""
    router = desk.router()

    @router.get("/static/{name}", dependencies=[Depends(Anybody())])
    def static_file(name: str) -> Response:
        return desk.pages.static[name].answer() if name in desk.pages.static else desk.door.missing()

    add_signing(router, desk)
    add_lists(router, desk)
    add_case(router, desk)
    add_account(router, desk)
    add_team(router, desk)
    return router


def add_lists(router: APIRouter, desk: Desk) -> None:
    """What waits, what is over, the day and the week."""
    signed_in = Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]

    @router.get("")
    def waiting(visitor: signed_in) -> Response:
        with visitor.scoped.reading() as session:
            now = agenda.local_time(session, desk.clock())
            cases = inbox.waiting(session, now)
            meetings = agenda.kept(agenda.meetings_of(session, now.date(), now.date())[now.date()])
        trays = inbox.sorted_trays(cases, now)
        late = {case.uid for case in cases if inbox.is_late(case, now)}
        most = inbox.MOST if len(cases) == inbox.MOST else 0
        return desk.show("inbox.html", visitor, now=now, trays=trays, late=late, meetings=meetings, most=most)

    @router.get("/terminees")
    def closed(visitor: signed_in) -> Response:
        with visitor.scoped.reading() as session:
            return desk.show("closed.html", visitor, cases=inbox.closed(session, desk.clock()))

    @router.get("/agenda")
    def day_page(visitor: signed_in, jour: str = "") -> Response:
        with visitor.scoped.reading() as session:
            now = agenda.local_time(session, desk.clock())
            day = agenda.read_day(jour, now.date())
            meetings = agenda.meetings_of(session, day, day)[day]
        shown, gone = agenda.kept(meetings), agenda.cancelled(meetings)
        return desk.show("day.html", visitor, now=now, day=day, meetings=shown, cancelled=gone, **_around(day, 1))

    @router.get("/semaine")
    def week_page(visitor: signed_in, jour: str = "") -> Response:
        with visitor.scoped.reading() as session:
            now = agenda.local_time(session, desk.clock())
            day = agenda.read_day(jour, now.date())
            week = agenda.week_of(session, day)
        first = agenda.monday(day)
        return desk.show("week.html", visitor, now=now, week=week, first=first, **_around(first, 7))


def add_case(router: APIRouter, desk: Desk) -> None:
    """One case, and what can be done with it."""

    @router.get("/demandes/{uid}")
    def see(uid: str, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))], fait: str = "") -> Response:
        done = f"done.{fait}" if fait in {action.value for action in Action} else ""
        return _case_page(desk, visitor, uid, done=done)

    @router.post("/demandes/{uid}/{action}")
    def act(
        uid: str,
        action: str,
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        reason: Annotated[str, Form()] = "",
        text: Annotated[str, Form()] = "",
    ) -> Response:
        if action not in {one.value for one in Action}:
            return desk.door.missing(visitor)
        return _act(desk, visitor, uid, Action(action), reason, UNSAFE.sub("", text).strip())


def add_account(router: APIRouter, desk: Desk) -> None:
    """One's own account."""

    @router.get("/compte")
    def account(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.SELF))]) -> Response:
        return desk.show("me.html", visitor)


def _act(desk: Desk, visitor: Visitor, uid: str, action: Action, reason: str, text: str) -> Response:
    refusal = None
    if action is Action.REFUSE:
        problems = refusal_problems(reason, text)
        if problems:
            return _case_page(desk, visitor, uid, status=422, problems=problems, reason=reason, text=text)
        refusal = Refusal(RefusalReason(reason), text)
    try:
        with visitor.scoped.writing() as session:
            perform(session, _uid(uid), action, by=visitor.member, now=desk.clock(), refusal=refusal)
    except UnknownCase:
        return desk.door.missing(visitor)
    except TooLate:
        return _case_page(desk, visitor, uid, status=409, changed=True)
    return RedirectResponse(f"{PREFIX}/demandes/{uid}?fait={action.value}", status_code=303)


def refusal_problems(reason: str, text: str) -> tuple[str, ...]:
    """What the refusal still lacks, as ends of keys; empty when it can be kept."""
    found = [] if reason in {one.value for one in RefusalReason} else ["reason_missing"]
    if not text:
        found.append("text_missing")
    if len(text) > LONGEST_REFUSAL:
        found.append("text_long")
    return tuple(found)


def _case_page(  # noqa: PLR0913 - what the refusal form keeps when it is shown again
    desk: Desk,
    visitor: Visitor,
    uid: str,
    *,
    status: int = 200,
    done: str = "",
    changed: bool = False,
    problems: tuple[str, ...] = (),
    reason: str = "",
    text: str = "",
) -> Response:
    try:
        with visitor.scoped.writing() as session:
            case = open_case(session, _uid(uid), by=visitor.member, now=desk.clock())
    except UnknownCase:
        return desk.door.missing(visitor)
    return desk.show(
        "case.html",
        visitor,
        status=status,
        case=case,
        done=done,
        changed=changed,
        problems=problems,
        reason=reason,
        text=text,
        reasons=tuple(RefusalReason),
        most=LONGEST_REFUSAL,
    )


def _uid(text: str) -> str:
    if not UID.fullmatch(text):
        raise UnknownCase
    return text


def _around(day: date, days: int) -> dict[str, Any]:
    return {"before": day - timedelta(days=days), "after": day + timedelta(days=days)}
