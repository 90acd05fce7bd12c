"""Distress that is only possible is asked about, once, with care; the request waits and is never said again."""

from dataclasses import fields

import pytest

from actions.state import Outcome, State, Step, dump_state, load_state
from directory.vocabulary import AgeBand, Need, Status
from tests.actions.talk import Talk

VAE = "une vae, salarié à Tours, je vois plus trop à quoi je sers"
ASKED = ["utter_emergency_ask"]


def wondered(text: str = VAE, *needs: Need) -> Talk:
    """Somebody whose first words may be of distress."""
    return Talk().worries(text, *(needs or (Need.VAE,)))


def test_possible_distress_is_asked_about_and_not_guessed() -> None:
    """DESIGN §4.2: neither help unasked nor silence; two choices that cannot be taken one for the other."""
    talk = wondered()
    assert (talk.keys, talk.choices) == (ASKED, ["#unwell", "#well"])
    assert (talk.state.step, talk.state.outcome, talk.state.need) == (Step.CONCERN, None, None)


@pytest.mark.parametrize(
    "answer", ["#well", "non", "non merci", "ça va", "non ça va, c'est une façon de parler", "tout va bien"]
)
def test_a_no_goes_on_with_the_request_just_said(answer: str) -> None:
    """Promise 3: nothing is lost and nothing is to be said again."""
    talk = wondered().says(answer)
    assert talk.keys == ["utter_emergency_over", "utter_restate"]
    assert (talk.state.need, talk.state.statuses, talk.state.place) == (Need.VAE, {Status.SALARIE}, "37261")
    assert (talk.state.outcome, talk.state.set_aside) == (None, None)
    assert talk.says("oui").keys[0] == "information_vae"


@pytest.mark.parametrize(
    "answer",
    [
        "#unwell",
        "oui",
        "oui, un peu",
        "non ça va pas",
        "ça ne va pas",
        "pas très bien",
        "je vais mal",
        "bof",
        "elle va pas bien",
        "je ne sais pas",
    ],
)
def test_a_yes_is_helped_as_any_distress(answer: str) -> None:
    """The path of an alarm, and what was asked waits behind it."""
    talk = wondered().says(answer)
    assert talk.keys == ["utter_emergency", "utter_emergency_after"]
    assert (talk.state.step, talk.state.outcome) == (Step.CARE, Outcome.EMERGENCY)
    assert talk.picks("#resume").keys == ["utter_emergency_over", "utter_restate"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("des fois il me menace, je voudrais une vae", "utter_emergency_violence"),
        ("je suis au lycée et je vois plus à quoi ça sert", "utter_emergency_minor"),
    ],
)
def test_the_numbers_fit_the_words_that_worried(words: str, key: str) -> None:
    """They were said before the question, not in the answer to it."""
    assert wondered(words, Need.SCOLAIRE).says("oui").keys[0] == key


def test_danger_said_in_answer_is_an_alarm() -> None:
    """Distress comes first at every step."""
    talk = wondered().says("j'ai 14 ans et j'ai envie de mourir")
    assert (talk.keys[0], talk.state.age) == ("utter_emergency_minor", AgeBand.UNDER_16)


def test_another_request_is_heard_with_what_the_first_one_told() -> None:
    """Whoever simply goes on is followed."""
    talk = wondered().says("je voudrais faire un bilan de compétences", Need.BILAN)
    assert talk.keys == ["utter_restate"]
    assert (talk.state.need, talk.state.place) == (Need.BILAN, "37261")


def test_a_situation_said_in_answer_goes_on_with_the_request() -> None:
    """What is noted meanwhile is not asked."""
    talk = wondered("je voudrais une vae, je vois plus trop à quoi je sers").says("je suis salariée à Tours")
    assert talk.keys == ["utter_emergency_over", "utter_restate"]


def test_words_that_answer_nothing_are_asked_about_once_more_only() -> None:
    """Promise 6: no circle."""
    talk = wondered().says("xqz bbb")
    assert talk.keys == ["utter_not_understood_answer", *ASKED]
    assert talk.says("xqz bbb").keys == ["utter_emergency_over", "utter_restate"]


def test_it_is_asked_once_in_a_talk() -> None:
    """« Si cela change, dites-le-moi »: an alarm is still heard, the question is not repeated."""
    talk = wondered().says("non").worries("à quoi bon tout ça, je vous le demande un peu", Need.TRAVAIL)
    assert talk.keys != ASKED
    assert talk.says("j'ai envie de mourir").keys[0] == "utter_emergency"


