"""The first door at the desk: a reception run by a counsellor, live talks taken by one only (L08)."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from directory import models
from tests.directory.desk.desk_under_test import DOMINIQUE, DeskUnderTest, Tours, words_of


def test_a_reception_is_run_for_somebody(tours: Tours) -> None:
    browser = tours.new_desk().signed_in()
    browser.opens("/desk/accueil")
    address = browser.posts("/desk/accueil").headers["location"]
    browser.opens(address)
    assert browser.posts(address, words="je cherche une VAE").headers["location"] == address
    assert browser.posts(address, choice="#yes").headers["location"] == address
    page = browser.reads(address)
    assert "je cherche une VAE" in page
    assert "Oui" in page


@pytest.mark.parametrize(("fields", "came"), [({}, "desk"), ({"came": "desk"}, "desk"), ({"came": "phone"}, "phone")])
def test_how_the_person_came_is_told(tours: Tours, fields: dict[str, str], came: str) -> None:
    """NO1, L22: a reception by a human is counted as such, at the desk or on the phone."""
    desk = tours.new_desk()
    browser = desk.signed_in()
    browser.opens("/desk/accueil")
    browser.posts("/desk/accueil", **fields)
    assert desk.front.came == [came]


def test_a_live_talk_with_an_appointment_warns_of_a_third_door(tours: Tours) -> None:
    """Promise 1: who answers sees that the second door is taken, before they name another."""
    desk = tours.new_desk()
    browser = desk.signed_in()
    browser.opens("/desk/conversations")
    browser.posts("/desk/conversations/waiting/prendre")
    assert "troisième porte" not in browser.reads("/desk/conversations/waiting")
    desk.front.booked.add("waiting")
    assert "troisième porte" in browser.reads("/desk/conversations/waiting")


def test_a_reception_belongs_to_who_runs_it(tours: Tours) -> None:
    """Nobody reads a talk by its name."""
    desk = tours.new_desk()
    mine, theirs = desk.signed_in(), desk.signed_in(DOMINIQUE)
    mine.opens("/desk/accueil")
    address = mine.posts("/desk/accueil").headers["location"]
    theirs.opens("/desk/accueil")
    assert theirs.opens(address).status_code == 404
    theirs.opens("/desk/accueil")
    assert theirs.posts(address, words="x").status_code == 404


@pytest.mark.parametrize(
    ("passed", "is_open"),
    [
        (timedelta(), True),
        (timedelta(hours=3, minutes=29), True),  # until 12 h 30
        (timedelta(hours=3, minutes=30), False),
        (timedelta(hours=8, minutes=30), False),  # after 17 h 30
        (timedelta(days=5), False),  # a Saturday
        (timedelta(days=32), False),  # 25 December, a Friday
    ],
)
def test_live_talks_are_offered_while_the_structure_is_open(tours: Tours, passed: timedelta, is_open: bool) -> None:
    """L08, promise 6: nobody is told that a person answers when the house is closed."""
    desk = tours.new_desk()
    desk.clock.now += passed
    browser = desk.signed_in()
    page = browser.reads("/desk/conversations")
    assert ("une VAE" in page, "est fermée à cette heure" in page) == (is_open, not is_open)


def test_a_structure_without_known_hours_is_held_to_be_open(tours: Tours) -> None:
    """The open page is then word enough."""
    desk = tours.new_desk()
    desk.clock.goes_on(days=5)
    with desk.directory.writing() as session:
        session.execute(delete(models.Hours))
    assert "une VAE" in desk.signed_in().reads("/desk/conversations")


def test_a_live_talk_is_taken_by_one_and_given_back(tours: Tours) -> None:
    desk = tours.new_desk()
    desk.clock.goes_on(days=1)  # both structures are open on Tuesday morning
    mine, theirs = desk.signed_in(), desk.signed_in(DOMINIQUE)
    assert "une VAE" in mine.reads("/desk/conversations")
    theirs.opens("/desk/conversations")
    talk = "/desk/conversations/waiting"
    assert mine.posts(f"{talk}/prendre").headers["location"] == talk
    assert theirs.posts(f"{talk}/prendre").status_code == 404
    theirs.opens("/desk/conversations")
    assert theirs.opens(talk).status_code == 404
    mine.opens(talk)
    assert mine.posts(talk, words="Bonjour, je vous lis.").status_code == 303
    assert "Bonjour, je vous lis." in mine.reads(talk)
    assert mine.posts(f"{talk}/rendre").headers["location"] == "/desk/conversations"
    assert mine.opens(talk).status_code == 404


def test_a_message_to_a_talk_that_is_over_is_not_lost(tours: Tours) -> None:
    """The person left, or the assistant went on: who answered reads what did not leave, and where to go."""
    desk = tours.new_desk()
    browser, talk = desk.signed_in(), "/desk/conversations/waiting"
    browser.opens("/desk/conversations")
    browser.posts(f"{talk}/prendre")
    browser.opens(talk)
    del desk.front.talks["waiting"]
    answer = browser.posts(talk, words="Je vous écris <b>encore</b>.")
    assert answer.status_code == 404
    assert "n’est pas parti" in words_of(answer)
    assert "Je vous écris <b>encore</b>." in words_of(answer)
    assert 'href="/desk/conversations"' in answer.text


def test_hostile_names_are_no_talks(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    for name in ("%00", "é", "x" * 500):
        assert browser.opens(f"/desk/accueil/{name}").status_code == 404, name
