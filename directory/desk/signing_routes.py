"""Addresses of signing in and out: the only ones that are open to all."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from directory.desk.door import Anybody, Posting, Visitor
from directory.desk.frame import Desk
from directory.desk.roles import Right
from directory.desk.signing import Entered

TO_ALL = [Depends(Anybody())]
Text = Annotated[str, Form()]


def add_signing(router: APIRouter, desk: Desk) -> None:
    """In and out."""
    signing = desk.signing
    add_second_factor(router, desk)
    add_invitation(router, desk)

    @router.get("/connexion", dependencies=TO_ALL)
    def ask(request: Request, suite: str = "", avis: str = "") -> Response:
        return signing.ask(request, back=suite, notice=avis)

    @router.post("/connexion", dependencies=TO_ALL)
    def sign_in(request: Request, email: Text = "", password: Text = "", csrf: Text = "", suite: Text = "") -> Response:
        return signing.sign_in(request, Entered(email, password, suite), csrf)

    @router.get("/connexion/organisation", dependencies=TO_ALL)
    def ask_organisation(request: Request, suite: str = "") -> Response:
        return signing.ask_organisation(request, back=suite)

    @router.get("/connexion/retour", dependencies=TO_ALL)
    def back_from_organisation(request: Request, state: str = "", code: str = "") -> Response:
        return signing.back_from_organisation(request, state=state, code=code)

    @router.post("/deconnexion")
    def sign_out(request: Request, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.SELF))]) -> Response:
        return signing.sign_out(request)


def add_second_factor(router: APIRouter, desk: Desk) -> None:
    """The code of the telephone, and setting it up."""
    signing = desk.signing

    @router.get("/connexion/code", dependencies=TO_ALL)
    def ask_code(request: Request, suite: str = "") -> Response:
        return signing.ask_code(request, back=suite)

    @router.post("/connexion/code", dependencies=TO_ALL)
    def check_code(request: Request, code: Text = "", csrf: Text = "", suite: Text = "") -> Response:
        return signing.check_code(request, code=code, csrf=csrf, back=suite)

    @router.get("/connexion/telephone", dependencies=TO_ALL)
    def ask_enrolment(request: Request, suite: str = "") -> Response:
        return signing.ask_enrolment(request, back=suite)

    @router.post("/connexion/telephone", dependencies=TO_ALL)
    def enrol(request: Request, code: Text = "", csrf: Text = "", suite: Text = "") -> Response:
        return signing.enrol(request, code=code, csrf=csrf, back=suite)


def add_invitation(router: APIRouter, desk: Desk) -> None:
    """A link that opens an account."""
    signing = desk.signing

    @router.get("/invitation/{link}", dependencies=TO_ALL)
    def ask_invited(request: Request, link: str) -> Response:
        return signing.ask_invited(request, link)

    @router.post("/invitation/{link}", dependencies=TO_ALL)
    def accept(request: Request, link: str, password: Text = "", csrf: Text = "") -> Response:
        return signing.accept(request, link, password=password, csrf=csrf)
