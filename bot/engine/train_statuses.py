"""Fit the model of situations: ``python -m bot.engine.train_statuses`` with the engine's Python, project root.

It learns from ``nlu_data/situations/`` and the files of needs, and writes
``bot/understanding/data/status_weights.json.gz``, which engine and application read with the standard library alone.
The printed figures are measured on people left out of the fit.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.engine.situations import PASSING, Told, learnt
from bot.understanding import status_weights
from bot.understanding.status_pieces import Pieces
from bot.understanding.status_sayings import Met, Situation
from bot.understanding.status_weights import SCALE, ZERO, Model, share_of, weighed
from bot.understanding.statuses import examined
from directory.vocabulary import Status

FOLDS = 4
STRENGTH = 10.0
SEEN_IN = 3  # sentences a piece must be met in
IN_PASSING = 0.5  # what a sentence written for a need counts, beside one written to tell a situation
PLAIN = "plain.txt"  # few words that leave no doubt, and settle what the rest leaves open
PLAINLY = 5.0
KEPT = 40_000  # pieces that weigh most; with half of them half a point is lost, with all a quarter is won
Floats = np.ndarray[Any, Any]
Examined = tuple[Pieces, Situation, Met]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Sentences as numbers: the kind and name of each column, and how much of it each sentence holds."""

    names: list[tuple[str, str]]
    rows: csr_matrix


def main() -> None:
    """Fit, write the weights, and print what is understood of people left out of the fit."""
    lines = learnt()
    seen = [examined(line.text) for line in lines]
    truth = np.array([[status in (line.statuses or ()) for status in Status] for line in lines])
    matrix = as_matrix([found for found, _, _ in seen])
    _measure(lines, seen, matrix, truth)
    stored = _stored(fit(matrix, truth, _shares(lines)))
    packed = json.dumps(stored, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    status_weights.WEIGHTS.write_bytes(gzip.compress(packed, mtime=0))


def as_matrix(found: Sequence[Pieces]) -> Matrix:
    """The pieces met often enough, each weighed as it will be when read."""
    vectors = DictVectorizer(dtype=np.float32)
    present = vectors.fit_transform(
        [{(kind, piece): share_of(kind, len(said)) for kind, said in of.items() for piece in said} for of in found]
    )
    kept = np.flatnonzero(present.getnnz(axis=0) >= SEEN_IN)
    return Matrix([vectors.feature_names_[at] for at in kept], present[:, kept])


def fit(matrix: Matrix, truth: Floats, shares: Floats) -> Model:
    """One straight line a status, over the pieces that weigh most."""
    fits = [LogisticRegression(C=STRENGTH, solver="liblinear").fit(matrix.rows, column, shares) for column in truth.T]
    weights = np.vstack([fit.coef_[0] for fit in fits])
    tables: dict[str, dict[str, bytes]] = {kind: {} for kind in SCALE}
    tenths = np.clip(np.rint(weights * 10) + ZERO, 0, 2 * ZERO - 1).astype(np.uint8)
    for column in np.argsort(-np.abs(weights).max(axis=0))[:KEPT]:
        kind, piece = matrix.names[column]
        tables[kind][piece] = tenths[:, column].tobytes()
    return Model(tuple(Status), tuple(round(float(fit.intercept_[0]), 2) for fit in fits), tables)


def _stored(model: Model) -> dict[str, Any]:
    """The model as `load_model` reads it."""
    tables = {kind: {piece: row.hex() for piece, row in table.items()} for kind, table in model.pieces.items()}
    return {"statuses": model.statuses, "biases": model.biases, "pieces": tables}


def _measure(lines: Sequence[Told], seen: Sequence[Examined], matrix: Matrix, truth: Floats) -> None:
    """Print how many sentences are read exactly by sayings alone, then with the model, on authors left out."""
    authors, shares = [line.author for line in lines], _shares(lines)
    alone = [read.statuses for _, read, _ in seen]
    both = list(alone)
    for inside, out in GroupKFold(FOLDS).split(authors, groups=authors):
        model = fit(Matrix(matrix.names, matrix.rows[inside]), truth[inside], shares[inside])
        for at in out:
            both[at] = weighed(model, *seen[at])
    for named, kept in (("en passant", _in_passing), ("écrites pour", lambda line: not _in_passing(line))):
        own = [at for at, line in enumerate(lines) if kept(line)]
        for name, read in (("dires seuls", alone), ("avec le modèle", both)):
            stated = [read[at] == lines[at].statuses for at in own if lines[at].statuses]
            invented = [bool(read[at]) for at in own if not lines[at].statuses]
            print(f"{named}, {name} : {np.mean(stated):.3f} exactes, {np.mean(invented):.3f} inventées")  # noqa: T201


def _shares(lines: Sequence[Told]) -> Floats:
    """How much each sentence counts in the fit."""
    return np.array([IN_PASSING if _in_passing(line) else PLAINLY if line.file == PLAIN else 1.0 for line in lines])


def _in_passing(line: Told) -> bool:
    return line.file == PASSING or line.file.endswith(".yml")


if __name__ == "__main__":
    main()
