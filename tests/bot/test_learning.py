"""Learning from use without spying: what may be kept of words that were not understood, and nothing else (issue 7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from actions.state import Outcome, State, Step
from bot.conversation import Passed
from bot.learning import LONGEST, Learner, keepable, settled
from bot.nlu_inbox import act_on
from bot.settings import Settings
from bot.texts import Channel
from bot.understanding.distress import POSSIBLE, Hearing
from directory import learning as inbox
from directory.places import load_places
from directory.service import Directory
from directory.vocabulary import Need
from tests.actions.talk import Talk

PLACES = load_places()
NOW = datetime(2026, 11, 22, 15, 42, tzinfo=UTC)
ASKED = State(holder="x", step=Step.DOUBT, needs=(Need.TRAVAIL, Need.RECONVERSION), unclear="le boulot et moi")
FOUND = replace(ASKED, step=Step.STATUS, needs=(), unclear="", need=Need.TRAVAIL)


def passed(before: State | None, after: State) -> Passed:
    """One turn on the web."""
    return Passed(Channel.WEB, before, after, guided=False, seconds=0.01)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def directory(settings: Settings) -> Iterator[Directory]:
    made = Directory(settings.database, secret=settings.secret(), places=PLACES)
    made.migrate()
    yield made
    made.engine.dispose()


def test_words_not_clear_wait_in_memory_for_the_need_chosen_by_a_click() -> None:
    """They leave the state as soon as the need is known."""
    talk = Talk().says("c’est compliqué tout ça", Need.TRAVAIL, Need.RECONVERSION, sure=0.4)
    assert talk.state.unclear == "c’est compliqué tout ça"
    before = talk.state
    talk.picks("#need reconversion")
    assert settled(passed(before, talk.state)) == ("c’est compliqué tout ça", Need.RECONVERSION)
    assert talk.state.unclear == ""


def test_words_not_understood_wait_for_the_need_said_later() -> None:
    """The need said in other words is the need that was meant."""
    talk = Talk().says("bla bla truc", intent="nlu_fallback")
    before = talk.state
    talk.says("je veux une vae", Need.VAE)
    assert settled(passed(before, talk.state)) == ("bla bla truc", Need.VAE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, FOUND),
        (replace(ASKED, unclear=""), FOUND),
        (ASKED, replace(FOUND, need=None)),
        (ASKED, replace(FOUND, outcome=Outcome.EMERGENCY)),
        (replace(ASKED, outcome=Outcome.EMERGENCY), FOUND),
        (replace(ASKED, needs=(Need.TRAVAIL, Need.DETRESSE)), FOUND),
        (ASKED, replace(FOUND, need=Need.DETRESSE)),
        (ASKED, replace(FOUND, asked=frozenset({Step.CONCERN}))),
    ],
    ids=[
        "first turn",
        "all clear",
        "no need yet",
        "distress now",
        "distress before",
        "distress offered",
        "distress",
        "distress wondered at",
    ],
)
def test_other_turns_teach_nothing(before: State | None, after: State) -> None:
    """Nothing is ever kept of a reception where distress was heard or wondered about."""
    assert settled(passed(ASKED, FOUND)) is not None
    assert settled(passed(before, after)) is None


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("le boulot et moi", "le boulot et moi"),
        ("un truc près de Chinon", "un truc près de (commune)"),
        ("je suis [nom] le boulot", None),
        ("rappelez moi au [téléphone]", None),
        ("dossier 4587 le boulot", None),
        ("boulot", None),
        ("je veux mourir", None),
        ("le boulot " * (LONGEST // 10 + 1), None),
    ],
)
def test_only_short_words_without_anybody_in_them_may_be_kept(words: str, kept: str | None) -> None:
    """No mark of redaction, no long number, no place, no distress, no story that one person only could tell."""
    assert keepable(words, PLACES) == kept


@pytest.mark.parametrize(("likelihood", "kept"), [(POSSIBLE, None), (POSSIBLE - 0.01, "le boulot et moi")])
def test_words_that_may_be_of_distress_are_not_kept(
    likelihood: float, kept: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was too likely to be passed over teaches nothing, whatever followed."""
    monkeypatch.setattr("bot.learning.hear", lambda _: Hearing(likelihood))
    assert keepable("le boulot et moi", PLACES) == kept


async def test_what_is_kept_has_a_day_and_a_need_and_nothing_else(directory: Directory) -> None:
    """Said twice, it is kept once."""
    learner = Learner(directory, PLACES, lambda: NOW)
    learner.turned(passed(ASKED, FOUND))
    await learner.rest()
    learner.turned(passed(ASKED, FOUND))
    await learner.rest()
    assert inbox.waiting(directory) == (inbox.Unclear(1, "le boulot et moi", Need.TRAVAIL, None, date(2026, 11, 22)),)


async def test_a_database_that_fails_disturbs_nobody(directory: Directory) -> None:
    """Learning is a courtesy: a turn never fails for it."""
    with directory.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE unclear_sentence")
    learner = Learner(directory, PLACES, lambda: NOW)
    learner.turned(passed(ASKED, FOUND))
    await learner.rest()


def test_a_maintainer_reads_labels_exports_and_drops(directory: Directory, settings: Settings) -> None:
    """``deux-portes nlu inbox``: each answer says what was done, or what to do."""

    def act(label: tuple[int, str] | None = None, drop: tuple[int, ...] = (), *, export: bool = False) -> str:
        return act_on(settings, label=label, drop=drop, export=export)

    assert act() == "Aucune phrase en attente."
    inbox.keep(directory, "le boulot et moi", Need.TRAVAIL, NOW.date())
    assert act() == "    1  22/11/2026  le boulot et moi  (voulait : travail)"
    assert "n’est pas une étiquette" in act(label=(1, "boulot"))
    assert "Aucune phrase ne porte le numéro 9" in act(label=(9, "travail"))
    assert act(export=True) == "Aucune phrase étiquetée."
    assert act(label=(1, "travail")) == "Phrase 1 : travail."
    assert "- intent: travail\n  examples: |\n    - le boulot et moi\n" in act(export=True)
    assert act(drop=(1,)) == "1 phrase(s) effacée(s)."
    assert act() == "Aucune phrase en attente."


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_what_nobody_learnt_from_is_erased_in_time(directory: Directory, days: int, left: int) -> None:
    """The delay is in retention.yml."""
    inbox.keep(directory, "le boulot et moi", Need.TRAVAIL, NOW.date())
    inbox.forget(directory, date.fromordinal(NOW.date().toordinal() + days))
    assert len(inbox.waiting(directory)) == left


def test_learning_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``DEUX_PORTES_LEARNING=off``: nothing watches for words; on, one watcher more."""
    from bot.app import build  # noqa: PLC0415

    watchers = {}
    for choice in ("on", "off"):
        monkeypatch.setenv("DEUX_PORTES_LEARNING", choice)
        house = build(Settings(data_dir=tmp_path))
        watchers[choice] = len(house.conversation._watch)
        house.directory.engine.dispose()
    assert watchers["on"] == watchers["off"] + 1
