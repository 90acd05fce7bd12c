"""What a screen reader hears, and where the focus goes, by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.web.talk import answered, presses, says

pytestmark = pytest.mark.browser


LISTEN = """() => {
  window.heard = [];
  const live = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    return element && element.closest("[aria-live], [role=status], [role=alert], [role=log]");
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      const region = live(change.target);
      if (!region) continue;
      const silent = (node) => !node.textContent.trim() || node.getAttribute?.("aria-live") === "off";
      const added = [...change.addedNodes].filter((node) => !silent(node));
      for (const node of added) window.heard.push(node.textContent.replace(/\\s+/g, " ").trim());
      if (change.type === "characterData") window.heard.push("changed: " + change.target.textContent);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_each_message_is_announced_once_with_its_sender(page: Page) -> None:
    """trust.md §3: one announcement for each message of the service, none for the person's own."""
    page.goto("/")
    page.evaluate(LISTEN)
    says(page, "bonjour")
    says(page, "je travaille comme salariée à Tours")
    shown = [re.sub(r"\s+", " ", words).strip() for words in page.locator("#log .line.assistant").all_text_contents()]
    heard = page.evaluate("window.heard")
    assert heard == shown[2:]
    assert all(words.startswith("Assistant :") for words in heard)


def test_the_focus_stays_where_the_next_choice_is(page: Page) -> None:
    """After a choice, Tab leads to the next choices; after words, one can go on writing."""
    page.goto("/")
    says(page, "je travaille comme salariée à Tours")
    page.get_by_label("Votre message").press("Enter")
    presses(page, "#menu formation")
    expect(page.locator("#now")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value").startswith("#need")


def test_the_whole_reception_by_keyboard_alone(page: Page) -> None:
    """L13: from the first word to the approved summary without a pointer; the focus is always visible."""
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "document.activeElement.id === 'message'")
    page.keyboard.type("je travaille comme salariée à Tours")
    enter(page)
    for message in ("#menu formation", "#need vae", "#yes", "#appointment", "#site", "#slot", "#yes", "#line", "#yes"):
        if message == "#slot" and page.locator("#choices button[value^='#way']").count():
            tab_to(page, "(document.activeElement.value || '').startsWith('#way')")
            enter(page)
        tab_to(page, f"(document.activeElement.value || '').startsWith('{message}')")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        enter(page)
    expect(page.locator("#log")).to_contain_text("C’est envoyé")
    assert page.__dict__["errors"] == []


def enter(page: Page) -> None:
    """Press Enter and wait for the answer."""
    before = page.locator("#log .assistant").count()
    page.keyboard.press("Enter")
    expect(page.locator("#log .assistant").nth(before)).to_be_visible()
    answered(page, "Enter")


def tab_to(page: Page, condition: str) -> None:
    """Tab until the condition holds; never trapped."""
    for _ in range(60):
        if page.evaluate(condition):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by Tab: {condition}")
