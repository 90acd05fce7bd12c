"""« Ça coûte combien ? », « j’apporte quoi ? » : asked beside the pending question, answered by the fiches (promise 5).

A price or a duration is that of the subject just explained; when no fiche says it, that is said too, with what is true
of this service.
"""

import re
from collections.abc import Mapping
from typing import Final

from actions.deeds import Answer, Deed, Say
from actions.inform import NAMES_A_MEETING, WITHOUT_APPOINTMENT
from actions.request import need_said
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.words import LONGEST_QUESTION
from actions.world import World
from bot.information import InPassing
from directory.vocabulary import Need

INTENTS: Final = {"ask_free": InPassing.PRICE, "ask_duration": InPassing.DURATION}  # as the engine hears them
ITSELF: Final = WITHOUT_APPOINTMENT | {Need.CEP, Need.RDV, Need.RDV_GESTION, Need.HUMAIN}  # the service itself
# What is said of the service itself, beside the fiche's answer, and when no fiche has one.
TEXTS: Final[Mapping[InPassing, tuple[str, str, str]]] = {
    InPassing.PRICE: ("utter_ask_free", "utter_price_of_service", "utter_price_unknown"),
    InPassing.DURATION: ("utter_ask_duration", "utter_duration_of_service", "utter_duration_unknown"),
}
MEETS: Final = frozenset({Step.SITES, Step.WAY, Step.SLOTS, Step.BOOK, Step.SUMMARY, Step.MANAGE})

_ASKED: Final[Mapping[InPassing, re.Pattern[str]]] = {
    InPassing.PRICE: re.compile(
        r"\b(combien (ca |cela |c |il )?(coute\w*|vaut|est)|combien (il )?faut payer|c est combien|cou(t|te|tent|ter)\b"
        r"|prix|tarifs?|payante?s?|gratuite?s?|c est cher|ca coute cher)\b"
    ),
    InPassing.DURATION: re.compile(
        r"\b(combien de (temps|mois|semaines|annees|heures)|(ca )?dure (combien|longtemps)|c est long|quelle duree)\b"
    ),
}
_OF_THE_SERVICE: Final = re.compile(
    r"\b(vous|votre|vos|service|appel|ligne|tchat|chat|rendez vous|rdv|entretien|questions?|conversation"
    r"|conseill\w+|numero)\b"
)
_TAKE: Final = r"(apport|amen|emmen|ramen)(e|er|ez|era|erai)"
_PAPERS: Final = r"(papiers?|documents?|pieces?|justificatifs?|cv|carte d identite|diplomes?)"
_BRING: Final = re.compile(
    rf"\b((j|je|on) (\w+ ){{0,3}}{_TAKE}\b|(faut|falloir|faudra|doit|dois) (\w+ ){{0,3}}{_TAKE}\b"
    rf"|{_TAKE} (quoi|quelque chose|mon|mes|des|un) ?|venir avec|viens avec"
    rf"|(faut|besoin|faudra|faut il|quels?|quelles?) (\w+ ){{0,3}}{_PAPERS})\b"
)
_GIVES: Final = re.compile(rf"\b(m|nous|vous|lui|leur) {_TAKE}\b")  # « ça m’apporte quoi » asks what it is worth


def told(state: State, said: Said, world: World) -> Turn | None:
    """The answer, then the pending question; none when these words ask no such thing."""
    if said.token:
        return None
    if _asks_what_to_bring(state, said):
        return Turn(state, (Answer(Need.RDV, InPassing.BRING),))
    asked = _asked_of_the_subject(state, said)
    if asked is InPassing.DURATION and NAMES_A_MEETING.search(said.folded):
        return Turn(state, (_of_meeting(state),))
    return Turn(state, _answer(state, asked, world, of_service=_names_the_service(said))) if asked else None


def _asks_what_to_bring(state: State, said: Said) -> bool:
    meets = state.step in MEETS or state.code is not None or NAMES_A_MEETING.search(said.folded) is not None
    asks = _BRING.search(said.folded) is not None and not _GIVES.search(said.folded)
    return meets and asks and len(said.folded.split()) <= LONGEST_QUESTION


def _asked_of_the_subject(state: State, said: Said) -> InPassing | None:
    """A price or a duration, as the engine heard it, or as a few words ask it of the subject just explained."""
    if said.intent in INTENTS:
        return INTENTS[said.intent]
    few = state.need in state.informed and len(said.folded.split()) <= LONGEST_QUESTION
    if not few or need_said(said) not in {None, state.need}:
        return None
    return next((asked for asked, pattern in _ASKED.items() if pattern.search(said.folded)), None)


def _names_the_service(said: Said) -> bool:
    return _OF_THE_SERVICE.search(said.folded) is not None


def _of_meeting(state: State) -> Deed:
    """How long an appointment lasts, as the agenda says it; not known before moments are looked for."""
    shown = state.slot or next(iter(state.slots), None)
    return Say("utter_duration_of_meeting", {"minutes": shown.minutes}) if shown else Say("utter_duration_unknown")


def _answer(state: State, asked: InPassing, world: World, *, of_service: bool) -> tuple[Deed, ...]:
    of_itself, beside, unknown = TEXTS[asked]
    if of_service or state.need is None or state.need not in state.informed or state.need in ITSELF:
        return (Say(of_itself),)
    if asked in world.fiches[state.need].in_passing:
        return (Answer(state.need, asked), Say(beside))
    return (Say(unknown),)
