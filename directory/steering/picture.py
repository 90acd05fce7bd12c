"""What the directory and the information are like today: access, freshness, opening, coverage. Nobody is told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select

from directory import models
from directory.coverage import AUDIENCES, HALF_DAYS, WITHIN_KM, Gap, coverage, half_days
from directory.models import Site, Structure
from directory.places import Commune
from directory.service import Directory
from directory.steering.territories import Territories
from directory.working_days import PARIS

FRESH = timedelta(days=365)
LARGEST = 4  # communes named for each audience

STANDING: Mapping[str, tuple[str, ...]] = {
    "places": ("", "step_free", "checked", "week"),
    "communes": ("reach",),
    "information": ("review",),
}
"""What is counted as it stands today, not over a period, and by which fields."""


class Place(NamedTuple):
    """A place of the directory: where it is, whose, and how it is kept. ``point``: latitude and longitude."""

    name: str
    commune: str
    territory: str
    network: str
    structure_id: int
    remote: bool
    point: tuple[float, float] | None
    step_free: bool | None
    checked_on: date | None
    half_days: int

    def is_of(self, org: str) -> bool:
        """Whether it belongs to this network or structure ("network:cio", "structure:12"); empty: to any."""
        return org in {"", f"network:{self.network}", f"structure:{self.structure_id}"}

    @property
    def is_short(self) -> bool:
        """Whether one can go there, but on too few half-days a week (NO12)."""
        return not self.remote and self.half_days < HALF_DAYS


@dataclass(frozen=True, slots=True)
class AudienceGap:
    """An audience that has no place to go within reach in some communes: how many, and how many people live there.

    ``remote`` counts the communes from where they can call; ``largest`` names a few.
    """

    audience: str
    communes: int
    people: int
    remote: int
    largest: str


@dataclass(frozen=True, slots=True)
class Picture:
    """How the network stands on ``day``. ``communes`` and ``gaps`` are by territory, ``reviewed`` tells of each piece
    of information whether it was reviewed in time."""

    day: date
    territories: Territories
    places: tuple[Place, ...]
    communes: Mapping[str, Sequence[Commune]]
    gaps: Mapping[str, Sequence[Gap]]
    reviewed: tuple[bool, ...]

    def count(self, source: str, by: str, where: str, org: str = "") -> Counter[str]:
        """How many of this source (see :data:`STANDING`) fall under each item of this field in a territory."""
        if source == "information":
            return Counter("in_time" if one else "overdue" for one in self.reviewed)
        if source == "communes":
            return self._reach(where)
        places = [place for place in self.places_in(where) if place.is_of(org)]
        return Counter(_item(place, by, self.day) for place in places)

    def places_in(self, where: str) -> list[Place]:
        """The places of a territory."""
        leaves = set(self.territories.within(where))
        return [place for place in self.places if place.territory in leaves]

    def communes_in(self, where: str) -> list[Commune]:
        """The communes of a territory."""
        return [commune for leaf in self.territories.within(where) for commune in self.communes.get(leaf, ())]

    def gaps_in(self, where: str, audience: str = "") -> list[Gap]:
        """The communes of a territory where an audience, or any, has no place to go within reach."""
        found = (gap for leaf in self.territories.within(where) for gap in self.gaps.get(leaf, ()))
        return [gap for gap in found if audience in {"", gap.audience}]

    def audience_gaps(self, where: str) -> tuple[AudienceGap, ...]:
        """For each audience that lacks something, the communes of the territory without a place within reach."""
        by_audience: dict[str, list[Gap]] = defaultdict(list)
        for gap in self.gaps_in(where):
            by_audience[gap.audience].append(gap)
        return tuple(_summed(name, by_audience[name]) for name in AUDIENCES if name in by_audience)

    def short_weeks(self, where: str) -> list[Place]:
        """The places that are open fewer half-days a week than the minimum, the shortest weeks first."""
        short = (place for place in self.places_in(where) if place.is_short)
        return sorted(short, key=lambda place: (place.half_days, place.commune, place.name))

    def _reach(self, where: str) -> Counter[str]:
        gaps = self.gaps_in(where)
        afar = sum(gap.remote for gap in gaps)
        near = len(self.communes_in(where)) * len(AUDIENCES) - len(gaps)
        return Counter(near=near, afar=afar, none=len(gaps) - afar)


def read_picture(
    directory: Directory, territories: Territories, reviewed: Callable[[date], Sequence[bool]], *, now: datetime
) -> Picture:
    """How these territories stand at this instant."""
    day, leaves = now.astimezone(PARIS).date(), set(territories.names)
    communes: dict[str, list[Commune]] = defaultdict(list)
    for commune in directory.places:
        leaf = territories.of_commune(commune)
        if leaf in leaves and commune.latitude is not None:
            communes[leaf].append(commune)
    departements = {commune.departement for some in communes.values() for commune in some}
    gaps: dict[str, list[Gap]] = defaultdict(list)
    for gap in coverage(directory, departements, WITHIN_KM):
        gaps[territories.of_commune(gap.commune)].append(gap)
    return Picture(day, territories, tuple(_places(directory, territories)), communes, gaps, tuple(reviewed(day)))


def _places(directory: Directory, territories: Territories) -> Iterator[Place]:
    hours = models.Hours
    weeks: dict[int, list[tuple[int, time, time]]] = defaultdict(list)
    query = (
        select(Site.id, Site.name, Site.commune_name, Site.remote, Site.latitude, Site.longitude, Site.step_free)
        .add_columns(Structure.id.label("structure"), Structure.checked_on, models.Network.key.label("network"))
        .join(Structure, Site.structure_id == Structure.id)
        .outerjoin(models.Network, Structure.network_id == models.Network.id)
        .where(Site.active, Structure.active)
        .order_by(Site.id)
    )
    with directory.reading() as session:
        for row in session.execute(select(hours.site_id, hours.weekday, hours.opens, hours.closes)):
            weeks[row.site_id].append((row.weekday, row.opens, row.closes))
        rows = session.execute(query).all()
    for row in rows:
        yield Place(
            name=row.name,
            commune=row.commune_name,
            territory=territories.sites[row.id],
            network=row.network or "",
            structure_id=row.structure,
            remote=row.remote,
            point=None if row.latitude is None else (row.latitude, row.longitude),
            step_free=row.step_free,
            checked_on=row.checked_on,
            half_days=half_days(weeks[row.id]),
        )


def _item(place: Place, by: str, day: date) -> str:
    if by == "checked":
        return "fresh" if place.checked_on is not None and place.checked_on >= day - FRESH else "stale"
    if by and place.remote:
        return "remote"
    if by == "step_free":
        return {True: "yes", False: "no", None: "unknown"}[place.step_free]
    return ("short" if place.is_short else "enough") if by == "week" else ""


def _summed(audience: str, gaps: Sequence[Gap]) -> AudienceGap:
    return AudienceGap(
        audience,
        len(gaps),
        sum(gap.commune.population for gap in gaps),
        sum(gap.remote for gap in gaps),
        ", ".join(commune.name for commune in largest(gap.commune for gap in gaps)[:LARGEST]),
    )


def largest(communes: Iterable[Commune]) -> list[Commune]:
    """These communes, the most populated first."""
    return sorted(communes, key=lambda commune: (-commune.population, commune.name))
