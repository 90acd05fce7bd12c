"""A structure's card: asked by the structure, validated by the coordination, read again when asked (L04, L05)."""

import html
import re
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from directory import models
from directory.desk.front import Review
from directory.desk.names import differences
from directory.desk.queries import oldest_query
from directory.models import Role
from directory.regions import load_region
from tests.directory.desk.desk_under_test import CIO, MEMBERS, MISSION, DeskUnderTest
from tests.directory.desk.page_forms import form_of, text_of

MANAGER, COORDINATOR = MEMBERS[Role.MANAGER], MEMBERS[Role.COORDINATOR]


def test_what_waits_is_said_beside_its_field(desk: DeskUnderTest) -> None:
    """L04: the card shows what is public; whoever asked sees beside it what waits, and does not ask twice."""
    manager, hours = desk.signed_in(MANAGER), f"site-{numbers_of(desk)['site']}-hours-0"
    manager.opens("/desk/fiche")
    manager.posts("/desk/fiche", **{"structure-phone": "02 61 91 12 34", "structure-website": "", hours: "10h-11h"})
    page = manager.opens("/desk/fiche").text
    assert text_of(page, "card-structure-phone-hint") == "Demandé, attend la coordination : 02 61 91 12 34"
    assert text_of(page, "card-structure-website-hint").endswith(" : –")
    assert "Demandé, attend la coordination : lundi 10h-11h" in page
    assert 'aria-describedby="card-structure-phone-hint"' in page
    coordinator = desk.signed_in(COORDINATOR)
    for number in re.findall(r"changements/(\d+)/valider", coordinator.opens("/desk/territoire").text):
        coordinator.posts(f"/desk/territoire/changements/{number}/valider")
    assert "attend la coordination :" not in manager.reads("/desk/fiche")


def test_the_coordination_sees_what_is_to_be_verified(desk: DeskUnderTest) -> None:
    """Promise 5, PA4: what the assistant tells is verified in time; what is late says so."""
    desk.front.to_verify[:] = [Review(date(2027, 1, 31), "Le CPF", ("500 €", "5 000 €"))]
    for day, says in (
        (date(2026, 11, 1), None),
        (date(2026, 11, 23), "Au plus tard le dimanche 31 janvier 2027 Le CPF : 500 €, 5 000 €"),
        (date(2027, 1, 31), "Au plus tard le dimanche 31 janvier 2027"),
        (date(2027, 2, 1), "En retard depuis le dimanche 31 janvier 2027"),
    ):
        desk.clock.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        page = re.sub(r"\s+", " ", desk.signed_in(COORDINATOR).reads("/desk/territoire"))
        assert ("à vérifier bientôt" in page) is bool(says)
        assert (says or "") in page


def numbers_of(desk: DeskUnderTest, key: str = MISSION) -> dict[str, int]:
    """The first site and the first service of a structure."""
    with desk.directory.reading() as session:
        found = session.scalars(select(models.Structure).where(models.Structure.key == key)).one()
        return {"site": found.sites[0].id, "service": found.services[0].id}


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
        ("site-{site}-hours-0", "9h-8h"),
        ("site-{site}-walk_in-3", "le matin"),
        ("site-{site}-address", "37000 Tours"),
        ("site-{site}-address", "1 rue de la Paix\n37000 Nantes"),
        ("site-{site}-languages", "klingon"),
        ("service-{service}-needs", ""),
        ("service-{service}-needs", "detresse"),
    ],
)
def test_what_a_card_may_not_say_is_refused_and_not_lost(desk: DeskUnderTest, field: str, text: str) -> None:
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/fiche")
    answer = browser.posts("/desk/fiche", **{field.format(**numbers_of(desk)): text})
    assert answer.status_code == 422
    assert html.escape(text.rsplit("\n", maxsplit=1)[-1][:60]) in answer.text or field.endswith(("needs", "languages"))
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


