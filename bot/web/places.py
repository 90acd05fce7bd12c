"""Places of the directory ready to be shown, on a page or on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from babel.dates import get_day_names

from directory.catalogue import ShownHours, ShownService, ShownSite, ShownStructure


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the list; ``km`` from the commune asked for, ``week`` its hours day by day, ``walk_in`` those at
    which one comes without appointment, days of the same hours together."""

    site: ShownSite
    week: tuple[tuple[str, str], ...]
    walk_in: tuple[tuple[str, str], ...]
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A structure of the booklet with what it does and where."""

    structure: ShownStructure
    services: tuple[ShownService, ...]
    sites: tuple[Found, ...]


def week(hours: Iterable[ShownHours], kind: str) -> tuple[tuple[str, str], ...]:
    """The opening (``open``) or walk-in (``walk_in``) hours of each weekday, in words."""
    days: dict[int, list[str]] = {}
    for one in sorted((h for h in hours if h.kind == kind), key=lambda h: (h.weekday, h.opens)):
        days.setdefault(one.weekday, []).append(f"{hour(one.opens)} – {hour(one.closes)}")
    names = get_day_names("wide", locale="fr")
    return tuple((names[day].capitalize(), ", ".join(ranges)) for day, ranges in days.items())


def hour(at: time) -> str:
    """An hour the French way: "9 h", "13 h 30"."""
    return f"{at.hour} h" + (f" {at.minute:02d}" if at.minute else "")


def found(site: ShownSite, km: float | None = None) -> Found:
    """A place ready to be shown."""
    return Found(site, week(site.hours, "open"), together(week(site.hours, "walk_in")), km)


def together(hours: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The same hours said once: « Lundi, mardi, jeudi », then « 8 h 30 – 12 h 30 »."""
    days: dict[str, list[str]] = {}
    for day, ranges in hours:
        days.setdefault(ranges, []).append(day.lower())
    return tuple((", ".join(names), ranges) for ranges, names in days.items())
