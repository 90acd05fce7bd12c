"""Addresses of cards: the structure's own, and those of a territory for its coordination."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from directory.desk import cards
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.models import ChangeState
from directory.places import load_places

CARD, TERRITORY = f"{PREFIX}/fiche", f"{PREFIX}/territoire"
DECISIONS = {"valider": True, "refuser": False}


async def posted_card(request: Request) -> dict[str, str]:
    """The parts of the card that was posted."""
    return cards.read_form((await request.form()).multi_items())


def add_cards(router: APIRouter, desk: Desk) -> None:
    """Both."""
    add_own_card(router, desk)
    add_territory(router, desk)


def add_own_card(router: APIRouter, desk: Desk) -> None:
    """The structure's card: what to change, that it is right, its history."""

    @router.get("/fiche")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CARD))]) -> Response:
        return _card(desk, visitor)

    @router.post("/fiche")
    def change(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))],
        asked: Annotated[dict[str, str], Depends(posted_card)],
    ) -> Response:
        with visitor.scoped.writing() as session:
            wrong = cards.ask(session, asked, by=visitor.member, now=desk.clock(), places=load_places())
        return _card(desk, visitor, asked=asked, wrong=wrong, status=422) if wrong else to(CARD)

    @router.post("/fiche/juste")
    def confirm(visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))]) -> Response:
        with visitor.scoped.writing() as session:
            cards.confirm(session, by=visitor.member, now=desk.clock())
        return to(CARD)


def add_territory(router: APIRouter, desk: Desk) -> None:
    """What the coordination decides, and whom it asks to read their card again."""

    @router.get("/territoire")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.TERRITORY))]) -> Response:
        return _territory(desk, visitor)

    @router.post("/territoire/changements/{change}/{decision}")
    def decide(
        change: int, decision: str, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TERRITORY))]
    ) -> Response:
        if decision not in DECISIONS:
            return desk.door.missing(visitor)
        with visitor.scoped.writing() as session:
            keep, by, now = DECISIONS[decision], visitor.member, desk.clock()
            done = cards.decide(session, change, keep=keep, by=by, now=now, places=load_places())
        return to(TERRITORY) if done else desk.door.missing(visitor)

    @router.post("/territoire/{structure}/verifier")
    def ask(structure: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TERRITORY))]) -> Response:
        with visitor.scoped.reading() as session:
            if not cards.has(session, structure):
                return desk.door.missing(visitor)
        if desk.card_links.ask(structure, desk.clock()):
            return to(TERRITORY)
        return _territory(desk, visitor, problem=desk.pages.words.say("territory.nobody"), status=409)


def _territory(desk: Desk, visitor: Visitor, *, problem: str = "", status: int = 200) -> Response:
    with visitor.scoped.reading() as session:
        waiting = cards.changes(session, ChangeState.PENDING)
        applied = cards.changes(session, ChangeState.APPLIED)
        oldest = cards.oldest(session)
    values: dict[str, Any] = {"applied": applied, "oldest": oldest, "today": desk.clock().date()}
    return desk.show("territory.html", visitor, status=status, problem=problem, waiting=waiting, **values)


def _card(
    desk: Desk,
    visitor: Visitor,
    *,
    asked: dict[str, str] | None = None,
    wrong: tuple[cards.Part, ...] = (),
    status: int = 200,
) -> Response:
    with visitor.scoped.reading() as session:
        found = cards.card(session, visitor.member.structure_id)
        history = cards.changes(session, *ChangeState)
    values = {"card": found, "history": history, "asked": asked or {}, "wrong": wrong}
    return desk.show("own_card.html", visitor, status=status, **values)
