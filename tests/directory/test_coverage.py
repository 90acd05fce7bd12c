"""The coverage report: whom nobody would receive where, and weeks that are too short."""

from datetime import time

import pytest

from directory.coverage import AUDIENCES, Gap, Offer, ShortWeek, coverage, gaps, half_days, report, short_weeks
from directory.places import load_places
from directory.service import Directory
from directory.vocabulary import StructureType

TOURS, CHINON, LOCHES = "37261", "37072", "37132"
CIO, LOCAL = StructureType.CIO, StructureType.MISSION_LOCALE
SCHOOL = {"collège et lycée": frozenset({CIO})}


def at(code: str, kind: StructureType = CIO, *areas: str, remote: bool = False) -> Offer:
    place = load_places().get(code)
    assert place
    assert place.latitude is not None
    assert place.longitude is not None
    return Offer(kind, None if remote else (place.latitude, place.longitude), frozenset(areas or ("departement:37",)))


@pytest.mark.parametrize(
    ("offers", "within", "left"),
    [
        ([at(TOURS)], 30, {CHINON, LOCHES}),
        ([at(TOURS)], 60, set()),
        ([at(TOURS), at(CHINON)], 30, {LOCHES}),
        ([at(TOURS, LOCAL)], 60, {TOURS, CHINON, LOCHES}),  # another kind does not receive this audience
        ([at(TOURS, CIO, "commune:37261")], 60, {CHINON, LOCHES}),  # near, but serves Tours only
        ([at(TOURS, CIO, "france", remote=True)], 60, {TOURS, CHINON, LOCHES}),  # a voice is no place to go
        ([], 30, {TOURS, CHINON, LOCHES}),
    ],
)
def test_gaps(offers: list[Offer], within: float, left: set[str]) -> None:
    """L27, PA4: no territory without an offer."""
    communes = [place for code in (TOURS, CHINON, LOCHES) if (place := load_places().get(code))]
    assert {gap.commune.code for gap in gaps(communes, offers, SCHOOL, within)} == left


def test_a_remote_offer_is_told() -> None:
    (place,) = [load_places().get(TOURS)]
    assert place
    (gap,) = gaps([place], [at(TOURS, CIO, "region:24", remote=True)], SCHOOL)
    assert gap.remote


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([], 0),
        ([(0, "09:00", "12:00")], 1),
        ([(0, "09:00", "12:00"), (0, "13:30", "17:00")], 2),
        ([(0, "09:00", "17:00")], 2),
        ([(0, "08:30", "13:30")], 1),
        ([(0, "14:00", "18:00"), (0, "18:00", "20:00")], 1),
        ([(day, "09:00", "12:00") for day in range(5)], 5),
    ],
)
def test_half_days(hours: list[tuple[int, str, str]], expected: int) -> None:
    """NO12: two days and a half, or five half-days, a week."""
    assert half_days((day, time.fromisoformat(a), time.fromisoformat(b)) for day, a, b in hours) == expected


def test_tours_as_it_stands(reader: Directory) -> None:
    found = coverage(reader, ["37"])
    assert {gap.audience for gap in found} <= AUDIENCES.keys()
    assert not any(gap.commune.code == TOURS for gap in found)
    weeks = short_weeks(reader, [LOCAL], "tours")
    assert "tours/mission-locale-touraine/loches" in {one.site_key for one in weeks}
    assert "tours/mission-locale-touraine/tours" not in {one.site_key for one in weeks}


def test_the_report_reads_as_a_report() -> None:
    (place,) = [load_places().get(CHINON)]
    assert place
    lines = report([Gap(place, "salariés", True)], [ShortWeek("k", "Antenne de Loches", 2)])
    assert lines[0].startswith("salariés : 1 communes sans lieu à portée, ")
    assert "… et 2 autres, plus petites (--tout les montre)" in report([Gap(place, "salariés", True)] * 5, [], 3)[4]
    assert lines[-2] == "Antenne de Loches : 2 demi-journées par semaine, il en faut 5."
