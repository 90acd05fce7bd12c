# ruff: noqa: E402 - the modules under test need numpy, looked for first
"""Word vectors, when an installation has some: words never met in training count as those they resemble (issue 7)."""

from pathlib import Path

import pytest

numpy = pytest.importorskip("numpy", reason="se joue avec le Python du moteur")

from bot.engine.components import linear, needs, vectors
from bot.understanding.distress import Hearing

SENTENCES = [
    ("je cherche un boulot", "emploi"),
    ("trouver un boulot vite", "emploi"),
    ("un emploi pres de chez moi", "emploi"),
    ("postuler pour un emploi", "emploi"),
    ("il me faut un emploi", "emploi"),
    ("ouvrir ma boutique", "creation"),
    ("monter une boutique", "creation"),
    ("ma boutique de fleurs", "creation"),
    ("un commerce a moi", "creation"),
    ("lancer un commerce", "creation"),
    ("c'est gratuit", "ask_free"),
    ("faut payer", "ask_free"),
]
SPELT = [("boulot", 0), ("emploi", 1), ("turbin", 2), ("boutique", 3), ("commerce", 4), ("échoppe", 5), ("Échoppe", 1)]
TABLE = numpy.array([[9, 1], [9, 0], [8, 1], [1, 9], [0, 9], [1, 8]], dtype=numpy.float32)


def small(known: set[str]) -> vectors.WordVectors:
    return vectors.made(SPELT, TABLE, known)


def fitted(monkeypatch: pytest.MonkeyPatch) -> linear.LinearModel:
    monkeypatch.setattr(vectors, "read", lambda package, known: small(known))
    return needs.fit(SENTENCES, needs.DEFAULTS | {"vectors": "small", "vector": 1.0})


def likeliest(model: linear.LinearModel, text: str) -> str:
    return next(name for name, _ in needs.understand(model, [text], [Hearing()])[0].ranking if name != "detresse")


def test_a_word_never_met_counts_as_those_it_resembles(monkeypatch: pytest.MonkeyPatch) -> None:
    model = fitted(monkeypatch)
    assert (likeliest(model, "turbin"), likeliest(model, "échoppe")) == ("emploi", "creation")


def test_vectors_are_kept_with_the_model_which_then_needs_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    model = fitted(monkeypatch)
    linear.save(model, tmp_path)
    monkeypatch.undo()
    models = (model, linear.load(tmp_path))
    before, after = (dict(needs.understand(m, ["un turbin"], [Hearing()])[0].ranking) for m in models)
    assert after == pytest.approx(before, abs=0.01)


def test_lower_case_spellings_decide_of_a_word() -> None:
    found = small({"emploi", "commerce", "echoppe"})
    echoppe, emploi = (found.mean([word], [1.0]) for word in ("echoppe", "emploi"))
    assert not numpy.allclose(echoppe, emploi)


def test_words_without_vector_give_nothing() -> None:
    assert not small({"emploi"}).mean(["zxcvbn", "é" * 100, ""], [1.0, 1.0, 1.0]).any()


def test_without_vectors_nothing_of_them_is_read() -> None:
    assert needs.DEFAULTS["vectors"] is None
    assert needs.fit(SENTENCES, needs.DEFAULTS).features.vectors is None


def test_vectors_that_are_not_installed_are_said_in_one_sentence() -> None:
    with pytest.raises(vectors.VectorsMissingError, match="pas installés"):
        vectors.read("fr_core_news_nowhere", {"emploi"})


def test_vectors_are_read_from_a_spacy_package(tmp_path: Path) -> None:
    """The documented way: a vocabulary with vectors, saved and loaded by spaCy itself."""
    spacy = pytest.importorskip("spacy", reason="les vecteurs sont au choix de l’installation")
    language = spacy.blank("fr")
    for word, row in SPELT:
        language.vocab.set_vector(word, TABLE[row])
    language.to_disk(tmp_path)
    found = vectors.read(str(tmp_path), {"emploi", "commerce"})
    turbin, boulot, boutique = (found.mean([word], [1.0]) for word in ("turbin", "boulot", "boutique"))
    assert turbin @ boulot > 0.9 > turbin @ boutique
