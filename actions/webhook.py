"""Where the engine calls the actions: rasa-sdk's executor behind one internal route of the app."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions import play
from actions.state import State, load_state
from actions.turn import Turn
from actions.world import World

_TURNS: TypeAdapter[Turn] = TypeAdapter(Turn)

WorldNow = Callable[[], World]


def dump_turn(turn: Turn) -> str:
    """A turn as JSON, to go through the engine, which does not look inside."""
    return _TURNS.dump_json(turn, exclude_defaults=True).decode()


def load_turn(words: str) -> Turn:
    """A turn from what came through the engine; raises ``pydantic.ValidationError`` when it is not one."""
    return _TURNS.validate_json(words)


class ActionReception(Action):
    """One turn of the reception."""

    def __init__(self, world: WorldNow) -> None:
        self._world = world

    def name(self) -> str:
        return "action_reception"

    def _turn(self, state: State, message: Mapping[str, Any]) -> Turn:
        return play.play(state, message.get("text") or "", self._world(), parse=message)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: dict[str, Any]) -> list[dict[str, Any]]:
        message = tracker.latest_message
        state = load_state(message["metadata"]["state"])
        turn = await run_in_threadpool(self._turn, state, message)
        dispatcher.utter_message(json_message={"turn": dump_turn(turn)})
        return []


class ActionResume(ActionReception):
    """The pending question again, after an aside that a rule answered."""

    def name(self) -> str:
        return "action_resume"

    def _turn(self, state: State, _: Mapping[str, Any]) -> Turn:
        return play.resume(state, self._world(), again=True)


def actions_router(world: WorldNow, token: str) -> APIRouter:
    """``POST /internal/actions``, answered only to the engine that knows the token."""
    executor = ActionExecutor()
    for action in (ActionReception(world), ActionResume(world)):
        executor.register_action(action)
    router = APIRouter(include_in_schema=False)

    @router.post("/internal/actions")
    async def run_action(request: Request, x_engine_token: str = Header(default="")) -> JSONResponse:
        if not secrets.compare_digest(x_engine_token.encode(), token.encode()):
            return JSONResponse({"error": "Cette adresse est réservée au moteur."}, status_code=403)
        try:
            # The engine sends no domain (send_domain: false); the executor wants one all the same.
            result = await executor.run({"domain": {}} | await request.json())
        except ActionExecutionRejection as refusal:
            return JSONResponse({"error": str(refusal), "action_name": refusal.action_name}, status_code=400)
        except ActionNotFoundException as unknown:
            return JSONResponse({"error": str(unknown), "action_name": unknown.action_name}, status_code=404)
        return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})

    return router
