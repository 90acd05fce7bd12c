"""The carrier's relay, over a real WebSocket: it speaks what it is sent, and sends what the caller says.

https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
"""

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import websockets
from websockets.asyncio.client import ClientConnection, connect

from tests.telephony.carrier.errors import CarrierError
from tests.telephony.carrier.signing import sign

SESSIONS = itertools.count(1)
SHAPES: dict[str, dict[str, type]] = {
    "text": {"token": str, "last": bool, "interruptible": bool, "preemptible": bool},
    "play": {"source": str},
    "sendDigits": {"digits": str},
    "language": {"ttsLanguage": str, "transcriptionLanguage": str},
    "end": {"handoffData": str},
}
PATIENCE = 10.0  # real seconds: a hotline that says nothing more for so long is silent


@dataclass(frozen=True, slots=True)
class Said:
    """One piece said to the caller."""

    text: str
    interruptible: bool


@dataclass(slots=True)
class RelayLeg:
    """One session. `ended` is the hand-off data once the hotline has ended it, "" when its socket died."""

    socket: ClientConnection
    session: str
    setup: dict[str, Any]
    url: str
    headers: dict[str, str]
    ended: str | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    async def open(cls, sockets: str, token: str, noun: Element, fields: dict[str, str]) -> Self:
        """The upgrade, then the setup message."""
        public = noun.get("url", "")
        if not public.startswith("wss://") or urlsplit(public).query:
            raise CarrierError(f"{public} cannot be signed whole.")
        headers = {"X-Twilio-Signature": sign(token, public, ())}
        session = f"VX{next(SESSIONS):032x}"
        setup = {
            "type": "setup",
            "sessionId": session,
            "accountSid": fields["AccountSid"],
            "parentCallSid": "",
            "callSid": fields["CallSid"],
            "from": fields["From"],
            "to": fields["To"],
            "forwardedFrom": "",
            "callType": "PSTN",
            "callerName": "",
            "direction": "inbound",
            "callStatus": "RINGING",
            "customParameters": {p.get("name"): p.get("value") for p in noun.findall("Parameter")},
        }
        url = sockets + urlsplit(public).path
        leg = cls(await connect(url, additional_headers=headers), session, setup, url, headers)
        await leg.send(setup)
        return leg

    async def reconnects(self) -> None:
        """The socket is lost and opened again for the same session."""
        await self.socket.close()
        self.socket = await connect(self.url, additional_headers=self.headers)
        await self.send(self.setup)

    async def send(self, message: dict[str, Any] | str) -> None:
        """One message, as it is when it is text."""
        await self.socket.send(message if isinstance(message, str) else json.dumps(message))

    async def says(self, text: str) -> list[Said]:
        """The caller speaks; what the hotline says next."""
        await self.send({"type": "prompt", "voicePrompt": text, "lang": "fr-FR", "last": True})
        return await self.turn()

    async def presses(self, keys: str) -> list[Said]:
        """The caller presses keys; what the hotline says next."""
        for digit in keys:
            await self.send({"type": "dtmf", "digit": digit})
        return await self.turn()

    async def interrupted(self, heard: str) -> None:
        """The caller speaks over these last words heard."""
        await self.send({"type": "interrupt", "utteranceUntilInterrupt": heard, "durationUntilInterruptMs": "460"})

    async def turn(self) -> list[Said]:
        """Everything said until the hotline has finished its turn, or ended the session."""
        said = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    message = checked(json.loads(await self.socket.recv()))
                    self.messages.append(message)
                    if message["type"] == "end":
                        self.ended = message["handoffData"]
                        return said
                    said.append(Said(message["token"].strip(), message["interruptible"]))
                    if message["last"]:
                        return said
        except websockets.ConnectionClosed:
            self.ended = ""
            return said

    async def close(self) -> None:
        """The socket is closed."""
        await self.socket.close()


def checked(message: dict[str, Any]) -> dict[str, Any]:
    """The message, if the relay would take it (its error 64107)."""
    shape = SHAPES.get(message.get("type", ""))
    if shape is None or any(not isinstance(message.get(name), kind) for name, kind in shape.items()):
        raise CarrierError(f"The relay refuses {message}.")
    if message["type"] == "text" and not message["token"].strip():
        raise CarrierError("A token without words.")
    return message
