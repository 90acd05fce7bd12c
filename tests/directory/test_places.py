"""Communes by code, postal code and name, and how far apart they are."""

import csv
import gzip
import struct
from typing import Any

import pytest

from directory.data.coordinates import Located, centre, near_neighbours, outside_km
from directory.places import DATA, Commune, Departement, Places, distance_km, load_places, name_key

TOURAINE = Departement("37", "Indre-et-Loire", "24", "Centre-Val de Loire", "37261")


def commune(code: str, name: str, *postcodes: str, people: int, at: tuple[float, float] | None = None) -> Commune:
    """A commune with the fields that matter here."""
    latitude, longitude = at or (None, None)
    return Commune(code, name, postcodes, code[:2], TOURAINE.name, "24", None, latitude, longitude, people)


TOURS = commune("37261", "Tours", "37000", "37100", people=139_259, at=(47.3912, 0.6892))
VEIGNE = commune("37266", "Veigné", "37250", people=6000)
MONTBAZON = commune("37154", "Montbazon", "37250", people=4000)
PARIS = commune("75056", "Paris", "75001", "75011", people=2_103_778)
PARIS_11 = commune("75111", "Paris 11e Arrondissement", "75011", people=138_170)


@pytest.fixture(scope="module")
def small() -> Places:
    """A few communes, one arrondissement, one commune that merged into another."""
    return Places(
        [MONTBAZON, TOURS, VEIGNE, PARIS],
        [TOURAINE],
        arrondissements={PARIS_11: "75056"},
        former=[("37999", "Saint-Symphorien", "37261"), ("37998", "", "37261")],
        approximate=["37154"],
    )


@pytest.fixture(scope="module")
def france() -> Places:
    """All communes, as shipped."""
    return load_places()


def test_a_code_gives_its_commune(small: Places) -> None:
    """A present code, a merged one, an arrondissement, and a code nobody knows."""
    assert small.get("37261") == TOURS
    assert small.get("37999") == TOURS
    assert small.get("37998") == TOURS
    assert small.get("75111") == PARIS_11
    assert small.commune_of("75111") == PARIS
    assert small.get("00000") is None


def test_a_postal_code_gives_the_largest_first(small: Places) -> None:
    """Several communes may share a code; in a city cut in arrondissements, it gives the arrondissement."""
    assert small.by_postcode("37250") == (VEIGNE, MONTBAZON)
    assert small.by_postcode("75011") == (PARIS_11,)
    assert small.by_postcode("75001") == (PARIS,)
    assert small.by_postcode("75000") == (PARIS,)
    assert small.by_postcode("99999") == ()


@pytest.mark.parametrize("written", ["veigne", "Veigné", "VEIGNÉ", " veigne "])
def test_a_name_is_found_however_written(written: str, small: Places) -> None:
    """Case and accents give way."""
    assert small.by_name(written) == (VEIGNE,)


def test_a_former_commune_gives_the_one_that_took_over(small: Places) -> None:
    """People keep the old names."""
    assert small.by_name("st-symphorien") == (TOURS,)
    assert "st symphorien" in small.merged_names


def test_only_present_communes_are_listed(small: Places) -> None:
    """Iterating gives no arrondissement and no former commune."""
    assert [place.code for place in small] == ["37154", "37261", "37266", "75056"]
    assert len(small) == 4


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Saint-Étienne-lès-Remiremont", "st etienne les remiremont"),
        ("Sainte-Maure-de-Touraine", "ste maure de touraine"),
        ("Saintes", "saintes"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("joué lez tours", "joue les tours"),
        ("Œuilly", "oeuilly"),
    ],
)
def test_names_are_spelled_one_way(written: str, key: str) -> None:
    """However it is typed, a name has one key, and a key is its own key."""
    assert name_key(written) == key
    assert name_key(key) == key


def test_distance_follows_the_globe(france: Places) -> None:
    """Tours to Paris is 204 km as the crow flies; unknown when a place is not on the map."""
    tours, paris = france.get("37261"), france.get("75056")
    assert tours
    assert paris
    assert distance_km(tours, paris) == pytest.approx(204, abs=2)
    assert distance_km(tours, tours) == 0
    assert distance_km(tours, VEIGNE) is None


