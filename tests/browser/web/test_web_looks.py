"""Every way of looking at the pages: small, dark, large, spaced, discreet, aloud, on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.web.talk import PAGES, accessible, presses, reaches_places, reaches_slots, says
from tests.service import Service

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": {"width": 320, "height": 640}},
        {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
        {"viewport": {"width": 768, "height": 900}, "forced_colors": "active"},
    ],
    ids=["320", "dark", "forced-colors"],
)
def test_every_state_of_the_talk_is_accessible(
    chromium: Browser, service: Service, pictures: Path, look: dict[str, object]
) -> None:
    """L13: axe finds nothing in any state of the chat, nor on any page, however one looks at them."""
    page = chromium.new_page(base_url=service.url, locale="fr-FR", **look)  # type: ignore[arg-type]
    name = "-".join(str(value) for value in look.values() if isinstance(value, str)) or "320"
    reaches_slots(page)
    accessible(page)
    for number, message in enumerate(("#slot", "#yes", "#line", "#yes")):
        presses(page, message)
        accessible(page)
        page.screenshot(path=pictures / f"state-{name}-{number}.png", full_page=True)
    says(page, "j’ai envie de mourir")
    accessible(page)
    page.screenshot(path=pictures / f"emergency-{name}.png", full_page=True)
    for address in PAGES:
        page.goto(address)
        accessible(page)
    page.close()


def test_text_twice_as_large_loses_nothing(page: Page, pictures: Path) -> None:
    """RGAA 10.4: the text doubled from the settings, on a phone and on a screen."""
    reaches_places(page)
    page.locator("#comfort summary").click()
    with page.expect_response("**/reglages"):
        page.get_by_label("200 %").check()
    accessible(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 640})
    accessible(page)
    page.screenshot(path=pictures / "twice.png", full_page=True)
    page.goto("/annuaire?lieu=Tours")
    expect(page.locator("html")).to_have_attribute("data-size", "200")
    accessible(page)


SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
SMALL = """() => [...document.querySelectorAll("button, summary, input, select, textarea, .button, .pages a, .line a")]
  .filter((node) => node.checkVisibility() && !node.closest(".away"))
  .map((node) => (node.matches("input") && node.closest("label")) || node)
  .filter((node) => { const box = node.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
  .map((node) => node.outerHTML)"""


def test_letters_and_lines_may_be_spaced_out_and_targets_are_large_enough(page: Page) -> None:
    """RGAA 10.12, WCAG 2.5.8: spaced text stays whole; whatever is pressed is at least 24 pixels each way."""
    reaches_slots(page)
    assert page.evaluate(SMALL) == []
    page.set_viewport_size({"width": 320, "height": 640})
    # A style of the person's own browser: no policy of the page stops it.
    page.evaluate(
        """(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
        document.adoptedStyleSheets = [sheet]; }""",
        SPACED,
    )
    accessible(page)
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(SMALL) == [], address


def test_strong_contrast_is_chosen_and_kept(page: Page) -> None:
    page.goto("/")
    page.locator("#comfort summary").click()
    with page.expect_response("**/reglages"):
        page.get_by_label("Contraste renforcé").check()
    accessible(page)
    page.goto("/donnees")
    expect(page.locator("html")).to_have_attribute("data-contrast", "")


def test_discreet_mode_hides_the_name_and_leaves_at_once(page: Page) -> None:
    """NO4: a neutral title, and one button that leaves nothing behind, not even in the history."""
    page.goto("/calendrier")
    page.goto("/")
    says(page, "je veux quitter mon travail")
    talk = page.locator("#say input[name=talk]").input_value()
    page.locator("#comfort summary").click()
    page.get_by_label(re.compile("Mode discret")).check()
    expect(page).to_have_title("Informations")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Quitter vite").click()
    expect(page).to_have_title("Novembre 2026")
    assert page.request.post("/conversation/revoir", data={"conversation": talk}).status == 404
    page.go_back()
    expect(page).to_have_title("Novembre 2026")
    assert page.evaluate("sessionStorage.length") == 0


def test_answers_are_read_aloud_only_when_asked(page: Page) -> None:
    """NO2: off by default; then each answer once, in French."""
    page.add_init_script(
        """window.spoken = [];
        Object.defineProperty(window, "speechSynthesis", { value: {
          speak: (speech) => window.spoken.push([speech.lang, speech.text]),
          cancel: () => {}, getVoices: () => [] } });"""
    )
    page.goto("/")
    says(page, "bonjour")
    assert page.evaluate("window.spoken") == []
    page.locator("#comfort summary").click()
    page.get_by_label(re.compile("voix haute")).check()
    page.keyboard.press("Escape")
    says(page, "je travaille comme salariée à Tours")
    spoken = page.evaluate("window.spoken")
    assert {lang for lang, _ in spoken} == {"fr-FR"}
    assert not any("Assistant" in text for _, text in spoken)


def test_the_record_is_read_and_printed(page: Page, context: BrowserContext, pictures: Path) -> None:
    """NO10: the state of play opens beside the talk, accessible, and prints without what one only clicks."""
    reaches_places(page)
    with context.expect_page() as opened:
        page.get_by_role("button", name=re.compile("Garder une trace")).click()
    record = opened.value
    expect(record.get_by_role("heading", level=1)).to_have_text("Votre état des lieux")
    accessible(record)
    record.screenshot(path=pictures / "record.png", full_page=True)
    expect(record.locator(".sources").first).to_have_attribute("open", "")  # a closed list is not on paper
    record.emulate_media(media="print")
    expect(record.locator("footer")).to_be_hidden()
    expect(record.get_by_role("button", name=re.compile("Imprimer"))).to_be_hidden()
