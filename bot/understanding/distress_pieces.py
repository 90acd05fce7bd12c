"""What the distress model sees of a sentence: pieces of its words, and what its words are about.

Words and expressions of one family (« mari, conjoint, copain ») are seen as one, whatever their endings, other words by
their root, so that « mon homme m’a cassé la pommette » looks like sentences already read about somebody else. The
families are the table ``lexicon/distress_words.csv``. Words are also seen two by two, near one another: who, does what,
denied or not (« plus … vivre », « mon frère … mourir », « formation … suicide »).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from bot.understanding.spelling import LEXICON, rows
from bot.understanding.text import letter_runs

Pieces = dict[str, set[str]]

# fmt: off
_SMALL_WORDS = frozenset((
    "le", "la", "les", "l", "un", "une", "des", "de", "d", "du", "a", "au", "aux", "que", "qu", "et", "est", "en", "y",
    "mon", "ma", "mes", "son", "sa", "ses", "notre", "nos", "ce", "cette", "c", "ne", "n", "euh",
))
# fmt: on
_SOUNDS = (("eau", "o"), ("au", "o"), ("ph", "f"), ("qu", "k"), ("q", "k"), ("c", "k"))
_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile(r"(?:aient|erais|erait|eront|iez|ees|ent|ait|ais|ant|erai|era|er|ez|es|ee|e|s|x|t|ai|a|i|d)$")
_SHORTEST_ROOT, _SHORTEST_FAMILY = 3, 3
_STRIDE, _LONGEST = 3, 12
_SIZES = range(2, 6)
_NEAR = 5  # words after the first in which the second of a pair is sought


def pieces(said: str) -> Pieces:
    """The pieces of a normalised sentence, by kind: ``letters`` (two to five of a word), ``meanings``, ``pairs`` and
    ``length``: long sentences gather weight whatever they say, and a few words are mostly an answer."""
    words = said.split()
    roots = [root(word) for word in words]
    told = [word for word in families(words) if word not in _SMALL_WORDS]
    return {
        "letters": {run for word in set(words) for run in letter_runs(word, _SIZES)},
        "meanings": set(_meanings(roots, told)),
        "pairs": {*_pairs(roots), *_pairs(told)},
        "length": {str(min(len(words) // _STRIDE, _LONGEST))},
    }


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{first}|{second}" for at, first in enumerate(words) for second in words[at + 1 : at + 1 + _NEAR])


def _meanings(roots: list[str], told: list[str]) -> Iterator[str]:
    roots, told = ["<", *roots, ">"], ["<", *told, ">"]
    yield from roots
    yield from (f"{a} {b}" for a, b in pairwise(roots))
    yield from (f"{a}+{b}" for a, b in pairwise(told))
    yield from (f"{a}+{b}+{c}" for a, b, c in zip(told, told[1:], told[2:], strict=False))
    yield from (f"{a}+_+{b}" for a, b in zip(told, told[2:], strict=False))
    named = [word for word in told if word[0] == "@"]
    yield from named
    yield from (f"{a}>{b}" for a, b in pairwise(named))
    yield from (f"{a}&{b}" for a, b in combinations(sorted(set(named)), 2))


@cache
def root(word: str) -> str:
    """A word without its ending, as it sounds.

    >>> root("frappait"), root("frape"), root("frappée")
    ('frap', 'frap', 'frappé')
    """
    if len(word) <= _SHORTEST_ROOT:
        return word
    sounded = _DOUBLED.sub(r"\1", word)
    for written, heard in _SOUNDS:
        sounded = sounded.replace(written, heard)
    bare = _ENDING.sub("", sounded) if len(sounded) > _SHORTEST_ROOT + 1 else sounded
    return bare if len(bare) >= _SHORTEST_ROOT else sounded


@dataclass(frozen=True, slots=True)
class _Families:
    words: dict[str, str]
    beginnings: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word, longest first


@cache
def _families() -> _Families:
    words: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family, *forms in rows(LEXICON / "distress_words.csv"):
        for form in forms:
            if " " in form:
                phrase = tuple(root(word) for word in form.split())
                phrases.setdefault(phrase[0], []).append((phrase, f"@{family}"))
            elif form.endswith("*"):
                beginnings[form[:-1]] = f"@{family}"
            else:
                words[form] = f"@{family}"
    longest_first = {first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()}
    return _Families(words, beginnings, longest_first)


def families(words: list[str]) -> list[str]:
    """The sentence with words and expressions of a family replaced by its name, other words by their root."""
    known, told, at = _families(), [], 0
    roots = [root(word) for word in words]
    while at < len(words):
        for phrase, family in known.phrases.get(roots[at], ()):
            if tuple(roots[at : at + len(phrase)]) == phrase:
                told.append(family)
                at += len(phrase)
                break
        else:
            told.append(_family(words[at]))
            at += 1
    return told


@cache
def _family(word: str) -> str:
    known = _families()
    if family := known.words.get(word):
        return family
    for size in range(len(word), _SHORTEST_FAMILY - 1, -1):
        if family := known.beginnings.get(word[:size]):
            return family
    return root(word)
