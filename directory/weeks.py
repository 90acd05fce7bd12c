"""Opening hours in words, for a page or a voice."""

from collections.abc import Iterable
from datetime import time
from typing import Protocol

from babel.dates import get_day_names


class OneOpening(Protocol):
    """One range of a week: ``weekday`` from 0 for Monday, ``kind`` "open" or "walk_in"."""

    @property
    def weekday(self) -> int: ...
    @property
    def opens(self) -> time: ...
    @property
    def closes(self) -> time: ...
    @property
    def kind(self) -> str: ...


def week(hours: Iterable[OneOpening], kind: str) -> tuple[tuple[str, str], ...]:
    """The opening (``open``) or walk-in (``walk_in``) hours of each weekday, in words."""
    days: dict[int, list[str]] = {}
    for one in sorted((h for h in hours if h.kind == kind), key=lambda h: (h.weekday, h.opens)):
        days.setdefault(one.weekday, []).append(f"{hour(one.opens)} – {hour(one.closes)}")
    names = get_day_names("wide", locale="fr")
    return tuple((names[day].capitalize(), ", ".join(ranges)) for day, ranges in days.items())


def hour(at: time) -> str:
    """An hour the French way: "9 h", "13 h 30"."""
    return f"{at.hour} h" + (f" {at.minute:02d}" if at.minute else "")


def together(hours: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The same hours said once: « Lundi, mardi, jeudi », then « 8 h 30 – 12 h 30 »."""
    days: dict[str, list[str]] = {}
    for day, ranges in hours:
        days.setdefault(ranges, []).append(day.lower())
    return tuple((", ".join(names), ranges) for ranges, names in days.items())
