"""The action plan: written with the person from the day they are met, fetched by them with their code (L11)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from directory import models
from directory.plans import Doer, Plan, PlanStep
from directory.requests import AppointmentView
from directory.retention import purge
from tests.directory.desk.desk_under_test import PERSON, SUMMARY, Browser, DeskUnderTest, case_of
from tests.directory.desk.page_forms import form_of, text_of

ADVICE = "Découvrir deux métiers avant de choisir.\nPrendre le temps."
FORM: dict[str, str] = {
    "advice": ADVICE,
    "text-0": "Appeler  le CFA\x07",
    "due-0": "2026-12-04",
    "text-2": "Revoir le CV",
    "doer-2": "together",
    "done-2": "1",
}
WRITTEN = (
    PlanStep("Appeler le CFA", Doer.PERSON, date(2026, 12, 4)),
    PlanStep("Revoir le CV", Doer.TOGETHER, None, done=True),
)


def on_the_day(desk: DeskUnderTest, view: AppointmentView) -> Browser:
    desk.clock.now = view.starts_at - timedelta(minutes=20)
    return desk.signed_in()


def writes(browser: Browser, view: AppointmentView, **form: str) -> int:
    browser.opens(f"{case_of(view)}/plan")
    return browser.posts(f"{case_of(view)}/plan", **(FORM | form)).status_code


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
    assert writes(browser, view, advice="", **{"text-0": "Rien qu’une étape", "text-2": ""}) == 303
    assert desk.directory.plan(view.code or "").steps == (
        PlanStep("Rien qu’une étape", Doer.PERSON, date(2026, 12, 4)),
    )
    writes(browser, view, advice="", **{"text-0": "", "text-2": " "})
    assert desk.directory.plan(view.code or "") == Plan()


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"advice": "x" * 2001}, {"advice": "2000 caractères"}),
        ({"text-7": "x" * 301, "due-2": "pas une date"}, {"due-2": "pas lisible", "text-7": "300 caractères"}),
    ],
)
def test_a_plan_that_cannot_be_kept_says_where_and_loses_nothing(
    desk: DeskUnderTest, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    """L13: every line comes back as it was typed, the sentence beside the field at fault."""
    view = desk.person_books()
    browser, address = on_the_day(desk, view), f"{case_of(view)}/plan"
    browser.opens(address)
    answer = browser.posts(address, **(FORM | typed))
    assert answer.status_code == 422
    back = form_of(answer.text, address)
    assert back.invalid == set(wrong)
    for name, says in wrong.items():
        assert says in text_of(answer.text, f"plan-{name}-wrong")
    kept = {"text-0": "Appeler  le CFA", "due-0": "2026-12-04", "text-2": "Revoir le CV", "done-2": "1"} | typed
    assert {name: back.fields[name] for name in kept} == {name: [text] for name, text in kept.items()}
    assert desk.directory.plan(view.code or "") == Plan()


def test_a_plan_offers_three_empty_lines_as_far_as_it_goes(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser, address = on_the_day(desk, view), f"{case_of(view)}/plan"
    for lines, offered in ((0, 3), (8, 11), (12, 12)):
        writes(browser, view, **{f"text-{line}": "Une étape" if line < lines else "" for line in range(12)})
        fields = form_of(browser.opens(address).text, address).fields
        assert sum(name.startswith("text-") for name in fields) == offered


def test_no_plan_before_the_day(desk: DeskUnderTest) -> None:
    """A plan is made with the person."""
    view = desk.person_books()
    browser = desk.signed_in()
    assert browser.opens(f"{case_of(view)}/plan").headers["location"] == case_of(view)
    browser.opens(case_of(view))
    assert browser.posts(f"{case_of(view)}/plan", **FORM).status_code == 422


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


def test_a_plan_is_handed_over_on_paper(desk: DeskUnderTest) -> None:
    """L11: the plan alone, in the words of the person's page, and where to find it again; nothing else of the case."""
    view = desk.person_books(contact=PERSON)
    browser = on_the_day(desk, view)
    paper = f"{case_of(view)}/plan/papier"
    assert browser.opens(paper).status_code == 404  # nothing is written yet
    writes(browser, view)
    assert paper in browser.opens(case_of(view)).text
    page = browser.reads(paper)
    for words in ("Votre plan d’action", "Prendre le temps.", "Appeler le CFA", "together", "/rendez-vous", "Mission"):
        assert words in page
    for secret in (PERSON.first_name, PERSON.last_name, SUMMARY[0].text, "changement de métier"):
        assert str(secret) not in page


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
