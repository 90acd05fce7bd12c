"""What follows what a caller did, as deeds: the same for webhooks and for the relay's socket."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.conversation import Channel, Turn, UnknownConversationError
from bot.shelf import MemoryShelf, Shelf
from telephony import care, persons, reactions, turns
from telephony.asking import after_capture, asked, goodbye
from telephony.calls import Call, CallBook, CallState, Waiting
from telephony.contact import Capture, Purpose
from telephony.deeds import Deed, HangUp, Redirect, Say
from telephony.hearing import Heard, Reason
from telephony.moves import CallBack, Erase, GoOn, Keep, Line, Pass, Rate, Reaction, Send, Stay, parts
from telephony.prompts import Part, Words
from telephony.queue import WaitingLine
from telephony.resume import ResumeCode, ResumeCodes
from telephony.settings import PhoneSettings
from telephony.sms import Booked, Page, Sms, SmsSender, compose

log = logging.getLogger(__name__)

PERSON_KEY = Heard(Reason.KEYS, "0")

Deeds = tuple[Deed, ...]


class Talks(Protocol):
    """The conversation, as the hotline uses it."""

    async def start(self, channel: Channel) -> Turn: ...
    async def say(self, conversation: str, text: str, *, once: str | None = None) -> Turn: ...
    async def forget(self, conversation: str) -> None: ...


SaveContact = Callable[[str, str], Awaitable[None]]  # an appointment's code and a number in international form
BEFORE_A_LONG_STEP = frozenset({"utter_choose", "utter_choose_without_appointment", "utter_ask_site"})


@dataclass(frozen=True, slots=True)
class Resuming:
    """What lets a talk that was cut go on: the codes, the talk's pending question for a channel, and a held slot freed.

    Both doors share the same codes.
    """

    codes: ResumeCodes
    resume: Callable[[str, Channel], Awaitable[Turn]]
    release: Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Around:
    """What the hotline is given: the hour, fresh step names, where contacts go, and what counts events by name.

    `sms` sends the one text after a booking, or of a page, `call_back` keeps the number to call back about a talk,
    `opinion` a note and whether the call helps, `resuming` lets a talk go on later; without one of them, it is never
    offered. `scale` shortens what the relay waits for. `shelf` is where calls are kept between two webhooks, `secret`
    keys the marks of their identifiers: the same in every process.
    """

    clock: Callable[[], datetime]
    save_contact: SaveContact
    nonce: Callable[[], str] = lambda: secrets.token_urlsafe(9)
    count: Callable[[str], None] = lambda _event: None
    sms: SmsSender | None = None
    call_back: Callable[[str, str], Awaitable[None]] | None = None
    opinion: Callable[[int, bool | None], Awaitable[None]] | None = None
    resuming: Resuming | None = None
    scale: float = 1.0
    shelf: Shelf = field(default_factory=MemoryShelf)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))


class Following:
    """The calls under way, and what follows each gesture of a caller. One gesture at a time for each call."""

    def __init__(self, talks: Talks, words: Words, settings: PhoneSettings, around: Around) -> None:
        self._talks = talks
        self._words = words
        self._settings = settings
        self._around = around
        self.queue = WaitingLine(around.shelf, lambda: around.clock().timestamp())
        self.calls = CallBook(around.shelf, secret=around.secret, keep=settings.keep_minutes * 60)
        self._under_way: dict[tuple[str, str], asyncio.Task[Turn]] = {}  # by conversation and message

    def count(self, event: str) -> None:
        """One more of these."""
        self._around.count(event)

    async def line(self, call: Call) -> Line:
        """The world as it is for this call now."""
        around, waiters = self._around, await self.queue.look()
        return Line(
            self._words,
            self._settings.human,
            around.clock(),
            call.shown,
            sms=around.sms is not None,
            call_back=around.call_back is not None,
            survey=around.opinion is not None,
            resumable=around.resuming is not None,
            place=(place := waiters.place(call.conversation)),
            minutes=waiters.minutes(place),
        )

    async def begin(self, call_sid: str, shown: str | None) -> Call:
        """A new call and its conversation; whatever the conversation raises when it cannot start."""
        turn = await self._talks.start(Channel.PHONE)
        return Call(turn.conversation, self.calls.mark(call_sid), shown)

    async def end(self, call: Call) -> None:
        """Nothing of a call that is over is kept, but a talk whose code was given: it may go on for half an hour."""
        for (conversation, _), telling in tuple(self._under_way.items()):
            if conversation == call.conversation:
                telling.cancel()  # nobody will hear the answer
        async with self.calls.lock(call.conversation):
            known = await self.calls.find(call.conversation)
            await self.calls.forget(call)
        if known and known.state.rating is not None:
            await self._rate(known.state.rating, None)  # the caller hung up at the second question
        await self.queue.leave(call.conversation)
        resuming = self._around.resuming
        if resuming is None or not await resuming.codes.knows(call.conversation):
            await self._talks.forget(call.conversation)
            return
        try:
            await resuming.release(call.conversation)
        except Exception as error:  # noqa: BLE001 - the edge: a held slot expires by itself
            log.error("phone_release_failed %s", type(error).__name__)

    async def hear(self, call: Call, heard: Heard) -> Deeds:
        """What follows what the caller did; while an answer is awaited only a person can be asked for."""
        if call.waiting and heard != PERSON_KEY:
            return await self._await(call, call.waiting)
        if call.waiting:
            return await self.give(call, persons.ring(call.state, await self.line(call), call.state.prompt))
        self._around.count(f"phone_heard_{heard.reason}")
        return await self._follow(call, reactions.react(heard, call.state, await self.line(call)))

    async def give(self, call: Call, stay: Stay) -> Deeds:
        """The call stands there now."""
        await self._stand(call, stay.state)
        for event in stay.events:
            self._around.count(event)
        return stay.deeds

    async def _stand(self, call: Call, state: CallState) -> None:
        """The call in this state, in the line of those who wait or out of it."""
        if state.queued:
            await self.queue.join(call.conversation)
        elif call.state.queued:
            await self.queue.leave(call.conversation)
        call.state = state

    async def _follow(self, call: Call, reaction: Reaction) -> Deeds:
        match reaction:
            case Stay():
                return await self.give(call, reaction)
            case Pass(state, message, first, helping):
                await self._stand(call, state)
                call.waiting = Waiting(self._around.nonce(), first, helping)
                self._tell(call, call.waiting, message)
                return await self._await(call, call.waiting)
            case GoOn(state, code):
                return await self._go_on(call, state, code)
            case Erase():
                return await self._erase(call)
            case Rate(state, rating, useful):
                await self._rate(rating, useful)
                return await self.give(call, Stay(state, goodbye(state, await self.line(call))))
            case _:
                return await self.give(call, await self._use_number(call, reaction))

    async def _use_number(self, call: Call, reaction: Keep | Send | CallBack) -> Stay:
        """The number serves once, for what it was given for; what became of it is said."""
        state, line = reaction.state, await self.line(call)
        match reaction:
            case Keep(_, code, number):
                saved = await self._tried(self._around.save_contact(code, number))
                key = "utter_phone_contact_saved" if saved else "utter_phone_contact_failed"
                return after_capture(Capture(code), state, line, key, number)
            case Send(_, about, number):
                key = turns.text_after(about, await self._send(about, number))
                purpose = Purpose.PAGE if isinstance(about, Page) else Purpose.SMS
                return after_capture(Capture(purpose=purpose), state, line, key)
            case CallBack(_, number):
                assert self._around.call_back is not None  # noqa: S101 - only offered when it exists
                saved = await self._tried(self._around.call_back(call.conversation, number))
                key = "utter_phone_call_back_saved" if saved else "utter_phone_call_back_failed"
                return asked(state.prompt, state, line, parts(line, key))

    async def _rate(self, rating: int, useful: bool | None) -> None:
        assert self._around.opinion is not None  # noqa: S101 - only asked when it is kept
        saved = await self._tried(self._around.opinion(rating, useful))
        self._around.count("phone_survey_given" if saved else "phone_survey_lost")

    async def _await(self, call: Call, waiting: Waiting) -> Deeds:
        """The conversation's answer when it comes in time; else "je vérifie", three times, then the way out."""
        # Another process tells it: said again under the same name, a message is only answered once it was played.
        telling = self._under_way.get((call.conversation, waiting.once)) or self._tell(call, waiting, "")
        done, _ = await asyncio.wait({telling}, timeout=self._settings.patience)
        if not done:
            return await self._stall(call, waiting)
        call.waiting = None
        if telling.cancelled():
            return (HangUp(),)  # the caller has hung up meanwhile
        try:
            turn = telling.result()
        except UnknownConversationError:
            return await self._restart(call)
        except Exception as error:  # noqa: BLE001 - the edge: whatever breaks, the caller is answered (promise 6)
            log.error("phone_turn_failed %s", type(error).__name__)
            self._around.count("phone_turn_failed")
            return await self.give(call, turns.broken_down(call.state, await self.line(call)))
        first = (*waiting.first, *await self._code_for(call, turn))
        line = await self.line(call)
        return await self.give(call, turns.answer(turn, call.state, line, first, helping=waiting.helping))

    def _tell(self, call: Call, waiting: Waiting, message: str) -> asyncio.Task[Turn]:
        """The message on its way to the conversation, whatever becomes of this webhook."""
        telling = asyncio.create_task(self._talks.say(call.conversation, message, once=waiting.once))
        name = (call.conversation, waiting.once)
        self._under_way[name] = telling
        telling.add_done_callback(lambda _: self._told(name))
        return telling

    def _told(self, name: tuple[str, str]) -> None:
        telling = self._under_way.pop(name)
        if not telling.cancelled():
            telling.exception()  # looked at here, for the caller may be gone: nothing of it is written anywhere

    async def _stall(self, call: Call, waiting: Waiting) -> Deeds:
        """The answer is kept waiting for, never dropped: a booking under way must not be asked again."""
        polls = waiting.polls + 1
        call.waiting = replace(waiting, polls=polls if polls <= self._settings.polls else 0)
        if polls > self._settings.polls:
            return await self.give(call, turns.broken_down(replace(call.state, breakdowns=1), await self.line(call)))
        key = "utter_phone_checking" if polls == 1 else "utter_phone_checking_again"
        return (Say(self._words(key), call.state.tone), Redirect())

    async def _tried(self, saving: Awaitable[None]) -> bool:
        """Whether it was saved."""
        try:
            await saving
        except Exception as error:  # noqa: BLE001 - the edge: the appointment stands without the number
            log.error("phone_saving_failed %s", type(error).__name__)
            return False
        return True

    async def _send(self, about: Booked | Page, number: str) -> Sms:
        """What became of the text; the number goes no further."""
        assert self._around.sms is not None  # noqa: S101 - only offered when it exists
        try:
            text = compose(about, self._words, address=self._settings.public_url)
            sent = await self._around.sms.send(number, text)
        except Exception as error:  # noqa: BLE001 - the edge: the appointment stands without the text
            log.error("phone_sms_failed %s", type(error).__name__)
            sent = Sms.FAILED
        self._around.count(f"phone_sms_{sent}")
        return sent

    # --- a talk that goes on later, or is erased ------------------------------------------------------------------

    async def _code_for(self, call: Call, turn: Turn) -> tuple[Part, ...]:
        """A code to go on later, said once, before the first long step."""
        resuming = self._around.resuming
        if resuming is None or call.state.coded or not BEFORE_A_LONG_STEP & {reply.key for reply in turn.replies}:
            return ()
        call.state = replace(call.state, coded=True)
        code = await resuming.codes.issue(call.conversation)
        said = " ".join(code.keyed) if call.state.by_keys else code.spoken
        key = "utter_phone_resume_key" if call.state.by_keys else "utter_phone_resume_code"
        return (Part(self._words(key, code=said)),)

    async def _go_on(self, call: Call, state: CallState, code: ResumeCode) -> Deeds:
        """The talk of this code, at its own question; a wrong code tells nothing."""
        resuming = self._around.resuming
        conversation = await resuming.codes.redeem(code) if resuming else None
        try:
            turn = await resuming.resume(conversation, Channel.PHONE) if resuming and conversation else None
        except UnknownConversationError:
            turn = None
        if turn is None:
            return await self.give(call, care.wrong_code(state, await self.line(call)))
        await self._talks.forget(call.conversation)
        await self.calls.rename(call, turn.conversation)
        line = await self.line(call)
        return await self.give(call, turns.answer(turn, state, line, parts(line, "utter_phone_resumed")))

    async def _erase(self, call: Call) -> Deeds:
        """Everything said is forgotten at once; the call begins again."""
        if self._around.resuming:
            await self._around.resuming.codes.forget(call.conversation)
        await self._talks.forget(call.conversation)
        turn = await self._talks.start(Channel.PHONE)
        await self.calls.rename(call, turn.conversation)
        return await self.give(call, turns.afresh(await self.line(call), "utter_phone_erased", call.state))

    async def _restart(self, call: Call) -> Deeds:
        """The conversation has expired: the same call goes on with a new one."""
        turn = await self._talks.start(Channel.PHONE)
        await self.calls.rename(call, turn.conversation)
        return await self.give(call, turns.lost(await self.line(call)))
