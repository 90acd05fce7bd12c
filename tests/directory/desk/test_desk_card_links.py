"""A link asks those who keep a card whether it is still right: once, about the card, about nothing else (L05, PA4)."""

import re

from sqlalchemy import select, update

from directory import models
from directory.follow_up import follow_up
from directory.models import ChangeState, Role
from directory.models.base import Base
from tests.directory.desk.desk_under_test import CIO, MEMBERS, MISSION, Browser, DeskUnderTest

MANAGER, COORDINATOR = MEMBERS[Role.MANAGER], MEMBERS[Role.COORDINATOR]


def asked(desk: DeskUnderTest) -> str:
    """The coordination asks; the address of the link in the manager's mail."""
    coordinator = desk.signed_in(COORDINATOR)
    coordinator.opens("/desk/territoire")
    assert coordinator.posts(f"/desk/territoire/{desk.structure_id(MISSION)}/verifier").status_code == 303
    return link_in(desk)


def link_in(desk: DeskUnderTest) -> str:
    (letter,) = desk.post()
    assert letter.to == (MANAGER,)
    found = re.search(r"https://[^/]+(/desk/fiche-a-jour/\w+)", letter.text)
    assert found
    return found[1]


def checked_on(desk: DeskUnderTest) -> object:
    with desk.directory.reading() as session:
        return session.scalar(select(models.Structure.checked_on).where(models.Structure.key == MISSION))


def test_yes_is_one_click_and_serves_once(desk: DeskUnderTest) -> None:
    """Opening it is no answer: those who read mail for others follow links too. The history tells who and when."""
    link, browser = asked(desk), desk.browser()
    for _ in range(2):
        page = browser.opens(link)
        assert page.status_code == 200
        assert "Mission locale de Touraine" in page.text
    before = checked_on(desk)
    assert before != desk.clock.now.date()
    assert browser.posts(f"{link}/oui").status_code == 200
    assert checked_on(desk) == desk.clock.now.date()
    with desk.directory.reading() as session:
        (done,) = session.scalars(select(models.CardChange))
        assert (done.state, done.asked_by, done.part) == (ChangeState.APPLIED, desk.account(MANAGER), "checked")
    assert browser.opens(link).status_code == 404
    assert browser.posts(f"{link}/oui").status_code == 404


def test_a_change_waits_for_the_coordination(desk: DeskUnderTest) -> None:
    link, browser = asked(desk), desk.browser()
    browser.opens(f"{link}?changer=1")
    wrong = browser.posts(link, **{"structure-phone": "<b>"})
    assert wrong.status_code == 422
    assert 'role="alert"' in wrong.text
    assert browser.posts(link, **{"structure-phone": "02 61 91 12 34"}).status_code == 200
    with desk.directory.reading() as session:
        (change,) = session.scalars(select(models.CardChange))
        assert (change.state, change.after) == (ChangeState.PENDING, "02 61 91 12 34")
        assert session.scalar(select(models.Structure.phone).where(models.Structure.key == MISSION)) != "02 61 91 12 34"
    assert browser.opens(link).status_code == 404
    assert "02 61 91 12 34" in desk.signed_in(COORDINATOR).reads("/desk/territoire")


def test_the_link_opens_nothing_else(desk: DeskUnderTest) -> None:
    link, browser = asked(desk), desk.browser()
    browser.opens(link)
    for address in ("/desk", "/desk/fiche", "/desk/equipe", "/desk/compte"):
        assert browser.opens(address).status_code == 303, address
    with desk.directory.reading() as session:
        foreign = session.scalars(
            select(models.Site.id).join(models.Structure).where(models.Structure.key == CIO)
        ).first()
    browser.opens(f"{link}?changer=1")
    browser.posts(link, **{f"site-{foreign}-phone": "02 61 91 00 00"})
    with desk.directory.reading() as session:
        assert session.scalars(select(models.CardChange)).all() == []


def test_a_link_that_is_over_opens_nothing(desk: DeskUnderTest) -> None:
    """Too old, of a closed account, asked again since, or made up: one page for all, with a way on."""
    browser = desk.browser()

    def is_dead(link: str) -> bool:
        answer = browser.opens(link)
        return answer.status_code == 404 and "/desk/fiche" in answer.text and "Mission locale" not in answer.text

    old = asked(desk)
    desk.clock.goes_on(days=1)
    new = asked(desk)
    assert is_dead(old)
    assert is_dead(new[:-1] + ("0" if new[-1] != "0" else "1"))
    assert is_dead("/desk/fiche-a-jour/inconnu")
    assert not is_dead(new)
    with desk.directory.writing() as session:
        session.execute(update(models.Counsellor).where(models.Counsellor.email == MANAGER).values(active=False))
    assert is_dead(new)
    with desk.directory.writing() as session:
        session.execute(update(models.Counsellor).values(active=True))
    desk.clock.goes_on(days=14)
    assert is_dead(new)


def test_no_other_site_answers_in_their_place(desk: DeskUnderTest) -> None:
    link, browser = asked(desk), desk.browser()
    browser.opens(link)
    before = checked_on(desk)
    for address in (link, f"{link}/oui"):
        fields = {"csrf": browser.csrf(), "structure-phone": "02 61 91 12 34"}
        assert browser.sends(address, fields, {"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert browser.sends(address, fields | {"csrf": "0"}, {"Sec-Fetch-Site": "same-origin"}).status_code == 403
    assert checked_on(desk) == before
    assert browser.opens(link).status_code == 200


def test_nobody_can_make_the_link_out_of_the_database(desk: DeskUnderTest) -> None:
    """The mail names nobody and no structure; what is kept is half of the link."""
    coordinator = desk.signed_in(COORDINATOR)
    coordinator.opens("/desk/territoire")
    coordinator.posts(f"/desk/territoire/{desk.structure_id(MISSION)}/verifier")
    (letter,) = desk.post()
    assert "Mission locale" not in letter.subject + letter.text
    found = re.search(r"fiche-a-jour/(\w+)", letter.text)
    assert found
    with desk.directory.reading() as session:
        kept = [
            str(row) for table in Base.metadata.sorted_tables for row in session.connection().execute(table.select())
        ]
    assert not any(found[1] in row for row in kept)
    assert any(found[1][:32] in row for row in kept)


def test_an_old_card_is_asked_about_by_itself_and_not_too_often(desk: DeskUnderTest) -> None:
    follow_up(desk.directory, desk.clock.now)
    assert desk.post() == []
    desk.clock.goes_on(days=336)
    follow_up(desk.directory, desk.clock.now)
    link = link_in(desk)
    follow_up(desk.directory, desk.clock.now)
    assert desk.post() == []
    desk.clock.goes_on(days=15)
    follow_up(desk.directory, desk.clock.now)
    assert desk.post() == []
    desk.clock.goes_on(days=16)
    follow_up(desk.directory, desk.clock.now)
    browser = Browser(desk.browser().client, desk)
    again = link_in(desk)
    assert again != link
    browser.opens(again)
    browser.posts(f"{again}/oui")
    desk.clock.goes_on(days=31)
    follow_up(desk.directory, desk.clock.now)
    assert desk.post() == []


def test_a_card_that_nobody_keeps_is_said(desk: DeskUnderTest) -> None:
    coordinator = desk.signed_in(COORDINATOR)
    coordinator.opens("/desk/territoire")
    answer = coordinator.posts(f"/desk/territoire/{desk.structure_id(CIO)}/verifier")
    assert answer.status_code == 409
    assert "inviter une personne responsable" in answer.text
