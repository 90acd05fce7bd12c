"""Addresses of cards: the structure's own, and those of a territory for its coordination."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from directory.desk import cards
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.models import ChangeState

CARD, TERRITORY = f"{PREFIX}/fiche", f"{PREFIX}/territoire"
DECISIONS = {"valider": True, "refuser": False}


def add_cards(router: APIRouter, desk: Desk) -> None:
    """Both."""
    add_own_card(router, desk)
    add_territory(router, desk)


def add_own_card(router: APIRouter, desk: Desk) -> None:
    """The structure's card: what to change, that it is right, its history."""

    async def posted(request: Request) -> dict[str, str]:
        return cards.known_fields((await request.form()).multi_items())

    @router.get("/fiche")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CARD))]) -> Response:
        return _card(desk, visitor)

    @router.post("/fiche")
    def change(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))],
        asked: Annotated[dict[str, str], Depends(posted)],
    ) -> Response:
        with visitor.scoped.writing() as session:
            wrong = cards.ask(session, asked, by=visitor.member, now=desk.clock())
        return _card(desk, visitor, asked=asked, wrong=wrong, status=422) if wrong else to(CARD)

    @router.post("/fiche/juste")
    def confirm(visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))]) -> Response:
        with visitor.scoped.writing() as session:
            cards.confirm(session, visitor.member.structure_id, desk.clock().date())
        return to(CARD)


def add_territory(router: APIRouter, desk: Desk) -> None:
    """What the coordination decides, and whom it asks to read their card again."""

    @router.get("/territoire")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.TERRITORY))]) -> Response:
        with visitor.scoped.reading() as session:
            waiting = cards.changes(session, ChangeState.PENDING)
            oldest = cards.oldest(session)
        return desk.show("territory.html", visitor, waiting=waiting, oldest=oldest, today=desk.clock().date())

    @router.post("/territoire/changements/{change}/{decision}")
    def decide(
        change: int, decision: str, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TERRITORY))]
    ) -> Response:
        if decision not in DECISIONS:
            return desk.door.missing(visitor)
        with visitor.scoped.writing() as session:
            keep = DECISIONS[decision]
            done = cards.decide(session, change, keep=keep, by=visitor.member, now=desk.clock())
        return to(TERRITORY) if done else desk.door.missing(visitor)

    @router.post("/territoire/{structure}/verifier")
    def ask(structure: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TERRITORY))]) -> Response:
        with visitor.scoped.writing() as session:
            done = cards.ask_to_check(session, structure, desk.clock())
        return to(TERRITORY) if done else desk.door.missing(visitor)


def _card(
    desk: Desk,
    visitor: Visitor,
    *,
    asked: dict[str, str] | None = None,
    wrong: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    with visitor.scoped.reading() as session:
        found = cards.card(session, visitor.member.structure_id)
        history = cards.changes(session, *ChangeState)
    values = {"card": found, "history": history, "asked": asked or {}, "wrong": wrong, "longest": cards.LONGEST}
    return desk.show("own_card.html", visitor, status=status, **values)
