"""One way to fold French text before looking words up in it, and to cut its words into runs of letters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

LONGEST_TEXT = 1000  # characters read: as many as a person may send at once
LONGEST_WORD = 30  # letters of a word that are cut into runs

_APART = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "'": " ", "`": " ", "-": " ", "‑": " ", "–": " ", "·": " "})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, no accents, one space between words; elisions and hyphens split, letters and digits kept.

    >>> fold("L’Œuvre d'Été, rendez-vous à 10h !")
    'l oeuvre d ete rendez vous a 10h'
    """
    bare = text.lower().translate(_APART)
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))


def shortened(text: str) -> str:
    """The text, or its beginning and its end when it is very long: what is asked for is there."""
    half = LONGEST_TEXT // 2
    return text if len(text) <= LONGEST_TEXT else f"{text[:half]} {text[-half:]}"


def letter_runs(word: str, sizes: Sequence[int]) -> Iterator[str]:
    """Every run of so many letters in a row of a word, its edges marked by a space.

    >>> list(letter_runs("bac", (3, 4)))
    [' ba', 'bac', 'ac ', ' bac', 'bac ']
    """
    edged = f" {word[:LONGEST_WORD]} "
    for size in sizes:
        yield from (edged[at : at + size] for at in range(len(edged) - size + 1))
