"""One call: a caller with a phone in hand, and the carrier executing what the hotline answers."""

import re
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Self
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from bot.understanding.text import fold
from tests.telephony.carrier.callee import Callee
from tests.telephony.carrier.clock import VirtualClock
from tests.telephony.carrier.ear import Ear, seconds_of
from tests.telephony.carrier.errors import CarrierError
from tests.telephony.carrier.forms import CALLER, voice_form
from tests.telephony.carrier.relaying import RelayLeg, Said
from tests.telephony.carrier.wire import Wire

MOST_REDIRECTS = 10
MOST_GROUPS = 8
CALLS = count(1)


@dataclass(slots=True)
class Carrier:
    """A carrier with one hotline number. Its webhooks go to `app`, or over the network to the public address `base`;
    `sockets` is where its relay really connects ("ws://127.0.0.1:5000"), whatever the public address.
    """

    app: object | None
    token: str
    clock: VirtualClock
    base: str = "https://deux-portes.example"
    callee: Callee = Callee.ACCEPTS
    account: str = "AC" + "0" * 32
    shared_key: str | None = None
    voice_url: str = "/phone/voice"
    status_url: str = "/phone/status"
    fallback: str | None = None
    scale: float = 1.0
    sockets: str = ""

    def wire(self) -> Wire:
        """A connection to the hotline."""
        return Wire(self.app, self.base, self.token, self.shared_key, self.fallback, self.scale)

    async def rings(self, caller: str = CALLER) -> "Call":
        """A call answered by the hotline: its first words have been heard."""
        return await Call.of(self, caller).begins()


