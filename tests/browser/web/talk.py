"""What a person does on the page, and what each state of it must keep."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PAGES = (
    "/annuaire?lieu=Chinon",
    "/livret/tours",
    "/engagements",
    "/glossaire",
    "/recherche",
    "/avis",
    "/donnees",
    "/accessibilite",
    "/mentions",
    "/calendrier",
)


def accessible(page: Page) -> None:
    """L13: no violation that axe can find, and nothing to scroll sideways (RGAA 10.11)."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def answered(page: Page, act: str) -> None:
    """The turn after an act is on the page."""
    expect(page.locator("#log .assistant").last, act).to_be_visible()
    expect(page.locator("#now")).not_to_have_attribute("aria-busy", "true")


def says(page: Page, words: str) -> None:
    """Type words and send them; wait for the answer."""
    before = page.locator("#log .assistant").count()
    page.get_by_label("Votre message").fill(words)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#log .assistant").nth(before)).to_be_visible()
    answered(page, words)


def presses(page: Page, start: str) -> None:
    """Press the first button whose message begins so; wait for the answer."""
    before = page.locator("#log .assistant").count()
    page.locator(f"#choices button[value^='{start}']").first.click()
    expect(page.locator("#log .assistant").nth(before)).to_be_visible()
    answered(page, start)


def reaches_places(page: Page) -> None:
    """From the welcome to the places."""
    page.goto("/")
    says(page, "je travaille comme salariée à Tours")
    for message in ("#menu formation", "#need vae", "#yes", "#appointment"):
        presses(page, message)


def reaches_slots(page: Page) -> None:
    """From the welcome to the free moments."""
    reaches_places(page)
    presses(page, "#site")
    if page.locator("#choices button[value^='#way']").count():
        presses(page, "#way")
