"""The words of figures: names of items, periods, structures, and numbers as French writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.numbers import format_decimal
from sqlalchemy import select

from directory.desk.words import Words, load_words
from directory.models import Network, Structure, Tally
from directory.service import Directory
from directory.steering.figures import Figure, Part
from directory.steering.indicators import Indicator
from directory.steering.release import ANY, Release, quarters_of

IN_ORDER = frozenset({"moment", "travel", "first_slot", "delay", "rating"})  # as texts.yml lists them
TEXTS_FILE = Path(__file__).with_name("texts.yml")


def steering_words() -> Words:
    """The texts of steering, read once."""
    return load_words(TEXTS_FILE)


@dataclass(frozen=True, slots=True)
class Namer:
    """What things are called on pages, in exports and in reports."""

    words: Words
    organisations: Mapping[str, str]

    @classmethod
    def of(cls, directory: Directory) -> "Namer":
        """With the names of the networks of this directory, and of the structures that were counted."""
        words = steering_words()
        names = {ANY: words.say("page.everyone"), "network:": words.say("network_none")}
        with directory.reading() as session:
            for row in session.execute(select(Network.key, Network.name)):
                names[f"network:{row.key}"] = row.name
            counted = Structure.id.in_(select(Tally.structure_id))
            for one in session.execute(select(Structure.id, Structure.name).where(counted)):
                names[f"structure:{one.id}"] = one.name
        return cls(words, names)

    def item(self, by: str, item: str) -> str:
        """An item of a field; hours are said as such."""
        return f"{int(item)}\N{NO-BREAK SPACE}h" if by == "hour" else self.words.say(f"item.{by}.{item}")

    def ordered(self, figure: Figure) -> tuple[Part, ...]:
        """The parts of a figure: in their own order when they have one, or from the most numerous, hidden ones last."""
        by = figure.indicator.by
        if by == "hour":
            return figure.parts
        if by in IN_ORDER:
            order = [key.rpartition(".")[2] for key in self.words.texts if key.startswith(f"item.{by}.")]
            return tuple(sorted(figure.parts, key=lambda part: order.index(part.item)))
        return tuple(sorted(figure.parts, key=lambda part: (part.number is None, -(part.number or 0), part.item)))

    def month(self, month: str) -> str:
        """ "novembre"."""
        return self.words.say(f"month.{month[-2:]}")

    def short_month(self, month: str) -> str:
        """ "nov.", for the foot of a column."""
        return self.words.say(f"short_month.{month[-2:]}")

    def period(self, release: Release, period: str) -> str:
        """ "Année 2026", "3e trimestre 2026"."""
        if period in quarters_of(release.year):
            number = int(period[-1])
            rank = self.words.say("period.first") if number == 1 else self.words.say("period.other", number=number)
            return self.words.say("period.quarter", rank=rank, year=release.year)
        if len(release.quarters) == len(quarters_of(release.year)):
            return self.words.say("period.year", year=release.year)
        last = self.period(release, release.quarters[-1]).rpartition(" ")[0] if release.quarters else ""
        return self.words.say("period.partial", year=release.year, quarter=last)

    def formula(self, indicator: Indicator) -> str:
        """How an indicator is worked out, in words."""
        kind = "share_without" if indicator.without else str(indicator.shape)
        texts = {
            "facts": self.words.say(f"facts.{indicator.source}"),
            "field": self.words.say(f"field.{indicator.by}") if indicator.by else "",
            "share": self._items(indicator.by, indicator.share),
            "without": self._items(indicator.by, indicator.without),
        }
        return self.words.say(f"formula.{kind}", **texts)

    def _items(self, by: str, items: Sequence[str]) -> str:
        return ", ".join(f"«\N{NO-BREAK SPACE}{self.item(by, item)}\N{NO-BREAK SPACE}»" for item in items)

    def number(self, number: float | None) -> str:
        """A count, or the sign of what is hidden."""
        return self.words.say("hidden") if number is None else decimal(number, 0)

    def amount(self, value: float | None, indicator: Indicator) -> str:
        """A value with its unit."""
        if value is None:
            return self.words.say("nothing")
        if indicator.unit == "percent":
            return self.percent(value)
        return self.words.say("euros", number=decimal(value, 2)) if indicator.unit == "euros" else decimal(value, 0)

    def percent(self, value: float) -> str:
        """Out of a hundred, rounded; nearly none and nearly all keep a digit, and do not read as none or all."""
        digits = 0 if value in {0, 100} or 0.5 <= value < 99.5 else 1
        return self.words.say("percent", number=decimal(value, digits))

    def result(self, figure: Figure) -> str:
        """The value of a figure, or why there is none."""
        return self.words.say("hidden") if figure.hidden else self.amount(figure.value, figure.indicator)

    def objective(self, figure: Figure) -> str:
        """The objective as a sentence; empty when there is none."""
        if figure.objective is None:
            return ""
        goal = self.amount(figure.objective, figure.indicator)
        return self.words.say(f"objective.{figure.indicator.better}", goal=goal)

    def verdict(self, figure: Figure) -> str:
        """Whether the objective is reached, in words; empty when that cannot be told."""
        return "" if figure.met is None else self.words.say("objective.met" if figure.met else "objective.missed")


def decimal(number: float, digits: int) -> str:
    """A number as French writes it: "12 345,60"."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(number, format=pattern, locale="fr")
