"""Distress, before anything else: one or two numbers, a person, and no question about a project (facts.md §3)."""

import re
from dataclasses import replace

from actions import person
from actions.deeds import Deed, Kind, Say, choice, question
from actions.said import Said
from actions.state import Outcome, State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act
from bot.understanding.distress import hear
from directory.vocabulary import AgeBand, Status

MINORS = frozenset({AgeBand.UNDER_16, AgeBand.FROM_16_TO_17})
PUPILS = frozenset({Status.COLLEGIEN, Status.LYCEEN})
LONGEST_DENIAL = 12  # words
_DENIALS = (
    r"je vais (tres )?bien|tout va bien|ca (va|ira)( (bien|mieux|aller|merci))?|c est bon|fausse alerte"
    r"|(c est |c etait )?(juste )?(une )?((facon|maniere) de parler|expression)|(c est )?pas (si|a ce point) grave"
    r"|je (rigol\w*|plaisant\w*|blagu\w*)|(vous (m )?avez )?mal compris|(ca n a |ca a )?rien a voir"
    r"|je (ne |n )?(suis|me sens) pas (du tout )?(en danger|suicidaire|menacee?)|aucun danger|pas de danger"
    r"|je (ne )?(veux|vais) pas (du tout )?(mourir|me suicider|me tuer)"
    r"|(j ai|je n ai) pas (du tout )?(envie de (mourir|me tuer)|d idees? noires?)"
)
_AROUND = r"non|mais|oui|si|euh|ah|bon|enfin|merci|hein|rassurez vous|t inquiete\w*|du tout|et"
# A whole answer made of them: nothing else is said in it, whatever signs its words bear.
DENIED_WHOLLY = re.compile(rf"(?:(?:{_AROUND}) )*(?:{_DENIALS})(?: (?:{_AROUND}|{_DENIALS}))*")
DENIALS = re.compile(rf"\b({_DENIALS})\b")
BLOWS = (" frapp", " tape ", " tapes ", " taper", " bat ", " battu", " viol", " cogn", " gifl", " etrangl", " menac")


def answer(state: State, said: Said) -> Turn:
    """The numbers that fit, and a way on; the reception waits where it was."""
    told = Say(numbers_for(state, said), kind=Kind.EMERGENCY)
    waiting = replace(
        state.pending,
        statuses=state.statuses | said.statuses,
        age=said.age or state.age,
        outcome=Outcome.EMERGENCY,
    )
    return Turn(waiting.to(Step.CARE), (told,))


def ask_after(_state: State, _world: World) -> tuple[Deed, ...]:
    """Nothing is asked: a person, or the talk again when they want."""
    return (question("utter_emergency_after", choice("person"), choice("resume")),)


def is_over(state: State, said: Said) -> bool:
    """Whether these few words after help say that all is well, whatever sign of danger a model hears in them."""
    if state.step is not Step.CARE or len(said.folded.split()) > LONGEST_DENIAL:
        return False
    denied = DENIALS.search(said.folded) is not None and not hear(said.text).alarm
    return denied or DENIED_WHOLLY.fullmatch(said.folded) is not None


def hear_after(state: State, said: Said, world: World) -> Turn | None:
    """A yes brings a person; a no the talk again; None for any other words."""
    if said.act is Act.YES:
        return person.ask_for(state, world)
    return go_on(state) if said.act in {Act.NO, Act.SKIP} else None


def go_on(state: State) -> Turn:
    """The question that waited, after one sentence."""
    return Turn(state.pending, (Say("utter_emergency_over"),))


def numbers_for(state: State, said: Said) -> str:
    """The text whose numbers fit: for a minor, for blows and threats, or for anyone (two numbers at most)."""
    if (said.age or state.age) in MINORS or PUPILS & (said.statuses | state.statuses):
        return "utter_emergency_minor"
    if any(sign in f" {said.folded} " for sign in BLOWS):
        return "utter_emergency_violence"
    return "utter_emergency"
