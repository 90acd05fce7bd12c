"""A structure's card: asked by the structure, validated by the coordination, read again when asked (L04, L05)."""

import re

import pytest
from sqlalchemy import select

from directory import models
from directory.models import Role
from tests.directory.desk.desk_under_test import CIO, MEMBERS, MISSION, DeskUnderTest

MANAGER, COORDINATOR = MEMBERS[Role.MANAGER], MEMBERS[Role.COORDINATOR]


def phone_of(desk: DeskUnderTest, key: str = MISSION) -> str | None:
    with desk.directory.reading() as session:
        return session.scalar(select(models.Structure.phone).where(models.Structure.key == key))


def test_a_change_is_public_once_the_coordination_validates_it(desk: DeskUnderTest) -> None:
    manager, coordinator = desk.signed_in(MANAGER), desk.signed_in(COORDINATOR)
    before = phone_of(desk)
    manager.opens("/desk/fiche")
    fields = {"structure-phone": "02 61 91 12 34", "structure-website": "https://exemple.fr"}
    assert manager.posts("/desk/fiche", **fields).status_code == 303
    assert phone_of(desk) == before
    page = coordinator.opens("/desk/territoire").text
    assert "02 61 91 12 34" in page
    found = re.findall(r"/desk/territoire/changements/(\d+)/valider", page)
    assert len(found) == 2
    with desk.directory.reading() as session:
        (wanted,) = session.scalars(select(models.CardChange.id).where(models.CardChange.part == "phone"))
    assert coordinator.posts(f"/desk/territoire/changements/{wanted}/valider").status_code == 303
    assert phone_of(desk) == "02 61 91 12 34"
    other = next(number for number in found if number != str(wanted))
    coordinator.posts(f"/desk/territoire/changements/{other}/refuser")
    assert coordinator.posts(f"/desk/territoire/changements/{other}/valider").status_code == 404
    history = manager.reads("/desk/fiche")
    assert "validé" in history
    assert "refusé" in history


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("structure-phone", "<b>"),
        ("structure-email", "x"),
        ("structure-website", "javascript:alert(1)"),
        ("structure-description", "x" * 2001),
    ],
)
def test_what_a_card_may_not_say_is_refused_and_not_lost(desk: DeskUnderTest, field: str, text: str) -> None:
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/fiche")
    answer = browser.posts("/desk/fiche", **{field: text})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    with desk.directory.reading() as session:
        assert session.scalars(select(models.CardChange)).all() == []


def test_a_foreign_site_in_the_form_changes_nothing(desk: DeskUnderTest) -> None:
    with desk.directory.reading() as session:
        site = session.scalars(select(models.Site.id).join(models.Structure).where(models.Structure.key == CIO)).first()
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/fiche")
    browser.posts("/desk/fiche", **{f"site-{site}-phone": "02 61 91 00 00"})
    with desk.directory.reading() as session:
        assert session.scalars(select(models.CardChange)).all() == []


def test_a_card_is_read_again_when_asked(desk: DeskUnderTest) -> None:
    coordinator, manager = desk.signed_in(COORDINATOR), desk.signed_in(MANAGER)
    coordinator.opens("/desk/territoire")
    number = desk.structure_id(MISSION)
    assert coordinator.posts(f"/desk/territoire/{number}/verifier").status_code == 303
    assert coordinator.posts("/desk/territoire/999999/verifier").status_code == 404
    with desk.directory.reading() as session:
        assert session.scalars(select(models.OutgoingMessage.kind)).all() == ["card_check"]
    manager.opens("/desk/fiche")
    manager.posts("/desk/fiche/juste")
    with desk.directory.reading() as session:
        checked = session.scalar(select(models.Structure.checked_on).where(models.Structure.id == number))
    assert checked == desk.clock.now.date()
