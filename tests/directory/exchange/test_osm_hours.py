"""Hours as OpenStreetMap writes them."""

from datetime import time

import pytest

from directory.exchange.osm_hours import ImpossibleHours, read_osm_hours, write_osm_hours


@pytest.mark.parametrize(
    ("text", "days", "first"),
    [
        ("Mo-Fr 09:00-12:00", {0, 1, 2, 3, 4}, (time(9), time(12))),
        ("Mo,We 9:00-12:00,14:00-17:00", {0, 2}, (time(9), time(12))),
        ("Mo-Fr 08:30-12:00; We off; PH off", {0, 1, 3, 4}, (time(8, 30), time(12))),
        ("Sa-Mo 10:00-24:00", {5, 6, 0}, (time(10), time(23, 59))),
        ("", set(), None),
    ],
)
def test_ordinary_weeks(text: str, days: set[int], first: tuple[time, time] | None) -> None:
    found = read_osm_hours(text)
    assert found is not None
    assert {row[0] for row in found} == days
    if first:
        assert found[0][1:] == first


@pytest.mark.parametrize("text", ["24/7", "sunrise-sunset", "Mo[1] 09:00-12:00", "week 1-53/2 Mo 09:00-12:00", "Mo-Fr"])
def test_what_a_week_cannot_hold_is_left_to_people(text: str) -> None:
    assert read_osm_hours(text) is None


@pytest.mark.parametrize("text", ["Mo 09:00-25:00", "Mo 09:60-10:00", "Mo 12:00-09:00", "Mo[1] 26:00-27:00"])
def test_hours_that_do_not_exist(text: str) -> None:
    with pytest.raises(ImpossibleHours, match="«"):
        read_osm_hours(text)


@pytest.mark.parametrize("text", ["Mo,Tu,We 09:00-12:00,14:00-17:00; Sa 10:00-12:00", "Su 10:00-11:00", ""])
def test_there_and_back(text: str) -> None:
    assert write_osm_hours(read_osm_hours(text) or ()) == text
