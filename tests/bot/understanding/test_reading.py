"""One reading of a sentence by closed grammars, in the order that protects people (DESIGN §4, promises 2 and 6)."""

import pytest

from bot.understanding.acts import Act
from bot.understanding.distress import Hearing
from bot.understanding.reading import Asked, read
from bot.understanding.text import LONGEST_TEXT, shortened
from directory.places import load_places
from directory.vocabulary import Status

PLACES = load_places()


def test_a_whole_act_is_an_act_and_nothing_else() -> None:
    """« mouais » is no village, whatever was asked."""
    reading = read("mouais", PLACES, Asked(place=True))
    assert (reading.act, reading.places) == (Act.UNKNOWN, ())


def test_a_sign_alone_may_be_an_act() -> None:
    """👍 says yes; other signs say nothing."""
    assert read("👍", PLACES).act is Act.YES
    assert read("…", PLACES).wordless


def test_distress_keeps_the_age_and_situation_that_choose_the_numbers() -> None:
    """A minor is given the numbers for minors."""
    reading = read("j’ai 15 ans et je veux mourir", PLACES)
    assert (reading.hearing.alarm, reading.situation.age) == (True, 15)


def test_distress_keeps_the_town_for_when_all_is_well() -> None:
    """A false alarm loses nothing of what was said."""
    reading = read("j’ai envie de mourir, je cherche du travail à Tours", PLACES)
    assert (reading.hearing.alarm, reading.places[0].candidates) == (True, ("37261",))


@pytest.mark.parametrize("text", ["oui", "#need detresse", "…", "je préfère ne pas le dire"])
def test_nothing_is_heard_in_what_is_closed(text: str) -> None:
    """A button, a whole act, no words: nothing is weighed."""
    assert read(text, PLACES).hearing == Hearing()


def test_what_was_asked_decides_how_a_bare_word_is_read() -> None:
    """A trade is a status only as the answer to the question about it."""
    assert read("boulangère", PLACES).situation.statuses == frozenset()
    assert read("boulangère", PLACES, Asked(status=True)).situation.statuses == {Status.SALARIE}


@pytest.mark.parametrize("text", ["chômage oui évidemment", "ben oui, au chômage", "oui chômage quoi"])
def test_a_situation_said_with_a_yes_is_a_situation(text: str) -> None:
    """What only says yes, or fills, hides no answer."""
    assert read(text, PLACES, Asked(status=True)).situation.statuses == {Status.DEMANDEUR_EMPLOI}


def test_a_situation_is_not_a_town_of_nearly_that_name() -> None:
    """« Je suis salariée », said when the town is asked, is not Salazie."""
    reading = read("je suis salariée", PLACES, Asked(place=True, departement="37"))
    assert (reading.places, reading.situation.statuses) == ((), {Status.SALARIE})
    assert read("Salazie", PLACES, Asked(place=True)).places[0].candidates == ("97421",)


@pytest.mark.parametrize(("text", "only"), [("je suis salariée à Tours", True), ("je veux une vae à Tours", False)])
def test_nothing_but_an_answer_is_told_from_a_request(text: str, only: bool) -> None:
    """An answer holds no need: none is looked for in it."""
    assert read(text, PLACES).answers_only is only


def test_the_end_of_a_very_long_message_is_read() -> None:
    """Long stories end with what matters."""
    story = "alors je vous raconte mon parcours depuis le début " * 100
    assert [place.candidates for place in read(f"{story} j’habite à Chinon", PLACES).places] == [("37072",)]
    assert len(shortened(story)) == LONGEST_TEXT + 1
