"""Somebody who reads every file that may be taken away, and works out what is not in them (L22b)."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from directory.steering.indicators import Catalogue, Indicator, Shape
from directory.steering.suppression import SMALL
from directory.steering.wording import Namer

PRIME = (1 << 61) - 1  # sums are worked out modulo this: exact for our numbers, and quick
HIDDEN = "n. c."

Cell = tuple[str, str, str]
"""A leaf of the territories, a network, an item."""
Row = dict[Cell, int]


@dataclass
class Files:
    """All that was read of one field over one period: sums of cells, each with its number."""

    items: set[str] = field(default_factory=set)
    sums: dict[tuple[str, str, tuple[str, ...]], int] = field(default_factory=dict)
    hidden: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)


def read_file(content: bytes, where: str, org: str, catalogue: Catalogue, namer: Namer, into: dict[str, Files]) -> None:
    """Takes in one CSV file, of this territory and network; the same figure is the same wherever it is read."""
    labels = {one.label: one for one in catalogue.indicators}
    lines: dict[str, list[list[str]]] = defaultdict(list)
    for line in list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]:
        lines[line[1]].append(line)
    for label, rows in lines.items():
        indicator = labels[label]
        if not indicator.is_standing and indicator.by:
            files = into[f"{indicator.source} {indicator.by}"]
            for items, told in _told(indicator, rows, namer):
                files.items.update(items)
                key = where, org, items
                if told is None:
                    files.hidden.add(key)
                else:
                    assert files.sums.setdefault(key, told) == told


def _told(
    indicator: Indicator, rows: Sequence[list[str]], namer: Namer
) -> Iterator[tuple[tuple[str, ...], int | None]]:
    if indicator.shape is Shape.PARTS:
        names = {namer.item(indicator.by, item): item for item in _items(indicator.by, namer)}
        for row in rows:
            items = (names[row[2]],) if row[2] else ()
            yield items, None if row[3] == HIDDEN else int(row[3])


def _items(by: str, namer: Namer) -> Iterable[str]:
    if by == "hour":
        return [f"{hour:02d}" for hour in range(24)]
    start = f"item.{by}."
    return [key.removeprefix(start) for key in namer.words.texts if key.startswith(start)]


def found_people(files: Files, leaves: Mapping[str, Sequence[str]], networks: Sequence[str], truth: Row) -> list[str]:
    """The hidden figures from 1 to 4 that the files give away: by elimination over all sums, then by bounds."""
    equations = [(_cells(key, leaves, networks, files.items), told) for key, told in files.sums.items()]
    known = _plain(equations)
    left = [_without(cells, told, known) for cells, told in equations]
    left = [(cells, told) for cells, told in left if cells]
    system = _reduced(left)
    low, high = _bounds(left)
    found = []
    for key in files.hidden:
        cells = _cells(key, leaves, networks, files.items)
        if 0 < sum(truth.get(cell, 0) for cell in cells) < SMALL:
            rest, less = _without(cells, 0, known)
            least = sum(low.get(cell, 0) for cell in rest) - less
            most = sum(high.get(cell, 10**9) for cell in rest) - less
            if _is_told(rest, system) or (least >= 1 and most < SMALL):
                found.append(str(key))
    return found


def _cells(
    key: tuple[str, str, tuple[str, ...]], leaves: Mapping[str, Sequence[str]], networks: Sequence[str], items: set[str]
) -> frozenset[Cell]:
    where, org, some = key
    return frozenset(
        (leaf, network, item)
        for leaf in leaves[where]
        for network in ([org] if org else networks)
        for item in (some or items)
    )


def _plain(equations: Sequence[tuple[frozenset[Cell], int]]) -> Row:
    """The cells that are told, or are nought because a sum of them is."""
    known: Row = {}
    for cells, told in equations:
        if not told:
            known |= dict.fromkeys(cells, 0)
        elif len(cells) == 1:
            known |= dict.fromkeys(cells, told)
    return known


def _without(cells: frozenset[Cell], told: int, known: Row) -> tuple[frozenset[Cell], int]:
    return frozenset(cell for cell in cells if cell not in known), told - sum(known.get(cell, 0) for cell in cells)


def _reduced(equations: Sequence[tuple[frozenset[Cell], int]]) -> dict[Cell, Row]:
    """The sums in echelon form, each under the cell that leads it."""
    system: dict[Cell, Row] = {}
    for cells, _ in sorted(equations, key=lambda one: len(one[0])):
        row = _cleared(dict.fromkeys(cells, 1), system)
        if row:
            lead = min(row)
            inverse = pow(row[lead], -1, PRIME)
            system[lead] = {cell: value * inverse % PRIME for cell, value in row.items()}
    return system


def _cleared(row: Row, system: Mapping[Cell, Row]) -> Row:
    while lead := min((cell for cell in row if cell in system), default=None):
        times = row[lead]
        for cell, value in system[lead].items():
            new = (row.get(cell, 0) - times * value) % PRIME
            if new:
                row[cell] = new
            else:
                row.pop(cell, None)
    return row


def _is_told(cells: frozenset[Cell], system: Mapping[Cell, Row]) -> bool:
    return not _cleared(dict.fromkeys(cells, 1), system)


def _bounds(equations: Sequence[tuple[frozenset[Cell], int]]) -> tuple[Row, Row]:
    """The least and most of each cell, none being negative: narrowed until nothing moves."""
    low: Row = {cell: 0 for cells, _ in equations for cell in cells}
    high: Row = dict.fromkeys(low, 10**9)
    moved = True
    while moved:
        moved = False
        for cells, told in equations:
            least, most = sum(low[cell] for cell in cells), sum(high[cell] for cell in cells)
            for cell in cells:
                under, over = told - (most - high[cell]), told - (least - low[cell])
                if under > low[cell] or over < high[cell]:
                    low[cell], high[cell], moved = max(low[cell], under), min(high[cell], over), True
                    least, most = sum(low[c] for c in cells), sum(high[c] for c in cells)
    return low, high
