"""Live talks: somebody in the web chat asks for a person, a counsellor takes the talk, then hands it back (L08).

Both see the same conversation: what the counsellor writes joins the talk's own lines. What is kept here is only who
waits, who answers and who can: on the shelf where talks are, hence the same for all processes, and for half an hour.
Whoever waits a minute without answer is told so, and the reception goes on; so it does when the counsellor who had
taken the talk is gone without a word (promise 6).
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.conversation import Conversation, Line, UnknownConversationError
from bot.shelf import Shelf

ANSWER_SECONDS = 60
GONE_SECONDS = 120  # of a counsellor whose page of the talk is closed; an open one says so every few seconds
SEEN_SECONDS = 20  # being there is written no more often than this
HERE_SECONDS = 40  # a counsellor whose page is open says so more often than this
MISSED_SECONDS = 5 * 60  # somebody whom nobody answered is not told at once that a person can answer
KEPT_SECONDS = 30 * 60
ROOMS = "live:rooms"


@dataclass(frozen=True, slots=True)
class Asked:
    """A talk whose person asked for somebody. ``by`` is the counsellor who answers, once one does, and ``seen`` when
    their page last was."""

    talk: str
    since: float
    by: int | None = None
    seen: float = 0

    def is_late(self, now: float) -> bool:
        """Whether nobody has answered within a minute, or who did is gone."""
        if self.by is None:
            return now - self.since >= ANSWER_SECONDS
        return now - self.seen >= GONE_SECONDS


@dataclass(frozen=True, slots=True)
class Rooms:
    """Who waits or is answered, by talk; until when each counsellor can be asked, and each talk that nobody answered
    should not be offered it again."""

    asked: dict[str, Asked]
    here: dict[int, float]
    missed: dict[str, float]


class Live:
    """The live talks of the service. ``seconds`` is a clock that all processes share."""

    def __init__(self, conversation: Conversation, shelf: Shelf, *, seconds: Callable[[], float] = time.time) -> None:
        self._conversation = conversation
        self._shelf = shelf
        self._seconds = seconds

    async def is_open(self, talk: str) -> bool:
        """Whether somebody could answer this talk now."""
        rooms = await self._read()
        return bool(rooms.here) and talk not in rooms.missed

    async def ask(self, talk: str) -> bool:
        """The person asks for somebody; ``False`` when nobody could answer."""
        await self._conversation.view(talk)
        if not await self.is_open(talk):
            return False
        async with self._shelf.lock(ROOMS):
            rooms = await self._read()
            rooms.asked.setdefault(talk, Asked(talk, self._seconds()))
            await self._write(rooms)
        return True

    async def asked(self, talk: str) -> Asked | None:
        """How this talk stands, if its person asked for somebody; whoever waited too long is told so first."""
        found = (await self._read()).asked.get(talk)
        if found is None or not found.is_late(self._seconds()):
            return found
        if await self._leave(talk, found):
            await self._conversation.go_on(talk, "utter_live_nobody" if found.by is None else "utter_live_gone")
        return None

    async def is_answered(self, talk: str) -> bool:
        """Whether a counsellor speaks in this talk: the assistant keeps quiet."""
        found = (await self._read()).asked.get(talk)
        return found is not None and found.by is not None and not found.is_late(self._seconds())

    async def be_here(self, counsellor: int) -> tuple[Asked, ...]:
        """This counsellor can be asked in the next moments; who waits, the first first."""
        async with self._shelf.lock(ROOMS):
            rooms = await self._read()
            rooms.here[counsellor] = self._seconds() + HERE_SECONDS
            await self._write(rooms)
        late = [one for one in rooms.asked.values() if one.is_late(self._seconds())]
        for one in late:
            await self.asked(one.talk)
        waiting = (one for one in rooms.asked.values() if one.by is None and one not in late)
        return tuple(sorted(waiting, key=lambda one: one.since))

    async def take(self, talk: str, counsellor: int) -> bool:
        """This counsellor answers; ``False`` when another one does, or nobody waits any more."""
        async with self._shelf.lock(ROOMS):
            rooms = await self._read()
            found = rooms.asked.get(talk)
            if found is None or found.by not in (None, counsellor) or found.is_late(self._seconds()):
                return False
            rooms.asked[talk] = replace(found, by=counsellor, seen=self._seconds())
            await self._write(rooms)
        if found.by is None:
            await self._conversation.tell(talk, "utter_live_here")
        return True

    async def is_theirs(self, talk: str, counsellor: int) -> bool:
        """Whether this counsellor answers this talk; looking at it is being there."""
        found = (await self._read()).asked.get(talk)
        if found is None or found.by != counsellor or found.is_late(self._seconds()):
            return False
        if self._seconds() - found.seen >= SEEN_SECONDS:
            await self._see(talk, counsellor)
        return True

    async def _see(self, talk: str, counsellor: int) -> None:
        async with self._shelf.lock(ROOMS):
            rooms = await self._read()
            found = rooms.asked.get(talk)
            if found is not None and found.by == counsellor:
                rooms.asked[talk] = replace(found, seen=self._seconds())
                await self._write(rooms)

    async def write(self, talk: str, counsellor: int, words: str) -> bool:
        """A message of the counsellor to the person."""
        if not words.strip() or not await self.is_theirs(talk, counsellor):
            return await self.is_theirs(talk, counsellor)
        try:
            await self._conversation.add(talk, Line(by_person=False, text=words.strip(), kind="counsellor"))
        except UnknownConversationError:
            return False
        return True

    async def hand_back(self, talk: str, counsellor: int) -> bool:
        """The assistant goes on from its pending question."""
        found = (await self._read()).asked.get(talk)
        if found is None or found.by != counsellor or not await self._leave(talk, found):
            return False
        await self._conversation.go_on(talk, "utter_live_over")
        return True

    async def _leave(self, talk: str, found: Asked) -> bool:
        """The talk is no longer live; only one of those who see it so at once gets to say it."""
        async with self._shelf.lock(ROOMS):
            rooms = await self._read()
            if rooms.asked.get(talk) != found:
                return False
            del rooms.asked[talk]
            if found.by is None:
                rooms.missed[talk] = self._seconds() + MISSED_SECONDS
            await self._write(rooms)
            return True

    async def _read(self) -> Rooms:
        kept: dict[str, Any] = json.loads(await self._shelf.get(ROOMS) or b"{}")
        now = self._seconds()
        asked = {one["talk"]: Asked(**one) for one in kept.get("asked", []) if one["since"] > now - KEPT_SECONDS}
        here, missed = ({who: until for who, until in kept.get(name, []) if until > now} for name in ("here", "missed"))
        return Rooms(asked, here, missed)

    async def _write(self, rooms: Rooms) -> None:
        kept = {
            "asked": [asdict(one) for one in rooms.asked.values()],
            "here": list(rooms.here.items()),
            "missed": list(rooms.missed.items()),
        }
        await self._shelf.put(ROOMS, json.dumps(kept).encode(), seconds=KEPT_SECONDS)
