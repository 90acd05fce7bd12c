"""Signing in by one's organisation, as ProConnect asks, against a provider that lies in every way (trust 45)."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import Response
from sqlalchemy import select, update

from directory import models
from directory.desk.invitations import Guest, Invitations
from directory.desk.organisation import Provider
from directory.models import Role
from tests.directory.desk.desk_under_test import MISSION, Browser, DeskUnderTest, Tours
from tests.directory.desk.oidc_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    FakeProvider,
    Person,
    goes_through,
    provider_running,
)

pytestmark = pytest.mark.long  # a provider on a real port, and keys to make

EMAIL, SIRET = "nour@exemple.fr", "13002087800240"


@pytest.fixture(scope="module")
def running() -> Iterator[FakeProvider]:
    with provider_running() as provider:
        yield provider


@pytest.fixture
def provider(running: FakeProvider) -> FakeProvider:
    """The provider, honest again."""
    running.person, running.lies, running.algorithm = Person(EMAIL, SIRET), {}, "RS256"
    running.person_signed, running.published = True, None
    return running


@pytest.fixture
def desk(tours: Tours, provider: FakeProvider) -> DeskUnderTest:
    return tours.new_desk(provider=Provider(provider.issuer, CLIENT_ID, CLIENT_SECRET))


def invite(desk: DeskUnderTest, *, siret: str | None = SIRET) -> None:
    with desk.directory.writing() as session:
        session.execute(update(models.Structure).where(models.Structure.key == MISSION).values(siret=siret))
    guest = Guest(EMAIL, "Nour Benali", Role.COUNSELLOR, desk.structure_id(MISSION))
    Invitations(desk.directory).invite(guest, desk.clock.now)


def comes(browser: Browser, suite: str = "/desk") -> Response:
    """To the provider and back."""
    there = browser.opens(f"/desk/connexion/organisation?suite={suite}").headers["location"]
    back = urlsplit(goes_through(there))
    return browser.opens(f"{back.path}?{back.query}")


def is_refused(answer: Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"] == "/desk/connexion?avis=refused"


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
@pytest.mark.parametrize("signed", [True, False])
def test_who_is_invited_comes_in_and_later_comes_back(
    desk: DeskUnderTest, provider: FakeProvider, algorithm: str, signed: bool
) -> None:
    provider.algorithm, provider.person_signed = algorithm, signed
    invite(desk)
    for suite in ("/desk/semaine", "/desk"):
        browser = desk.browser()
        assert comes(browser, suite).headers["location"] == suite
        assert "Mission locale de Touraine" in browser.reads("/desk")
    with desk.directory.reading() as session:
        account = session.scalars(select(models.Counsellor).where(models.Counsellor.email == EMAIL)).one()
        assert (account.subject, account.password) == (f"{provider.issuer}|2f1c", "")


def test_what_is_asked_is_what_proconnect_wants(desk: DeskUnderTest) -> None:
    address = desk.browser().opens("/desk/connexion/organisation").headers["location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == "http://desk.test/desk/connexion/retour"
    assert (asked["acr_values"], asked["code_challenge_method"]) == ("eidas1", "S256")
    assert "siret" in asked["scope"]
    assert '"amr"' in asked["claims"]
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 32


def test_nobody_gets_an_account_without_an_invitation(desk: DeskUnderTest) -> None:
    browser = desk.browser()
    assert is_refused(comes(browser))
    assert "Aucun accès n’est ouvert sans invitation" in browser.reads("/desk/connexion?avis=refused")
    with desk.directory.reading() as session:
        assert session.scalar(select(models.Counsellor.id).where(models.Counsellor.email == EMAIL)) is None


@pytest.mark.parametrize(("theirs", "ours", "comes_in"), [
    (SIRET, SIRET, True), ("13002087800240 ", SIRET, True), ("11000201300097", SIRET, False), (None, SIRET, False),
    ("11000201300097", None, True),
])  # fmt: skip
def test_the_organisation_is_that_of_the_structure(
    desk: DeskUnderTest, provider: FakeProvider, theirs: str | None, ours: str | None, comes_in: bool
) -> None:
    """An invitation forwarded to somebody of another organisation opens nothing."""
    invite(desk, siret=ours)
    provider.person = Person(EMAIL, theirs)
    assert is_refused(comes(desk.browser())) is not comes_in


def test_who_changes_organisation_no_longer_comes_in(desk: DeskUnderTest, provider: FakeProvider) -> None:
    invite(desk)
    assert not is_refused(comes(desk.browser()))
    provider.person = Person(EMAIL, "11000201300097")
    assert is_refused(comes(desk.browser()))


def test_one_factor_there_asks_for_ours_here(desk: DeskUnderTest, provider: FakeProvider) -> None:
    invite(desk)
    provider.person = Person(EMAIL, SIRET, amr=("pwd",))
    browser = desk.browser()
    assert comes(browser).headers["location"].startswith("/desk/connexion/telephone")
    assert browser.opens("/desk").status_code == 303


@pytest.mark.parametrize("published", [{}, {"keys": "x"}, {"keys": [{"kty": "RSA"}]}, {"keys": [1]}], ids=str)
def test_keys_that_make_no_sense_open_nothing(
    desk: DeskUnderTest, provider: FakeProvider, published: dict[str, Any]
) -> None:
    """A provider in trouble is no trace on our page: the other door stays open."""
    invite(desk)
    provider.published = published
    assert is_refused(comes(desk.browser()))


def test_what_the_browser_brings_back_is_kept_from_scripts(desk: DeskUnderTest) -> None:
    """Row 46: the sealed state travels under the same rules as the visit."""
    name, *flags = desk.browser().opens("/desk/connexion/organisation").headers["set-cookie"].split("; ")
    assert name.startswith("desk-away=")
    assert {flag.lower() for flag in flags} == {"httponly", "path=/", "samesite=lax"}


LIES: list[dict[str, Any]] = [
    {"nonce": "x" * 43},
    {"nonce": None},
    {"aud": "another-client"},
    {"iss": "https://ailleurs.test"},
    {"exp": 1},
    {"exp": None},
    {"acr": "eidas0"},
    {"acr": None},
    {"amr": "not-mfa"},
    {"person_sub": "somebody else"},
    {"sub": None},
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: "-".join(map(str, lie)))
def test_a_claim_that_is_wrong_opens_nothing(desk: DeskUnderTest, provider: FakeProvider, lie: dict[str, Any]) -> None:
    invite(desk)
    provider.lies = lie
    assert is_refused(comes(desk.browser()))


@pytest.mark.parametrize("algorithm", ["none", "HS256", "foreign"])
def test_a_signature_that_is_not_the_providers_opens_nothing(
    desk: DeskUnderTest, provider: FakeProvider, algorithm: str
) -> None:
    invite(desk)
    provider.algorithm = algorithm
    assert is_refused(comes(desk.browser()))


def test_a_code_is_taken_once_and_by_the_browser_that_asked(desk: DeskUnderTest) -> None:
    invite(desk)
    browser, thief = desk.browser(), desk.browser()
    back = urlsplit(goes_through(browser.opens("/desk/connexion/organisation").headers["location"]))
    thief.opens("/desk/connexion/organisation")
    assert is_refused(thief.opens(f"{back.path}?{back.query}"))
    assert not is_refused(browser.opens(f"{back.path}?{back.query}"))
    assert is_refused(browser.opens(f"{back.path}?{back.query}"))


@pytest.mark.parametrize("query", ["", "code=x", "state=x", "code=x&state=é", "error=access_denied&state=x"])
def test_an_answer_that_makes_no_sense_opens_nothing(desk: DeskUnderTest, query: str) -> None:
    browser = desk.browser()
    browser.opens("/desk/connexion/organisation")
    assert is_refused(browser.opens(f"/desk/connexion/retour?{query}"))


def test_signing_out_signs_out_there_too(desk: DeskUnderTest, provider: FakeProvider) -> None:
    invite(desk)
    browser = desk.browser()
    comes(browser)
    browser.opens("/desk")
    page = browser.posts("/desk/deconnexion").text
    found = re.search(r'<a class="button" href="([^"]+)"', page)
    assert found
    address = urlsplit(html.unescape(found[1]))
    asked = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{provider.issuer}/end_session"
    assert asked["post_logout_redirect_uri"] == ["http://desk.test/desk/connexion"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert browser.opens("/desk").status_code == 303


def test_without_a_provider_there_is_no_such_door(tours: Tours) -> None:
    browser = tours.new_desk().browser()
    assert browser.opens("/desk/connexion/organisation").status_code == 404
    assert "ProConnect" not in browser.reads("/desk/connexion")


def test_a_provider_that_is_away_leaves_the_other_door_open(tours: Tours) -> None:
    desk = tours.new_desk(provider=Provider("http://127.0.0.1:9", CLIENT_ID, CLIENT_SECRET))
    browser = desk.browser()
    assert is_refused(browser.opens("/desk/connexion/organisation"))
    assert "ProConnect" in browser.reads("/desk/connexion")
