"""The distress model is judged on people it has not read: a batch of sentences is never cut by the folds."""

from collections import defaultdict

import pytest

pytest.importorskip("numpy", reason="se joue avec le Python du moteur")

from bot.engine.sentences import NLU_DATA
from bot.engine.train_distress import folds, read_lines


def test_the_sentences_of_one_hand_stay_in_one_fold() -> None:
    lines = read_lines(NLU_DATA)
    found = defaultdict(set)
    for line, fold in zip(lines, folds(lines), strict=True):
        found[line.batch].add(fold)
    assert len(found) > 100
    assert all(len(its) == 1 for its in found.values())
