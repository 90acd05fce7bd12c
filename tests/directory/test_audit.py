"""The neutrality audit: equal structures are shown equally, and a favoured one is found out."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest

from directory.audit import Exposure, audit, questions, table
from directory.exposure import PublicAudit
from directory.matching import Candidate, shortlist
from directory.requests import Request
from directory.rules import load_rules, open_doors
from directory.service import Directory
from directory.vocabulary import Need, Status, StructureType
from tests.directory.open_place import open_place

pytestmark = pytest.mark.long

PEOPLE = Request(Need.SCOLAIRE, frozenset({Status.LYCEEN}), "37261")


@pytest.fixture(scope="module")
def twelve_equals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    """A town with twelve CIO that nothing tells apart: more than the matching looks at for one person."""
    directory = Directory(f"sqlite:///{tmp_path_factory.mktemp('audit') / 'audit.db'}", secret="s")
    directory.migrate()
    when = datetime.fromisoformat("2026-11-22T08:00:00+01:00")
    with directory.writing() as session:
        session.add_all(open_place(number, when, north=number / 2000) for number in range(12))
    yield directory
    directory.engine.dispose()


def test_equal_structures_come_first_equally_often(twelve_equals: Directory, now: datetime) -> None:
    """NO14: also those that a search for the nearest alone would always leave out."""
    found = audit(twelve_equals, [PEOPLE], now=now, draws=600)
    assert len(found) == 12
    assert sum(one.first for one in found) == 600
    assert all(one.first for one in found)
    assert all(one.fair for one in found), [one.first for one in found]


def test_the_public_audit_keeps_what_can_be_compared(twelve_equals: Directory, now: datetime) -> None:
    public = PublicAudit(twelve_equals, lambda: now)
    assert public.last is None
    public.run(places=1, draws=24)
    assert public.last is not None
    assert (public.last.at, {row.equals for row in public.last.rows}) == (now, {12})


def test_ten_thousand_draws_are_even() -> None:
    """NO14: over 10,000 seeds each of eleven equals comes first its share of times (chi-square, p = 0.001)."""
    draws, equal = 10_000, 11
    found = [Candidate(n, f"tours/cio-{n}/x", n, StructureType.CIO, remote=False, step_free=True) for n in range(equal)]
    doors = open_doors(load_rules(), PEOPLE)
    first = Counter(shortlist(found, doors, seed=str(seed), size=1)[0].site_id for seed in range(draws))
    share = draws / equal
    assert sum((first[n] - share) ** 2 / share for n in range(equal)) < 29.59


def test_the_audit_can_be_done_again(twelve_equals: Directory, now: datetime) -> None:
    """Replayable: the same directory and hour give the same figures."""
    assert audit(twelve_equals, [PEOPLE], now=now, draws=40) == audit(twelve_equals, [PEOPLE], now=now, draws=40)


@pytest.mark.parametrize(
    ("equals", "draws", "first", "fair"),
    [(2, 1000, 500, True), (2, 1000, 560, True), (2, 1000, 600, False), (8, 1000, 0, False), (1, 10, 10, True)],
)
def test_what_chance_explains(equals: int, draws: int, first: int, fair: bool) -> None:
    assert Exposure(PEOPLE, "s", "S", equals, draws, first).fair is fair


def test_a_favoured_structure_is_told() -> None:
    lines = table([Exposure(PEOPLE, f"tours/{name}", name, 2, 1000, first) for name, first in (("a", 900), ("b", 100))])
    assert lines[1].endswith("NON")
    assert lines[-1] == "2 lieux comparés à leurs égaux. 2 lieu(x) hors de la part du hasard."


def test_questions_are_asked_from_the_largest_places(reader: Directory) -> None:
    asked = questions(reader, 2)
    assert {request.place for request in asked} == {"37261", "37122"}
    assert {request.need for request in asked} >= {Need.EMPLOI, Need.CEP, Need.SCOLAIRE, Need.DECROCHAGE}
