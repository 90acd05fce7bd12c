"""Fit the small distress model: ``python -m bot.engine.train_distress`` with the engine's Python, project root.

It learns from the sentences of ``nlu_data`` (distress against everything else; phrases that only look like distress
weigh three times), chooses its threshold on sentences it has not seen, and writes
``bot/understanding/lexicon/distress_weights.json``, which the application reads with the standard library alone.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.engine.components.fitting import FOLDS, contiguous_folds
from bot.engine.components.needs import NEAR_MISS
from bot.engine.sentences import NLU_DATA, read_sentences
from bot.understanding import distress
from directory.vocabulary import Need

STRENGTH = 20.0
FALSE_ALARMS = 0.015  # share of ordinary sentences let through; those that only look like distress are not counted
LIGHTEST = 0.3  # weights under it change nothing that matters and would make the file larger


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of the sentences, and which of them speak of distress."""

    found: list[dict[str, float]]
    labels: np.ndarray[Any, Any]
    truth: np.ndarray[Any, Any]


def main() -> None:
    """Fit, choose the threshold, write the weights, and print recall and false alarms on unseen sentences."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sentences", type=Path, default=NLU_DATA)
    options = arguments.parse_args()
    evidence = _evidence(list(read_sentences(options.sentences)))
    unseen = _unseen(evidence)
    ordinary = ~evidence.truth & (evidence.labels != NEAR_MISS)
    threshold = round(float(np.quantile(unseen[ordinary], 1 - FALSE_ALARMS)), 3)
    vectors = DictVectorizer()
    model = _fit(vectors.fit_transform(evidence.found), evidence)
    named = zip(vectors.get_feature_names_out().tolist(), model.coef_[0].tolist(), strict=True)
    weights = {name: round(weight, 2) for name, weight in named if abs(weight) >= LIGHTEST}
    stored = {"bias": round(float(model.intercept_[0]), 3), "threshold": threshold, "weights": weights}
    distress.WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")
    heard, alike = unseen[evidence.truth] >= threshold, unseen[evidence.labels == NEAR_MISS] >= threshold
    print(f"{len(weights)} poids, seuil {threshold}, rappel {heard.mean():.3f}, fausses alertes {alike.mean():.3f}")  # noqa: T201


def _evidence(lines: list[tuple[str, str]]) -> Evidence:
    labels = np.array([label for _, label in lines], dtype=object)
    return Evidence([distress.evidence(text) for text, _ in lines], labels, labels == Need.DETRESSE.value)


def _fit(matrix: csr_matrix, evidence: Evidence, rows: np.ndarray[Any, Any] | None = None) -> LogisticRegression:
    kept = np.arange(len(evidence.truth)) if rows is None else rows
    weigh = np.where(evidence.truth, 3.0, np.where(evidence.labels == NEAR_MISS, 3.0, 1.0))
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    return model.fit(matrix, evidence.truth[kept], sample_weight=weigh[kept])


def _unseen(evidence: Evidence) -> np.ndarray[Any, Any]:
    """Probability of each sentence by a model that saw neither it nor its neighbours."""
    folds, found = contiguous_folds(evidence.labels), np.zeros(len(evidence.truth))
    for fold in range(FOLDS):
        inside, out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        vectors = DictVectorizer()
        model = _fit(vectors.fit_transform([evidence.found[i] for i in inside]), evidence, inside)
        found[out] = model.predict_proba(vectors.transform([evidence.found[i] for i in out]))[:, 1]
    return found


if __name__ == "__main__":
    main()
