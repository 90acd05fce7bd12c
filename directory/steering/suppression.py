"""Small numbers never identify a person (L22b): the one mechanism by which every published figure passes.

A grid of counts is published with all its sums: by quarter and year, by territory and all together, by kind and in
all. A figure from 1 to 4 is hidden. Alone, that is worth nothing: the others give it back by subtraction. So with each
hidden figure goes a *box*: its own cell, a companion along each axis, and the cells at their crossings. Adding to one
and taking from the next, in turn, changes no sum that holds both; the few sums that hold only one of them are hidden
too. Whoever reads all that is published then finds another table that fits it as well, in which the small figure is
nought, or is not small. That is the promise kept here: nothing published proves that one to four people are there.

Axes are trees, by the parent of each node. Counts are given for leaves; a figure is named by one node of each axis.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

SMALL = 5  # L22b: a number of people under this one is never published
TRIED = 2  # companions looked at along an axis: the one that loses least, and the largest

Key = tuple[str, ...]
Axis = Mapping[str, str | None]
"""The parent of each node; ``None`` for the root."""


@dataclass(frozen=True, slots=True)
class Box:
    """Corners between which people could have stood otherwise, and the figures that would then have differed."""

    hides: frozenset[Key]
    loss: int


def aggregate(cells: Mapping[Key, int], axes: Sequence[Axis]) -> Counter[Key]:
    """Every figure of the grid: each cell counted in all the sums it belongs to (pure)."""
    chains = [{node: tuple(chain(axis, node)) for node in axis} for axis in axes]
    figures: Counter[Key] = Counter()
    for cell, number in cells.items():
        for key in product(*(of[node] for of, node in zip(chains, cell, strict=True))):
            figures[key] += number
    return figures


def chain(axis: Axis, node: str) -> Iterator[str]:
    """The node and all that it is part of, up to the root."""
    here: str | None = node
    while here is not None:
        yield here
        here = axis[here]


def hidden(
    cells: Mapping[Key, int],
    axes: Sequence[Axis],
    *,
    always: frozenset[int] = frozenset(),
    figures: Counter[Key] | None = None,
) -> frozenset[Key] | None:
    """The figures that must not be published; ``None`` when so few are there that nothing can be (pure).

    ``figures`` is what :func:`aggregate` makes of the cells, for whoever has it already.
    ``always`` numbers the axes along which a companion must be found, because their sums are published elsewhere.
    """
    grid = _Grid(cells, axes, aggregate(cells, axes) if figures is None else figures, always)
    for key in grid.small():
        box = grid.box(key)
        if box is None:
            return None
        grid.gone |= box.hides
    return frozenset(grid.gone)


class _Grid:
    """The figures under protection, and what is hidden so far."""

    def __init__(
        self, cells: Mapping[Key, int], axes: Sequence[Axis], figures: Counter[Key], always: frozenset[int]
    ) -> None:
        self._cells = cells
        self._axes = axes
        self._always = always
        self._figures = figures
        self._children = [_children(axis) for axis in axes]
        self._under = _largest_cells(cells, axes)
        self.gone: set[Key] = set()

    def small(self) -> list[Key]:
        """What is to hide: sums before their parts, so that what protects a sum also protects its parts."""
        keys = (key for key, number in self._figures.items() if 0 < number < SMALL and self._is_own(key))
        return sorted(
            keys, key=lambda key: (sum(len(tuple(chain(a, n))) for a, n in zip(self._axes, key, strict=True)), key)
        )

    def box(self, key: Key) -> Box | None:
        """A box around this figure: with a companion along as many axes as can be, then with the least loss."""
        free = [number for number in range(len(key)) if number not in self._always]
        siblings = [self._companions(key, number) for number in range(len(key))]
        for size in range(len(free), -1, -1):
            found: Box | None = None
            for chosen in combinations(free, size):
                axes = sorted(self._always.union(chosen))
                if axes and all(siblings[number] for number in axes):
                    for box in self._boxes(key, axes, siblings):
                        if not box.loss:
                            return box
                        found = box if found is None or box.loss < found.loss else found
            if found:
                return found
        return None

    def _is_own(self, key: Key) -> bool:
        """Whether this figure is of this grid: along the axes of ``always`` the sums are another grid's."""
        return all(self._axes[number][key[number]] is not None for number in self._always)

    def _boxes(self, key: Key, axes: Sequence[int], siblings: Sequence[Sequence[str]]) -> Iterator[Box]:
        for picked in product(*(siblings[number] for number in axes)):
            mates = dict(zip(axes, picked, strict=True))
            for start in self._starts(key, mates):
                ends = self._ends(key, start, mates)
                if self._can_move(key, start, ends):
                    hides = frozenset(self._told_apart(key, start, mates, ends)) - self.gone
                    yield Box(hides, sum(self._figures[one] for one in hides))
                    break

    def _starts(self, key: Key, mates: Mapping[int, str]) -> Iterator[Key]:
        """Cells of this figure to begin from: its fullest one, and the one beside which the companions are fullest."""
        fullest = self._under[key]
        yield fullest
        beside = self._under.get(tuple(mates.get(number, node) for number, node in enumerate(key)))
        if beside:
            yield tuple(fullest[n] if n in mates else node for n, node in enumerate(beside))

    def _ends(self, key: Key, start: Key, mates: Mapping[int, str]) -> dict[int, str]:
        """The leaf that stands for each companion: the one under which most people are."""
        ends: dict[int, str] = {}
        for number, mate in mates.items():
            other = (*key[:number], mate, *key[number + 1 :])
            ends[number] = self._under[other][number] if other in self._under else _leaf(self._children[number], mate)
        return ends

    def _can_move(self, key: Key, start: Key, ends: Mapping[int, str]) -> bool:
        """Whether this figure could be nought, or five, the box being as full as it is."""
        number = self._figures[key]
        if self._cells.get(start, 0) == number and self._hold(number, start, ends, range(2, len(ends) + 1, 2)):
            return True
        return self._hold(SMALL - number, start, ends, range(1, len(ends) + 1, 2))

    def _hold(self, least: int, start: Key, ends: Mapping[int, str], sizes: Iterable[int]) -> bool:
        """Whether each corner that is reached by moving along so many axes holds so many people."""
        return all(
            self._cells.get(tuple(ends[n] if n in moved else node for n, node in enumerate(start)), 0) >= least
            for size in sizes
            for moved in combinations(ends, size)
        )

    def _told_apart(self, key: Key, start: Key, mates: Mapping[int, str], ends: Mapping[int, str]) -> Iterator[Key]:
        """The figures that hold one corner of the box without its companions."""
        sides: list[list[str]] = []
        for number, axis in enumerate(self._axes):
            if number in mates:
                mine, theirs = _up_to(axis, start[number], key[number]), _up_to(axis, ends[number], mates[number])
                sides.append([*mine, *theirs])
            else:
                sides.append(list(chain(axis, start[number])))
        return product(*sides)

    def _companions(self, key: Key, number: int) -> list[str]:
        """Nodes beside this one: those whose figure is hidden already or small first, and the largest of all."""
        parent = self._axes[number][key[number]]
        if parent is None:
            return []
        beside = [node for node in self._children[number][parent] if node != key[number]]

        def loss(node: str) -> tuple[bool, bool, int, str]:
            other = (*key[:number], node, *key[number + 1 :])
            return other not in self.gone, not self._figures[other], self._figures[other], node

        beside.sort(key=loss)
        return beside if len(beside) <= TRIED else [*beside[: TRIED - 1], max(beside, key=lambda n: loss(n)[2:])]


def _children(axis: Axis) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {node: [] for node in axis}
    for node, parent in axis.items():
        if parent is not None:
            found[parent].append(node)
    return found


def _leaf(children: Mapping[str, list[str]], node: str) -> str:
    while children[node]:
        node = children[node][0]
    return node


def _largest_cells(cells: Mapping[Key, int], axes: Sequence[Axis]) -> dict[Key, Key]:
    """For each figure, its fullest cell."""
    chains = [{node: tuple(chain(axis, node)) for node in axis} for axis in axes]
    found: dict[Key, Key] = {}
    for cell, _ in sorted(cells.items(), key=lambda one: (-one[1], one[0])):
        for key in product(*(of[node] for of, node in zip(chains, cell, strict=True))):
            found.setdefault(key, cell)
    return found


def _up_to(axis: Axis, leaf: str, top: str) -> list[str]:
    """From the leaf to this node above it, both included."""
    nodes: list[str] = []
    for node in chain(axis, leaf):
        nodes.append(node)
        if node == top:
            break
    return nodes
