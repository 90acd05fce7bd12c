"""How easy a French text is to read: the Kandel–Moles measure, the French form of Flesch's (see docs/writing.md).

207 − 1.015 × words per sentence − 73.6 × syllables per word: about 100 for a first reading book, 60 for a newspaper,
under 30 for a thesis. Syllables are those of Pyphen's French hyphenation, which cuts a little less than a voice does:
scores come out a few points high, and the bars below take it into account.
"""

import re
from functools import cache

import pyphen

from bot.information.wording import sentences, words

EASY = 65  # every public text of some length: « facile », read without effort at the end of lower secondary school
VERY_EASY = 80  # plain language (FALC)
LONG_ENOUGH = 20  # words: on fewer, one long word decides of the score

_LETTERS = re.compile(r"[^\W\d_]+")


def readability(text: str) -> float:
    """The Kandel–Moles score of a text; 207 when there is nothing to read."""
    parts = [part for word in words(text) for part in _LETTERS.findall(word)]
    if not parts:
        return 207.0
    syllables = sum(_syllables(part.lower()) for part in parts)
    return 207 - 1.015 * len(parts) / len(sentences(text)) - 73.6 * syllables / len(parts)


def readability_fault(text: str, bar: int) -> str | None:
    """What to say to the writer when a text of some length is harder than the bar."""
    score = readability(text)
    if len(words(text)) < LONG_ENOUGH or score >= bar:
        return None
    return f"lisibilité {score:.0f}, {bar} au moins : des phrases plus courtes, des mots plus courants"


@cache
def _syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="fr_FR", left=1, right=1)
