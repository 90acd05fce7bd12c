"""Callers written by people who know callers (callers/*.yml), each played clean, then through each noise they name."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import House
from directory.human_line import HumanLine
from telephony.settings import PhoneSettings
from tests.telephony.carrier import Call, VirtualClock
from tests.telephony.conftest import HUMAN, TUESDAY
from tests.telephony.line_under_test import BASE, TOKEN, HotlineUnderTest
from tests.telephony.noise import degrade
from tests.telephony.real_reception import RealReception, open_house, reception

pytestmark = pytest.mark.long

FOLDER = Path(__file__).parent / "callers"
CLEAN = "clean"
STEPS_ON_THE_WAY = 5


@dataclass(slots=True)
class Caller:
    """Plays a script's lines: one verb a line, what is done or what is expected."""

    hotline: HotlineUnderTest
    talk: RealReception
    noise: str
    call: Call
    code: str | None = None

    async def plays(self, line: dict[str, Any]) -> None:
        """One line of a script."""
        ((verb, value),) = line.items()
        doing: dict[str, Callable[[Any], Awaitable[object]]] = {
            "says": self._says,
            "presses": self.call.presses,
            "picks": self.call.picks,
            "silent": self._silent,
            "until": self._until,
            "until_rung": self._until_rung,
            "calls_back": self._calls_back,
            "presses_code": lambda _: self.call.presses(self.code or ""),
        }
        if verb in doing:
            await doing[verb](value)
        else:
            assert self.sees(verb) == value if verb not in {"hears", "knows"} else self.finds(verb, value), line

    def sees(self, verb: str) -> object:
        """How things stand, by the name a script gives it."""
        return {
            "asks": lambda: self.talk.last.replies[-1].key if len(self.talk.turns) > 1 else "utter_welcome",
            "booked": self._booked,
            "outcome": lambda: self.talk.last.outcome,
            "rings": lambda: len(self.call.rung),
            "keys_only": lambda: not self.call.listens_to_speech,
            "slow": lambda: self.call.gather.find("Say/prosody[@rate]") is not None,
        }[verb]()

    def finds(self, verb: str, value: Any) -> bool:
        """Words heard, or what was understood."""
        if verb == "hears":
            return any(value in words for words in self.call.heard)
        known = {"need": self.talk.state.need, "place": self.talk.state.place}
        return all(known[name] == expected for name, expected in value.items())

    def _booked(self) -> bool:
        self.code = self.talk.state.code
        return self.code is not None

    async def _says(self, text: str) -> None:
        await self.call.says(degrade(text, self.noise), confidence=None if self.noise == "marks" else "0.74")

    async def _silent(self, times: int) -> None:
        for _ in range(times):
            await self.call.stays_silent()

    async def _until(self, key: str) -> None:
        for _ in range(STEPS_ON_THE_WAY):
            if self.talk.last.replies[-1].key != key:
                await self.call.presses("1")

    async def _until_rung(self, times: int) -> None:
        if len(self.call.rung) < times:
            await self.call.presses("1")
        assert len(self.call.rung) == times

    async def _calls_back(self, _: object) -> None:
        await self.call.hangs_up()
        self.call = await self.hotline.carrier.rings()


def scripts() -> Iterator[Any]:
    """Each caller, clean and through each of its noises."""
    for path in sorted(FOLDER.glob("*.yml")):
        script = yaml.safe_load(path.read_text(encoding="utf-8"))
        for noise in (CLEAN, *script.get("noises", ())):
            yield pytest.param(script, noise, id=f"{path.stem}-{noise}")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One house for all the callers."""
    return open_house(tmp_path_factory.mktemp("callers"), VirtualClock(TUESDAY))


@pytest.mark.parametrize(("script", "noise"), list(scripts()))
async def test_a_caller_gets_there(house: House, script: dict[str, Any], noise: str) -> None:
    """P10, P14, P15, P17, P33, P49, P52 to P55: as written in each script's title."""
    settings = PhoneSettings(BASE, (TOKEN,), human=HumanLine(HUMAN), patience=5.0)
    talk = reception(house)
    hotline = HotlineUnderTest(talk, VirtualClock(TUESDAY), settings)  # type: ignore[arg-type]
    caller = Caller(hotline, talk, noise, await hotline.carrier.rings())
    for line in script["call"]:
        await caller.plays(line)
    assert not {"phone_webhook_failed", "phone_turn_failed"} & set(hotline.counted)


def test_scripts_are_well_formed() -> None:
    """Every script has a title and a call; every noise exists."""
    for path in FOLDER.glob("*.yml"):
        script = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(script) <= {"title", "noises", "call"}, path.name
        assert all(degrade("37000 n’est pas VAE", noise) for noise in script.get("noises", ()))


def test_the_instant_of_the_scripts_is_a_working_day() -> None:
    """A Tuesday morning, when a person answers."""
    assert HumanLine(HUMAN).is_open(datetime.fromisoformat(TUESDAY.isoformat()))
