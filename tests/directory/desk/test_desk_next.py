"""What a counsellor does next: the following request, another moment, and what the person will really be told."""

import re
from datetime import timedelta

import pytest

from directory.requests import Contact
from tests.directory.desk.desk_under_test import MONDAY, DeskUnderTest, case_of


def test_once_done_the_next_request_is_one_click_away(desk: DeskUnderTest) -> None:
    """In the order of the inbox; when nothing waits any more, the page says so."""
    first, second = desk.person_books(), desk.person_books()
    browser = desk.signed_in()
    browser.acts(first, "accepter")
    assert f'href="{case_of(second)}">Demande suivante' in browser.opens(f"{case_of(first)}?fait=accepter").text
    browser.acts(second, "accepter")
    assert "Plus aucune demande n’attend" in browser.reads(f"{case_of(second)}?fait=accepter")


@pytest.mark.parametrize(("left", "told"), [(Contact(first_name="Inès"), False), (Contact(phone="+33639981234"), True)])
def test_a_first_name_alone_receives_no_message(desk: DeskUnderTest, left: Contact, *, told: bool) -> None:
    """The counsellor is not told that somebody will be told when nobody can be (promise 6)."""
    view = desk.person_books(contact=left)
    browser = desk.signed_in()
    assert ("reçoit un message" in browser.reads(f"{case_of(view)}/proposer")) is told
    assert ("reçoit un message" in browser.reads(case_of(view))) is told


def test_another_moment_may_be_weeks_ahead(desk: DeskUnderTest) -> None:
    """Somebody who is away this week proposes the next ones; each moment once."""
    page = desk.signed_in().opens(f"{case_of(desk.person_books())}/proposer").text
    moments = re.findall(r'name="moment" value="([^"]+)"', page)
    assert len(moments) == len(set(moments))
    assert max(moments)[:10] > f"{MONDAY + timedelta(days=7):%Y-%m-%d}"
    assert "Plus tard" in page
