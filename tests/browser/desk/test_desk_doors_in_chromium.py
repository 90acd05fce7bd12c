"""The doors of the desk and its calendars, by keyboard, without one violation that axe can find, at 400 % too (L13)."""

import re
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from directory import models
from directory.desk.invitations import Guest, Invitations
from directory.magic_links import Door, token_of
from directory.models import Role
from tests.browser.desk.people import ADMIN, COORDINATOR, MANAGER, MISSION, books, comes_in
from tests.browser.desk.test_desk_day_in_chromium import accessible, watched
from tests.service import MONDAY, Service

pytestmark = pytest.mark.browser

NEW, PASSWORD = "nour@exemple.fr", "quatre mots sans rapport"


def seen(page: Page, pictures: Path, name: str) -> None:
    """Accessible, and nothing overflows at 320 pixels; a picture of it."""
    expect(page.locator("h1")).to_be_visible()
    accessible(page)
    page.screenshot(path=pictures / f"desk-{name}.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    page.set_viewport_size({"width": 1280, "height": 900})


def invitation_link(service: Service) -> str:
    """The link that the mail of a new invitation carries."""
    directory = service.house.directory
    with directory.reading() as session:
        structure = session.scalars(select(models.Structure.id).where(models.Structure.key == MISSION)).one()
    Invitations(directory).invite(Guest(NEW, "Nour Benali", Role.COUNSELLOR, structure), MONDAY)
    with directory.reading() as session:
        key = session.scalars(select(models.Invitation.key).where(models.Invitation.email == NEW)).one()
    return f"/desk/invitation/{token_of(Door.INVITATION, key, directory.seal)}"


def card_link(service: Service) -> str:
    """The link that asks about the card of a structure."""
    directory = service.house.directory
    with directory.reading() as session:
        key = session.scalars(select(models.CardLink.key).order_by(models.CardLink.id.desc())).first()
    return f"/desk/fiche-a-jour/{token_of(Door.CARD, key or '', directory.seal)}"


@pytest.mark.parametrize("email", [MANAGER, COORDINATOR, ADMIN])
def test_the_menu_stands_on_one_line(chromium: Browser, service: Service, pictures: Path, email: str) -> None:
    """Whoever has the most entries reads them on one line of a laptop, and on as many as it takes of a telephone."""
    context = comes_in(chromium, service, email)
    page = context.new_page()
    page.goto("/desk")
    entries = page.locator("header nav li")
    expect(entries).not_to_have_count(0)
    assert len({entry.bounding_box()["y"] for entry in entries.all()}) == 1  # type: ignore[index]
    seen(page, pictures, f"menu-{email.partition('@')[0]}")
    context.close()


def test_an_invitation_is_answered_by_keyboard(chromium: Browser, service: Service, pictures: Path) -> None:
    """From the link to the desk: password, telephone, codes on paper; then out, and in again."""
    context = chromium.new_context(base_url=service.url, locale="fr-FR")
    page = watched(context.new_page())
    page.goto(invitation_link(service))
    seen(page, pictures, "invitation")
    page.get_by_label("Choisissez un mot de passe").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Protéger votre compte")).to_be_visible()
    seen(page, pictures, "enrolment")
    found = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page.locator("main").inner_html())
    assert found
    secret = found[1].replace(" ", "")
    page.get_by_label("Les six chiffres").focus()
    page.keyboard.type(pyotp.TOTP(secret).at(MONDAY))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Vos codes de secours")).to_be_visible()
    seen(page, pictures, "papers")
    paper = page.locator("code").first.inner_text()
    page.goto("/desk")
    page.get_by_role("button", name="Se déconnecter").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Connexion")).to_be_visible()
    seen(page, pictures, "sign-in")
    page.get_by_label("Adresse électronique").focus()
    page.keyboard.type(NEW)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Votre code")).to_be_visible()
    seen(page, pictures, "code")
    page.get_by_label("Code de votre téléphone").focus()
    page.keyboard.type(paper)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Demandes")).to_be_visible()
    page.goto("/desk/invitation/inconnue", wait_until="load")
    accessible(page)
    context.close()


