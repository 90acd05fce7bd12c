"""Training of the linear classifier: from labelled sentences to the tables of `bot.engine.components.linear`."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.engine.components.features import Analysis, Block, analyse, blocks, counts
from bot.engine.components.linear import CountedBlock, Features, LinearModel, Scorer, Table, calibrated
from bot.engine.components.vectors import WordVectors

FOLDS = 5
PROCESSES = 2
TOLERANCE = 0.01  # ten times the default: same accuracy, a third of the time


def fit(
    tasks: Mapping[str, Sequence[str | None]],
    texts: Sequence[str],
    *,
    weights: Mapping[str, float],
    c: float,
    read_vectors: Callable[[Collection[str]], WordVectors] | None = None,
) -> LinearModel:
    """A model with one scorer a task; a task gives each text its label, or None where the text is not for it.

    ``read_vectors`` gives the vectors to use beside what is counted, when told the words of the texts.
    """
    analyses = [analyse(text) for text in texts]
    counted = tuple((block, _vocabulary(block, analyses)) for block in blocks(weights))
    known = {word for analysis in analyses for word in analysis.words}
    features = Features(counted, read_vectors(known) if read_vectors else None, weights["vector"])
    matrix = _matrix(features, analyses)
    scorers = {name: _scorer(matrix, np.array(labels, dtype=object), features, c) for name, labels in tasks.items()}
    return LinearModel(features, scorers)


def out_of_fold(matrix: csr_matrix, labels: np.ndarray[Any, Any], c: float) -> Table:
    """Scores of each sentence by a model that saw neither it nor its neighbours in the file (same hand, same scene)."""
    folds = contiguous_folds(labels)
    names = np.unique(labels)
    scores = np.zeros((len(labels), len(names)), dtype=np.float32)
    apart = [folds == number for number in range(FOLDS)]
    # Processes, not threads: liblinear draws its random numbers from one place for the whole process.
    parts = Parallel(n_jobs=PROCESSES)(delayed(_scores_of)(matrix, labels, out, c) for out in apart)
    for out, part in zip(apart, parts, strict=True):
        scores[out] = part
    return scores


def _scores_of(matrix: csr_matrix, labels: np.ndarray[Any, Any], out: np.ndarray[Any, Any], c: float) -> Table:
    """Scores of the lines that are out, by a machine fitted on the others."""
    return _scores(_machine(c).fit(matrix[~out], labels[~out]), matrix[out])


def contiguous_folds(labels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Fold of each line: the lines of a label are cut into five runs, so that one person's lines stay together."""
    seen: Counter[str] = Counter()
    total = Counter(labels.tolist())
    folds = np.zeros(len(labels), dtype=int)
    for at, label in enumerate(labels.tolist()):
        folds[at] = seen[label] * FOLDS // total[label]
        seen[label] += 1
    return folds


def sigmoids(scores: Table, labels: np.ndarray[Any, Any]) -> tuple[Table, Table]:
    """Slope (shared) and offset (one a label) that make the scores probable, by penalised log-likelihood."""
    names = np.unique(labels)
    right = np.searchsorted(names, labels)
    size = len(names)

    truth = (np.arange(size)[None, :] == right[:, None]).astype(np.float64)

    def loss(line: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        found = calibrated(scores, np.full(size, line[0], np.float32), line[1:].astype(np.float32)).astype(np.float64)
        likelihood = np.log(found[np.arange(len(right)), right] + 1e-9).mean()
        wrong = (found - truth) / len(right)
        gradient = np.concatenate([[(wrong * scores).sum()], wrong.sum(axis=0) + 2e-3 * line[1:]])
        return float(-likelihood + 1e-3 * (line[1:] ** 2).sum()), gradient

    best = minimize(loss, np.concatenate([[3.0], np.zeros(size)]), jac=True, method="L-BFGS-B")
    return np.full(size, best.x[0], np.float32), best.x[1:].astype(np.float32)


def _vocabulary(block: Block, analyses: Sequence[Analysis]) -> CountedBlock:
    spread: Counter[str] = Counter()
    for analysis in analyses:
        spread.update(counts(block, analysis).keys())
    kept = sorted(piece for piece, n in spread.items() if n >= block.seen_in)
    rarity = [log((1 + len(analyses)) / (1 + spread[piece])) + 1 for piece in kept]
    return CountedBlock({piece: row for row, piece in enumerate(kept)}, np.array(rarity, dtype=np.float32))


def _matrix(features: Features, analyses: Sequence[Analysis]) -> csr_matrix:
    parts = [features.sparse(analysis) for analysis in analyses]
    stacked = []
    for n, width in enumerate(features.widths):
        lengths = np.cumsum([0] + [len(rows[n]) for rows, _ in parts])
        where = np.concatenate([rows[n] for rows, _ in parts])
        values = np.concatenate([values[n] for _, values in parts])
        stacked.append(csr_matrix((values, where, lengths), shape=(len(parts), width)))
    return hstack(stacked).tocsr()


def _scorer(matrix: csr_matrix, labels: np.ndarray[Any, Any], features: Features, c: float) -> Scorer:
    mine = np.array([label is not None for label in labels])
    mine_matrix, mine_labels = matrix[mine], labels[mine].astype(str)
    slope, offset = sigmoids(out_of_fold(mine_matrix, mine_labels, c), mine_labels)
    model = _machine(c).fit(mine_matrix, mine_labels)
    weights, bias = _both_sides(model)
    edges = np.cumsum([0, *features.widths])
    counted = tuple(weights[start:end].astype(np.float32) for start, end in pairwise(edges))
    return Scorer(tuple(model.classes_.tolist()), counted, bias.astype(np.float32), slope, offset)


def _machine(c: float) -> LinearSVC:
    return LinearSVC(C=c, tol=TOLERANCE, random_state=0)


def _both_sides(model: LinearSVC) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Weights and bias with one column a label, also when there are two labels and one score."""
    weights, bias = model.coef_.T, model.intercept_
    return (weights, bias) if weights.shape[1] > 1 else (np.hstack([-weights, weights]), np.hstack([-bias, bias]))


def _scores(model: LinearSVC, matrix: csr_matrix) -> Table:
    weights, bias = _both_sides(model)
    found: Table = (matrix @ weights + bias).astype(np.float32)
    return found
