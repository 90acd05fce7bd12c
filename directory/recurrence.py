"""The days on which an availability comes back, written as an iCalendar rule ("FREQ=WEEKLY;BYDAY=MO,TH")."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

ALLOWED = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"}
MAX_INTERVAL = 52


class BadRecurrence(ValueError):  # noqa: N818
    """The rule is not one of those understood; the message says why, in French, for a directory manager."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A checked rule that gives whole days: daily, weekly or monthly, without end (an availability has its own)."""

    rule: str
    frequency: str
    interval: int
    weekdays: frozenset[int] | None  # set when the rule is simply "these days, every n weeks"

    def days(self, origin: date, first: date, last: date) -> list[date]:
        """The days from ``first`` to ``last``, both included, counted from ``origin``."""
        first = max(first, origin)
        if first > last:
            return []
        if self.weekdays is not None:
            return self._weekly_days(self.weekdays, origin, first, last)
        found = _rule(self.rule, origin if self.interval > 1 else first).between(
            datetime.combine(first, time.min), datetime.combine(last, time.min), inc=True
        )
        return [moment.date() for moment in found]

    def _weekly_days(self, weekdays: frozenset[int], origin: date, first: date, last: date) -> list[date]:
        # dateutil walks from the origin at each call; nearly every agenda is of this kind and thousands are read
        monday = origin - timedelta(days=origin.weekday())
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [d for d in days if d.weekday() in weekdays and (d - monday).days // 7 % self.interval == 0]


@lru_cache(maxsize=4096)
def read_recurrence(text: str) -> Recurrence:
    """The recurrence this text describes; :class:`BadRecurrence` when it has none that an agenda can hold."""
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency not in {"DAILY", "WEEKLY", "MONTHLY"}:
        raise BadRecurrence(
            f"« {text} » : la fréquence doit être DAILY, WEEKLY ou MONTHLY (exemple : FREQ=WEEKLY;BYDAY=MO,TH)."
        )
    interval = _interval(text, parts.get("INTERVAL", "1"))
    if frequency == "WEEKLY" and "BYDAY" not in parts:
        raise BadRecurrence(f"« {text} » : dites quels jours de la semaine (BYDAY=MO,TU…).")
    if frequency == "MONTHLY" and not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        raise BadRecurrence(f"« {text} » : dites quels jours du mois (BYDAY=1MO ou BYMONTHDAY=15).")
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    parsed = _checked_rule(text, rule)
    return Recurrence(rule, frequency, interval, _plain_weekdays(parts, parsed))


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.strip().upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise BadRecurrence(f"« {text} » : écrivez NOM=VALEUR, séparés par des points-virgules.")
        if name not in ALLOWED:
            raise BadRecurrence(
                f"« {text} » : {name} n’est pas accepté ici ; les dates de début et de fin s’écrivent à part."
            )
        parts[name] = value
    return parts


def _interval(text: str, value: str) -> int:
    if not value.isdigit() or not 1 <= int(value) <= MAX_INTERVAL:
        raise BadRecurrence(f"« {text} » : l’intervalle va de 1 à {MAX_INTERVAL}.")
    return int(value)


def _checked_rule(text: str, rule: str) -> rrule:
    try:
        parsed = rrulestr(rule, dtstart=datetime(2000, 1, 3))  # noqa: DTZ001 - days only: no instant, no zone
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BadRecurrence(f"« {text} » : cette règle n’est pas lisible.") from error
    if not isinstance(parsed, rrule) or not any(parsed.replace(until=datetime(2008, 1, 3))):  # noqa: DTZ001
        raise BadRecurrence(f"« {text} » : aucun jour ne répond à cette règle.")
    return parsed


def _plain_weekdays(parts: dict[str, str], parsed: rrule) -> frozenset[int] | None:
    if parts["FREQ"] != "WEEKLY" or parts.keys() - {"FREQ", "INTERVAL", "BYDAY"}:
        return None
    days: tuple[int, ...] = parsed._byweekday  # type: ignore[attr-defined]  # dateutil has read "MO,TH" already
    return frozenset(days) or None


@lru_cache(maxsize=4096)
def _rule(rule: str, start: date) -> rrule:
    found = rrulestr(rule, dtstart=datetime.combine(start, time.min))
    assert isinstance(found, rrule)  # noqa: S101 - read_recurrence accepts single rules only
    return found
