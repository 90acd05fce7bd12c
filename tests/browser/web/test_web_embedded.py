"""The widget inside another site."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.web.site import Elsewhere
from tests.browser.web.talk import accessible
from tests.service import Service

pytestmark = pytest.mark.browser


def visits(page: Page, site: Elsewhere) -> None:
    """Open another site's page."""
    page.route(f"{site.address}/**", lambda route: route.continue_())
    page.goto(f"{site.address}/")


def test_the_widget_lives_in_another_site_without_mixing_with_it(
    context: BrowserContext,
    page: Page,
    service: Service,
    elsewhere: tuple[Elsewhere, Elsewhere],
    pictures: Path,
) -> None:
    """Issue 5: isolated, asked for nothing until opened, and a booking is agreed on our own page."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visits(page, elsewhere[0])
    opening = page.get_by_role("button", name="Besoin d’un conseil")
    expect(opening).to_be_visible()
    assert [url for url in asked if url.startswith(service.url)] == [f"{service.url}/widget.js"]
    opening.click()
    frame = page.frame_locator("iframe")
    frame.get_by_label("Votre message").fill("je travaille comme salariée à Tours")
    frame.get_by_role("button", name="Envoyer").click()
    said = frame.locator(".line.person").first
    expect(said).to_have_css("background-color", "rgb(122, 31, 92)")  # what the site asks for, over the region's
    for message in ("#menu formation", "#need vae", "#yes", "#appointment", "#site", "#way", "#slot"):
        button = frame.locator(f"#choices button[value^='{message}']").first
        if message == "#way" and not frame.locator("#choices button[value^='#way']").count():
            continue
        button.click()
        expect(frame.locator("#now")).not_to_have_attribute("aria-busy", "true")
    page.screenshot(path=pictures / "widget.png")
    accessible(page)
    assert page.locator("iframe").bounding_box()["width"] < 500  # type: ignore[index]
    with context.expect_page() as opened:
        frame.get_by_role("button", name="Continuer dans une nouvelle page").click()
    own = opened.value
    expect(own.locator("#choices button[value='#yes']")).to_be_visible()
    assert own.url.startswith(service.url)
    frame.get_by_label("Votre message").press("Escape")
    expect(opening).to_be_focused()
    opening.click()
    expect(frame.locator(".elsewhere")).to_be_visible()
    page.get_by_role("button", name="Fermer").click()
    expect(opening).to_be_focused()


def test_a_site_that_is_not_named_cannot_embed_it(page: Page, elsewhere: tuple[Elsewhere, Elsewhere]) -> None:
    visits(page, elsewhere[1])
    page.get_by_role("button", name="Besoin d’un conseil").click()
    expect(page.frame_locator("iframe").get_by_label("Votre message")).to_have_count(0)
