"""Addresses of proposing another moment."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory.desk import offers
from directory.desk.case import open_case
from directory.desk.case_routes import known_uid
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import DeskForm, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.steps import TooLate, UnknownCase
from directory.desk.words import load_words
from directory.errors import SlotTaken

FORM = DeskForm("offer")


def add_offers(router: APIRouter, desk: Desk) -> None:
    """Proposing another moment."""

    @router.get("/demandes/{uid}/proposer")
    def choose(uid: str, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        return _page(desk, visitor, uid)

    @router.post("/demandes/{uid}/proposer")
    def propose(
        uid: str,
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        form: Annotated[DeskForm, Depends(Typed(FORM.name))],
    ) -> Response:
        try:
            with visitor.scoped.writing() as session:
                offers.propose(session, known_uid(uid), form.value("moment"), desk.clock())
        except UnknownCase:
            return desk.door.missing(visitor)
        except (SlotTaken, TooLate):
            return _page(desk, visitor, uid, form.refused(Refused(moment=_why(form))))
        return to(f"{PREFIX}/demandes/{uid}?fait=proposer")


def _why(form: DeskForm) -> str:
    say = load_words().say
    return say("proposing.gone") if form.value("moment") else say("proposing.missing")


def _page(desk: Desk, visitor: Visitor, uid: str, form: DeskForm = FORM) -> Response:
    now = desk.clock()
    try:
        with visitor.scoped.writing() as session:
            case = open_case(session, known_uid(uid), by=visitor.member, now=now)
            moments = offers.free_moments(session, uid, now)
    except UnknownCase:
        return desk.door.missing(visitor)
    if not (case.may_propose or form.wrong):
        return to(f"{PREFIX}/demandes/{uid}")
    days = {day: tuple(found) for day, found in groupby(moments, key=lambda slot: slot.starts_at.date())}
    return desk.show("proposing.html", visitor, status=form.status, case=case, days=days, form=form)
