"""What the engine would make of words, for tests that play receptions without it: its readers, and needs given."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.state import State, asked_at
from actions.world import World
from bot.engine.components.reading import entities_of, intent_of
from bot.understanding.reading import read


def parse_of(
    text: str, state: State, world: World, ranking: Sequence[tuple[str, float]], intent: str | None = None
) -> Mapping[str, Any]:
    """A parse as Rasa writes it; closed grammars decide the intent unless it is given."""
    reading = read(text, world.places, asked_at(state.pending.step, world.departement))
    return {
        "text": text,
        "intent": {"name": intent or intent_of(reading)},
        "intent_ranking": [{"name": name, "confidence": share} for name, share in ranking],
        "entities": entities_of(reading, text),
    }
