"""Every address of the desk × every role × another structure's things (NO5, TO1; object and function access)."""

import re
from collections.abc import Iterator, Mapping

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from sqlalchemy import select, update

from directory import models
from directory.desk.door import Anybody, Posting, Seeing, Watching
from directory.desk.frame import DeskRoute, UnguardedRoute, guard_of
from directory.desk.roles import RIGHTS, Right
from directory.models import Role
from tests.directory.desk.desk_under_test import CIO, DOMINIQUE, MEMBERS, PERSON, Browser, DeskUnderTest
from tests.directory.desk.page_forms import forms_of

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


def test_no_other_site_posts_at_the_door(desk: DeskUnderTest) -> None:
    """Row 47: refused, or nothing there; the link that ends messages alone is followed from anywhere (RFC 8058)."""
    values = {"link": "inconnu", "token": "inconnu"}
    for method, route in addresses(desk):
        if method == "POST" and isinstance(guard_of(route), Anybody):
            browser = desk.browser()
            browser.opens("/desk/connexion")
            answer = browser.sends(
                route.path.format(**values), {"csrf": browser.csrf()}, {"Sec-Fetch-Site": "cross-site"}
            )
            unknown = "{" in route.path and "invitation" not in route.path
            assert answer.status_code == (404 if unknown else 403), route.path


ROLES = [*((role, None) for role in Role), (Role.COORDINATOR, "tours/ailleurs")]
"""Each role; and who coordinates another territory, for whom both structures are foreign."""


def foreign_things(desk: DeskUnderTest) -> tuple[str, Mapping[str, str]]:
    """The identifier of an appointment of the other structure, and its things by the name they have in addresses."""
    view = desk.person_books(CIO, contact=PERSON)
    others = {"uid": view.uid, "action": "accepter", "turn": "fermer", "decision": "valider", "talk": "not-theirs"}
    of_steering = {"kind": "inconnu", "deed": "prendre", "number": "999"}
    return view.uid, desk.numbers_of(CIO) | others | of_steering | {"account": str(desk.account(DOMINIQUE))}


def coordinates(desk: DeskUnderTest, territory: str) -> None:
    """The coordinator is that of this zone, in which neither structure is."""
    with desk.directory.writing() as session:
        session.add(
            models.Zone(key=territory, region="tours", name="Ailleurs", areas=[models.ZoneArea(area="commune:13055")])
        )
        mine = models.Counsellor.email == MEMBERS[Role.COORDINATOR]
        session.execute(update(models.Counsellor).where(mine).values(territory=territory))


def opens_to(route: APIRoute, role: Role) -> bool:
    """Whether this role has the right that the address declares."""
    guard = guard_of(route)
    return isinstance(guard, Seeing | Posting) and guard.right in RIGHTS[role]


def is_page(method: str, route: APIRoute, role: Role) -> bool:
    """Whether this role opens a page there, that names nothing in its address and is no endless stream."""
    stream = isinstance(guard_of(route), Watching)
    return method == "GET" and "{" not in route.path and opens_to(route, role) and not stream


def reaches_all(route: APIRoute, role: Role, territory: str | None) -> bool:
    """Whether nothing is foreign there, for who reaches both structures."""
    guard = guard_of(route)
    return territory is None and isinstance(guard, Seeing | Posting) and guard.right in REACHES_ALL.get(role, ())


@pytest.mark.parametrize(("role", "territory"), ROLES)
def test_every_address_every_role_another_structure(desk: DeskUnderTest, role: Role, territory: str | None) -> None:
    """Without the right, or with it but out of reach: the page of what does not exist, and nothing has changed.

    The addresses are those that the routers have, and what they name must be known here: a new one cannot be forgotten.
    """
    _, foreign = foreign_things(desk)
    if territory:
        coordinates(desk, territory)
    browser = desk.signed_in(MEMBERS[role])
    browser.opens("/desk/compte")
    before, tried = desk.everything_of(CIO), 0
    for method, route in addresses(desk):
        if isinstance(guard_of(route), Anybody) or route.path == "/desk/deconnexion":
            continue
        if opens_to(route, role) and (reaches_all(route, role, territory) or "{" not in route.path):
            continue
        tried += 1
        assert refuses(browser, method, route.path.format(**foreign)), (method, route.path)
    assert tried > 20
    assert desk.everything_of(CIO) == before


@pytest.mark.parametrize(("role", "territory"), ROLES)
def test_no_page_of_any_role_shows_another_structure(desk: DeskUnderTest, role: Role, territory: str | None) -> None:
    """What a role may open names nobody and nothing of a structure out of reach."""
    uid, _ = foreign_things(desk)
    if territory:
        coordinates(desk, territory)
    browser, marks = desk.signed_in(MEMBERS[role]), {uid, "Inès", "Marchand", "CIO de Tours", DOMINIQUE}
    for method, route in addresses(desk):
        if not is_page(method, route, role) or reaches_all(route, role, territory):
            continue
        if route.path.startswith("/desk/pilotage"):
            continue  # figures of territories, published for all: their own tests
        text = browser.opens(route.path).text
        assert not [mark for mark in marks if mark in text], route.path


FOREIGN_FIELD = re.compile(r"(site|service)-\d+-(.+)")


@pytest.mark.long
@pytest.mark.parametrize(("role", "territory"), ROLES)
def test_no_form_of_any_page_reaches_another_structure(desk: DeskUnderTest, role: Role, territory: str | None) -> None:
    """Each form of each page, sent with the numbers of another structure's things: nothing of it has changed.

    A field that names a row ends in ``_id``; a new one must be known here.
    """
    _, numbers = foreign_things(desk)
    site, agenda = site_and_agenda_of(desk, CIO)
    foreign = {"agenda_id": agenda, "site_id": site, "site": site, "service": numbers["service"]}
    if territory:
        coordinates(desk, territory)
    browser, before = desk.signed_in(MEMBERS[role]), desk.everything_of(CIO)
    for method, route in addresses(desk):
        if not is_page(method, route, role):
            continue
        page = browser.opens(route.path)
        for form in forms_of(page.text):
            sent = {theirs(name, foreign): values for name, values in form.fields.items() if theirs(name, foreign)}
            if sent:
                browser.page = page
                browser.posts(form.action, **{name: foreign.get(name, values) for name, values in sent.items()})  # type: ignore[arg-type]
    assert desk.everything_of(CIO) == before


def theirs(name: str, foreign: Mapping[str, str]) -> str:
    """The name that a field has for the other structure's thing; nothing when it names no thing."""
    if name.endswith("_id"):
        assert name in foreign, name
        return name
    found = FOREIGN_FIELD.fullmatch(name)
    return f"{found[1]}-{foreign[found[1]]}-{found[2]}" if found else ""


def site_and_agenda_of(desk: DeskUnderTest, structure: str) -> tuple[str, str]:
    with desk.directory.reading() as session:
        ours = models.Site.structure_id == desk.structure_id(structure)
        agenda = session.scalars(select(models.Agenda).join(models.Site).where(ours)).first()
        assert agenda
        return str(agenda.site_id), str(agenda.id)


def refuses(browser: Browser, method: str, address: str) -> bool:
    """Whether it answers as if there were nothing; the first page leads who receives nobody to their own."""
    page = browser.page
    answer = browser.opens(address) if method == "GET" else browser.posts(address)
    browser.page = page
    return answer.status_code == 404 or (address == "/desk" and answer.headers.get("location") == "/desk/compte")
