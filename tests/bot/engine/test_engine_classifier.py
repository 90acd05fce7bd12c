# ruff: noqa: E402 - the modules under test need numpy, looked for first
"""The classifier on a few sentences of its own: learns, keeps, loads, ranks; any text gets an answer (issue 7).

Needs the engine's Python (numpy, scikit-learn, Rasa), so it runs there: ``bot/engine/.venv/bin/python -m pytest``.
"""

import io
import json
import tarfile
from pathlib import Path
from types import SimpleNamespace

import pytest

numpy = pytest.importorskip("numpy", reason="se joue avec le Python du moteur")

from bot.engine.components import linear, needs
from bot.engine.components.features import analyse, blocks, counts
from bot.engine.components.fitting import contiguous_folds
from bot.engine.parse import Parser, load_classifier, run, texts_of
from bot.understanding import distress
from bot.understanding.distress import Hearing, hear
from bot.understanding.doubt import ASK_BELOW
from bot.understanding.reading import load_readers
from directory.vocabulary import Need

SENTENCES = {
    "vae": [
        "valider mon expérience par un diplôme",
        "je veux une vae",
        "le jury de vae",
        "livret deux de vae",
        "mes acquis",
    ],
    "alternance": ["trouver un patron", "contrat d'apprentissage", "devenir apprenti", "un cfa", "alternance en bts"],
    "creation": ["créer ma boîte", "ouvrir un salon", "micro entreprise", "business plan", "monter mon entreprise"],
    "detresse": ["je veux mourir", "il me frappe", "plus envie de vivre", "je dors dehors", "en finir avec la vie"],
    "ask_free": ["c'est gratuit", "c'est payant", "combien ça coûte de vous parler", "faut payer", "votre tarif"],
    "distress_near_miss": ["mort de rire", "ça me tue", "tuer le temps", "mort de fatigue", "crevé ce soir"],
}


@pytest.fixture(scope="module")
def model() -> linear.LinearModel:
    lines = [(text, label) for label, texts in SENTENCES.items() for text in texts]
    return needs.fit(lines, needs.DEFAULTS)


def understood(model: linear.LinearModel, *texts: str) -> list[needs.Understood]:
    """What each text is about, distress heard in it as the reader hears it."""
    return needs.understand(model, texts, [hear(text) for text in texts])


def archive(folder: Path, model: linear.LinearModel) -> Path:
    """A trained model packed as Rasa packs it."""
    kept = folder / "components" / "train_NeedClassifier1"
    kept.mkdir(parents=True)
    linear.save(model, kept)
    packed = folder / "engine.tar.gz"
    with tarfile.open(packed, "w:gz") as tar:
        tar.add(folder / "components", "components")
    return packed


def test_every_need_it_learnt_is_ranked_with_probabilities(model: linear.LinearModel) -> None:
    about = understood(model, "je voudrais une vae")[0]
    assert about.ranking[0][0] == "vae"
    assert {name for name, _ in about.ranking} == {"vae", "alternance", "creation", "detresse"}
    assert sum(share for _, share in about.ranking) == pytest.approx(1, abs=1e-4)


def test_a_word_between_two_others_does_not_hide_them() -> None:
    """Issue 7: pairs of words are also counted over the word that parts them."""
    gap = next(block for block in blocks(needs.DEFAULTS) if block.name == "gap")
    shared = [counts(gap, analyse(text)) for text in ("voir une conseillère", "voir la conseillère")]
    assert shared[0] == shared[1] == {"voir conseillere": 1}


def test_a_concept_said_in_many_words_counts_once() -> None:
    """Issue 7: « mon chef, mon patron, ma cheffe » is one thing to complain of, not three."""
    concept = next(block for block in blocks(needs.DEFAULTS) if block.name == "concept")
    met = counts(concept, analyse("mon chef mon patron ma cheffe"))
    assert met["chef_trouble"] == 1