def adds(page: Page, agenda: int, content: bytes) -> None:
    """Chooses an agenda and a file, then Enter."""
    page.get_by_label("Agenda", exact=True).select_option(str(agenda))
    file = {"name": "a.ics", "mimeType": "text/calendar", "buffer": content}
    page.get_by_label("Fichier", exact=True).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Ajouter").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_calendar_is_linked_and_shows_in_the_week(chromium: Browser, service: Service, pictures: Path) -> None:
    """A file chosen, then Enter; the week says busy, closed and absent beside who comes."""
    view = books(service, MISSION)
    with service.house.directory.writing() as session:
        row = session.scalars(select(models.Appointment).where(models.Appointment.uid == view.uid)).one()
        begins = row.ends_at + timedelta(hours=1)
        busy = f"DTSTART:{begins:%Y%m%dT%H%M%SZ}\r\nDURATION:PT90M"
        clash = f"DTSTART:{row.starts_at:%Y%m%dT%H%M%SZ}\r\nDURATION:PT15M"
        agenda, day = row.agenda_id, view.starts_at.date()
        next_day = day + timedelta(days=1)
        session.add(models.Closure(site_id=view.site_id, first_day=next_day, last_day=next_day))
    events = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in (busy, clash))
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()
    context = comes_in(chromium, service, MANAGER)
    page = watched(context.new_page())
    page.goto("/desk/semaine")
    page.get_by_role("link", name="Relier mon agenda habituel").focus()
    page.keyboard.press("Enter")
    adds(page, agenda, b"x")
    expect(page.get_by_role("alert")).to_contain_text("agenda lisible")
    seen(page, pictures, "busy-problem")
    adds(page, agenda, content)
    expect(page.get_by_role("button", name=re.compile("Retirer : Fichier"))).to_be_visible()
    seen(page, pictures, "busy")
    page.goto(f"/desk/semaine?jour={day}")
    taken = page.get_by_text(re.compile("^Occupé"))
    box = taken.first.bounding_box()
    assert box
    assert box["height"] > 10  # seen, not only heard
    expect(page.get_by_text("Votre agenda dit que vous êtes pris", exact=False).first).to_be_visible()
    seen(page, pictures, "week-busy")
    context.close()


def test_a_card_is_changed_and_asked_about_by_keyboard(chromium: Browser, service: Service, pictures: Path) -> None:
    manager, coordinator = comes_in(chromium, service, MANAGER), comes_in(chromium, service, COORDINATOR)
    page = watched(manager.new_page())
    page.goto("/desk/fiche")
    page.get_by_label("lundi").first.fill("quand vous voulez")
    page.get_by_role("button", name="Demander ces changements").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    seen(page, pictures, "card-problem")
    page.get_by_label("lundi").first.fill("9h-12h, 14h-18h")
    page.get_by_role("button", name="Demander ces changements").focus()
    page.keyboard.press("Enter")
    expect(page.locator("fieldset .hint", has_text="attend la coordination")).to_be_visible()
    seen(page, pictures, "card")
    there = watched(coordinator.new_page())
    there.goto("/desk/territoire")
    seen(there, pictures, "territory")
    there.get_by_role("button", name=re.compile("Demander de relire : Mission locale")).first.focus()
    with there.expect_navigation():
        there.keyboard.press("Enter")
    stranger = chromium.new_context(base_url=service.url, locale="fr-FR")
    asked = watched(stranger.new_page())
    asked.goto(card_link(service))
    seen(asked, pictures, "card-link")
    asked.get_by_role("link", name="Demander un changement").focus()
    asked.keyboard.press("Enter")
    seen(asked, pictures, "card-link-change")
    asked.go_back()
    asked.get_by_role("button", name="Oui, tout est juste").focus()
    asked.keyboard.press("Enter")
    expect(asked.get_by_role("heading", level=1, name="Merci")).to_be_visible()
    seen(asked, pictures, "card-link-thanks")
    for context in (manager, coordinator, stranger):
        context.close()


