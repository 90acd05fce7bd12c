"""A linear classifier over the features of a sentence, as plain tables of numbers: fast to load, quick to run.

Training (`bot.engine.components.fitting`) makes it; running needs numpy only.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from bot.engine.components.features import Analysis, Block, analyse, blocks, counts
from bot.engine.components.vectors import WordVectors

Table = np.ndarray[Any, np.dtype[np.float32]]
VECTORS = ("words", "rows", "table")  # parts of `WordVectors`, as they are kept


@dataclass(frozen=True, slots=True)
class CountedBlock:
    """Vocabulary of one block: the row of each piece, and how much its rarity counts."""

    rows: dict[str, int]
    rarity: Table


@dataclass(frozen=True, slots=True)
class Features:
    """Turns a sentence into numbers, block by block."""

    counted: tuple[tuple[Block, CountedBlock], ...]
    vectors: WordVectors | None = None
    vectors_weight: float = 0.0

    @property
    def widths(self) -> list[int]:
        """How many numbers each block has, vectors last."""
        dense = [self.vectors.table.shape[1]] if self.vectors else []
        return [*(len(table.rows) for _, table in self.counted), *dense]

    def sparse(self, analysis: Analysis) -> tuple[list[np.ndarray[Any, np.dtype[np.intp]]], list[Table]]:
        """For each block, the rows met and their values (sublinear counts, length one, times the weight)."""
        rows, values = [], []
        for block, table in self.counted:
            met = [(table.rows[p], 1 + log(n)) for p, n in counts(block, analysis).items() if p in table.rows]
            at = np.fromiter((row for row, _ in met), dtype=np.intp, count=len(met))
            value = np.fromiter((n for _, n in met), dtype=np.float32, count=len(met)) * table.rarity[at]
            length = float(np.sqrt(value @ value)) or 1.0
            rows.append(at)
            values.append(value * np.float32(block.weight / length))
        if self.vectors:
            mean = self.vectors.mean(analysis.words, self._rarities(analysis.words))
            rows.append(np.arange(len(mean)))
            values.append(mean * np.float32(self.vectors_weight))
        return rows, values

    def _rarities(self, words: Sequence[str]) -> list[float]:
        """How much the rarity of each word counts; a word never met counts as the rarest."""
        table = next(table for block, table in self.counted if block.name == "word")
        rarest = float(table.rarity.max(initial=1.0))
        return [float(table.rarity[table.rows[word]]) if word in table.rows else rarest for word in words]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of one set of labels, and the sigmoids that turn its scores into probabilities."""

    labels: tuple[str, ...]
    weights: tuple[Table, ...]  # one table a block: pieces by labels
    bias: Table
    slope: Table
    offset: Table

    def probabilities(self, rows: Sequence[Any], values: Sequence[Table]) -> Table:
        score = self.bias.copy()
        for table, at, value in zip(self.weights, rows, values, strict=True):
            # never by BLAS: past a thousand pieces it wakes threads, which cost a hundred times the sum itself
            score += np.einsum("p,pl->l", value, table[at])
        return calibrated(score[None, :], self.slope, self.offset)[0]


def calibrated(scores: Table, slope: Table, offset: Table) -> Table:
    """Scores as probabilities that sum to one (softmax of fitted straight lines)."""
    lines = scores * slope + offset
    lines = np.exp(lines - lines.max(axis=1, keepdims=True))
    found: Table = lines / lines.sum(axis=1, keepdims=True)
    return found


@dataclass(frozen=True, slots=True)
class Ranked:
    """For each scorer, its labels with their probabilities, likeliest first; and how much of the text was known."""

    by_scorer: Mapping[str, list[tuple[str, float]]]
    known: float  # share of the runs of 3 or 4 letters met in training: near nothing for a mashed keyboard


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Features and the scorers that share them, by name."""

    features: Features
    scorers: Mapping[str, Scorer]

    def rank_all(self, texts: Sequence[str]) -> list[Ranked]:
        """What each scorer says of each text."""
        return [self._rank(analyse(text)) for text in texts]

    def _rank(self, analysis: Analysis) -> Ranked:
        rows, values = self.features.sparse(analysis)
        ranked = {}
        for name, scorer in self.scorers.items():
            found = scorer.probabilities(rows, values)
            ranked[name] = [(scorer.labels[i], float(found[i])) for i in np.argsort(-found, kind="stable")]
        return Ranked(ranked, self._known(analysis))

    def _known(self, analysis: Analysis) -> float:
        block, table = next((b, t) for b, t in self.features.counted if b.name == "char")
        pieces = [piece for piece in counts(block, analysis) if len(piece) in (3, 4)]
        return sum(piece in table.rows for piece in pieces) / len(pieces) if pieces else 0.0


def save(model: LinearModel, folder: Path) -> None:
    """Write the model as ``model.json`` (words) and ``model.npz`` (numbers); nothing is pickled."""
    features = model.features
    words = {
        "weights": {block.name: block.weight for block, _ in features.counted},
        "pieces": {block.name: list(table.rows) for block, table in features.counted},
        "labels": {name: scorer.labels for name, scorer in model.scorers.items()},
        "vectors": features.vectors_weight if features.vectors else None,
    }
    (folder / "model.json").write_text(json.dumps(words, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    numbers: dict[str, Any] = {f"rarity/{block.name}": table.rarity for block, table in features.counted}
    for name, scorer in model.scorers.items():
        numbers |= {f"{name}/{part}": getattr(scorer, part) for part in ("bias", "slope", "offset")}
        numbers |= {f"{name}/block{n}": table.astype(np.float16) for n, table in enumerate(scorer.weights)}
    if features.vectors:
        numbers |= {f"vectors/{part}": getattr(features.vectors, part) for part in VECTORS}
    np.savez(folder / "model.npz", **numbers)


def load(folder: Path) -> LinearModel:
    """The model written by `save`."""
    words = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with np.load(folder / "model.npz", allow_pickle=False) as stored:
        numbers = {name: stored[name] for name in stored.files}
    counted = tuple(
        (
            block,
            CountedBlock({p: n for n, p in enumerate(words["pieces"][block.name])}, numbers[f"rarity/{block.name}"]),
        )
        for block in blocks(words["weights"])
    )
    weight = words.get("vectors")
    vectors = WordVectors(*(numbers[f"vectors/{part}"] for part in VECTORS)) if weight else None
    features = Features(counted, vectors, weight or 0.0)
    scorers = {
        name: Scorer(
            tuple(labels),
            tuple(numbers[f"{name}/block{n}"].astype(np.float32) for n in range(len(features.widths))),
            *(numbers[f"{name}/{part}"] for part in ("bias", "slope", "offset")),
        )
        for name, labels in words["labels"].items()
    }
    return LinearModel(features, scorers)
