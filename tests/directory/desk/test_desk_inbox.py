"""The inbox: filters, and what is new pushed as it comes (L08; trust of the network: sessions)."""

import asyncio
import re
from datetime import timedelta

import pytest

from directory.desk.frame import Pace
from directory.vocabulary import Way
from tests.directory.desk.desk_under_test import CIO, MISSION, Browser, DeskUnderTest, Tours, case_of


@pytest.fixture
def desk(tours: Tours) -> DeskUnderTest:
    """Streams look twice, at once."""
    return tours.new_desk(pace=Pace(seconds=0.0, looks=2))


def events(browser: Browser, last: str = "") -> list[tuple[str, str]]:
    """What the stream told: event, id."""
    answer = asyncio.run(browser.client.get("/desk/flux", headers={"Last-Event-ID": last} if last else {}))
    assert answer.status_code == 200
    return re.findall(r"event: (\w+)\n(?:data: .*\n)?(?:id: (\w+))?", answer.text)


def test_a_new_request_is_pushed_once(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    ((name, version),) = events(browser)
    assert name == "inbox"
    assert events(browser, version) == []
    view = desk.person_books()
    ((_, newer),) = events(browser, version)
    assert newer != version
    assert events(browser, newer) == []
    browser.acts(view, "accepter")
    assert len(events(browser, newer)) == 1


def test_the_page_knows_the_version_it_shows(desk: DeskUnderTest) -> None:
    """No reload for what is already there."""
    desk.person_books()
    browser = desk.signed_in()
    page = browser.opens("/desk").text
    ((_, version),) = events(browser)
    assert f'data-version="{version}"' in page


def test_what_happens_elsewhere_is_not_news(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    ((_, version),) = events(browser)
    desk.person_books(CIO)
    assert events(browser, version) == []


def test_a_stream_is_no_sign_of_life(desk: DeskUnderTest) -> None:
    """A tab left open overnight does not keep anybody signed in."""
    browser = desk.signed_in()
    for _ in range(3):
        desk.clock.goes_on(minutes=10)
        if _ < 2:
            events(browser)
    assert browser.opens("/desk").status_code == 303


def test_filters_show_what_was_chosen(desk: DeskUnderTest) -> None:
    here = desk.person_books(MISSION, way=Way.ON_SITE)
    by_phone = desk.person_books(MISSION, way=Way.PHONE)
    browser = desk.signed_in()
    for query, shown in (
        ("", {here.uid, by_phone.uid}),
        ("moyen=telephone", {by_phone.uid}),
        ("moyen=telephone&etat=coming", set()),
        ("etat=to_read", {here.uid, by_phone.uid}),
        (f"lieu={here.site_name}", {here.uid, by_phone.uid}),
        ("lieu=ailleurs", set()),
        ("moyen=x&etat=y", {here.uid, by_phone.uid}),
    ):
        page = browser.opens(f"/desk?{query}").text
        trays = page.partition("<aside")[0]
        assert {uid for uid in (here.uid, by_phone.uid) if uid in trays} == shown, query
    assert "Aucune demande ne correspond" in browser.reads("/desk?lieu=ailleurs")


def test_accepting_moves_it_to_what_comes(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    browser.acts(view, "accepter")
    desk.clock.goes_on(minutes=5)
    assert view.uid in browser.opens("/desk?etat=coming").text.partition("<aside")[0]
    assert case_of(view) not in browser.opens("/desk?etat=to_read").text.partition("<aside")[0]
    assert desk.clock.now < view.starts_at + timedelta(days=1)


def test_who_comes_within_a_day_without_an_answer_is_flagged(desk: DeskUnderTest) -> None:
    """What cannot wait is seen at once; answered, it is no longer flagged."""
    view = desk.person_books()
    browser = desk.signed_in()
    desk.clock.now = view.starts_at - timedelta(hours=25)
    assert "Réponse urgente" not in browser.reads("/desk")
    desk.clock.now = view.starts_at - timedelta(hours=24)
    browser = desk.signed_in()
    assert "Réponse urgente" in browser.reads("/desk")
    browser.acts(view, "accepter")
    assert "Réponse urgente" not in browser.reads("/desk")