def test_a_refused_form_takes_the_focus_and_leads_to_the_field(
    chromium: Browser, service: Service, pictures: Path
) -> None:
    """Keyboard alone: the summary has the focus, Enter on its sentence goes to the field, nothing typed is lost."""
    context = comes_in(chromium, service, MANAGER)
    page = watched(context.new_page())
    page.goto("/desk/horaires")
    page.get_by_label("mardi").focus()
    page.keyboard.press("Space")
    page.get_by_label("À", exact=True).fill("08:00")
    page.get_by_role("button", name="Ajouter la plage").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    seen(page, pictures, "hours-problem")
    page.get_by_role("alert").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    hour = page.get_by_label("À", exact=True)
    expect(hour).to_be_focused()
    expect(hour).to_have_attribute("aria-invalid", "true")
    expect(hour).to_have_accessible_description("L’heure de fin doit venir après l’heure de début.")
    expect(page.get_by_label("mardi")).to_be_checked()
    expect(page.get_by_label("De", exact=True)).not_to_have_attribute("aria-invalid", "true")
    context.close()


def test_a_service_is_proposed_validated_and_taken_off_by_keyboard(
    chromium: Browser, service: Service, pictures: Path
) -> None:
    """The manager writes it in plain words; the coordination reads it whole; taking it off says who is to come."""
    books(service, MISSION, later=4)
    manager, coordinator = comes_in(chromium, service, MANAGER), comes_in(chromium, service, COORDINATOR)
    page, there = watched(manager.new_page()), watched(coordinator.new_page())
    page.goto("/desk/fiche")
    page.get_by_role("link", name="Ajouter un service").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Nom", exact=True).focus()
    page.keyboard.type("Atelier CV")
    page.get_by_role("button", name="Proposer ce service").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    seen(page, pictures, "service-problem")
    page.get_by_label("Présentation").fill("Nous écrivons votre CV avec vous.")
    page.get_by_label("de l’aide pour trouver un emploi").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Proposer ce service").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Votre service est proposé")
    seen(page, pictures, "service-waiting")
    there.goto("/desk/territoire")
    there.get_by_text("Nouveau service, à lire en entier").focus()
    there.keyboard.press("Enter")
    expect(there.get_by_text("Nous écrivons votre CV avec vous.")).to_be_visible()
    seen(there, pictures, "service-to-validate")
    there.get_by_role("button", name=re.compile("Valider : Lieux")).focus()
    with there.expect_navigation():
        there.keyboard.press("Enter")
    page.goto("/desk/fiche")
    page.get_by_role("link", name="Ne plus proposer : Premier entretien").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ces rendez-vous restent valables", exact=False)).to_be_visible()
    seen(page, pictures, "service-leaving")
    page.get_by_role("button", name="Demander le retrait").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("retrait demandé")).to_be_visible()
    for context in (manager, coordinator):
        context.close()


@pytest.mark.parametrize("address", ["/desk/absences", "/desk/horaires", "/desk/equipe"])
def test_the_focus_is_seen_at_each_stop(chromium: Browser, service: Service, address: str) -> None:
    """Promise 7: whoever goes by keyboard sees where they are, in each part of a date and of an hour as well."""
    context = comes_in(chromium, service, MANAGER)
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    stops = 0
    while page.evaluate("document.activeElement !== document.body"):
        stops += 1
        where = page.evaluate("document.activeElement.outerHTML")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", where
        page.keyboard.press("Tab")
    assert stops > 15
    context.close()


def test_a_last_visit_says_what_it_is_on_a_telephone(chromium: Browser, service: Service) -> None:
    """Where the columns have no heads any more, “jamais” alone would say nothing."""
    context = comes_in(chromium, service, MANAGER)
    page = context.new_page()
    said = "getComputedStyle(document.querySelector('td[data-label]'), '::before').content"
    page.goto("/desk/equipe")
    assert page.evaluate(said) == "none"
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(said).startswith('"Dernière connexion')
    context.close()
