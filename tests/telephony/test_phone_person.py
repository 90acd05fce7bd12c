"""A person: transfers, opening hours, what the person hears first (P44 to P47, TO1)."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.conversation import Reply
from bot.shelf import MemoryShelf
from directory.human_line import HumanLine, Range, weekdays
from telephony.queue import WaitingLine
from tests.telephony.carrier import Call, Callee, VirtualClock
from tests.telephony.conftest import HUMAN
from tests.telephony.line_under_test import HotlineUnderTest
from tests.telephony.phone_fakes import AFTER_EMERGENCY, EMERGENCY

PARIS = ZoneInfo("Europe/Paris")
FAILURES = [callee for callee in Callee if callee not in {Callee.ACCEPTS, Callee.CALLER_LEAVES, Callee.BUSY}]


def at(text: str) -> datetime:
    """A moment in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


async def test_p44_an_accepted_call_is_joined_and_the_line_stays_afterwards(call: Call) -> None:
    """After the person hangs up the caller is not left on a dead line."""
    await call.presses("0")
    assert call.rung == [HUMAN]
    assert "Votre échange est terminé" in call.last_prompt
    await call.presses("1")
    assert "Qu’est-ce qui vous amène" in call.last_prompt


@pytest.mark.parametrize("callee", FAILURES)
async def test_p44_every_failure_comes_back_to_the_conversation(hotline: HotlineUnderTest, callee: Callee) -> None:
    """Refused, unanswered, failed, voicemail, hung up: said, and the conversation goes on."""
    hotline.carrier.callee = callee
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert "Personne n’est libre" in call.last_prompt
    assert "Voulez-vous continuer avec moi ?" in call.last_prompt
    await call.presses("1")
    assert "Qu’est-ce qui vous amène" in call.last_prompt


async def test_p44_the_caller_hangs_up_while_it_rings(hotline: HotlineUnderTest) -> None:
    """The last webhook of a call that is over breaks nothing."""
    hotline.carrier.callee = Callee.CALLER_LEAVES
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert call.over
    assert call.wire.sent[-1].status == 200


async def test_p44_the_whisper_is_the_approved_summary_and_nothing_else(hotline: HotlineUnderTest) -> None:
    """TO1: what the caller let through; the key to accept comes last."""
    hotline.reception.summary = ("Votre demande : changer de métier.", "Votre commune : Tours.")
    call = await hotline.carrier.rings()
    await call.says("je voudrais changer de métier")
    await call.presses("0")
    assert "Voici ce que je dirai à cette personne." in call.last_prompt
    await call.presses("1")
    assert call.whispers == [
        "Deux Portes. Une personne souhaite vous parler.",
        "Votre demande : changer de métier.",
        "Votre commune : Tours.",
        "Pour prendre l’appel, tapez 1. Pour le refuser, tapez 2.",
    ]


async def test_p44_without_an_approved_summary_nothing_is_told(call: Call) -> None:
    """TO1: the person learns it from the caller."""
    await call.says("je voudrais changer de métier")
    await call.presses("0")
    assert "métier" not in " ".join(call.whispers)


async def test_p44_a_transfer_over_cannot_be_accepted_again(call: Call) -> None:
    """The person's leg replayed later is turned away."""
    await call.presses("0")
    accepting = next(i for i, sent in enumerate(call.wire.sent) if sent.url.partition("#")[0].endswith("/accept"))
    assert "<Hangup" in await call.sends_again(accepting)
    assert "<Hangup" in await call.sends_again(accepting - 1)


async def test_p44_the_transfer_s_end_replayed_has_no_effect(call: Call) -> None:
    """The same document again, and still one call to the person."""
    await call.presses("0")
    done = call.wire.sent[-1]
    assert await call.sends_again() == done.body
    assert call.rung == [HUMAN]


async def test_p45_hours_are_looked_at_once_when_the_person_is_asked_for(hotline: HotlineUnderTest) -> None:
    """Ten seconds before closing the line still rings, and comes back after closing without a word on hours."""
    hotline.clock = VirtualClock(at("2026-11-24 16:59:40"))
    hotline.carrier.callee = Callee.NO_ANSWER
    hotline.open()
    hotline.carrier.callee = Callee.NO_ANSWER
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert call.rung == [HUMAN]
    assert "Personne n’est libre" in call.last_prompt


