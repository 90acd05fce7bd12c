"""The sites near a person that may receive a request, looked for step by step outwards."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from directory.candidates import EVERYBODY, LOOKED_INTO, PER_TYPE, candidates_query
from directory.matching import Candidate
from directory.places import Commune, Places
from directory.queries import Around, areas_of, zone_areas_query
from directory.requests import Request
from directory.rules import Doors
from directory.territory import DISTANCE_BANDS_KM, box_around, kilometres
from directory.vocabulary import StructureType

REACHES_KM = (30.0, 80.0)
STEPS_KM = tuple(map(float, DISTANCE_BANDS_KM[:2]))
CROWD = 1_500_000  # people within reach; of 100,000 structures in the country, some thousand that may be asked about


@dataclass(frozen=True, slots=True)
class Here:
    """Where the person is: a commune or an arrondissement, its whole city, and the parts of their territory."""

    places: Places
    place: Commune | None = None
    city: Commune | None = None
    zone: frozenset[str] = frozenset()

    @classmethod
    def at(cls, session: Session, places: Places, code: str | None) -> "Here":
        """The whereabouts of this commune, as the zones of the directory have it."""
        city = places.commune_of(code) if code else None
        zone = frozenset(session.scalars(zone_areas_query(), {"areas": areas_of(city)})) if city else frozenset()
        return cls(places, places.get(code) if code else None, city, zone)

    def is_other_zone(self, commune_code: str | None) -> bool:
        """Whether this commune is surely outside the person's territory."""
        commune = self.places.get(commune_code) if self.zone and commune_code else None
        return commune is not None and not self.zone & set(areas_of(commune))

    def around(self, km: float) -> Around:
        """What lies this far in each direction; the whole country when nobody knows where the person is on the map."""
        here = self.place and self.place.point
        box = box_around(*here, km) if here else None
        return Around(self.place, box, city=self.city)


class Nearby:
    """The candidates for one request, looked for farther and farther out.

    A kind of which as many as are looked at stand within one band of distance cannot have a better one beyond it: only
    the other kinds are looked for there, so that a whole city is not read when a few streets are enough.
    """

    def __init__(self, session: Session, request: Request, doors: Doors, here: Here, *, seed: str) -> None:
        self._session, self._request, self._doors, self._here, self._seed = session, request, doors, here, seed
        self._found: list[Candidate] = []
        self._full: set[StructureType] = set()

    def circles(self) -> Iterator[list[Candidate]]:
        """Those of each circle, what was nearer by included; without a place, what answers from anywhere first."""
        whole = self._here.around(REACHES_KM[0])
        if self._here.place is None:
            yield self._find(Around(remote_only=True))
        if whole.box is None:
            yield self._find(whole)
            return
        if self._here.places.people_in(whole.box) > CROWD:
            for km in STEPS_KM:
                self._within(km)
        for km in REACHES_KM:
            yield self._within(km)

    def _within(self, km: float) -> list[Candidate]:
        some = self._find(self._here.around(km))
        sure = max(band for band in DISTANCE_BANDS_KM if band <= km)
        near = Counter(one.type for one in some if one.remote or (one.distance_km or 0.0) <= sure)
        full = {kind for kind, count in near.items() if count == PER_TYPE}
        self._found += [one for one in some if one.type in full]
        self._full |= full
        return self._found + [one for one in some if one.type not in full]

    def _find(self, around: Around) -> list[Candidate]:
        return find_candidates(
            self._session, self._request, self._doors, around, self._here, seed=self._seed, without=self._full
        )


def find_candidates(  # noqa: PLR0913 - what is asked, where, and how many
    session: Session,
    request: Request,
    doors: Doors,
    around: Around,
    here: Here,
    *,
    seed: str,
    per_type: int = PER_TYPE,
    looked_into: int = LOOKED_INTO,
    without: Collection[StructureType] = (),
) -> list[Candidate]:
    """The sites that may receive the request, as the matching weighs them: the nearest ``per_type`` of each kind."""
    asked = candidates_query(request, doors, around, seed, looked_into=looked_into, without=without)
    near, fitting = Counter[StructureType](), defaultdict[StructureType, list[Row[Any]]](list)
    for row in session.execute(asked.statement, asked.parameters):
        near[row.type] += 1
        if row.fits:
            fitting[row.type].append(row)
    short = {kind for kind, count in near.items() if count == looked_into and len(fitting[kind]) < per_type}
    enough = (rows for kind, rows in fitting.items() if kind not in short)
    found = [_candidate(row, here) for rows in enough for row in rows[:per_type]]
    if short:  # of these kinds few are for this person: all that are near are looked into
        rest = set(StructureType) - short
        found += find_candidates(
            session, request, doors, around, here, seed=seed, per_type=per_type, looked_into=EVERYBODY, without=rest
        )
    return found


def _candidate(row: Row[Any], here: Here) -> Candidate:
    place, city = here.place, here.city
    start = place and place.point
    placed = not row.remote and row.latitude is not None and row.longitude is not None
    there = (row.latitude, row.longitude) if placed else None
    return Candidate(
        site_id=row.id,
        site_key=row.key,
        structure_id=row.structure_id,
        type=row.type,
        remote=row.remote,
        step_free=row.step_free,
        languages=frozenset(row.languages),
        distance_km=kilometres(start, there) if start and there else None,
        same_commune=row.commune_code is not None and row.commune_code in {one.code for one in (place, city) if one},
        other_zone=not row.remote and here.is_other_zone(row.commune_code),
    )
