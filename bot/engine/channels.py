"""The engine's only door: one turn in, what to say out. Bound to loopback and fed by ``bot/conversation.py`` alone.

The engine keeps nothing (docs/decisions/0003): each turn comes with the reception's state in its metadata, so that no
conversation is ever found here after its turn, and a crash loses nothing.
"""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine.lean import settle
from bot.engine.one_turn import OneTurn

log = structlog.get_logger()


class Reception(InputChannel):
    """``POST /webhooks/reception/turn``: ``{"text", "metadata"}`` in, ``{"deeds": […]}`` out; no deed is a breakdown.

    The metadata holds ``asked`` (see `bot.understanding.reading.Asked`), for the reader, and ``state``, for the
    actions. Turns are answered by `OneTurn` and not by Rasa's message handler.
    """

    @classmethod
    def name(cls) -> str:
        return "reception"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint(f"reception_{inspect.getmodule(self).__name__.replace('.', '_')}")

        @door.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @door.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            said = request.json
            try:
                deeds = await request.app.ctx.turns.answer(UserMessage(said["text"], metadata=said["metadata"]))
            except Exception as error:  # noqa: BLE001 - the edge: the app plays the turn itself, and no trace is written
                log.error("turn_failed", error=type(error).__name__)
                deeds = []
            return response.json({"deeds": deeds})

        return door


async def open_turns(app: Sanic, _: object) -> None:
    """Make ready to answer, once Rasa has loaded the model."""
    processor = app.ctx.agent.processor
    app.ctx.turns = OneTurn(processor, processor.action_endpoint)
    settle()


async def close_turns(app: Sanic, _: object) -> None:
    """Close what was opened."""
    await app.ctx.turns.close()