def test_the_coordination_reads_what_became_of_its_click(desk: DeskUnderTest) -> None:
    """Promise 6: a page that comes back as it was would leave one wondering."""
    manager, coordinator = desk.signed_in(MANAGER), desk.signed_in(COORDINATOR)
    manager.opens("/desk/fiche")
    manager.posts("/desk/fiche", **{"structure-phone": "02 61 91 12 34", "structure-website": "https://exemple.fr"})
    page = coordinator.opens("/desk/territoire").text
    first, second = re.findall(r"/desk/territoire/changements/(\d+)/valider", page)
    for address, says in (
        (f"changements/{first}/valider", "C’est validé. Le public le voit."),
        (f"changements/{second}/refuser", "C’est refusé."),
        (f"{desk.structure_id(MISSION)}/verifier", "La personne qui tient la fiche reçoit un message."),
    ):
        there = coordinator.posts(f"/desk/territoire/{address}").headers["location"]
        assert says in coordinator.reads(there)
        assert says not in coordinator.reads("/desk/territoire")


def test_cards_never_checked_are_to_be_read_first_and_a_page_ends(desk: DeskUnderTest) -> None:
    """L05: among a hundred thousand structures, the page lists those whose turn it is."""
    with desk.directory.writing() as session:
        some = session.scalars(select(models.Structure).order_by(models.Structure.name).limit(4)).all()
        for row, day in zip(some, (date(2026, 3, 1), None, date(2026, 1, 1), None), strict=True):
            row.checked_on = day
        expected = [some[1].name, some[3].name, some[2].name]
    with desk.directory.reading() as session:
        assert [row.name for row in session.execute(oldest_query(3))] == expected


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


def validates(desk: DeskUnderTest, decision: str = "valider") -> int:
    """The coordination decides all that waits; how many that was."""
    coordinator = desk.signed_in(COORDINATOR)
    page = coordinator.opens("/desk/territoire").text
    found = re.findall(rf"/desk/territoire/changements/(\d+)/{decision}", page)
    for number in found:
        assert coordinator.posts(f"/desk/territoire/changements/{number}/{decision}").status_code == 303
    return len(found)


def whole_card(desk: DeskUnderTest) -> dict[str, str]:
    numbers = numbers_of(desk)
    site, service = f"site-{numbers['site']}", f"service-{numbers['service']}"
    return {
        f"{site}-hours-0": "9h-12h et 13h30-17h",
        f"{site}-hours-5": "10:00 - 12:00",
        f"{site}-walk_in-2": "14h à 16h",
        f"{site}-address": "3 place Jean-Jaurès\n37300 Joué-lès-Tours",
        f"{site}-languages": "lsf en",
        f"{site}-step_free": "non",
        f"{site}-transport": "Tram A, arrêt Joué Centre",
        f"{service}-needs": "vae cep",
    }


def test_hours_address_languages_and_services_are_changed_the_same_way(desk: DeskUnderTest) -> None:
    """L04: nothing is public before the coordination says so; then all of it is, the map included."""
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/fiche")
    assert manager.posts("/desk/fiche", **whole_card(desk)).status_code == 303
    with desk.directory.reading() as session:
        before = session.get_one(models.Site, numbers_of(desk)["site"])
        assert before.commune_code == "37261"
    assert validates(desk) == 7
    with desk.directory.reading() as session:
        site = session.get_one(models.Site, numbers_of(desk)["site"])
        hours = [(one.kind, one.weekday, one.opens, one.closes) for one in site.hours]
        assert (models.HoursKind.OPEN, 0, time(9), time(12)) in hours
        assert (models.HoursKind.OPEN, 0, time(13, 30), time(17)) in hours
        assert (models.HoursKind.OPEN, 5, time(10), time(12)) in hours
        assert (models.HoursKind.WALK_IN, 2, time(14), time(16)) in hours
        assert (site.address, site.postcode, site.commune_code) == ("3 place Jean-Jaurès", "37300", "37122")
        assert site.commune_name == "Joué-lès-Tours"
        assert (sorted(site.languages), site.step_free, site.transport) == (
            ["en", "lsf"],
            False,
            "Tram A, arrêt Joué Centre",
        )
        service = session.get_one(models.Service, numbers_of(desk)["service"])
        assert [one.need for one in service.needs] == ["cep", "vae"]
    history = manager.reads("/desk/fiche")
    assert "samedi : – → 10h-12h" in history
    for words in ("langue des signes française", "Joué-lès-Tours", "validé"):
        assert words in history


