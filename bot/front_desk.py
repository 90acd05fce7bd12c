"""The first door as the desk uses it: receptions run by a counsellor, and live talks, in the desk's own shapes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot import information
from bot.conversation import Channel, Conversation, Line, Turn, UnknownConversationError
from bot.information import Fiche
from bot.live import Live
from bot.shelf import Shelf
from bot.talks import IDLE_SECONDS
from directory.desk.front import Answer, PlanPaper, Review, Said, Seen, Source, Speaker, Waiting
from directory.models import ContactChannel
from directory.plans import Plan
from directory.vocabulary import Need


class FrontDesk:
    """Fills in :class:`directory.desk.front.FrontDoor`. ``subject`` says a need in words; ``html`` makes safe HTML
    of the words of a fiche; ``paper`` lays a plan out; ``reviews`` tells of a day what is to be verified."""

    def __init__(  # noqa: PLR0913 - each is a part of the first door that the desk uses
        self,
        conversation: Conversation,
        live: Live,
        shelf: Shelf,
        *,
        words: Callable[[Line], str],
        card: Callable[[Turn], Mapping[str, str]],
        fiches: Mapping[Need, Fiche],
        subject: Callable[[Need], str],
        html: Callable[[str], str],
        paper: Callable[[Plan], PlanPaper],
        reviews: Callable[[date], tuple[information.Review, ...]],
        now: Callable[[], float],
    ) -> None:
        self._conversation = conversation
        self._live = live
        self._shelf = shelf
        self._words = words
        self._card = card
        self._fiches = fiches
        self._subject = subject
        self._html = html
        self.paper = paper
        self._reviews = reviews
        self._now = now

    def answers(self, needs: Sequence[Need]) -> tuple[Answer, ...]:
        """See ``FrontDoor``."""
        return tuple(self._answer(self._fiches[need]) for need in needs)

    def _answer(self, fiche: Fiche) -> Answer:
        sources = tuple(Source(one.title, one.url, one.date) for one in fiche.sources)
        steps = self._html("\n".join(f"- {one}" for one in fiche.next_steps))
        return Answer(fiche.need, self._subject(fiche.need), self._html(fiche.short), fiche.verified_on, sources, steps)

    def reviews(self, today: date) -> tuple[Review, ...]:
        """See ``FrontDoor``."""
        return tuple(Review(one.by, one.title, tuple(one.figures.values())) for one in self._reviews(today))

    async def begin(self, counsellor_id: int, came: ContactChannel) -> str:
        """See ``FrontDoor``."""
        turn = await self._conversation.start(Channel.WEB, contact=came)
        await self._keep(turn.conversation, counsellor_id)
        return turn.conversation

    async def say(self, talk: str, counsellor_id: int, words: str) -> bool:
        """See ``FrontDoor``."""
        if not await self._runs(talk, counsellor_id):
            return False
        try:
            await self._conversation.say(talk, words)
        except UnknownConversationError:
            return False
        await self._keep(talk, counsellor_id)
        return True

    async def see(self, talk: str, counsellor_id: int) -> Seen | None:
        """See ``FrontDoor``."""
        return await self._seen(talk) if await self._runs(talk, counsellor_id) else None

    async def be_here(self, counsellor_id: int) -> tuple[Waiting, ...]:
        """See ``FrontDoor``."""
        asked = await self._live.be_here(counsellor_id)
        found = [(one, await self._seen(one.talk)) for one in asked]
        now = self._now()
        return tuple(Waiting(one.talk, int(now - one.since), seen.card["need"]) for one, seen in found if seen)

    async def take(self, talk: str, counsellor_id: int) -> bool:
        """See ``FrontDoor``."""
        return await self._live.take(talk, counsellor_id)

    async def follow(self, talk: str, counsellor_id: int) -> Seen | None:
        """See ``FrontDoor``."""
        return await self._seen(talk) if await self._live.is_theirs(talk, counsellor_id) else None

    async def write(self, talk: str, counsellor_id: int, words: str) -> bool:
        """See ``FrontDoor``."""
        return await self._live.write(talk, counsellor_id, words)

    async def hand_back(self, talk: str, counsellor_id: int) -> bool:
        """See ``FrontDoor``."""
        return await self._live.hand_back(talk, counsellor_id)

    async def _seen(self, talk: str) -> Seen | None:
        try:
            turn, lines = await self._conversation.view(talk), await self._conversation.lines(talk)
        except UnknownConversationError:
            return None
        choices = next((reply.choices for reply in reversed(turn.replies) if reply.choices), ())
        return Seen(
            talk=talk,
            lines=tuple(Said(speaker(line), self._words(line)) for line in lines),
            card=self._card(turn),
            choices=tuple((choice.title, choice.message) for choice in choices),
            code=turn.appointment["code"] if turn.appointment else None,
        )

    async def _keep(self, talk: str, counsellor_id: int) -> None:
        await self._shelf.put(_key(talk), str(counsellor_id).encode(), seconds=IDLE_SECONDS)

    async def _runs(self, talk: str, counsellor_id: int) -> bool:
        return await self._shelf.get(_key(talk)) == str(counsellor_id).encode()


def speaker(line: Line) -> Speaker:
    """Who says this line."""
    if line.by_person:
        return Speaker.PERSON
    return Speaker.COUNSELLOR if line.kind == "counsellor" else Speaker.ASSISTANT


def _key(talk: str) -> str:
    return f"desk:{talk}"
