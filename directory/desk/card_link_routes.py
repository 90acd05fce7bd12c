"""Addresses of a link about a card: "is this still right?", answered without a password, once (L05)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from directory.desk import cards
from directory.desk.card_links import Asked
from directory.desk.card_routes import posted_card
from directory.desk.door import Anybody, from_elsewhere
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.visits import new_token
from directory.places import load_places

TO_ALL = [Depends(Anybody())]
ADDRESS = f"{PREFIX}/fiche-a-jour"
Text = Annotated[str, Form()]


def add_card_links(router: APIRouter, desk: Desk) -> None:
    """The question, and its two answers. Opening it is no answer: those who read mail for others follow links too."""

    @router.get("/fiche-a-jour/{link}", dependencies=TO_ALL)
    def see(request: Request, link: str, changer: str = "") -> Response:
        return _page(desk, request, link, changing=bool(changer))

    @router.post("/fiche-a-jour/{link}/oui", dependencies=TO_ALL)
    def confirm(request: Request, link: str, csrf: Text = "") -> Response:
        asked = desk.card_links.find(link, desk.clock())
        if asked is None:
            return _page(desk, request, link)
        if from_elsewhere(request) or not desk.door.is_our_form(request, csrf):
            return desk.door.refused()
        with asked.scoped.writing() as session:
            if desk.card_links.spend(session, asked, desk.clock()) is not None:
                cards.confirm(session, by=asked.scoped.member, now=desk.clock())
        return _thanks(desk, "right")

    @router.post("/fiche-a-jour/{link}", dependencies=TO_ALL)
    def change(
        request: Request,
        link: str,
        typed: Annotated[dict[str, str], Depends(posted_card)],
        csrf: Text = "",
    ) -> Response:
        asked = desk.card_links.find(link, desk.clock())
        if asked is None:
            return _page(desk, request, link)
        if from_elsewhere(request) or not desk.door.is_our_form(request, csrf):
            return desk.door.refused()
        wrong = _proposed(desk, asked, typed)
        return _page(desk, request, link, typed=typed, wrong=wrong, changing=True) if wrong else _thanks(desk, "asked")


def _proposed(desk: Desk, asked: Asked, typed: dict[str, str]) -> tuple[cards.Part, ...]:
    with asked.scoped.writing() as session:
        link = desk.card_links.spend(session, asked, desk.clock())
        if link is None:  # answered meanwhile, in another tab
            return ()
        wrong = cards.ask(session, typed, by=asked.scoped.member, now=desk.clock(), places=load_places())
        if wrong:
            link.used_at = None
        return wrong


def _page(
    desk: Desk,
    request: Request,
    link: str,
    *,
    typed: dict[str, str] | None = None,
    wrong: tuple[cards.Part, ...] = (),
    changing: bool = False,
) -> Response:
    asked = desk.card_links.find(link, desk.clock())
    if asked is None:
        return desk.pages.show("card_link.html", status=404, visitor=None, card=None, done="")
    with asked.scoped.reading() as session:
        found = cards.card(session, asked.scoped.member.structure_id)
    token = desk.door.token(request)
    fresh = token or new_token()
    page = desk.pages.show(
        "card_link.html",
        status=422 if wrong else 200,
        visitor=None,
        card=found,
        done="",
        address=f"{ADDRESS}/{link}",
        csrf=desk.door.form_token(fresh),
        asked=typed or {},
        wrong=wrong,
        changing=changing,
    )
    return page if token else desk.door.give(page, fresh)


def _thanks(desk: Desk, done: str) -> Response:
    return desk.pages.show("card_link.html", visitor=None, card=None, done=done)
