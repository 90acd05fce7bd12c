"""Fills a pack with plausible samples where no public fact is at hand: which town, which street, which week.

The counts are those of the regional agreements (``fill`` in each ``reseau-….yml``), the zones gather around the towns
that ``zones.yml`` names. Nothing is drawn at random: the same pack gives the same lines, so that a change can be read.
Only the lines below ``structures:`` and ``zones:`` are written anew; what people wrote above stays.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from directory.documents import checked, read_document
from directory.errors import BadDocument
from directory.places import Commune, Places, distance_km, load_places, name_key
from directory.regions.networks import FillEntry, Sheet, read_network
from directory.regions.zones import ZonesEntry, communes_of

WRITTEN = "# Lignes d’exemple écrites par « deux-portes directory fill {region} » : elles seront écrites à nouveau."
STREETS = (
    "place de la Mairie",
    "avenue de la Gare",
    "rue de la République",
    "boulevard Victor-Hugo",
    "avenue Jean-Jaurès",
    "place du Marché",
    "rue des Écoles",
    "cours Gambetta",
    "rue Pasteur",
    "avenue de la Libération",
    "rue du Stade",
    "place de l’Église",
)
STEP_FREE = (True, True, True, True, True, True, True, False, None, True)
GROUPS: dict[str, Callable[["Town"], str]] = {
    "zone": lambda town: town.zone,
    "departement": lambda town: town.commune.departement,
    "region": lambda _: "",
}
SPOKEN_H = ("Honfleur", "Harfleur", "Houlgate", "Houdan")  # one says "de Honfleur", but "d’Hyères"

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Town:
    """Where a structure may stand: a commune, or an arrondissement (``near``) of one."""

    near: Commune
    commune: Commune
    zone: str
    weight: float

    @property
    def name(self) -> str:
        """As it is said: "Marseille 1er"."""
        return self.near.name.removesuffix(" Arrondissement").replace("'", "’")


@dataclass(frozen=True, slots=True)
class Spot:
    """A site to be written: the town, and its number there from 1."""

    town: Town
    number: int

    @property
    def called(self) -> str:
        """The town, with a number from the second site on."""
        return self.town.name if self.number == 1 else f"{self.town.name} {self.number}"


def fill_region(folder: Path, places: Places | None = None) -> list[Path]:
    """Writes the sample lines of this pack; returns its files. :class:`BadDocument` when one has a fault."""
    known = places if places is not None else load_places()
    zones_file = folder / "zones.yml"
    zones = shared_out(checked(read_document(zones_file), ZonesEntry), known)
    _rewrite(zones_file, "zones:", _zone_lines(zones))
    towns = towns_of(zones, known)
    written = [zones_file]
    for file in sorted(folder.glob("reseau-*.yml")):
        sheet = read_network(file)
        if sheet.entry.fill:
            _rewrite(file, "structures:", _structure_lines(_Model.of(sheet), towns, zones))
            written.append(file)
    return written


def shared_out(entry: ZonesEntry, places: Places) -> ZonesEntry:
    """The zones with their parts: each EPCI goes to the nearest centre of its département.

    An EPCI that holds several centres is shared out commune by commune.
    """
    centres = {key: _centre(places, zone.centre) for key, zone in entry.zones.items()}
    epcis: dict[str, list[Commune]] = {}
    for commune in places:
        if commune.departement in entry.departements and commune.epci:
            epcis.setdefault(commune.epci, []).append(commune)
    areas: dict[str, list[str]] = {key: [] for key in centres}
    for epci, communes in sorted(epcis.items()):
        if sum(centre in communes for centre in centres.values()) > 1:
            for commune in sorted(communes, key=lambda one: one.code):
                areas[_nearest(commune, centres)].append(f"commune:{commune.code}")
        else:
            areas[_nearest(max(communes, key=lambda one: one.population), centres)].append(f"epci:{epci}")
    zones = {key: zone.model_copy(update={"areas": tuple(areas[key])}) for key, zone in entry.zones.items()}
    return entry.model_copy(update={"zones": zones})


def towns_of(zones: ZonesEntry, places: Places) -> list[Town]:
    """The towns of a region with their zone; a large city counts for less than its people, so that towns get theirs."""
    zone_of = communes_of(zones, places)
    return [
        Town(part, commune, zone_of[commune.code], part.population**0.7)
        for commune in places
        if commune.departement in zones.departements and commune.code in zone_of
        for part in (places.arrondissements(commune.code) or (commune,))
    ]


def spread(
    towns: Iterable[Town], count: int, *, group: Callable[[Town], str], before: Sequence[Spot] = ()
) -> list[Spot]:
    """Where ``count`` sites stand: one in the largest town of each group, the others by the highest averages.

    ``before`` are sites that already stand: their groups are served, and their towns come later.
    """
    pool = sorted(towns, key=lambda town: (-town.weight, town.near.code))
    here = Counter(spot.town.near.code for spot in before)
    served = {group(spot.town) for spot in before}
    spots: list[Spot] = []
    for _ in range(count):
        town = next((one for one in pool if group(one) not in served), None) or max(
            pool, key=lambda one: one.weight / (here[one.near.code] + 1)
        )
        served.add(group(town))
        here[town.near.code] += 1
        spots.append(Spot(town, here[town.near.code]))
    return spots


def of_place(name: str) -> str:
    """The name after "de": "d’Arles", "du Cannet", "des Mureaux", "de Nice"."""
    if name.startswith("Le "):
        return f"du {name[3:]}"
    if name.startswith("Les "):
        return f"des {name[4:]}"
    elided = name_key(name[:1]) in tuple("aeiouhy") and not name.startswith(SPOKEN_H)
    return f"d’{name}" if elided else f"de {name}"


@dataclass(frozen=True, slots=True)
class _Model:
    """What the lines of a network are written from."""

    seed: str
    fill: FillEntry
    name: str
    branch: str
    weeks: tuple[str, ...]

    @classmethod
    def of(cls, sheet: Sheet) -> "_Model":
        assert sheet.entry.fill  # noqa: S101 - asked before
        fill, kind = sheet.entry.fill, sheet.kind
        name = fill.name or kind.name
        seed = sheet.document.path.stem.removeprefix("reseau-")
        return cls(seed, fill, name, kind.branch or name, fill.weeks or tuple(kind.weeks))

    def week(self, key: str, *, main: bool) -> str:
        """Main sites have the first week, branches one of the others; without branches, all are used."""
        branched = self.fill.sites > self.fill.structures
        if branched and main:
            return self.weeks[0]
        return _pick((self.weeks[1:] or self.weeks) if branched else self.weeks, f"{self.seed} week {key}")


def _structure_lines(model: _Model, towns: Sequence[Town], zones: ZonesEntry) -> list[str]:
    """A structure's name and territory, then one line for each of its sites."""
    lines: list[str] = []
    for main, branches in _placed(model.fill, towns).items():
        name = model.name.replace("{de}", of_place(main.called))
        lines.append(f"  - structure: {model.seed}-{_slug(main.called)}")
        lines.append(f"    name: {_text(name)}")
        lines.append(f"    serves: {_text(_serves(model.fill, main.town, zones))}")
        lines.append("    sites:")
        lines.append(_site_line(model, main, name, main=True))
        lines += [_site_line(model, one, model.branch.replace("{de}", of_place(one.called))) for one in branches]
    return lines


