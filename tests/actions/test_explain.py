"""Words explained and questions answered along the way: the reception goes on where it was (L06, promises 5 and 6)."""

import pytest

from actions.state import Step
from directory.vocabulary import Need, Status
from tests.actions.talk import Talk


def test_a_word_is_explained_before_anything_is_asked() -> None:
    """facts.md §0: the question asked is answered first, then one way on."""
    talk = Talk().says("c'est quoi le CEP ?", Need.CEP)
    assert talk.keys == ["definition_CEP", "utter_after_definition"]
    assert talk.choices == ["#need cep", "#person"]
    assert talk.says("#need cep").state.need is Need.CEP


def test_a_word_is_explained_in_the_middle_and_the_question_comes_back() -> None:
    talk = Talk().at(step=Step.STATUS, need=Need.VAE).says("ça veut dire quoi cadre ou RQTH")
    assert talk.state.step is Step.STATUS
    talk.says("c'est quoi la RQTH ?")
    assert talk.keys == ["definition_RQTH", "utter_ask_status"]


def test_a_word_is_explained_while_the_engine_is_away() -> None:
    """Promise 6: the meaning of words needs no engine."""
    assert Talk().says("c'est quoi un opco").keys[0] == "definition_OPCO"


@pytest.mark.parametrize("needs", [(), (Need.HORS_SUJET,)], ids=["nothing understood", "off the list"])
def test_a_question_off_the_list_is_answered_by_passages_then_a_person(needs: tuple[Need, ...]) -> None:
    """L06: the best passages with their sources, then a human."""
    talk = Talk().says("comment avoir une caution ?", *needs)
    assert talk.keys == ["utter_passages", "definition_Visale", "passage_jeunes", "utter_after_passages"]
    assert talk.choices == ["#need jeunes", "#person"]


def test_a_need_that_is_clear_is_not_searched() -> None:
    talk = Talk().says("comment avoir une caution ?", Need.JEUNES)
    assert talk.state.need is Need.JEUNES


def test_what_is_no_question_is_not_searched() -> None:
    assert "utter_passages" not in Talk().says("caution", Need.HORS_SUJET).keys


def test_a_question_without_passage_goes_on_as_before() -> None:
    assert Talk().says("quelle météo demain ?", Need.HORS_SUJET).keys[0] == "information_hors_sujet"


def test_near_subjects_are_suggested_after_an_answer() -> None:
    """Issue 5: related needs are offered; those already answered are not."""
    talk = Talk().at(step=Step.RESTATE, need=Need.VAE, statuses=frozenset({Status.SALARIE}), informed=(Need.FORMATION,))
    talk.says("oui")
    assert talk.suggestions == ["#need financement", "#need bilan", "#need diplome_etranger"]
    talk.says("#need financement")
    assert talk.state.need is Need.FINANCEMENT
    assert talk.state.statuses == {Status.SALARIE}


def test_near_subjects_are_offered_at_the_end() -> None:
    talk = Talk().at(step=Step.CHOOSE, need=Need.VAE, informed=(Need.VAE,)).says("#enough")
    assert talk.choices == ["#need formation", "#need financement", "#recap", "#restart", "#person"]


@pytest.mark.parametrize("step", [Step.STATUS, Step.PLACE, Step.RESTATE, Step.CORRECT, Step.CHOOSE])
def test_words_about_something_else_do_not_lose_the_request(step: Step) -> None:
    """Promise 3: what the service is for is said, and the pending question comes back."""
    talk = Talk().at(step=step, need=Need.DECROCHAGE, words="ma fille ne va plus au collège")
    talk.says("il fait beau chez vous aussi", Need.HORS_SUJET)
    assert (talk.state.step, talk.state.need) == (step, Need.DECROCHAGE)
    assert talk.keys[0] == "information_hors_sujet"


def test_a_question_off_the_list_is_answered_in_the_middle_too() -> None:
    """L06: the best passage, then the pending question."""
    talk = Talk().at(step=Step.STATUS, need=Need.VAE).says("comment avoir une caution ?", Need.HORS_SUJET)
    assert talk.keys[0] == "definition_Visale"
    assert talk.keys[-1] == "utter_ask_status"


def test_words_that_bring_a_situation_are_an_answer_whatever_else_they_seem() -> None:
    """Promise 3: « c'est ma fille qui est au lycée » at the question of the place is kept."""
    talk = Talk().at(step=Step.PLACE, need=Need.DECROCHAGE, asked=frozenset({Step.STATUS, Step.PLACE}))
    talk.says("c'est ma fille, elle est au lycée", Need.HORS_SUJET)
    assert Status.PARENT in talk.state.statuses
    assert talk.state.need is Need.DECROCHAGE
