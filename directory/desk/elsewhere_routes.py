"""Addresses of the plan of an appointment in the tool where the structure keeps its agendas."""

import hmac
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Response

from directory.desk.case import Case, open_case
from directory.desk.case_routes import known_uid
from directory.desk.door import Seeing, Visitor, to
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.steps import UnknownCase
from directory.outside.provider import AgendaProvider, NotPrepared

log = structlog.get_logger()

FAILED = "ailleurs"


def add_elsewhere(router: APIRouter, desk: Desk) -> None:
    """Preparing there the appointment of a person who left their name, with the counsellor's own account."""
    if desk.outside is None or not desk.outside.prepares:
        return
    outside, back = desk.outside, f"{desk.base_url}{PREFIX}/ailleurs/retour"

    @router.get("/demandes/{uid}/ailleurs")
    def leave(uid: str, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        if _case(desk, visitor, uid) is None:
            return desk.door.missing(visitor)
        return to(outside.consent_page(f"{uid}.{_seal(visitor, uid)}", back))

    @router.get("/ailleurs/retour")
    def come_back(
        visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))], state: str = "", code: str = ""
    ) -> Response:
        uid, _, seal = state.partition(".")
        if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(visitor, uid).encode()):
            return desk.door.missing(visitor)
        case = _case(desk, visitor, uid)
        if case is None:
            return desk.door.missing(visitor)
        return to(_prepared(desk, outside, case, code, back) or f"{PREFIX}/demandes/{uid}?fait={FAILED}")


def _case(desk: Desk, visitor: Visitor, uid: str) -> Case | None:
    """The case, when it can be prepared there; looking at it is recorded like any opening."""
    try:
        with visitor.scoped.writing() as session:
            case = open_case(session, known_uid(uid), by=visitor.member, now=desk.clock())
    except UnknownCase:
        return None
    return case if case.may_be_elsewhere else None


def _prepared(desk: Desk, outside: AgendaProvider, case: Case, code: str, back: str) -> str | None:
    assert case.contact is not None  # noqa: S101 - a case that may be there has one
    after = f"{desk.base_url}{PREFIX}/demandes/{case.meeting.uid}"
    try:
        return outside.prepare(case.contact, code, back=back, after=after) if code else None
    except NotPrepared as problem:
        log.warning("plan_not_prepared", reason=str(problem))
        return None


def _seal(visitor: Visitor, uid: str) -> str:
    """What only this browser could have taken along, for this case."""
    return hmac.new(visitor.csrf.encode(), uid.encode("utf-8", "replace"), "sha256").hexdigest()
