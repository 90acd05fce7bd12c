"""A talk as it is kept between two turns: plain values with a closed schema, on a shelf, for half an hour."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from pydantic import ConfigDict, TypeAdapter, ValidationError

from actions.state import State
from bot.replies import Choice, Reply
from bot.shelf import Shelf
from bot.texts import Channel
from directory.models import ContactChannel

IDLE_SECONDS = 30 * 60
LINES_KEPT = 200


class UnknownConversationError(LookupError):
    """This conversation is over or never was: start another one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk as the person saw it, redacted as it was understood, kept while the talk lasts."""

    by_person: bool
    text: str
    kind: str = "say"


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk. ``once`` names the last message played, ``guided`` tells that it was played without the engine,
    ``plain`` that information is wanted in plain language. ``contact`` is how the person came to the counsellor who
    runs the reception for them, if one does."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    channel: Channel
    state: State
    replies: tuple[Reply, ...] = ()
    lines: tuple[Line, ...] = ()
    guided: bool = False
    plain: bool = False
    contact: ContactChannel | None = None
    once: str | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the person may pick now."""
        return next((reply.choices for reply in reversed(self.replies) if reply.choices), ())

    @property
    def suggestions(self) -> tuple[Choice, ...]:
        """Other subjects that the person may pick now."""
        return next((reply.suggestions for reply in reversed(self.replies) if reply.suggestions), ())

    def and_lines(self, *lines: Line) -> tuple[Line, ...]:
        """The lines of the talk with these ones; the oldest go first."""
        return (*self.lines, *lines)[-LINES_KEPT:]


_TALKS: TypeAdapter[Talk] = TypeAdapter(Talk)


class Talks:
    """The talks under way, by name. Each time one is kept, its half hour begins again."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def lock(self, name: str) -> AbstractAsyncContextManager[None]:
        """One turn at a time for each talk, whatever the process."""
        return self._shelf.lock(_key(name))

    async def find(self, name: str) -> Talk:
        """The talk of this name; raises ``UnknownConversationError``."""
        talk = _read(await self._shelf.get(_key(name)))
        if talk is None:
            raise UnknownConversationError(name)
        return talk

    async def keep(self, name: str, talk: Talk) -> None:
        """Keep the talk as it is now."""
        await self._shelf.put(_key(name), _TALKS.dump_json(talk), seconds=IDLE_SECONDS)

    async def take(self, name: str) -> Talk | None:
        """The talk of this name, erased."""
        return _read(await self._shelf.take(_key(name)))


def _key(name: str) -> str:
    return f"talk:{name}"


def _read(kept: bytes | None) -> Talk | None:
    """The talk in these bytes; one kept by another version of the service, which cannot be read, is over."""
    try:
        return _TALKS.validate_json(kept) if kept else None
    except ValidationError:
        return None
