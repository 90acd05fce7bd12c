"""Territories as figures know them: a zone of a region pack, a département where there is none, a whole region.

The code of a territory is the key of a zone ("paca/manosque"), "departement:37", or the code of a region pack
("paca"): then of what could not be placed more closely. Sums have codes of their own: "region:paca", "all".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from directory.documents import checked, read_document
from directory.models import Site, Structure, Zone, ZoneArea
from directory.places import Commune
from directory.queries import areas_of
from directory.regions import FOLDER, region_codes
from directory.regions.schema import Region
from directory.service import Directory

ALL = "all"
ELSEWHERE = "elsewhere"
NATIONAL = "region:france"
MOST_NAMESAKES = 20


def territory_of(directory: Directory, commune: str | None, *, region: str) -> str:
    """The territory of a commune (INSEE code); the region pack itself when the commune is unknown or was not said."""
    place = directory.places.commune_of(commune) if commune else None
    if place is None:
        return region
    here = (
        select(Zone.key)
        .join(ZoneArea)
        .where(Zone.active, ZoneArea.area.in_(areas_of(place)))
        .order_by(Zone.region != region, Zone.key)
    )
    with directory.reading() as session:
        return session.scalar(here.limit(1)) or f"departement:{place.departement}"


def territory_said(directory: Directory, said: str, *, region: str) -> str | None:
    """The territory of a commune as somebody wrote it, by name or postal code; the region pack itself when nothing is
    written, ``None`` when no commune is called so. Of several, one that this directory serves, else the largest."""
    words = said.strip()
    found = directory.places.by_postcode(words) or directory.places.by_name(words)
    if not found:
        return None if words else region
    codes = (territory_of(directory, commune.code, region=region) for commune in found[:MOST_NAMESAKES])
    known = read_territories(directory).names
    first, *others = codes
    return next((code for code in (first, *others) if code in known), first)


@dataclass(frozen=True, slots=True)
class Territories:
    """The territories there are: their names, what each is part of, where sites stand, the zone of each area."""

    names: Mapping[str, str]
    parents: Mapping[str, str | None]
    sites: Mapping[int, str]
    areas: Mapping[str, str]

    def find(self, code: str) -> str | None:
        """The node of a code as people write it: "tours" is the whole of that region; ``None`` when unknown."""
        return next((node for node in (f"region:{code}", code) if node in self.parents), None)

    def of_commune(self, commune: Commune) -> str:
        """The territory of a commune."""
        return _place(commune, self.areas)

    def regions_of(self, node: str) -> tuple[tuple[str, str], ...]:
        """The region packs that a node is in, or is made of, code and name; what is national only is none."""
        above = (node, *(one for one in [self.parents[node]] if one))
        found = (one for one in (*above, *self.parts(node)) if one.startswith("region:") and one != NATIONAL)
        return tuple((one.removeprefix("region:"), self.names[one]) for one in found)

    def within(self, node: str) -> tuple[str, ...]:
        """The territories of which this one is made, itself included when it has no part."""
        parts = [code for code, parent in self.parents.items() if parent == node]
        return tuple(leaf for part in parts for leaf in self.within(part)) or (node,)

    def parts(self, node: str) -> tuple[str, ...]:
        """What this one is directly made of, by name."""
        found = (code for code, parent in self.parents.items() if parent == node)
        return tuple(sorted(found, key=lambda code: (code == node.partition(":")[2], self.names[code])))


def read_territories(directory: Directory, counted: frozenset[str] = frozenset()) -> Territories:
    """The territories of the directory as it stands, and those that were ``counted`` and are there no longer."""
    with directory.reading() as session:
        zones = session.execute(select(Zone.key, Zone.region, Zone.name).where(Zone.active)).all()
        sites = session.execute(select(Site.id, Site.commune_code, Structure.region).join(Structure)).all()
        parts = session.execute(select(ZoneArea.area, Zone.key).join(Zone).where(Zone.active))
        areas = {row.area: row.key for row in parts}
    stands = {site: directory.places.commune_of(commune) if commune else None for site, commune, _ in sites}
    where = {site: _place(place, areas) if (place := stands[site]) else region for site, _, region in sites}
    names: dict[str, str] = {ALL: "Tous les territoires"}
    parents: dict[str, str | None] = {ALL: None}
    for region in sorted({row.region for row in (*sites, *zones)}):
        names[f"region:{region}"] = region_name(region)
        parents[f"region:{region}"] = ALL
        names[region], parents[region] = "Lieu non précisé", f"region:{region}"
    for key, region, name in zones:
        names[key], parents[key] = name, f"region:{region}"
    usual = _usual_regions((where[site], region) for site, _, region in sites)
    for code in sorted({*where.values(), *counted} - parents.keys()):
        names[code] = _name(directory, code)
        parents[code] = f"region:{usual[code]}" if code in usual else ELSEWHERE
    if ELSEWHERE in parents.values():
        names[ELSEWHERE], parents[ELSEWHERE] = "Ailleurs", ALL
    return Territories(names, parents, where, areas)


def is_regional(node: str) -> bool:
    """Whether who answers for this node answers for whole regions."""
    return node.partition(":")[0] in {ALL, "region"}


def region_name(code: str) -> str:
    """The name of a region pack, or its code when the pack is no longer there."""
    if code not in region_codes():
        return code
    return checked(read_document(FOLDER / code / "region.yml"), Region).name


def _place(place: Commune, areas: Mapping[str, str]) -> str:
    zones = sorted(areas[area] for area in areas_of(place) if area in areas)
    return zones[0] if zones else f"departement:{place.departement}"


def _usual_regions(sites: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The region whose sites are the most numerous in each territory."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for territory, region in sites:
        found[territory][region] += 1
    return {territory: regions.most_common(1)[0][0] for territory, regions in found.items()}


def _name(directory: Directory, code: str) -> str:
    departement = directory.places.departements.get(code.removeprefix("departement:"))
    return f"{departement.name} ({departement.code})" if departement else code
