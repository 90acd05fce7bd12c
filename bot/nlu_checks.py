"""The training sentences as data: nothing written twice, nothing taken from the regression set, and their variety."""

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.engine.sentences import NLU_DATA, Sentence, read_lines
from bot.engine.situations import PASSING, Told, read_told
from bot.understanding.text import fold

REGRESSION = NLU_DATA / "regression"
NEAR_MISS = "distress_near_miss"
ALIKE = 95  # out of 100, letters in the same order: the same sentence said again
TAKEN = 93  # the same, against a sentence kept for measuring


@dataclass(frozen=True, slots=True)
class Variety:
    """How varied the sentences of one label are."""

    label: str
    lines: int
    authors: int
    words: int
    by_line: float  # different words a line: falls when the same sentence is turned round


class _ByLength:
    """Folded sentences that can be asked for those much like another: only those of about its length are compared."""

    def __init__(self, lines: Iterable[tuple[str, Sentence]]) -> None:
        self._lines = sorted(lines, key=lambda pair: len(pair[0]))
        self._folded = [folded for folded, _ in self._lines]
        self._lengths = [len(folded) for folded in self._folded]

    def like(self, folded: str, least: int) -> Iterator[Sentence]:
        """The sentences whose letters are at least this much the same, out of 100."""
        spread = least / (200 - least)  # lengths further apart cannot be alike enough
        first = bisect_left(self._lengths, len(folded) * spread)
        last = bisect_right(self._lengths, len(folded) / spread)
        near = process.extract(folded, self._folded[first:last], scorer=fuzz.ratio, score_cutoff=least, limit=None)
        return (self._lines[first + at][1] for _, _, at in near)


def sentence_problems(lines: Sequence[Sentence], kept: Iterable[str]) -> Iterator[str]:
    """What to take out of the training sentences; ``kept`` are the sentences that only measure."""
    folded = [(fold(line.text), line) for line in lines]
    yield from _written_twice(folded)
    yield from _said_again(folded)
    yield from _taken(folded, kept)


def situation_problems(told: Sequence[Told], needs: Collection[str], kept: Iterable[str]) -> Iterator[str]:
    """What to mend in the sentences that tell a situation; ``needs`` are those of the files of needs."""
    for line in told:
        if line.file == PASSING and line.text not in needs:
            yield f"situations/{line.file}, ligne {line.line} : cette phrase n’est plus dans les fichiers de besoins."
    written = [line for line in told if line.file != PASSING]
    folded = [(fold(x.text), Sentence(x.text, "", x.author, f"situations/{x.file}", x.line)) for x in written]
    yield from _written_twice(folded)
    yield from _taken(folded, kept)


def _taken(folded: Sequence[tuple[str, Sentence]], kept: Iterable[str]) -> Iterator[str]:
    """Sentences too near to one that only measures."""
    every = _ByLength(folded)
    taken = {line for text in kept for line in every.like(fold(text), TAKEN)}
    for line in sorted(taken, key=lambda line: (line.file, line.line)):
        yield f"{line.file}, ligne {line.line} : trop proche d’une phrase de regression/, qui ne sert qu’à mesurer."


def _written_twice(folded: Sequence[tuple[str, Sentence]]) -> Iterator[str]:
    """Sentences written twice; one that only looks like distress may well be a need too."""
    seen: dict[tuple[str, bool], Sentence] = {}
    for words, line in folded:
        key = (words, line.label == NEAR_MISS)
        if first := seen.get(key):
            yield f"{line.file}, ligne {line.line} : déjà écrit dans {first.file}, ligne {first.line}."
        seen.setdefault(key, line)


def _said_again(folded: Sequence[tuple[str, Sentence]]) -> Iterator[str]:
    """Nearly the same sentence under the same label; the later one is named."""
    by_label: dict[str, list[tuple[str, Sentence]]] = {}
    for words, line in folded:
        by_label.setdefault(line.label, []).append((words, line))
    for lines in by_label.values():
        alike = _ByLength(lines)
        for words, line in lines:
            before = [
                other for other in alike.like(words, ALIKE) if other.line < line.line and fold(other.text) != words
            ]
            if before:
                yield f"{line.file}, ligne {line.line} : presque la même phrase qu’à la ligne {before[0].line}."


def variety(lines: Sequence[Sentence]) -> list[Variety]:
    """One line a label, in alphabetical order."""
    found = []
    for label in sorted({line.label for line in lines}):
        mine = [line for line in lines if line.label == label]
        words = Counter(word for line in mine for word in fold(line.text).split())
        authors = len({line.author for line in mine})
        found.append(Variety(label, len(mine), authors, len(words), len(words) / len(mine)))
    return found


def regression_texts(folder: Path = REGRESSION) -> list[str]:
    """The sentences that only measure."""
    return [json.loads(line)["text"] for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def check_sentences() -> Iterator[str]:
    """Problems of the sentences of ``nlu_data/``."""
    lines, kept = list(read_lines()), regression_texts()
    yield from sentence_problems(lines, kept)
    try:
        told = list(read_told())
    except ValueError as wrong:
        yield f"situations/{wrong}"
    else:
        yield from situation_problems(told, {line.text for line in lines}, kept)
