"""Measures of understanding: each counts what it says, and nobody is measured by their own sentences (issue 7)."""

from typing import Any

import pytest

pytest.importorskip("numpy", reason="se joue avec le Python du moteur")

from bot.engine import across
from bot.engine.cases import Case
from bot.engine.curves import by_author
from bot.engine.evaluate import confusions, measure, reliability
from bot.engine.sentences import Sentence


def case(expected: dict[str, Any], *ranked: tuple[str, float], need: str | None = None) -> Case:
    """A sentence, and the ranking that was given."""
    ranking = [{"need": name, "confidence": share} for name, share in ranked]
    found = {"ranking": ranking, "need": need, "status": [], "place": None, "intent": need or "nlu_fallback"}
    return Case({"text": "…", **expected}, found)


CASES = [
    case({"need": "vae"}, ("vae", 0.9), ("bilan", 0.1), need="vae"),
    case({"need": "bilan", "also": ["cep"]}, ("cep", 0.6), ("bilan", 0.4)),
    case({"need": "emploi"}, ("metier", 0.8), ("formation", 0.1), ("vae", 0.05), ("emploi", 0.05), need="metier"),
    case({"need": "hors_sujet"}, ("hors_sujet", 0.9), ("emploi", 0.1), need="hors_sujet"),
]


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("besoin exact (strict)", "0.500"),
        ("besoin admis (tolérant)", "0.750"),
        ("parmi les trois premiers", "0.750"),
        ("demande au lieu de supposer", "0.250"),
        ("se trompe sans demander", "0.250"),
        ("hors sujet reconnu", "1.000"),
        ("pris à tort pour hors sujet", "0.000"),
    ],
)
def test_each_measure_counts_what_it_says(name: str, share: str) -> None:
    assert measure(CASES)[name].startswith(share)


def test_confusions_name_what_was_expected_first() -> None:
    assert confusions(CASES) == [("emploi", "metier", 1)]


def test_reliability_sets_confidence_beside_what_was_right() -> None:
    assert reliability(CASES) == [(0.6, 1.0, 1), (pytest.approx(0.8), 0.0, 1), (pytest.approx(0.9), 1.0, 2)]


def sentences() -> list[Sentence]:
    """Three people, two needs and an aside."""
    texts = {
        "vae": ["valider mon expérience", "une vae", "mes acquis en diplôme", "le livret deux"],
        "ask_free": ["c'est gratuit", "c'est payant", "combien ça coûte", "faut payer"],
        "creation": ["créer ma boîte", "micro entreprise", "ouvrir un salon", "business plan"],
    }
    return [
        Sentence(f"{text} {who}", label, who, f"{label}.yml", n)
        for who in ("anne", "bruno", "chloé")
        for label, said in texts.items()
        for n, text in enumerate(said)
    ]


def test_nobody_is_measured_by_a_model_that_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fold's model learnt other people's sentences only; every sentence is measured once."""
    learnt: list[set[str]] = []
    fitted = across.fitted

    def watched(lines: list[Sentence]) -> Any:
        learnt.append({line.author for line in lines})
        return fitted(lines)

    monkeypatch.setattr(across, "fitted", watched)
    cases = list(across.cases_across(sentences(), 3))
    assert sorted(c.expected["text"] for c in cases) == sorted(line.text for line in sentences())
    assert sorted(map(sorted, learnt)) == [["anne", "bruno"], ["anne", "chloé"], ["bruno", "chloé"]]


def test_curves_take_people_one_after_the_other() -> None:
    authors = [line.author for line in by_author(sentences())]
    assert sorted(set(authors), key=authors.index) == [authors[0], authors[12], authors[24]]
