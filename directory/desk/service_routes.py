"""Addresses of a structure's services: one more, one less, one again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory.desk import services
from directory.desk.card_routes import CARD
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import DeskForm, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.roles import Right
from directory.places import load_places

FORM = DeskForm("service")


def add_services(router: APIRouter, desk: Desk) -> None:
    """Proposing, and taking off."""
    add_proposals(router, desk)
    add_leaving(router, desk)


def add_proposals(router: APIRouter, desk: Desk) -> None:
    """A service to offer: a new one, or one that is set aside."""

    @router.get("/fiche/services/nouveau")
    def describe(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CARD))]) -> Response:
        return _page(desk, visitor, None)

    @router.post("/fiche/services/nouveau")
    def propose(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))],
        form: Annotated[DeskForm, Depends(Typed(FORM.name))],
    ) -> Response:
        return _proposed(desk, visitor, None, form)

    @router.get("/fiche/services/{service}")
    def see(service: int, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CARD))]) -> Response:
        return _page(desk, visitor, service)

    @router.post("/fiche/services/{service}")
    def propose_again(
        service: int,
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))],
        form: Annotated[DeskForm, Depends(Typed(FORM.name))],
    ) -> Response:
        return _proposed(desk, visitor, service, form)


def add_leaving(router: APIRouter, desk: Desk) -> None:
    """Taking a service off: whoever does sees who is still to come for it, hence the right to see appointments."""

    @router.get("/fiche/services/{service}/retirer")
    def ask(service: int, visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.AGENDA))]) -> Response:
        with visitor.scoped.reading() as session:
            found = services.leaving(session, service, visitor.member, desk.clock())
        return desk.show("leaving_service.html", visitor, found=found) if found else desk.door.missing(visitor)

    @router.post("/fiche/services/{service}/retirer")
    def take_off(service: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))]) -> Response:
        by, now = visitor.member, desk.clock()
        return desk.change(
            visitor, lambda session: services.take_off(session, service, by, now), f"{CARD}?fait=leaving"
        )

    @router.post("/fiche/services/{service}/garder")
    def keep(service: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CARD))]) -> Response:
        by, now = visitor.member, desk.clock()
        return desk.change(visitor, lambda session: services.keep(session, service, by, now), f"{CARD}?fait=kept")


def _proposed(desk: Desk, visitor: Visitor, service: int | None, form: DeskForm) -> Response:
    try:
        with visitor.scoped.writing() as session:
            by, now, places = visitor.member, desk.clock(), load_places()
            done = services.propose(session, form, service, by=by, now=now, places=places)
    except Refused as because:
        return _page(desk, visitor, service, form.refused(because))
    return to(f"{CARD}?fait=proposed") if done else desk.door.missing(visitor)


def _page(desk: Desk, visitor: Visitor, service: int | None, form: DeskForm = FORM) -> Response:
    with visitor.scoped.reading() as session:
        member = visitor.member
        group = services.blank(session, member) if service is None else services.written(session, service)
        refused = service is not None and services.is_refused(session, service)
    if group is None:
        return desk.door.missing(visitor)
    values = {"group": group, "service": service, "refused": refused, "form": form}
    return desk.show("service.html", visitor, status=form.status, **values)
