"""The action plan: written with the person from the day they are met, fetched by them with their code (L11)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from directory import models
from directory.plans import Doer, Plan, PlanStep
from directory.requests import AppointmentView
from directory.retention import purge
from tests.directory.desk.desk_under_test import Browser, DeskUnderTest, case_of

ADVICE = "Découvrir deux métiers avant de choisir.\nPrendre le temps."
FORM = {
    "advice": ADVICE,
    "text": ["Appeler  le CFA\x07", "", "Revoir le CV"],
    "doer": ["person", "person", "together"],
    "due": ["2026-12-04", "", "pas une date"],
    "done": ["2"],
}
WRITTEN = (
    PlanStep("Appeler le CFA", Doer.PERSON, date(2026, 12, 4)),
    PlanStep("Revoir le CV", Doer.TOGETHER, None, done=True),
)


def on_the_day(desk: DeskUnderTest, view: AppointmentView) -> Browser:
    desk.clock.now = view.starts_at - timedelta(minutes=20)
    return desk.signed_in()


def writes(browser: Browser, view: AppointmentView, **form: object) -> int:
    browser.opens(f"{case_of(view)}/plan")
    return browser.posts(f"{case_of(view)}/plan", **(FORM | form)).status_code  # type: ignore[arg-type]


def test_a_plan_is_written_and_fetched_by_code(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = on_the_day(desk, view)
    assert writes(browser, view) == 303
    assert view.code
    found = desk.directory.plan(view.code)
    assert (found.advice, found.steps) == (ADVICE, WRITTEN)
    page = browser.reads(case_of(view))
    assert "Appeler le CFA" in page
    assert "vendredi 4 décembre 2026" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_plan_is_changed_and_emptied(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = on_the_day(desk, view)
    writes(browser, view)
    page = browser.opens(f"{case_of(view)}/plan").text
    assert 'value="Appeler le CFA"' in page
    assert 'value="2026-12-04"' in page
    assert writes(browser, view, advice="", text=["Rien qu’une étape"]) == 303
    assert desk.directory.plan(view.code or "").steps == (
        PlanStep("Rien qu’une étape", Doer.PERSON, date(2026, 12, 4)),
    )
    writes(browser, view, advice="", text=[])
    assert desk.directory.plan(view.code or "") == Plan()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"advice": "x" * 2001}, "2000 caractères"),
        ({"text": ["x" * 301]}, "300 caractères"),
        ({"text": ["x"] * 13}, "12 étapes"),
    ],
)
def test_a_plan_that_is_too_long_says_so_and_loses_nothing(
    desk: DeskUnderTest, form: dict[str, object], says: str
) -> None:
    view = desk.person_books()
    browser = on_the_day(desk, view)
    browser.opens(f"{case_of(view)}/plan")
    answer = browser.posts(f"{case_of(view)}/plan", **(FORM | form))  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert says in answer.text
    assert "Découvrir" in answer.text or "x" * 2001 in answer.text
    assert desk.directory.plan(view.code or "") == Plan()


def test_no_plan_before_the_day(desk: DeskUnderTest) -> None:
    """A plan is made with the person."""
    view = desk.person_books()
    browser = desk.signed_in()
    assert browser.opens(f"{case_of(view)}/plan").headers["location"] == case_of(view)
    browser.opens(case_of(view))
    assert browser.posts(f"{case_of(view)}/plan", **FORM).status_code == 409  # type: ignore[arg-type]


def test_from_meeting_to_the_end(desk: DeskUnderTest) -> None:
    """Met, advice given: the referral is followed to its end (PC5)."""
    view = desk.person_books()
    browser = on_the_day(desk, view)
    desk.clock.now = view.starts_at
    for action in ("rencontre", "terminer"):
        assert browser.acts(view, action).status_code == 303
    assert desk.states(view) == ("completed", "met")
    assert "Terminée" in browser.reads(case_of(view))
    assert browser.acts(view, "terminer").status_code == 303  # twice changes nothing


def test_a_plan_leaves_with_the_rest(desk: DeskUnderTest) -> None:
    """PC3: nothing of it remains once its time has come, nor once the person takes everything back."""
    for leaves in ("purge", "cancel"):
        view = desk.person_books()
        browser = on_the_day(desk, view)
        writes(browser, view)
        if leaves == "purge":
            purge(desk.directory, view.starts_at + timedelta(days=400))
        else:
            desk.directory.cancel(view.code or "", now=desk.clock.now)
        with desk.directory.reading() as session:
            for table in (models.ActionPlan, models.PlanStep):
                assert session.scalar(select(func.count()).select_from(table)) == 0
        desk.clock.now = view.starts_at - timedelta(days=1)
