"""Addresses of the team: accounts within reach, invitations, closing and opening."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from directory.desk import team
from directory.desk.accounts import BadAccount
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right

TEAM = f"{PREFIX}/equipe"
CHANGES = {"fermer": False, "ouvrir": True}


def add_team(router: APIRouter, desk: Desk) -> None:
    """Who works here."""

    @router.get("/equipe")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.TEAM))]) -> Response:
        return _page(desk, visitor)

    @router.post("/equipe")
    def invite(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))],
        asked: Annotated[team.Asked, Depends(_asked)],
    ) -> Response:
        try:
            with visitor.scoped.reading() as session:
                guest = team.guest_from(session, asked, visitor.member)
            desk.invitations.invite(guest, desk.clock())
        except BadAccount as problem:
            return _page(desk, visitor, asked=asked, problem=str(problem), status=422)
        return _page(desk, visitor, invited=asked.email)

    @router.post("/equipe/invitations/{invitation}/renvoyer")
    def resend(invitation: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))]) -> Response:
        with visitor.scoped.writing() as session:
            done = team.resend(session, invitation, desk.clock())
        return to(TEAM) if done else desk.door.missing(visitor)

    @router.post("/equipe/invitations/{invitation}/retirer")
    def take_back(invitation: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))]) -> Response:
        with visitor.scoped.writing() as session:
            done = team.take_back(session, invitation)
        return to(TEAM) if done else desk.door.missing(visitor)

    @router.post("/equipe/{account}/{change}")
    def change(
        account: int, change: str, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))]
    ) -> Response:
        if change not in CHANGES:
            return desk.door.missing(visitor)
        with visitor.scoped.writing() as session:
            done = team.set_active(session, account, active=CHANGES[change], by=visitor.member)
        return to(TEAM) if done else desk.door.missing(visitor)


def _asked(
    email: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
    structure: Annotated[str, Form()] = "",
    territory: Annotated[str, Form()] = "",
) -> team.Asked:
    return team.Asked(email, name, role, structure, territory)


def _page(
    desk: Desk,
    visitor: Visitor,
    *,
    asked: team.Asked | None = None,
    problem: str = "",
    invited: str = "",
    status: int = 200,
) -> Response:
    with visitor.scoped.reading() as session:
        accounts = team.accounts(session)
        waiting = team.waiting_invitations(session, desk.clock())
    return desk.show(
        "members.html",
        visitor,
        status=status,
        accounts=accounts,
        waiting=waiting,
        gives=team.GIVES[visitor.member.role],
        asked=asked or team.Asked(),
        problem=problem,
        invited=invited,
    )
