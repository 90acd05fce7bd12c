"""The page over a bad network: nothing lost, nothing played twice, the wait said."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.web.talk import accessible, reaches_places, says

pytestmark = pytest.mark.browser


def test_a_lost_message_is_sent_again_and_played_once(page: Page) -> None:
    """F9: the answer of the first sending is lost on its way; the person sees one answer."""
    page.goto("/")
    tries: list[str] = []

    def lose_the_first(route: Route) -> None:
        tries.append(route.request.post_data or "")
        if len(tries) == 1:
            route.fetch()  # the server has played it
            route.abort()
        else:
            route.continue_()

    page.route("**/conversation", lose_the_first)
    says(page, "je travaille comme salariée à Tours")
    assert len(tries) == 2
    assert tries[0] == tries[1]
    assert page.locator("#log .person").count() == 1
    talk = page.locator("#say input[name=talk]").input_value()
    told = page.request.post("/conversation/revoir", data={"conversation": talk}).json()["lines"]
    assert sum("je travaille comme salariée" in line for line in told) == 1


def test_a_message_that_did_not_leave_can_be_sent_again(page: Page, pictures: Path) -> None:
    """F9: the failure is said, nothing typed is lost, one button sends it again."""
    page.goto("/")
    sent: list[str | None] = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    page.route("**/conversation", lambda route: route.abort())
    page.get_by_label("Votre message").fill("je travaille comme salariée à Tours")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_contain_text("n’est pas parti")
    page.screenshot(path=pictures / "lost.png", full_page=True)
    accessible(page)
    page.unroute("**/conversation")
    before = page.locator("#log .assistant").count()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator("#log .assistant").nth(before)).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()
    assert page.locator("#log .person").count() == 1
    assert len(sent) == 4
    assert len(set(sent)) == 1, "the same word each time: the server plays it once"


def test_a_slow_answer_is_announced_and_nothing_is_sent_twice(page: Page) -> None:
    """F9: choices rest while one waits, and a long wait is said."""
    page.goto("/")
    says(page, "je travaille comme salariée à Tours")
    sent: list[str] = []

    def slow(route: Route) -> None:
        sent.append(route.request.url)
        page.wait_for_timeout(4500)
        route.continue_()

    page.route("**/conversation", slow)
    page.locator("#choices button[value='#menu formation']").click()
    page.keyboard.press("Enter")
    page.get_by_label("Votre message").fill("bonjour")
    page.get_by_label("Votre message").press("Enter")
    expect(page.locator("#choices")).to_have_attribute("inert", "")
    expect(page.get_by_role("status")).to_contain_text("L’assistant répond")
    expect(page.locator("#choices button[value^='#need']").first).to_be_enabled()
    assert len(sent) == 1
    expect(page.get_by_label("Votre message")).to_have_value("bonjour")


def test_a_page_loaded_again_finds_the_talk(page: Page) -> None:
    reaches_places(page)
    count = page.locator("#log .line").count()
    page.reload()
    expect(page.locator(".place")).to_have_count(3)
    expect(page.locator("#log .line")).to_have_count(count)
    expect(page.locator("[data-part=place] .known")).to_have_text("Tours")
