"""A structure's services: one more, one less, one again; nothing public before the coordination says so (L04, L19)."""

import re

from sqlalchemy import select

from directory import models
from directory.models import ChangeState, Role, Scope
from directory.regions import load_region
from directory.requests import Request
from directory.vocabulary import Need, Status
from tests.directory.desk.desk_under_test import CIO, MEMBERS, MISSION, Browser, DeskUnderTest, case_of
from tests.directory.desk.page_forms import form_of

MANAGER, COORDINATOR = MEMBERS[Role.MANAGER], MEMBERS[Role.COORDINATOR]
NEW = "/desk/fiche/services/nouveau"
WORKSHOP = {
    "name": "Atelier « Oser une langue »",
    "description": "Deux heures pour parler sans peur.",
    "expected_result": "Une conversation tenue jusqu’au bout.",
    "needs": ["langue"],
    "welcomes": ["sorti_16_25", "demandeur_emploi"],
    "not_for": ["agent_public"],
    "scope": "regional",
}


def proposes(desk: DeskUnderTest, **changes: object) -> Browser:
    """The manager proposes a workshop at their first place."""
    manager = desk.signed_in(MANAGER)
    offered = form_of(manager.opens(NEW).text, NEW).fields
    fields = WORKSHOP | {"sites": offered["sites"][1:2]} | changes
    answer = manager.posts(NEW, **fields)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers.get("location")) == (303, "/desk/fiche?fait=proposed")
    return manager


def decides(desk: DeskUnderTest, decision: str = "valider") -> int:
    """The coordination decides all that waits; how many that was."""
    coordinator = desk.signed_in(COORDINATOR)
    page = coordinator.opens("/desk/territoire").text
    found = re.findall(rf"/desk/territoire/changements/(\d+)/{decision}", page)
    for number in found:
        assert coordinator.posts(f"/desk/territoire/changements/{number}/{decision}").status_code == 303
    return len(found)


def named(desk: DeskUnderTest, name: str = WORKSHOP["name"], structure: str = MISSION) -> models.Service:  # type: ignore[assignment]
    """The only service of this name."""
    with desk.directory.reading() as session:
        of = select(models.Service).join(models.Structure).where(models.Structure.key == structure)
        found = session.scalars(of.where(models.Service.name == name)).one()
        _ = (found.needs, found.audiences, found.sites)
        return found


def first_service(desk: DeskUnderTest) -> models.Service:
    with desk.directory.reading() as session:
        found = session.scalars(
            select(models.Service).where(
                models.Service.structure_id == desk.structure_id(MISSION), models.Service.active
            )
        ).first()
        assert found
        _ = (found.needs, found.sites)
        return found


def is_proposed(desk: DeskUnderTest, need: Need) -> bool:
    """Whether somebody near, young and out of school, is led to a place of the structure."""
    request = Request(need=need, statuses=frozenset({Status.SORTI_16_25}), place="37261")
    found = desk.directory.propose(request, now=desk.clock.now, seed="0")
    with desk.directory.reading() as session:
        sites = set(
            session.scalars(select(models.Site.id).where(models.Site.structure_id == desk.structure_id(MISSION)))
        )
    return any(one.site_id in sites for one in found)


def test_a_new_service_is_read_whole_then_public(desk: DeskUnderTest) -> None:
    """Written down at once, seen by nobody; validated, it is all that was read, for whom it was meant."""
    manager = proposes(desk)
    assert "attend la coordination" in manager.reads("/desk/fiche")
    assert not named(desk).active
    page = desk.signed_in(COORDINATOR).reads("/desk/territoire")
    for words in (*(WORKSHOP[part] for part in ("name", "description", "expected_result")), "toute la région"):
        assert str(words) in page
    assert "les jeunes de 16 à 25 ans hors de l’école" in page
    assert "nulle part" not in page
    assert decides(desk) == 1
    made = named(desk)
    assert (made.active, made.scope, made.sample) == (True, Scope.REGIONAL, False)
    assert [one.need for one in made.needs] == [Need.LANGUE]
    audiences = {(one.status, one.welcome) for one in made.audiences}
    assert audiences == {("sorti_16_25", True), ("demandeur_emploi", True), ("agent_public", False)}
    assert len(made.sites) == 1
    history = manager.reads("/desk/fiche")
    assert f"Lieux où ce service est proposé ({WORKSHOP['name']})" in history
    assert "nulle part → " in history
    assert "attend la coordination" not in history


def test_what_the_coordination_decides_is_what_it_has_read(desk: DeskUnderTest) -> None:
    """A proposal that is changed meanwhile is another one: the first can no longer be validated."""
    manager, coordinator = proposes(desk), desk.signed_in(COORDINATOR)
    (read,) = re.findall(r"changements/(\d+)/valider", coordinator.opens("/desk/territoire").text)
    page = f"/desk/fiche/services/{named(desk).id}"
    fields = form_of(manager.opens(page).text, page).fields | {"description": ["Trois heures."]}
    assert manager.posts(page, **fields).status_code == 303  # type: ignore[arg-type]
    assert coordinator.posts(f"/desk/territoire/changements/{read}/valider").status_code == 404
    assert not named(desk).active
    assert decides(desk) == 1
    assert (named(desk).active, named(desk).description) == (True, "Trois heures.")


