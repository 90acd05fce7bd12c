"""Addresses of a link about a card: "is this still right?", answered without a password, once (L05)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from directory.desk import cards
from directory.desk.card_links import Asked
from directory.desk.card_routes import FORM
from directory.desk.door import Anybody, from_elsewhere
from directory.desk.forms import DeskForm, Refused, Typed
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
        form: Annotated[DeskForm, Depends(Typed(FORM.name))],
        csrf: Text = "",
    ) -> Response:
        asked = desk.card_links.find(link, desk.clock())
        if asked is None:
            return _page(desk, request, link)
        if from_elsewhere(request) or not desk.door.is_our_form(request, csrf):
            return desk.door.refused()
        try:
            _propose(desk, asked, form)
        except Refused as because:
            return _page(desk, request, link, form.refused(because), changing=True)
        return _thanks(desk, "asked")


def _propose(desk: Desk, asked: Asked, form: DeskForm) -> None:
    """Uses the link up with what it asks, or leaves it good when that cannot be kept."""
    with asked.scoped.writing() as session:
        if desk.card_links.spend(session, asked, desk.clock()) is not None:  # not answered meanwhile, in another tab
            cards.ask(session, form, by=asked.scoped.member, now=desk.clock(), places=load_places())


def _page(desk: Desk, request: Request, link: str, form: DeskForm = FORM, *, changing: bool = False) -> Response:
    asked = desk.card_links.find(link, desk.clock())
    if asked is None:
        return desk.pages.show("card_link.html", status=404, visitor=None, card=None, done="")
    with asked.scoped.reading() as session:
        found = cards.card(session, asked.scoped.member.structure_id)
    token = desk.door.token(request)
    fresh = token or new_token()
    page = desk.pages.show(
        "card_link.html",
        status=form.status,
        visitor=None,
        card=found,
        done="",
        address=f"{ADDRESS}/{link}",
        csrf=desk.door.form_token(fresh),
        form=form,
        changing=changing,
    )
    return page if token else desk.door.give(page, fresh)


def _thanks(desk: Desk, done: str) -> Response:
    return desk.pages.show("card_link.html", visitor=None, card=None, done=done)
