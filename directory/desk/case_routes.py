"""Addresses of one case: seeing it, and what one click does with it."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory.desk import inbox
from directory.desk.case import open_case
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import DeskForm, Reader, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.front import FrontDoor
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.steps import LONGEST_REFUSAL, Action, Refusal, TooLate, UnknownCase, perform
from directory.desk.words import load_words
from directory.referrals import RefusalReason

UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REFUSAL = DeskForm("refusal")
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
        form: Annotated[DeskForm, Depends(Typed(REFUSAL.name))],
    ) -> Response:
        if action not in {one.value for one in Action}:
            return desk.door.missing(visitor)
        return _act(desk, front, visitor, uid, Action(action), form)


def _act(desk: Desk, front: FrontDoor, visitor: Visitor, uid: str, action: Action, form: DeskForm) -> Response:
    try:
        refusal = read_refusal(form) if action is Action.REFUSE else None
        with visitor.scoped.writing() as session:
            perform(session, known_uid(uid), action, by=visitor.member, now=desk.clock(), refusal=refusal)
    except UnknownCase:
        return desk.door.missing(visitor)
    except Refused as because:
        return _case_page(desk, front, visitor, uid, form.refused(because))
    except TooLate:
        return _case_page(desk, front, visitor, uid, form, changed=True)
    return to(f"{PREFIX}/demandes/{uid}?fait={action.value}")


def read_refusal(form: DeskForm) -> Refusal:
    """Why, and who else can help; :class:`Refused` says what it still lacks."""
    reader, say = Reader(form), load_words().say
    reason = form.value("reason")
    if reason not in set(RefusalReason):
        reader.refuse("reason", say("refusal.reason_missing"))
    text = reader.text_within("text", LONGEST_REFUSAL)
    if not text:
        reader.refuse("text", say("refusal.text_missing"))
    reader.done()
    return Refusal(RefusalReason(reason), text)


def _case_page(
    desk: Desk,
    front: FrontDoor,
    visitor: Visitor,
    uid: str,
    refusal: DeskForm = REFUSAL,
    *,
    done: str = "",
    changed: bool = False,
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
        status=409 if changed else refusal.status,
        case=case,
        following=following,
        elsewhere=desk.outside is not None and desk.outside.prepares and case.may_be_elsewhere,
        answers=front.answers(case.informed),
        done=done,
        changed=changed,
        refusal=refusal,
        reasons=tuple(RefusalReason),
        most=LONGEST_REFUSAL,
    )


def known_uid(text: str) -> str:
    """The identifier, when it can be one; :class:`UnknownCase`."""
    if not UID.fullmatch(text):
        raise UnknownCase
    return text
