"""France by commune: codes, names, postal codes, where they are and who is near whom.

Read once from the tables of ``directory/data`` (their sources and limits are in its README). Pure and
standard library only: the engine's environment loads it too.
"""

import csv
import gzip
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from directory.territory import Box, tile

DATA = Path(__file__).parent / "data"
EARTH_RADIUS_KM = 6371.0
ARTICLES = frozenset({"le", "la", "les", "l"})
# what people say of a city cut in arrondissements; no such code is distributed
CITY_POSTCODES = {"13000": "13055", "69000": "69123", "75000": "75056"}

_APART = str.maketrans({"œ": "oe", "æ": "ae"})
_WORD = re.compile(r"[^\W_]+")
_SHORT = {"saint": "st", "sainte": "ste", "saints": "sts", "saintes": "stes"}
_INNER = {"lez": "les", "s": "sur", "ss": "sous", "lès": "les"}


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or an arrondissement of Paris, Lyon or Marseille.

    ``departement`` and ``region`` are official codes ("37", "24"), ``epci`` a SIREN number; degrees are WGS 84
    and may be an approximation (see ``Places.approximate``).
    """

    code: str
    name: str
    postcodes: tuple[str, ...]
    departement: str
    departement_name: str
    region: str
    epci: str | None
    latitude: float | None
    longitude: float | None
    population: int

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude; ``None`` when it is not on the map."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Departement:
    """A département, or an overseas collectivity that holds its rank; ``chef_lieu`` is a commune code, or empty."""

    code: str
    name: str
    region: str
    region_name: str
    chef_lieu: str


class Places:
    """All communes of France, found by code, postal code or name; iterates over present communes only."""

    def __init__(
        self,
        communes: Iterable[Commune],
        departements: Iterable[Departement] = (),
        *,
        arrondissements: Mapping[Commune, str] | None = None,
        former: Iterable[tuple[str, str, str]] = (),
        approximate: Iterable[str] = (),
    ) -> None:
        """Index the communes; ``former`` holds (code, name or "", present commune's code) of what merged into them.

        ``arrondissements`` maps each one to the code of its city; ``approximate`` names the codes whose place on
        the map is a guess.
        """
        self._communes = {commune.code: commune for commune in communes}
        self.departements: Mapping[str, Departement] = MappingProxyType({d.code: d for d in departements})
        self.approximate = frozenset(approximate)
        self._city = {part.code: city for part, city in (arrondissements or {}).items()}
        self._parts = {part.code: part for part in arrondissements or {}}
        self._former = {code: now for code, _, now in former if code not in self._communes}
        self._postcodes = self._index_postcodes()
        self._names = self._index_names((name, now) for _, name, now in former if name)
        self._departement_names = {name_key(d.name): d for d in self.departements.values()}

    def get(self, code: str) -> Commune | None:
        """The commune of an INSEE code; an arrondissement is itself, a former code gives the commune that took over."""
        return self._communes.get(code) or self._parts.get(code) or self._communes.get(self._former.get(code, ""))

    def commune_of(self, code: str) -> Commune | None:
        """The same, but an arrondissement gives its whole city."""
        return self.get(self._city.get(code, code))

    def arrondissements(self, code: str) -> tuple[Commune, ...]:
        """The arrondissements of a city in order; empty for any other commune."""
        return tuple(self._parts[part] for part in sorted(self._city) if self._city[part] == code)

    def by_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """Communes and arrondissements served by a postal code, largest first."""
        return self._found(self._postcodes.get(postcode, ()))

    def by_name(self, folded: str) -> tuple[Commune, ...]:
        """Communes that bear this name, or once did, largest first; spelling as ``name_key`` evens it out."""
        return self._found(self._names.get(name_key(folded), ()))

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Every known name as ``name_key`` writes it, with the codes that bear it, largest first."""
        return MappingProxyType(self._names)

    def departement_named(self, folded: str) -> Departement | None:
        """The département of this name, hyphens and accents as one likes."""
        return self._departement_names.get(name_key(folded))

    def people_in(self, box: Box) -> int:
        """About how many people live in this rectangle of the map."""
        return sum(self._people_by_tile[square] for square in box.tiles())

    @cached_property
    def _people_by_tile(self) -> Counter[int]:
        counted = Counter[int]()
        for one in self:
            if one.latitude is not None and one.longitude is not None:
                counted[tile(one.latitude, one.longitude)] += one.population
        return counted

    def __iter__(self) -> Iterator[Commune]:
        return iter(self._communes.values())

    def __len__(self) -> int:
        return len(self._communes)

    def _found(self, codes: Iterable[str]) -> tuple[Commune, ...]:
        return tuple(found for code in codes if (found := self.get(code)))

    def _index_postcodes(self) -> dict[str, tuple[str, ...]]:
        index: dict[str, tuple[str, ...]] = {}
        cities = set(self._city.values())
        for commune in (*self._communes.values(), *self._parts.values()):
            if commune.code not in cities:
                for postcode in commune.postcodes:
                    index[postcode] = (*index.get(postcode, ()), commune.code)
        for code in cities & self._communes.keys():
            for postcode in self._communes[code].postcodes:
                index.setdefault(postcode, (code,))
        index |= {postcode: (code,) for postcode, code in CITY_POSTCODES.items() if code in self._communes}
        return {postcode: self._largest_first(codes) for postcode, codes in index.items()}

    def _index_names(self, former: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        present: dict[str, tuple[str, ...]] = {}
        for commune in (*self._communes.values(), *self._parts.values()):
            key = name_key(commune.name)
            present[key] = (*present.get(key, ()), commune.code)
        old: dict[str, tuple[str, ...]] = {}
        for name, now in former:
            key = name_key(name)
            if now not in present.get(key, ()) and now not in old.get(key, ()):
                old[key] = (*old.get(key, ()), now)
        self.merged_names = frozenset(old.keys() - present.keys())
        # a present commune comes before one that only took over a namesake
        names = {key: self._largest_first(codes) for key, codes in present.items()}
        for key, codes in old.items():
            names[key] = names.get(key, ()) + self._largest_first(codes)
        for key in [key for key in names if key.partition(" ")[0] in ARTICLES]:
            names.setdefault(key.partition(" ")[2], names[key])
        return names

    def _largest_first(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        if len(codes) == 1:
            return codes
        return tuple(sorted(codes, key=lambda code: (-self._people(code), code)))

    def _people(self, code: str) -> int:
        found = self.get(code)
        return found.population if found else 0


def name_key(text: str) -> str:
    """A commune's name as it is looked up: no accents, no hyphens, "saint" as "st", "lez" as "les".

    >>> name_key("Saint-Étienne-lès-Remiremont"), name_key("L'Haÿ-les-Roses")
    ('st etienne les remiremont', 'l hay les roses')
    """
    bare = text.lower()
    if not bare.isascii():
        apart = unicodedata.normalize("NFD", bare.translate(_APART))
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(name_words(_WORD.findall(bare)))


def name_words(words: list[str]) -> list[str]:
    """The words of a folded name, spelled the one way they are indexed.

    >>> name_words(["saint", "jean", "s", "mer"]), name_words(["saintes"])
    (['st', 'jean', 'sur', 'mer'], ['saintes'])
    """
    last = len(words) - 1
    spelled = [_SHORT.get(word, word) if at < last else word for at, word in enumerate(words)]
    return [_INNER.get(word, word) if 0 < at < last else word for at, word in enumerate(spelled)]


def distance_km(a: Commune, b: Commune) -> float | None:
    """Kilometres between two communes as the crow flies; None when one of them has no place on the map."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    south, north = math.radians(a.latitude), math.radians(b.latitude)
    half_chord = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half_chord)))


@cache
def load_places() -> Places:
    """The places shipped with the project, read once a process (about half a second, 25 MB)."""
    departements = {code: Departement(code, *rest) for code, *rest in _rows("departements")}
    communes, approximate = {}, set()
    for code, name, postcodes, departement, epci, people, *place, precision in _rows("communes"):
        communes[code] = _commune((code, name, postcodes, people), departements[departement], epci or None, place)
        if precision == "approximate":
            approximate.add(code)
    parts, former = {}, []
    for code, name, kind, city, postcodes, people, *place, precision in _rows("aliases"):
        if kind != "arrondissement":
            former.append((code, name, city))
            continue
        whole = communes[city]
        parts[_commune((code, name, postcodes, people), departements[whole.departement], whole.epci, place)] = city
        if precision == "approximate":
            approximate.add(code)
    return Places(
        communes.values(), departements.values(), arrondissements=parts, former=former, approximate=approximate
    )


def _rows(name: str) -> Iterator[list[str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as table:
        rows = csv.reader(table)
        next(rows)
        yield from rows


def _commune(identity: Sequence[str], departement: Departement, epci: str | None, place: Sequence[str]) -> Commune:
    code, name, postcodes, people = identity
    latitude, longitude = (float(degrees) if degrees else None for degrees in place)
    return Commune(
        code=code,
        name=name,
        postcodes=tuple(map(sys.intern, postcodes.split())),
        departement=departement.code,
        departement_name=departement.name,
        region=departement.region,
        epci=sys.intern(epci) if epci else None,
        latitude=latitude,
        longitude=longitude,
        population=int(people or 0),
    )
