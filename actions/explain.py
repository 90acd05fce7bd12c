"""What a word means, and what the verified information says on a question that no need covers (L06)."""

import re
from collections.abc import Iterable

from actions import request
from actions.deeds import Choice, Define, Inform, Quote, Say, choice, label, question
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.words import LONGEST_QUESTION
from actions.world import World
from bot.information import Asked, Passage
from bot.information.search import is_question
from bot.understanding.spelling import normalise
from directory.vocabulary import Need

PASSAGES_SHOWN = 2
FEWEST_OF_A_SUBJECT = 5  # words; fewer, which ask nothing, are a detail of the request (« dans la vigne »)
BALANCE = "Solde du compte formation"  # the glossary's word
_OF_A_BALANCE = (
    re.compile(r"\b(combien|solde|reste|montant|somme|heures|sous|argent)\b"),
    re.compile(r"\b(cpf|dif|compte (personnel )?(de )?formation)\b"),
    re.compile(r"\b(j ai|jai|j|mon|mes|me|m|il reste)\b"),
)
_OF_PRICES = re.compile(r"\b(cout\w*|prix|pay\w*|tarifs?|par an|financ\w*|utilis\w*)\b")


def definition(state: State, said: Said, world: World) -> Turn | None:
    """« C’est quoi le CPF ? »: the meaning, then the pending question; none when these words ask no such thing."""
    asked = None if said.token else world.glossary.asked(said.text) or _balance(said, world)
    if asked is None:
        return None
    told = Define(asked.term.term, asked.former)
    if state.step not in {Step.REQUEST, Step.DONE}:
        return Turn(state, (told,))
    return Turn(state, (told, question("utter_after_definition", *more_on((asked.term.need,)))), asks=False)


def _balance(said: Said, world: World) -> Asked | None:
    """« Combien j’ai sur mon CPF ? »: where it is seen, and that it is not seen here; none for other words."""
    words = f"{said.folded} {normalise(said.text)}"
    asks = len(said.folded.split()) <= LONGEST_QUESTION and not _OF_PRICES.search(words)
    told = asks and all(sign.search(words) for sign in _OF_A_BALANCE)
    return Asked(world.glossary.get(BALANCE)) if told else None


def off_the_list(state: State, said: Said, world: World) -> Turn | None:
    """Words about something else in the middle of a request: answered or declined; the request stays as it was."""
    if state.need in {None, Need.HORS_SUJET} or said.need is not Need.HORS_SUJET or said.answers_only:
        return None
    if said.token or state.step in {Step.REQUEST, Step.DOUBT, Step.DONE}:
        return None
    if not is_question(said.text) and len(said.folded.split()) < FEWEST_OF_A_SUBJECT:
        return None
    if request.absorb(state, said, world) != state:  # they bring a place or a situation: an answer after all
        return None
    quoted = world.search(said.text)[:1] if is_question(said.text) else ()
    return Turn(state, tuple(map(told, quoted)) or (Inform(Need.HORS_SUJET, state.statuses, False, None),))


def passages(state: State, said: Said, world: World) -> Turn | None:
    """The best passages for a question, then a person; none when it is no question or nothing is near enough."""
    if said.token or not is_question(said.text):
        return None
    found = world.search(said.text)[:PASSAGES_SHOWN]
    if not found:
        return None
    subjects = dict.fromkeys(passage.need for passage in found)
    asked = question("utter_after_passages", *more_on(subjects))
    return Turn(state, (Say("utter_passages"), *map(told, found), asked), asks=False)


def told(passage: Passage) -> Define | Quote:
    """A passage as a deed."""
    return Define(passage.term) if passage.term else Quote(passage.words, passage.title, passage.need)


def more_on(needs: Iterable[Need]) -> tuple[Choice, ...]:
    """These subjects, and a person."""
    subjects = (need for need in needs if need is not Need.HORS_SUJET)
    return (*(Choice(f"#need {need}", label("need", need)) for need in subjects), choice("person"))
