"""Whether a sentence is in another language than French: another script, or words that only others use."""

import unicodedata
from functools import cache

from bot.understanding.spelling import LEXICON, rows
from bot.understanding.text import fold

_FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "je",
        "j",
        "tu",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "ils",
        "me",
        "m",
        "te",
        "t",
        "se",
        "s",
        "ce",
        "c",
        "qu",
        "que",
        "qui",
        "et",
        "ou",
        "mais",
        "pas",
        "ne",
        "n",
        "est",
        "suis",
        "sont",
        "ai",
        "a",
        "ont",
        "au",
        "aux",
        "en",
        "dans",
        "pour",
        "par",
        "sur",
        "avec",
        "mon",
        "ma",
        "mes",
        "son",
        "sa",
        "ses",
        "votre",
        "vos",
        "plus",
        "bonjour",
        "merci",
        "oui",
        "non",
        "comment",
        "quoi",
        "faire",
        "veux",
        "voudrais",
        "cherche",
        "besoin",
        "travail",
        "formation",
    ]
)


def is_other_language(text: str) -> bool:
    """True for another script, or when words of another language outnumber the French ones.

    >>> is_other_language("hello, I need help please"), is_other_language("je cherche un job")
    (True, False)
    """
    letters = sum(c.isalpha() for c in text)
    if not letters:
        return False
    if not text.isascii() and _of_another_script(text) > letters / 2:
        return True
    words = fold(text).split()
    french = sum(word in _FRENCH for word in words)
    return any(_foreign(words, own) > max(french, 1 if len(words) > 2 else 0) for own in _languages())


def _of_another_script(text: str) -> int:
    return sum(c.isalpha() and not c.isascii() and "LATIN" not in unicodedata.name(c, "") for c in text)


def _foreign(words: list[str], own: frozenset[str]) -> int:
    return sum(word in own for word in words)


@cache
def _languages() -> list[frozenset[str]]:
    return [frozenset(fold(w) for w in said) - _FRENCH for _, *said in rows(LEXICON / "languages.csv")]
