"""Looking step by step outwards, and into the nearest only, finds what looking into everybody at once would."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from directory.candidates import EVERYBODY, LOOKED_INTO
from directory.nearby import CROWD, REACHES_KM, Here, Nearby, find_candidates
from directory.requests import Request
from directory.rules import load_rules, open_doors
from directory.service import Directory
from directory.vocabulary import Need, Status, StructureType
from tests.directory.conftest import NOW
from tests.directory.open_place import open_place

pytestmark = pytest.mark.long

PEOPLE = Request(Need.SCOLAIRE, frozenset({Status.LYCEEN}), "37261")
DOORS = open_doors(load_rules(), PEOPLE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site stands, in degrees from the middle of Tours, and whether it is for pupils."""

    kind: StructureType
    north: float
    east: float
    serves: bool


def spread(many: int, serving: float) -> list[Place]:
    """Sites in and around a city, such a part of them for pupils; the same each time."""
    dice = random.Random(many)  # noqa: S311 - a draw that must come back the same
    kinds = [StructureType.CIO, StructureType.INFORMATION_JEUNESSE, StructureType.SPRO_CONSEIL]
    return [
        Place(dice.choice(kinds), dice.gauss(0, 0.07), dice.gauss(0, 0.1), dice.random() < serving) for _ in range(many)
    ]


@pytest.fixture
def filled(each_empty: str) -> Iterator[Directory]:
    directory = Directory(each_empty, secret="s")
    directory.migrate()
    yield directory
    directory.engine.dispose()


@pytest.mark.parametrize("crowd", [0, CROWD])
@pytest.mark.parametrize("serving", [0.04, 0.3, 0.9])
def test_nobody_is_left_out(filled: Directory, serving: float, crowd: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO14: in each circle, whatever the seed and however few serve these people, on both databases."""
    monkeypatch.setattr("directory.nearby.CROWD", crowd)
    fill(filled, spread(400, serving))
    compare(filled)


def test_a_corner_is_no_nearer_than_what_lies_beside_it(filled: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO14: a step is a square of the map; what stands in its corners draws with all that are as far."""
    monkeypatch.setattr("directory.nearby.CROWD", 0)
    near = [Place(StructureType.CIO, number / 1000, 0, serves=True) for number in range(7)]
    corners = [Place(StructureType.CIO, 0.044, 0.064 + number / 10_000, serves=True) for number in range(3)]
    beside = [Place(StructureType.CIO, 0.08, number / 1000, serves=True) for number in range(20)]
    fill(filled, [*near, *corners, *beside])
    compare(filled)


def compare(directory: Directory) -> None:
    """In each circle, for some seeds: step by step, and all at once."""
    with directory.reading() as session:
        here = Here.at(session, directory.places, PEOPLE.place)
        for seed in map(str, range(8)):
            circles = Nearby(session, PEOPLE, DOORS, here, seed=seed).circles()
            for km, found in zip(REACHES_KM, circles, strict=True):
                around = here.around(km)
                whole = find_candidates(session, PEOPLE, DOORS, around, here, seed=seed, looked_into=EVERYBODY)
                assert sorted(one.site_id for one in found) == sorted(one.site_id for one in whole)
                assert found


def test_one_of_many_that_serve_others_is_found(filled: Directory, now: datetime) -> None:
    """Promise 6: more CIO nearer by than are looked into at first, none of them for pupils."""
    near = [Place(StructureType.CIO, number / 10_000, 0, serves=False) for number in range(LOOKED_INTO + 3)]
    fill(filled, [*near, Place(StructureType.CIO, 0.2, 0, serves=True)])
    found = filled.propose(PEOPLE, now=now, seed="s")
    assert [one.site_name for one in found] == [f"Lieu {len(near)}"]


def fill(directory: Directory, places: list[Place]) -> None:
    with directory.writing() as session:
        for number, one in enumerate(places):
            need = Need.SCOLAIRE if one.serves else Need.CREATION
            session.add(open_place(number, NOW, kind=one.kind, need=need, north=one.north, east=one.east))
