"""The person's own questions that the reception left open, in their words, for whoever receives them (TO1).

They make one line of the summary, shown, withheld or sent by the person like the others. What was said in distress, or
after it, is never among them.
"""

from dataclasses import replace

from actions.deeds import Deed, Say
from actions.said import LIKELY, Said
from actions.state import ASKS_A_PLACE, Outcome, State, Step
from actions.turn import Turn
from bot.information.search import is_question
from bot.understanding.acts import Act
from directory.vocabulary import Need

MOST = 3  # questions kept, the last ones
LONGEST = 160  # characters of each
FEWEST_OF_A_STORY = 10  # words
FEWEST_WORDS = 3  # fewer say nothing to whoever was not there

ANSWER = "utter_not_understood_answer"
NOT_UNDERSTOOD = frozenset({"utter_not_understood", ANSWER, "utter_no_luck"})
ANSWERED_SHORTLY = ASKS_A_PLACE | {Step.STATUS}  # what is not understood there is an answer, unless it asks something
AFTERWARDS = frozenset({Step.SUMMARY, Step.DONE})
WITHOUT_MEETING = frozenset({Need.RDV_GESTION, Need.HORS_SUJET, Need.DETRESSE})


def kept(state: State, said: Said, turn: Turn) -> Turn:
    """The turn that answers these words, with what is still open, whatever step it goes back to."""
    after = turn.state
    if state.step in AFTERWARDS or after == State(holder=after.holder):
        return turn
    opened = _opened(state, said, turn)
    left = state.left_open + tuple(words for words in opened if words not in state.left_open)
    kept_on = replace(after, left_open=left[-MOST:], heard=_heard(state, said))
    return replace(turn, state=kept_on, deeds=tuple(_told_kept(deed, said) if opened else deed for deed in turn.deeds))


def _told_kept(deed: Deed, said: Said) -> Deed:
    """A question, or a piece of story, is told to be kept rather than not to be an answer."""
    if not (isinstance(deed, Say) and deed.key == ANSWER):
        return deed
    if is_question(said.text):
        return Say("utter_question_open")
    return Say("utter_words_kept") if len(said.text.split()) >= FEWEST_OF_A_STORY else deed


def _opened(state: State, said: Said, turn: Turn) -> tuple[str, ...]:
    """What this turn leaves without an answer: words not understood, or what an answer did not help with."""
    if state.need in {None, *WITHOUT_MEETING} or said.token or _is_troubled(state, said):
        return ()
    words = said.text[:LONGEST]
    if said.act is Act.UNHELPED:
        return (state.heard, words) if state.heard else (words,)
    missed = any(isinstance(deed, Say) and deed.key in NOT_UNDERSTOOD for deed in turn.deeds)
    return (words,) if missed and _says_something(state, said) else ()


def _heard(state: State, said: Said) -> str:
    """The last words that may have been a question, other than the request itself, which has its own line."""
    if _is_troubled(state, said):
        return ""
    is_new = state.need is not None and _says_something(state, said)
    return said.text[:LONGEST] if is_new else state.heard


def _says_something(state: State, said: Said) -> bool:
    if said.token or said.answers_only:
        return False
    asks = is_question(said.text)
    return asks or (state.step not in ANSWERED_SHORTLY and len(said.text.split()) >= FEWEST_WORDS)


def _is_troubled(state: State, said: Said) -> bool:
    likely = any(need is Need.DETRESSE and p >= LIKELY for need, p in said.ranking)
    return said.distress or said.worrying or likely or state.outcome is Outcome.EMERGENCY
