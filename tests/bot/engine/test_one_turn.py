# ruff: noqa: E402 - Rasa must be prepared before it is imported
"""A turn without Rasa's generic work runs the same actions as Rasa would (decision 0005).

Needs the trained model (``deux-portes train``) and the engine's Python.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa", reason="se joue avec le Python du moteur")

from bot.engine import lean

lean.prepare()

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.engine.one_turn import OneTurn
from bot.understanding import distress

ROOT = Path(__file__).resolve().parents[3]
MODEL = ROOT / "var" / "engine.tar.gz"
NOT_PLANNED = {"action_listen", "action_session_start", "action_extract_slots"}


@pytest.fixture(scope="module")
def processor() -> MessageProcessor:
    if not MODEL.exists():
        pytest.fail("Entraînez d’abord le moteur : deux-portes train.")
    store = InMemoryTrackerStore(None)
    made = MessageProcessor(MODEL, store, None, TemplatedNaturalLanguageGenerator({}), EndpointConfig("http://x"))
    made.nlg = TemplatedNaturalLanguageGenerator(made.domain.responses)
    return made


def stock_actions(processor: MessageProcessor, intent: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The actions that Rasa's own loop runs after an intent, each remote one answering nothing."""

    async def nothing(*_: Any) -> list[Any]:
        return []

    monkeypatch.setattr(RemoteAction, "run", nothing)
    said = UserUttered("mots", {"name": intent, "confidence": 1.0})
    start = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen"), said]
    tracker = DialogueStateTracker.from_events("someone", start, processor.domain.slots)
    asyncio.run(processor._run_prediction_loop(CollectingOutputChannel(), tracker))
    after = list(tracker.events)[len(start) :]
    return [e.action_name for e in after if isinstance(e, ActionExecuted) and e.action_name not in NOT_PLANNED]


def planned(processor: MessageProcessor, *intents: str) -> list[tuple[str, ...]]:
    """The plans of these intents."""

    async def ask() -> list[tuple[str, ...]]:
        turns = OneTurn(processor, processor.action_endpoint)
        plans = [turns.plan(intent) for intent in intents]
        await turns.close()
        return plans

    return asyncio.run(ask())


def test_every_intent_runs_the_actions_that_rasa_would(
    processor: MessageProcessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules decide in both, for each intent of the domain; none is left without an action."""
    ours = [i for i in processor.domain.intents if i not in {"back", "restart", "session_start", "out_of_scope"}]
    for intent, plan in zip(ours, planned(processor, *ours), strict=True):
        assert list(plan) == stock_actions(processor, intent, monkeypatch), intent
        assert plan, intent


def test_an_aside_is_answered_before_the_pending_question_comes_back(processor: MessageProcessor) -> None:
    """The rules of digressions are followed, and needs go to the reception."""
    aside, need = planned(processor, "ask_hours", "vae")
    assert aside == ("utter_ask_hours", "action_resume")
    assert need == ("action_reception",)


@pytest.mark.parametrize(
    "text", ["je voudrais une vae à Tours", "oui", "#need vae", "c'est gratuit ?", "😀", "je veux mourir"]
)
def test_components_read_what_the_graph_reads(processor: MessageProcessor, text: str) -> None:
    """Called one after the other, the components say what Rasa's graph makes them say."""
    message = UserMessage(text, metadata={"asked": {}})
    stock = processor._parse_message_with_graph(message, DialogueStateTracker.from_events("someone", []))

    async def read() -> dict[str, Any]:
        turns = OneTurn(processor, processor.action_endpoint)
        found = turns.read(message)
        await turns.close()
        return found

    found = asyncio.run(read())
    assert found["intent"] == stock["intent"]
    assert found["entities"] == stock["entities"]
    assert found["intent_ranking"] == stock.get("intent_ranking", [])


def test_a_turn_weighs_distress_once(processor: MessageProcessor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader heard is handed to the classifier."""
    weighed, weigh = [], distress.Model.probability
    monkeypatch.setattr(distress.Model, "probability", lambda m, found: (weighed.append(found), weigh(m, found))[1])

    async def read() -> None:
        turns = OneTurn(processor, processor.action_endpoint)
        turns.read(UserMessage("je voudrais une vae", metadata={}))
        await turns.close()

    asyncio.run(read())
    assert len(weighed) == 1


def test_what_was_asked_changes_how_an_answer_is_read(processor: MessageProcessor) -> None:
    """One reading, with the pending question in mind: a bare trade is a status once the situation was asked."""

    async def read(asked: dict[str, object]) -> list[Any]:
        turns = OneTurn(processor, processor.action_endpoint)
        found = turns.read(UserMessage("boulangère", metadata={"asked": asked}))
        await turns.close()
        return [entity["value"] for entity in found["entities"] if entity["entity"] == "status"]

    assert asyncio.run(read({})) == []
    assert asyncio.run(read({"status": True})) == ["salarie"]
