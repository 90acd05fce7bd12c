"""The indicators of one territory, network or structure over one period, from published figures only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from directory.documents import Closed, checked, read_document
from directory.steering.indicators import Catalogue, Definition, Indicator, Shape
from directory.steering.picture import Picture
from directory.steering.release import ANY, Release
from directory.steering.suppression import chain

COSTS_FILE = Path(__file__).with_name("costs.yml")


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a territory, a network or structure in it ("network:cio", "structure:12", "": all), when."""

    where: str
    period: str
    org: str = ANY


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a split: how many, and out of a hundred. ``None`` when it is not published."""

    item: str
    number: int | None
    percent: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator. ``value`` is ``None`` when ``hidden`` (too few people) or when there was nothing to count."""

    indicator: Indicator
    value: float | None
    hidden: bool
    parts: tuple[Part, ...] = ()
    objective: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the objective is reached; ``None`` without objective or value."""
        if self.value is None or self.objective is None:
            return None
        return self.value >= self.objective if self.indicator.better == "more" else self.value <= self.objective


class Costs(Closed):
    """Euros by territory and year, as ``costs.yml`` says; ``sample``: they are an example."""

    sample: bool = False
    costs: Mapping[str, Mapping[str, float]]

    def of(self, release: Release, where: str) -> float | None:
        """The cost of a territory over the year: its own, or the sum of its parts."""
        own = self.costs.get(where, {}).get(str(release.year))
        if own is not None:
            return own
        parts = [self.of(release, part) for part in release.territories.parts(where)]
        known = [part for part in parts if part is not None]
        return sum(known) if known else None


@cache
def load_costs(path: Path = COSTS_FILE) -> Costs:
    """The costs of this file; :class:`directory.errors.BadDocument` when it has a fault."""
    return checked(read_document(path), Costs)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What an indicator reads: how many in all, and under each item. ``None`` is not published."""

    total: int | None
    items: Mapping[str, int | None]


def figures_of(
    release: Release, picture: Picture, catalogue: Catalogue, view: View, costs: Costs
) -> tuple[Figure, ...]:
    """The indicators of this view, in the order of the catalogue; those that a structure does not have are left out."""
    nodes = (*chain(release.territories.parents, view.where), "default")
    wanted = (one for one in catalogue.of(nodes) if _is_about(one, view))
    found = (_figure(one, _counted(release, picture, one, view), release, view, costs) for one in wanted)
    return tuple(_with_objective(figure, catalogue, nodes) for figure in found)


def trend(release: Release, indicator: Indicator, view: View) -> tuple[Part, ...]:
    """Contacts in all, month by month over the closed months of the year."""
    numbers = [(month, release.number(indicator.definition, month, view.where)) for month in release.months]
    return tuple(Part(month, number, None) for month, number in numbers)


def _is_about(indicator: Indicator, view: View) -> bool:
    if view.org == ANY:
        return True
    if indicator.is_standing:
        return indicator.source == "places"
    return indicator.definition.has_networks and (indicator.structures or view.org.startswith("network:"))


def _definition(indicator: Indicator, view: View) -> Definition:
    return Definition(indicator.source, indicator.by, structures=view.org.startswith("structure:"))


def _counted(release: Release, picture: Picture, indicator: Indicator, view: View) -> _Counted:
    if indicator.is_standing:
        standing = picture.count(indicator.source, indicator.by, view.where, view.org)
        return _Counted(standing.total(), standing)
    definition = _definition(indicator, view)
    at = view.period, view.where, view.org
    items = {item: release.number(definition, *at, item) for item in release.items(definition, view.period)}
    return _Counted(release.number(definition.total, *at, definition.total_item), items)


def _figure(indicator: Indicator, counted: _Counted, release: Release, view: View, costs: Costs) -> Figure:
    if indicator.shape is Shape.SHARE:
        return _share(indicator, counted)
    if indicator.shape is Shape.COST:
        return _cost(indicator, counted, release, view, costs)
    parts = tuple(_parts(counted)) if indicator.shape is Shape.PARTS else ()
    return Figure(indicator, counted.total, counted.total is None, parts)


def _parts(counted: _Counted) -> Iterator[Part]:
    for item, number in counted.items.items():
        if number != 0:
            yield Part(item, number, 100 * number / counted.total if number is not None and counted.total else None)


def _share(indicator: Indicator, counted: _Counted) -> Figure:
    """Out of everything but what is left out; what is neither counted nor left out may be hidden."""
    some = [counted.items.get(item, 0) for item in indicator.share]
    less = [counted.items.get(item, 0) for item in indicator.without]
    if counted.total is None or None in some or None in less:
        return Figure(indicator, None, hidden=True)
    among = counted.total - sum(number or 0 for number in less)
    return Figure(indicator, 100 * sum(number or 0 for number in some) / among if among else None, hidden=False)


def _cost(indicator: Indicator, counted: _Counted, release: Release, view: View, costs: Costs) -> Figure:
    spent = costs.of(release, view.where)
    whole_year = view.period == str(release.year) and len(release.quarters) == 4
    value = spent / counted.total if spent and counted.total and whole_year else None
    return Figure(indicator, value, counted.total is None)


def _with_objective(figure: Figure, catalogue: Catalogue, nodes: tuple[str, ...]) -> Figure:
    goal = catalogue.objective(figure.indicator.id, nodes)
    return Figure(figure.indicator, figure.value, figure.hidden, figure.parts, goal)
