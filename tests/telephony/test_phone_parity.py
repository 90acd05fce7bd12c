"""L13: whatever a voice can do, keys can do. Walks through the real reception, each one said and then keyed."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from actions.state import Outcome
from bot.app import House
from bot.conversation import Choice
from directory.human_line import HumanLine
from telephony.settings import PhoneSettings
from tests.telephony.carrier import Call, VirtualClock
from tests.telephony.conftest import HUMAN, TUESDAY
from tests.telephony.line_under_test import BASE, TOKEN, HotlineUnderTest
from tests.telephony.real_reception import RealReception, open_house, reception

pytestmark = pytest.mark.long

STEPS = 9
ENDS = ("utter_ask_request", "utter_afterwards")  # words again, or round and round
QUESTIONS_OF_COMMITMENT = ("utter_ask_booking", "utter_ask_moving", "utter_ask_cancel")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One house for all the walks: nothing is booked in it."""
    return open_house(Path(tmp_path_factory.mktemp("parity")), VirtualClock(TUESDAY))


@dataclass
class Walker:
    """Somebody who takes one choice after the other, by voice or by keys."""

    talk: RealReception
    call: Call
    by_voice: bool
    gone: list[tuple[str, ...]] = field(default_factory=list)

    async def begins(self) -> None:
        """To the first menu, which an open question gives to whoever keys."""
        await self.call.presses("1")

    def choices(self) -> tuple[Choice, ...]:
        """What can be picked now: never what commits, nor a person, whose line is tested elsewhere."""
        last = self.talk.last.replies[-1]
        if last.key in QUESTIONS_OF_COMMITMENT:
            return tuple(choice for choice in last.choices if choice.message == "#no")
        return tuple(choice for choice in last.choices if choice.message not in {"#person", "#restart"})

    async def takes(self, nth: float) -> None:
        """The choice at this share of the list; a postal code where nothing can be picked."""
        choices = self.choices()
        if self.talk.last.replies[-1].key == "utter_ask_place":
            await (self.call.says("à Tours") if self.by_voice else self.call.presses("37000"))
        elif choices:
            title = choices[int(nth * len(choices))].title
            await (self.call.says(title) if self.by_voice else self.call.picks(title))
        state = self.talk.state
        self.gone.append((*(reply.key for reply in self.talk.last.replies), str(state.need), str(state.place)))


async def walk(house: House, shares: list[float], *, by_voice: bool) -> list[tuple[str, ...]]:
    """What was answered at each step of a walk."""
    talk = reception(house)
    settings = PhoneSettings(BASE, (TOKEN,), human=HumanLine(HUMAN), patience=5.0)
    hotline = HotlineUnderTest(talk, VirtualClock(TUESDAY), settings)  # type: ignore[arg-type]
    walker = Walker(talk, await hotline.carrier.rings(), by_voice)
    await walker.begins()
    for share in shares:
        if walker.call.over or talk.last.replies[-1].key in ENDS:
            break
        await walker.takes(share)
    if not walker.call.over:
        await walker.call.hangs_up()
    return walker.gone


@pytest.mark.parametrize("seed", range(12))
async def test_p10_every_choice_said_or_keyed_has_the_same_effect(
    house: House, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same texts in the same order, the same understanding, whichever way each choice was made."""
    chance = Random(seed)  # noqa: S311 - a walk, not a secret
    shares = [chance.random() for _ in range(STEPS)]
    holder = f"walker-{seed}"  # the order of equal places is drawn from it: both walks draw the same
    monkeypatch.setattr("bot.conversation.secrets.token_urlsafe", lambda _bytes: holder)
    said = await walk(house, shares, by_voice=True)
    keyed = await walk(house, shares, by_voice=False)
    assert said == keyed
    assert len(said) > 2


KEYED = {
    Outcome.INFORMATION: ("1", "2", "1", "1", "37000", "1"),
    Outcome.HUMAN: ("1", "0"),
    Outcome.EMERGENCY: ("5", "6"),
    Outcome.APPOINTMENT: ("1", "2", "1", "1", "37000", "1", "1", "1", "1", "1", "1"),
}  # ENDED is a goodbye before any answer: whoever keys hangs up


@pytest.mark.parametrize("outcome", list(KEYED))
async def test_p10_every_outcome_is_reached_by_keys_alone(tmp_path: Path, outcome: Outcome) -> None:
    """Information, appointment, person, help in danger: no word was said."""
    assert set(KEYED) == set(Outcome) - {Outcome.ENDED}
    talk = reception(open_house(tmp_path, VirtualClock(TUESDAY)))
    settings = PhoneSettings(BASE, (TOKEN,), human=HumanLine(HUMAN), patience=5.0)
    hotline = HotlineUnderTest(talk, VirtualClock(TUESDAY), settings)  # type: ignore[arg-type]
    call = await hotline.carrier.rings()
    outcomes = []
    for keys in KEYED[outcome]:
        await call.presses(keys)
        outcomes.append(talk.last.outcome)
    assert outcome in outcomes, call.last_prompt
