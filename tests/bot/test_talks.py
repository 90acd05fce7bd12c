"""A talk between two turns: everything comes back as it was, and whoever counts receptions watches them."""

from dataclasses import replace
from datetime import datetime

import pytest

from actions.state import Outcome, SiteOffer, State, Step
from bot.conversation import Channel, Conversation, EngineAwayError, Passed
from bot.information import load_fiches, load_glossary
from bot.replies import Choice, Renderer, Reply
from bot.shelf import MemoryShelf
from bot.talks import LINES_KEPT, Line, Talk, Talks, UnknownConversationError
from bot.texts import load_texts
from directory.requests import Slot
from directory.vocabulary import AgeBand, Need, Status, Way
from tests.actions.fakes import world

SLOT = Slot(3, Way.PHONE, datetime.fromisoformat("2026-12-01T09:00:00+01:00"), 45)
STATE = State(
    "holder",
    Step.BOOK,
    need=Need.VAE,
    needs=(Need.VAE, Need.CEP),
    statuses=frozenset({Status.SALARIE, Status.CADRE}),
    age=AgeBand.UNDER_16,
    place="37261",
    asked=frozenset({Step.PLACE}),
    sites=(SiteOffer(3, "Mission locale", (Way.PHONE, Way.ON_SITE), "Tours"),),
    slots=(SLOT,),
    slot=SLOT,
    outcome=Outcome.APPOINTMENT,
    before=State("holder", Step.SLOTS, before=State("holder")),
)
TALK = Talk(
    Channel.PHONE,
    STATE,
    (Reply("utter_place", "Mission locale.", (Choice("oui", "#yes"),), "proposals", {"site": 3, "why": ["près"]}),),
    (Line(by_person=True, text="une VAE"), Line(by_person=False, text="1 : Mission locale.", kind="proposals")),
    guided=True,
    plain=True,
    once="turn-1",
)


async def test_a_talk_comes_back_as_it_was() -> None:
    """State, replies, lines and preferences, whatever the process that reads them."""
    talks = Talks(MemoryShelf())
    await talks.keep("talk", TALK)
    assert await talks.find("talk") == TALK
    assert await talks.take("talk") == TALK
    with pytest.raises(UnknownConversationError):
        await talks.find("talk")


@pytest.mark.parametrize("kept", [b"", b"{}", b"\x80\x04.", b'{"channel":"phone","state":{"holder":"h"},"name":"?"}'])
async def test_what_cannot_be_read_is_over(kept: bytes) -> None:
    """A closed schema: what another version kept, or anything else, is no talk, and never runs."""
    shelf = MemoryShelf()
    await shelf.put("talk:talk", kept, seconds=60)
    with pytest.raises(UnknownConversationError):
        await Talks(shelf).find("talk")


def test_lines_do_not_grow_for_ever() -> None:
    """The oldest go first."""
    talk = replace(TALK, lines=tuple(Line(True, str(n)) for n in range(LINES_KEPT)))
    assert [line.text for line in talk.and_lines(Line(False, "last"))[:: LINES_KEPT - 1]] == ["1", "last"]


class Away:
    """An engine that does not answer."""

    async def turn(self, text: str, state: State) -> None:
        """Never."""
        raise EngineAwayError("away")


async def test_each_turn_is_watched_once_it_is_kept() -> None:
    """Where the reception stood and stands: all that is ever known of a talk that idles out. A message sent again is
    no turn."""
    passed: list[Passed] = []
    renderer = Renderer(load_texts(), load_fiches(), load_glossary())
    talks = Conversation(Away(), renderer, world, watch=(passed.append,))  # type: ignore[arg-type]
    begun = await talks.start(Channel.WEB)
    await talks.say(begun.conversation, "#menu formation", once="a")
    await talks.say(begun.conversation, "#menu formation", once="a")
    assert [(turn.before is None, turn.guided) for turn in passed] == [(True, False), (False, True)]
    assert passed[1].before == passed[0].after
