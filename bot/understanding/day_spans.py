"""Days and spans of days in prepared words ("mardi en huit", "début décembre", "à partir du 15")."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dateutil.easter import easter

from bot.understanding import date_phrases as say

Span = tuple[date, date]  # first and last day, both included; ``date.max`` when it has no end
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def spans_of_days(words: str, today: date) -> list[Span]:
    """Every day or span of days wished in words prepared by ``dates``, in no order."""
    words = _with_days(words, today)
    spans: list[Span] = []
    later: list[Span] = []  # what "not this week" leaves, when no other day is wished
    for pattern, kind in say.DAY_BOUNDS:
        for found in re.finditer(pattern, words):
            span = _bound(kind, _nth_span(found[0], 0), _nth_span(found[0], -1), today)
            (later if kind == "not" else spans).append(span)
        words = re.sub(pattern, " ", words)
    return spans or later


def _bound(kind: str, first: Span, last: Span, today: date) -> Span:
    """What a preposition makes of the days it stands before."""
    if kind == "from":
        return first[0], date.max
    if kind in {"past", "not"}:
        return first[1] + _DAY, date.max
    if kind == "until":
        return today, last[1]
    if kind == "ahead":
        return today, last[0] - _DAY
    return min(first[0], last[0]), max(first[1], last[1])


def _with_days(words: str, today: date) -> str:
    """The words with every day or span of days as ``D<first>_<last>``."""
    for pattern, reader in _DAY_READERS:
        words = re.sub(pattern, _writer(reader, today), words)
    return words


def _writer(reader: Callable[[re.Match[str], date], Span | None], today: date) -> Callable[[re.Match[str]], str]:
    def write(found: re.Match[str]) -> str:
        span = reader(found, today)
        return f" D{span[0]:%Y%m%d}_{span[1]:%Y%m%d} " if span else " | "

    return write


def _nth_span(words: str, at: int) -> Span:
    first, last = re.findall(r"D(\d{8})_(\d{8})", words)[at]
    return date.fromisoformat(first), date.fromisoformat(last)


def _only(day: date | None) -> Span | None:
    return (day, day) if day else None


def _next_weekday(name: str, today: date) -> date:
    """The next such day, never today: who means today says so."""
    return today + _DAY * ((say.WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1)


def _week_of(day: date) -> Span:
    return _monday(day, 0), _monday(day, 0) + _DAY * 6


def _monday(today: date, weeks: int) -> date:
    return today - _DAY * today.weekday() + _WEEK * weeks


def _calendar(day: int, month: int, year: int | None, today: date) -> date | None:
    """That day of the year given, or of the first year in which it is still to come."""
    years = [year + 2000 * (year < 100)] if year else [today.year, today.year + 1]
    return next((found for found in _valid(day, [(month, y) for y in years]) if year or found >= today), None)


def _valid(day: int, months: list[tuple[int, int]]) -> Iterator[date]:
    for month, year in months:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _day_of_month(day: int, today: date) -> date | None:
    """The next such day of a month ("le 3"), at most a few months ahead."""
    ahead = [((today.month - 1 + step) % 12 + 1, today.year + (today.month - 1 + step) // 12) for step in range(4)]
    return next((found for found in _valid(day, ahead) if found >= today), None)


def _month(number: int, today: date) -> date:
    return date(today.year + (number < today.month), number, 1)


def _end_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - _DAY


def _part(whole: Span, part: str) -> Span:
    """The beginning, middle or end of a month or of a week."""
    first, last = whole
    if (last - first).days < 7:
        cut = {"debut": (0, 1), "milieu": (1, 3), "mi": (1, 3), "fin": (3, 5)}.get(part, (0, 6))
        return first + _DAY * cut[0], first + _DAY * cut[1]
    cut = {"debut": (1, 10), "mi": (11, 20), "milieu": (11, 20), "fin": (21, last.day)}.get(part, (1, last.day))
    return first.replace(day=cut[0]), first.replace(day=cut[1])


def _read_numeric(found: re.Match[str], today: date) -> Span | None:
    return _only(_calendar(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, today))


def _read_calendar(found: re.Match[str], today: date) -> Span | None:
    number = say.MONTHS[found["month"]]
    last = _calendar(_number(found["day"]), number, int(found["year"]) if found["year"] else None, today)
    from_day = found["from_day"]
    first = next(_valid(_number(from_day), [(number, last.year)]), None) if last and from_day else last
    return (first, last) if first and last else None


def _number(word: str) -> int:
    return 1 if word in {"premier", "1er"} else int(word)


def _read_nth_weekday(found: re.Match[str], today: date) -> Span | None:
    first = _month(say.MONTHS[found["month"]], today) if found["month"] else _month(today.month % 12 + 1, today)
    this_month = _nth_weekday(found, today.replace(day=1)) if found["of"] == "du mois" else today - _DAY
    return _only(this_month if this_month >= today else _nth_weekday(found, first))


def _nth_weekday(found: re.Match[str], first: date) -> date:
    """That weekday of the month that begins on ``first``."""
    weekday = say.WEEKDAYS.index(found["weekday"])
    if found["nth"] == "dernier":
        last = _end_of_month(first)
        return last - _DAY * ((last.weekday() - weekday) % 7)
    return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (say.NTH[found["nth"]] - 1))


def _read_half_month(found: re.Match[str], today: date) -> Span:
    first = _month(say.MONTHS[found["month"]], today)
    middle = first.replace(day=15)
    return (first, middle) if found["half"] in {"premiere", "1ere"} else (middle + _DAY, _end_of_month(first))


def _read_week_number(found: re.Match[str], today: date) -> Span | None:
    for year in (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(year, int(found["number"]), 1)
        except ValueError:
            continue
        if monday + _DAY * 6 >= today:
            return monday, monday + _DAY * 6
    return None


def _read_feast(found: re.Match[str], today: date) -> Span | None:
    years = (today.year, today.year + 1)
    if found["feast"] in say.FEASTS:
        month, day = say.FEASTS[found["feast"]]
        return _only(next(feast for year in years if (feast := date(year, month, day)) >= today))
    after = say.AFTER_EASTER[found["feast"]] if found["feast"] else 1 if found["monday_of"] == "paques" else 50
    return _only(next((feast for year in years if (feast := easter(year) + _DAY * after) >= today), None))


def _read_in(found: re.Match[str], today: date) -> Span | None:
    count = 1 if found[1] in {"un", "une"} else int(found[1])
    if found[2] == "mois":
        month = today.month - 1 + count
        day = date(today.year + month // 12, month % 12 + 1, min(today.day, 28))
        return day, day + _DAY * 6
    day = today + _DAY * count * (7 if found[2].startswith("semaine") else 1)
    exact = not found[0].startswith("dans")
    return (day, day + _DAY * 4) if not exact and (found[2].startswith("semaine") or count > 6) else (day, day)


def _read_weekday(found: re.Match[str], today: date) -> Span | None:
    day = _next_weekday(found["weekday"], today)
    if found["number"]:
        return _only(_day_of_month(int(found["number"]), today))
    if found["weeks"]:
        return _only(day + _WEEK * (int(found["weeks"]) // 7))
    if found["week"]:
        return _only(_monday(today, say.WEEKS[found["week"]]) + _DAY * day.weekday())
    return _only(day)


def _read_week_weekday(found: re.Match[str], today: date) -> Span | None:
    return _only(_monday(today, say.WEEKS[found["week"]]) + _DAY * say.WEEKDAYS.index(found["weekday"]))


def _read_week(found: re.Match[str], today: date) -> Span:
    monday = _monday(today, say.WEEKS[found["week"] or found["week2"] or ""])
    part = _part((monday, monday + _DAY * 6), found["part"] or "")
    return part if part[1] >= today else (part[0] + _WEEK, part[1] + _WEEK)


def _read_month(found: re.Match[str], today: date) -> Span:
    first = _month(say.MONTHS[found["month"] or found["may"]], today)
    return _part((first, _end_of_month(first)), found["part"] or found["may_part"] or "")


def _month_part(first: date, found: re.Match[str]) -> Span:
    return _part((first, _end_of_month(first)), found["part"] or "")


_DAY_READERS: tuple[tuple[str, Callable[[re.Match[str], date], Span | None]], ...] = (
    (say.NUMERIC, _read_numeric),
    (say.FEAST, _read_feast),
    (say.NTH_WEEKDAY, _read_nth_weekday),
    (say.HALF_MONTH, _read_half_month),
    (say.CALENDAR, _read_calendar),
    (say.IN_DAYS, _read_in),
    (say.WEEK_WEEKDAY, _read_week_weekday),
    (say.ONE_WEEKDAY, _read_weekday),
    (say.WEEKEND, lambda _, today: (_monday(today, 0) + _DAY * 5, _monday(today, 0) + _DAY * 6)),
    (say.WEEK_NUMBER, _read_week_number),
    (say.WEEK, _read_week),
    (say.NEXT_MONTH, lambda found, today: _month_part(_month(today.month % 12 + 1, today), found)),
    (say.THIS_MONTH, lambda found, today: _month_part(today.replace(day=1), found)),
    (say.MONTH, _read_month),
    (say.YEAR, lambda _, today: (date(today.year + 1, 1, 1), date(today.year + 1, 12, 31))),
    (say.TODAY, lambda _, today: (today, today)),
    (say.AFTER_TOMORROW, lambda _, today: _only(today + _DAY * 2)),
    (say.TOMORROW, lambda _, today: _only(today + _DAY)),
    (say.DAY_NUMBER, lambda found, today: _only(_day_of_month(_number(found[1]), today))),
    (say.WEEK_OF, lambda found, _: _week_of(date.fromisoformat(found[1]))),
)
