"""The only way to talk with the service: words in, replies out. The web, the phone and the terminal all use it.

A talk lives here, in memory, for half an hour at most (promise 2). Each turn goes to the engine with the
reception's state; when the engine is away, slow or silent, the same turn is played with closed grammars (promise 6).
"""

import asyncio
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from actions import play
from actions.deeds import Say
from actions.state import State, Step
from actions.turn import Turn as Played
from actions.world import World
from bot.privacy import redact
from bot.replies import Choice, Renderer, Reply
from bot.texts import Channel
from bot.understanding.acts import Act, read_act, read_ordinal
from bot.understanding.text import fold

__all__ = ["Channel", "Choice", "Conversation", "Reply", "Turn", "Understood", "UnknownConversationError"]

log = structlog.get_logger()

IDLE_SECONDS = 30 * 60
LONGEST_MESSAGE = 1000  # characters; what follows is not read, and the person is told
TALKS_KEPT = 20_000
LINES_KEPT = 200


class UnknownConversationError(LookupError):
    """This conversation is over or never was: start another one."""


class EngineAwayError(RuntimeError):
    """The engine did not answer this turn."""


class Engine(Protocol):
    """What answers a turn in free words."""

    async def turn(self, text: str, state: State) -> Played:
        """The turn played by the engine; raises ``EngineAwayError`` when it is away, slow or silent."""
        ...


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood so far: codes, and the place with its name."""

    need: str | None = None
    status: tuple[str, ...] = ()
    place: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn as a channel receives it."""

    conversation: str
    replies: tuple[Reply, ...]
    understood: Understood = Understood()
    outcome: str | None = None
    appointment: Mapping[str, Any] | None = None
    guided: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk as the person saw it, kept in memory while the talk lasts."""

    by_person: bool
    text: str
    kind: str = "say"


@dataclass(slots=True)
class _Talk:
    channel: Channel
    state: State
    replies: tuple[Reply, ...] = ()
    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=LINES_KEPT))
    seen: float = 0.0
    guided: bool = False
    plain: bool = False
    once: str | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return next((reply.choices for reply in reversed(self.replies) if reply.choices), ())


class Conversation:
    """All the talks under way. One turn at a time for each; several side by side."""

    def __init__(
        self,
        engine: Engine,
        renderer: Renderer,
        world: Callable[[], World],
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._renderer = renderer
        self._world = world
        self._seconds = seconds
        self.find_cut_talk: Callable[[str], str | None] = lambda _words: None
        """The talk that a spoken code takes up again (set by the composition root: the hotline gives the codes)."""
        self._talks: OrderedDict[str, _Talk] = OrderedDict()

    async def start(self, channel: Channel, *, plain: bool = False) -> Turn:
        """A new talk and its welcome; the engine is not needed. ``plain`` asks for information in plain language."""
        self._forget_idle()
        name = secrets.token_urlsafe(16)
        talk = _Talk(channel, State(holder=secrets.token_urlsafe(12)), seen=self._seconds(), plain=plain)
        self._talks[name] = talk
        return self._close(name, talk, play.welcome(talk.state, self._world()))

    async def say(self, conversation: str, text: str, *, once: str | None = None) -> Turn:
        """The turn after these words; raises ``UnknownConversationError``.

        ``once`` names this message: sent again over a bad network, it is answered the same and not played twice.
        """
        self._forget_idle()
        talk = self._found(conversation)
        async with talk.lock:
            talk.seen = self._seconds()
            self._talks.move_to_end(conversation)
            if (once and once == talk.once) or (read_act(text) is Act.REPEAT and talk.replies):
                return self._view(conversation, talk)
            talk.once = once
            if taken_up := self._take_up(talk, text):
                return self._close(conversation, talk, taken_up)
            return await self._turn(conversation, talk, text)

    def state(self, conversation: str) -> State:
        """Where a talk stands; raises ``UnknownConversationError``."""
        return self._found(conversation).state

    def lines(self, conversation: str) -> tuple[Line, ...]:
        """What was said so far, redacted as it was understood; raises ``UnknownConversationError``."""
        return tuple(self._found(conversation).lines)

    def view(self, conversation: str) -> Turn:
        """The last turn again; raises ``UnknownConversationError``."""
        return self._view(conversation, self._found(conversation))

    async def resume(self, conversation: str, channel: Channel) -> Turn:
        """The same talk on another channel, from its pending question; raises ``UnknownConversationError``."""
        talk = self._found(conversation)
        async with talk.lock:
            talk.channel, talk.seen = channel, self._seconds()
            self._talks.move_to_end(conversation)
            again = play.resume(talk.state, self._world())
            return self._close(conversation, talk, again.preceded_by(Say("utter_resumed")))

    def set_plain(self, conversation: str, plain: bool) -> None:
        """Whether information is given in plain language from now on; raises ``UnknownConversationError``."""
        self._found(conversation).plain = plain

    async def release(self, conversation: str) -> None:
        """Free the slot this talk holds, if any: the person is gone, the talk may be taken up again."""
        talk = self._talks.get(conversation)
        if talk:
            world = self._world()
            await asyncio.to_thread(world.directory.release, holder=talk.state.holder, now=world.now)

    def forget(self, conversation: str) -> None:
        """Erase a talk at once, and free the slot it holds."""
        talk = self._talks.pop(conversation, None)
        if talk:
            world = self._world()
            world.directory.release(holder=talk.state.holder, now=world.now)

    def _take_up(self, talk: _Talk, text: str) -> Played | None:
        """Another talk, cut before its end, goes on in this one when its code is said here."""
        cut = self._talks.pop(self.find_cut_talk(text) or "", None)
        if cut is None:
            return None
        talk.lines.extend(cut.lines)
        return play.resume(cut.state, self._world()).preceded_by(Say("utter_resumed"))

    def _found(self, conversation: str) -> _Talk:
        talk = self._talks.get(conversation)
        if talk is None:
            raise UnknownConversationError(conversation)
        return talk

    async def _turn(self, name: str, talk: _Talk, text: str) -> Turn:
        words = clean(text)
        if not words:
            again = play.resume(talk.state, self._world())
            return self._close(name, talk, again.preceded_by(Say("utter_nothing_said")))
        choice = picked(words, talk.choices)
        # Ten digits are an appointment's code when one was asked for, a telephone number otherwise.
        message = choice.message if choice else redact(words, keep_code=talk.state.step is Step.CODE)
        talk.lines.append(Line(by_person=True, text=choice.title if choice else message))
        played = await self._play(talk, message)
        if len(text) > LONGEST_MESSAGE:
            played = played.preceded_by(Say("utter_too_long"))
        return self._close(name, talk, played)

    async def _play(self, talk: _Talk, message: str) -> Played:
        try:
            played = await self._engine.turn(message, talk.state)
        except EngineAwayError as away:
            log.warning("engine_away", reason=str(away))
            played = await asyncio.to_thread(play.play, talk.state, message, self._world())
            if not talk.guided:
                played = played.preceded_by(Say("utter_guided"))
            talk.guided = True
        else:
            talk.guided = False
        return played

    def _close(self, name: str, talk: _Talk, played: Played) -> Turn:
        talk.state = played.state
        talk.replies = self._renderer.render(played.deeds, talk.channel, plain=talk.plain)
        talk.lines.extend(Line(by_person=False, text=reply.text, kind=reply.kind) for reply in talk.replies)
        return self._view(name, talk)

    def _view(self, name: str, talk: _Talk) -> Turn:
        state = talk.state
        commune = self._world().places.get(state.place) if state.place else None
        place = {"code": commune.code, "name": commune.name} if commune else None
        understood = Understood(state.need, tuple(sorted(state.statuses)), place)
        appointment = None
        if state.code and state.slot and state.site:
            appointment = {
                "code": state.code,
                "starts_at": state.slot.starts_at.isoformat(),
                "place": state.site.name,
                "way": state.slot.way.value,
            }
        return Turn(name, talk.replies, understood, state.outcome, appointment, talk.guided)

    def _forget_idle(self) -> None:
        limit = self._seconds() - IDLE_SECONDS
        # The longest silent comes first: each turn moves its talk to the end.
        while self._talks and (len(self._talks) >= TALKS_KEPT or next(iter(self._talks.values())).seen < limit):
            self._talks.popitem(last=False)


def clean(text: str) -> str:
    """The words without what no person says: control characters, a leading slash, more than the longest message."""
    printable = "".join(c if c.isprintable() else " " for c in text[:LONGEST_MESSAGE])
    return " ".join(printable.split()).lstrip("/ ")


def picked(words: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice meant by its message, its title, a number or an ordinal, if any."""
    folded = fold(words)
    for choice in choices:
        if words == choice.message or (folded and folded == fold(choice.title)):
            return choice
    number = read_ordinal(words)
    if number is not None and 1 <= number <= len(choices):
        return choices[number - 1]
    return None
