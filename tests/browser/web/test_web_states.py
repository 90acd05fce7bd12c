"""Every page a person may meet around the talk, in each of its states: found, wrong, sure, done."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.web.talk import accessible, presses, reaches_slots
from tests.service import Service

pytestmark = pytest.mark.browser


@pytest.fixture(params=[{"width": 1280, "height": 900}, {"width": 320, "height": 640}], ids=["screen", "400 %"])
def page(page: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a screen, and the same at 400 %."""
    page.set_viewport_size(request.param)
    return page


def sends(page: Page, form: str, button: str | None = None) -> None:
    """Send a form by its button; the page that answers is accessible."""
    inside = page.locator(f"form[action='{form}']").last
    inside.get_by_role("button", name=button).first.click() if button else inside.locator("button").last.click()
    page.wait_for_load_state()
    accessible(page)


def books(page: Page) -> str:
    """A reception up to an appointment taken; its code."""
    reaches_slots(page)
    for message in ("#slot", "#yes"):
        presses(page, message)
    link = page.locator("#contact a").first.get_attribute("href") or ""
    return link.rsplit("/", 1)[-1]


def test_an_opinion_and_a_complaint_from_end_to_end(page: Page, pictures: Path) -> None:
    """L13, L21: the survey, the complaint, its receipt, its follow-up, and what is missing or unknown."""
    page.goto("/avis")
    sends(page, "/avis")
    expect(page.get_by_role("alert")).to_contain_text("note")
    page.locator("input[name=rating][value='4']").check(force=True)
    sends(page, "/avis")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    page.goto("/avis")
    sends(page, "/avis/reclamation")
    page.get_by_label("Que s’est-il passé").fill("On m’a fait attendre une heure.")
    sends(page, "/avis/reclamation")
    page.screenshot(path=pictures / "receipt.png", full_page=True)
    reference = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", page.content())
    assert reference
    page.goto("/avis")
    for typed in ("AAAA-2222", reference[0]):
        page.get_by_label(re.compile("référence")).fill(typed)
        sends(page, "/avis/suivi")
    expect(page.locator("blockquote")).to_contain_text("attendre une heure")


def test_an_appointment_seen_moved_and_cancelled(page: Page, service: Service, pictures: Path) -> None:
    """L13, NO6: wrong code, appointment, other moments, contact, sure, cancelled, and what is kept of it."""
    code = books(page)
    page.goto("/rendez-vous")
    page.get_by_label(re.compile("code")).fill("11 22 33 44 55")
    with page.expect_response(lambda answer: answer.status == 404):
        sends(page, "/rendez-vous")
    for address in ("/contact", "/ailleurs", "", "/deplacer"):
        page.goto(f"/rendez-vous/{code}{address}")
        accessible(page)
    sends(page, f"/rendez-vous/{code}/deplacer")
    expect(page.get_by_role("status")).to_contain_text("C’est changé")
    sends(page, f"/rendez-vous/{code}/attendre")
    page.screenshot(path=pictures / "waiting.png", full_page=True)
    for _ in ("asked", "sure"):
        sends(page, f"/rendez-vous/{code}/annuler")
    expect(page.get_by_role("status").first).to_contain_text("annulé")
    page.goto("/donnees")
    page.get_by_label(re.compile("code")).fill(code)
    sends(page, "/donnees")
    page.screenshot(path=pictures / "data.png", full_page=True)


def test_what_is_kept_is_seen_and_erased(page: Page) -> None:
    """L13, PC3: the data of a code, asked if sure, erased."""
    code = books(page)
    page.goto("/donnees")
    page.get_by_label(re.compile("code")).fill(code)
    sends(page, "/donnees")
    for _ in ("asked", "sure"):
        sends(page, "/donnees/effacer")
    expect(page.get_by_role("status")).to_be_visible()


def test_the_audit_of_neutrality(page: Page, service: Service, pictures: Path) -> None:
    """L13, NO14: its table is read at 400 % as well."""
    service.house.audit.run(places=1, draws=4)
    page.goto("/engagements")
    expect(page.get_by_role("table")).to_be_visible()
    accessible(page)
    page.screenshot(path=pictures / "audit.png", full_page=True)


@pytest.mark.parametrize("question", ["c’est quoi une VAE ?", "combien de temps dure une immersion ?", "xyzt ?"])
def test_a_search_in_each_of_its_answers(page: Page, question: str) -> None:
    """L13, L06: a definition, passages, nothing."""
    page.goto("/recherche")
    page.get_by_label("Votre question").fill(question)
    sends(page, "/recherche")
    expect(page.get_by_label("Votre question")).to_have_value(question)


@pytest.mark.parametrize(
    "address", ["/absente", "/?widget=true", "/annuaire?lieu=Nulle+part", "/annuaire?mots=zzzz", "/livret"]
)
def test_pages_off_the_way(page: Page, address: str) -> None:
    """L13: an unknown page, the widget's own, a search without result."""
    page.goto(address)
    accessible(page)


def test_the_talk_erased(page: Page) -> None:
    """L13: nothing left to see but a way to begin again."""
    page.goto("/")
    sends(page, "/", "Effacer et quitter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("effacé")
