"""Every word the desk shows, from ``texts.yml``, and the French way to write days, hours, ages and numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers
import yaml
from babel import Locale
from babel.dates import format_date

from directory.documents import LOADER

FILE = Path(__file__).with_name("texts.yml")


@dataclass(frozen=True, slots=True)
class Words:
    """The texts by key ("inbox.title")."""

    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The text of this key with its values in place; :class:`KeyError` names a key that is not written."""
        return self.texts[key].format_map(values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The text for this many: its ``none``, ``one`` or ``many`` form."""
        form = "none" if number == 0 else "one" if number == 1 else "many"
        return self.say(f"{key}.{form}", number=number, **values)

    def day(self, day: date) -> str:
        """ "mardi 24 novembre"; the first of a month is "1er"."""
        named = format_date(day, "EEEE ", locale="fr") + self._number(day) + format_date(day, " MMMM", locale="fr")
        return named.replace(" ", "\N{NO-BREAK SPACE}")

    def full_day(self, day: date) -> str:
        """ "mardi 24 novembre 2026"."""
        return f"{self.day(day)}\N{NO-BREAK SPACE}{day.year}"

    def short_day(self, day: date) -> str:
        """ "mardi 24", for the head of a column."""
        return format_date(day, "EEEE", locale="fr") + "\N{NO-BREAK SPACE}" + self._number(day)

    def language(self, code: str) -> str:
        """A language by its name: "anglais"."""
        return self.say("fiche.sign_language") if code == "lsf" else str(Locale("fr").languages.get(code, code))

    def span(self, text: str) -> str:
        """Days written as "2026-12-24", or "2026-12-24/2026-12-31", in full."""
        return " – ".join(self.full_day(date.fromisoformat(day)) for day in dict.fromkeys(text.split("/")))

    def days(self, first: date, last: date) -> str:
        """ "23 au 27 novembre 2026": what two days have in common is said once."""
        said = self._number(first)
        if (first.month, first.year) != (last.month, last.year):
            said += format_date(first, " MMMM" if first.year == last.year else " MMMM y", locale="fr")
        return self.say("moment.days", first=said, last=self._number(last) + format_date(last, " MMMM y", locale="fr"))

    def stretch(self, first: datetime, last: datetime, now: datetime) -> str:
        """From one moment to another: "demain, toute la journée", "aujourd’hui de 14 h à 16 h"."""
        from_day, to_day = (self._near(at, now) or self._date(at, now) for at in (first, last))
        is_whole = first.time() == time.min and last.time() >= time(23, 59)
        if first.date() == last.date():
            hours = {"day": from_day, "opens": self.hour(first), "closes": self.hour(last)}
            return self.say("moment.all_day", day=from_day) if is_whole else self.say("moment.hours", **hours)
        if is_whole:
            return self.say("moment.from_to", first=from_day, last=to_day)
        return self.say("moment.from_to", first=self.moment(first, now), last=self.moment(last, now))

    def hour(self, at: datetime) -> str:
        """ "9 h 30", "14 h"."""
        form = "moment.hour_minutes" if at.minute else "moment.hour"
        return self.say(form, hour=at.hour, minutes=f"{at.minute:02d}")

    def clock(self, at: time) -> str:
        """The same for an hour of every day."""
        return self.hour(datetime.combine(date.min, at))

    def moment(self, at: datetime, now: datetime) -> str:
        """A day and hour, said as near days are: "demain à 9 h 30", "mardi 24 novembre à 9 h 30"."""
        return self.say("moment.at", day=self._near(at, now) or self._date(at, now), hour=self.hour(at))

    def dated_moment(self, at: datetime, now: datetime) -> str:
        """The same with its date, for what may be printed: "demain, mardi 24 novembre à 9 h 30"."""
        near, day = self._near(at, now), self._date(at, now)
        return self.say(
            "moment.at", day=self.say("moment.dated", near=near, day=day) if near else day, hour=self.hour(at)
        )

    def age(self, since: datetime, now: datetime) -> str:
        """How long ago: "il y a 20 min", "il y a 3 h", "il y a 2 jours"."""
        passed = max(now - since, timedelta(0))
        minutes, hours = passed // timedelta(minutes=1), passed // timedelta(hours=1)
        if hours >= 24:
            return self.count("age.days", passed.days)
        return self.say("age.hours", number=hours) if hours else self.count("age.minutes", minutes)

    def phone(self, number: str) -> str:
        """A number as people dial it: "06 12 34 56 78"; as it was typed when it is none that is known."""
        try:
            read = phonenumbers.parse(number, "FR")
        except phonenumbers.NumberParseException:
            return number
        style = phonenumbers.PhoneNumberFormat
        french = read.country_code == 33
        return phonenumbers.format_number(read, style.NATIONAL if french else style.INTERNATIONAL)

    def _near(self, at: datetime, now: datetime) -> str | None:
        apart = (at.date() - now.astimezone(at.tzinfo).date()).days
        key = {-1: "moment.yesterday", 0: "moment.today", 1: "moment.tomorrow"}.get(apart)
        return self.say(key) if key else None

    def _date(self, at: datetime, now: datetime) -> str:
        return self.day(at.date()) if at.year == now.astimezone(at.tzinfo).year else self.full_day(at.date())

    def _number(self, day: date) -> str:
        return self.say("moment.first") if day.day == 1 else str(day.day)


@cache
def load_words(file: Path = FILE) -> Words:
    """The texts of this file, those of the desk by default, read once."""
    return Words(dict(_flat(yaml.load(file.read_text(encoding="utf-8"), LOADER))))  # noqa: S506 - a safe one


def _flat(texts: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, text in texts.items():
        if isinstance(text, Mapping):
            yield from _flat(text, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(text)
