"""The engine's only door: one turn in, what to say out. Bound to loopback and fed by ``bot/conversation.py`` alone.

The engine keeps nothing (docs/decisions/0003): each turn comes with a fresh sender and the reception's state in its
metadata, so that no conversation is ever found here after its turn, and a crash loses nothing.
"""

import inspect
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class _Deeds(CollectingOutputChannel):
    """Collects whole messages: the app renders them, so keys and data matter here, not sentences."""

    @classmethod
    def name(cls) -> str:
        """The variant Rasa picks. Any will do, as only the key is used; each text said by a rule has this one."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        deed = message.get("custom") or {"key": message.get("utter_action"), "text": message.get("text")}
        self.messages.append(deed)


class Reception(InputChannel):
    """``POST /webhooks/reception/turn``: ``{"text", "state"}`` in, ``{"deeds": […]}`` out; no deed is a breakdown."""

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
            deeds = _Deeds()
            message = UserMessage(
                request.json["text"],
                deeds,
                sender_id=uuid.uuid4().hex,
                input_channel=self.name(),
                metadata={"state": request.json["state"]},
            )
            await on_new_message(message)
            return response.json({"deeds": deeds.messages})

        return door
