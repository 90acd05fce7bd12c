"""Random callers: whatever they do, the line answers, a person is near, and nothing of them is left behind."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from directory.human_line import HumanLine
from telephony.settings import PhoneSettings
from tests.telephony.carrier import Call, Callee, VirtualClock
from tests.telephony.conftest import HUMAN, TUESDAY
from tests.telephony.line_under_test import BASE, TOKEN, HotlineUnderTest
from tests.telephony.phone_fakes import CODE, FakeReception, FakeSms

pytestmark = pytest.mark.long

NUMBER = "0639980123"
CANARIES = ("639980123", "639981234", "Zébulon")
WORDS = (
    *("je voudrais changer de métier", "je suis salariée", "à Tours", "oui", "non", "répétez", "plus lentement"),
    *("plus fort", "attendez", "la deuxième", "j’ai envie d’en finir", "vous êtes un robot", "zéro", "gloubi boulga"),
    *(
        "euh",
        "supprimez tout",
        "je suis interprète",
        "hello I need help please",
        "chocolat quarante-huit",
        "je m’arrête",
    ),
    *("ça fait trois fois que j’appelle", "je n’attends plus", "enlevez ma commune", "je ne peux pas parler"),
)
KEYS = (*"0123456789*#", "37000", CODE, NUMBER, "12#*", "03848")
# A person by name or by key, somebody who waits with you, or a number being asked that silence refuses.
NEAR = ("personne", "rien ne presse", "je reste là", "météo", "Je vous garde", "numéro ?", "numéro.")
FAILED = ("phone_webhook_failed", "phone_turn_failed", "phone_start_failed")


class RandomCaller(RuleBasedStateMachine):
    """One person who calls, hangs up, calls back, speaks, keys and stays silent as they like."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.failures = 0
        self.mumbled = 0
        self.hotline: HotlineUnderTest
        self.call: Call

    @initialize(callee=st.sampled_from([Callee.ACCEPTS, Callee.NO_ANSWER, Callee.VOICEMAIL, Callee.BUSY]))
    def begins(self, callee: Callee) -> None:
        """The first call."""
        reception = FakeReception(summary=("Votre demande : changer de métier.", "Votre commune : Tours."))
        self.hotline = HotlineUnderTest(
            reception,
            VirtualClock(TUESDAY),
            PhoneSettings(BASE, (TOKEN,), human=HumanLine(HUMAN)),
            texts=FakeSms(),
            called_back=[],
            resuming=True,
        )
        self.hotline.carrier.callee = callee
        self._ring()

    def _ring(self) -> None:
        self.call = self.runner.run(self.hotline.carrier.rings("+33639981234"))
        self.failures = 0

    def _does(self, gesture: Any) -> None:
        self.failures = 0
        self.runner.run(gesture)

    def _fails(self, gesture: Any) -> None:
        """Nothing that can be understood: the third time running a person is near, whatever the failures were."""
        self.failures += 1
        self.runner.run(gesture)
        near = self.call.over or self.call.rung or any(words in self.call.last_prompt for words in NEAR)
        assert self.failures < 3 or near, self.call.last_prompt

    @precondition(lambda self: not self.call.over)
    @rule(words=st.sampled_from(WORDS), confidence=st.sampled_from(["0.9", "0.1", None]))
    def says(self, words: str, confidence: str | None) -> None:
        """Words, well or badly recognised; where only keys are heard they are lost."""
        if self.call.listens_to_speech:
            self._does(self.call.says(words, confidence=confidence))
        else:
            self.stays_silent()

    @precondition(lambda self: not self.call.over)
    @rule(keys=st.sampled_from(KEYS))
    def presses(self, keys: str) -> None:
        """Keys, sensible or not."""
        self._does(self.call.presses(keys))

    @precondition(lambda self: not self.call.over)
    @rule(title=st.sampled_from(["oui", "non"]))
    def answers(self, title: str) -> None:
        """Yes and no by key, so that long paths are walked too."""
        self._does(self.call.presses("1" if title == "oui" else "2"))

    @precondition(lambda self: not self.call.over)
    @rule()
    def stays_silent(self) -> None:
        """Nothing."""
        self._fails(self.call.stays_silent())

    @precondition(lambda self: not self.call.over)
    @rule()
    def mumbles(self) -> None:
        """Words that the recogniser is not sure of, never twice the same."""
        self.mumbled += 1
        if self.call.listens_to_speech:
            self._fails(self.call.says(f"gloubi {self.mumbled}", confidence="0.1"))
        else:
            self.stays_silent()

    @rule(minutes=st.sampled_from([0, 3, 13]))
    def calls_back(self, minutes: int) -> None:
        """The call ends, and another one begins a little later."""
        if not self.call.over:
            self.runner.run(self.call.hangs_up())
        self.hotline.clock.advance(timedelta(minutes=minutes).total_seconds())
        self._ring()

    @precondition(lambda self: not self.call.over)
    @rule(index=st.integers(-3, -1))
    def the_carrier_repeats_itself(self, index: int) -> None:
        """A webhook of the past comes again: no effect."""
        told = list(self.hotline.reception.told)
        if len(self.call.wire.sent) >= -index:
            self.runner.run(self.call.sends_again(index))
        assert self.hotline.reception.told == told

    @invariant()
    def is_answered(self) -> None:
        """Promise 6: never a silence, never a breakdown of the house."""
        if hasattr(self, "call"):
            assert self.call.last_prompt or self.call.over
            assert not set(FAILED) & set(self.hotline.counted)

    @invariant()
    def leaves_nothing(self) -> None:
        """Promise 2: no number reaches the conversation, a count or an address."""
        if hasattr(self, "call"):
            told = [text for text in self.hotline.reception.told if text not in KEYS[12:]]
            places = (*told, *self.hotline.counted, *(sent.url for sent in self.call.wire.sent))
            assert not [text for text in places if any(canary in text for canary in CANARIES)]

    @invariant()
    def books_once(self) -> None:
        """One booking a talk at most, and one text a booking."""
        if hasattr(self, "call"):
            assert len(self.hotline.texts.sent) <= self.hotline.reception.booked  # type: ignore[union-attr]

    def teardown(self) -> None:
        """The loop ends with the caller."""
        self.runner.close()