@dataclass(slots=True)
class Call:
    """A call under way. After each gesture the hotline is listening again, or the call is over."""

    carrier: Carrier
    wire: Wire
    sid: str
    caller: str
    ear: Ear
    executed: list[str] = field(default_factory=list)
    whispers: list[str] = field(default_factory=list)
    rung: list[str] = field(default_factory=list)
    displayed: list[str] = field(default_factory=list)
    over: bool = False
    ended_by: str = ""
    relay: RelayLeg | None = None
    _gather: Element | None = None
    _rest: list[Element] = field(default_factory=list)
    _connected: Element = field(default_factory=lambda: Element("Connect"))
    _url: str = ""

    @classmethod
    @asynccontextmanager
    async def dial(cls, base: str, *, token: str, app: object | None = None) -> AsyncIterator[Self]:
        """A call to a running hotline, at its public address; hung up at the end of the block."""
        clock = VirtualClock(datetime.now(UTC))
        call = cls.of(Carrier(app, token, clock, base=base.rstrip("/")))
        await call.begins()
        yield call
        if not call.over:
            await call.hangs_up()

    @classmethod
    def of(cls, carrier: Carrier, caller: str = CALLER) -> Self:
        """A phone in hand, the number not dialled yet."""
        return cls(carrier, carrier.wire(), f"CA{next(CALLS):032x}", caller, Ear(carrier.clock))

    # --- what the caller hears --------------------------------------------------------------------------------------

    @property
    def heard(self) -> list[str]:
        """Everything said to the caller since the call began."""
        return [piece.text for piece in self.ear.pieces]

    @property
    def last_prompt(self) -> str:
        """What was said since the caller last did something."""
        return " ".join(self.heard[self.ear.mark :])

    @property
    def gather(self) -> Element:
        """How the hotline is listening now."""
        if self._gather is None:
            raise CarrierError("The hotline is not listening.")
        return self._gather

    @property
    def listens_to_speech(self) -> bool:
        """Whether words would be heard now."""
        return self.relay is not None or "speech" in self.gather.get("input", "dtmf").split()

    # --- what the caller does ---------------------------------------------------------------------------------------

    async def begins(self) -> Self:
        """The hotline's first words."""
        self._url = urljoin(self.carrier.base + "/", self.carrier.voice_url)
        await self._go(self._url, {"CallStatus": "ringing"})
        return self

    async def says(self, text: str, *, confidence: str | None = "0.91", keys: str = "") -> Self:
        """Speak once the prompt is over; `keys` are pressed at the same time."""
        if self.relay:
            return await self._over_relay(self.relay.says(text))
        gather = self._answering("speech")
        self.carrier.clock.advance(seconds_of(text) + int(gather.get("speechTimeout", "5")))
        result = {"SpeechResult": text} | ({"Confidence": confidence} if confidence is not None else {})
        return await self._answer(gather, result | ({"Digits": keys} if keys else {}))

    async def interrupts(self, text: str, *, after: float) -> Self:
        """Speak `after` seconds of the prompt being read; only what can be cut is cut."""
        self.ear.interrupt(after)
        return await self.says(text)

    async def presses(self, keys: str) -> Self:
        """Press keys one after the other; those that come after the answer is complete are lost."""
        if self.relay:
            return await self._over_relay(self.relay.presses(keys))
        gather = self._answering("dtmf")
        finish, wanted = gather.get("finishOnKey", "#"), int(gather.get("numDigits", "99"))
        pressed = keys[: keys.index(finish)] if finish and finish in keys else keys
        digits = pressed[:wanted]
        if len(digits) < wanted and pressed == keys:
            self.carrier.clock.advance(float(gather.get("timeout", "5")))
        if not digits:
            raise CarrierError(f"{finish} alone calls no action: the caller waits in silence.")
        return await self._answer(gather, {"Digits": digits})

    async def picks(self, title: str) -> Self:
        """Press the key announced for this choice, listening to the other choices for as long as needed."""
        for _ in range(MOST_GROUPS):
            key = key_for(title, self.last_prompt)
            if key:
                return await self.presses(key)
            await self.presses("9")
        raise CarrierError(f"No key was announced for « {title} ».")

    async def stays_silent(self, *, blank: bool = False) -> Self:
        """Say nothing until the hotline gives up waiting; `blank` sends an empty result instead of none."""
        if self.relay:
            return await self._over_relay(self.relay.turn())
        gather = self._answering(None)
        self.carrier.clock.advance(float(gather.get("timeout", "5")))
        if gather.get("actionOnEmptyResult") != "true":
            return await self._execute()
        return await self._answer(gather, {"SpeechResult": "", "Confidence": "0.0"} if blank else {})

    async def hangs_up(self) -> Self:
        """End the call; the carrier says so to the status address."""
        if self.relay:
            await self.relay.close()
            self.relay = None
        await self._end("caller")
        return self

    async def sends_again(self, index: int = -1, **fields: str) -> str:
        """Send one earlier webhook again, fields changed if asked; gives the body that comes back."""
        sent = self.wire.sent[index]
        again = tuple({**dict(sent.fields), **fields}.items())
        token = {name: value for name, value in sent.headers.items() if name.startswith("I-Twilio")}
        return (await self.wire.once(sent.url, again, token)).text

    async def status(self, status: str) -> int:
        """Post a status callback; gives the HTTP status that comes back."""
        url = urljoin(self.carrier.base + "/", self.carrier.status_url)
        return (await self.wire.once(url, tuple(self.fields(CallStatus=status).items()), {})).status_code

    # --- how the carrier works --------------------------------------------------------------------------------------

    def fields(self, **more: str) -> dict[str, str]:
        """A webhook's form for this call."""
        return voice_form(self.sid, self.carrier.account, self.caller, **more)

    def _answering(self, means: str | None) -> Element:
        gather = self.gather
        if means and means not in gather.get("input", "dtmf").split():
            raise CarrierError(f"The hotline does not listen to {means} now.")
        self.ear.hear_out()
        return gather

    async def _answer(self, gather: Element, result: dict[str, str]) -> Self:
        self.ear.acts()
        self._gather = None
        return await self._go(gather.get("action") or self._url, result)

    async def _go(self, url: str, more: dict[str, str]) -> Self:
        self._url = urljoin(self._url, url)
        self._rest = list(await self.wire.document(self._url, self.fields(**more)))
        return await self._execute()

    async def _execute(self) -> Self:
        """Execute verbs until the hotline listens or the call ends; a document may not just end."""
        redirects = 0
        while self._rest:
            verb = self._rest.pop(0)
            self.executed.append(verb.tag)
            match verb.tag:
                case "Say" | "Pause":
                    self._speak(verb)
                case "Gather":
                    self._listen(verb)
                    return self
                case "Redirect":
                    redirects += 1
                    if redirects > MOST_REDIRECTS:
                        raise CarrierError("The hotline redirects for ever.")
                    self._url = urljoin(self._url, verb.text or "")
                    self._rest = list(await self.wire.document(self._url, self.fields()))
                case "Dial":
                    return await self._dial(verb)
                case "Hangup":
                    await self._end("hotline")
                    return self
                case "Connect":
                    return await self._connect(verb)
                case unknown:
                    raise CarrierError(f"This carrier does not execute <{unknown}>.")
        raise CarrierError("The document ends: the line goes dead without a goodbye.")

    def _speak(self, verb: Element) -> None:
        """Words or a pause outside a Gather: they take their time whatever the caller does."""
        if verb.tag == "Pause":
            self.carrier.clock.advance(float(verb.get("length", "1")))
        else:
            self.carrier.clock.advance(self.ear.hear(words_of(verb), at=self.ear.now(), whole=True))

    def _listen(self, gather: Element) -> None:
        """Words inside a Gather can be cut by the caller, unless `bargeIn` says otherwise."""
        at = self.ear.now()
        for verb in gather:
            paused = verb.tag == "Pause"
            whole = gather.get("bargeIn") == "false"
            at += float(verb.get("length", "1")) if paused else self.ear.hear(words_of(verb), at=at, whole=whole)
        self._gather = gather

    # --- the relay --------------------------------------------------------------------------------------------------

    async def _connect(self, connect: Element) -> Self:
        """Open the relay's socket, signed like a webhook without fields (Relay onboarding page), and hear the turn."""
        noun = connect.find("ConversationRelay")
        if noun is None:
            raise CarrierError("<Connect> without <ConversationRelay>.")
        self._connected = connect
        fields = self.fields()
        self.relay = await RelayLeg.open(self.carrier.sockets, self.carrier.token, noun, fields)
        return await self._over_relay(self.relay.turn())

    async def _over_relay(self, turn: Awaitable[list[Said]]) -> Self:
        """What the hotline sends until it listens again; when it ends the session, the action is asked."""
        self.ear.acts()
        assert self.relay is not None
        for said in await turn:
            self.carrier.clock.advance(self.ear.hear(said.text, at=self.ear.now(), whole=not said.interruptible))
        if self.relay.ended is not None:
            return await self.relay_over("ended" if self.relay.ended else "failed", self.relay.ended)
        return self

    async def relay_over(self, status: str, handoff: str = "") -> Self:
        """The relay's session is over: what follows is the action's document."""
        assert self.relay is not None
        await self.relay.close()
        result = {"SessionId": self.relay.session, "SessionStatus": status, "SessionDuration": "30"}
        self.relay = None
        return await self._go(self._connected.get("action", ""), result | ({"HandoffData": handoff} if handoff else {}))

    # --- a transfer ---------------------------------------------------------------------------------------------------

    async def _dial(self, dial: Element) -> Self:
        """Ring the number, play the whisper on its leg, then tell the action; without one the next verb follows."""
        script = self.carrier.callee
        number = dial.find("Number")
        self.rung.append((dial.text if number is None else number.text) or "")
        self.displayed.append(dial.get("callerId", self.caller))
        self.carrier.clock.advance(float(dial.get("timeout", "30")) if script.status else 5.0)
        if script is Callee.CALLER_LEAVES:
            await self._end("caller")
        bridged = script.status is None and (number is None or await self._whisper(number))
        result = {
            "DialCallStatus": script.status or "completed",
            "DialCallSid": self.sid.replace("CA", "CA1", 1)[:34],
            "DialCallDuration": "42" if bridged else "0",
            "DialBridged": "true" if bridged else "false",
        }
        self.ear.acts()
        if self.over:
            await self.wire.once(urljoin(self._url, dial.get("action", "")), tuple(self.fields(**result).items()), {})
            return self
        action = dial.get("action")
        return await self._go(action, result) if action else await self._execute()

    async def _whisper(self, number: Element) -> bool:
        """The callee's own document, before the caller is heard: both are joined if it ends without hanging up."""
        url = urljoin(self._url, number.get("url", ""))
        verbs = list(await self.wire.document(url, self._leg({})))
        while verbs:
            verb = verbs.pop(0)
            if verb.tag == "Hangup":
                return False
            self.whispers += [words_of(say) for say in verb.iter("Say")]
            if self.carrier.callee is Callee.HANGS_UP:
                return False
            if verb.tag == "Gather" and self.carrier.callee.keys:
                verbs = list(
                    await self.wire.document(verb.get("action", ""), self._leg({"Digits": self.carrier.callee.keys}))
                )
        return True

    def _leg(self, more: dict[str, str]) -> dict[str, str]:
        """The form of a webhook on the callee's leg."""
        leg = {
            "CallSid": self.sid.replace("CA", "CA1", 1)[:34],
            "ParentCallSid": self.sid,
            "Direction": "outbound-dial",
        }
        return self.fields(**(leg | more))

    async def _end(self, by: str) -> None:
        self.over, self.ended_by, self._gather, self._rest = True, by, None, []
        await self.status("completed")


def words_of(say: Element) -> str:
    """The words of a <Say>, tags left out."""
    return " ".join("".join(say.itertext()).split())


def key_for(title: str, prompt: str) -> str | None:
    """The key announced for a choice; everybody knows those of a person, of yes and of no."""
    known = {"oui": "1", "non": "2", "une personne": "0"}.get(fold(title))
    announced = re.findall(rf"pour {re.escape(fold(title))} tapez (\d)", fold(prompt))
    return announced[-1] if announced else known
