"""French as people type or say it, brought to one spelling before it is classified.

Short forms, misspellings, spelled or misheard acronyms and old names are tables in ``lexicon/`` that anybody can
edit: the first cell of a line is what we understand, the others are how it is written or heard.
"""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path

from bot.understanding.text import fold

LEXICON = Path(__file__).parent / "lexicon"
LONGEST_PHRASE = 7
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

_AFTER_C = frozenset(["est", "etait", "etaient", "eut", "etais", "a"])  # « c’est » is already in full


@dataclass(frozen=True, slots=True)
class Word:
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
    return _Tables(words, phrases, known)


def _means(text: str) -> tuple[Word, ...]:
    return tuple(Word(fold(part.replace("_", "")), part) for part in text.replace("'", " ").replace("-", " ").split())


def _understood(text: str) -> list[Word]:
    tables = _tables()
    spelled = _joined_letters([Word(_calm(w.plain), _calm(w.shown)) for w in words_of(text)], tables.acronyms)
    heard = _replaced_phrases(spelled, tables.phrases)
    respelled: list[Word] = []
    for word, following in zip_longest(heard, heard[1:], fillvalue=Word("", "")):
        elided = word.plain == "c" and following.plain in _AFTER_C
        respelled += (word,) if elided else tables.words.get(word.shown) or _unglued(word)
    return _replaced_phrases(respelled, tables.phrases)


def _calm(word: str) -> str:
    """Letters held down are doubled at most: « ouiiiii » → « ouii »."""
    return "".join(letter * min(2, len(list(run))) for letter, run in groupby(word)) if not word.isdigit() else word


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


def _replaced_phrases(words: list[Word], phrases: dict[tuple[str, ...], tuple[Word, ...]]) -> list[Word]:
    replaced: list[Word] = []
    at = 0
    while at < len(words):
        for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            if means := phrases.get(tuple(word.plain for word in words[at : at + size])):
                replaced += means
                at += size
                break
        else:
            replaced.append(words[at])
            at += 1
    return replaced
