"""Every address of the desk × every role × another structure's things (NO5, TO1; object and function access)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from directory.desk.door import Anybody, Posting, Seeing
from directory.desk.frame import DeskRoute, UnguardedRoute, guard_of
from directory.desk.roles import RIGHTS, Right
from directory.models import Role
from tests.directory.desk.desk_under_test import CIO, DOMINIQUE, MEMBERS, PERSON, Browser, DeskUnderTest

OPEN = {
    "/desk/static/{name}",
    "/desk/connexion",
    "/desk/connexion/code",
    "/desk/connexion/organisation",
    "/desk/connexion/retour",
    "/desk/connexion/telephone",
    "/desk/invitation/{link}",
    "/desk/fiche-a-jour/{link}",
    "/desk/fiche-a-jour/{link}/oui",
    "/desk/calendrier/{secret}.ics",
    "/desk/messages/{token}",
}


REACHES_ALL = {Role.ADMIN: {Right.TEAM, Right.TERRITORY}, Role.COORDINATOR: {Right.TERRITORY}}
"""Rights whose reach holds both structures of these tests: nothing is foreign there."""


def addresses(desk: DeskUnderTest) -> Iterator[tuple[str, APIRoute]]:
    for route in desk.routes:
        for method in route.methods or ():
            yield method, route


def test_an_address_without_a_declared_right_cannot_be_made() -> None:
    """The mechanism cannot be forgotten: the application does not start."""
    router = APIRouter(route_class=DeskRoute)
    with pytest.raises(UnguardedRoute):
        router.get("/desk/oubli")(lambda: None)


def test_only_the_door_itself_is_open_to_all(desk: DeskUnderTest) -> None:
    open_to_all = {route.path for _, route in addresses(desk) if isinstance(guard_of(route), Anybody)}
    assert open_to_all == OPEN


def test_what_changes_something_is_a_form_that_is_ours(desk: DeskUnderTest) -> None:
    for method, route in addresses(desk):
        guard = guard_of(route)
        if not isinstance(guard, Anybody):
            assert isinstance(guard, Seeing if method == "GET" else Posting), route.path


@dataclass(frozen=True)
class Foreign:
    """Things of another structure, by the name they have in addresses."""

    values: Mapping[str, str]

    def address(self, route: APIRoute) -> str:
        return route.path.format(**self.values)


@pytest.mark.parametrize("role", Role)
def test_every_address_every_role_another_structure(desk: DeskUnderTest, role: Role) -> None:
    """Without the right, or with it but out of reach: the page of what does not exist, and nothing has changed."""
    view = desk.person_books(CIO, contact=PERSON)
    account = str(desk.account(DOMINIQUE))
    numbers = desk.numbers_of(CIO)
    foreign = Foreign(
        {
            "uid": view.uid,
            "action": "accepter",
            "account": account,
            "change": "fermer",
            "decision": "valider",
            "talk": "somebody-elses",
        }
        | numbers
        | {"decision": "valider"}
    )
    browser = desk.signed_in(MEMBERS[role])
    browser.opens("/desk/compte")
    before = desk.everything_of(CIO)
    for method, route in addresses(desk):
        guard = guard_of(route)
        if isinstance(guard, Anybody) or route.path == "/desk/deconnexion":
            continue
        has_right = isinstance(guard, Seeing | Posting) and guard.right in RIGHTS[role]
        if has_right and guard.right in REACHES_ALL.get(role, ()):
            continue
        if not has_right or "{" in route.path:
            assert refuses(browser, method, foreign.address(route)), (method, route.path)
    assert desk.everything_of(CIO) == before


def refuses(browser: Browser, method: str, address: str) -> bool:
    """Whether it answers as if there were nothing; the first page leads who receives nobody to their own."""
    page = browser.page
    answer = browser.opens(address) if method == "GET" else browser.posts(address)
    browser.page = page
    return answer.status_code == 404 or (address == "/desk" and answer.headers.get("location") == "/desk/compte")
