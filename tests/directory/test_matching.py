"""Who is proposed to whom: a golden table written from the field's own rules, and what holds for any request.

Each line is a situation as a counsellor would tell it, with the kinds of structure that may come first, and those that
may never come. Sources: code du travail L6111-6, L5422-1-1, L6111-3; base of facts, parts 1 and 4.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.matching import Candidate, Receiver, can_meet, choose
from directory.requests import REASON_CODES, Proposal, Request
from directory.rules import Doors, load_rules, open_doors
from directory.service import Directory
from directory.vocabulary import AgeBand, Need, Status, StructureType, Times, Way

TOURS, JOUE, CHINON, AMBOISE, LOCHES, MARSEILLE = "37261", "37122", "37072", "37003", "37132", "13055"


def person(
    need: str, *statuses: str, age: str | None = None, handicap: bool = False, place: str | None = TOURS
) -> Request:
    return Request(
        need=Need(need),
        statuses=frozenset(map(Status, statuses)),
        age=AgeBand(age) if age else None,
        handicap=handicap,
        place=place,
    )


def kinds(names: str) -> set[StructureType]:
    return {StructureType(name) for name in names.split()}


@pytest.mark.parametrize(
    ("who", "first", "never"),
    [
        # in work
        (person("cep", "salarie"), "cep_actifs", "france_travail mission_locale apec"),
        (person("bilan", "salarie"), "cep_actifs", "france_travail apec"),
        (person("formation", "salarie", age="30_plus"), "cep_actifs", "france_travail greta afpa"),
        (person("financement", "salarie"), "cep_actifs", "france_travail"),
        (person("metier", "salarie"), "cep_actifs", "france_travail apec"),
        (person("vae", "salarie"), "cep_actifs point_vae", "france_travail"),
        (person("emploi", "salarie"), "cep_actifs", "mission_locale apec"),
        (person("rdv", "salarie", place=CHINON), "cep_actifs", "france_travail"),
        (person("travail", "salarie"), "autre", "france_travail mission_locale"),
        (person("diplome_etranger", "salarie"), "cep_actifs", "france_travail"),
        (person("alternance", "salarie", age="16_17"), "cep_actifs", "france_travail apec"),
        # resigning to change trade: advice comes first, never from France Travail nor a mission locale (L5422-1-1)
        (person("reconversion", "salarie"), "cep_actifs", "france_travail mission_locale apec"),
        (person("reconversion", "salarie", age="18_25"), "cep_actifs", "france_travail mission_locale"),
        (person("reconversion", "salarie", "demandeur_emploi"), "cep_actifs", "france_travail mission_locale"),
        (person("reconversion", "cadre"), "apec", "france_travail mission_locale cep_actifs"),
        (person("reconversion", "salarie", handicap=True), "cep_actifs cap_emploi", "france_travail mission_locale"),
        # executives
        (person("cep", "cadre"), "apec", "cep_actifs france_travail"),
        (person("cep", "cadre", "salarie"), "apec", "cep_actifs france_travail"),
        (person("emploi", "cadre", "demandeur_emploi"), "apec france_travail", "cep_actifs"),
        (person("bilan", "cadre", place=LOCHES), "apec", "cep_actifs"),
        (person("cep", "cadre", handicap=True), "apec cap_emploi", "cep_actifs"),
        # on their own
        (person("cep", "independant"), "cep_actifs", "france_travail apec"),
        (person("creation", "independant"), "cma cci", "france_travail apec"),
        (person("reconversion", "independant"), "cep_actifs", "apec"),
        (person("financement", "independant"), "cep_actifs", "apec transitions_pro"),
        # out of work
        (person("emploi", "demandeur_emploi", age="30_plus"), "france_travail", "cep_actifs mission_locale apec"),
        (person("emploi", "demandeur_emploi"), "france_travail", "cep_actifs mission_locale apec"),
        (person("emploi", "demandeur_emploi", age="18_25"), "france_travail mission_locale", "cep_actifs"),
        (person("emploi", "demandeur_emploi", age="30_plus", handicap=True), "france_travail cap_emploi", "cep_actifs"),
        (person("formation", "demandeur_emploi"), "france_travail", "cep_actifs"),
        (person("reconversion", "demandeur_emploi"), "france_travail", "cep_actifs"),
        (person("creation", "demandeur_emploi"), "cma cci", "cep_actifs"),
        (person("vae", "demandeur_emploi"), "france_travail point_vae", "cep_actifs"),
        (person("langue", "demandeur_emploi"), "autre france_travail", "cep_actifs"),
        (person("emploi", "demandeur_emploi", age="26_29", handicap=True), "france_travail cap_emploi", "cep_actifs"),
        # two situations at once: both doors, the person picks
        (person("cep", "salarie", "demandeur_emploi"), "cep_actifs france_travail", "apec mission_locale"),
        (person("cep", "etudiant", "salarie"), "scuio cep_actifs", "france_travail apec"),
        # public servants: never the regional operator, which their contract leaves out
        (person("cep", "agent_public"), "autre", "cep_actifs france_travail apec"),
        (person("reconversion", "agent_public"), "autre", "cep_actifs"),
        (person("bilan", "agent_public", "salarie"), "autre", "cep_actifs"),
        (person("emploi", "agent_public"), "france_travail autre", "cep_actifs"),
        (person("travail", "agent_public"), "autre", "cep_actifs"),
        (person("creation", "agent_public"), "cma cci", "cep_actifs"),
        # at school, at university
        (person("scolaire", "collegien"), "cio", "france_travail mission_locale cep_actifs apec scuio"),
        (person("scolaire", "lyceen"), "cio", "france_travail mission_locale cep_actifs scuio"),
        (person("scolaire", "parent"), "cio", "france_travail cep_actifs"),
        (person("scolaire", "parent", "salarie"), "cio", "france_travail cep_actifs"),
        (person("metier", "lyceen"), "cio", "france_travail cep_actifs"),
        (person("alternance", "lyceen", age="16_17"), "cio", "france_travail cep_actifs"),
        (person("scolaire", "etudiant"), "scuio", "france_travail cep_actifs"),
        (person("decrochage", "etudiant"), "scuio", "cep_actifs"),
        (person("emploi", "etudiant"), "scuio information_jeunesse", "cep_actifs apec"),
        (person("emploi", "lyceen"), "information_jeunesse", "france_travail cep_actifs"),
        (person("international", "etudiant"), "information_jeunesse scuio", "cep_actifs"),
        (person("handicap", "lyceen"), "cio", "cep_actifs france_travail"),
        (person("handicap", "etudiant"), "scuio", "cep_actifs"),
        # young people out of school
        (person("decrochage", "sorti_16_25"), "mission_locale", "cep_actifs apec"),
        (person("decrochage", age="16_17"), "mission_locale", "france_travail cep_actifs"),
        (person("decrochage", age="moins_16"), "cio", "mission_locale france_travail cap_emploi"),
        (person("decrochage", "lyceen", age="16_17"), "cio mission_locale", "france_travail"),
        (person("emploi", "sorti_16_25", place=AMBOISE), "mission_locale", "cep_actifs"),
        (person("alternance", "sorti_16_25"), "mission_locale", "cep_actifs"),
        (person("jeunes", "sorti_16_25"), "information_jeunesse mission_locale", "cep_actifs"),
        (person("jeunes", age="18_25"), "information_jeunesse", "france_travail cep_actifs"),
        (person("jeunes", age="26_29"), "information_jeunesse", "mission_locale"),
        (person("emploi", "sorti_16_25", age="16_17"), "mission_locale", "france_travail"),
        (person("emploi", age="16_17"), "mission_locale", "france_travail"),
        # handicap
        (person("handicap", "salarie"), "cap_emploi", "france_travail apec"),
        (person("handicap", "demandeur_emploi"), "cap_emploi", "cep_actifs"),
        (person("handicap"), "cap_emploi", "cep_actifs"),
        (person("handicap", age="moins_16"), "cio mdph", "cap_emploi"),
        # retired
        (person("cep", "retraite"), "spro_conseil", "cep_actifs france_travail mission_locale"),
        (person("metier", "retraite"), "spro_conseil", "cep_actifs france_travail"),
        (person("creation", "retraite"), "cma cci", "cep_actifs mission_locale"),
        (person("emploi", "retraite"), "france_travail", "cep_actifs mission_locale"),
        # says nothing of their situation: somebody who receives everyone
        (person("cep"), "spro_conseil", "cep_actifs france_travail apec"),
        (person("cep", "autre"), "spro_conseil", "cep_actifs apec"),
        (person("reconversion"), "spro_conseil", "apec"),
        (person("vae"), "point_vae spro_conseil", "cep_actifs"),
        (person("metier", age="18_25"), "mission_locale spro_conseil", "cep_actifs"),
        (person("metier", age="moins_16"), "cio", "mission_locale france_travail"),
        (person("creation"), "cma cci", "cep_actifs"),
        (person("emploi"), "france_travail", "cep_actifs"),
        (person("travail"), "autre", "cep_actifs"),
        (person("langue"), "autre", "cep_actifs"),
        (person("diplome_etranger"), "spro_conseil", "cep_actifs"),
        (person("scolaire"), "cio", "france_travail cep_actifs"),
        # wants something else than advice
        (person("humain"), "spro_conseil", "apec"),
        (person("humain", "salarie"), "spro_conseil", "apec"),
        (person("reclamation"), "spro_conseil", "cep_actifs"),
        (person("donnees"), "spro_conseil", "cep_actifs"),
        (person("rdv_gestion"), "spro_conseil", "cep_actifs"),
        (person("hors_sujet"), "france_services", "cep_actifs france_travail"),
    ],
)
def test_who_receives_whom(reader: Directory, now: datetime, who: Request, first: str, never: str) -> None:
    """L02, PA2: the person is directed to the most appropriate service, and the rules of the field hold."""
    proposals = reader.propose(who, now=now, seed="golden")
    assert proposals[0].structure_type in kinds(first)
    assert kinds(first) <= {proposal.structure_type for proposal in proposals}, "each main door is shown"
    assert not {proposal.structure_type for proposal in proposals} & kinds(never)
    assert all(proposal.first_slot or proposal.walk_in for proposal in proposals)


requests = st.builds(
    Request,
    need=st.sampled_from(Need),
    statuses=st.frozensets(st.sampled_from(Status), max_size=3),
    place=st.sampled_from([TOURS, JOUE, CHINON, AMBOISE, LOCHES, MARSEILLE, "97411", "2A004", "00000", None]),
    age=st.none() | st.sampled_from(AgeBand),
    handicap=st.booleans(),
    ways=st.frozensets(st.sampled_from(Way), max_size=3),
    step_free=st.booleans(),
)


def ineligible(proposal: Proposal, who: Request) -> bool:
    """What must never happen, told without the rules file."""
    kind, age, of_handicap = proposal.structure_type, who.age, who.handicap or who.need is Need.HANDICAP
    adult = age in {AgeBand.FROM_18_TO_25, AgeBand.FROM_26_TO_29, AgeBand.FROM_30, None}
    in_work = who.statuses & {Status.SALARIE, Status.CADRE}
    return any(
        (
            kind is StructureType.CEP_ACTIFS and Status.AGENT_PUBLIC in who.statuses,
            kind is StructureType.CEP_ACTIFS and not who.statuses & {Status.SALARIE, Status.INDEPENDANT},
            kind is StructureType.APEC and Status.CADRE not in who.statuses,
            kind is StructureType.SCUIO and Status.ETUDIANT not in who.statuses,
            kind is StructureType.CAP_EMPLOI and not of_handicap,
            kind is StructureType.FRANCE_TRAVAIL and not adult,
            kind is StructureType.MISSION_LOCALE and age in {AgeBand.UNDER_16, AgeBand.FROM_30},
            kind is StructureType.MISSION_LOCALE and age is AgeBand.FROM_26_TO_29 and not of_handicap,
            kind in {StructureType.FRANCE_TRAVAIL, StructureType.MISSION_LOCALE}
            and who.need is Need.RECONVERSION
            and bool(in_work),
            kind in {StructureType.GRETA, StructureType.AFPA},  # no training provider is promoted (L14)
        )
    )


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=requests, seed=st.text(max_size=8), hours=st.integers(0, 24 * 60))
def test_any_request_is_received_by_somebody_who_may(
    reader: Directory, now: datetime, who: Request, seed: str, hours: int
) -> None:
    """Promises 1 and 6: never nobody, never somebody who may not; each can really be met, and says why."""
    proposals = reader.propose(who, now=now, seed=seed)
    assert 1 <= len(proposals) <= 3
    assert not [proposal.site_name for proposal in proposals if ineligible(proposal, who)]
    for proposal in proposals:
        assert proposal.reasons[0].code.startswith("audience_")
        assert {reason.code for reason in proposal.reasons} <= set(REASON_CODES)
        assert proposal.site_id == 0 or proposal.first_slot or proposal.walk_in
        assert proposal.site_id != 0 or proposal.website


@pytest.mark.parametrize("need", Need)
def test_in_touraine_each_need_finds_a_real_structure(reader: Directory, now: datetime, need: Need) -> None:
    """L01: every public, every need – nobody of the territory, far from Tours too, is sent to a national web page."""
    for statuses in [frozenset[Status](), *[frozenset({status}) for status in Status]]:
        for age in [None] if statuses else [None, *AgeBand]:
            who = Request(need, statuses, LOCHES, age)
            assert reader.propose(who, now=now, seed="x")[0].site_id != 0, who


def test_nearest_comes_first(reader: Directory, now: datetime) -> None:
    """L18: short distance between reception and advice."""
    for place, town in ((CHINON, "Chinon"), (LOCHES, "Loches"), (AMBOISE, "Amboise")):
        first = reader.propose(person("emploi", "demandeur_emploi", place=place), now=now, seed="x")[0]
        assert first.site_name == f"France Travail, {town}"
        assert first.distance_km == pytest.approx(0, abs=1)


def test_far_specialist_is_still_found(reader: Directory, now: datetime) -> None:
    """From Chinon the nearest point VAE is in Tours, 42 km away: it is shown, behind nearer doors."""
    found = {
        one.structure_type: one for one in reader.propose(person("vae", "salarie", place=CHINON), now=now, seed="x")
    }
    distance = found[StructureType.POINT_VAE].distance_km
    assert distance is not None
    assert 35 < distance < 50


def test_services_for_some_statuses_only(reader: Directory, now: datetime) -> None:
    """One kind of structure, other services: private labour law is not for public servants, nor the other way round."""
    line, adviser = "Renseignement par téléphone", "Centre de gestion, Tours"
    for statuses, shown, hidden in (
        (["salarie"], line, adviser),
        ([], line, adviser),
        (["agent_public"], adviser, line),
    ):
        names = {one.site_name for one in reader.propose(person("travail", *statuses), now=now, seed="x")}
        assert shown in names
        assert hidden not in names


def test_without_a_place_one_is_sent_to_a_remote_service(reader: Directory, now: datetime) -> None:
    """Who does not say where they live is not sent to a town at random (NO6)."""
    (only,) = reader.propose(person("cep", "salarie", place=None), now=now, seed="x")
    assert only.site_name == "Avenir Actifs à distance"


def test_other_region_is_sent_to_the_national_service(reader: Directory, now: datetime) -> None:
    """A person from Marseille is not sent to a structure of Touraine, which could not receive them."""
    (only,) = reader.propose(person("cep", "salarie", place=MARSEILLE), now=now, seed="x")
    assert (only.site_id, only.website) == (0, "https://mon-cep.org/")
    executive = reader.propose(person("cep", "cadre", place=MARSEILLE), now=now, seed="x")
    assert [one.site_name for one in executive] == ["Apec par téléphone"]


def test_empty_directory_still_answers(each_empty: str, now: datetime) -> None:
    directory = Directory(each_empty, secret="s")
    directory.migrate()
    (only,) = directory.propose(person("emploi", "demandeur_emploi"), now=now, seed="x")
    assert (only.site_id, only.phone) == (0, "3949")
    directory.engine.dispose()


def test_step_free_place_or_remote(reader: Directory, now: datetime) -> None:
    """L13: who needs step-free access is never sent up a staircase."""
    who = replace(person("decrochage", age="16_17", place=LOCHES), step_free=True)
    on_site = [one for one in reader.propose(who, now=now, seed="x") if one.ways == (Way.ON_SITE,) or not one.ways]
    assert all(one.step_free is not False for one in on_site)
    assert "step_free" in {reason.code for one in reader.propose(who, now=now, seed="x") for reason in one.reasons}


@pytest.mark.parametrize("way", Way)
def test_only_the_ways_one_accepts(reader: Directory, now: datetime, way: Way) -> None:
    who = replace(person("cep", "salarie"), ways=frozenset({way}))
    for one in reader.propose(who, now=now, seed="x"):
        assert one.first_slot is not None
        assert one.first_slot.way is way


def test_rather_another_way_than_nobody(reader: Directory, now: datetime) -> None:
    who = replace(person("bilan", "cadre", place=MARSEILLE), ways=frozenset({Way.ON_SITE}))
    assert reader.propose(who, now=now, seed="x")[0].site_name == "Apec par téléphone"


def test_same_seed_same_proposals(reader: Directory, now: datetime) -> None:
    who = person("emploi", "demandeur_emploi", age="18_25")
    assert reader.propose(who, now=now, seed="a") == reader.propose(who, now=now, seed="a")


def receiver(number: int, kind: StructureType = StructureType.CIO, km: float = 2.0) -> Receiver:
    when = datetime.fromisoformat("2026-11-23T10:00+01:00")
    return Receiver(
        Candidate(number, f"site-{number}", number, kind, remote=False, step_free=True, distance_km=km), {}, when
    )


def test_equal_structures_get_equal_exposure(now: datetime) -> None:
    """NO14, promise 4: over 10,000 draws, each of five equal structures comes first equally often."""
    doors = Doors(frozenset({StructureType.CIO}), frozenset(), frozenset())
    equals = [receiver(number) for number in range(5)]
    firsts = Counter(
        choose(equals, person("scolaire"), doors, now=now, seed=str(draw), limit=3)[0].candidate.site_id
        for draw in range(10_000)
    )
    expected = 10_000 / 5
    chi_square = sum((firsts[number] - expected) ** 2 / expected for number in range(5))
    assert chi_square < 18.5, firsts  # 4 degrees of freedom, one chance in a thousand


def test_the_draw_never_beats_distance_or_audience(now: datetime) -> None:
    doors = Doors(frozenset({StructureType.CIO}), frozenset({StructureType.INFORMATION_JEUNESSE}), frozenset())
    some = [receiver(1, km=30), receiver(2, km=2), receiver(3, StructureType.INFORMATION_JEUNESSE, km=1)]
    for draw in range(200):
        order = [
            one.candidate.site_id for one in choose(some, person("scolaire"), doors, now=now, seed=str(draw), limit=3)
        ]
        assert order == [2, 1, 3]


def only_elsewhere(number: int, km: float = 2.0, **changes: Any) -> Receiver:
    """A place whose hours only another tool knows."""
    one = receiver(number, km=km)
    return replace(one, walk_in=None, elsewhere=True, candidate=replace(one.candidate, **changes))


def test_a_place_that_books_elsewhere_is_ranked_like_any_other(now: datetime) -> None:
    """Promise 4: nearer, it comes first; as near, it waits as long as the longest, and the draw decides among such."""
    doors = Doors(frozenset({StructureType.CIO}), frozenset(), frozenset())
    who = person("scolaire")
    for there, other, first in ((2.0, 30.0, True), (2.0, 2.0, False), (30.0, 2.0, False)):
        pair = [only_elsewhere(2, km=there), receiver(1, km=other)]
        assert choose(pair, who, doors, now=now, seed="x", limit=1)[0].elsewhere is first
    late = replace(receiver(1), walk_in=now + timedelta(days=20))
    draws = [choose([late, only_elsewhere(2)], who, doors, now=now, seed=str(seed), limit=1)[0] for seed in range(200)]
    assert 60 < sum(one.elsewhere for one in draws) < 140


@pytest.mark.parametrize(
    ("changes", "asked", "met"),
    [
        ({}, {}, True),
        ({}, {"ways": frozenset({Way.ON_SITE})}, True),
        ({}, {"ways": frozenset({Way.PHONE})}, False),
        ({"remote": True}, {"ways": frozenset({Way.PHONE})}, True),
        ({}, {"times": frozenset({Times.EVENING})}, False),
        ({"step_free": False}, {"step_free": True}, False),
    ],
)
def test_what_is_known_of_a_place_that_books_elsewhere(
    changes: dict[str, Any], asked: dict[str, Any], met: bool
) -> None:
    """Promise 1, L13: it is proposed for what is known of it, never for hours that nobody here knows."""
    assert can_meet(only_elsewhere(1, **changes), replace(person("scolaire"), **asked)) is met


def test_a_kind_is_not_crowded_out_by_another(now: datetime) -> None:
    """Five agencies next door do not hide the one mission locale: the person has a choice between doors."""
    doors = Doors(frozenset({StructureType.FRANCE_TRAVAIL, StructureType.MISSION_LOCALE}), frozenset(), frozenset())
    agencies = [receiver(number, StructureType.FRANCE_TRAVAIL, km=1) for number in range(5)]
    far = receiver(9, StructureType.MISSION_LOCALE, km=25)
    chosen = choose([*agencies, far], person("emploi"), doors, now=now, seed="x", limit=3)
    assert far in chosen


@pytest.mark.parametrize("need", Need)
def test_doors_of_a_need_do_not_overlap(need: Need) -> None:
    for status in Status:
        doors = open_doors(load_rules(), Request(need, frozenset({status}), handicap=True))
        assert not doors.main & doors.also
        assert not (doors.main | doors.also) & doors.everyone
