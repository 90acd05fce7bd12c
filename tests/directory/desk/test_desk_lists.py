"""The inbox, the day and the week of a structure (PC5)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from directory import models
from directory.desk import inbox
from directory.desk.agenda import monday, read_day
from directory.requests import SummaryLine
from directory.vocabulary import Way
from tests.directory.desk.desk_under_test import MONDAY, DeskUnderTest, case_of, scoped_for, words_of

TODAY = MONDAY.date()
REFUSAL = {"reason": "duplicate", "text": "Votre autre rendez-vous tient toujours."}


def uids(page: str) -> list[str]:
    """The cases of a page, in order, each once."""
    return list(dict.fromkeys(re.findall(r"/desk/demandes/([0-9a-f-]{36})", page)))


def test_a_structure_without_requests_is_told_that_all_is_well(desk: DeskUnderTest) -> None:
    assert "Tout est à jour" in desk.signed_in().reads("/desk")


def test_requests_are_sorted_by_what_they_ask(desk: DeskUnderTest) -> None:
    past = desk.person_books(lines=())
    accepted, read, fresh = (desk.person_books(first=TODAY + timedelta(days=4)) for _ in range(3))
    browser = desk.signed_in()
    browser.acts(accepted, "accepter")
    browser.opens(case_of(read))
    desk.clock.now = past.starts_at + timedelta(hours=1)
    page = desk.signed_in().opens("/desk")
    column = page.text.split("<aside")[0]
    assert uids(column) == [fresh.uid, read.uid, past.uid, accepted.uid]
    assert uids(page.text.split("<aside")[1]) == [past.uid]


def test_a_request_that_waits_surfaces(desk: DeskUnderTest) -> None:
    view = desk.person_books(first=TODAY + timedelta(days=4))
    assert "Attend depuis plus de deux jours" not in desk.signed_in().reads("/desk")
    desk.clock.goes_on(days=2)
    page = desk.signed_in().reads("/desk")
    assert "Attend depuis plus de deux jours" in page
    assert "Reçue il y a 2\xa0jours" in page
    assert view.uid


def test_a_row_tells_the_approved_need_place_and_situation(desk: DeskUnderTest) -> None:
    desk.person_books(lines=(SummaryLine("need", "une formation"), SummaryLine("constraints", "pas le mardi")))
    page = desk.signed_in().reads("/desk")
    assert "une formation" in page
    assert "pas le mardi" not in page


def test_lists_do_not_even_carry_the_persons_own_words(desk: DeskUnderTest) -> None:
    """NO5: free words may name somebody; they are read on the case page only, where reading is recorded."""
    desk.person_books()
    with scoped_for(desk).reading() as session:
        (case,) = inbox.waiting(session, desk.clock())
    assert set(case.lines) == {"need", "situation", "place"}


def test_closed_cases_leave_the_inbox(desk: DeskUnderTest) -> None:
    met, refused, gone = (desk.person_books(first=TODAY + timedelta(days=1)) for _ in range(3))
    browser = desk.signed_in()
    browser.acts(refused, "refuser", **REFUSAL)
    assert gone.code
    desk.directory.cancel(gone.code, now=desk.clock())
    desk.clock.now = met.starts_at
    browser = desk.signed_in()
    browser.acts(met, "rencontre")
    assert uids(browser.opens("/desk").text.split("<aside")[0]) == []
    page = browser.opens("/desk/terminees")
    assert uids(page.text)[0] == met.uid
    assert set(uids(page.text)) == {met.uid, refused.uid, gone.uid}
    assert all(word in words_of(page) for word in ("Personne reçue", "Refusée", "Annulée par la personne"))
    desk.clock.goes_on(days=61)
    assert uids(desk.signed_in().opens("/desk/terminees").text) == []


def test_the_day_is_in_order_and_says_what_was_cancelled(desk: DeskUnderTest) -> None:
    tomorrow = TODAY + timedelta(days=1)
    first, second, third = (desk.person_books(first=tomorrow) for _ in range(3))
    assert second.code
    desk.directory.cancel(second.code, now=desk.clock())
    page = desk.signed_in().opens(f"/desk/agenda?jour={tomorrow}")
    assert uids(page.text) == [first.uid, third.uid, second.uid]
    assert "Journée du mardi\xa024\xa0novembre\xa02026" in words_of(page)
    assert "Annulés ce jour" in words_of(page)
    assert uids(desk.signed_in().opens("/desk/agenda").text) == []


def test_the_week_has_its_working_days(desk: DeskUnderTest) -> None:
    view = desk.person_books(first=TODAY + timedelta(days=2))
    browser = desk.signed_in()
    page = browser.opens("/desk/semaine")
    assert re.findall(r'id="day-2026-11-(\d\d)"', page.text) == ["23", "24", "25", "26", "27"]
    assert uids(page.text) == [view.uid]
    assert uids(browser.opens("/desk/semaine?jour=2026-11-30").text) == []
    assert uids(browser.opens("/desk/semaine?jour=2026-11-29").text) == [view.uid]


def test_a_day_begins_at_midnight_on_the_clock_of_the_site(desk: DeskUnderTest) -> None:
    """Réunion is three hours ahead of Paris: a meeting at 9 h there is on that day, at 9 h."""
    view = desk.person_books(first=TODAY + timedelta(days=1), way=Way.PHONE)
    at = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)  # the 25th, 1 h 30 in Saint-Denis
    with desk.directory.writing() as session:
        session.execute(update(models.Site).values(time_zone="Indian/Reunion"))
        session.execute(update(models.TakenTime).values(starts_at=at, ends_at=at + timedelta(minutes=45)))
    browser = desk.signed_in()
    assert uids(browser.opens("/desk/agenda?jour=2026-11-24").text) == []
    page = browser.opens("/desk/agenda?jour=2026-11-25")
    assert uids(page.text) == [view.uid]
    assert "1\xa0h\xa030" in words_of(page)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-30", date(2026, 11, 30)),
        ("", TODAY),
        ("hier", TODAY),
        ("9999-12-31", TODAY),
        ("0001-01-01", TODAY),
        ("2026-02-30", TODAY),
        ("\x00", TODAY),
    ],
)
def test_a_day_that_is_none_is_today(text: str, expected: date) -> None:
    assert read_day(text, TODAY) == expected


def test_odd_days_in_the_address_are_gentle(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    for jour in ("9999-12-31", "%00", "<script>", "2100-12-31", "2000-01-01"):
        for page in ("agenda", "semaine"):
            assert browser.opens(f"/desk/{page}?jour={jour}").status_code == 200


def test_a_week_begins_on_monday() -> None:
    assert monday(date(2026, 11, 29)) == monday(date(2026, 11, 23)) == date(2026, 11, 23)
