"""The need classifier as a Rasa component: it trains, keeps and runs what `bot.engine.components.needs` decides."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.components import linear
from bot.engine.components.needs import DEFAULTS, fit, understand
from bot.engine.components.reading import HEARING
from bot.understanding.distress import Hearing

WITHOUT_RANKING = frozenset({"choice", "act", "nlu_fallback"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedClassifier(GraphComponent):
    """Sets ``intent`` unless the reader did, and ``intent_ranking`` with every need, likeliest first."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: linear.LinearModel | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Weights of the blocks of features, the strength of the fit, and the spaCy package of vectors, if any."""
        return dict(DEFAULTS)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NeedClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NeedClassifier":
        with model_storage.read_from(resource) as folder:
            model = linear.load(folder)
        understand(model, ["bonjour"], [Hearing()])  # read the word tables now: the first person must not wait for them
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the sentences of ``nlu_data`` and keep the tables."""
        lines = [(m.get(TEXT), m.get(INTENT)) for m in training_data.intent_examples]
        self._model = fit(lines, self._config)
        with self._storage.write_to(self._resource) as folder:
            linear.save(self._model, folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the needs of each message that the reader has read, all together."""
        open_messages = [m for m in messages if (m.get(INTENT) or {}).get("name") not in WITHOUT_RANKING]
        if self._model is None or not open_messages:
            return messages
        texts, heard = [str(m.get(TEXT) or "") for m in open_messages], [m.get(HEARING) for m in open_messages]
        understood = understand(self._model, texts, heard)
        for message, about in zip(open_messages, understood, strict=True):
            named = [{"name": name, "confidence": share} for name, share in about.ranking]
            message.set(INTENT_RANKING_KEY, named, add_to_output=True)
            if (message.get(INTENT) or {}).get("name") is None:
                message.set(INTENT, {"name": about.intent, "confidence": about.confidence}, add_to_output=True)
        return messages