def _placed(fill: FillEntry, towns: Sequence[Town]) -> dict[Spot, list[Spot]]:
    """Where structures stand, each with its branches: a branch belongs to the nearest structure of its territory."""
    group = GROUPS[fill.serves]
    mains = spread(towns, fill.structures, group=group)
    owned: dict[Spot, list[Spot]] = {main: [] for main in mains}
    for branch in spread(towns, fill.sites - fill.structures, group=GROUPS["zone"], before=mains):
        same = [main for main in mains if group(main.town) == group(branch.town)]
        owned[_closest(branch, same or mains)].append(branch)
    return owned


def _serves(fill: FillEntry, town: Town, zones: ZonesEntry) -> list[str]:
    if fill.serves == "zone":
        return [f"zone:{town.zone}"]
    codes = zones.departements if fill.serves == "region" else (town.commune.departement,)
    return [f"departement:{code}" for code in codes]


def _site_line(model: _Model, spot: Spot, name: str, *, main: bool = False) -> str:
    town, key = spot.town, _slug(spot.called)
    seed = f"{model.seed} {key}"
    fields: dict[str, object] = {
        "site": key,
        "name": name,
        "week": model.week(key, main=main),
        "address": f"{1 + _draw(f'{seed} number') % 60} {_pick(STREETS, f'{seed} street')}",
        "postcode": town.near.postcodes[0],
        "commune": town.commune.code,
        "near": town.near.code if town.near is not town.commune else None,
        "step_free": _pick(STEP_FREE, f"{seed} step-free"),
    }
    said = ", ".join(f"{field}: {_text(value)}" for field, value in fields.items() if value is not None)
    return f"      - {{{said}}}"


def _zone_lines(entry: ZonesEntry) -> list[str]:
    lines = []
    for key, zone in entry.zones.items():
        lines += [f"  {key}:", f"    name: {_text(zone.name)}", f"    centre: {_text(zone.centre)}", "    areas:"]
        lines += [f"      - {area}" for area in zone.areas]
    return lines


def _rewrite(file: Path, marker: str, lines: list[str]) -> None:
    """Puts new lines below the marker; everything above it stays as people wrote it."""
    head = re.split(
        rf"^(?:# Lignes d’exemple écrites par.*\n)?{marker}", file.read_text(encoding="utf-8"), flags=re.MULTILINE
    )[0]
    note = WRITTEN.format(region=file.parent.name)
    file.write_text("\n".join([head.rstrip("\n"), note, marker, *lines, ""]), encoding="utf-8")


def _centre(places: Places, code: str) -> Commune:
    commune = places.get(code)
    if commune is None:
        raise BadDocument((f"zones.yml : « {code} » n’est pas le code d’une commune.",))
    return commune


def _nearest(commune: Commune, centres: dict[str, Commune]) -> str:
    same = {key: one for key, one in centres.items() if one.departement == commune.departement}
    return min(same or centres, key=lambda key: (distance_km(commune, centres[key]) or 0.0, key))


def _closest(spot: Spot, others: Sequence[Spot]) -> Spot:
    return min(others, key=lambda one: (distance_km(spot.town.near, one.town.near) or 0.0, one.called))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")[:40].strip("-")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _draw(seed: str) -> int:
    return int.from_bytes(sha256(seed.encode()).digest()[:8], "big")


def _pick(choices: Sequence[Choice], seed: str) -> Choice:
    return choices[_draw(seed) % len(choices)]
