"""Distress, before anything else: one or two numbers, a person, and no question about a project (facts.md §3)."""

import re
from dataclasses import replace

from actions.deeds import Deed, Kind, Say, choice, question
from actions.said import Said
from actions.state import ASKS_A_PLACE, Outcome, State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.distress import hear, speaks_of_work
from bot.understanding.spelling import normalise
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
_VERY = r"(?:(?:vraiment|tres|trop|si|franchement|toujours|du tout) )?"
UNWELL = re.compile(
    rf"\b(ca (ne )?va {_VERY}(pas|plus)(?! (mal|etre|aller|le faire|pouvoir|suffire|marcher))"
    rf"|(je|ca|il|elle) (vais|va) {_VERY}mal|pas {_VERY}(bien|fort|la forme)|bof)\b"
)
WORTH_TAKING_UP = 0.4  # how likely a need must be for words of danger to be a request as well
BLOWS = (" frapp", " tape ", " tapes ", " taper", " bat ", " battu", " viol", " cogn", " gifl", " etrangl", " menac")


def answer(state: State, said: Said) -> Turn:
    """The numbers that fit, and a way on; the reception waits where it was, with what these words asked besides."""
    told = Say(numbers_for(state, said), kind=Kind.EMERGENCY)
    waiting = replace(
        state.pending,
        statuses=state.statuses | said.statuses,
        age=said.age or state.age,
        outcome=Outcome.EMERGENCY,
    )
    return Turn(waiting.to(Step.CARE, set_aside=_kept(waiting.step, state.set_aside or said)), (told,))


def _kept(asked: Step, said: Said) -> Said | None:
    """What these words ask or answer, taken up again once all is well; None when they tell of danger only."""
    calm = said.without_distress()
    if asked is Step.REQUEST:
        likely = calm.ranking and calm.ranking[0][1] >= WORTH_TAKING_UP
        return calm if likely and speaks_of_work(normalise(said.text)) else None
    answers = (asked is Step.STATUS and said.statuses) or (asked in ASKS_A_PLACE and said.places)
    return replace(calm, ranking=()) if answers else None


def ask_after(_state: State, _world: World) -> tuple[Deed, ...]:
    """Nothing is asked: a person, or the talk again when they want."""
    return (question("utter_emergency_after", choice("person"), choice("resume")),)


def is_over(state: State, said: Said) -> bool:
    """Whether these few words, after help or the caring question, say that all is well, whatever sign of danger a
    model hears in them."""
    if not _answers_shortly(state, said) or is_unwell(state, said):
        return False
    denied = DENIALS.search(said.folded) is not None and not hear(said.text).alarm
    return denied or DENIED_WHOLLY.fullmatch(said.folded) is not None


def is_unwell(state: State, said: Said) -> bool:
    """Whether these few words, after help or the caring question, say that somebody is not well."""
    return _answers_shortly(state, said) and UNWELL.search(said.folded) is not None


def _answers_shortly(state: State, said: Said) -> bool:
    return state.step in {Step.CARE, Step.CONCERN} and len(said.folded.split()) <= LONGEST_DENIAL


def numbers_for(state: State, said: Said) -> str:
    """The text whose numbers fit: for a minor, for blows and threats, or for anyone (two numbers at most)."""
    if (said.age or state.age) in MINORS or PUPILS & (said.statuses | state.statuses):
        return "utter_emergency_minor"
    words = f" {state.set_aside.folded if state.set_aside else ''} {said.folded} "
    if any(sign in words for sign in BLOWS):
        return "utter_emergency_violence"
    return "utter_emergency"
