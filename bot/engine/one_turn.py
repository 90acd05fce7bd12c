"""One turn by what Rasa loaded: its components read, its rules decide, its action endpoint acts. Nothing else runs.

A stock turn also opens a session, keeps and copies a tracker, fills slots, asks the policy again after each action,
draws texts nobody reads, and posts the whole conversation to the actions over a new connection. A conversation that
the engine does not keep (docs/decisions/0003) has no use for any of it: docs/decisions/0005 measures the difference,
and tests/bot/engine/test_one_turn.py holds that the same actions run.
"""

from typing import Any

import aiohttp
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import EndpointConfig

from bot.engine.components.need_classifier import NeedClassifier
from bot.engine.components.reader import FrenchReader

ACTION_SECONDS = 5.0
IDLE_SECONDS = 4.0  # less than the application keeps a silent connection, so that none is used as it closes


class OneTurn:
    """Answers turns; made once, when the model is loaded."""

    def __init__(self, processor: MessageProcessor, actions: EndpointConfig) -> None:
        self._processor = processor
        self._components = _components(processor)
        self._plans: dict[str, tuple[str, ...]] = {}
        self._actions = actions
        self._session = aiohttp.ClientSession(
            headers=actions.headers,
            timeout=aiohttp.ClientTimeout(total=ACTION_SECONDS),
            connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS),
        )

    async def answer(self, message: UserMessage) -> list[dict[str, Any]]:
        """What to say, in order: the key of a text, or what an action gave. Raises when an action fails."""
        read = self.read(message)
        deeds: list[dict[str, Any]] = []
        for name in self.plan(read[INTENT]["name"]):
            deeds += await self._act(name, read) if name.startswith("action_") else [{"key": name}]
        return deeds

    def read(self, message: UserMessage) -> dict[str, Any]:
        """What the components of the pipeline make of a message, as Rasa keeps it in ``latest_message``."""
        read = Message({TEXT: message.text, "metadata": message.metadata})
        for component in self._components:
            component.process([read])
        kept = {name: read.get(name) for name in (TEXT, INTENT, ENTITIES)}
        return kept | {INTENT_RANKING_KEY: read.get(INTENT_RANKING_KEY) or [], "metadata": message.metadata}

    def plan(self, intent: str) -> tuple[str, ...]:
        """The actions that the rules want after an intent; the policy is asked once for each.

        Every turn begins from nothing, no slot is used and no rule has a condition: the intent alone decides.
        """
        if intent not in self._plans:
            self._plans[intent] = tuple(self._predicted(intent))
        return self._plans[intent]

    def _predicted(self, intent: str) -> list[str]:
        tracker = DialogueStateTracker("plan", self._processor.domain.slots)
        said = UserUttered(intent={"name": intent, "confidence": 1.0})
        for event in (
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            ActionExecuted("action_listen"),
            said,
        ):
            tracker.update(event, self._processor.domain)
        names: list[str] = []
        while True:
            action, prediction = self._processor.predict_next_with_tracker_if_should(tracker)
            if action.name() == ACTION_LISTEN_NAME:
                return names
            names.append(action.name())
            tracker.update_with_events(prediction.events, self._processor.domain)
            tracker.update(ActionExecuted(action.name()), self._processor.domain)

    async def _act(self, name: str, read: dict[str, Any]) -> list[dict[str, Any]]:
        """What an action answers, called as Rasa calls it, with the only part of the tracker that is not empty."""
        call = {"next_action": name, "sender_id": "turn", "tracker": {"sender_id": "turn", "latest_message": read}}
        async with self._session.post(self._actions.url, json=call) as answer:
            answer.raise_for_status()
            return [response["custom"] for response in (await answer.json())["responses"]]

    async def close(self) -> None:
        """Close the connections to the actions."""
        await self._session.close()


def _components(processor: MessageProcessor) -> list[FrenchReader | NeedClassifier]:
    """The components of the pipeline, in its order, as Rasa's graph made them."""
    nodes = processor.graph_runner._instantiated_nodes.values()
    found = [node._component for node in nodes if isinstance(node._component, FrenchReader | NeedClassifier)]
    return sorted(found, key=lambda component: isinstance(component, NeedClassifier))
