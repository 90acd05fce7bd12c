"""One whole reception in a real browser: first words, appointment, summary, contact, desk."""

import re
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from directory.desk import create_counsellor
from directory.models import Structure
from tests.service import MONDAY, Service

pytestmark = pytest.mark.browser

PASSWORD = "un mot de passe pour essayer"


def accessible(page: Page) -> None:
    """L13: no violation that axe can find."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def says(page: Page, words: str) -> None:
    """Type words and send them; wait for the answer."""
    lines = page.locator("#log .assistant").count()
    page.get_by_label("Votre message").fill(words)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#log .assistant").nth(lines)).to_be_visible()
    expect(page.locator("#typing")).to_have_text("")


def picks(page: Page, title: str | re.Pattern[str]) -> None:
    """Press a choice; wait for the answer."""
    lines = page.locator("#log .assistant").count()
    page.locator("#choices").get_by_role("button", name=title).first.click()
    expect(page.locator("#log .assistant").nth(lines)).to_be_visible()
    expect(page.locator("#typing")).to_have_text("")


def test_from_first_words_to_the_counsellor(
    page: Page, context: BrowserContext, service: Service, pictures: Path
) -> None:
    """PC1, L02, TO1, L03: both doors, end to end, each page without axe violation."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gratuit")
    accessible(page)
    says(page, "bonjour je voudrais faire reconnaître mon expérience de cuisinière, je suis salariée à Tours")
    expect(page.locator("[data-part=place] .known")).to_have_text("Tours")
    accessible(page)
    picks(page, "Oui")
    expect(page.locator("#sources")).to_be_visible()
    picks(page, "Prendre un rendez-vous")
    page.screenshot(path=pictures / "chat.png", full_page=True)
    accessible(page)
    page.locator("#choices button").first.click()
    expect(page.locator("#typing")).to_have_text("")
    if page.locator("#choices button[value^='#way']").count():
        picks(page, re.compile("."))
    page.locator("#choices button[value^='#slot']").first.click()
    expect(page.locator("#choices button[value='#yes']")).to_be_visible()
    accessible(page)
    picks(page, "Oui")
    expect(page.locator("#contact")).to_be_visible()
    page.screenshot(path=pictures / "summary.png", full_page=True)
    accessible(page)
    picks(page, "Retirer : Commune")
    picks(page, "Oui")
    code = leave_contact(page, context, pictures)
    see_appointment(page, code, pictures)
    at_the_desk(page, service, pictures)
    assert page.__dict__["errors"] == []


def leave_contact(page: Page, context: BrowserContext, pictures: Path) -> str:
    """The contact form, outside the conversation; an incomplete number is said and nothing typed is lost."""
    with context.expect_page() as opened:
        page.locator("#contact a").nth(1).click()
    form = opened.value
    accessible(form)
    form.get_by_label("Prénom").fill("Nadia")
    form.get_by_label("Téléphone").fill("06 12")
    form.get_by_role("button", name="Enregistrer").click()
    expect(form.get_by_role("alert")).to_contain_text("numéro")
    expect(form.get_by_label("Prénom")).to_have_value("Nadia")
    accessible(form)
    form.get_by_label("Téléphone").fill("06 39 98 12 34")
    form.get_by_label(re.compile("J’accepte")).check()
    form.screenshot(path=pictures / "contact.png", full_page=True)
    form.get_by_role("button", name="Enregistrer").click()
    expect(form.get_by_role("heading", level=1)).to_contain_text("enregistré")
    code = re.search(r"/rendez-vous/(\d{10})/", form.url)
    form.close()
    assert code
    return code[1]


