"""What may be published of a year: every figure, small ones hidden (L22b), for pages, plots, exports and reports alike.

A quarter is published once its three months are closed, the number of contacts month by month; complaints, third doors
and single structures, where few people are counted, once the whole year is. A longer period is the sum of what was
published: it is shown when each of its parts is, so that one publication never gives away another, earlier or later.
What is split into items is hidden wherever its total is.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from threading import Lock

import structlog
from sqlalchemy.exc import SQLAlchemyError

from directory.service import Directory
from directory.steering import tallies
from directory.steering.indicators import Catalogue, Definition
from directory.steering.picture import Picture, read_picture
from directory.steering.sources import RARE
from directory.steering.suppression import Axis, Key, aggregate, hidden
from directory.steering.tallies import Cell, closed_months
from directory.steering.territories import Territories, read_territories
from directory.working_days import PARIS

log = structlog.get_logger()

FIRST_SECONDS, EVERY_SECONDS = 2, 3600
ANY = ""  # the root of structures, and of items
QUARTER = 3
PICTURE_KEPT = timedelta(minutes=5)  # a card that was mended shows soon, and few pages take the time of a new one


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of one definition over one period; ``gone`` are those that are not published (``None``: all).

    ``together``: networks are too small to be told one by one.
    """

    figures: Mapping[Key, int]
    gone: frozenset[Key] | None
    together: bool = False

    def number(self, key: Key) -> int | None:
        """The figure, 0 when nothing was counted, ``None`` when it is hidden."""
        if self.gone is None or key in self.gone or (self.together and key[1] != ANY):
            return None
        return self.figures.get(key, 0)


@dataclass(frozen=True, slots=True)
class Release:
    """The published figures of a year. Periods are "2026", "2026-T3" and, for contacts in all, "2026-11"."""

    year: int
    months: tuple[str, ...]
    territories: Territories
    sample: bool
    sheets: Mapping[tuple[Definition, str], Sheet]

    @property
    def quarters(self) -> tuple[str, ...]:
        """The quarters that are closed."""
        return tuple(quarter for quarter, months in quarters_of(self.year).items() if set(months) <= set(self.months))

    @property
    def periods(self) -> tuple[str, ...]:
        """What can be asked for: the year so far, and each closed quarter."""
        return (str(self.year), *self.quarters)

    def number(self, definition: Definition, period: str, where: str, org: str = ANY, item: str = ANY) -> int | None:
        """How many there are; ``None`` when that is not published."""
        if definition.by:
            total = self.number(definition.total, period, where, org, definition.total_item)
            if not total or item == ANY:  # of nothing, every part is nothing
                return total
        parts = [self._sheet(definition, part).number((where, org, item)) for part in self._parts(definition, period)]
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None

    def items(self, definition: Definition, period: str) -> tuple[str, ...]:
        """The items that were counted anywhere over this period."""
        sheets = (self._sheet(definition, part) for part in self._parts(definition, period))
        return tuple(sorted({key[2] for sheet in sheets for key in sheet.figures} - {ANY}))

    def orgs(self, definition: Definition, where: str) -> tuple[str, ...]:
        """The networks, or structures of a definition that goes so far, that were counted in this territory."""
        sheets = (sheet for (one, _), sheet in self.sheets.items() if one == definition)
        return tuple(sorted({key[1] for sheet in sheets for key in sheet.figures if key[0] == where} - {ANY}))

    def _sheet(self, definition: Definition, part: str) -> Sheet:
        return self.sheets.get((definition, part), Sheet({}, frozenset()))

    def _parts(self, definition: Definition, period: str) -> tuple[str, ...]:
        if period == str(self.year) and not is_yearly(definition):
            return tuple(part for quarter in self.quarters for part in self._parts(definition, quarter))
        months = quarters_of(self.year).get(period)
        return months if months and is_monthly(definition) else (period,)


