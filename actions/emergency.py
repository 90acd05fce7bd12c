"""Distress, before anything else: one or two numbers, a person, and no question about a project (facts.md §3)."""

from dataclasses import replace

from actions.deeds import Kind, Say, choice, question
from actions.said import Said
from actions.state import Outcome, State
from actions.turn import Turn
from directory.vocabulary import AgeBand, Status

MINORS = frozenset({AgeBand.UNDER_16, AgeBand.FROM_16_TO_17})
PUPILS = frozenset({Status.COLLEGIEN, Status.LYCEEN})
BLOWS = (" frapp", " tape ", " tapes ", " taper", " bat ", " battu", " viol", " cogn", " gifl", " etrangl", " menac")


def answer(state: State, said: Said) -> Turn:
    """The numbers that fit, and a way on; the reception waits where it was."""
    deeds = (
        Say(numbers_for(state, said), kind=Kind.EMERGENCY),
        question("utter_emergency_after", choice("person"), choice("resume")),
    )
    return Turn(replace(state, outcome=Outcome.EMERGENCY, misses=0), deeds, asks=False)


def numbers_for(state: State, said: Said) -> str:
    """The text whose numbers fit: for a minor, for blows and threats, or for anyone (two numbers at most)."""
    if (said.age or state.age) in MINORS or PUPILS & (said.statuses | state.statuses):
        return "utter_emergency_minor"
    if any(sign in f" {said.folded} " for sign in BLOWS):
        return "utter_emergency_violence"
    return "utter_emergency"
