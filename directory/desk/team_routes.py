"""Addresses of the team: accounts within reach, invitations, closing and opening."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory.desk import team
from directory.desk.door import Posting, Seeing, Visitor
from directory.desk.forms import DeskForm, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right

TEAM = f"{PREFIX}/equipe"
INVITE = DeskForm("invite")
TURNS = {"fermer": False, "ouvrir": True}


def add_team(router: APIRouter, desk: Desk) -> None:
    """Who works here."""

    @router.get("/equipe")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.TEAM))]) -> Response:
        return _page(desk, visitor)

    @router.post("/equipe")
    def invite(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))],
        form: Annotated[DeskForm, Depends(Typed(INVITE.name))],
    ) -> Response:
        try:
            with visitor.scoped.reading() as session:
                guest = team.guest_from(session, form, visitor.member)
            desk.invitations.invite(guest, desk.clock())
        except Refused as because:
            return _page(desk, visitor, form=form.refused(because))
        return _page(desk, visitor, invited=guest.email)

    @router.post("/equipe/invitations/{invitation}/renvoyer")
    def resend(invitation: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))]) -> Response:
        return desk.change(visitor, lambda session: team.resend(session, invitation, desk.clock()), TEAM)

    @router.post("/equipe/invitations/{invitation}/retirer")
    def take_back(invitation: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))]) -> Response:
        return desk.change(visitor, lambda session: team.take_back(session, invitation), TEAM)

    @router.post("/equipe/{account}/{turn}")
    def change(
        account: int, turn: str, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.TEAM))]
    ) -> Response:
        if turn not in TURNS:
            return desk.door.missing(visitor)
        active, by = TURNS[turn], visitor.member
        return desk.change(visitor, lambda session: team.set_active(session, account, active=active, by=by), TEAM)


def _page(desk: Desk, visitor: Visitor, *, form: DeskForm = INVITE, invited: str = "") -> Response:
    with visitor.scoped.reading() as session:
        values = {"accounts": team.accounts(session), "waiting": team.waiting_invitations(session, desk.clock())}
    gives = team.GIVES[visitor.member.role]
    given = {role.value: desk.pages.words.say(f"role.{role}") for role in gives}
    shown = {"form": form, "gives": gives, "given": given, "invited": invited}
    return desk.show("members.html", visitor, status=form.status, **values, **shown)
