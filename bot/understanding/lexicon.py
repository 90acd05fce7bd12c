"""The concept lexicon: words and phrases of work, school, training, money and trouble, grouped by what they are about.

The tables in ``lexicon/concepts/`` are plain: first cell the concept, then the forms that speak of it. A form
ending in ``*`` matches every word that starts so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from bot.understanding.spelling import LEXICON, longest_by_first, normalise, rows

_Key = TypeVar("_Key", str, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms of a few normalised words, and beginnings of words, each with its concepts."""

    forms: dict[tuple[str, ...], tuple[str, ...]]
    beginnings: dict[str, tuple[str, ...]]
    longest: dict[str, int]  # by first word, how many words the longest form has

    def concepts(self, words: list[str]) -> list[str]:
        """Concepts met in normalised words, in order, repeated as often as they are met."""
        met: list[str] = []
        for at, word in enumerate(words):
            for size in range(min(self.longest.get(word, 0), len(words) - at), 0, -1):
                if found := self.forms.get(tuple(words[at : at + size])):
                    met += found
                    break
            for length in range(4, len(word)):
                met += self.beginnings.get(word[:length], ())
        return met


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of ``lexicon/concepts/``, read once."""
    return _read(sorted((LEXICON / "concepts").glob("*.csv")))


@cache
def load_situation_words() -> Lexicon:
    """The families of words that tell a situation, ``lexicon/status_words.csv``, read once."""
    return _read([LEXICON / "status_words.csv"])


def _read(tables: Iterable[Path]) -> Lexicon:
    forms: dict[tuple[str, ...], set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    for table in tables:
        for concept, *said in rows(table):
            for form in said:
                if form.endswith("*"):
                    beginnings.setdefault(normalise(form[:-1]), set()).add(concept)
                elif words := tuple(normalise(form).split()):
                    forms.setdefault(words, set()).add(concept)
    return Lexicon(_sorted(forms), _sorted(beginnings), longest_by_first(forms))


def _sorted(found: dict[_Key, set[str]]) -> dict[_Key, tuple[str, ...]]:
    return {key: tuple(sorted(concepts)) for key, concepts in found.items()}
