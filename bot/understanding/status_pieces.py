"""What the model of situations sees of an utterance: what the sayings found in it, the words of each clause with whom
they speak of and whether they tell the past, pieces of words, and the ideas of the lexicon.

« Mon fils est au chômage » and « j’étais au chômage » hold the words of « je suis au chômage », in other people's
clauses or in the past: the model learns them apart.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.understanding import speaker_phrases as speaker
from bot.understanding.lexicon import load_lexicon, load_situation_words
from bot.understanding.status_clauses import Clause
from bot.understanding.text import letter_runs

Pieces = dict[str, set[str]]

SAYINGS, CLAUSES, LETTERS, IDEAS = "sayings", "clauses", "letters", "ideas"
_SIZES = (3, 4, 5)
_DENIAL = re.compile(r"\b(?:pas|plus|ni|jamais|aucune?|sans|non)\b")


def pieces(told: Sequence[Clause], sayings: set[str]) -> Pieces:
    """The pieces of attributed clauses, by kind; ``sayings`` are what closed lists already say of them."""
    words = [word for clause in told for word in clause.words.split()]
    return {
        SAYINGS: sayings,
        CLAUSES: {piece for clause in told for piece in _of_clause(clause)},
        LETTERS: {*_runs(words), *(f"{first} {second}" for first, second in pairwise(words))},
        IDEAS: _ideas(words),
    }


def _runs(words: list[str]) -> Iterator[str]:
    return (run for word in set(words) for run in letter_runs(word, _SIZES))


def _ideas(words: list[str]) -> set[str]:
    return {*load_lexicon().concepts(words), *load_situation_words().concepts(words)}


def _of_clause(clause: Clause) -> Iterator[str]:
    """Words, their pairs and trios, and pairs over a word; single words also whoever they are said of."""
    words = clause.words.split()
    mark = f"{clause.who.name[0]}{'<' if clause.past else '='}{_denied_or_wished(clause, words)}"
    for at, word in enumerate(words):
        yield word
        yield mark + word
        if at + 1 < len(words):
            yield f"{mark}{word} {words[at + 1]}"
        if at + 2 < len(words):
            yield f"{mark}{word} {words[at + 1]} {words[at + 2]}"
            yield f"{mark}{word} _ {words[at + 2]}"


def _denied_or_wished(clause: Clause, words: Sequence[str]) -> str:
    if _DENIAL.search(clause.words):
        return "!"
    return "" if speaker.WISHES.isdisjoint(words) else "~"
