"""Addresses where a colleague says how they want to be told that somebody waits, and where they end it at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from directory import alert_phones, alerts
from directory.alert_phones import PhoneProblem
from directory.desk.door import Anybody, Posting, Seeing, Visitor, to
from directory.desk.forms import DeskForm, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.words import load_words
from directory.models import AlertChoice, AlertPace

PAGE = f"{PREFIX}/compte/messages"
HOURS = range(7, 19)  # those at which somebody may read
KEPT = ("pace", "phone", "code", "removed")
PACE, PHONE, CODE = DeskForm("pace"), DeskForm("phone"), DeskForm("code")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows besides what it always does: forms as they came back, what was just done."""

    pace: DeskForm = PACE
    phone: DeskForm = PHONE
    code: DeskForm = CODE
    done: str = ""


def add_alerts(router: APIRouter, desk: Desk) -> None:
    """One's own choice, then the link that every alert bears."""
    _add_choice(router, desk)
    _add_phone(router, desk)
    _add_stop(router, desk)


def _add_choice(router: APIRouter, desk: Desk) -> None:
    seeing, posting = Seeing(desk.door, Right.CASES), Posting(desk.door, Right.CASES)

    @router.get("/compte/messages")
    def see(visitor: Annotated[Visitor, Depends(seeing)], fait: str = "") -> Response:
        return _page(desk, visitor, Shown(done=fait if fait in KEPT else ""))

    @router.post("/compte/messages")
    def choose(
        visitor: Annotated[Visitor, Depends(posting)], form: Annotated[DeskForm, Depends(Typed(PACE.name))]
    ) -> Response:
        pace, hour = form.value("pace"), form.value("hour")
        if pace not in set(AlertPace):
            refused = form.refused(Refused(pace=desk.pages.words.say("alerts.problem.pace_missing")))
            return _page(desk, visitor, Shown(pace=refused))
        wanted = int(hour) if hour in {str(one) for one in HOURS} else None
        with visitor.scoped.writing() as session:
            alerts.choose(session, visitor.member.id, AlertPace(pace), wanted)
        return to(f"{PAGE}?fait=pace")


def _add_phone(router: APIRouter, desk: Desk) -> None:
    posting = Posting(desk.door, Right.CASES)

    @router.post("/compte/messages/numero")
    def ask_code(
        visitor: Annotated[Visitor, Depends(posting)], form: Annotated[DeskForm, Depends(Typed(PHONE.name))]
    ) -> Response:
        with visitor.scoped.writing() as session:
            phone = form.value("phone")[:40]
            problem = alert_phones.ask_code(session, visitor.member.id, phone, desk.clock())
        return (
            _page(desk, visitor, Shown(phone=_refused(form, "phone", problem))) if problem else to(f"{PAGE}?fait=phone")
        )

    @router.post("/compte/messages/code")
    def confirm(
        visitor: Annotated[Visitor, Depends(posting)],
        form: Annotated[DeskForm, Depends(Typed(CODE.name))],
        code: Annotated[str, Form()] = "",
    ) -> Response:
        with visitor.scoped.writing() as session:
            problem = alert_phones.confirm(session, visitor.member.id, code[:20], desk.clock(), seal=desk.alerts.seal)
        if problem:
            return _page(desk, visitor, Shown(code=_refused(form, "code", problem)))
        return to(f"{PAGE}?fait=code")

    @router.post("/compte/messages/numero/retirer")
    def remove(visitor: Annotated[Visitor, Depends(posting)]) -> Response:
        with visitor.scoped.writing() as session:
            alert_phones.remove(session, visitor.member.id)
        return to(f"{PAGE}?fait=removed")


def _add_stop(router: APIRouter, desk: Desk) -> None:
    """The link is enough: whoever reads the message may end such messages, without signing in and with one gesture."""

    @router.get("/messages/{token}", dependencies=[Depends(Anybody())])
    def ask(token: str) -> Response:
        if not desk.alerts.is_link(token):
            return desk.door.missing()
        return desk.pages.show("stop.html", visitor=None, stopped=False)

    @router.post("/messages/{token}", dependencies=[Depends(Anybody())])
    def stop(token: str) -> Response:
        if not desk.alerts.stop(token):
            return desk.door.missing()
        return desk.pages.show("stop.html", visitor=None, stopped=True)


def _refused(form: DeskForm, field: str, problem: PhoneProblem) -> DeskForm:
    return form.refused(Refused(**{field: load_words().say(f"alerts.problem.{problem}")}))


def _page(desk: Desk, visitor: Visitor, shown: Shown) -> Response:
    with visitor.scoped.reading() as session:
        choice = alerts.choice_of(session, visitor.member.id)
        return desk.show(
            "alerts.html",
            visitor,
            status=max(shown.pace.status, shown.phone.status, shown.code.status),
            choice=choice,
            is_asked=_is_asked(choice, desk.clock()),
            paces=tuple(AlertPace),
            hours={str(hour): load_words().say("moment.hour", hour=hour) for hour in HOURS},
            told=desk.alerts.number_told(visitor.member.structure_id),
            shown=shown,
        )


def _is_asked(choice: AlertChoice, now: datetime) -> bool:
    """Whether a code is on its way, or may still be typed."""
    if choice.phone is None or choice.confirmed_at is not None or choice.asked_at is None:
        return False
    return now <= choice.asked_at + alert_phones.GOOD_FOR
