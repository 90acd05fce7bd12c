"""The reader as a Rasa component: closed grammars first, so that no classifier decides what is written in full."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.components.reading import HEARING, entities_of, intent_of
from bot.understanding.reading import Asked, load_readers, read
from directory.places import Places


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FrenchReader(GraphComponent):
    """Reads what closed grammars can read, in a fixed order; the first that decides gives the intent."""

    def __init__(self, places: Places) -> None:
        self._places = places

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FrenchReader":
        return cls(load_readers())

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``intent`` when the sentence is decided, ``entities`` with what was read, and for the classifier what
        was heard of distress.

        What the person was just asked comes in the message's metadata (``asked``: see `Asked`).
        """
        for message in messages:
            text = str(message.get(TEXT) or "")
            asked = (message.get("metadata") or {}).get("asked") or {}
            reading = read(text, self._places, Asked(**asked))
            message.set(HEARING, reading.hearing)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *entities_of(reading, text)], add_to_output=True)
            if (intent := intent_of(reading)) is not None:
                message.set(INTENT, {"name": intent, "confidence": 1.0}, add_to_output=True)
        return messages
