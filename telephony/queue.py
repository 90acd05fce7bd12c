"""Waiting for a person, honestly: how many are before, and about how long (P46)."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from bot.shelf import Shelf

FIRST_GUESS = 7 * 60.0  # seconds of a talk with a person, until some have been measured
REMEMBERED = 20  # talks the estimate is made of
GONE_AFTER = 3 * 60.0  # seconds without a word: who waits is heard from each minute
KEPT = 12 * 3600.0  # seconds: how long talks last is known for the day
NAME = "queue"


@dataclass(frozen=True, slots=True)
class Waiters:
    """The callers who wait, first come first, with when each was last heard from, and how long talks last. Names are
    those of conversations."""

    waiting: Mapping[str, float] = field(default_factory=dict)
    lasted: tuple[float, ...] = ()

    def present(self, now: float) -> "Waiters":
        """Without those who left without a word."""
        return replace(self, waiting={name: seen for name, seen in self.waiting.items() if now - seen < GONE_AFTER})

    def place(self, conversation: str) -> int:
        """The place of this caller, from 1; the last one for who does not wait yet."""
        names = list(self.waiting)
        return (names.index(conversation) if conversation in names else len(names)) + 1

    def minutes(self, place: int) -> int:
        """About how many minutes somebody at this place waits; rounded up, never none."""
        mean = sum(self.lasted) / len(self.lasted) if self.lasted else FIRST_GUESS
        return max(1, -int(-(mean * place) // 60))


_WAITERS: TypeAdapter[Waiters] = TypeAdapter(Waiters)


class WaitingLine:
    """One line for all the processes of the service."""

    def __init__(self, shelf: Shelf, seconds: Callable[[], float] = time.time) -> None:
        self._shelf = shelf
        self._seconds = seconds

    async def look(self) -> Waiters:
        """The line as it is now."""
        kept = await self._shelf.get(NAME)
        return (_WAITERS.validate_json(kept) if kept else Waiters()).present(self._seconds())

    async def join(self, conversation: str) -> None:
        """One more waits; whoever waits already keeps their place, and is heard from."""
        await self._change(lambda line: replace(line, waiting={**line.waiting, conversation: self._seconds()}))

    async def leave(self, conversation: str) -> None:
        """This caller waits no more, if ever."""
        if conversation in (await self.look()).waiting:
            await self._change(
                lambda line: replace(line, waiting={n: at for n, at in line.waiting.items() if n != conversation})
            )

    async def talked(self, seconds: float) -> None:
        """A talk with a person lasted that long."""
        if seconds > 0:
            await self._change(lambda line: replace(line, lasted=(*line.lasted, seconds)[-REMEMBERED:]))

    async def _change(self, change: Callable[[Waiters], Waiters]) -> None:
        async with self._shelf.lock(NAME):
            await self._shelf.put(NAME, _WAITERS.dump_json(change(await self.look())), seconds=KEPT)
