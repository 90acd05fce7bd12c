"""What the classifiers see of a sentence: words, pieces of words and concepts, each counted (TF-IDF).

The same functions serve training and running, so that both see the same thing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.understanding.lexicon import load_lexicon
from bot.understanding.spelling import normalise
from bot.understanding.text import letter_runs, shortened

LONGEST_WORDS = 160
PIECES = range(2, 7)  # letters


@dataclass(frozen=True, slots=True)
class Analysis:
    """A sentence ready for counting: normalised words and the concepts met."""

    words: tuple[str, ...]
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One way of cutting a sentence into counted pieces, its weight, and in how many sentences a piece must occur."""

    name: str
    cut: Callable[[Analysis], Iterable[str]]
    weight: float
    seen_in: int = 1


def analyse(text: str) -> Analysis:
    """The analysis of a text of any kind; very long texts keep their beginning and their end, where the request is."""
    words = tuple(_ends(normalise(shortened(text)).split()))
    return Analysis(words, tuple(load_lexicon().concepts(list(words))))


def blocks(weights: Mapping[str, float]) -> tuple[Block, ...]:
    """The counted blocks with the weights of the configuration (``word gap char concept``)."""
    return (
        Block("word", lambda a: _singles_and_pairs(a.words), weights["word"]),
        Block("gap", lambda a: _pairs_over_a_word(a.words), weights["gap"], seen_in=2),
        Block("char", lambda a: _pieces(a.words), weights["char"], seen_in=2),
        Block("concept", lambda a: tuple(dict.fromkeys(a.concepts)), weights["concept"]),
    )


def counts(block: Block, analysis: Analysis) -> Counter[str]:
    """How often each piece of a block occurs in a sentence."""
    return Counter(block.cut(analysis))


def _ends(words: list[str]) -> list[str]:
    half = LONGEST_WORDS // 2
    return words if len(words) <= LONGEST_WORDS else words[:half] + words[-half:]


def _singles_and_pairs(words: tuple[str, ...]) -> Iterable[str]:
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def _pairs_over_a_word(words: tuple[str, ...]) -> Iterable[str]:
    """« voir une conseillère » and « voir la conseillère » share « voir … conseillère »."""
    for first, third in zip(words, words[2:], strict=False):
        yield f"{first} {third}"


def _pieces(words: tuple[str, ...]) -> Iterable[str]:
    for word in words:
        yield from _pieces_of(word)


@lru_cache(maxsize=20_000)
def _pieces_of(word: str) -> tuple[str, ...]:
    return tuple(letter_runs(word, PIECES))
