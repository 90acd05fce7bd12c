"""The dashboard in a real browser: readable by all (axe), usable by keyboard alone, looked at."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, expect
from sqlalchemy import select

from directory.desk import create_counsellor
from directory.desk.visits import Visits
from directory.models import Counsellor, Role, Stage
from directory.steering.complaints import Complaints
from directory.steering.sample import generate
from tests.service import Service, running, settings_for

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EMAIL, PASSWORD = "coordination@exemple.fr", "quatre mots sans rapport"
HOME = "/desk/pilotage"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def steered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with a sample year of the Tours area."""
    settings = settings_for(tmp_path_factory.mktemp("steered"))
    with running(settings, engine=False, clock=NOW) as service:
        directory = service.house.directory
        generate(directory, year=2025, contacts=4_000, seed=4, regions=("tours",))
        Complaints(directory).complain("Personne ne m’attendait.", "departement:37", now=NOW)
        create_counsellor(
            directory,
            email=EMAIL,
            password=PASSWORD,
            structure="tours/cio-tours",
            role=Role.COORDINATOR,
            territory="tours",
            now=NOW,
        )
        yield service


@pytest.fixture
def page(chromium: Browser, steered: Service) -> Iterator[Page]:
    """The browser of a coordinator who is signed in."""
    context = chromium.new_context(base_url=steered.url, locale="fr-FR", viewport={"width": 1280, "height": 900})
    directory = steered.house.directory
    with directory.reading() as session:
        account = session.scalars(select(Counsellor.id).where(Counsellor.email == EMAIL)).one()
    visit = Visits(directory).begin(account, Stage.OPEN, NOW)
    context.add_cookies([{"name": "desk", "value": visit, "url": steered.url}])
    opened = context.new_page()
    yield opened
    context.close()


@pytest.mark.parametrize(
    "address",
    [
        HOME,
        f"{HOME}?periode=2025-T2",
        f"{HOME}?vue=network:missions-locales",
        f"{HOME}/couverture",
        f"{HOME}/couverture?public=salariés",
        f"{HOME}/indicateurs",
        f"{HOME}/reclamations",
    ],
)
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_stands_in_the_way(page: Page, pictures: Path, address: str, width: int) -> None:
    """WCAG 2.2 AA: no violation, and nothing to scroll sideways at 360 pixels."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.screenshot(path=pictures / f"pilotage-{width}-{abs(hash(address)) % 1000}.png", full_page=True)
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_report_as_a_page_is_for_everybody(page: Page, tmp_path: Path) -> None:
    """PA7: the report on the web has no violation either."""
    with page.expect_download() as waiting, contextlib.suppress(Error):
        page.goto(f"{HOME}/bilan-html")
    file = tmp_path / "bilan.html"
    waiting.value.save_as(file)
    page.goto(file.as_uri())
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations] == []


def test_a_period_is_chosen_by_keyboard_alone(page: Page) -> None:
    page.goto(HOME)
    page.get_by_label("Période").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**periode=2025-T1**")
    assert page.get_by_text("1er trimestre 2025").first.is_visible()


def test_an_answer_without_words_is_said_first(page: Page) -> None:
    """L21: whoever reads by ear or by keyboard is brought to what is missing."""
    page.goto(f"{HOME}/reclamations")
    page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")
    page.get_by_role("button", name="Envoyer la réponse").first.click()
    expect(page.get_by_role("alert")).to_be_focused()
