"""Region packs: what the directory knows of a territory, as YAML files that its people can read and correct.

A pack is a folder: ``region.yml``, ``zones.yml`` when it is cut into territories, one file per structure, or one per
network (``reseau-….yml``). :func:`check_region` tells every fault with its file, line and field; :func:`load_region`
brings the database to what the pack says.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from directory.documents import Document, Field, checked, read_document
from directory.errors import BadDocument
from directory.places import Places, load_places
from directory.regions.faults import faults_of
from directory.regions.load import store_region, store_zones
from directory.regions.networks import Sheet, members, read_network
from directory.regions.schema import Publisher, Region, StructureEntry
from directory.regions.zones import ZonesEntry, zone_faults
from directory.service import Directory

FOLDER = Path(__file__).parent


def publisher_of(code: str) -> Publisher | None:
    """Who answers for the site in this territory, when its pack says it."""
    return read_region(FOLDER / code).region.publisher


def color_of(code: str) -> str:
    """The color of this territory's pages and widget, as ``#rrggbb``."""
    return checked(read_document(FOLDER / code / "region.yml"), Region).color


@dataclass(frozen=True, slots=True)
class Pack:
    """A region pack without fault: its territory and its structures, those of the packs it builds on left out."""

    region: Region
    structures: tuple[StructureEntry, ...]
    zones: ZonesEntry | None = None


def region_codes() -> tuple[str, ...]:
    """The packs there are."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/region.yml")))


def check_region(path: Path | str, places: Places | None = None) -> list[str]:
    """Every fault of the pack in this folder, one sentence each; an empty list when there is none."""
    try:
        read_region(path, places)
    except BadDocument as error:
        return list(error.problems)
    return []


def read_region(path: Path | str, places: Places | None = None) -> Pack:
    """The pack of this folder; :class:`BadDocument` tells all its faults at once."""
    folder = Path(path)
    document = read_document(folder / "region.yml")
    region = checked(document, Region)
    reading = _Reading(region, places if places is not None else load_places())
    for number, base in enumerate(region.builds_on):
        if not any((where / base / "region.yml").exists() for where in (folder.parent, FOLDER)):
            reading.tell(document, ("builds_on", number), f"« {base} » n’est le nom d’aucune région décrite.")
    for file in sorted(folder.glob("*.yml")):
        if file.name != "region.yml":
            reading.read(file)
    return reading.pack(folder.name)


def load_region(directory: Directory, code: str, now: datetime, folder: Path = FOLDER) -> int:
    """Brings the database to what the pack ``code``, and those it builds on, say; returns how many structures it has.

    Loading twice changes nothing. What the pack no longer has is deactivated, never deleted: appointments keep their
    place. Absences, appointments and accounts are never touched. :class:`BadDocument` when a pack has a fault; then
    nothing at all is loaded.
    """
    packs = [read_region(folder / name, directory.places) for name in _with_foundations(code, folder)]
    with directory.writing() as session:
        for pack in packs:
            zones = store_zones(session, pack.region, pack.zones)
            store_region(session, pack.region, pack.structures, zones, directory.places, now)
    return sum(len(pack.structures) for pack in packs)


def usual_departement(code: str, folder: Path = FOLDER) -> str | None:
    """The département where most sites of a pack stand: towns of the same name are looked for there first."""
    pack = read_region(folder / code)
    communes = [site.commune for entry in pack.structures for site in entry.sites if site.commune]
    known = load_places()
    found = Counter(commune.departement for code in communes if (commune := known.get(code)))
    return found.most_common(1)[0][0] if found else None


def _with_foundations(code: str, folder: Path, above: tuple[str, ...] = ()) -> list[str]:
    """The packs to load, foundations first; a pack that would stand on itself stands once."""
    region = checked(read_document(folder / code / "region.yml"), Region)
    order: list[str] = []
    for base in region.builds_on:
        if base not in (*above, code):
            order.extend(name for name in _with_foundations(base, folder, (*above, code)) if name not in order)
    return [*order, code]


class _Reading:
    """The files of a pack as they are read, and their faults."""

    def __init__(self, region: Region, places: Places) -> None:
        self._region = region
        self._places = places
        self._zones: ZonesEntry | None = None
        self._structures: list[StructureEntry] = []
        self._served: list[tuple[Document, Field, str]] = []
        self._problems: list[str] = []

    def read(self, file: Path) -> None:
        """One more file, of whichever kind its name says."""
        try:
            if file.name == "zones.yml":
                self._add_zones(read_document(file))
            elif file.name.startswith("reseau-"):
                self._add_network(read_network(file))
            else:
                document = read_document(file)
                self._add(document, (), checked(document, StructureEntry))
        except BadDocument as error:
            self._problems.extend(error.problems)

    def tell(self, document: Document, field: Field, sentence: str) -> None:
        """One more fault."""
        self._problems.append(document.problem(field, sentence))

    def pack(self, name: str) -> Pack:
        """The whole pack, or :class:`BadDocument` with everything that is wrong with it."""
        known = self._zones.zones if self._zones else {}
        for document, field, zone in self._served:
            if zone not in known:
                self.tell(document, field, f"la zone « {zone} » n’est pas dans zones.yml.")
        if not self._structures and not self._problems:
            self._problems.append(f"{name} : ce dossier ne contient aucune structure.")
        if self._problems:
            raise BadDocument(tuple(self._problems))
        return Pack(self._region, tuple(self._structures), self._zones)

    def _add_zones(self, document: Document) -> None:
        self._zones = checked(document, ZonesEntry)
        self._tell(document, (), zone_faults(self._zones, self._places))

    def _add_network(self, sheet: Sheet) -> None:
        for number, member in enumerate(members(sheet)):
            self._add(sheet.document, ("structures", number), member)

    def _add(self, document: Document, at: Field, entry: StructureEntry) -> None:
        taken = {one.structure for one in self._structures}
        self._tell(document, at, faults_of(entry, self._region, self._places, taken))
        self._structures.append(entry)
        areas = [(number, area) for number, area in enumerate(entry.serves) if area.startswith("zone:")]
        self._served += [(document, (*at, "serves", number), area.removeprefix("zone:")) for number, area in areas]

    def _tell(self, document: Document, at: Field, faults: Iterable[tuple[Field, str]]) -> None:
        self._problems.extend(document.problem((*at, *field), text) for field, text in faults)


__all__ = ["Document", "Pack", "check_region", "load_region", "read_region", "region_codes", "usual_departement"]