def test_a_model_kept_and_loaded_says_the_same(model: linear.LinearModel, tmp_path: Path) -> None:
    loaded = load_classifier(archive(tmp_path, model))
    before, after = (understood(known, "créer une micro entreprise")[0] for known in (model, loaded))
    assert after.intent == before.intent == "creation"
    assert after.confidence == pytest.approx(before.confidence, abs=0.01)


def test_nothing_is_pickled(model: linear.LinearModel, tmp_path: Path) -> None:
    with tarfile.open(archive(tmp_path, model)) as packed:
        names = {Path(member.name).suffix for member in packed.getmembers() if member.isfile()}
    assert names == {".json", ".npz"}


def test_only_asides_are_told_from_needs_distress_being_heard_elsewhere() -> None:
    assert needs.aside_label("ask_free") == "ask_free"
    assert {needs.aside_label(label) for label in ("vae", "detresse", needs.NEAR_MISS)} == {needs.NEED}


def test_distress_has_in_the_ranking_the_place_its_own_detector_gives(model: linear.LinearModel) -> None:
    """Engine up or down, one detector hears: a sentence about a course is not made distress by the classifier."""
    calm, grave = (dict(about.ranking)["detresse"] for about in understood(model, "je veux une vae", "je veux mourir"))
    assert calm == hear("je veux une vae").likelihood < 0.1
    assert grave == needs.HEARD


def test_distress_heard_comes_first(model: linear.LinearModel) -> None:
    """Whatever its likelihood: an alarm may come of a plain sign in a few words."""
    about = needs.understand(model, ["je veux une vae"], [Hearing(0.2, alarm=True)])[0]
    assert about.ranking[0] == ("detresse", needs.HEARD)
    assert sum(share for _, share in about.ranking) == pytest.approx(1, abs=1e-4)


def test_a_sentence_is_weighed_once(model: linear.LinearModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader heard is what the classifier ranks."""
    parser, weighed = Parser(model, load_readers()), []
    weigh = distress.Model.probability
    monkeypatch.setattr(distress.Model, "probability", lambda m, found: (weighed.append(found), weigh(m, found))[1])
    parser.parse("je voudrais une vae")
    assert len(weighed) == 1


def test_lines_of_one_hand_stay_in_one_fold() -> None:
    assert contiguous_folds(numpy.array(["a"] * 5 + ["b"] * 5)).tolist() == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]


@pytest.mark.parametrize("text", ["", " ", "😀", "مرحبا", "a" * 5000, "<div>" * 1000, "1 2 3", "\x00", "zxcvbn qsdf"])
def test_any_text_is_understood_as_something(model: linear.LinearModel, text: str) -> None:
    assert understood(model, text)[0].intent


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('{"text": "bonjour"}', "bonjour"),
        ('{"text": null}', ""),
        ("{}", ""),
        ("", ""),
        ("pas du json", "pas du json"),
        ("[1]", "[1]"),
        ('{"text": 3}', "3"),
        ('"mot"', "mot"),
    ],
)
def test_each_line_gives_one_text_whatever_it_holds(line: str, text: str) -> None:
    assert list(texts_of([line + "\n"])) == [text]


def test_parse_writes_one_line_a_line_as_design_says(model: linear.LinearModel) -> None:
    said = ["je veux une vae à Tours", "je veux parler à quelqu'un", "il me frappe", "#need vae", "😀"]
    to = io.StringIO()
    run([json.dumps({"text": text}) for text in said], to, Parser(model, load_readers()))
    found = [json.loads(line, object_hook=lambda d: SimpleNamespace(**d)) for line in to.getvalue().splitlines()]
    assert [f.text for f in found] == said
    assert vars(found[0]).keys() == {"text", "need", "confidence", "ranking", "status", "place", "intent"}
    assert found[0].place.code == "37261"
    assert [f.need for f in found[1:]] == [Need.HUMAIN, Need.DETRESSE, Need.VAE, None]
    assert all(f.need is None or f.ranking[0].confidence >= ASK_BELOW for f in found)
