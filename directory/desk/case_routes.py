"""Addresses of one case: seeing it, and what one click does with it."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from directory.desk import inbox
from directory.desk.case import open_case
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import UNSAFE
from directory.desk.frame import Desk
from directory.desk.front import FrontDoor
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.steps import LONGEST_REFUSAL, Action, Refusal, TooLate, UnknownCase, perform
from directory.referrals import RefusalReason

UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DONE = {*(action.value for action in Action), "plan", "proposer", "ailleurs"}


def add_case(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """One case, and what can be done with it."""

    @router.get("/demandes/{uid}")
    def see(uid: str, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))], fait: str = "") -> Response:
        done = f"done.{fait}" if fait in DONE else ""
        return _case_page(desk, front, visitor, uid, done=done)

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
        return _act(desk, front, visitor, uid, Action(action), reason, UNSAFE.sub("", text).strip())


def _act(desk: Desk, front: FrontDoor, visitor: Visitor, uid: str, action: Action, reason: str, text: str) -> Response:
    refusal = None
    if action is Action.REFUSE:
        problems = refusal_problems(reason, text)
        if problems:
            return _case_page(desk, front, visitor, uid, status=422, problems=problems, reason=reason, text=text)
        refusal = Refusal(RefusalReason(reason), text)
    try:
        with visitor.scoped.writing() as session:
            perform(session, known_uid(uid), action, by=visitor.member, now=desk.clock(), refusal=refusal)
    except UnknownCase:
        return desk.door.missing(visitor)
    except TooLate:
        return _case_page(desk, front, visitor, uid, status=409, changed=True)
    return to(f"{PREFIX}/demandes/{uid}?fait={action.value}")


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
    front: FrontDoor,
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
            case = open_case(session, known_uid(uid), by=visitor.member, now=desk.clock())
            following = inbox.following(session, uid, desk.clock()) if done else None
    except UnknownCase:
        return desk.door.missing(visitor)
    return desk.show(
        "case.html",
        visitor,
        status=status,
        case=case,
        following=following,
        elsewhere=desk.outside is not None and desk.outside.prepares and case.may_be_elsewhere,
        answers=front.answers(case.informed),
        done=done,
        changed=changed,
        problems=problems,
        reason=reason,
        text=text,
        reasons=tuple(RefusalReason),
        most=LONGEST_REFUSAL,
    )


def known_uid(text: str) -> str:
    """The identifier, when it can be one; :class:`UnknownCase`."""
    if not UID.fullmatch(text):
        raise UnknownCase
    return text
