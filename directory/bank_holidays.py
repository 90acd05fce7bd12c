"""French public holidays where a site stands: overseas départements and Alsace-Moselle have their own."""

from datetime import date
from functools import lru_cache

import holidays

# Subdivisions of the holidays library, by what a commune's INSEE code begins with.
SUBDIVISIONS = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "977": "BL",
    "978": "MF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}


def is_bank_holiday(day: date, commune: str | None) -> bool:
    """Whether ``day`` is a public holiday in this commune (INSEE code; ``None``: mainland France)."""
    return day in _holidays(_subdivision(commune or ""), day.year)


def _subdivision(commune: str) -> str | None:
    return SUBDIVISIONS.get(commune[:3]) or SUBDIVISIONS.get(commune[:2])


@lru_cache(maxsize=256)
def _holidays(subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=subdivision, years=year, expand=False))
