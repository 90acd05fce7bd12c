"""The state of play said aloud, at any moment, without losing the pending question (NO10)."""

import pytest

from actions.state import Step
from directory.vocabulary import Need, Status
from tests.actions.fakes import SLOTS
from tests.actions.talk import Talk


def known() -> Talk:
    """A talk that went as far as the answer."""
    return Talk().at(step=Step.CHOOSE, need=Need.VAE, statuses=frozenset({Status.SALARIE}), informed=(Need.VAE,))


@pytest.mark.parametrize("words", ["récapitulatif", "Pouvez-vous récapituler ?", "#recap"])
def test_what_was_seen_is_said_again_and_the_question_comes_back(words: str) -> None:
    talk = known().says(words)
    assert talk.keys == ["utter_recap", "utter_recap_understood", "utter_recap_information", "utter_choose"]
    assert talk.state.step is Step.CHOOSE


def test_an_appointment_is_part_of_it() -> None:
    talk = Talk()
    talk.at(step=Step.CHOOSE, need=Need.RDV, asked=frozenset({Step.STATUS, Step.PLACE})).says("#appointment")
    talk.at(step=Step.DONE, slot=SLOTS[0], site=talk.state.sites[0], code="2345060708").says("un résumé")
    assert talk.keys[-3:] == ["utter_recap_appointment", "utter_address", "utter_afterwards"]


def test_nothing_seen_yet_is_said_too() -> None:
    assert Talk().says("récapitulatif").keys[0] == "utter_recap_empty"


def test_it_is_offered_at_the_end() -> None:
    assert "#recap" in known().says("#enough").choices