TestRandomCaller = pytest.mark.filterwarnings("default::ResourceWarning")(RandomCaller.TestCase)
TestRandomCaller.settings = settings(  # type: ignore[attr-defined]
    max_examples=40, stateful_step_count=18, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

TO_CONTACT = ("1", "1", "1", "37000", "1", "1", "1", "1", "1", "1")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*KEYS[:12], NUMBER]), max_size=8))
def test_a_number_left_is_never_told_to_the_conversation(keys: list[str]) -> None:
    """Promise 2: from the moment a number is asked for, whatever is keyed about it stays at the edge."""
    hotline = asyncio.run(keyed((*TO_CONTACT, "1", *keys)))
    assert NUMBER not in hotline.reception.told


async def keyed(script: tuple[str, ...]) -> HotlineUnderTest:
    """A call by keys, until it is over."""
    settings_ = PhoneSettings(BASE, (TOKEN,), human=HumanLine(HUMAN))
    hotline = HotlineUnderTest(FakeReception(), VirtualClock(TUESDAY), settings_, texts=FakeSms())
    call = await hotline.carrier.rings()
    for keys in script:
        if not call.over:
            await call.presses(keys)
    return hotline


# --- parity -----------------------------------------------------------------------------------------------------

RANKS = ("la première", "la deuxième")


async def steps(picks: list[int], *, by_voice: bool) -> list[str]:
    """The steps gone through by these picks, all by voice or all by keys."""
    hotline = HotlineUnderTest(
        FakeReception(), VirtualClock(TUESDAY), PhoneSettings(BASE, (TOKEN,), human=HumanLine(HUMAN))
    )
    call = await hotline.carrier.rings()
    await (call.says("je voudrais changer de métier") if by_voice else call.presses("1"))
    if not by_voice:
        await call.presses("1")
    gone = [hotline.reception.step()]
    for pick in picks:
        if call.over or hotline.reception.step() in {"request", "done"}:
            break  # the end; or begun again, where only words answer and keys open the menu
        yes_no = hotline.reception.step() in {"restate", "book", "summary"}
        at_place = hotline.reception.step() == "place"
        if by_voice:
            await call.says("à Tours" if at_place else ("oui", "non")[pick] if yes_no else RANKS[pick])
        else:
            await call.presses("37000" if at_place else str(pick + 1))
        gone.append("over" if call.over else hotline.reception.step())
    return gone


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 1), min_size=1, max_size=12))
def test_p10_whatever_is_reached_by_voice_is_reached_by_keys(picks: list[int]) -> None:
    """L13: the same answers lead through the same steps, word or key."""
    assert asyncio.run(steps(picks, by_voice=True)) == asyncio.run(steps(picks, by_voice=False))
