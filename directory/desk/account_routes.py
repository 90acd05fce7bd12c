"""Addresses of one's own account, and of its calendar feed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory.desk.door import Anybody, Posting, Seeing, Visitor, to
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right

CALENDAR = "text/calendar; charset=utf-8"


def add_account(router: APIRouter, desk: Desk) -> None:
    """One's own account."""

    @router.get("/compte")
    def account(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.SELF))]) -> Response:
        return _page(desk, visitor)

    @router.post("/compte/calendrier")
    def renew(visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        token = desk.feeds.renew(visitor.member.id, desk.clock())
        return _page(desk, visitor, address=f"{desk.base_url}{PREFIX}/calendrier/{token}.ics")

    @router.post("/compte/calendrier/retirer")
    def revoke(visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        desk.feeds.revoke(visitor.member.id)
        return to(f"{PREFIX}/compte")

    @router.get("/calendrier/{secret}.ics", dependencies=[Depends(Anybody())])
    def feed(secret: str) -> Response:
        found = desk.feeds.read(secret, desk.clock())
        if found is None:
            return desk.door.missing()
        return Response(found, media_type=CALENDAR, headers={"Cache-Control": "no-store"})


def _page(desk: Desk, visitor: Visitor, *, address: str = "") -> Response:
    return desk.show("me.html", visitor, address=address, feed_since=desk.feeds.since(visitor.member.id))
