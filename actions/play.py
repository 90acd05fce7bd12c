"""One turn played for real: words read, the reception advanced, and the person answered whatever happens."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog

from actions import reception
from actions.deeds import choice, question
from actions.said import Said, said_alone, said_to_engine
from actions.state import State, asked_at
from actions.turn import Turn
from actions.world import World

log = structlog.get_logger()


def said_in(state: State, text: str, world: World, parse: Mapping[str, Any] | None) -> Said:
    """What was said, as the engine read it; without it, as closed grammars read it."""
    if parse is None:
        return said_alone(text, world.places, asked_at(state.pending.step, world.departement))
    return said_to_engine(text, parse)


def play(state: State, text: str, world: World, *, parse: Mapping[str, Any] | None = None) -> Turn:
    """The reception after these words. Without a parse (engine away) only closed grammars are understood."""
    return _answered(state, lambda: reception.advance(state, said_in(state, text, world, parse), world))


def resume(state: State, world: World, *, again: bool = False) -> Turn:
    """The pending question; ``again`` when it was asked just before, and a digression answered since."""
    return _answered(state, lambda: reception.resume(state, world, again=again))


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
