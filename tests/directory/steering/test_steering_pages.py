"""PA6, L20, L21 at the desk: each sees the figures of their territory, exports what is shown, answers complaints."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import openpyxl
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from directory.desk import create_counsellor, open_desk
from directory.models import ComplaintState, Counsellor, Role
from directory.regions import load_region
from directory.service import Directory
from directory.steering.complaints import Complaints
from directory.steering.indicators import load_catalogue
from directory.steering.pages import steering_router
from directory.steering.release import Steering
from directory.steering.sample import generate
from directory.steering.suppression import SMALL
from tests.directory.desk.desk_under_test import PASSWORD, Clock, DeskUnderTest, FrontDoorForTests

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOME = "/desk/pilotage"
PAGES = (
    HOME,
    f"{HOME}/export-csv",
    f"{HOME}/export-xlsx",
    f"{HOME}/indicateurs",
    f"{HOME}/bilan-pdf",
    f"{HOME}/bilan-html",
    f"{HOME}/bilan-xlsx",
    f"{HOME}/couverture",
    f"{HOME}/couverture/export-csv",
    f"{HOME}/couverture/export-xlsx",
)
ADMIN, TOURS, MANOSQUE, GONE, MANAGER, COUNSELLOR = (
    f"{n}@exemple.fr" for n in ("admin", "tours", "manosque", "ailleurs", "cio", "camille")
)
ACCOUNTS = {
    ADMIN: (Role.ADMIN, None),
    TOURS: (Role.COORDINATOR, "tours"),
    MANOSQUE: (Role.COORDINATOR, "paca/manosque"),
    GONE: (Role.COORDINATOR, "paca/nice"),
    MANAGER: (Role.MANAGER, None),
    COUNSELLOR: (Role.COUNSELLOR, None),
}

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskUnderTest]:
    directory = Directory(f"sqlite:///{tmp_path_factory.mktemp('board') / 'board.db'}", secret="test")
    directory.migrate()
    for region in ("tours", "paca"):
        load_region(directory, region, NOW)
    generate(directory, year=2025, contacts=12_000, seed=2, regions=("tours", "paca"))
    for email, (role, territory) in ACCOUNTS.items():
        create_counsellor(
            directory,
            email=email,
            password=PASSWORD,
            structure="tours/cio-tours",
            role=role,
            territory=territory,
            now=NOW,
        )
    with directory.writing() as session:
        session.execute(update(Counsellor).where(Counsellor.email == GONE).values(territory="paca/disparue"))
    app, clock = FastAPI(), Clock(NOW)
    frame = open_desk(directory, secret="test", clock=clock, base_url="http://desk.test")
    app.include_router(steering_router(frame, Steering(directory, load_catalogue())))
    yield DeskUnderTest(directory, clock, app, [], FrontDoorForTests())
    directory.engine.dispose()


@pytest.mark.parametrize(
    ("email", "where", "status"),
    [
        (ADMIN, "all", 200),
        (ADMIN, "paca/nice", 200),
        (TOURS, "", 200),
        (TOURS, "departement:37", 200),
        (TOURS, "all", 404),
        (TOURS, "region:paca", 404),
        (MANOSQUE, "paca/manosque", 200),
        (MANOSQUE, "paca/nice", 404),
        (MANOSQUE, "region:paca", 404),
        (MANAGER, "", 200),
        (MANAGER, "all", 404),
        (MANAGER, "paca/nice", 404),
        (COUNSELLOR, "", 404),
    ],
)
def test_each_sees_their_territory_only(desk: DeskUnderTest, email: str, where: str, status: int) -> None:
    """NO5: every page of figures × every role × a foreign territory."""
    browser = desk.signed_in(email)
    for page in PAGES:
        assert browser.opens(f"{page}?territoire={where}&annee=2025").status_code == status, page


def test_a_coordinator_whose_territory_is_gone_finds_no_page_and_no_trace(desk: DeskUnderTest) -> None:
    browser = desk.signed_in(GONE)
    for page in (*PAGES, f"{HOME}/reclamations"):
        assert browser.opens(page).status_code == 404, page
    assert browser.posts(f"{HOME}/reclamations/1/prendre").status_code == 404


def test_a_manager_sees_one_structure_and_its_network(desk: DeskUnderTest) -> None:
    browser = desk.signed_in(MANAGER)
    page = browser.reads(HOME)
    assert "CIO de Tours" in page
    assert "Mission locale de Touraine" not in page
    assert browser.opens(f"{HOME}?vue=network:missions-locales").status_code == 404


def test_the_board_shows_results_beside_objectives(desk: DeskUnderTest) -> None:
    page = desk.signed_in(TOURS).reads(HOME)
    for words in (
        "Contacts hors des heures de bureau",
        "Objectif : au moins 35",
        "Chiffres d’exemple",
        "Organisation partenariale",
    ):
        assert words in page


def test_exports_hold_no_small_number(desk: DeskUnderTest) -> None:
    """L22b: what is hidden on the page is hidden in the files."""
    browser = desk.signed_in(MANOSQUE)
    lines = browser.opens(f"{HOME}/export-csv?periode=2025-T3").content.decode("utf-8-sig").splitlines()
    book = openpyxl.load_workbook(io.BytesIO(browser.opens(f"{HOME}/export-xlsx?periode=2025-T3").content))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(lines) - 1
    numbers = [row[3] for row in rows if isinstance(row[3], int | float)]
    assert numbers
    assert all(number == 0 or number >= SMALL for number in numbers)
    assert any(row[3] == "n. c." for row in rows)


def test_the_report_taken_from_the_board_is_of_what_is_looked_at(desk: DeskUnderTest) -> None:
    """PA7: the same territory and quarter, with the welcome booklet beside it; what does not exist is not made."""
    browser = desk.signed_in(TOURS)
    page = browser.opens(f"{HOME}/bilan-html?territoire=departement:37&periode=2025-T2").text
    assert "2e trimestre 2025" in page
    assert 'href="http://desk.test/livret/tours"' in page
    assert browser.opens(f"{HOME}/bilan-docx").status_code == 404
    assert 'href="/livret/tours"' in browser.opens(HOME).text


def test_how_the_network_stands_is_on_the_board(desk: DeskUnderTest) -> None:
    """L05, L13: accessibility, freshness and coverage are indicators like the others, for a structure too."""
    page = desk.signed_in(TOURS).reads(HOME)
    for label in ("Lieux accessibles de plain-pied", "vérifiées depuis moins d’un an", "avec un lieu à moins de 30 km"):
        assert label in page
    alone = desk.signed_in(MANAGER).reads(f"{HOME}?vue=network:education-nationale")
    assert "Lieux accessibles de plain-pied" in alone
    assert "avec un lieu à moins de 30 km" not in alone


def test_each_indicator_says_its_formula(desk: DeskUnderTest) -> None:
    page = desk.signed_in(TOURS).reads(f"{HOME}/indicateurs")
    for figure in load_catalogue().indicators:
        assert figure.label in page
    assert "Sur 100 contacts de la période, combien ont pour moment de la semaine" in page


def test_a_complaint_is_taken_then_answered_by_its_territory(desk: DeskUnderTest) -> None:
    complaints = Complaints(desk.directory)
    receipt = complaints.complain("Personne ne répondait.", "paca/manosque", now=NOW)
    (case,) = complaints.waiting(("paca/manosque",))
    browser, page = desk.signed_in(MANOSQUE), f"{HOME}/reclamations"
    assert "Personne ne répondait." not in desk.signed_in(TOURS).reads(page)
    assert "Personne ne répondait." not in desk.signed_in(MANAGER).reads(page)
    assert "Personne ne répondait." in browser.reads(page)
    assert browser.posts(f"{page}/{case.id}/prendre").status_code == 303
    browser.opens(page)
    assert browser.posts(f"{page}/{case.id}/repondre", text="  ").status_code == 422
    foreign = desk.signed_in(TOURS)
    foreign.opens(page)
    assert foreign.posts(f"{page}/{case.id}/repondre", text="Non.").status_code == 404
    browser.opens(page)
    assert browser.posts(f"{page}/{case.id}/repondre", text="Voici ce que nous changeons.").status_code == 303
    view = complaints.find(receipt.reference, now=NOW)
    assert view is not None
    assert (view.state, view.answer) == (ComplaintState.ANSWERED, "Voici ce que nous changeons.")


def test_what_goes_further_is_read_by_the_territory_and_answered_by_the_region(desk: DeskUnderTest) -> None:
    """L21: the first answer stays in view, the form is for the next level only."""
    complaints, page = Complaints(desk.directory), f"{HOME}/reclamations"
    receipt = complaints.complain("Porte close.", "paca/manosque", now=NOW)
    (case,) = complaints.waiting(("paca/manosque",))
    complaints.answer(case.id, "Nous vérifions.", by=1, territories=None, now=NOW)
    complaints.contest(receipt.reference, "Rien n’a changé.", now=NOW)
    browser = desk.signed_in(MANOSQUE)
    for words in ("Porte close.", "Nous vérifions.", "Rien n’a changé.", "La coordination de la région y répond."):
        assert words in browser.reads(page)
    assert browser.posts(f"{page}/{case.id}/repondre", text="Non.").status_code == 404
    regional = desk.signed_in(ADMIN)
    regional.opens(page)
    assert regional.posts(f"{page}/{case.id}/repondre", text="Les horaires sont corrigés.").status_code == 303
    assert "Dernières réponses" in browser.reads(page)


def test_an_answer_given_twice_keeps_what_was_written(desk: DeskUnderTest) -> None:
    complaints = Complaints(desk.directory)
    complaints.complain("Encore.", "departement:37", now=NOW)
    (case,) = complaints.waiting(("departement:37",))
    complaints.complain("Une autre.", "departement:37", now=NOW)
    browser, page = desk.signed_in(ADMIN), f"{HOME}/reclamations"
    browser.opens(page)
    complaints.acknowledge(case.id, by=1, territories=None, now=NOW)
    assert browser.posts(f"{page}/{case.id}/prendre").status_code == 409
    assert browser.sends(f"{page}/{case.id}/prendre", {}, {}).status_code == 403
    assert browser.opens(f"{HOME}/export-pdfx").status_code == 404
