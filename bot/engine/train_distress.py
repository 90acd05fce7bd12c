"""Fit the small distress model: ``python -m bot.engine.train_distress`` with the engine's Python, project root.

It learns from the sentences of ``nlu_data`` (distress against everything else) and writes
``bot/understanding/data/distress_weights.json.gz``, which the application reads with the standard library alone. The
threshold is chosen, and the printed figures are measured, on batches (under one ``#``) left out of the fit. A piece
counts the more, the more often it is met on one side than on the other (Wang and Manning, *Baselines and Bigrams*).
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.engine.components.needs import NEAR_MISS
from bot.engine.sentences import NLU_DATA
from bot.understanding import distress
from bot.understanding.distress_pieces import pieces
from bot.understanding.spelling import normalise
from directory.vocabulary import Need

FOLDS = 5
STRENGTH = 0.2
WEIGHTS = {"distress": 3.0, "alike": 2.5, "ordinary": 2.0}
SEEN_IN = {"letters": 3, "meanings": 3, "pairs": 3, "length": 1}  # sentences a piece must be met in
SCALE = {"letters": 1.0, "meanings": 1.6, "pairs": 1.0, "length": 0.4}
SMOOTHING = 0.3
FALSE_ALARMS = 0.03  # share of ordinary sentences let through; those that only look like distress are not counted


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, its label, and the batch (file and ``#`` heading) it was written in."""

    text: str
    label: str
    batch: str


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of pieces: its names, how rare each is, and how much of each a sentence holds."""

    names: list[str]
    rarity: np.ndarray[Any, Any]
    matrix: csr_matrix


def main() -> None:
    """Fit, choose the threshold, write the weights, and print recall and false alarms on batches left out."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sentences", type=Path, default=NLU_DATA)
    lines = read_lines(arguments.parse_args().sentences)
    labels = np.array([line.label for line in lines], dtype=object)
    truth, alike = labels == Need.DETRESSE.value, labels == NEAR_MISS
    tables = {kind: _table(kind, lines) for kind in SEEN_IN}
    matrix = hstack([SCALE[kind] * table.matrix for kind, table in tables.items()]).tocsr()
    weights = np.where(truth, WEIGHTS["distress"], np.where(alike, WEIGHTS["alike"], WEIGHTS["ordinary"]))
    unseen = _unseen(matrix, truth, weights, folds(lines))
    slope, offset = _calibration(unseen, truth)
    limit = float(np.quantile(unseen[~truth & ~alike], 1 - FALSE_ALARMS))
    model = _fit(matrix, truth, weights)
    stored = {
        "bias": round(slope * model.bias + offset, 3),
        "threshold": round(1 / (1 + float(np.exp(-slope * limit - offset))), 4),
        "pieces": _stored(tables, slope * model.weights),
    }
    packed = json.dumps(stored, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    distress.WEIGHTS.write_bytes(gzip.compress(packed, mtime=0))
    heard, false = (unseen[truth] > limit).mean(), (unseen[alike] > limit).mean()
    print(f"{matrix.shape[1]} pièces, seuil {stored['threshold']}, rappel {heard:.3f}, ressemblantes {false:.3f}")  # noqa: T201


def read_lines(folder: Path) -> list[Line]:
    """Every labelled sentence with its batch."""
    lines, label, batch = [], "", ""
    for table in sorted(folder.glob("*.yml")):
        for row in table.read_text(encoding="utf-8").splitlines():
            text = row.strip()
            if text.startswith("#"):
                batch = f"{table.stem} {text}"
            elif text.startswith("- intent:"):
                label = text.removeprefix("- intent:").strip()
            elif text.startswith("- ") and label:
                lines.append(Line(text[2:].strip(), label, batch))
    return lines


def folds(lines: Sequence[Line]) -> np.ndarray[Any, Any]:
    """Fold of each line: batches stay whole, and each fold holds about as many lines of every label."""
    sizes = Counter((line.label, line.batch) for line in lines)
    filled: Counter[tuple[str, int]] = Counter()
    fold_of: dict[str, int] = {}
    for (label, batch), size in sizes.most_common():
        fold = fold_of.setdefault(batch, min(range(FOLDS), key=lambda fold, label=label: filled[label, fold]))
        filled[label, fold] += size
    return np.array([fold_of[line.batch] for line in lines])


def _table(kind: str, lines: Sequence[Line]) -> Table:
    vectors = DictVectorizer()
    present = vectors.fit_transform([dict.fromkeys(pieces(normalise(line.text))[kind], 1.0) for line in lines])
    seen = np.asarray(present.sum(axis=0)).ravel()
    kept = np.flatnonzero(seen >= SEEN_IN[kind])
    rarity = np.round(np.log((1 + len(lines)) / (1 + seen[kept])) + 1, 2)
    weighed = present[:, kept] @ diags(rarity)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    names = vectors.get_feature_names_out()[kept].tolist()
    return Table(names, rarity, (diags(1 / np.maximum(lengths, 1.0)) @ weighed).tocsr())


@dataclass(frozen=True, slots=True)
class Fitted:
    """A straight line over the pieces."""

    weights: np.ndarray[Any, Any]
    bias: float


def _fit(matrix: csr_matrix, truth: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> Fitted:
    telling = _telling(matrix, truth)
    found = LinearSVC(C=STRENGTH, random_state=0).fit(matrix @ diags(telling), truth, sample_weight=weights)
    return Fitted(found.coef_[0] * telling, float(found.intercept_[0]))


def _telling(matrix: csr_matrix, truth: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """How much more each piece is met on one side than on the other, whichever the side."""
    sides = [np.asarray(matrix[side].sum(axis=0)).ravel() + SMOOTHING for side in (truth, ~truth)]
    mine, others = (side / side.sum() for side in sides)
    telling: np.ndarray[Any, Any] = np.sqrt(np.abs(np.log(mine / others)))
    return telling


def _unseen(
    matrix: csr_matrix, truth: np.ndarray[Any, Any], weights: np.ndarray[Any, Any], fold: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """Score of each sentence by a model that saw no sentence of its batch."""
    scores = np.zeros(len(truth))
    for number in range(FOLDS):
        out = fold == number
        model = _fit(matrix[~out], truth[~out], weights[~out])
        scores[out] = matrix[out] @ model.weights + model.bias
    return scores


def _calibration(scores: np.ndarray[Any, Any], truth: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Slope and offset that make the scores probable."""
    fitted = LogisticRegression().fit(scores[:, None], truth)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _stored(tables: dict[str, Table], weights: np.ndarray[Any, Any]) -> dict[str, dict[str, tuple[float, float]]]:
    stored, at = {}, 0
    for kind, table in tables.items():
        own = weights[at : at + len(table.names)] * SCALE[kind]
        pairs = zip(own.round(2).tolist(), table.rarity.tolist(), strict=True)
        stored[kind] = dict(zip(table.names, pairs, strict=True))
        at += len(table.names)
    return stored


if __name__ == "__main__":
    main()
