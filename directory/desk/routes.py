"""All addresses of the desk. None of them has a database session but through the visitor's confined one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory.desk.case_routes import add_case
from directory.desk.door import Anybody, Seeing, Visitor
from directory.desk.frame import Desk
from directory.desk.front import FrontDoor
from directory.desk.front_routes import add_front
from directory.desk.list_routes import add_lists
from directory.desk.live_routes import add_live
from directory.desk.plan_routes import add_plan
from directory.desk.roles import Right
from directory.desk.signing_routes import add_signing
from directory.desk.team_routes import add_team


def desk_router(desk: Desk, front: FrontDoor) -> APIRouter:
    """The counsellors' desk, at ``/desk``: to be included without a prefix. ``front`` is the first door."""
    router = desk.router()

    @router.get("/static/{name}", dependencies=[Depends(Anybody())])
    def static_file(name: str) -> Response:
        return desk.pages.static[name].answer() if name in desk.pages.static else desk.door.missing()

    add_signing(router, desk)
    add_lists(router, desk)
    add_live(router, desk)
    add_front(router, desk, front)
    add_plan(router, desk)
    add_case(router, desk)
    add_account(router, desk)
    add_team(router, desk)
    return router


def add_account(router: APIRouter, desk: Desk) -> None:
    """One's own account."""

    @router.get("/compte")
    def account(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.SELF))]) -> Response:
        return desk.show("me.html", visitor)