class Steering:
    """The releases of a directory, year by year, and how its network stands. Safe to share between threads.

    What is closed is worked out once.
    """

    def __init__(
        self, directory: Directory, catalogue: Catalogue, reviewed: Callable[[date], Sequence[bool]] = lambda _: ()
    ) -> None:
        """``reviewed`` tells of each piece of information whether it was reviewed in time on that day."""
        self.directory = directory
        self.catalogue = catalogue
        self._reviewed = reviewed
        self._kept: dict[int, Release] = {}
        self._picture: tuple[datetime, Picture] | None = None
        self._territories: tuple[datetime, Territories] | None = None
        self._lock = Lock()

    def release(self, year: int, *, now: datetime) -> Release:
        """What may be published of this year at that instant."""
        months = closed_months(year, now)
        with self._lock:
            kept = self._kept.get(year)
            if kept is None or kept.months != months:
                kept = self._kept[year] = self._made(year, months)
            return kept

    def picture(self, *, now: datetime) -> Picture:
        """How the network stood within the last few minutes."""
        with self._lock:
            if self._picture is None or abs(now - self._picture[0]) >= PICTURE_KEPT:
                self._territories = now, read_territories(self.directory)
                self._picture = now, read_picture(self.directory, self._territories[1], self._reviewed, now=now)
            return self._picture[1]

    def territories(self, *, now: datetime) -> Territories:
        """The territories as they stood within the last few minutes."""
        with self._lock:
            if self._territories is None or abs(now - self._territories[0]) >= PICTURE_KEPT:
                self._territories = now, read_territories(self.directory)
            return self._territories[1]

    async def keep_ready(self, clock: Callable[[], datetime]) -> None:
        """Closes months and works out what is published soon after a start, then every hour, before anybody asks."""
        wait = FIRST_SECONDS
        while True:
            await asyncio.sleep(wait)
            year = clock().astimezone(PARIS).year
            try:
                for one in (year, year - 1):  # the page opens on the later one that has something
                    await asyncio.to_thread(self.release, one, now=clock())
                await asyncio.to_thread(self.picture, now=clock())
            except SQLAlchemyError as error:  # a page will try again when it is asked for
                log.warning("steering_not_ready", error=type(error).__name__)
            wait = EVERY_SECONDS

    def _made(self, year: int, months: tuple[str, ...]) -> Release:
        definitions = self.catalogue.definitions()
        sites = read_territories(self.directory).sites
        tallies.close(self.directory, definitions, months, sites)
        counts = {
            part: tallies.read(self.directory, [one for one in definitions if _is_part_of(one, part)], some)
            for part, some in _parts(year, months)
        }
        counted = {cell[0] for found in counts.values() for cells in found.values() for cell in cells}
        territories = read_territories(self.directory, frozenset(counted))
        sheets: dict[tuple[Definition, str], Sheet] = {}
        for part, found in counts.items():
            for definition in definitions:
                if _is_part_of(definition, part):
                    sheets[definition, part] = publish(definition, found.get(definition, {}), territories)
        return Release(year, months, territories, tallies.has_samples(self.directory, months), sheets)


def publish(definition: Definition, cells: Mapping[Cell, int], territories: Territories) -> Sheet:
    """The figures of these cells, and those that are hidden (pure).

    Structures are compared within their network. Where networks are too small for that, only their sum is told.
    """
    if definition.structures:
        return _structures(definition, cells, territories)
    named: Counter[Key] = Counter()
    for (where, network, _, item), number in cells.items():
        named[where, f"network:{network}" if definition.has_networks else ANY, item if definition.by else ANY] += number
    sheet = _sheet(definition, named, territories)
    if sheet.gone is not None or not definition.has_networks:
        return sheet
    together: Counter[Key] = Counter()
    for (where, _, item), number in named.items():
        together[where, ANY, item] += number
    return Sheet(sheet.figures, _sheet(definition, together, territories).gone, together=True)


def _structures(definition: Definition, cells: Mapping[Cell, int], territories: Territories) -> Sheet:
    networks: dict[str, dict[Key, int]] = defaultdict(dict)
    for (where, network, structure, item), number in cells.items():
        networks[network][where, f"structure:{structure}", item if definition.by else ANY] = number
    figures: dict[Key, int] = {}
    gone: set[Key] = set()
    for some in networks.values():
        sheet = _sheet(definition, some, territories)
        own = {key: number for key, number in sheet.figures.items() if key[1]}
        figures.update(own)
        gone.update(own if sheet.gone is None else (key for key in sheet.gone if key[1]))
    return Sheet(figures, frozenset(gone))


def _sheet(definition: Definition, cells: Mapping[Key, int], territories: Territories) -> Sheet:
    axes = (territories.parents, _tree({key[1] for key in cells}), _tree({key[2] for key in cells}))
    fixed = {1} if definition.structures else set()  # what their network sums up to is published elsewhere
    figures = aggregate(cells, axes)
    gone = hidden(cells, axes, always=frozenset(fixed | ({2} if definition.by else set())), figures=figures)
    return Sheet(figures, gone)


def _tree(nodes: Iterable[str]) -> Axis:
    """These nodes under their root."""
    return {ANY: None} | {node: ANY for node in nodes if node != ANY}


def is_monthly(definition: Definition) -> bool:
    """Whether it is published month by month: contacts in all, which are many."""
    return definition.source == "contacts" and not definition.by


def is_yearly(definition: Definition) -> bool:
    """Whether it is published for whole years only: what is counted is few."""
    return definition.structures or definition.source == "complaints" or definition.by in RARE


@cache
def quarters_of(year: int) -> Mapping[str, tuple[str, ...]]:
    """The months of each quarter of a year."""
    return {
        f"{year}-T{number + 1}": tuple(f"{year}-{number * QUARTER + month:02d}" for month in range(1, QUARTER + 1))
        for number in range(4)
    }


def _parts(year: int, months: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The closed months, then the quarters that they fill, then the year when it is whole."""
    yield from ((month, (month,)) for month in months)
    yield from ((quarter, some) for quarter, some in quarters_of(year).items() if set(some) <= set(months))
    if len(months) == 4 * QUARTER:
        yield str(year), months


def _is_part_of(definition: Definition, part: str) -> bool:
    """Whether this is the period for which the definition is worked out, the others being its sums."""
    if is_yearly(definition):
        return "-" not in part
    return "-" in part and is_monthly(definition) == ("T" not in part)
