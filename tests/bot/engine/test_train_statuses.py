"""The model of situations learns from labelled sentences what the closed lists do not hold (ADR 0012)."""

import pytest

pytest.importorskip("numpy", reason="se joue avec le Python du moteur")

import numpy as np

from bot.engine import train_statuses
from bot.engine.train_statuses import as_matrix, fit
from bot.understanding.status_weights import weighed
from bot.understanding.statuses import examined
from directory.vocabulary import Status

AT_WORK = ["le zouave note mes pauses", "mon zouave crie", "le zouave signe mes heures", "ce zouave me suit"]
OUT = ["le ciel est bleu", "quel temps fait-il", "où est le bureau", "merci beaucoup"]


def test_a_word_learnt_from_a_few_sentences_is_heard_in_another() -> None:
    """What the fit weighs is what is read: the same pieces, the same shares; a sentence of nothing stays silent."""
    seen = [examined(said) for said in AT_WORK + OUT]
    truth = np.array([[status is Status.SALARIE and said in AT_WORK for status in Status] for said in AT_WORK + OUT])
    truth[-1] |= np.array([status is not Status.SALARIE for status in Status])  # every line needs its two sides
    model = fit(as_matrix([found for found, _, _ in seen]), truth, np.ones(len(truth)))
    assert Status.SALARIE in weighed(model, *examined("un zouave à la machine"))
    assert Status.SALARIE not in weighed(model, *examined("le temps est beau"))


def test_only_the_pieces_that_weigh_most_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights are read by small machines: their number is bounded."""
    monkeypatch.setattr(train_statuses, "KEPT", 7)
    seen = [examined(said) for said in AT_WORK + OUT]
    truth = np.array([[said in AT_WORK for _ in Status] for said in AT_WORK + OUT])
    model = fit(as_matrix([found for found, _, _ in seen]), truth, np.ones(len(truth)))
    assert sum(len(table) for table in model.pieces.values()) == 7
