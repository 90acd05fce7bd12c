"""How soon the first reply is on the page, the engine warm."""

import time

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.engine]

SECONDS = 1.0  # issue 5: first reply visible on the local machine


def test_the_first_reply_is_visible_within_a_second(page: Page) -> None:
    """Issue 5: the best of three talks, so that another process on the machine does not decide."""
    waits = []
    for words in ("bonjour", "je veux changer de métier", "je cherche une formation à Chinon"):
        page.goto("/")
        before = page.locator("#log .assistant").count()
        page.get_by_label("Votre message").fill(words)
        begun = time.monotonic()
        page.get_by_role("button", name="Envoyer").click()
        expect(page.locator("#log .assistant").nth(before)).to_be_visible()
        waits.append(time.monotonic() - begun)
        page.evaluate("sessionStorage.clear()")
    assert min(waits) <= SECONDS, waits
