"""« L’adresse et les horaires du CIO » : said at once, to whoever only wants to know that (L06)."""

import re
from dataclasses import replace
from typing import Final

from actions.deeds import Choice, Deed, Say, Value, choice, label, question
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.world import World
from directory.vocabulary import Need, StructureType
from directory.whereabouts import Whereabouts

SHOWN: Final = 2
_ASKED: Final = re.compile(
    r"\b(adresses?|horaires?|ou (est|sont|se (trouve|situe)\w*|trouver|c est)|c est ou|ou ca se trouve"
    r"|quelle heure|(numero|telephone) (de )?(telephone )?(du|de la|de l|des)|ouvr\w*|ouvert\w*|ferm\w*)\b"
)
_KINDS: Final = tuple(
    (kind, re.compile(rf"\b({names})\b"))
    for kind, names in (
        (StructureType.CIO, "cio|centre d information et d orientation"),
        (StructureType.MISSION_LOCALE, "missions? locales?"),
        (StructureType.CAP_EMPLOI, "cap emploi"),
        (StructureType.FRANCE_TRAVAIL, "france travail|pole emploi|anpe"),
        (StructureType.APEC, "apec"),
        (StructureType.CEP_ACTIFS, "avenir actifs|mon cep"),
        (StructureType.INFORMATION_JEUNESSE, "info(rmation)? jeunes(se)?|bij|pij|crij"),
        (StructureType.SCUIO, "scuio|suio"),
        (StructureType.CMA, "cma|chambre des? metiers"),
        (StructureType.CCI, "cci|chambre de commerce"),
        (StructureType.TRANSITIONS_PRO, "transitions? pro|fongecif"),
        (StructureType.GRETA, "greta"),
        (StructureType.AFPA, "afpa"),
        (StructureType.E2C, "e2c|ecole de la (2e|2eme|deuxieme) chance"),
        (StructureType.FRANCE_SERVICES, "france services?|maison france services?"),
        (StructureType.MDPH, "mdph"),
    )
)


def told(state: State, said: Said, world: World) -> Turn | None:
    """The nearest places of the kind that these words ask about, then the pending question; none otherwise.

    The town is asked for when it is not known and nothing else is under way.
    """
    kind = _kind_asked(said)
    if kind is None:
        return None
    place = said.places[0] if said.places else state.place
    if place is None:
        return Turn(state.to(Step.PLACE, where_is=kind)) if state.step is Step.REQUEST else None
    return answer(replace(state, place=state.place or place), kind, place, world)


def answer(state: State, kind: StructureType, place: str, world: World) -> Turn | None:
    """Where the places of this kind are around this town; none when the directory knows of none there."""
    found = world.directory.where(kind, place, limit=SHOWN)
    if not found:
        return None
    known = replace(state, where_is=None)
    deeds: tuple[Deed, ...] = tuple(map(_say, found))
    if state.need is not None and state.step is not Step.DONE:
        return Turn(known, deeds)
    asked = question("utter_after_where", Choice(f"#need {Need.RDV}", label("need", Need.RDV)), choice("person"))
    return Turn(replace(known, step=Step.REQUEST), (*deeds, asked), asks=False)


def _kind_asked(said: Said) -> StructureType | None:
    if said.token or not _ASKED.search(said.folded):
        return None
    return next((kind for kind, names in _KINDS if names.search(said.folded)), None)


def _say(one: Whereabouts) -> Say:
    values: dict[str, Value] = {"name": one.name, "address": one.address}
    if one.hours:
        return Say("utter_where", values | {"hours": one.hours})
    return Say("utter_where_call", values | {"phone": one.phone}) if one.phone else Say("utter_where_only", values)
