"""One turn played for real: words read, the reception advanced, and the person answered whatever happens."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from actions import reception
from actions.deeds import choice, question
from actions.said import Said, ranking_from, read_said
from actions.state import State, Step
from actions.turn import Turn
from actions.world import World
from directory.vocabulary import Need

log = structlog.get_logger()

NOISE = "nlu_fallback"  # the engine took these words for no words at all: its ranking means nothing
ASKS_A_PLACE = frozenset({Step.PLACE, Step.HOMONYM})


def said_in(state: State, text: str, world: World, parse: Mapping[str, Any] | None) -> Said:
    """What was said, read with the pending question in mind and with the engine's ranking of needs, if any."""
    read = read_said(
        text,
        world.places,
        today=world.now.date(),
        asked_place=state.step in ASKS_A_PLACE,
        asked_status=state.step is Step.STATUS,
        departement=world.departement,
    )
    if parse is None:
        return replace(read, guided=True)
    intent = (parse.get("intent") or {}).get("name")
    ranking = ranking_from(parse) if intent != NOISE else ()
    heard = read.distress or intent == Need.DETRESSE.value
    # A whole utterance of the closed grammar ("je préfère ne pas le dire") is what it is, whatever a model hears in it.
    return replace(read, ranking=ranking, intent=intent, distress=heard and read.act is None and read.token is None)


def play(state: State, text: str, world: World, *, parse: Mapping[str, Any] | None = None) -> Turn:
    """The reception after these words. Without a parse (engine away) only closed grammars are understood."""
    return _answered(state, lambda: reception.advance(state, said_in(state, text, world, parse), world))


def resume(state: State, world: World) -> Turn:
    """The pending question again, after a digression."""
    return _answered(state, lambda: reception.resume(state, world))


def welcome(state: State, world: World) -> Turn:
    """The first words of a reception."""
    return _answered(state, lambda: reception.welcome(state, world))


def _answered(state: State, turn: Callable[[], Turn]) -> Turn:
    """The turn; a failure of the house is said, and the reception stays where it was (promise 6)."""
    try:
        return turn()
    except Exception as error:  # noqa: BLE001 - the edge of the conversation: never a stack trace, never a silence
        log.error("turn_failed", step=state.step.value, error=type(error).__name__)
        return Turn(state, (question("utter_unavailable", choice("person"), choice("resume")),), asks=False)
