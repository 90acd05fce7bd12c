"""Training sentences: nothing written twice, nothing taken from the regression set (issue 7)."""

from itertools import count
from pathlib import Path

import pytest

from bot.engine.sentences import NLU_DATA, Sentence, read_lines
from bot.nlu_checks import sentence_problems, variety
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
