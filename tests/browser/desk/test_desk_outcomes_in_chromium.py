"""The day itself, by keyboard: met, missed, a plan written and fetched, papers printed, each refusal and its way on."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from directory import models
from directory.referrals import RefusalReason
from directory.requests import AppointmentView
from directory.vocabulary import Way
from tests.browser.desk.people import CAMILLE, MISSION, books, comes_in, open_accounts
from tests.browser.desk.test_desk_day_in_chromium import accessible, watched
from tests.service import MONDAY, Service, running, settings_for

pytestmark = pytest.mark.browser

TUESDAY = MONDAY + timedelta(days=1, hours=3)  # noon in Tours: the first appointments of the day are over
ADVICE, STEP = "Deux semaines dans un garage vous diront si c’est votre voie.", "Appeler le garage"
SENTENCE = "La maison de l’emploi vous reçoit sans rendez-vous le mardi."
SMALL = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def day_after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service on the day of the appointments that :func:`books` takes."""
    settings = settings_for(tmp_path_factory.mktemp("day"), engine_url="http://127.0.0.1:1")
    with running(settings, engine=False, clock=TUESDAY) as started:
        open_accounts(started)
        yield started


def fits(page: Page) -> None:
    """Accessible, and nothing to scroll sideways on a telephone."""
    accessible(page)
    size = page.viewport_size
    assert size
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
    page.set_viewport_size(size)


def comes_back(page: Page) -> None:
    """The form is refused: its summary is read first, and the page is as accessible as the one that was sent."""
    expect(page.get_by_role("alert")).to_be_focused()
    fits(page)
    assert "422" in page.__dict__["errors"].pop()


def presses(page: Page, role: str, name: str) -> None:
    """Goes to a link or button and presses Enter."""
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type]
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fetches(chromium: Browser, service: Service, view: AppointmentView) -> Page:
    """The person looks at their appointment, on a telephone."""
    person = chromium.new_context(base_url=service.url, locale="fr-FR", viewport=SMALL)  # type: ignore[arg-type]
    page = watched(person.new_page())
    page.goto(f"/rendez-vous/{view.code}")
    return page


def is_handed_over(page: Page, seen: Page) -> None:
    """The plan on paper says word for word what the person's own page does, and nothing else of them."""
    page.emulate_media(media="screen")
    presses(page, "link", "Imprimer pour la personne")
    fits(page)
    plan = seen.locator("section[aria-labelledby=plan]")
    assert page.locator(".paper li").all_inner_texts() == plan.locator("li").all_inner_texts()
    expect(page.get_by_role("heading")).to_have_text(plan.get_by_role("heading").inner_text())
    page.emulate_media(media="print")
    assert "Marchand" not in page.locator("body").inner_text()