def test_france_is_whole(france: Places) -> None:
    """34,969 communes on 1 January 2026, 109 départements and collectivities, postal codes and people."""
    assert len(france) == 34_969
    assert len(france.departements) == 109
    assert sum(place.population for place in france) == pytest.approx(69_000_000, rel=0.02)
    assert sum(not place.postcodes for place in france) <= 6
    assert {place.departement for place in france} <= set(france.departements)


def test_nearly_every_commune_is_on_the_map(france: Places) -> None:
    """Under one in thirty is placed by its neighbours, and only uninhabited lands have no place at all."""
    off_the_map = [place for place in france if place.latitude is None]
    assert all(place.departement in {"984", "989"} for place in off_the_map)
    assert len(france.approximate) < len(france) / 30
    guessed = sum(found.population for code in france.approximate if (found := france.get(code)))
    assert guessed < 1_500_000


@pytest.mark.parametrize(
    "code", ["37261", "13055", "2A004", "97411", "97209", "97302", "75056", "29019", "67482", "64102"]
)
def test_neighbours_are_near(code: str, france: Places) -> None:
    """A commune lies within 30 km of those that share its postal codes."""
    here = france.get(code)
    assert here
    around = [there for postcode in here.postcodes for there in france.by_postcode(postcode)]
    assert all((distance_km(here, there) or 0) < 30 for there in around)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Indre-et-Loire", "37"), ("cotes d armor", "22"), ("la réunion", "974"), ("polynesie francaise", "987")],
)
def test_departements_by_name(name: str, code: str, france: Places) -> None:
    """Names as people write them."""
    found = france.departement_named(name)
    assert found
    assert found.code == code


def test_every_former_commune_leads_to_a_present_one(france: Places) -> None:
    """No code is a dead end."""
    with gzip.open(DATA / "aliases.csv.gz", "rt", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) > 5000
    assert all(france.commune_of(row["code"]) for row in rows)


def test_namesakes_come_largest_first(france: Places) -> None:
    """Saint-Denis is first the one where most people live."""
    found = france.by_name("saint denis")
    assert len(found) > 3
    assert [place.population for place in found] == sorted((place.population for place in found), reverse=True)


def test_a_commune_without_a_point_stands_among_its_neighbours() -> None:
    """The nearest group that is known decides, weighted by its people, and the place is marked as a guess."""
    rows: list[dict[str, Any]] = [
        {"code": "1", "codesPostaux": ["37250"], "departement": "37", "population": 99},
        {"code": "2", "codesPostaux": ["37250"], "departement": "37", "population": 299},
        {"code": "3", "codesPostaux": ["37250"], "departement": "37"},
        {"code": "4", "codesPostaux": ["86000"], "departement": "86"},
    ]
    known = {"1": Located(47.0, 0.0, "exact"), "2": Located(48.0, 1.0, "exact")}
    assert near_neighbours(rows, known, {}) == {"3": Located(47.75, 0.75, "approximate")}


def test_the_centre_of_empty_communes_is_their_middle() -> None:
    """No division by zero where nobody lives."""
    members = [(Located(47.0, 0.0, "exact"), 0), (Located(48.0, 0.0, "exact"), 0)]
    assert centre(members) == Located(47.5, 0.0, "approximate")


def test_a_town_hall_elsewhere_is_noticed() -> None:
    """A point is measured against the box around its own commune (a square from 0° to 1°)."""
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]
    ring = b"".join(struct.pack("<dd", *corner) for corner in corners)
    geometry = (b"\x01\x06\0\0\0\x01\0\0\0" + b"\x01\x03\0\0\0\x01\0\0\0" + b"\x04\0\0\0" + ring).hex()
    assert outside_km((0.5, 0.5), geometry) == 0
    assert outside_km((1.5, 0.5), geometry) == pytest.approx(55.6, abs=0.1)
