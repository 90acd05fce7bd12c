"""L07, promise 3: the situation is asked at a glance; every situation can be picked, and words are always read."""

from collections.abc import Callable

import pytest

from actions.state import Step
from directory.vocabulary import Need, Status
from tests.actions.talk import Talk

AT_A_GLANCE = 5  # a telephone's four keys, and passing
EVERYONE = {f"#status {status}" for status in Status}


def asked(need: Need) -> Callable[[], Talk]:
    """Somebody just asked their situation, about this subject."""
    return lambda: Talk().says("je voudrais un conseil", need)


def offered(begin: Callable[[], Talk]) -> set[str]:
    """Every situation that can be picked from here, behind each door too."""
    choices = begin().choices
    doors = (token for token in choices if token.startswith("#situations"))
    behind = (offered(lambda door=door: begin().picks(door)) for door in doors)  # type: ignore[misc]
    return {token for token in choices if token.startswith("#status")}.union(*behind)


@pytest.mark.parametrize("need", [Need.VAE, Need.CEP, Need.EMPLOI])
def test_the_situation_is_answered_at_a_glance(need: Need) -> None:
    """A few choices first, passing among them, instead of a screen of buttons."""
    talk = asked(need)()
    assert talk.keys == ["utter_ask_status"]
    assert len(talk.choices) <= AT_A_GLANCE
    assert talk.choices[:2] == ["#status salarie", "#status demandeur_emploi"]
    assert talk.choices[-1] == "#skip"


@pytest.mark.parametrize("need", [Need.VAE, Need.SCOLAIRE])
def test_every_situation_can_be_picked(need: Need) -> None:
    """L13: by keys alone, two at most lead to any of them."""
    assert offered(asked(need)) == EVERYONE


def test_studies_are_asked_of_pupils_and_parents_first() -> None:
    """Whoever chooses a school is seldom employed."""
    assert asked(Need.SCOLAIRE)().choices[:4] == [
        "#status collegien",
        "#status lyceen",
        "#status etudiant",
        "#status parent",
    ]


@pytest.mark.parametrize("words", ["je suis à la retraite", "#status retraite"])
def test_behind_a_door_words_and_choices_are_read(words: str) -> None:
    """The question stays the same question, and is asked again as it was after an aside."""
    talk = asked(Need.CEP)().picks("#situations autre")
    assert talk.keys == ["utter_ask_status"]
    shown = talk.choices
    assert talk.says("pourquoi ?").choices == shown
    assert talk.says(words).state.statuses == {Status.RETRAITE}
    assert talk.state.step is Step.RESTATE


def test_a_door_can_be_left() -> None:
    """« Retour » shows the first choices again, and so does the question asked anew for a correction."""
    talk = asked(Need.CEP)()
    first = talk.choices
    assert talk.picks("#situations autre").says("retour").choices == first
    talk.picks("#situations autre").picks("#status cadre")
    assert talk.says("#fix status").choices == first


def test_words_are_read_before_any_door() -> None:
    """Nobody has to find their situation in a list."""
    assert asked(Need.CEP)().says("je suis fonctionnaire").state.statuses == {Status.AGENT_PUBLIC}