@pytest.mark.parametrize(
    ("asked", "opening"),
    [
        ("2026-11-24 19:00", "demain à 9 heures"),
        ("2026-11-24 07:30", "aujourd’hui à 9 heures"),
        ("2026-11-27 18:00", "lundi 30 novembre à 9 heures"),
        ("2026-12-24 23:00", "lundi 28 décembre à 9 heures"),  # P47: Christmas is a Friday
        ("2026-03-28 18:00", "lundi 30 mars à 9 heures"),  # clocks change in between
        ("2026-10-31 12:00", "lundi 2 novembre à 9 heures"),
    ],
)
async def test_p45_outside_hours_the_next_opening_is_said_and_the_reception_goes_on(
    hotline: HotlineUnderTest, asked: str, opening: str
) -> None:
    """L12: the doors answer at any hour."""
    hotline.clock = VirtualClock(at(asked))
    hotline.open()
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert opening in call.last_prompt
    assert call.rung == []
    assert "Voulez-vous continuer avec moi ?" in call.last_prompt


async def test_without_a_human_line_it_is_said(hotline: HotlineUnderTest) -> None:
    """No promise of an opening that does not exist."""
    hotline.open(human=HumanLine())
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert "Personne ne répond sur cette ligne" in call.last_prompt
    assert "rouvre" not in call.last_prompt


LUNCH = {day: (Range(time(9), time(12, 30)), Range(time(13, 30), time(17))) for day in range(5)}


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-24 08:59:59", False),
        ("2026-11-24 09:00", True),
        ("2026-11-24 12:29:59", True),
        ("2026-11-24 12:30", False),  # lunch
        ("2026-11-24 16:59:59", True),
        ("2026-11-24 17:00", False),
        ("2026-11-28 10:00", False),  # Saturday
        ("2026-07-14 10:00", False),  # bank holiday
        ("2026-11-26 10:00", False),  # a strike
    ],
)
def test_p45_when_a_person_answers(moment: str, open_: bool) -> None:
    """To the second, in the line's own time zone."""
    line = HumanLine(HUMAN, LUNCH, shut=frozenset({date(2026, 11, 26)}))
    assert line.is_open(at(moment)) is open_


def test_a_line_without_number_is_never_open() -> None:
    """Whatever its hours."""
    assert not HumanLine(None, weekdays(time(0), time(23))).is_open(at("2026-11-24 10:00"))


async def test_p49_distress_is_said_whole_and_a_person_is_one_key_away(call: Call) -> None:
    """Promise: a number at once, uninterruptible; no form, no question on the way to it."""
    await call.says("j’ai envie d’en finir")
    said = [piece for piece in call.ear.pieces if "trente et un, quatorze" in piece.text]
    assert said
    assert all(piece.whole for piece in said)
    assert "Pour une personne, tapez 0" in call.last_prompt
    await call.presses("0")
    assert call.rung == [HUMAN]


async def test_p49_distress_is_heard_even_badly_recognised(call: Call, hotline: HotlineUnderTest) -> None:
    """A whispered cry for help has a low confidence."""
    await call.says("j’ai envie d’en finir", confidence="0.05")
    assert hotline.reception.told == ["j’ai envie d’en finir"]


async def test_p49_nothing_is_said_before_the_number(call: Call, hotline: HotlineUnderTest) -> None:
    """Not even that the line is in trouble."""
    guided = Reply("utter_guided", "Je comprends moins bien les phrases.")
    hotline.reception.also = lambda text: (guided, EMERGENCY, AFTER_EMERGENCY) if text == "au secours" else None
    await call.says("au secours")
    assert call.last_prompt.startswith("Ce que vous dites compte.")


# --- P46: waiting -----------------------------------------------------------------------------------------------


@pytest.fixture
async def busy(hotline: HotlineUnderTest) -> Call:
    """A caller who asked for a person while everybody is busy."""
    hotline.carrier.callee = Callee.BUSY
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert "Votre place dans l’attente : 1. Cela fait environ 7 minutes." in call.last_prompt
    return call


