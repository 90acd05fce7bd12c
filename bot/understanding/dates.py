"""When a person would come: days, hours and refusals, as they are typed or said.

A sentence is rewritten in steps: hours become ``T1530``, parts of the day ``P1330_1800``, days and spans of days
``D20261124_20261130``; what is left around them ("avant", "à partir de", "pas") then says how they bound the wish.
Habits, the past and durations are taken out first.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.understanding import date_phrases as say
from bot.understanding.day_spans import Span, spans_of_days
from bot.understanding.numbers import with_digits
from bot.understanding.text import fold

_WEEK = timedelta(days=7)
_ALL_DAYS = frozenset(range(7))
_MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Wish:
    """Days and hours that suit a person; whatever is ``None`` is open.

    ``first`` and ``last`` are days, both included; a slot suits when it starts at ``after`` or later and before
    ``before``; ``excluded`` are weekdays refused (Monday is 0). An exact hour bounds a short while from it: the
    service proposes slots, it never invents a minute.
    """

    first: date | None
    last: date | None
    after: time | None
    before: time | None
    excluded: frozenset[int]


def read_wish(text: str, today: date) -> Wish | None:
    """The days and hours wished in an utterance said on ``today``; ``None`` when it speaks of none."""
    if len(text) > _MOST_CHARACTERS:
        return None
    words = _prepared(text)
    words, refused = _refused_days(words)
    words, hours = _hours(words)
    words, habitual = _habitual_days(words)
    spans = spans_of_days(words, today)
    if not (refused or hours or habitual or spans or re.search(say.ANY_TIME, words)):
        return None
    first = min((span[0] for span in spans), default=None)
    last = max((span[1] for span in spans), default=None)
    if last is not None and last < today:
        return None
    excluded = refused | (_ALL_DAYS - habitual if habitual else frozenset()) | _between(spans)
    after, before = _hull(hours)
    if first is not None:
        first = max(first, today)
    return Wish(first, None if last == date.max else last, after, before, excluded if len(excluded) < 7 else refused)


def _prepared(text: str) -> str:
    """Folded words with figures, hours as ``15h30``, dates as ``3x12x2026`` and clauses parted by ``|``."""
    text = re.sub(r"(\d{1,2})\s?[:hH]\s?(\d{2})\b", r"\1h\2", text)
    text = re.sub(r"(?<=\d )sept\b", "septembre", text)
    text = re.sub(r"(\bà|\ba) (\d{1,2})\.(\d{2})\b", r"\1 \2h\3", text)
    text = re.sub(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b", r"\1x\2x\3", text)
    text = re.sub(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b", r"\1x\2x\3", text)
    clauses = (with_digits(fold(clause)) for clause in re.split(r"[,;!?…]|\.(?!\d)", text))
    words = " | ".join(clause for clause in clauses if clause)
    for wrong, right in say.SPELLINGS:
        words = re.sub(wrong, right, words)
    for unrelated in say.UNRELATED:
        words = re.sub(unrelated, " | ", words)
    return f" {words} "


# --- refusals and habits ---------------------------------------------------------------------------------------------


def _refused_days(words: str) -> tuple[str, frozenset[int]]:
    """The weekdays of "pas le mercredi", "sauf lundi et mardi", "le vendredi je ne peux pas"."""
    refused: set[int] = set()
    for pattern in say.REFUSALS:
        for found in re.finditer(pattern, words):
            refused |= _weekdays(found[0])
        words = re.sub(pattern, " | ", words)
    return words, frozenset(refused)


def _habitual_days(words: str) -> tuple[str, frozenset[int]]:
    """The weekdays of "plutôt le mardi", "du lundi au jeudi", "un samedi": no date yet, only days that suit."""
    days: set[int] = set()
    for found in re.finditer(say.DAYS_FROM_TO, words):
        start, end = say.WEEKDAYS.index(found[1]), say.WEEKDAYS.index(found[2])
        days |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    words = re.sub(say.DAYS_FROM_TO, " ", words)
    for pattern, some in ((say.ANY_WEEKDAY, range(5)), (say.ANY_WEEKEND, (5, 6))):
        days |= set(some) if re.search(pattern, words) else set()
        words = re.sub(pattern, " ", words)
    for found in re.finditer(say.ANY_SUCH_DAY, words):
        days |= _weekdays(found[0])
    return re.sub(say.ANY_SUCH_DAY, " ", words), frozenset(days)


def _weekdays(words: str) -> frozenset[int]:
    return frozenset(say.WEEKDAYS.index(day) for day in re.findall(say.WEEKDAY, words))


# --- hours -----------------------------------------------------------------------------------------------------------

_Hours = tuple[time | None, time | None]


def _hours(words: str) -> tuple[str, list[_Hours]]:
    """The bounds of the day that are said, and the words without them."""
    for pattern in say.CLOCKS:
        words = re.sub(pattern, _as_clock, words)
    found: list[_Hours] = []
    for pattern, (start, end) in say.PARTS_OF_DAY:
        words, times = re.subn(pattern, " ", words)
        found += [(_time(start) if start else None, _time(end) if end else None)] * bool(times)
    for pattern, bounds in say.HOUR_BOUNDS:
        for match in re.finditer(pattern, words):
            found.append(_bounds(bounds, [_time(clock) for clock in re.findall(r"T(\d{4})", match[0])]))
        words = re.sub(pattern, " ", words)
    return words, found


def _as_clock(found: re.Match[str]) -> str:
    """``T1530``; hours one to six are of the afternoon unless the morning is said, since nobody receives at night."""
    hour = 12 if found["hour"] == "midi" else 1 if found["hour"] == "une" else int(found["hour"])
    minutes = say.MINUTES.get(found["minutes"] or "", found["minutes"] or "0")
    of_day = found["of_day"] or ""
    if (hour < 7 and "matin" not in of_day) or ("soir" in of_day and hour < 12):
        hour += 12
    total = hour * 60 + int(minutes)
    return f" T{total // 60:02}{total % 60:02} " if hour <= 23 and int(minutes) < 60 else found[0]


def _bounds(kind: str, clocks: list[time]) -> _Hours:
    at = clocks[0]
    if kind == "between":
        return at, clocks[1]
    if kind == "after":
        return at, None
    if kind == "before":
        return None, at
    if kind == "around":
        return _shifted(at, -60), _shifted(at, 60)
    return at, _shifted(at, 30 if at.minute else 60)


def _shifted(at: time, minutes: int) -> time:
    total = min(max(at.hour * 60 + at.minute + minutes, 0), 23 * 60 + 59)
    return time(total // 60, total % 60)


def _time(clock: str) -> time:
    return time(int(clock[:2]), int(clock[2:]))


def _hull(hours: list[_Hours]) -> _Hours:
    """One pair of bounds: several that agree are narrowed ("lundi matin après 10 h"), others are spanned."""
    if not hours:
        return None, None
    latest = max((after for after, _ in hours if after), default=None)
    earliest = min((before for _, before in hours if before), default=None)
    if latest is None or earliest is None or latest < earliest:
        return latest, earliest
    starts, ends = [after for after, _ in hours], [before for _, before in hours]
    return (
        None if None in starts else min(after for after in starts if after),
        None if None in ends else max(before for before in ends if before),
    )


def _between(spans: list[Span]) -> frozenset[int]:
    """Weekdays between single days that were named ("lundi ou jeudi")."""
    days = {first for first, last in spans if first == last}
    if len(days) < 2 or len(days) < len(spans) or max(days) - min(days) > _WEEK:
        return frozenset()
    return _ALL_DAYS - {day.weekday() for day in days}
