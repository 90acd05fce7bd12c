"""Regions made of networks and zones: the counts of the agreements, samples that say so, one zone for each commune."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from directory import models
from directory.documents import checked, read_document
from directory.matching import Candidate, Receiver, choose
from directory.places import load_places
from directory.regions import FOLDER, check_region, load_region, read_region
from directory.regions.fill import fill_region, of_place
from directory.regions.load import store_zones
from directory.regions.zones import ZonesEntry, communes_of
from directory.requests import Request
from directory.rules import Doors
from directory.service import Directory
from directory.vocabulary import Need, Status, StructureType

pytestmark = pytest.mark.long

REGIONS = ("paca", "normandie", "poitou-charentes")
MARSEILLE, FIRST_ARRONDISSEMENT, BRIANCON = "13055", "13201", "05023"


def zones_of(code: str) -> ZonesEntry:
    return checked(read_document(FOLDER / code / "zones.yml"), ZonesEntry)


@pytest.mark.parametrize(
    ("kind", "specialised", "structures", "sites"),
    [
        ("cio", False, 36, 36),
        ("france_travail", False, 67, 67),
        ("france_travail", True, 9, 9),
        ("mission_locale", False, 29, 95),
        ("information_jeunesse", False, 126, 126),
    ],
)
def test_paca_has_the_four_networks_of_its_agreement(kind: str, specialised: bool, structures: int, sites: int) -> None:
    """PA3: 36 CIO, 67 agencies and 9 specialised ones, 29 missions locales with 95 branches, 126 youth places."""
    found = [one for one in read_region(FOLDER / "paca").structures if one.type == kind]
    found = [one for one in found if ("spécialisée" in one.name) is specialised]
    assert len(found) == structures
    assert sum(len(one.sites) for one in found) == sites


def test_paca_has_nineteen_zones() -> None:
    """PA3."""
    assert len(zones_of("paca").zones) == 19


@pytest.mark.parametrize("code", REGIONS)
def test_each_commune_lies_in_one_zone(code: str) -> None:
    """L27, PA4: an architecture that leaves no territory out."""
    zones = zones_of(code)
    placed = communes_of(zones, load_places())
    left = [one.name for one in load_places() if one.departement in zones.departements and one.code not in placed]
    assert left == []


@pytest.mark.parametrize("code", REGIONS)
@pytest.mark.parametrize("kind", ["cio", "france_travail", "mission_locale", "information_jeunesse"])
def test_each_zone_has_each_local_network(code: str, kind: str) -> None:
    """PA4: the public of each territory is covered."""
    served = {area for one in read_region(FOLDER / code).structures if one.type == kind for area in one.serves}
    assert {f"zone:{key}" for key in zones_of(code).zones} <= served


def test_normandie_has_labelled_spro_conseil_places() -> None:
    """NO12: labelled structures beside the national networks, each open five half-days at least."""
    found = [one for one in read_region(FOLDER / "normandie").structures if one.type is StructureType.SPRO_CONSEIL]
    labelled = [one for one in found if one.status is models.StructureStatus.LABELLED]
    assert len(labelled) == 36
    assert all(len(site.hours.rows()) >= 5 for one in labelled for site in one.sites)


@pytest.mark.parametrize("code", REGIONS)
def test_filling_again_writes_the_same(code: str, tmp_path: Path) -> None:
    """Samples come from the names alone, so that a change of the pack can be read line by line."""
    copy = Path(shutil.copytree(FOLDER / code, tmp_path / code))
    fill_region(copy)
    assert {one.name: one.read_bytes() for one in copy.iterdir()} == {
        one.name: one.read_bytes() for one in (FOLDER / code).iterdir()
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Nice", "de Nice"),
        ("Arles", "d’Arles"),
        ("Le Cannet", "du Cannet"),
        ("Les Pennes-Mirabeau", "des Pennes-Mirabeau"),
        ("La Ciotat", "de La Ciotat"),
        ("Évreux", "d’Évreux"),
        ("Hyères", "d’Hyères"),
        ("Honfleur", "de Honfleur"),
        ("L’Isle-sur-la-Sorgue", "de L’Isle-sur-la-Sorgue"),
    ],
)
def test_names_after_de(name: str, said: str) -> None:
    assert of_place(name) == said


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("zones", "epci:200030195", "epci:999999999", "ne désigne aucun territoire connu"),
        ("zones", "epci:200030195", "commune:99999", "ne désigne aucun territoire connu"),
        ("zones", "epci:200030195", "commune:05023", "est dans plusieurs zones : briancon, nice"),
        ("zones", "epci:200030195", "epci:200067825", "est déjà dans la zone « gap »"),
        ("zones", "epci:200030195", "zone:nice", "« zone:nice » n’a pas la forme attendue"),
        ("zones", 'centre: "06088"', 'centre: "06999"', "n’est pas le code d’une commune"),
        ("reseau-cio", '"zone:nice"', '"zone:nisse"', "la zone « nisse » n’est pas dans zones.yml"),
        ("reseau-cio", 'week: "centre"', 'week: "été"', "n’a pas la forme attendue"),
        ("reseau-cio", 'week: "centre"', 'week: "ete"', "la semaine « ete » n’est pas dans _networks/cio.yml"),
        ("reseau-cio", "kind: cio", "kind: cjo", "la sorte de réseau « cjo » n’est pas décrite"),
        ("reseau-cio", "sites: 36", "sites: 3", "il faut au moins un lieu par structure"),
        ("reseau-cio", 'near: "13213"', 'near: "75101"', "« 75101 » n’est pas dans Marseille"),
        ("reseau-cio", 'postcode: "06000"', 'postcode: "75001"', "n’est pas un code postal de Nice"),
        ("reseau-cio", "structure: cio-toulon", "structure: cio-nice", "est déjà le nom d’une autre structure"),
    ],
)
def test_faults_are_told(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    """A directory manager reads the file, the line and what to write."""
    path = Path(shutil.copytree(FOLDER / "paca", tmp_path / "paca")) / f"{file}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = [problem for problem in check_region(path.parent) if said in problem]
    assert problems
    assert problems[0].startswith(f"paca/{file}.yml, ligne ")


@pytest.fixture(scope="module")
def paca(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    directory = Directory(f"sqlite:///{tmp_path_factory.mktemp('paca') / 'paca.db'}", secret="s")
    directory.migrate()
    load_region(directory, "paca", datetime(2026, 11, 23, 8, tzinfo=UTC))
    yield directory
    directory.engine.dispose()


def test_an_arrondissement_belongs_to_its_city(paca: Directory, now: datetime) -> None:
    """Somebody who says "Marseille 1er" is received as somebody of Marseille, nearest first."""
    who = Request(Need.SCOLAIRE, frozenset({Status.LYCEEN}), FIRST_ARRONDISSEMENT)
    first = paca.propose(who, now=now, seed="x")[0]
    assert (first.structure_type, first.commune) == (StructureType.CIO, "Marseille")
    assert "same_commune" in {reason.code for reason in first.reasons}


@pytest.mark.parametrize("zone", sorted(zones_of("paca").zones))
def test_each_zone_receives_its_people_at_home(paca: Directory, now: datetime, zone: str) -> None:
    """L18: the person stays within their territory."""
    entry = zones_of("paca")
    people = Request(Need.DECROCHAGE, frozenset({Status.SORTI_16_25}), entry.zones[zone].centre)
    first = paca.propose(people, now=now, seed="x")[0]
    assert first.structure_type is StructureType.MISSION_LOCALE
    with paca.reading() as session:
        site = session.get_one(models.Site, first.site_id)
        assert communes_of(entry, load_places())[site.commune_code or ""] == zone


def test_what_a_network_says_is_a_sample(paca: Directory) -> None:
    """Promise 5."""
    with paca.reading() as session:
        assert session.query(models.Structure).filter_by(region="paca", sample=False).count() == 0
        assert session.query(models.Zone).filter_by(sample=False).count() == 0


def test_loading_another_time_changes_no_number(paca: Directory) -> None:
    with paca.reading() as session:
        before = [row.id for row in session.query(models.Zone).order_by(models.Zone.key)]
    with paca.writing() as session:
        session.query(models.Zone).filter_by(key="paca/nice").one().name = "Autre"
    pack = read_region(FOLDER / "paca")  # the zones alone: loading all takes seconds
    with paca.writing() as session:
        store_zones(session, pack.region, pack.zones)
    with paca.reading() as session:
        zones = session.query(models.Zone).order_by(models.Zone.key).all()
        assert [row.id for row in zones] == before
        assert all(row.active and row.name != "Autre" for row in zones)


def test_same_distance_stays_in_the_territory(now: datetime) -> None:
    """L18; a nearer place of another territory still comes first."""

    def receiver(number: int, km: float, *, other_zone: bool) -> Receiver:
        candidate = Candidate(number, str(number), number, StructureType.CIO, False, None, km, other_zone=other_zone)
        return Receiver(candidate, {}, now)

    doors = Doors(frozenset({StructureType.CIO}), frozenset(), frozenset())
    away, home, near = (
        receiver(1, 8, other_zone=True),
        receiver(2, 9, other_zone=False),
        receiver(3, 1, other_zone=True),
    )
    for seed in "abcdefgh":
        found = choose([away, home, near], Request(Need.SCOLAIRE), doors, now=now, seed=seed, limit=3)
        assert [one.candidate.site_id for one in found] == [3, 2, 1]