async def test_p46_waiting_is_a_choice(busy: Call, hotline: HotlineUnderTest) -> None:
    """Key 2 goes on with the conversation; somebody behind would have been second."""
    await busy.presses("1")
    behind = await hotline.carrier.rings()
    await behind.presses("0")
    assert "Votre place dans l’attente : 2. Cela fait environ 14 minutes." in behind.last_prompt
    await behind.presses("2")
    assert "Voulez-vous continuer avec moi ?" in behind.last_prompt
    assert not behind.over


async def test_p46_each_minute_the_first_is_rung_again(busy: Call, hotline: HotlineUnderTest) -> None:
    """The truth every minute, and the person as soon as she is free."""
    await busy.presses("1")
    assert busy.gather.get("timeout") == "60"
    await busy.stays_silent()
    assert len(busy.rung) == 2
    assert "Je vous garde en ligne" in busy.last_prompt
    hotline.carrier.callee = Callee.ACCEPTS
    await busy.stays_silent()
    assert "Votre échange est terminé" in busy.last_prompt


@pytest.mark.parametrize("way", ["2", "*", "je n’attends plus", "non"])
async def test_p46_the_caller_stops_waiting_at_any_moment(busy: Call, way: str) -> None:
    """By key or in words; the conversation is where it was."""
    await busy.presses("1")
    await (busy.presses(way) if way in "2*" else busy.says(way))
    assert "vous n’attendez plus" in busy.last_prompt
    assert "Voulez-vous continuer avec moi ?" in busy.last_prompt


async def test_p46_who_hangs_up_leaves_the_line(busy: Call, hotline: HotlineUnderTest) -> None:
    """The places of the others stay true."""
    await busy.presses("1")
    await busy.hangs_up()
    behind = await hotline.carrier.rings()
    await behind.presses("0")
    assert "Votre place dans l’attente : 1." in behind.last_prompt


async def test_p46_other_keys_only_say_the_place_again(busy: Call) -> None:
    """Nothing is lost by a finger."""
    await busy.presses("1")
    await busy.presses("7")
    assert "Votre place dans l’attente : 1." in busy.last_prompt
    assert len(busy.rung) == 1


async def test_p46_after_ten_minutes_another_way_is_offered(busy: Call) -> None:
    """Nobody waits for ever."""
    await busy.presses("1")
    for _ in range(12):
        if "continuer avec moi" in busy.last_prompt:
            break
        await busy.stays_silent()
    assert "Voulez-vous continuer avec moi ?" in busy.last_prompt
    assert not busy.over


async def test_p46_the_estimate_is_made_of_real_talks() -> None:
    """Rounded up, never none."""
    line = WaitingLine(MemoryShelf())
    assert (await line.look()).minutes(1) == 7
    for seconds in (120.0, 240.0, 0.0):
        await line.talked(seconds)
    assert [(await line.look()).minutes(place) for place in (1, 2, 3)] == [3, 6, 9]


async def test_p44_a_long_talk_with_a_person_does_not_lose_the_call(hotline: HotlineUnderTest) -> None:
    """After an hour together the line is still there, and says so."""
    app: Any = hotline.carrier.app

    async def after_an_hour(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"].endswith("/done"):
            hotline.clock.advance(3600)
        await app(scope, receive, send)

    hotline.carrier.app = after_an_hour
    call = await hotline.carrier.rings()
    began = hotline.clock()
    await call.presses("0")
    assert (hotline.clock() - began).total_seconds() > 3600
    assert "Votre échange est terminé" in call.last_prompt


async def test_p46_who_vanished_holds_nobody_s_place(hotline: HotlineUnderTest) -> None:
    """The end of a call may never be told: after three minutes without a word the place is free."""
    clock = hotline.clock
    line = WaitingLine(MemoryShelf(lambda: clock().timestamp()), lambda: clock().timestamp())
    await line.join("gone")
    await line.join("here")
    assert (await line.look()).place("here") == 2
    for _ in range(4):
        clock.advance(60)
        await line.join("here")
    assert (await line.look()).place("here") == 1
