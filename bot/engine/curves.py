"""What new sentences bring: ``python -m bot.engine.curves FILE…`` with the engine's Python, project root.

Authors come one after the other, in an order drawn once; at each step a model learns what they wrote so far, and the
files, which none of them wrote, measure it. Writes a table for docs/understanding.md.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.engine.across import fitted
from bot.engine.cases import Case
from bot.engine.sentences import Sentence, read_lines
from bot.understanding.spelling import normalise

SEED = 7
STEPS = (0.0625, 0.125, 0.25, 0.5, 1.0)  # shares of all the sentences


@dataclass(frozen=True, slots=True)
class Point:
    """The model after so many sentences."""

    sentences: int
    authors: int
    words: int
    new_words: float  # words met for the first time, by sentence of this step
    strict: float
    tolerant: float


def by_author(lines: Sequence[Sentence], seed: int = SEED) -> list[Sentence]:
    """The sentences with each author's together, authors in a drawn order."""
    authors = sorted({line.author for line in lines})
    random.Random(seed).shuffle(authors)  # noqa: S311 - a repeatable draw, nothing secret
    place = {author: at for at, author in enumerate(authors)}
    return sorted(lines, key=lambda line: place[line.author])


def points(lines: Sequence[Sentence], asked: Sequence[dict[str, Any]]) -> Iterator[Point]:
    """One point a step."""
    ordered, known, before = by_author(lines), set[str](), 0
    for share in STEPS:
        size = int(len(ordered) * share)
        met = {word for line in ordered[before:size] for word in normalise(line.text).split()} - known
        known |= met
        parser = fitted(ordered[:size])
        cases = [Case(line, parser.parse(line["text"])) for line in asked]
        yield Point(
            sentences=size,
            authors=len({line.author for line in ordered[:size]}),
            words=len(known),
            new_words=len(met) / (size - before),
            strict=sum(case.first == case.expected["need"] for case in cases) / len(cases),
            tolerant=sum(case.tolerated for case in cases) / len(cases),
        )
        before = size


def main() -> None:
    """Write the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", type=Path, nargs="+")
    options = arguments.parse_args()
    lines = [json.loads(line) for file in options.files for line in file.read_text(encoding="utf-8").splitlines()]
    print("| phrases | personnes | mots différents | mots nouveaux par phrase | exact | tolérant |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for p in points(list(read_lines()), [line for line in lines if line.get("need")]):
        row = f"| {p.sentences} | {p.authors} | {p.words} | {p.new_words:.2f} | {p.strict:.3f} | {p.tolerant:.3f} |"
        print(row, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
