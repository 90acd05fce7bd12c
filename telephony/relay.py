"""The low-latency door: the same calls over the carrier's relay, which listens and speaks; we send and read text."""

import asyncio
import json
import logging
from typing import Protocol

from bot.understanding.acts import Act, read_act
from bot.understanding.text import fold
from telephony.calls import Call
from telephony.deeds import Listen
from telephony.following import Deeds, Following
from telephony.frames import (
    HANDED_OVER,
    LONGEST_FRAME,
    Cut,
    Frame,
    Key,
    Message,
    Setup,
    Spoken,
    awaits,
    fits,
    listening,
    read_frame,
    said_in,
    seconds_to_say,
)
from telephony.hearing import Heard, Reason
from telephony.moves import Line, parts
from telephony.prompts import said

log = logging.getLogger(__name__)

KEY_PAUSE = 4.0  # seconds between two keys of one number
BACKCHANNELS = frozenset({Act.YES, Act.THANKS})
SILENCE = Heard(Reason.SILENCE)
YES_KEY = Heard(Reason.KEYS, "1")


class Socket(Protocol):
    """One WebSocket, accepted."""

    async def send_text(self, data: str) -> None: ...
    async def receive_text(self) -> str: ...
    async def close(self, code: int = 1000) -> None: ...


class Documents(Protocol):
    """What writes the document that takes over when the relay cannot go on."""

    def hand_over(self, call: Call, deeds: Deeds) -> None: ...


class NotOursError(Exception):
    """This socket is not one of our calls: closed without a word."""


class Relay:
    """Talks over sockets whose signature has been checked. `scale` shortens waiting, for tests."""

    def __init__(
        self, following: Following, documents: Documents, *, account: str | None = None, scale: float = 1.0
    ) -> None:
        self._following = following
        self._documents = documents
        self._account = account
        self._scale = scale

    async def serve(self, socket: Socket) -> None:
        """One session, from its setup to a document or the end of the socket."""
        try:
            session = await self._enter(socket, await self._next(socket, 10.0))
            await self._talk(session)
        except NotOursError:
            await socket.close(1008)

    async def _enter(self, socket: Socket, frame: Frame | None) -> "_Session":
        """The session of the call a setup names, by its ticket; a ticket serves for one session. A session that comes
        back after its socket was lost is told so, and asked its question again."""
        if not isinstance(frame, Setup) or self._account not in {None, frame.account}:
            raise NotOursError
        calls = self._following.calls
        named = await calls.of(frame.call_sid)
        if named is None:
            raise NotOursError
        async with calls.lock(named.conversation):
            call = await calls.find(named.conversation)
            if call is None or frame.parameters.get("ticket") != call.step or call.session not in {None, frame.session}:
                raise NotOursError
            if call.session:
                call.deeds = back_to(call, await self._following.line(call))
            call.session = frame.session
            await calls.keep(call)
        return _Session(socket, call)

    async def _talk(self, session: "_Session") -> None:
        while await self._say(session):
            await self._follow(session, await self._hear(session))
            while awaits(session.call.deeds):
                await self._send(session.socket, said_in(session.call.deeds))
                await self._follow(session, SILENCE)

    async def _follow(self, session: "_Session", heard: Heard) -> None:
        """What follows what the caller did, if the call is still this session's."""
        calls, before = self._following.calls, session.call
        async with calls.lock(before.conversation):
            call = await calls.find(before.conversation)
            if call is None or (call.session, call.step) != (before.session, before.step):
                raise NotOursError
            call.deeds = await self._following.hear(call, heard)
            if not awaits(call.deeds) and not sayable(call):
                self._documents.hand_over(call, call.deeds)
            await calls.keep(call)
        session.call = call

    async def _say(self, session: "_Session") -> bool:
        """Say what the call has to say; False when a document takes over."""
        if sayable(session.call):
            await self._send(session.socket, said_in(session.call.deeds))
            return True
        await session.socket.send_text(json.dumps({"type": "end", "handoffData": HANDED_OVER}))
        return False

    async def _hear(self, session: "_Session") -> Heard:
        """What the caller does next; words over a reading that was not finished are no answer to its question."""
        while True:
            heard = await self._gesture(session)
            cut, session.cut = session.cut, None
            if cut is None or not is_backchannel(heard, cut, session.call):
                return heard
            await self._ask_again(session)

    async def _ask_again(self, session: "_Session") -> None:
        """The question, after a reading that was cut: what was heard of it is not read again, unless all of it must be
        heard before a yes (P13)."""
        call = session.call
        if not call.state.prompt.question.whole:
            call.deeds = tuple(deed for deed in call.deeds if isinstance(deed, Listen))
        await self._send(session.socket, said_in(call.deeds))

    async def _gesture(self, session: "_Session") -> Heard:
        listen = listening(session.call.deeds)
        wanted, patience = (listen.digits, listen.patience) if listen else (1, 6)
        keys, wait = "", patience + seconds_to_say(session.call.deeds)
        while True:
            frame = await self._next(session.socket, KEY_PAUSE if keys else wait)
            match frame:
                case None:
                    return Heard(Reason.KEYS, keys) if keys else SILENCE
                case Spoken(text) if text and not keys:
                    return Heard(Reason.SPEECH, text)
                case Cut():
                    session.cut = frame
                case Key(digit):
                    keys += digit
                    if len(keys) >= wanted or digit in "#*":
                        return Heard(Reason.KEYS, keys)

    async def _next(self, socket: Socket, seconds: float) -> Frame | None:
        """The next message that says something; None when nothing came. Others are counted and left."""
        try:
            async with asyncio.timeout(seconds * self._scale):
                while True:
                    text = await socket.receive_text()
                    frame = read_frame(text)
                    if frame:
                        return frame
                    if len(text) > LONGEST_FRAME:
                        raise NotOursError
                    self._following.count("phone_relay_ignored")
        except TimeoutError:
            return None

    async def _send(self, socket: Socket, messages: tuple[Message, ...]) -> None:
        for message in messages:
            await socket.send_text(json.dumps(message, ensure_ascii=False))


class _Session:
    """One socket of one call, and what was cut short last."""

    def __init__(self, socket: Socket, call: Call) -> None:
        self.socket = socket
        self.call = call
        self.cut: Cut | None = None


def sayable(call: Call) -> bool:
    """Whether the relay can say what the call has to say: it has one voice, at one speed."""
    return fits(call.deeds) and not call.state.tone.slow


def back_to(call: Call, line: Line) -> Deeds:
    """What was being asked, whatever it was, after a break."""
    return (*said(parts(line, "utter_phone_go_back"), call.state.tone), *call.deeds)


def is_backchannel(heard: Heard, cut: Cut, call: Call) -> bool:
    """Whether "oui… d’accord" was said while listening, before the question was heard (P12); a read-back before a
    booking that was cut short is confirmed by no key either (P13)."""
    questions = [message["token"] for message in said_in(call.deeds) if "?" in message["token"]]
    question = fold(questions[-1]) if questions else ""
    approves = heard.reason is Reason.SPEECH and read_act(heard.text) in BACKCHANNELS
    confirms = heard == YES_KEY and call.state.prompt.question.whole
    return (approves or confirms) and question not in fold(cut.said)
