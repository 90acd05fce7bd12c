"""A call that was cut goes on with a spoken code (P32, P33), and what is erased is erased (P61)."""

from datetime import UTC, datetime

import pytest

from bot.shelf import MemoryShelf
from telephony.resume import MOST_WRONG, WORDS, ResumeCode, ResumeCodes, read_code
from tests.telephony.carrier import Call, VirtualClock
from tests.telephony.line_under_test import HotlineUnderTest

ASKS = "je voudrais changer de métier"
CODE = ResumeCode(WORDS[38], 48)


@pytest.fixture
async def cut(hotline: HotlineUnderTest) -> HotlineUnderTest:
    """A call cut after its code was given."""
    hotline.resuming = True
    call = await hotline.open().carrier.rings()
    for words in (ASKS, "je suis salariée", "à Tours", "oui"):
        await call.says(words)
    assert f"Si nous sommes coupés, rappelez et dites : {CODE.spoken}." in call.last_prompt
    await call.hangs_up()
    return hotline


async def test_p32_the_talk_goes_on_at_its_question(cut: HotlineUnderTest) -> None:
    """What was understood is said again, then the pending question; nobody's number was needed."""
    call = await cut.carrier.rings("anonymous")
    await call.says(f"euh, {CODE.spoken}")
    assert "Je vous retrouve, rien n’est perdu. Nous parlions de changer de métier." in call.last_prompt
    assert "Que voulez-vous faire maintenant ?" in call.last_prompt
    await call.says("un rendez-vous")
    assert cut.reception.forgotten == ["talk-2"]


async def test_p32_the_code_can_be_keyed(cut: HotlineUnderTest) -> None:
    """L13: key 7, then five digits."""
    call = await cut.carrier.rings()
    await call.presses("7")
    assert "cinq chiffres" in call.last_prompt
    await call.presses(CODE.keyed)
    assert "Je vous retrouve" in call.last_prompt


async def test_p31_a_held_slot_is_freed_at_once(cut: HotlineUnderTest) -> None:
    """The talk lives on for half an hour, the slot does not wait for it."""
    assert cut.reception.released == ["talk-1"]
    assert cut.reception.forgotten == []


async def test_p32_a_code_serves_once(cut: HotlineUnderTest) -> None:
    """Whoever overheard it comes too late."""
    await (await cut.carrier.rings()).says(CODE.spoken)
    again = await cut.carrier.rings()
    await again.says(CODE.spoken)
    assert "Je ne retrouve pas ce code" in again.last_prompt


async def test_p32_after_half_an_hour_nothing_is_left(cut: HotlineUnderTest) -> None:
    """Nor after the talk itself is gone."""
    cut.clock.advance(30 * 60)
    call = await cut.carrier.rings()
    await call.says(CODE.spoken)
    assert "Je ne retrouve pas ce code" in call.last_prompt


async def test_p32_three_wrong_codes_begin_afresh(cut: HotlineUnderTest) -> None:
    """No leak: the line says the same for a wrong code and an old one, then hears codes no more."""
    call = await cut.carrier.rings()
    for word in WORDS[:3]:
        await call.says(f"{word} vingt et un")
    assert "nous reprenons depuis le début" in call.last_prompt
    await call.says(CODE.spoken)
    assert "Je vous retrouve" not in call.last_prompt


async def test_p32_the_code_is_said_once(hotline: HotlineUnderTest) -> None:
    """Before the first long step only; by keys to somebody who keys."""
    hotline.resuming = True
    call = await hotline.open().carrier.rings()
    for keys in ("1", "1", "1", "37000", "1", "1"):
        await call.presses(keys)
    assert sum("Si nous sommes coupés" in words for words in call.heard) == 1
    assert any("tapez 7, puis 0 3 8 4 8." in words for words in call.heard)


async def test_without_codes_none_is_offered(call: Call) -> None:
    """The feature is silent where it cannot work."""
    for words in (ASKS, "je suis salariée", "à Tours", "oui"):
        await call.says(words)
    assert not any("coupés" in words for words in call.heard)
    await call.hangs_up()


async def test_p61_everything_is_erased_on_a_word(cut: HotlineUnderTest) -> None:
    """At once, and said; no code leads there any more."""
    call = await cut.carrier.rings()
    await call.says(CODE.spoken)
    await call.says("supprimez tout")
    assert "C’est effacé" in call.last_prompt
    assert "Qu’est-ce qui vous amène ?" in call.last_prompt
    assert cut.reception.forgotten == ["talk-2", "talk-1"]


# --- the codes themselves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("tulipe quarante-huit", ResumeCode("tulipe", 48)),
        ("Tulipe 48.", ResumeCode("tulipe", 48)),
        ("alors c’est girafe soixante et onze", ResumeCode("girafe", 71)),
        (CODE.keyed, CODE),
        ("99948", None),
        ("tulipe", None),
        ("tulipe cinq", None),
        ("je cultive la tulipe à Tours", None),
        ("37000", None),
        ("", None),
    ],
)
def test_codes_are_read_as_recognisers_write_them(said: str, code: ResumeCode | None) -> None:
    """A word of the list and two digits, whatever stands around."""
    assert read_code(said) == code


def test_words_are_few_enough_to_key_and_distinct() -> None:
    """Folded, without doubles."""
    assert len(set(WORDS)) == len(WORDS) > 150
    assert all(word.isascii() and word.islower() for word in WORDS)


async def test_only_a_hash_is_kept() -> None:
    """Neither the word nor the digits are on the shelf."""
    shelf = MemoryShelf()
    code = await ResumeCodes(shelf).issue("talk-1")
    assert code.word not in repr(vars(shelf))
    assert code.keyed not in repr(vars(shelf))


async def test_a_new_code_replaces_the_former() -> None:
    """One code a talk."""
    codes = ResumeCodes(MemoryShelf())
    former, new = await codes.issue("talk-1"), await codes.issue("talk-1")
    assert await codes.redeem(former) is None or former == new
    assert former == new or await codes.knows("talk-1")


async def test_nobody_walks_through_the_codes() -> None:
    """After thirty wrong ones in ten minutes even the right one waits."""
    clock = VirtualClock(datetime(2026, 11, 24, tzinfo=UTC))
    codes = ResumeCodes(MemoryShelf(lambda: clock().timestamp()))
    code = await codes.issue("talk-1")
    for number in range(MOST_WRONG):
        await codes.redeem(ResumeCode("wagon" if code.word != "wagon" else "tulipe", 10 + number))
    assert await codes.redeem(code) is None
    clock.advance(601)
    assert await codes.redeem(code) == "talk-1"