def test_what_is_validated_outlives_a_new_loading_of_the_region(desk: DeskUnderTest) -> None:
    """The data file has not heard of it: the structure's own word stands (every case: ``test_standing.py``)."""
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/fiche")
    manager.posts("/desk/fiche", **whole_card(desk))
    validates(desk)
    manager.opens("/desk/fiche")
    manager.posts("/desk/fiche/juste")
    load_region(desk.directory, "tours", desk.clock.now)
    with desk.directory.reading() as session:
        site = session.get_one(models.Site, numbers_of(desk)["site"])
        assert site.commune_name == "Joué-lès-Tours"
        assert (models.HoursKind.WALK_IN, 2) in {(one.kind, one.weekday) for one in site.hours}
        assert site.structure.checked_on == desk.clock.now.date()


@pytest.mark.parametrize(
    ("part", "before", "after", "expected"),
    [
        (
            "hours",
            "MO 09:00-12:30\nTU 09:00-12:00",
            "MO 09:00-12:30\nTU 14:00-17:05",
            [("mardi", "9h-12h", "14h-17h05")],
        ),
        ("walk_in", "MO 09:00-10:00", "SA 08:30-10:00", [("lundi", "9h-10h", ""), ("samedi", "", "8h30-10h")]),
        ("sites", "1 2", "", [("", "Tours, centre ; Amboise", "nulle part")]),
        ("phone", "", "02 47 00 00 00", [("", "", "02 47 00 00 00")]),
    ],
)
def test_what_a_change_says_otherwise_and_nothing_more(
    part: str, before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    """L04: whoever decides sees at once what changes; of a week, the days that do, as people write hours."""
    found = differences(part, before, after, {"1": "Tours, centre", "2": "Amboise"})
    assert [(one.what, one.before, one.after) for one in found] == expected


def test_hours_changed_at_the_desk_outlive_a_new_loading(desk: DeskUnderTest) -> None:
    """Hours that can be booked, once the structure keeps them, are no longer those of the data file."""
    number = desk.numbers_of(MISSION)["opening"]
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/horaires")
    assert manager.posts(f"/desk/horaires/{number}/retirer").status_code == 303
    with desk.directory.reading() as session:
        kept = session.scalars(select(models.Availability.id)).all()
    load_region(desk.directory, "tours", desk.clock.now)
    with desk.directory.reading() as session:
        agenda = session.scalars(select(models.Agenda).where(models.Agenda.kept_at_desk)).one()
        assert {one.id for one in agenda.availabilities} <= set(kept)


def test_what_is_asked_again_replaces_what_waited(desk: DeskUnderTest) -> None:
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/fiche")
    for number in ("02 61 91 00 01", "02 61 91 00 02"):
        manager.posts("/desk/fiche", **{"structure-phone": number})
    assert "remplacé" in manager.reads("/desk/fiche")
    assert validates(desk) == 1
    assert phone_of(desk) == "02 61 91 00 02"


def test_a_card_that_is_posted_as_it_is_asks_nothing(desk: DeskUnderTest) -> None:
    """Every field of the page, sent back untouched: nothing differs, however hours and lists are spelled."""
    manager = desk.signed_in(MANAGER)
    fields = form_of(manager.opens("/desk/fiche").text, "/desk/fiche").fields
    assert any("hours-0" in name and any(values) for name, values in fields.items())
    assert any(len(values) > 1 for name, values in fields.items() if name.endswith("-needs"))
    manager.posts("/desk/fiche", **fields)  # type: ignore[arg-type]
    with desk.directory.reading() as session:
        assert session.scalars(select(models.CardChange)).all() == []


def test_a_closure_counts_at_once_and_the_coordination_sees_it(desk: DeskUnderTest) -> None:
    """Nobody should come to a closed door while somebody decides; the history tells who and when."""
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/horaires")
    day = {"first": "2026-12-24", "last": "2026-12-31"}
    manager.posts("/desk/fermetures", site_id=str(numbers_of(desk)["site"]), **day)
    assert "jeudi 24 décembre" in manager.reads("/desk/fiche").replace("\N{NO-BREAK SPACE}", " ")
    assert "Fermetures exceptionnelles" in desk.signed_in(COORDINATOR).reads("/desk/territoire")
    with desk.directory.reading() as session:
        closure = session.scalars(select(models.Closure.id).order_by(models.Closure.id.desc())).first()
    manager.posts(f"/desk/fermetures/{closure}/retirer")
    with desk.directory.reading() as session:
        parts = [
            (one.before, one.after) for one in session.scalars(select(models.CardChange).order_by(models.CardChange.id))
        ]
    assert parts == [("", "2026-12-24/2026-12-31"), ("2026-12-24/2026-12-31", "")]
