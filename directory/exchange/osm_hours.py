"""Opening hours as OpenStreetMap writes them ("Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00; PH off")."""

import re
from datetime import time

from directory.exchange.records import WeeklyRange

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
RULE = re.compile(r"(?P<days>[A-Za-z, -]+?)\s+(?P<hours>[\d:,\s-]+|off|closed)")
RANGE = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


class ImpossibleHours(ValueError):  # noqa: N818 - a fact about the text
    """The hours do not exist ("25:00"), or close before they open; the message says which, in French."""


def read_osm_hours(text: str) -> tuple[WeeklyRange, ...] | None:
    """The weekly ranges of this text, in order; ``None`` when it says more than an ordinary week can hold.

    :class:`ImpossibleHours` when it names hours that do not exist. Rules for public holidays are left out: the
    directory knows the holidays.
    """
    week: dict[int, list[tuple[time, time]]] = {}
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        if rule.startswith(("PH", "SH")):
            continue
        found = RULE.fullmatch(rule)
        days = _days(found["days"]) if found else None
        if found is None or days is None:
            _check_clocks(rule)
            return None
        ranges = [] if found["hours"] in {"off", "closed"} else _ranges(found["hours"])
        if ranges is None:
            return None
        week |= dict.fromkeys(days, ranges)
    return tuple((day, opens, closes) for day in sorted(week) for opens, closes in sorted(week[day]))


def write_osm_hours(rows: tuple[WeeklyRange, ...]) -> str:
    """The text of these weekly ranges; equal days are written together."""
    by_day: dict[int, str] = {}
    for day, opens, closes in sorted(rows):
        spelt = f"{opens:%H:%M}-{closes:%H:%M}"
        by_day[day] = f"{by_day[day]},{spelt}" if day in by_day else spelt
    groups: dict[str, list[int]] = {}
    for day, spelt in by_day.items():
        groups.setdefault(spelt, []).append(day)
    return "; ".join(f"{','.join(DAYS[day] for day in days)} {spelt}" for spelt, days in groups.items())


def _days(text: str) -> list[int] | None:
    days: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            return None
        start, end = DAYS.index(first), DAYS.index(last or first)
        days += [number % 7 for number in range(start, (end if end >= start else end + 7) + 1)]
    return days


def _ranges(text: str) -> list[tuple[time, time]] | None:
    _check_clocks(text)
    ranges: list[tuple[time, time]] = []
    for part in text.split(","):
        found = RANGE.fullmatch(part.strip())
        if found is None:
            return None
        opens, closes = _clock(found[1], found[2]), _clock(found[3], found[4])
        if opens >= closes:
            raise ImpossibleHours(f"« {part.strip()} » : la fermeture vient avant l’ouverture.")
        ranges.append((opens, closes))
    return ranges


def _check_clocks(text: str) -> None:
    for hour, minute in re.findall(r"(\d{1,2}):(\d{2})", text):
        if int(hour) > 24 or int(minute) > 59 or (int(hour) == 24 and int(minute)):
            raise ImpossibleHours(f"« {hour}:{minute} » : cette heure n’existe pas.")


def _clock(hour: str, minute: str) -> time:
    return time(23, 59) if int(hour) == 24 else time(int(hour), int(minute))
