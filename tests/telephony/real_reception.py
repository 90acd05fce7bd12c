"""The real reception behind the hotline, without the engine's process: its needs are found by a few words."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from actions import play
from actions.state import State
from actions.turn import Turn as Played
from bot.app import House, build
from bot.conversation import Channel, Conversation, EngineAwayError, Turn
from bot.understanding.distress import hear
from bot.understanding.text import fold
from directory.regions import load_region
from tests.parses import parse_of
from tests.service import settings_for
from tests.telephony.carrier import VirtualClock

NEEDS = {
    "rdv_gestion": ("annuler mon rendez", "deplacer mon rendez", "mon code"),
    "vae": ("vae", "v a e", "valider mes acquis", "experience"),
    "reconversion": ("changer de metier", "reconver"),
    "scolaire": ("lycee", "apres la 3", "apres la troisieme"),
    "formation": ("formation",),
    "rdv": ("un rendez vous",),
}


@dataclass(slots=True)
class KeywordEngine:
    """Plays turns like the engine, which it replaces by a table of words; away when told so."""

    house: House
    away: bool = False

    async def turn(self, text: str, state: State) -> Played:
        """One turn."""
        if self.away:
            raise EngineAwayError("away")
        words, world = fold(text), self.house.world()
        need = next((need for need, signs in NEEDS.items() if any(sign in words for sign in signs)), None)
        short = "answer" if len(words.split()) < 6 else "nlu_fallback"
        ranking = [(need, 0.95)] if need else []
        parse = parse_of(text, state, world, ranking, None if hear(text).alarm else need or short)
        return play.play(state, text, world, parse=parse)


@dataclass(slots=True)
class RealReception:
    """The conversation the hotline talks with, and every turn it gave."""

    house: House
    engine: KeywordEngine
    conversation: Conversation
    told: list[str] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    state: State = field(default_factory=lambda: State(holder=""))

    async def start(self, channel: Channel) -> Turn:
        """A new talk."""
        return await self._kept(await self.conversation.start(channel))

    async def say(self, conversation: str, text: str, *, once: str | None = None) -> Turn:
        """The next turn."""
        self.told.append(text)
        return await self._kept(await self.conversation.say(conversation, text, once=once))

    async def forget(self, conversation: str) -> None:
        """Erase a talk."""
        await self.conversation.forget(conversation)

    @property
    def last(self) -> Turn:
        """The latest turn."""
        return self.turns[-1]

    async def _kept(self, turn: Turn) -> Turn:
        self.turns.append(turn)
        self.state = await self.conversation.state(turn.conversation)
        return turn


def open_house(folder: Path, clock: VirtualClock) -> House:
    """The rooms of a service whose region is loaded; it keeps everything in this folder."""
    house = build(settings_for(folder), clock=clock)
    house.directory.migrate()
    load_region(house.directory, "tours", datetime.fromisoformat("2026-11-23T09:00:00+01:00"))
    return house


def reception(house: House) -> RealReception:
    """A new conversation in that house."""
    engine = KeywordEngine(house)
    return RealReception(house, engine, Conversation(engine, house.renderer, house.world))
