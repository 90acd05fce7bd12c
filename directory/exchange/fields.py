"""Reading the fields of a row with their rules; every fault of the row is told, not only the first."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from directory.exchange.records import PlaceRecord
from directory.places import Commune, Places, name_key
from directory.territory import box_around, kilometres, tile

AWAY_KM = 60.0  # a structure stands in its commune; the largest ones of Guyane are wider than this and not checked
WIDE = ("973", "987", "988")
ASHORE_KM, ASHORE_OVERSEAS_KM = 20.0, 120.0  # no point of land is farther from the middle of the nearest commune
FRANCE = (  # south, north, west, east: the mainland with Corsica, then overseas
    (41.0, 51.5, -5.6, 10.0),
    (14.0, 18.6, -63.6, -60.5),
    (2.0, 6.2, -55.0, -51.0),
    (-21.6, -12.4, 44.8, 56.2),
    (46.5, 47.4, -56.7, -56.0),
    (-28.0, -7.0, -180.0, -134.0),
    (-23.5, -14.0, 157.0, 180.0),
)


class Fields:
    """One row being read. Values that break a rule are left out and told in ``faults``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.faults: list[str] = []

    def text(self, name: str, *, low: int = 0, high: int = 10_000, required: bool = False) -> str | None:
        """The text of this field without blanks around, ``None`` when it is empty."""
        value = self._data.get(name)
        if isinstance(value, (dict, list)):
            self._fault(name, "on attend un texte.")
            return None
        found = "" if value is None else str(value).replace("\x00", "").strip()
        if not found:
            if required:
                self._fault(name, "ce champ est obligatoire.")
            return None
        if not low <= len(found) <= high:
            self._fault(name, f"il faut de {low} à {high} caractères, il y en a {len(found)}.")
            return None
        return found

    def shaped(self, name: str, pattern: str, example: str, *, required: bool = False) -> str | None:
        """The text of this field when it has the wanted shape."""
        found = self.text(name, required=required)
        if found and not re.fullmatch(pattern, found):
            self._fault(name, f"« {found[:60]} » n’a pas la forme attendue (exemple : {example}).")
            return None
        return found

    def web(self, name: str) -> str | None:
        """A web address."""
        return self.shaped(name, r"https?://[^\s\"<>]{3,280}", "https://exemple.fr/")

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number between these two."""
        found = self.text(name)
        if found is None:
            return None
        try:
            value = float(found.replace(",", "."))
        except ValueError:
            self._fault(name, f"« {found[:60]} » n’est pas un nombre.")
            return None
        if not (math.isfinite(value) and low <= value <= high):
            self._fault(name, f"« {found[:60]} » n’est pas entre {low:g} et {high:g}.")
            return None
        return value

    def day(self, name: str, today: date) -> date | None:
        """A day from 2000 to today."""
        found = self.text(name, required=True)
        if found is None:
            return None
        try:
            value = date.fromisoformat(found[:10])
        except ValueError:
            self._fault(name, f"« {found[:60]} » n’est pas une date (exemple : 2026-11-22).")
            return None
        if not date(2000, 1, 1) <= value <= today:
            self._fault(name, f"« {found[:10]} » n’est pas entre 2000 et aujourd’hui.")
            return None
        return value

    def choices(self, name: str, allowed: Collection[str] | None) -> tuple[str, ...]:
        """The values of a list, all of them allowed; a CSV file writes lists as JSON, ``{a,b}`` or ``a,b``."""
        found = [value.replace("\x00", "")[:200] for value in as_list(self._data.get(name))]
        unknown = [value for value in found if allowed is not None and value not in allowed]
        if unknown:
            self._fault(name, f"« {unknown[0][:60]} » n’est pas dans la liste : {', '.join(sorted(allowed or ()))}.")
            return ()
        return tuple(dict.fromkeys(found))

    def place(self, places: Places) -> PlaceRecord:
        """The address: a known commune, and a point that lies in it."""
        commune = self._commune(places)
        point = self._point(commune, places) or (commune and commune.point) or (None, None)
        return PlaceRecord(
            address=self.text("adresse", high=300) or "",
            postcode=self.shaped("code_postal", r"\d{5}", "37000") or (commune.postcodes[0] if commune else ""),
            commune=commune.code if commune else None,
            commune_name=commune.name if commune else "",
            departement=commune.departement if commune else None,
            latitude=point[0],
            longitude=point[1],
        )

    def _commune(self, places: Places) -> Commune | None:
        code = self.shaped("code_insee", r"\w{5}", "37261")
        if code:
            found = places.commune_of(code)
            if found is None:
                self._fault("code_insee", f"« {code} » n’est pas le code d’une commune.")
            return found
        name, postcode = self.text("commune"), self.text("code_postal")
        served = {one.code: one for part in places.by_postcode(postcode or "") if (one := places.commune_of(part.code))}
        named = [one for one in served.values() if name and name_key(one.name) == name_key(name)]
        found_ones = named or list(served.values())
        return found_ones[0] if len(found_ones) == 1 else None

    def _point(self, commune: Commune | None, places: Places) -> tuple[float, float] | None:
        latitude, longitude = self.number("latitude", -90, 90), self.number("longitude", -180, 180)
        if latitude is None or longitude is None:
            return None
        if not any(south <= latitude <= north and west <= longitude <= east for south, north, west, east in FRANCE):
            self._fault("latitude", f"le point {latitude:g}, {longitude:g} n’est pas en France.")
            return None
        if is_at_sea((latitude, longitude), commune, places):
            self._fault("latitude", f"le point {latitude:g}, {longitude:g} est en mer, ou loin de toute commune.")
            return None
        if (
            commune is None
            or commune.latitude is None
            or commune.longitude is None
            or commune.code in places.approximate
        ):
            return latitude, longitude
        away = kilometres((latitude, longitude), (commune.latitude, commune.longitude))
        if away > AWAY_KM and commune.departement not in WIDE:
            self._fault("latitude", f"ce point est à {away:.0f} km de {commune.name}.")
            return None
        return latitude, longitude

    def _fault(self, name: str, sentence: str) -> None:
        self.faults.append(f"{name} : {sentence}")


def is_at_sea(point: tuple[float, float], commune: Commune | None, places: Places) -> bool:
    """Whether no commune is anywhere near this point; the one it should lie in is looked at first."""
    middle = commune and commune.point
    if middle and kilometres(point, middle) <= ASHORE_KM:
        return False
    limit = ASHORE_KM if _is_mainland(*point) else ASHORE_OVERSEAS_KM
    shores = _by_tile(places)
    near = (middle for number in box_around(*point, limit).tiles() for middle in shores.get(number, ()))
    return not any(kilometres(point, middle) <= limit for middle in near)


def _is_mainland(latitude: float, longitude: float) -> bool:
    south, north, west, east = FRANCE[0]
    return south <= latitude <= north and west <= longitude <= east


@lru_cache(maxsize=2)
def _by_tile(places: Places) -> dict[int, list[tuple[float, float]]]:
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for commune in places:
        if middle := commune and commune.point:
            found[tile(*middle)].append(middle)
    return dict(found)


def as_list(value: Any) -> list[str]:
    """The texts of a list, however a file writes it; empty when it is not one."""
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("["):
            try:
                return as_list(json.loads(text))
            except ValueError:
                return [text]
        value = re.split(r"[,|]", text.strip("{}")) if text else []
    found = value if isinstance(value, (list, tuple, set)) else []
    return [str(item).strip().strip('"') for item in found if item is not None and str(item).strip()]
