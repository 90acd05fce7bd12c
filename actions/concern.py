"""Distress that is only possible: a caring question instead of a guess, once in a talk; the request waits meanwhile.

Under the alarm, help given unasked would be wrong more often than right, and silence would be wrong sometimes.
"""

from dataclasses import replace

from actions.deeds import Deed, Say, choice, question
from actions.said import Said
from actions.state import Outcome, State, Step
from actions.turn import Turn
from actions.world import World

SHORT_ANSWER = 6  # words: in the middle of a talk, fewer than that answer a question


def is_due(state: State, said: Said) -> bool:
    """Whether to ask before anything else: words that may be of distress, in a request or in a story; never twice."""
    if not said.worrying or said.answers_only or Step.CONCERN in state.asked or state.outcome is Outcome.EMERGENCY:
        return False
    return state.step is Step.REQUEST or len(said.folded.split()) > SHORT_ANSWER


def wonder(state: State, said: Said) -> Turn:
    """Asked whether somebody is in danger or not well; the words wait in the state, and nowhere else."""
    waiting = replace(
        state.pending,
        asked=state.asked | {Step.CONCERN},
        statuses=state.statuses | said.statuses,  # they choose the numbers, as the age does
        age=said.age or state.age,
    )
    return Turn(waiting.to(Step.CONCERN, set_aside=said.without_distress()))


def ask_concern(_state: State, _world: World) -> tuple[Deed, ...]:
    """Yes or no, in words that cannot be taken one for the other."""
    return (question("utter_emergency_ask", choice("unwell"), choice("well")),)


def once_more(state: State) -> Turn | None:
    """The question once more after words that answer nothing; None when it was asked twice."""
    return None if state.misses else Turn(state.missed(), (Say("utter_not_understood_answer"),))