def see_appointment(page: Page, code: str, pictures: Path) -> None:
    """The appointment's page and its calendar file, by code."""
    page.goto("/rendez-vous")
    accessible(page)
    page.get_by_label(re.compile("code")).fill(f"{code[:2]} {code[2:]}")
    page.get_by_role("button", name="Retrouver").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre rendez-vous")
    accessible(page)
    page.screenshot(path=pictures / "appointment.png", full_page=True)
    file = page.request.get(f"/rendez-vous/{code}/agenda.ics")
    assert file.ok
    assert "orientation" not in file.text().lower()  # NO4: nothing tells an employer what it is about


def at_the_desk(page: Page, service: Service, pictures: Path) -> None:
    """The counsellor of that structure reads the approved summary, without the withheld line."""
    turn = next(t for t in reversed(service.turns.values()) if t.appointment)
    house = service.house
    found = house.directory.find(turn.appointment["code"], now=MONDAY)  # type: ignore[index]
    with house.directory.reading() as session:
        structure = session.scalar(select(Structure.key).where(Structure.name == found.structure_name))  # type: ignore[union-attr]
    account = {"email": "conseil@exemple.fr", "password": PASSWORD, "structure": structure, "role": "counsellor"}
    create_counsellor(house.directory, **account, now=MONDAY)
    page.goto("/desk")
    accessible(page)
    page.get_by_label(re.compile("Courriel|Adresse")).fill("conseil@exemple.fr")
    page.get_by_label(re.compile("Mot de passe")).fill(PASSWORD)
    page.get_by_role("button").last.click()
    set_up_telephone(page)
    accessible(page)
    page.screenshot(path=pictures / "desk.png", full_page=True)
    page.locator(f"a[href='/desk/demandes/{found.uid}']").first.click()  # type: ignore[union-attr]
    expect(page.locator("main")).to_contain_text("cuisinière")
    expect(page.locator("main")).to_contain_text("Nadia")
    accessible(page)
    page.screenshot(path=pictures / "case.png", full_page=True)


def set_up_telephone(page: Page) -> None:
    """The first sign-in asks for a second factor, then shows codes to keep on paper."""
    accessible(page)
    page.get_by_text("Je ne peux pas viser").click()
    secret = page.locator("details code").inner_text().replace(" ", "")
    page.get_by_label("Les six chiffres").fill(pyotp.TOTP(secret).at(MONDAY))
    page.get_by_role("button", name="C’est fait").click()
    accessible(page)
    page.get_by_role("link", name="Je les ai notés").click()


def test_the_same_without_javascript(context_without_javascript: BrowserContext, pictures: Path) -> None:
    """DESIGN promise 7: the whole reception by plain forms."""
    page = context_without_javascript.new_page()
    page.goto("/")
    page.get_by_label("Votre message").fill("je cherche une formation de cariste, je suis au chômage à Chinon")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("button", name="Oui").click()
    page.get_by_role("button", name="Prendre un rendez-vous").click()
    page.locator("#choices button[value^='#site']").first.click()
    page.locator("#choices button:is([value^='#way'], [value^='#slot'])").first.wait_for()  # the next page is there
    if page.locator("#choices button[value^='#way']").count():
        page.locator("#choices button[value^='#way']").first.click()
    page.locator("#choices button[value^='#slot']").first.click()
    page.get_by_role("button", name="Oui", exact=True).click()
    expect(page.locator(".line.appointment").last).to_contain_text("Votre code")
    page.screenshot(path=pictures / "without-javascript.png", full_page=True)
    page.get_by_role("button", name="Effacer et quitter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("effacé")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_overflows_at_any_width(page: Page, width: int, pictures: Path) -> None:
    """RGAA 10.11: a page of 320 pixels (400 % zoom) is read without scrolling sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    says(page, "je veux changer de métier")
    page.screenshot(path=pictures / f"chat-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_hostile_words_stay_words(page: Page) -> None:
    """Nothing a person types becomes part of the page."""
    page.goto("/")
    says(page, "<img src=x onerror=alert(1)> **gras** <script>alert(2)</script>")
    assert page.locator("#log img, #log script").count() == 0
    assert page.__dict__["errors"] == []
