"""A day at the desk: two structures and a coordinator, by keyboard, live, without one violation that axe can find."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from directory.vocabulary import Way
from tests.browser.desk.people import ADMIN, CAMILLE, CIO, COORDINATOR, DOMINIQUE, MANAGER, MISSION, books, comes_in
from tests.service import Service

pytestmark = pytest.mark.browser

PAGES = {
    CAMILLE: (
        "",
        "/agenda",
        "/semaine",
        "/terminees",
        "/accueil",
        "/conversations",
        "/absences",
        "/compte",
        "/compte/messages",
    ),
    MANAGER: ("", "/horaires", "/occupations", "/fiche", "/fiche/services/nouveau", "/equipe", "/compte"),
    COORDINATOR: ("/territoire", "/compte"),
    ADMIN: ("/equipe", "/compte"),
}


def accessible(page: Page) -> None:
    """L13: no violation that axe can find."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def watched(page: Page) -> Page:
    """The page; a script error fails the test that looks at its errors."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.__dict__["errors"] = errors
    return page


@pytest.mark.parametrize("email", PAGES)
def test_every_page_of_every_role_is_accessible(
    chromium: Browser, service: Service, pictures: Path, email: str
) -> None:
    """axe 0, and nothing overflows at 320 pixels (400 % zoom)."""
    books(service, MISSION)
    context = comes_in(chromium, service, email)
    page = watched(context.new_page())
    for address in PAGES[email]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"/desk{address}")
        expect(page.locator("h1")).to_be_visible()
        accessible(page)
        page.screenshot(
            path=pictures / f"desk-{email.split('@', maxsplit=1)[0]}{address.replace('/', '-')}.png", full_page=True
        )
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    assert page.__dict__["errors"] == []
    context.close()


def test_a_request_is_opened_accepted_and_moved_by_keyboard(
    chromium: Browser, service: Service, pictures: Path
) -> None:
    """Arrows in the list, Enter, then the buttons in order; the other structure sees nothing of it."""
    first, second = books(service, MISSION), books(service, MISSION, way=Way.PHONE, later=2)
    context = comes_in(chromium, service, CAMILLE)
    page = watched(context.new_page())
    page.goto("/desk")
    page.locator("[data-rows] .row > a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce que la personne vous dit")).to_be_visible()
    page.goto(f"/desk/demandes/{first.uid}")
    accessible(page)
    page.screenshot(path=pictures / "desk-case.png", full_page=True)
    page.get_by_role("button", name="Accepter la demande").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("acceptée")
    page.get_by_role("link", name="Proposer un autre moment").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Proposer un autre moment")).to_be_visible()
    accessible(page)
    page.screenshot(path=pictures / "desk-proposing.png", full_page=True)
    page.locator("input[name=moment]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Autre moment proposé"))).to_be_visible()
    page.goto(f"/desk/demandes/{second.uid}")
    page.get_by_text("Refuser…").focus()
    page.keyboard.press("Enter")
    accessible(page)
    stranger = comes_in(chromium, service, DOMINIQUE)
    there = stranger.new_page()
    for view in (first, second):
        answer = there.goto(f"/desk/demandes/{view.uid}")
        assert answer
        assert answer.status == 404
    assert page.__dict__["errors"] == []
    for one in (context, stranger):
        one.close()


def test_a_new_request_appears_by_itself(chromium: Browser, service: Service) -> None:
    """Live push; the focus stays where it is, and the change is announced once."""
    books(service, CIO)
    context = comes_in(chromium, service, DOMINIQUE)
    page = watched(context.new_page())
    page.goto("/desk")
    rows = page.locator("[data-rows] .row")
    before = rows.count()
    page.locator("[data-rows] .row > a").first.focus()
    address = page.evaluate("document.activeElement.getAttribute('href')")
    page.wait_for_timeout(500)
    books(service, CIO, later=1)
    expect(rows).to_have_count(before + 1)
    assert page.evaluate("document.activeElement.getAttribute('href')") == address
    expect(page.locator("[data-news]")).to_be_visible()
    accessible(page)
    assert page.__dict__["errors"] == []
    context.close()


def test_a_live_talk_between_two_browsers(chromium: Browser, service: Service, pictures: Path) -> None:
    """Both see the same conversation, both ways; handed back, the assistant goes on."""
    desk, street = comes_in(chromium, service, CAMILLE), chromium.new_context(base_url=service.url, locale="fr-FR")
    counsellor, person = watched(desk.new_page()), watched(street.new_page())
    counsellor.goto("/desk/conversations")
    person.goto("/")
    person.get_by_label("Votre message").fill("je veux parler à quelqu’un")
    person.get_by_role("button", name="Envoyer").click()
    person.get_by_role("button", name="Écrire avec une personne").click()
    expect(person.locator("#log")).to_contain_text("Je préviens une personne")
    accessible(person)
    take = counsellor.get_by_role("button", name="Répondre")
    expect(take).to_be_visible()
    accessible(counsellor)
    take.click()
    counsellor.get_by_label("Votre message").fill("Bonjour, je vous lis.")
    counsellor.keyboard.press("Shift+Enter")
    counsellor.keyboard.type("Que cherchez-vous ?")
    counsellor.keyboard.press("Enter")
    expect(person.locator("#log .counsellor")).to_contain_text("Que cherchez-vous")
    who = person.locator("#log .counsellor .who")
    expect(who).to_contain_text("Une personne du service")  # promise 8: no machine's line looks like hers
    assert (who.bounding_box() or {"width": 0})["width"] > 50  # and it is there to be read
    person.get_by_label("Votre message").fill("un métier dehors, près de Tours")
    person.get_by_role("button", name="Envoyer").click()
    expect(counsellor.locator("#talk")).to_contain_text("un métier dehors")
    accessible(counsellor)
    counsellor.screenshot(path=pictures / "desk-live.png", full_page=True)
    person.screenshot(path=pictures / "live.png", full_page=True)
    expect(person.locator(".direct")).to_contain_text("Vous écrivez avec une personne")
    again = watched(desk.new_page())
    again.goto(counsellor.url)
    again.get_by_role("button", name="Rendre la conversation").click()
    expect(person.locator("#log")).to_contain_text("Je reprends avec vous")
    expect(counsellor.get_by_role("status")).to_contain_text("n’arriverait plus")
    assert "404" in counsellor.__dict__["errors"].pop(0)
    assert counsellor.__dict__["errors"] == []
    assert person.__dict__["errors"] == []
    for context in (desk, street):
        context.close()


def test_a_reception_is_run_at_the_desk(chromium: Browser, service: Service, pictures: Path) -> None:
    """The counsellor types what the person says, sees what is understood, and picks what they choose."""
    context = comes_in(chromium, service, CAMILLE)
    page = watched(context.new_page())
    page.goto("/desk/accueil")
    page.get_by_role("button", name="Accueillir une personne présente").click()
    page.get_by_label("Ce que dit la personne").fill("je travaille comme salariée à Tours")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#talk")).to_contain_text("salariée à Tours")
    expect(page.locator(".side")).to_contain_text("Tours")
    accessible(page)
    page.screenshot(path=pictures / "desk-reception.png", full_page=True)
    assert page.locator(".choices button").count() > 0
    page.locator(".choices button").first.click()
    expect(page.locator("#talk")).to_be_visible()
    assert page.__dict__["errors"] == []
    context.close()