def test_a_proposal_sent_twice_is_one(desk: DeskUnderTest) -> None:
    proposes(desk)
    proposes(desk)
    assert decides(desk) == 1
    assert named(desk).active


def test_a_refused_or_withdrawn_proposal_is_never_public_and_not_lost(desk: DeskUnderTest) -> None:
    """What was written can be put right and proposed again."""
    manager = proposes(desk)
    decides(desk, "refuser")
    assert not named(desk).active
    assert "refusé par la coordination" in manager.reads("/desk/fiche")
    page = f"/desk/fiche/services/{named(desk).id}"
    fields = form_of(manager.opens(page).text, page).fields
    assert fields["description"] == [WORKSHOP["description"]]
    manager.posts(page, **fields)  # type: ignore[arg-type]
    manager.opens("/desk/fiche")
    manager.posts(f"{page}/retirer")
    assert decides(desk) == 0
    assert not named(desk).active


def takes_off(desk: DeskUnderTest, service: models.Service) -> Browser:
    """The manager takes this service off, and the coordination agrees."""
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/fiche")
    manager.posts(f"/desk/fiche/services/{service.id}/retirer")
    assert decides(desk) == 1
    return manager


def test_a_refusal_gives_back_the_service_and_loses_no_words(desk: DeskUnderTest) -> None:
    """L04, L19: a data file that is read again, before or after, changes nothing of what was proposed, and a refusal
    nothing of what there was before; “rien n’est effacé” holds for both."""
    service = first_service(desk)
    manager, page = takes_off(desk, service), f"/desk/fiche/services/{service.id}"
    ours = {"name": ["Notre atelier"], "description": ["Nos mots."]}
    fields = form_of(manager.opens(page).text, page).fields
    manager.posts(page, **fields | ours)  # type: ignore[arg-type]
    load_region(desk.directory, "tours", desk.clock.now)
    asked = desk.signed_in(COORDINATOR).reads("/desk/territoire")
    assert "Notre atelier" in asked
    assert "Nos mots." in asked
    assert decides(desk, "refuser") == 1
    for _ in range(2):
        assert named(desk, service.name).description == service.description
        seen = manager.opens(page).text
        assert {part: form_of(seen, page).fields[part] for part in ours} == ours
        assert "n’a pas retenu cette proposition" in seen
        assert "Notre atelier refusé par la coordination" in manager.reads("/desk/fiche")
        load_region(desk.directory, "tours", desk.clock.now)
    manager.opens(page)
    manager.posts(page, **fields | ours)  # type: ignore[arg-type]
    decides(desk)
    load_region(desk.directory, "tours", desk.clock.now)
    assert (named(desk, "Notre atelier").active, named(desk, "Notre atelier").description) == (True, "Nos mots.")


def test_a_part_that_was_put_back_does_not_come_back_refused(desk: DeskUnderTest) -> None:
    """What the form shows are the words of the last proposal, those that it left as they were included."""
    service = first_service(desk)
    manager, page = takes_off(desk, service), f"/desk/fiche/services/{service.id}"
    fields = form_of(manager.opens(page).text, page).fields
    manager.posts(page, **fields | {"description": ["Nos mots."]})  # type: ignore[arg-type]
    decides(desk, "refuser")
    desk.clock.goes_on(minutes=5)
    manager.opens(page)
    manager.posts(page, **fields | {"expected_result": ["Un premier pas."]})  # type: ignore[arg-type]
    for decision in ("", "refuser"):
        if decision:
            decides(desk, decision)
        found = form_of(manager.opens(page).text, page).fields
        assert (found["description"], found["expected_result"]) == (fields["description"], ["Un premier pas."])


def test_taking_a_service_off_says_who_is_to_come_and_what_to_do(desk: DeskUnderTest) -> None:
    """Nobody is forgotten: their appointments stand, and are named with a way on.

    Who kept for themselves what they come for is named too: to leave them out would tell.
    """
    service = first_service(desk)
    needs = {one.need for one in service.needs}
    told = desk.person_books(need=min(needs))
    silent = desk.person_books(need=next(need for need in Need if need not in needs), lines=())
    elsewhere = desk.person_books(need=next(need for need in Need if need not in needs))
    foreign = desk.person_books(CIO, need=min(needs))
    manager = desk.signed_in(MANAGER)
    page = manager.opens(f"/desk/fiche/services/{service.id}/retirer").text
    assert case_of(told) in page
    assert case_of(silent) in page
    assert case_of(elsewhere) not in page
    assert case_of(foreign) not in page
    assert "2 rendez-vous à venir concernent ce service" in page
    assert "ou ouvrez leur rendez-vous" in page
    assert "n’est plus proposée à personne" in page
    assert manager.posts(f"/desk/fiche/services/{service.id}/retirer").headers["location"] == "/desk/fiche?fait=leaving"
    assert "retrait demandé" in manager.reads("/desk/fiche")
    assert named(desk, service.name).active
    assert desk.states(told)[1] == "booked"


