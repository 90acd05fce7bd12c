"""Signing in and out of the desk (NO5; trust of the network: brute force, sessions, forged forms)."""

from datetime import timedelta
from itertools import pairwise

import pytest
from httpx import Response
from sqlalchemy import update

from directory import models
from directory.desk.delays import Delays, one_more, wait_after
from directory.desk.door import safe_way
from tests.directory.desk.desk_under_test import (
    CAMILLE,
    DOMINIQUE,
    MONDAY,
    PASSWORD,
    DeskUnderTest,
    Tours,
    case_of,
    words_of,
)

UNKNOWN = "personne@exemple.fr"


@pytest.fixture
def desk(tours: Tours) -> DeskUnderTest:
    return tours.new_desk()


def cookie_of(answer: Response) -> str:
    return str(answer.headers.get("set-cookie", ""))


def test_a_counsellor_signs_in_and_sees_their_structure(desk: DeskUnderTest) -> None:
    browser = desk.browser()
    answer = browser.signs_in(f"  {CAMILLE.upper()} ", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert "Mission locale de Touraine" in browser.reads("/desk")


def test_who_is_not_signed_in_is_brought_back_after_signing_in(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.browser()
    answer = browser.opens(case_of(view))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/connexion?suite={case_of(view)}")
    assert view.uid not in words_of(answer)
    assert browser.signs_in(CAMILLE, PASSWORD, suite=case_of(view)).headers["location"] == case_of(view)


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(desk: DeskUnderTest) -> None:
    """Nobody learns who has an account (no user oracle)."""
    browser = desk.browser()
    reference = browser.signs_in(UNKNOWN, "mauvais")
    for email in (CAMILLE, "", "pas une adresse", "a\x00b@exemple.fr", "é" * 400, "<b>@exemple.fr"):
        answer = browser.signs_in(email, "mauvais")
        assert answer.status_code == reference.status_code == 401
        assert without_what_differs(answer.text) == without_what_differs(reference.text)
        assert "mauvais" not in answer.text
    assert "incorrect" in words_of(reference)


def without_what_differs(page: str) -> list[str]:
    """The page without its token and the address that was typed."""
    return [line for line in page.splitlines() if 'name="csrf"' not in line and 'type="email"' not in line]


@pytest.mark.parametrize("email", [CAMILLE, UNKNOWN])
def test_after_five_tries_one_waits_even_with_the_right_password(desk: DeskUnderTest, email: str) -> None:
    browser = desk.browser()
    assert [browser.signs_in(email, "mauvais").status_code for _ in range(5)] == [401] * 5
    answer = browser.signs_in(email, PASSWORD)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    desk.clock.goes_on(minutes=1)
    assert browser.signs_in(email, PASSWORD).status_code == (303 if email == CAMILLE else 401)


def test_another_account_does_not_wait(desk: DeskUnderTest) -> None:
    browser = desk.browser()
    for _ in range(6):
        browser.signs_in(CAMILLE, "mauvais")
    assert browser.signs_in(DOMINIQUE, PASSWORD).status_code == 303


def test_ten_thousand_tries_make_at_most_ten_guesses_an_hour() -> None:
    tries, guesses = None, []
    moments = [MONDAY + timedelta(seconds=n) for n in range(10_000)]
    for at in moments:
        if tries is None or at >= tries.until:
            tries = one_more(tries, at)
            guesses.append(at)
    assert all(later - earlier >= wait_after(n + 1) for n, (earlier, later) in enumerate(pairwise(guesses)))
    hours = [sum(at <= other < at + timedelta(hours=1) for other in guesses) for at in guesses]
    assert max(hours) <= 10


def test_tries_are_counted_before_the_password_is_looked_at(desk: DeskUnderTest) -> None:
    """A hundred tries at once are a hundred tries, not one, and two processes count together."""
    delays = Delays(desk.directory, "test"), Delays(desk.directory, "test")
    assert sum(not delays[n % 2].begin(CAMILLE, MONDAY) for n in range(100)) == 5


def test_the_memory_of_tries_is_bounded_and_keeps_those_that_delay(desk: DeskUnderTest) -> None:
    delays = Delays(desk.directory, "test", most=3)
    for _ in range(6):
        delays.begin(CAMILLE, MONDAY)
    for n in range(10):
        delays.begin(f"{n}@exemple.fr", MONDAY + timedelta(seconds=n))
    assert delays.begin(CAMILLE, MONDAY + timedelta(seconds=30))


def test_a_day_without_tries_is_forgotten(desk: DeskUnderTest) -> None:
    delays = Delays(desk.directory, "test")
    for _ in range(8):
        delays.begin(CAMILLE, MONDAY)
    next_day = MONDAY + timedelta(days=1)
    assert [bool(delays.begin(CAMILLE, next_day)) for _ in range(6)] == [False] * 5 + [True]


def test_half_an_hour_of_silence_ends_the_visit(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    for _ in range(4):
        desk.clock.goes_on(minutes=29)
        assert browser.opens("/desk").status_code == 200
    desk.clock.goes_on(minutes=30)
    assert browser.opens("/desk").status_code == 303


def test_a_visit_lasts_a_working_day_at_most(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    for _ in range(12 * 3 - 1):
        desk.clock.goes_on(minutes=20)
        assert browser.opens("/desk/semaine").status_code == 200
    desk.clock.goes_on(minutes=20)
    assert browser.opens("/desk/semaine").status_code == 303


def test_a_form_sent_after_the_visit_is_over_leads_back_to_its_page(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    browser.opens(case_of(view))
    desk.clock.goes_on(minutes=31)
    answer = browser.posts(f"{case_of(view)}/accepter")
    assert answer.headers["location"] == f"/desk/connexion?suite={case_of(view)}&avis=over"
    assert "Votre session est fermée" in browser.reads(answer.headers["location"])
    assert desk.states(view) == ("read", "booked")


def test_the_token_changes_at_sign_in(desk: DeskUnderTest) -> None:
    """Session fixation: a token known before sign-in opens nothing after it."""
    victim, thief = desk.browser(), desk.browser()
    planted = thief.opens("/desk/connexion").cookies["desk"]
    victim.client.cookies.set("desk", planted, domain="desk.test")
    assert victim.signs_in(CAMILLE, PASSWORD).cookies["desk"] != planted
    assert thief.opens("/desk").status_code == 303


def test_signing_in_again_ends_the_visit_before(desk: DeskUnderTest) -> None:
    browser = desk.browser()
    browser.signs_in(CAMILLE, PASSWORD)
    first = browser.client.cookies["desk"]
    browser.opens("/desk")
    fields = {"csrf": browser.csrf(), "email": DOMINIQUE, "password": PASSWORD}
    assert browser.sends("/desk/connexion", fields, {}).status_code == 303
    thief = desk.browser()
    thief.client.cookies.set("desk", first, domain="desk.test")
    assert thief.opens("/desk").status_code == 303


def test_signing_out_ends_the_visit_on_the_server(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    stolen = browser.client.cookies["desk"]
    browser.opens("/desk")
    answer = browser.posts("/desk/deconnexion")
    assert answer.headers["clear-site-data"] == '"cache"'
    browser.client.cookies.set("desk", stolen, domain="desk.test")
    assert browser.opens("/desk").status_code == 303


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-desk"), (False, "desk")])
def test_the_cookie_is_kept_from_scripts_and_other_sites(tours: Tours, secure: bool, name: str) -> None:
    answer = tours.new_desk(secure=secure).browser().signs_in(CAMILLE, PASSWORD)
    kept, *flags = cookie_of(answer).split("; ")
    assert kept.startswith(f"{name}=")
    assert {flag.lower() for flag in flags} == {"httponly", "path=/", "samesite=lax"} | (
        {"secure"} if secure else set()
    )


def test_pages_are_never_kept(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    view = desk.person_books()
    for address in ("/desk", case_of(view), "/desk/agenda", "/desk/semaine", "/desk/terminees", "/desk/demandes/x"):
        assert browser.opens(address).headers["cache-control"] == "no-store"
    assert desk.browser().opens("/desk").headers["cache-control"] == "no-store"


FORMS = ("/desk/deconnexion", "{case}/accepter", "{case}/refuser", "{case}/rencontre", "/desk/connexion")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://ailleurs.test"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_another_site_is_refused(desk: DeskUnderTest, headers: dict[str, str]) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    browser.opens("/desk")
    fields = {"csrf": browser.csrf(), "email": CAMILLE, "password": PASSWORD, "reason": "other", "text": "Non"}
    for form in FORMS:
        assert browser.sends(form.format(case=case_of(view)), fields, headers).status_code == 403, form
    assert desk.states(view) == ("sent", "booked")
    assert browser.opens("/desk").status_code == 200


@pytest.mark.parametrize("token", ["", "0" * 64, "é", "{other}"])
def test_a_form_without_its_token_is_refused(desk: DeskUnderTest, token: str) -> None:
    """Cross-site request forgery: nothing is done without the token of this very visit."""
    view = desk.person_books()
    other, browser = desk.signed_in(DOMINIQUE), desk.signed_in()
    other.opens("/desk")
    fields = {"csrf": token.format(other=other.csrf()), "email": CAMILLE, "password": PASSWORD}
    for form in FORMS:
        answer = browser.sends(form.format(case=case_of(view)), fields, {"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 403, form
    assert desk.states(view) == ("sent", "booked")
    assert browser.opens("/desk").status_code == 200


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("/desk/agenda?jour=2026-11-24", "/desk/agenda?jour=2026-11-24"),
        ("/desk/semaine", "/desk/semaine"),
        ("https://ailleurs.test/desk", "/desk"),
        ("//ailleurs.test", "/desk"),
        ("/desk/../x", "/desk"),
        ("/desk\n", "/desk"),
        ("/desk/connexion", "/desk"),
        ("", "/desk"),
    ],
)
def test_signing_in_never_leads_elsewhere(way: str, expected: str) -> None:
    assert safe_way(way) == expected


@pytest.mark.parametrize("table", [models.Counsellor, models.Structure])
def test_an_account_that_is_closed_is_out_at_once(desk: DeskUnderTest, table: type[models.Base]) -> None:
    browser = desk.signed_in()
    with desk.directory.writing() as session:
        session.execute(update(table).values(active=False))
    assert browser.opens("/desk").status_code == 303
    assert browser.signs_in(CAMILLE, PASSWORD).status_code == 401


def test_who_is_signed_in_is_not_asked_again(desk: DeskUnderTest) -> None:
    assert desk.signed_in().opens("/desk/connexion?suite=/desk/semaine").headers["location"] == "/desk/semaine"
