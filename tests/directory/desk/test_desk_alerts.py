"""The page where a colleague says how they want to be told, and the link that ends it."""

import pytest
from sqlalchemy import select

from directory import alerts, models
from directory.alert_phones import code_of
from directory.models import AlertPace, Role
from tests.directory.desk.desk_under_test import CAMILLE, DOMINIQUE, MEMBERS, DeskUnderTest, words_of

PAGE = "/desk/compte/messages"


def choice(desk: DeskUnderTest, email: str = CAMILLE) -> models.AlertChoice | None:
    with desk.directory.reading() as session:
        return session.get(models.AlertChoice, desk.account(email))


def test_the_page_shows_what_applies_and_looking_chooses_nothing(desk: DeskUnderTest) -> None:
    """Whoever manages is told of each request, their colleague of none, until they say otherwise."""
    for email, pace in ((MEMBERS[Role.MANAGER], "each"), (CAMILLE, "none")):
        page = desk.signed_in(email).opens(PAGE).text
        assert f'value="{pace}" required checked' in page
    assert choice(desk) is None


def test_a_choice_is_kept_for_oneself_alone(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    browser.opens(PAGE)
    assert browser.posts(PAGE, pace="digest", hour="10").headers["location"] == f"{PAGE}?fait=pace"
    kept = choice(desk)
    assert kept is not None
    assert (kept.pace, kept.hour) == (AlertPace.DIGEST, 10)
    assert choice(desk, DOMINIQUE) is None
    assert "C’est enregistré" in browser.reads(f"{PAGE}?fait=pace")


@pytest.mark.parametrize("fields", [{}, {"pace": "x"}, {"pace": "EACH"}])
def test_without_a_choice_the_page_asks_for_one(desk: DeskUnderTest, fields: dict[str, str]) -> None:
    browser = desk.signed_in()
    browser.opens(PAGE)
    answer = browser.posts(PAGE, **fields)
    assert answer.status_code == 422
    assert "Choisissez quand vous écrire" in answer.text


def test_a_structure_where_nobody_is_told_is_warned(desk: DeskUnderTest) -> None:
    """PC5: a request must not wait without anybody knowing; the page says so to whoever can change it."""
    browser = desk.signed_in(MEMBERS[Role.MANAGER])
    browser.opens(PAGE)
    assert "Une personne est prévenue" in browser.reads(PAGE)
    browser.posts(PAGE, pace="none")
    assert "Plus personne n’est prévenu" in browser.reads(PAGE)


def test_a_mobile_number_from_its_code_to_its_removal(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    browser.opens(PAGE)
    refused = browser.posts(f"{PAGE}/numero", phone="02 47 00 11 22")
    assert (refused.status_code, "02 47 00 11 22" in refused.text) == (422, True)  # what was typed is not lost
    browser.posts(f"{PAGE}/numero", phone="06 12 34 56 78")
    assert "envoyés au 06 12 34 56 78" in browser.reads(PAGE)
    assert browser.posts(f"{PAGE}/code", code="x").status_code == 422
    asked = choice(desk)
    assert asked is not None
    code = code_of(asked, desk.directory.seal)
    assert browser.posts(f"{PAGE}/code", code=code).headers["location"] == f"{PAGE}?fait=code"
    assert "Les textos arrivent au 06 12 34 56 78" in browser.reads(PAGE)
    browser.posts(f"{PAGE}/numero/retirer")
    removed = choice(desk)
    assert removed is not None
    assert removed.phone is None


def test_the_link_of_a_message_ends_them_with_one_gesture(desk: DeskUnderTest) -> None:
    """Without signing in; looking at the page, as mail scanners do, ends nothing."""
    address = f"/desk/messages/{alerts.stop_token(desk.account(CAMILLE), desk.directory.seal)}"
    browser = desk.browser()
    browser.opens(address)
    assert choice(desk) is None
    done = browser.sends(address, {"List-Unsubscribe": "One-Click"}, {})
    assert "Vous ne recevrez plus ces messages" in words_of(done)
    kept = choice(desk)
    assert kept is not None
    assert kept.pace is AlertPace.NONE


def test_a_made_up_link_is_a_page_that_does_not_exist(desk: DeskUnderTest) -> None:
    browser = desk.browser()
    token = alerts.stop_token(desk.account(CAMILLE), desk.directory.seal)
    other = f"{desk.account(DOMINIQUE)}-{token.partition('-')[2]}"
    for made_up in (other, token[:-1], "1", "x"):
        assert browser.opens(f"/desk/messages/{made_up}").status_code == 404
        assert browser.sends(f"/desk/messages/{made_up}", {}, {}).status_code == 404
    with desk.directory.reading() as session:
        assert session.scalars(select(models.AlertChoice)).all() == []
