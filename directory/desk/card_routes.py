"""Addresses of cards: the structure's own, and those of a territory for its coordination."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from directory.desk import cards, services
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import DeskForm, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.front import FrontDoor
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.models import ChangeState
from directory.places import load_places
from directory.working_days import PARIS

CARD, TERRITORY = f"{PREFIX}/fiche", f"{PREFIX}/territoire"
FORM = DeskForm("card")
DONE = ("asked", "same", "right", "proposed", "leaving", "kept")
DECISIONS = {"valider": True, "refuser": False}
DEEDS = (*DECISIONS, "verifier")


def add_cards(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """Both."""
    add_own_card(router, desk)
    add_territory(router, desk, front)


def add_own_card(router: APIRouter, desk: Desk) -> None:
    """The structure's card: what to change, that it is right, its history."""

    @router.get("/fiche")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CARD))], fait: str = "") -> Response:
        return _card(desk, visitor, done=fait if fait in DONE else "")

    @router.post("/fiche")
    def change(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))],
        form: Annotated[DeskForm, Depends(Typed(FORM.name))],
    ) -> Response:
        try:
            with visitor.scoped.writing() as session:
                asked = cards.ask(session, form, by=visitor.member, now=desk.clock(), places=load_places())
        except Refused as because:
            return _card(desk, visitor, form.refused(because))
        return to(f"{CARD}?fait={'asked' if asked else 'same'}")

    @router.post("/fiche/juste")
    def confirm(visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))]) -> Response:
        with visitor.scoped.writing() as session:
            cards.confirm(session, by=visitor.member, now=desk.clock())
        return to(f"{CARD}?fait=right")


def add_territory(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """What the coordination decides, whom it asks to read their card again, what the first door tells that is to be
    verified."""

    @router.get("/territoire")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.TERRITORY))], fait: str = "") -> Response:
        return _territory(desk, front, visitor, done=fait if fait in DEEDS else "")

    @router.post("/territoire/changements/{change}/{decision}")
    def decide(
        change: int, decision: str, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TERRITORY))]
    ) -> Response:
        if decision not in DECISIONS:
            return desk.door.missing(visitor)
        decided: dict[str, Any] = {"keep": DECISIONS[decision], "by": visitor.member, "now": desk.clock()}
        return desk.change(
            visitor,
            lambda session: cards.decide(session, change, places=load_places(), **decided),
            f"{TERRITORY}?fait={decision}",
        )

    @router.post("/territoire/{structure}/verifier")
    def ask(structure: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TERRITORY))]) -> Response:
        with visitor.scoped.reading() as session:
            if not cards.has(session, structure):
                return desk.door.missing(visitor)
        if desk.card_links.ask(structure, desk.clock()):
            return to(f"{TERRITORY}?fait=verifier")
        return _territory(desk, front, visitor, problem=desk.pages.words.say("territory.nobody"), status=409)


def _territory(
    desk: Desk, front: FrontDoor, visitor: Visitor, *, done: str = "", problem: str = "", status: int = 200
) -> Response:
    with visitor.scoped.reading() as session:
        waiting = cards.changes(session, ChangeState.PENDING)
        applied = cards.changes(session, ChangeState.APPLIED)
        oldest = cards.oldest(session)
    today = desk.clock().astimezone(PARIS).date()
    values: dict[str, Any] = {"applied": applied, "oldest": oldest, "today": today, "reviews": front.reviews(today)}
    values |= {"done": done, "problem": problem, "most": cards.MOST_OLD}
    return desk.show("territory.html", visitor, status=status, waiting=waiting, **values)


def _card(desk: Desk, visitor: Visitor, form: DeskForm = FORM, *, done: str = "") -> Response:
    with visitor.scoped.reading() as session:
        found = cards.card(session, visitor.member.structure_id)
        history = cards.changes(session, *ChangeState)
        listed = services.services(session, visitor.member)
    values = {"card": found, "history": history, "services": listed, "form": form, "done": done}
    return desk.show("own_card.html", visitor, status=form.status, **values)
