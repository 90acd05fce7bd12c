"""Distress is looked for first, always (DESIGN §4.2), and hears veiled words without jumping at figures of speech."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.understanding.distress import POSSIBLE, Hearing, hear, is_a_cry
from bot.understanding.distress_pieces import families, pieces

CASES = Path(__file__).parent / "distress_cases.yml"


@cache
def cases() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("said", cases()["toujours"])
def test_plain_distress_is_always_heard(said: str) -> None:
    assert hear(said).alarm


@pytest.mark.parametrize("said", cases()["jamais"])
def test_figures_of_speech_and_ordinary_requests_are_not_distress(said: str) -> None:
    assert not hear(said).alarm


def test_most_distress_is_heard_veiled_or_misspelt_even_without_the_engine() -> None:
    """The bar is 0.98 heard (DESIGN §7): engine and application hear with this detector, and no other."""
    missed = [said for said in cases()["détresse"] if not hear(said).alarm]
    assert len(missed) <= 0.02 * len(cases()["détresse"]), missed


def test_few_false_alarms_on_phrases_that_look_like_distress() -> None:
    """The limit keeps the detector from getting worse; these were all written to deceive it."""
    alarmed = [said for said in cases()["ordinaire"] if hear(said).alarm]
    assert len(alarmed) <= 0.10 * len(cases()["ordinaire"]), alarmed


@pytest.mark.parametrize("said", cases()["peut-être"])
def test_what_may_be_distress_is_neither_an_alarm_nor_passed_over(said: str) -> None:
    """The played conversations of the caring question begin with these; after a new fit, find others near 0.2."""
    heard = hear(said)
    assert (heard.alarm, heard.possible) == (False, True), heard


@pytest.mark.parametrize(
    ("heard", "possible"),
    [
        (Hearing(), False),
        (Hearing(POSSIBLE - 0.001), False),
        (Hearing(POSSIBLE), True),
        (Hearing(POSSIBLE, alarm=True), False),
        (Hearing(0.99, alarm=True), False),
    ],
)
def test_a_hearing_is_an_alarm_or_possible_never_both(heard: Hearing, possible: bool) -> None:
    """Whatever made the alarm: the model, or a plain sign in a few words."""
    assert heard.possible is possible


@pytest.mark.parametrize("said", cases()["en passant"])
def test_what_is_said_in_passing_does_not_alarm(said: str) -> None:
    """Issue 7: short answers in the middle of a talk are answers."""
    assert not hear(said).alarm


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(cases()["détresse"]) + len(cases()["toujours"]) >= 150
    assert len(cases()["ordinaire"]) + len(cases()["jamais"]) >= 300


def test_a_figure_of_speech_is_taken_out_before_signs_are_sought() -> None:
    """A few words with a plain sign are a cry; with a figure of speech, or about a paper or a course, they are not."""
    assert is_a_cry("je veux en finir")
    assert not is_a_cry("en finir avec ce boulot")
    assert is_a_cry("sos il arrive")
    assert not is_a_cry("sos cv")
    assert not is_a_cry("au secours parcoursup")


def test_words_far_apart_are_seen_together() -> None:
    """Who and what is denied are told by pairs of words: « plus … vivre »."""
    assert "plus|vivr" in pieces("je ne veux plus vraiment vivre")["pairs"]
    assert "plus|vivr" not in pieces("plus de temps et un bon metier pour en vivre")["pairs"]


def test_words_of_one_family_are_seen_as_one() -> None:
    """A word added to a family of the table is understood without any new sentence."""
    assert families(["mon", "conjoint", "me", "cogne"]) == families(["mon", "compagnon", "me", "frappe"])
    assert families(["suis", "mort", "de", "fatigue"])[-1] == "@figure"


def test_an_expression_of_a_family_is_seen_whatever_its_endings() -> None:
    """The table holds « prend à la gorge » once, not in each tense."""
    assert families(["il", "me", "prenait", "a", "la", "gorge"])[-1] == "@etrangler"
    assert families(["elles", "ne", "respirent", "plus"])[-1] == "@vital"


@pytest.mark.parametrize("text", ["", " ", "😀", "مرحبا", "<b>" * 2000, "je veux mourir " * 500, "a" * 5000])
def test_any_text_gets_an_answer(text: str) -> None:
    assert 0.0 <= hear(text).likelihood <= 1.0


def test_distress_at_the_end_of_a_long_story_is_heard() -> None:
    assert hear("je cherche une formation de soudeur à Tours depuis un an. " * 40 + "En fait je veux mourir.").alarm
