"""The hotline's calls, one webhook after the other: thin around what is decided in `reactions` and `turns`."""

import logging
from collections.abc import Callable
from dataclasses import replace

from telephony import persons, turns, twiml
from telephony.calls import Call
from telephony.fallback import crowded_twiml, fallback_twiml
from telephony.following import Around, Deeds, Following, Talks
from telephony.frames import HANDED_OVER
from telephony.hearing import Incoming, heard_in
from telephony.moves import Line, Stay
from telephony.prompts import Words
from telephony.relay import Relay, back_to, sayable
from telephony.settings import PhoneSettings

__all__ = ["Around", "Hotline", "Talks"]

log = logging.getLogger(__name__)

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


class Hotline:
    """Answers each webhook of each call with a TwiML document. Signatures have been checked before."""

    def __init__(self, talks: Talks, words: Words, settings: PhoneSettings, around: Around) -> None:
        self._following = Following(talks, words, settings, around)
        self._calls = self._following.calls
        self._words = words
        self._settings = settings
        self._around = around
        self.relay = Relay(self._following, self, account=settings.account_sid, scale=around.scale)

    # --- the caller's leg ---------------------------------------------------------------------------------------

    async def voice(self, webhook: Incoming) -> str:
        """The first document of a call; the same one again when the carrier repeats itself. The engine is not asked."""
        return await self._arrive(webhook, turns.welcome)

    async def turn(self, conversation: str, step: str, webhook: Incoming) -> str:
        """What follows what the caller did at this step; another step's address only gives the current document."""
        async with self._calls.lock(conversation):
            call = await self._calls.find(conversation)
            if call is None:
                return await self._arrive(webhook, turns.lost)
            if step != call.step:
                return call.twiml
            return await self._write(call, await self._following.hear(call, heard_in(webhook)))

    async def ended(self, webhook: Incoming) -> None:
        """The carrier says the call is over: nothing of it is kept."""
        call = await self._calls.of(webhook.call_sid) if webhook.call_status in OVER else None
        if call:
            await self._following.end(call)

    async def relayed(self, conversation: str, step: str, webhook: Incoming) -> str:
        """The relay's session is over: the document it ended for, or, when it failed, the same question by keys and
        voice without it."""
        async with self._calls.lock(conversation):
            call = await self._calls.find(conversation)
            if call is None:
                return await self._arrive(webhook, turns.lost)
            if webhook.handoff == HANDED_OVER or step != call.step:
                return call.twiml
            call.relayable, call.session = False, None
            self._around.count("phone_relay_failed")
            return await self._write(call, back_to(call, await self._following.line(call)))

    # --- the person's leg ---------------------------------------------------------------------------------------

    async def whisper(self, conversation: str, step: str) -> str:
        """What the person hears before taking the call."""
        call = await self._bridging(conversation, step)
        if call is None:
            return twiml.refused()
        return twiml.whisper(persons.whispered(call.state, await self._following.line(call)), self._spot(call))

    async def accept(self, conversation: str, step: str, webhook: Incoming) -> str:
        """Key 1 joins both legs; anything else, a voicemail's silence included, does not."""
        async with self._calls.lock(conversation):
            call = await self._bridging(conversation, step)
            if call is None or call.state.bridging is None or webhook.digits != "1":
                return twiml.refused()
            call.state = replace(call.state, bridging=replace(call.state.bridging, accepted=True))
            await self._calls.keep(call)
            return twiml.accepted()

    async def bridged(self, conversation: str, step: str, webhook: Incoming) -> str:
        """The transfer is over, however it went: the caller comes back to the conversation."""
        async with self._calls.lock(conversation):
            call = await self._calls.find(conversation)
            if call is None:
                return await self._arrive(webhook, turns.lost)
            if step != call.step or call.state.bridging is None:
                return call.twiml
            if webhook.dial_bridged == "false":
                call.state = replace(call.state, bridging=replace(call.state.bridging, accepted=False))
            self._around.count("phone_transfer_met" if call.state.met else "phone_transfer_missed")
            if call.state.met:
                await self._following.queue.talked(webhook.dial_seconds)
            busy = webhook.dial_status == "busy"
            back = persons.after_transfer(call.state, await self._following.line(call), busy=busy)
            return await self._write(call, await self._following.give(call, back))

    async def _bridging(self, conversation: str, step: str) -> Call | None:
        call = await self._calls.find(conversation)
        return call if call and call.step == step and call.state.bridging else None

    # --- calls begun, and documents -----------------------------------------------------------------------------

    async def _arrive(self, webhook: Incoming, first: Callable[[Line], Stay]) -> str:
        """A call's first document, once; a call that is not known (any more) begins again."""
        async with self._calls.arriving(webhook.call_sid):
            known = await self._calls.of(webhook.call_sid)
            if known:
                return known.twiml
            if webhook.crowded:
                self._around.count("phone_crowded")
                return crowded_twiml(self._words, self._settings.human.number, voice=self._settings.voice)
            try:
                call = await self._following.begin(webhook.call_sid, webhook.to)
            except Exception as error:  # noqa: BLE001 - the edge: without a conversation there is still a person
                log.error("phone_start_failed %s", type(error).__name__)
                return fallback_twiml(self._words, self._settings.human.number, voice=self._settings.voice)
            welcome = await self._following.give(call, first(await self._following.line(call)))
            return await self._write(call, welcome)

    async def _write(self, call: Call, deeds: Deeds) -> str:
        """The document for these deeds, kept with the call; the relay says them itself when it can."""
        call.deeds = deeds
        if self._settings.relay and call.relayable and sayable(call):
            call.step, call.session = self._around.nonce(), None
            call.twiml = twiml.connect(self._spot(call))
        else:
            self.hand_over(call, deeds)
        await self._calls.keep(call)
        return call.twiml

    def hand_over(self, call: Call, deeds: Deeds) -> None:
        """These deeds, as the call's document."""
        call.deeds, call.step = deeds, self._around.nonce()
        call.twiml = twiml.render(deeds, self._spot(call))

    def _spot(self, call: Call) -> twiml.Spot:
        chosen = self._settings
        return twiml.Spot(
            base=chosen.public_url.rstrip("/"),
            conversation=call.conversation,
            step=call.step,
            voice=chosen.voice,
            language=chosen.language,
            overrides=chosen.overrides,
            speech_model=chosen.speech_model,
        )
