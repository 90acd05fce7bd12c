"""``zones.yml``: the territories of a region, each a list of areas; a commune lies in one of them at most."""

from collections.abc import Iterator

from pydantic import Field

from directory.documents import Closed
from directory.documents import Field as Place
from directory.places import Commune, Places
from directory.regions.schema import Code, Key, Part, Text


class ZoneEntry(Closed):
    """A territory: its name, the town it gathers around, and its parts (EPCI, communes)."""

    name: Text
    centre: Code
    areas: tuple[Part, ...] = ()


class ZonesEntry(Closed):
    """The whole file: the départements that the zones share out, and the zones."""

    departements: tuple[str, ...] = Field(min_length=1)
    source: Text
    sample: bool = False
    zones: dict[Key, ZoneEntry] = Field(min_length=1)


def areas_of(commune: Commune) -> set[str]:
    """The parts a zone may name this commune by."""
    return {f"commune:{commune.code}", *([f"epci:{commune.epci}"] if commune.epci else [])}


def communes_of(entry: ZonesEntry, places: Places) -> dict[str, str]:
    """The zone of each commune that has one, by codes."""
    zone_of_area = {area: key for key, zone in entry.zones.items() for area in zone.areas}
    found = {commune.code: areas_of(commune) & zone_of_area.keys() for commune in places}
    return {code: zone_of_area[min(areas)] for code, areas in found.items() if areas}


def zone_faults(entry: ZonesEntry, places: Places) -> Iterator[tuple[Place, str]]:
    """Parts that do not exist, and communes that two zones claim."""
    known = {area for commune in places for area in areas_of(commune)}
    claimed: dict[str, str] = {}
    for key, zone in entry.zones.items():
        if places.get(zone.centre) is None:
            yield ("zones", key, "centre"), f"« {zone.centre} » n’est pas le code d’une commune."
        for number, area in enumerate(zone.areas):
            field: Place = ("zones", key, "areas", number)
            if area not in known:
                yield field, f"« {area} » ne désigne aucun territoire connu."
            elif area in claimed:
                yield field, f"« {area} » est déjà dans la zone « {claimed[area]} »."
            claimed.setdefault(area, key)
    for commune in places:
        owners = {claimed[area] for area in areas_of(commune) & claimed.keys()}
        if len(owners) > 1:
            names = ", ".join(sorted(owners))
            yield ("zones",), f"la commune {commune.name} ({commune.code}) est dans plusieurs zones : {names}."
