"""French as people type or say it, brought to one spelling before it is classified.

Short forms, misspellings, spelled or misheard acronyms and old names are tables in ``lexicon/`` that anybody can
edit: the first cell of a line is what we understand, the others are how it is written or heard.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from bot.understanding.text import fold

LEXICON = Path(__file__).parent / "lexicon"
_LETTER_NAMES = {
    "a": "a ah ha", "b": "b be bes", "c": "c ce se ses sait", "d": "d de des", "e": "e eu euh heu eux",
    "f": "f ef effe eff", "g": "g ge", "h": "h hache ache", "i": "i y hi", "j": "j ji", "k": "k ka cas",
    "l": "l el elle", "m": "m em eme aime", "n": "n en ene enne haine", "o": "o au eau oh", "p": "p pe pes",
    "q": "q cu ku qu", "r": "r er air erre", "s": "s es esse est", "t": "t te tes", "u": "u hu", "v": "v ve ves",
    "x": "x ix", "z": "z zed",
}  # fmt: skip
_LETTER_OF = {name: letter for letter, names in _LETTER_NAMES.items() for name in names.split()}
_ORDINARY_NAMES = "a ah ha ce se ses sait de des e eu euh heu eux y cas elle en aime haine au eau est es te tes"
_ORDINARY = frozenset(_ORDINARY_NAMES.split())

_HELD_DOWN = re.compile(r"(.)\1\1+")
_AFTER_C = frozenset(["est", "etait", "etaient", "eut", "etais", "a"])  # « c’est » is already in full


class Word(NamedTuple):
    """One word of a sentence: ``plain`` for looking up, ``shown`` with the accents the person typed."""

    plain: str
    shown: str


def rows(table: Path) -> Iterator[list[str]]:
    """Lines of a word table, cells stripped, comments and empty cells left out."""
    with table.open(encoding="utf-8", newline="") as lines:
        for cells in csv.reader(line for line in lines if not line.startswith("#")):
            if kept := [cell.strip() for cell in cells if cell.strip()]:
                yield kept


def words_of(text: str) -> list[Word]:
    """Words of a text as `fold` cuts them, each with its accented form.

    >>> words_of("L’été !")
    [Word(plain='l', shown='l'), Word(plain='ete', shown='été')]
    """
    parts = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", text.lower())).split()
    found: list[Word] = []
    for part in parts:
        plain = [part] if part.isascii() else fold(part).split()
        found += [Word(part_of, part if len(plain) == 1 else part_of) for part_of in plain]
    return found


def normalise(text: str) -> str:
    """Folded text with short forms, misspellings, spelled acronyms and old names replaced, expressions joined.

    >>> normalise("jveux fère un c p f, l’a n p e me di 2 voir sa")
    'je veux faire un cpf france travail me di 2 voir sa'
    """
    return _looked_up(_understood(text))


def _looked_up(words: list[Word]) -> str:
    return " ".join(fold(word.shown.replace("_", "")) if "_" in word.shown else word.plain for word in words)


@dataclass(frozen=True, slots=True)
class _Tables:
    words: dict[str, tuple[Word, ...]]
    phrases: dict[tuple[str, ...], tuple[Word, ...]]
    longest: dict[str, int]  # by first word, how many words the longest phrase has
    acronyms: frozenset[str]


@cache
def _tables() -> _Tables:
    acronyms = list(rows(LEXICON / "acronyms.csv"))
    words = {form: _means(row[0]) for row in rows(LEXICON / "words.csv") for form in row[1:]}
    phrases: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for meaning, *forms in [*rows(LEXICON / "phrases.csv"), *([code, *forms] for code, _, *forms in acronyms)]:
        for form in forms:
            phrases[tuple(fold(form).split())] = _means(meaning)
    known = frozenset(code for code, *_ in acronyms)
    return _Tables(words, phrases, longest_by_first(phrases), known)


def longest_by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """How many words the longest phrase has, by its first word: where no phrase begins, nothing need be looked up."""
    longest: dict[str, int] = {}
    for phrase in filter(None, phrases):
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return longest


def _means(text: str) -> tuple[Word, ...]:
    return tuple(Word(fold(part.replace("_", "")), part) for part in text.replace("'", " ").replace("-", " ").split())


def _understood(text: str) -> list[Word]:
    tables = _tables()
    words = words_of(text)
    if _HELD_DOWN.search(" ".join(word.shown for word in words)):
        words = [Word(_calm(w.plain), _calm(w.shown)) for w in words]
    heard = _replaced_phrases(_joined_letters(words, tables.acronyms), tables)
    respelled: list[Word] = []
    for word, following in zip_longest(heard, heard[1:], fillvalue=Word("", "")):
        elided = word.plain == "c" and following.plain in _AFTER_C
        respelled += (word,) if elided else tables.words.get(word.shown) or _unglued(word)
    return _replaced_phrases(respelled, tables)


def _calm(word: str) -> str:
    """Letters held down are doubled at most: « ouiiiii » → « ouii »."""
    return word if word.isdigit() else _HELD_DOWN.sub(r"\1\1", word)


def _unglued(word: Word) -> tuple[Word, ...]:
    """« jdors » → « je dors »: no French word begins with j and a consonant."""
    glued = len(word.plain) > 3 and word.plain[0] == "j" and word.plain[1] not in "aeiouyh"
    return (Word("je", "je"), Word(word.plain[1:], word.shown[1:])) if glued else (word,)


def _joined_letters(words: list[Word], acronyms: frozenset[str]) -> list[Word]:
    """Spelled acronyms become one word; names of letters that are ordinary words count only beside real letters."""
    joined, at = [], 0
    while at < len(words):
        size = _spelled_at(words, at, acronyms)
        letters = "".join(_LETTER_OF[w.plain] for w in words[at : at + size])
        joined.append(Word(letters, letters) if size else words[at])
        at += max(size, 1)
    return joined


def _spelled_at(words: list[Word], at: int, acronyms: frozenset[str]) -> int:
    run = []
    for word in words[at : at + 6]:
        if word.plain not in _LETTER_OF:
            break
        run.append(word.plain)
    for size in range(len(run), 2, -1):
        names = run[:size]
        if "".join(_LETTER_OF[name] for name in names) in acronyms and 2 * sum(n in _ORDINARY for n in names) <= size:
            return size
    return 0


def _replaced_phrases(words: list[Word], tables: _Tables) -> list[Word]:
    replaced: list[Word] = []
    at = 0
    while at < len(words):
        for size in range(min(tables.longest.get(words[at].plain, 0), len(words) - at), 0, -1):
            if means := tables.phrases.get(tuple(word.plain for word in words[at : at + size])):
                replaced += means
                at += size
                break
        else:
            replaced.append(words[at])
            at += 1
    return replaced
