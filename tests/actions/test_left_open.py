"""Questions that were not answered reach whoever receives the person, if the person lets them through (TO1, L03)."""

import pytest

from actions import left_open
from actions.deeds import Say
from actions.handover import ask_summary, whispered
from actions.state import State, Step
from bot.texts import Channel, load_texts
from directory.requests import SUMMARY_LINES
from directory.vocabulary import Need, Status
from tests.actions.fakes import CODE, SLOTS
from tests.actions.talk import Talk

SALARY = "et mon salaire pendant ce temps il devient quoi"
NO_HELP = "ça ne répond pas à ma question"


def answered() -> Talk:
    """Somebody who was just told of the VAE."""
    return Talk().at(
        step=Step.CHOOSE,
        need=Need.VAE,
        words="je veux une vae",
        statuses=frozenset({Status.SALARIE}),
        place="37261",
        informed=(Need.VAE,),
        before=State(holder="someone", step=Step.RESTATE, need=Need.VAE),
    )


def booked(talk: Talk) -> Talk:
    """The same talk, gone as far as the summary."""
    talk.says("#resume") if talk.state.step is Step.OFFER else None
    return talk.picks("#appointment").picks("#site 2").picks(f"#slot {SLOTS[0].starts_at.isoformat()}").says("oui")


def test_words_not_understood_are_sent_as_a_question_left_open() -> None:
    talk = booked(answered().says(SALARY)).says("oui")
    assert {line.name: line.text for line in talk.directory.referred[CODE]}["questions"] == SALARY


def test_an_answer_that_did_not_help_is_kept_with_the_question_before_it() -> None:
    """They are still there once the person offered has been declined."""
    talk = booked(answered().says("combien de temps ça prend ?", Need.VAE).says(NO_HELP))
    assert talk.state.left_open == ("combien de temps ça prend ?", NO_HELP)
    shown = next(deed for deed in talk.turn.deeds if getattr(deed, "data", {}).get("line") == "questions")
    assert talk.world.write(shown.values["text"]) == f"combien de temps ça prend ? ; {NO_HELP}"  # type: ignore[union-attr]


def test_the_line_is_withheld_like_the_others() -> None:
    talk = booked(answered().says(SALARY)).picks("#line questions").says("oui")
    assert "questions" not in {line.name for line in talk.directory.referred[CODE]}


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        (("combien de temps ça prend ?",), "combien de temps"),
        (("x" * 91,), "votre question, telle que"),
        (
            ("est-ce que mon patron le saura", "et qui paie pendant tout ce temps-là, si je m’arrête vraiment ?"),
            "vos questions",
        ),
    ],
)
def test_long_questions_are_not_read_out(asked: tuple[str, ...], heard: str) -> None:
    """A voice says that they are there; what is shown and sent stays whole."""
    talk = Talk()
    state = State(holder="someone", step=Step.SUMMARY, left_open=asked)
    shown = next(deed for deed in ask_summary(state, talk.world) if isinstance(deed, Say) and deed.data.get("line"))
    texts = load_texts()
    assert heard in texts.render(shown.key, Channel.PHONE, **shown.values)
    assert " ; ".join(asked) in texts.render(shown.key, Channel.WEB, **shown.values)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("name", SUMMARY_LINES)
def test_every_line_of_a_summary_has_its_name(name: str, channel: Channel) -> None:
    """L03: a line without name could not be shown, nor withheld."""
    assert load_texts().render(f"utter_label_line_{name}", channel)


def test_going_back_forgets_none_and_starting_again_forgets_all() -> None:
    talk = answered().says(SALARY).says("retour")
    assert (talk.state.step, talk.state.left_open) == (Step.RESTATE, (SALARY,))
    assert talk.says("recommencer").state == State(holder="someone")


def test_three_are_kept_the_last_ones_cut_short() -> None:
    talk = answered()
    for number in range(5):
        talk = talk.at(misses=0, step=Step.CHOOSE).says(f"question numéro {number} " + "x" * 300)
    assert [words[:17] for words in talk.state.left_open] == [f"question numéro {number}" for number in (2, 3, 4)]
    assert {len(words) for words in talk.state.left_open} == {left_open.LONGEST}


@pytest.mark.parametrize(
    ("changes", "words", "needs"),
    [
        ({"need": None, "step": Step.REQUEST}, SALARY, ()),
        ({"step": Step.PLACE}, "tralala youpi patin couffin", ()),
        ({"step": Step.SUMMARY, "code": CODE}, "enlevez donc tout ce passage", ()),
        ({"need": Need.RDV_GESTION, "step": Step.MANAGE}, SALARY, ()),
        ({}, "zut flûte", ()),
        ({}, "il fait beau chez vous aussi", (Need.HORS_SUJET,)),
        ({}, "je veux en finir avec la vie", (Need.DETRESSE,)),
    ],
    ids=["before the need", "an answer", "the summary itself", "a booking managed", "two words", "off", "distress"],
)
def test_other_words_are_no_open_question(changes: dict[str, object], words: str, needs: tuple[Need, ...]) -> None:
    talk = answered().at(**changes).says(words, *needs)
    assert talk.state.left_open == ()


def test_nothing_said_in_distress_or_after_it_is_kept() -> None:
    """The words before « ça ne répond pas » are never those of somebody in distress."""
    talk = answered().says("je veux mourir", intent=Need.DETRESSE)
    assert talk.keys[-1] == "utter_emergency_after"
    talk.says("personne ne m’écoute jamais ici").says(NO_HELP)
    assert (talk.state.left_open, talk.state.heard) == ((), "")


def test_whoever_takes_the_call_is_not_told_the_persons_own_words() -> None:
    talk = answered().says(SALARY)
    assert SALARY not in talk.world.write(whispered(talk.state, talk.world))
