"""What the directory and the information are like today in a territory: access, freshness, coverage. Nobody is told."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from directory.coverage import WITHIN_KM, Gap, coverage
from directory.models import Site, Structure
from directory.service import Directory
from directory.steering.indicators import Heading
from directory.steering.opinions import PARIS
from directory.steering.territories import Territories

FRESH = timedelta(days=365)
LARGEST = 4  # communes named for each audience


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some things are as they should be; ``objective`` is out of a hundred."""

    name: str
    heading: Heading
    some: int
    total: int
    objective: float

    @property
    def percent(self) -> float:
        """Out of a hundred; 0 when there is nothing."""
        return 100 * self.some / self.total if self.total else 0.0

    @property
    def met(self) -> bool:
        """Whether the objective is reached."""
        return self.percent >= self.objective


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


def network_shares(
    directory: Directory, territories: Territories, where: str, *, now: datetime, fiches: Sequence[bool]
) -> tuple[Share, ...]:
    """Places without steps, cards checked within a year, information reviewed in time."""
    sites = set(_sites_in(territories, where))
    query = select(Site.id, Site.step_free, Site.remote, Structure.checked_on).join(Structure)
    with directory.reading() as session:
        rows = [row for row in session.execute(query.where(Site.active)) if row.id in sites]
    places = [row for row in rows if not row.remote]
    oldest = (now - FRESH).astimezone(PARIS).date()
    fresh = sum(row.checked_on is not None and row.checked_on >= oldest for row in rows)
    return (
        Share("step_free", Heading.ACCESSIBILITY, sum(row.step_free is True for row in places), len(places), 90),
        Share("fresh_cards", Heading.DOCUMENTATION, fresh, len(rows), 90),
        Share("fresh_fiches", Heading.DOCUMENTATION, sum(fiches), len(fiches), 100),
    )


def audience_gaps(directory: Directory, territories: Territories, where: str) -> tuple[AudienceGap, ...]:
    """For each audience, the communes of the territory without a place within reach."""
    mine = set(territories.within(where))
    communes = [commune for commune in directory.places if territories.of_commune(commune) in mine]
    codes = {commune.code for commune in communes}
    by_audience: dict[str, list[Gap]] = defaultdict(list)
    for gap in coverage(directory, {commune.departement for commune in communes}, WITHIN_KM):
        if gap.commune.code in codes:
            by_audience[gap.audience].append(gap)
    return tuple(_summed(audience, some) for audience, some in by_audience.items())


def _summed(audience: str, gaps: Collection[Gap]) -> AudienceGap:
    largest = sorted(gaps, key=lambda gap: -gap.commune.population)[:LARGEST]
    return AudienceGap(
        audience,
        len(gaps),
        sum(gap.commune.population for gap in gaps),
        sum(gap.remote for gap in gaps),
        ", ".join(gap.commune.name for gap in largest),
    )


def _sites_in(territories: Territories, where: str) -> list[int]:
    leaves = set(territories.within(where))
    return [site for site, leaf in territories.sites.items() if leaf in leaves]
