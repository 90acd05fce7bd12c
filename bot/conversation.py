"""The only way to talk with the service: words in, replies out. The web, the phone and the terminal all use it.

A talk is kept on a shelf for half an hour at most (promise 2, see ``bot.shelf``); no turn needs the process of the one
before. Each turn goes to the engine with the reception's state; when the engine is away, slow or silent, the same turn
is played with closed grammars (promise 6).

Whoever wants to know how receptions go (counters, indicators) watches turns: a watcher is told of each turn once it is
kept, by ``Conversation._close``, the only place where a turn ends. Nobody is told of a talk that idles out: it simply
is no longer on the shelf, wherever that is. What must be known of a reception is therefore written as its turns happen,
each turn replacing what the former wrote under the same ``State.holder``; the last one written is how it ended.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import structlog

from actions import play
from actions.deeds import Say
from actions.state import State, Step
from actions.turn import Turn as Played
from actions.world import World
from bot.privacy import redact
from bot.replies import Choice, Renderer, Reply
from bot.shelf import MemoryShelf, Shelf, ShelfError
from bot.talks import Line, Talk, Talks, UnknownConversationError
from bot.texts import Channel
from bot.understanding.acts import Act, read_act, read_ordinal
from bot.understanding.apology import is_apology
from bot.understanding.text import fold
from directory.models import ContactChannel

__all__ = [
    "Channel",
    "Choice",
    "Conversation",
    "Line",
    "Passed",
    "Reply",
    "ShelfError",
    "State",
    "Turn",
    "Understood",
    "UnknownConversationError",
]

log = structlog.get_logger()

INSULT = "utter_insult"
# No French telephone number: those of ten digits begin with a zero.
BARE_CODE = re.compile(r"((voici |c est )?(mon|le) code (est |c est |de rendez vous |de rdv )*)?[1-9]( ?\d){9}")
LONGEST_MESSAGE = 1000  # characters; what follows is not read, and the person is told


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
class Passed:
    """One turn that was played: where the reception stood before (``None`` when it begins) and stands now, whether it
    was played without the engine, and how long it took; ``contact``: see ``Talk``. A state quotes what was asked,
    redacted: count codes only."""

    channel: Channel
    before: State | None
    after: State
    guided: bool
    seconds: float
    contact: ContactChannel | None = None


Watch = Callable[[Passed], None]  # quick, never raises: what is slow goes to a task of its own


async def _no_cut_talk(_words: str) -> str | None:
    return None


async def _nobody_answers(_talk: str) -> bool:
    return False


class Conversation:
    """All the talks under way. One turn at a time for each; several side by side."""

    def __init__(
        self,
        engine: Engine,
        renderer: Renderer,
        world: Callable[[], World],
        shelf: Shelf | None = None,
        *,
        watch: Iterable[Watch] = (),
    ) -> None:
        self._engine = engine
        self._renderer = renderer
        self._world = world
        self._talks = Talks(shelf or MemoryShelf())
        self._watch = tuple(watch)
        self.find_cut_talk: Callable[[str], Awaitable[str | None]] = _no_cut_talk
        """The talk that a spoken code takes up again (set by the composition root: the hotline gives the codes)."""

        self.is_answered: Callable[[str], Awaitable[bool]] = _nobody_answers
        """Whether a counsellor speaks in this talk (set by the composition root): the assistant then keeps quiet."""

    async def start(self, channel: Channel, *, plain: bool = False, contact: ContactChannel | None = None) -> Turn:
        """A new talk and its welcome; the engine is not needed. ``plain`` asks for information in plain language,
        ``contact`` tells how the person came to the counsellor who runs this reception."""
        began = time.perf_counter()
        name = secrets.token_urlsafe(16)
        talk = Talk(channel, State(holder=secrets.token_urlsafe(12)), plain=plain, contact=contact)
        welcome = play.welcome(talk.state, self._world())
        return await self._close(name, talk, welcome, began, begins=True)

    async def say(self, conversation: str, text: str, *, once: str | None = None) -> Turn:
        """The turn after these words; raises ``UnknownConversationError``.

        ``once`` names this message: sent again over a bad network, it is answered the same and not played twice.
        """
        async with self._talks.lock(conversation):
            began = time.perf_counter()
            talk = await self._talks.find(conversation)
            if (once and once == talk.once) or (_asks_again(text, talk) and talk.replies):
                await self._talks.keep(conversation, talk)
                return self._view(conversation, talk)
            talk = replace(talk, once=once)
            if await self.is_answered(conversation):
                return await self._said_to_somebody(conversation, talk, text)
            cut = await self._cut_talk(text)
            if cut:
                talk = replace(talk, lines=talk.and_lines(*cut.lines))
                return await self._close(conversation, talk, self._taken_up(cut), began)
            return await self._turn(conversation, talk, text, began)

    async def add(self, conversation: str, line: Line) -> None:
        """A line of a counsellor in the talk; raises ``UnknownConversationError``."""
        async with self._talks.lock(conversation):
            talk = await self._talks.find(conversation)
            await self._talks.keep(conversation, replace(talk, lines=talk.and_lines(line)))

    async def tell(self, conversation: str, key: str) -> None:
        """A text of the assistant in the talk, between two turns; raises ``UnknownConversationError``."""
        async with self._talks.lock(conversation):
            talk = await self._talks.find(conversation)
            told = self._renderer.render((Say(key),), talk.channel, plain=talk.plain)
            lines = (Line(by_person=False, text=reply.text, kind=str(reply.kind)) for reply in told)
            await self._talks.keep(conversation, replace(talk, lines=talk.and_lines(*lines)))

    async def go_on(self, conversation: str, key: str) -> Turn:
        """The assistant says this text and takes up its pending question; raises ``UnknownConversationError``."""
        async with self._talks.lock(conversation):
            began = time.perf_counter()
            talk = await self._talks.find(conversation)
            again = play.resume(talk.state, self._world()).preceded_by(Say(key))
            return await self._close(conversation, talk, again, began)

    async def state(self, conversation: str) -> State:
        """Where a talk stands; raises ``UnknownConversationError``."""
        return (await self._talks.find(conversation)).state

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        """What was said so far, redacted as it was understood; raises ``UnknownConversationError``."""
        return (await self._talks.find(conversation)).lines

    async def view(self, conversation: str) -> Turn:
        """The last turn again; raises ``UnknownConversationError``."""
        return self._view(conversation, await self._talks.find(conversation))

    async def resume(self, conversation: str, channel: Channel) -> Turn:
        """The same talk on another channel, from its pending question; raises ``UnknownConversationError``."""
        async with self._talks.lock(conversation):
            began = time.perf_counter()
            talk = replace(await self._talks.find(conversation), channel=channel)
            return await self._close(conversation, talk, self._taken_up(talk), began)

    async def set_plain(self, conversation: str, plain: bool) -> None:
        """Whether information is given in plain language from now on; raises ``UnknownConversationError``."""
        async with self._talks.lock(conversation):
            await self._talks.keep(conversation, replace(await self._talks.find(conversation), plain=plain))

    async def release(self, conversation: str) -> None:
        """Free the slot this talk holds, if any: the person is gone, the talk may be taken up again."""
        try:
            talk = await self._talks.find(conversation)
        except UnknownConversationError:
            return
        await self._free(talk)

    async def forget(self, conversation: str) -> None:
        """Erase a talk at once, and free the slot it holds."""
        talk = await self._talks.take(conversation)
        if talk:
            await self._free(talk)

    async def _free(self, talk: Talk) -> None:
        world = self._world()
        await asyncio.to_thread(world.directory.release, holder=talk.state.holder, now=world.now)

    async def _cut_talk(self, text: str) -> Talk | None:
        """Another talk, cut before its end, whose code is said in this one: it goes on here."""
        name = await self.find_cut_talk(text)
        return await self._talks.take(name) if name else None

    async def _said_to_somebody(self, name: str, talk: Talk, text: str) -> Turn:
        """What the person says to a counsellor joins the talk, redacted as ever; the assistant says nothing."""
        words = redact(clean(text))
        after = replace(talk, lines=talk.and_lines(Line(by_person=True, text=words))) if words else talk
        await self._talks.keep(name, after)
        return replace(self._view(name, after), replies=())

    def _taken_up(self, talk: Talk) -> Played:
        return play.resume(talk.state, self._world()).preceded_by(Say("utter_resumed"))

    async def _turn(self, name: str, talk: Talk, text: str, began: float) -> Turn:
        words = clean(text)
        again = play.resume(talk.state, self._world(), again=True)
        if not words:
            return await self._close(name, talk, again.preceded_by(Say("utter_nothing_said")), began)
        if _apologises(words, talk):
            heard = replace(talk, lines=talk.and_lines(Line(by_person=True, text=words)))
            return await self._close(name, heard, again.preceded_by(Say("utter_apology")), began)
        choice = picked(words, talk.choices) or named(words, talk.suggestions)
        # Ten digits are an appointment's code when one was asked for or named, a telephone number otherwise.
        awaits_code = talk.state.step is Step.CODE or BARE_CODE.fullmatch(fold(words)) is not None
        message = choice.message if choice else redact(words, keep_code=awaits_code)
        said = Line(by_person=True, text=choice.title if choice else message)
        talk, played = await self._play(replace(talk, lines=talk.and_lines(said)), message)
        if len(text) > LONGEST_MESSAGE:
            played = played.preceded_by(Say("utter_too_long"))
        return await self._close(name, talk, played, began)

    async def _play(self, talk: Talk, message: str) -> tuple[Talk, Played]:
        """The turn played by the engine, or without it; the talk remembers which."""
        try:
            return replace(talk, guided=False), await self._engine.turn(message, talk.state)
        except EngineAwayError as away:
            log.warning("engine_away", reason=str(away))
        played = await asyncio.to_thread(play.play, talk.state, message, self._world())
        return replace(talk, guided=True), played if talk.guided else played.preceded_by(Say("utter_guided"))

    async def _close(self, name: str, talk: Talk, played: Played, began: float, *, begins: bool = False) -> Turn:
        """The end of every turn: rendered, kept, watched."""
        replies = self._renderer.render(played.deeds, talk.channel, plain=talk.plain)
        told = (Line(by_person=False, text=reply.text, kind=str(reply.kind)) for reply in replies)
        after = replace(talk, state=played.state, replies=replies, lines=talk.and_lines(*told))
        await self._talks.keep(name, after)
        before, seconds = None if begins else talk.state, time.perf_counter() - began
        for watch in self._watch:
            watch(Passed(after.channel, before, after.state, after.guided, seconds, after.contact))
        return self._view(name, after)

    def _view(self, name: str, talk: Talk) -> Turn:
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


def _apologises(text: str, talk: Talk) -> bool:
    """Whether these words are sorry for an insult that was just answered."""
    return any(reply.key == INSULT for reply in talk.replies) and is_apology(text)


def _asks_again(text: str, talk: Talk) -> bool:
    """Whether these words want the last turn again; « pardon » after an insult does not."""
    return read_act(text) is Act.REPEAT and not _apologises(text, talk)


def clean(text: str) -> str:
    """The words without what no person says: control characters, a leading slash, more than the longest message."""
    printable = "".join(c if c.isprintable() else " " for c in text[:LONGEST_MESSAGE])
    return " ".join(printable.split()).lstrip("/ ")


def named(words: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice meant by its message or its title, if any."""
    folded = fold(words)
    return next((c for c in choices if words == c.message or (folded and folded == fold(c.title))), None)


def picked(words: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice meant by its words, a number or an ordinal, if any."""
    if choice := named(words, choices):
        return choice
    number = read_ordinal(words)
    if number is not None and 1 <= number <= len(choices):
        return choices[number - 1]
    return None
