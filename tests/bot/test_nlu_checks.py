"""Training sentences: nothing written twice, nothing taken from the regression set (issue 7)."""

from itertools import count
from pathlib import Path

import pytest

from bot.engine.sentences import NLU_DATA, Sentence, read_lines
from bot.engine.situations import PASSING, Told, learnt, read_told
from bot.nlu_checks import sentence_problems, situation_problems, variety
from bot.nlu_compare import write_sample


def lines(*said: tuple[str, str]) -> list[Sentence]:
    """Sentences with their labels, one line each in the label's file."""
    number = count(1)
    return [Sentence(text, label, "quelqu’un", f"{label}.yml", next(number)) for text, label in said]


@pytest.mark.parametrize(
    ("said", "kept", "expected"),
    [
        ([("Je veux une VAE !", "vae"), ("je veux une vae", "vae")], [], ["vae.yml, ligne 2 : déjà écrit"]),
        ([("une vae", "vae"), ("Une V.A.E", "vae")], [], []),
        ([("je bosse", "emploi"), ("je bosse", "travail")], [], ["travail.yml, ligne 2 : déjà écrit dans emploi.yml"]),
        ([("ça me tue ce job", "travail"), ("ça me tue ce job", "distress_near_miss")], [], []),
        (
            [("salaire d’un apprenti de 18 ans", "alternance"), ("salaire d’un apprenti de 19 ans", "alternance")],
            [],
            ["alternance.yml, ligne 2 : presque la même phrase qu’à la ligne 1."],
        ),
        ([("je cherche un patron à Blois", "alternance"), ("je cherche un stage à Blois", "alternance")], [], []),
        (
            [("comment faire valider mon expérience", "vae")],
            ["Comment faire valider mon expérience ?"],
            ["vae.yml, ligne 1 : trop proche d’une phrase de regression/"],
        ),
    ],
)
def test_sentences_said_twice_are_refused(said: list[tuple[str, str]], kept: list[str], expected: list[str]) -> None:
    """The later line is named, with where the first one is."""
    found = list(sentence_problems(lines(*said), kept))
    assert len(found) == len(expected)
    assert all(problem.startswith(start) for problem, start in zip(found, expected, strict=True))


def test_variety_counts_people_and_different_words() -> None:
    """Two lines of one person, three different words."""
    (found,) = variety(lines(("une vae", "vae"), ("la vae", "vae")))
    assert (found.lines, found.authors, found.words, found.by_line) == (2, 1, 3, 1.5)


def test_every_sentence_has_an_author() -> None:
    """Cross-validation keeps people apart: each sentence is somebody's."""
    assert all(line.author for line in read_lines())


def test_a_sample_keeps_every_label_in_the_same_share(tmp_path: Path) -> None:
    """Pipelines are compared on the same sentences, each label in its share."""
    written = write_sample(tmp_path / "sample", 0.1)
    sampled = list(read_lines(tmp_path / "sample"))
    assert len(sampled) == written
    assert {line.label for line in sampled} == {line.label for line in read_lines(NLU_DATA)}


def told(text: str, file: str = "short.txt", line: int = 1) -> Told:
    """A sentence that tells a situation."""
    return Told(text, frozenset(), "quelqu’un", file, line)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([told("je bosse"), told("Je bosse !", line=2)], ["situations/short.txt, ligne 2 : déjà écrit dans"]),
        ([told("mon patron part", PASSING)], []),
        ([told("mon patron s’en va", PASSING)], ["situations/passing.txt, ligne 1 : cette phrase n’est plus"]),
        (
            [told("mes partiels approchent")],
            ["situations/short.txt, ligne 1 : trop proche d’une phrase de regression/"],
        ),
    ],
)
def test_situations_are_kept_apart_from_what_measures(said: list[Told], expected: list[str]) -> None:
    """Written once, not taken from the regression set, and still among the needs when they come from there."""
    found = list(situation_problems(said, {"mon patron part"}, ["Mes partiels approchent…"]))
    assert len(found) == len(expected)
    assert all(problem.startswith(start) for problem, start in zip(found, expected, strict=True))


@pytest.mark.parametrize("line", ["salarié : je bosse", "je bosse", "salarie : ", "salarie, parent : je bosse"])
def test_a_line_that_is_not_as_expected_says_where_it_is(line: str, tmp_path: Path) -> None:
    """The file, the line and how to write it are told; nothing is learnt half."""
    (tmp_path / "short.txt").write_text(f"# Quelqu’un\nrien : bonjour\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"short\.txt, ligne 3 : écrire « salarie \+ parent"):
        list(read_told(tmp_path))


def test_a_situation_that_comes_in_passing_is_learnt_once() -> None:
    """A sentence of the needs is learnt with its situation, or with none; a doubtful one is not learnt at all."""
    lines = learnt()
    texts = [line.text for line in lines if line.file == PASSING or line.file.endswith(".yml")]
    assert len(texts) == len(set(texts))
    doubtful = {line.text for line in read_told() if line.statuses is None}
    assert doubtful
    assert doubtful.isdisjoint(texts)