@pytest.mark.parametrize("words", ["salarié", "à quoi bon", "oui", "#status salarie", "je n'attends plus rien"])
def test_a_short_answer_in_the_middle_of_a_talk_is_not_wondered_at(words: str) -> None:
    """What is said in passing answers the question that was asked."""
    assert Talk().says("une vae", Need.VAE).worries(words).keys != ASKED


def test_a_story_in_the_middle_of_a_talk_is() -> None:
    """More than a few words are no mere answer; what they answered is heard afterwards."""
    talk = Talk().says("une vae", Need.VAE).worries("salarié, enfin plus pour longtemps, je ne tiendrai pas l'hiver")
    assert talk.keys == ASKED
    assert talk.says("non").keys == ["utter_emergency_over", "utter_ask_place"]


def test_the_reason_and_a_person_are_a_word_away() -> None:
    """Promises 3 and 8: why it is asked is said; a person comes at once."""
    talk = wondered()
    assert talk.says("pourquoi vous me demandez ça ?").keys == ["utter_why_concern", *ASKED]
    assert talk.says("#person").state.outcome is Outcome.HUMAN


def test_the_words_that_wait_are_kept_short_and_no_longer_than_needed() -> None:
    """The state travels with each turn: one sentence, the likely needs; nothing once it is taken up."""
    talk = wondered()
    kept = dump_state(talk.state)
    assert len(kept) < 900
    assert load_state(kept) == talk.state
    assert VAE not in dump_state(talk.says("#restart").state)


def test_a_talk_begun_before_an_upgrade_still_goes_on() -> None:
    """A state kept by another version has no words set aside."""
    waiting = '{"holder":"x","step":"status","need":"vae","asked":["status"]}'
    kept = load_state(f'{{"holder":"x","step":"care","need":"vae","outcome":"emergency","before":{waiting}}}')
    talk = Talk().at(**{field.name: getattr(kept, field.name) for field in fields(State)})
    assert talk.says("non").keys == ["utter_emergency_over", "utter_ask_status"]


def test_what_worried_is_no_question_left_open() -> None:
    """What may be of distress is not kept for a counsellor among the person's own questions."""
    talk = Talk().says("une vae", Need.VAE).worries("et si je ne suis plus là au printemps, à quoi ça servira ?")
    assert talk.keys == ASKED
    talk.says("non").says("salarié")
    assert (talk.state.left_open, talk.state.heard) == ((), "")


# --- after an alarm that was none -----------------------------------------------------------------------------------


@pytest.mark.parametrize("well", ["non", "ça va, c'est une façon de parler", "#resume"])
def test_a_request_that_alarmed_at_once_is_taken_up_when_all_is_well(well: str) -> None:
    """Said in the very first sentence, it is not to be said again; words of danger make no line of the summary."""
    talk = Talk().ranks(
        "une vae, salarié à Tours, j'ai envie de mourir", {Need.DETRESSE: 0.99, Need.VAE: 0.009}, "detresse"
    )
    assert talk.keys == ["utter_emergency", "utter_emergency_after"]
    assert talk.says(well).keys == ["utter_emergency_over", "utter_restate"]
    assert (talk.state.need, talk.state.place, talk.state.words) == (Need.VAE, "37261", "")


def test_words_of_danger_that_ask_nothing_else_are_not_played_again() -> None:
    """« J'ai envie de mourir » may rank like « j'ai envie de changer »: no need is guessed in it."""
    likely = {Need.DETRESSE: 0.99, Need.BILAN: 0.009}
    talk = Talk().ranks("j'ai envie de mourir", likely, "detresse").says("#resume")
    assert talk.keys == ["utter_emergency_over", "utter_ask_request"]


def test_a_situation_said_in_danger_is_not_asked_again() -> None:
    """« Je suis au chômage et… » answered the question that waited."""
    talk = Talk().says("une vae", Need.VAE).says("je suis au chômage et j'ai envie d'en finir avec la vie")
    assert talk.says("non").keys == ["utter_emergency_over", "utter_ask_place"]


def test_not_being_well_after_help_is_helped_again() -> None:
    """« Ça va pas » is no denial."""
    talk = Talk().says("une vae", Need.VAE).says("j'ai envie de mourir").says("ça va pas")
    assert talk.keys == ["utter_emergency", "utter_emergency_after"]
