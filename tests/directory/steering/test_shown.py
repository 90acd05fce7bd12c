"""Every proposal is kept with why, and nobody can be found in it; real exposure is counted so (NO14, L14, L22b)."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from directory.models import ShownProposal
from directory.requests import Request, Why
from directory.retention import load_retention
from directory.service import Directory
from directory.steering.shown import (
    PUBLISHED_FROM,
    Share,
    ShownProposals,
    forget,
    month_before,
    published,
    shares,
    table,
)
from directory.vocabulary import AgeBand, Need, Status, Times
from directory.why import is_replayed

WHO = Request(
    Need.CEP,
    frozenset({Status.SALARIE}),
    "37261",
    AgeBand.FROM_30,
    handicap=True,
    step_free=True,
    language="lsf",
    times=frozenset({Times.EVENING}),
)
FIRST = Why(("audience_main",), "0123456789abcdef", 1, ("a/b/c", "d/e/f"), 1)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Directory]:
    directory = Directory(f"sqlite:///{tmp_path / 'shown.db'}", secret="s")
    directory.migrate()
    yield directory
    directory.engine.dispose()


def rows(directory: Directory) -> list[ShownProposal]:
    with directory.reading() as session:
        return list(session.scalars(select(ShownProposal).order_by(ShownProposal.seed, ShownProposal.position)))


def test_every_proposal_is_kept_with_why(each_tours: Directory, now: datetime) -> None:
    """NO14, on both databases: reasons, draw, rank and position of each; what was drawn can be drawn again."""
    shown = ShownProposals(each_tours, lambda: now)
    found = each_tours.propose(replace(WHO, times=frozenset()), now=now, seed="a talk")
    shown.note(WHO.need, (one.why for one in found))
    shown.write()
    kept = rows(each_tours)
    assert [one.position for one in kept] == [*range(1, len(found) + 1)]
    for row, one in zip(kept, found, strict=True):
        assert Why(tuple(row.reasons), row.seed, row.rank, tuple(row.equals), row.position) == one.why
        assert is_replayed(Why((), row.seed, row.rank, tuple(row.equals)))


def test_nothing_of_the_person_is_in_it(each_tours: Directory, now: datetime) -> None:
    """Promise 2: a month and a need; neither town, situation, day nor talk, and the columns are these alone."""
    shown = ShownProposals(each_tours, lambda: now)
    shown.note(WHO.need, (one.why for one in each_tours.propose(WHO, now=now, seed="a talk")))
    shown.write()
    columns = {column.key for column in inspect(ShownProposal).columns}
    assert columns == {"seed", "site_key", "month", "need", "position", "rank", "reasons", "equals"}
    said = {code for row in rows(each_tours) for code in row.reasons}
    assert not said & {"audience_handicap", "same_commune", "step_free", "language", "language_unknown", "times"}
    assert {row.month for row in rows(each_tours)} == {"2026-11"}
    assert not [row for row in rows(each_tours) if row.seed == "a talk"]


def test_two_requests_of_a_talk_cannot_be_joined(reader: Directory, now: datetime) -> None:
    """Promise 2: each need and place has a draw of its own, though the talk is the same."""
    asked = (WHO, replace(WHO, need=Need.FORMATION), replace(WHO, place="37072"))
    seeds = [{one.why.seed for one in reader.propose(one_, now=now, seed="a talk") if one.why} for one_ in asked]
    assert len(set.union(*seeds)) == len(asked)
    again = {one.why.seed for one in reader.propose(WHO, now=now, seed="a talk") if one.why}
    assert again == seeds[0]


def test_what_is_shown_again_in_a_talk_counts_once(empty: Directory, now: datetime) -> None:
    shown = ShownProposals(empty, lambda: now)
    for _ in range(2):
        shown.note(Need.CEP, [FIRST, None])
        shown.write()
    assert len(rows(empty)) == 1


def test_the_order_of_people_is_lost(empty: Directory, now: datetime) -> None:
    """Promise 2: rows go in by their lots."""
    shown = ShownProposals(empty, lambda: now)
    shown.note(Need.CEP, (replace(FIRST, seed=seed) for seed in ("c", "a", "b")))
    shown.write()
    with empty.reading() as session:
        assert list(session.scalars(select(ShownProposal.seed))) == ["a", "b", "c"]


def test_a_database_that_is_away_stops_nobody(empty: Directory, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Promise 6: the figures lose a minute."""

    def away() -> None:
        raise OperationalError("away", None, Exception())

    shown = ShownProposals(empty, lambda: now)
    shown.note(Need.CEP, [FIRST])
    monkeypatch.setattr(empty, "writing", away)
    with capture_logs() as said:
        shown.write()
    assert [one["event"] for one in said] == ["proposals_not_counted"]


def test_real_exposure_is_counted_where_the_lot_decided(each_tours: Directory, now: datetime) -> None:
    """NO14: expected is the sum of fair parts; second places and single ones are no draw."""
    shown = ShownProposals(each_tours, lambda: now)
    key = "tours/apec/tours"
    for number in range(8):
        drawn = (key, "x/y/z") if number < 6 else ("x/y/z", key)
        shown.note(Need.CEP, [Why((), f"{number:016}", 1, drawn, 1)])
    shown.note(Need.CEP, [Why((), "a" * 16, 1, (key,), 1), Why((), "b" * 16, 1, (key, "x/y/z"), 2)])
    shown.write()
    with each_tours.reading() as session:
        by_key = {one.site_key: one for one in shares(session, "2026-11")}
        assert shares(session, "2026-10") == []
    apec, other = by_key[key], by_key["x/y/z"]
    assert (apec.shown, apec.draws, apec.first, apec.expected) == (8, 8, 6, 4.0)
    assert (other.shown, other.draws, other.first) == (2, 8, 2)
    assert apec.site_name != key
    assert apec.fair
    assert (apec.percent, apec.expected_percent) == (75, 50)


@pytest.mark.parametrize(("first", "fair"), [(50, True), (69, True), (75, False), (25, False)])
def test_a_favoured_place_is_told(first: int, fair: bool) -> None:
    one = Share("a", "A", 100, 100, first, 50.0, 5.0)
    assert one.fair is fair
    assert table([one], "2026-11")[1].endswith("oui" if fair else "NON")


def test_small_figures_are_not_published() -> None:
    """L22b: a share of a few draws would tell of a few people."""
    some = [Share("a", "A", draws, draws, draws, draws / 2, 1.0) for draws in (0, PUBLISHED_FROM - 1, PUBLISHED_FROM)]
    assert published(some) == (some[-1],)


@pytest.mark.parametrize(
    ("at", "month"), [("2026-11-30T22:30+00:00", "2026-10"), ("2026-12-31T23:30+00:00", "2026-12")]
)
def test_only_a_month_that_is_over_is_published(at: str, month: str) -> None:
    """On the clock of the service: half past eleven at night in London is the next month in Paris."""
    assert month_before(datetime.fromisoformat(at)) == month


def test_proposals_are_erased_when_their_time_has_come(each_tours: Directory, now: datetime) -> None:
    """PC3."""
    days = load_retention().proposal_days
    shown = ShownProposals(each_tours, lambda: now)
    shown.note(Need.CEP, [FIRST])
    shown.write()
    assert forget(each_tours, now + timedelta(days=days)) == 0
    assert forget(each_tours, now + timedelta(days=days + 31)) == 1
    assert rows(each_tours) == []


def test_why_has_no_field_that_is_not_kept() -> None:
    """What a proposal says of itself is what its row has."""
    assert {field.name for field in fields(Why)} == {"reasons", "seed", "rank", "equals", "position"}
