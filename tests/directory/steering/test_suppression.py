"""L22b: whoever subtracts published figures from one another finds nobody."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.steering.suppression import SMALL, Axis, Key, aggregate, hidden

TIME: Axis = {"year": None, "q1": "year", "q2": "year", "q3": "year"}
WHERE: Axis = {"all": None, "north": "all", "south": "all", "a": "north", "b": "north", "c": "south"}
NEEDS: Axis = {"total": None, "vae": "total", "cep": "total", "emploi": "total"}
FLAT: Axis = {"total": None}


def test_a_small_figure_goes_with_companions() -> None:
    """Hiding it alone would hide nothing: its row and its column give it back."""
    cells = {("a", "vae"): 2, ("a", "cep"): 30, ("b", "vae"): 20, ("b", "cep"): 40}
    axes = ({"all": None, "a": "all", "b": "all"}, {"total": None, "vae": "total", "cep": "total"})
    assert hidden(cells, axes) == frozenset(cells)


def test_ordinary_figures_stay() -> None:
    cells = {("a", "vae"): 25, ("a", "cep"): 30, ("b", "vae"): 20, ("b", "cep"): 0}
    axes = ({"all": None, "a": "all", "b": "all"}, {"total": None, "vae": "total", "cep": "total"})
    assert hidden(cells, axes) == frozenset()


def test_when_hardly_anybody_came_nothing_is_published() -> None:
    assert hidden({("q1", "a"): 3}, (TIME, {"a": None})) is None


CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["q1", "q2", "q3"]), st.sampled_from("abc"), st.sampled_from(["vae", "cep", "emploi"])),
    st.one_of(st.integers(1, 6), st.integers(1, 40)),
    max_size=27,
)


@settings(max_examples=150, deadline=None)
@given(CELLS)
def test_subtracting_published_figures_finds_nobody(cells: Mapping[Key, int]) -> None:
    """The attacker knows every total, and reads everything that is published, at once."""
    axes = (TIME, WHERE, NEEDS)
    gone = hidden(cells, axes, always=frozenset({2}))
    figures = aggregate(cells, axes)
    if gone is None:
        gone = frozenset(key for key in every(axes) if key[2] != "total")
    assert found_people(cells, axes, {key: figures[key] for key in every(axes) if key not in gone}) == []
    assert not [key for key, number in figures.items() if number < SMALL and key not in gone and key[2] != "total"]


@settings(max_examples=100, deadline=None)
@given(CELLS)
def test_totals_are_protected_in_the_same_way(cells: Mapping[Key, int]) -> None:
    axes = (TIME, WHERE, FLAT)
    totals: dict[Key, int] = {}
    for (when, where, _), number in cells.items():
        totals[when, where, "total"] = totals.get((when, where, "total"), 0) + number
    gone = hidden(totals, axes)
    figures = aggregate(totals, axes)
    published = {} if gone is None else {key: figures[key] for key in every(axes) if key not in gone}
    assert found_people(totals, axes, published) == []


@pytest.mark.parametrize("seen", [4, 5])
def test_the_attacker_is_a_good_one(seen: int) -> None:
    """Given a table where only the small figure is missing, the attacker finds it; so the tests above can fail."""
    cells = {("q1", "a", "vae"): seen, ("q1", "a", "cep"): 30, ("q2", "b", "vae"): 20}
    axes = (TIME, WHERE, NEEDS)
    figures = aggregate(cells, axes)
    published = {key: figures[key] for key in every(axes) if key != ("q1", "a", "vae")}
    small = found_people(cells, axes, published)
    assert (("q1", "a", "vae") in small) is (seen < SMALL)


# --- the attacker ---------------------------------------------------------------------------------------------------


def every(axes: Sequence[Axis]) -> Iterator[Key]:
    first, second, third = axes
    return ((a, b, c) for a in first for b in second for c in third)


def found_people(cells: Mapping[Key, int], axes: Sequence[Axis], published: Mapping[Key, int]) -> list[Key]:
    """The figures that what is published proves to be from 1 to 4, published ones left out of account when they are
    totals: by elimination over all equations, then by bounds, as numbers of people are never negative."""
    leaves = [key for key in every(axes) if all(is_leaf(axis, node) for axis, node in zip(axes, key, strict=True))]
    rows = reduced([[*belongs(leaves, axes, key), Fraction(number)] for key, number in published.items()])
    low, high = bounds(rows, len(leaves), sum(cells.values()))
    found = []
    for key in every(axes):
        if key in published:
            continue
        parts = belongs(leaves, axes, key)
        least = sum(low[n] for n, part in enumerate(parts) if part)
        most = sum(high[n] for n, part in enumerate(parts) if part)
        exact = solved(rows, parts)
        if (exact is not None and 1 <= exact < SMALL) or (least >= 1 and most < SMALL):
            found.append(key)
    return found


def is_leaf(axis: Axis, node: str) -> bool:
    return node not in axis.values()


def belongs(leaves: Sequence[Key], axes: Sequence[Axis], key: Key) -> list[Fraction]:
    return [Fraction(all(is_under(a, n, top) for a, n, top in zip(axes, leaf, key, strict=True))) for leaf in leaves]


def is_under(axis: Axis, node: str, top: str) -> bool:
    return node == top or ((above := axis[node]) is not None and is_under(axis, above, top))


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The equations in echelon form, each unknown alone in as many as can be."""
    kept: list[list[Fraction]] = []
    for given_row in rows:
        row = without(given_row, kept)
        lead = next((n for n, value in enumerate(row[:-1]) if value), None)
        if lead is None:
            continue
        one = [value / row[lead] for value in row]
        kept = [[v - other[lead] * w for v, w in zip(other, one, strict=True)] for other in kept]
        kept.append(one)
    return kept


def without(row: list[Fraction], kept: list[list[Fraction]]) -> list[Fraction]:
    for other in kept:
        lead = next(n for n, value in enumerate(other) if value)
        if row[lead]:
            row = [v - row[lead] * w for v, w in zip(row, other, strict=True)]
    return row


def solved(rows: list[list[Fraction]], parts: list[Fraction]) -> Fraction | None:
    """The sum of these unknowns, when the equations alone give it."""
    left = without([*parts, Fraction(0)], rows)
    return None if any(left[:-1]) else -left[-1]


def bounds(rows: list[list[Fraction]], unknowns: int, most: int) -> tuple[list[Fraction], list[Fraction]]:
    """The least and most that each unknown can be, each being at least nought: narrowed until nothing moves."""
    low, high = [Fraction(0)] * unknowns, [Fraction(most)] * unknowns
    for _ in range(20):
        before = (list(low), list(high))
        for row in rows:
            narrow(row, low, high)
        if (low, high) == before:
            break
    return low, high


def narrow(row: list[Fraction], low: list[Fraction], high: list[Fraction]) -> None:
    used = [n for n, value in enumerate(row[:-1]) if value]
    for n in used:
        rest = [m for m in used if m != n]
        least = sum(row[m] * (low[m] if row[m] > 0 else high[m]) for m in rest)
        most = sum(row[m] * (high[m] if row[m] > 0 else low[m]) for m in rest)
        ends = sorted([(row[-1] - least) / row[n], (row[-1] - most) / row[n]])
        low[n], high[n] = max(low[n], ends[0]), min(high[n], ends[1])
