"""When one can come without appointment, and on which days France is closed."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from directory.bank_holidays import is_bank_holiday
from directory.hours import Closure, Doorway, WeeklyHours, next_opening

PARIS = ZoneInfo("Europe/Paris")
WEEK = (WeeklyHours(0, time(9), time(12)), WeeklyHours(0, time(14), time(17)), WeeklyHours(4, time(9), time(12)))
INFO_JEUNES = Doorway(PARIS, "37261", WEEK)
CLOSED_IN_DECEMBER = Doorway(PARIS, "37261", WEEK, (Closure(date(2026, 11, 30), date(2026, 12, 6)),))
NEVER_OPEN = Doorway(PARIS, "37261", ())


@pytest.mark.parametrize(
    ("door", "now", "expected"),
    [
        (INFO_JEUNES, "2026-11-23 08:00", "2026-11-23 09:00"),
        (INFO_JEUNES, "2026-11-23 10:30", "2026-11-23 10:30"),  # open now
        (INFO_JEUNES, "2026-11-23 11:45", "2026-11-23 11:45"),
        (INFO_JEUNES, "2026-11-23 11:46", "2026-11-23 14:00"),  # too late to come this morning
        (INFO_JEUNES, "2026-11-23 17:30", "2026-11-27 09:00"),
        (INFO_JEUNES, "2026-12-21 18:00", "2026-12-28 09:00"),  # the Friday is Christmas
        (CLOSED_IN_DECEMBER, "2026-11-27 13:00", "2026-12-07 09:00"),
        (NEVER_OPEN, "2026-11-23 08:00", None),
    ],
)
def test_next_opening(door: Doorway, now: str, expected: str | None) -> None:
    found = next_opening(door, datetime.fromisoformat(now).replace(tzinfo=PARIS))
    assert found == (datetime.fromisoformat(expected).replace(tzinfo=PARIS) if expected else None)


@pytest.mark.parametrize(
    ("day", "commune", "closed"),
    [
        ("2026-07-14", "37261", True),
        ("2026-07-15", "37261", False),
        ("2026-05-14", "37261", True),  # Ascension
        ("2026-12-26", "37261", False),
        ("2026-12-26", "67482", True),  # Strasbourg
        ("2026-04-03", "57463", True),  # Good Friday in Metz
        ("2026-12-20", "97411", True),  # La Réunion
        ("2026-05-22", "97209", True),  # Martinique
        ("2026-05-27", "97105", True),  # Guadeloupe
        ("2026-06-10", "97302", True),  # Guyane
        ("2026-04-27", "97608", True),  # Mayotte
        ("2026-12-20", None, False),
    ],
)
def test_public_holidays_of_the_place(day: str, commune: str | None, closed: bool) -> None:
    assert is_bank_holiday(date.fromisoformat(day), commune) is closed