def test_another_service_that_answers_there_leaves_nobody_concerned(desk: DeskUnderTest) -> None:
    service = first_service(desk)
    need = min(one.need for one in service.needs)
    view = desk.person_books(need=need)
    manager = proposes(desk, needs=[need], sites=[str(view.site_id)], welcomes=[], not_for=[])
    assert case_of(view) in manager.opens(f"/desk/fiche/services/{service.id}/retirer").text
    decides(desk)
    assert "Aucun rendez-vous à venir" in manager.reads(f"/desk/fiche/services/{service.id}/retirer")


def test_a_service_taken_off_leaves_the_matching_and_can_come_back(desk: DeskUnderTest) -> None:
    """Set aside, never erased; the load of the data file does not bring it back, nor take a new one away."""
    proposes(desk, needs=["decrochage"])
    decides(desk)
    service, manager = first_service(desk), desk.signed_in(MANAGER)
    for one in (service, named(desk)):
        assert is_proposed(desk, Need.DECROCHAGE)
        manager.opens("/desk/fiche")
        manager.posts(f"/desk/fiche/services/{one.id}/retirer")
        assert decides(desk) == 1
        load_region(desk.directory, "tours", desk.clock.now)
        assert not named(desk, one.name).active
    assert not is_proposed(desk, Need.DECROCHAGE)
    page = f"/desk/fiche/services/{named(desk).id}"
    fields = form_of(manager.opens(page).text, page).fields
    assert fields["needs"][1:] == ["decrochage"]
    assert manager.posts(page, **fields).status_code == 303  # type: ignore[arg-type]
    assert decides(desk) == 1
    load_region(desk.directory, "tours", desk.clock.now)
    assert is_proposed(desk, Need.DECROCHAGE)
    assert named(desk).sites


def test_asking_to_take_off_can_be_taken_back(desk: DeskUnderTest) -> None:
    service, manager = first_service(desk), desk.signed_in(MANAGER)
    manager.opens("/desk/fiche")
    manager.posts(f"/desk/fiche/services/{service.id}/retirer")
    manager.opens("/desk/fiche")
    assert manager.posts(f"/desk/fiche/services/{service.id}/garder").status_code == 303
    assert decides(desk) == 0
    with desk.directory.reading() as session:
        assert set(session.scalars(select(models.CardChange.state))) == {ChangeState.REPLACED}


def test_names_and_texts_of_structure_place_and_service_are_changed_as_the_rest(desk: DeskUnderTest) -> None:
    """What people read, in plain words; what the matching uses, by its codes."""
    service, manager = first_service(desk), desk.signed_in(MANAGER)
    manager.opens("/desk/fiche")
    begins = f"service-{service.id}"
    fields = {
        "structure-name": "Mission locale du Grand Tours",
        f"site-{service.sites[0].id}-name": "Antenne du centre",
        f"{begins}-name": "Vous accompagner",
        f"{begins}-description": "Un conseiller,\nun projet.",
        f"{begins}-expected_result": "Une première étape.",
        f"{begins}-welcomes": ["sorti_16_25"],
        f"{begins}-scope": "national",
    }
    assert manager.posts("/desk/fiche", **fields).headers["location"] == "/desk/fiche?fait=asked"  # type: ignore[arg-type]
    assert named(desk, service.name).active
    assert decides(desk) == len(fields)
    changed = named(desk, "Vous accompagner")
    assert (changed.description, changed.expected_result) == ("Un conseiller,\nun projet.", "Une première étape.")
    assert ([(one.status, one.welcome) for one in changed.audiences], changed.scope) == (
        [("sorti_16_25", True)],
        Scope.NATIONAL,
    )
    with desk.directory.reading() as session:
        structure = session.get_one(models.Structure, desk.structure_id(MISSION))
        assert structure.name == "Mission locale du Grand Tours"
        assert "Antenne du centre" in {site.name for site in structure.sites}


def test_a_service_cannot_be_for_somebody_and_not_for_them(desk: DeskUnderTest) -> None:
    service, manager = first_service(desk), desk.signed_in(MANAGER)
    manager.opens("/desk/fiche")
    both = {f"service-{service.id}-{part}": ["cadre"] for part in ("welcomes", "not_for")}
    assert manager.posts("/desk/fiche", **both).status_code == 422  # type: ignore[arg-type]


def test_a_place_of_another_structure_gives_nothing(desk: DeskUnderTest) -> None:
    manager = desk.signed_in(MANAGER)
    with desk.directory.reading() as session:
        foreign = session.scalars(
            select(models.Site.id).join(models.Structure).where(models.Structure.key == CIO)
        ).first()
    manager.opens(NEW)
    answer = manager.posts(NEW, **(WORKSHOP | {"sites": [str(foreign)]}))  # type: ignore[arg-type]
    assert (answer.status_code, form_of(answer.text, NEW).invalid) == (422, {"sites"})