def test_who_was_met_leaves_with_a_plan(chromium: Browser, day_after: Service, pictures: Path) -> None:
    """Met, the plan written then corrected, advice given, printed; the person reads it with their code (PC5, TO1)."""
    view = books(day_after, MISSION)
    context = comes_in(chromium, day_after, CAMILLE, now=TUESDAY)
    page = watched(context.new_page())
    page.goto("/desk")
    expect(page.get_by_role("heading", name=re.compile("Rendez-vous passés"))).to_be_visible()
    page.locator(f"[data-rows] a[href$='{view.uid}']").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="06 39 98 12 34")).to_be_visible()
    presses(page, "button", "Le rendez-vous a eu lieu")
    expect(page.get_by_role("status")).to_contain_text("a eu lieu")
    fits(page)
    presses(page, "link", "Écrire le plan")
    page.get_by_label("Conseil donné").focus()
    page.keyboard.type(ADVICE)
    page.keyboard.press("Tab")
    page.keyboard.insert_text("x" * 301)
    presses(page, "button", "Enregistrer le plan")
    comes_back(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Que faire").first).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(STEP)
    fits(page)
    page.screenshot(path=pictures / "desk-plan.png", full_page=True)
    presses(page, "button", "Enregistrer le plan")
    expect(page.get_by_text(ADVICE)).to_be_visible()
    presses(page, "link", "Modifier le plan")
    page.get_by_label("Fait").first.focus()
    page.keyboard.press("Space")
    presses(page, "button", "Enregistrer le plan")
    presses(page, "button", "Conseil donné, terminer")
    expect(page.get_by_role("heading", name="C’est terminé")).to_be_visible()
    fits(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("Document confidentiel")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text(ADVICE)).to_be_visible()
    page.screenshot(path=pictures / "desk-case-printed.png", full_page=True)
    seen = fetches(chromium, day_after, view)
    expect(seen.get_by_text(ADVICE)).to_be_visible()
    expect(seen.get_by_text(re.compile(f"{STEP}.*fait", re.IGNORECASE))).to_be_visible()
    assert seen.get_by_role("button", name="Annuler ce rendez-vous").count() == 0
    accessible(seen)
    is_handed_over(page, seen)
    page.screenshot(path=pictures / "desk-plan-printed.png", full_page=True)
    assert page.__dict__["errors"] == seen.__dict__["errors"] == []
    seen.context.close()
    context.close()


def test_who_was_missed_is_led_on_within_two_doors(chromium: Browser, day_after: Service, pictures: Path) -> None:
    """L17: absent, the person takes another moment of the same place; it is still their second door."""
    view = books(day_after, MISSION, later=1)
    context = comes_in(chromium, day_after, CAMILLE, now=TUESDAY)
    page = watched(context.new_page())
    page.goto(f"/desk/demandes/{view.uid}")
    presses(page, "button", "La personne était absente")
    expect(page.get_by_role("heading", name="Et maintenant ?")).to_be_visible()
    fits(page)
    page.screenshot(path=pictures / "desk-missed.png", full_page=True)
    seen = fetches(chromium, day_after, view)
    presses(seen, "link", "Reprendre un rendez-vous")
    accessible(seen)
    seen.screenshot(path=pictures / "missed-again.png", full_page=True)
    seen.get_by_label(re.compile("J’accepte")).focus()
    seen.keyboard.press("Space")
    seen.get_by_role("button", name=re.compile("Prendre ce rendez-vous")).first.focus()
    with seen.expect_navigation():
        seen.keyboard.press("Enter")
    expect(seen.get_by_role("status")).to_contain_text("nouveau code")
    with day_after.house.directory.reading() as session:
        assert set(session.scalars(select(models.Onward.door))) == {2}
    page.goto("/desk")
    expect(page.locator(".to_read .row")).to_have_count(1)
    assert page.__dict__["errors"] == seen.__dict__["errors"] == []
    seen.context.close()
    context.close()


def test_the_day_is_printed_and_read_on_a_telephone(chromium: Browser, day_after: Service, pictures: Path) -> None:
    books(day_after, MISSION, way=Way.PHONE, later=3)
    context = comes_in(chromium, day_after, CAMILLE, now=TUESDAY)
    page = watched(context.new_page())
    page.goto(f"/desk/agenda?jour={TUESDAY.date()}")
    fits(page)
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    accessible(page)
    expect(page.get_by_role("cell").first).to_be_visible()
    page.screenshot(path=pictures / "desk-day-360.png", full_page=True)
    page.emulate_media(media="print")
    expect(page.get_by_text("Document confidentiel")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert page.__dict__["errors"] == []
    context.close()


def test_each_refusal_is_told_and_leads_on(chromium: Browser, service: Service) -> None:
    """Promise 6: whatever the reason, the person reads it with the sentence, and other places to go to."""
    context = comes_in(chromium, service, CAMILLE)
    page = watched(context.new_page())
    for number, reason in enumerate(RefusalReason):
        view = books(service, MISSION, later=6 + number)
        page.goto(f"/desk/demandes/{view.uid}")
        page.get_by_text("Refuser…").focus()
        page.keyboard.press("Enter")
        page.locator(f"#refusal-reason-{reason}").focus()
        page.keyboard.press("Space")
        if not number:
            page.get_by_label("Vers qui la personne").fill("é" * 501)
            presses(page, "button", "Confirmer le refus")
            comes_back(page)
        page.get_by_label("Vers qui la personne").fill(SENTENCE)
        presses(page, "button", "Confirmer le refus")
        expect(page.get_by_role("status")).to_contain_text("refusée")
        seen = fetches(chromium, service, view)
        expect(seen.get_by_text(SENTENCE)).to_be_visible()
        told = service.house.renderer.texts.forms[f"utter_label_refusal_{reason}"]
        expect(seen.get_by_role("status")).to_contain_text(next(iter(told.values()))[1:40])
        presses(seen, "link", "Voir d’autres lieux")
        assert seen.get_by_role("button", name=re.compile("Prendre ce rendez-vous")).count() > 0, reason
        accessible(seen)
        seen.context.close()
    fits(page)
    assert page.__dict__["errors"] == []
    context.close()
