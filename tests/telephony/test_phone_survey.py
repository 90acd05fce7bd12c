"""The survey at the end of a call: optional, twice a key, kept with nobody beside it (P61, L21)."""

import pytest

from tests.telephony.carrier import Call
from tests.telephony.line_under_test import HotlineUnderTest

RATING, USEFUL = "avez-vous trouvé", "pour la suite"


async def closes(call: Call) -> Call:
    """From where the call stands to the survey, if it is asked."""
    return await call.says("non")


@pytest.fixture
async def closing(call: Call) -> Call:
    """A caller whose reception is over, who has nothing more to ask for."""
    for pressed in ("1", "1", "1", "37000", "1", "2"):
        await call.presses(pressed)
    return call


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("4", "1", (4, True)),
        ("1", "2", (1, False)),
        ("cinq", "oui", (5, True)),
        ("quatre sur cinq", "non", (4, False)),
        ("un", "je ne sais pas", (1, None)),
        ("3", "", (3, None)),
        ("2", "9", (2, None)),
    ],
)
async def test_p61_a_note_is_kept_by_key_or_by_voice(
    closing: Call, hotline: HotlineUnderTest, first: str, second: str, kept: tuple[int, bool | None]
) -> None:
    """The second question may be left; whatever answers it, the call ends with the last words."""
    await closes(closing)
    assert RATING in closing.last_prompt
    await answers(closing, first)
    assert USEFUL in closing.last_prompt
    await answers(closing, second)
    if not closing.over:
        await closing.stays_silent()
    assert hotline.opinions == [kept]
    assert "Au revoir" in closing.last_prompt
    assert closing.over


@pytest.mark.parametrize("said", ["", "non merci", "au revoir", "je ne sais pas"])
async def test_p61_no_answer_is_an_answer(closing: Call, hotline: HotlineUnderTest, said: str) -> None:
    await closes(closing)
    await answers(closing, said)
    assert hotline.opinions == []
    assert "phone_survey_none" in hotline.counted
    assert closing.over


async def test_p61_what_is_no_note_is_asked_again_once(closing: Call, hotline: HotlineUnderTest) -> None:
    """ "Oui" is an honest answer to the question, and no note."""
    await closes(closing)
    await closing.says("oui")
    assert "tapez 5" in closing.last_prompt
    await closing.presses("7")
    assert closing.over
    assert hotline.opinions == []


async def test_p61_hanging_up_at_the_second_question_keeps_the_note(closing: Call, hotline: HotlineUnderTest) -> None:
    """Many do: the note counts, once, however often the carrier tells the end."""
    await closes(closing)
    await closing.presses("5")
    await closing.hangs_up()
    await closing.status("completed")
    assert hotline.opinions == [(5, None)]


async def test_p61_never_after_distress(closing: Call, hotline: HotlineUnderTest) -> None:
    """P49: nobody who spoke of danger in this call is asked for a note."""
    await closing.says("j’ai envie d’en finir")
    await closing.picks("continuer avec moi")
    await closes(closing)
    assert closing.over
    assert RATING not in " ".join(closing.heard)
    assert hotline.opinions == []


async def test_p61_words_of_distress_during_the_survey_are_answered(closing: Call) -> None:
    await closes(closing)
    await closing.says("j’ai envie d’en finir")
    assert "jour et nuit" in " ".join(closing.heard)
    assert not closing.over


async def test_p61_once_in_a_call(closing: Call, hotline: HotlineUnderTest) -> None:
    """Whoever goes back to a person, or a step, from there is not asked again."""
    await closes(closing)
    await closing.presses("*")
    await closing.presses("2")
    await closes(closing)
    assert closing.over
    assert sum(RATING in words for words in closing.heard) == 1
    assert hotline.opinions == []


async def test_p08_a_person_is_one_key_away_there_too(closing: Call, hotline: HotlineUnderTest) -> None:
    await closes(closing)
    await closing.presses("0")
    assert hotline.reception.told[-1] == "#person"


async def test_p14_the_question_can_be_heard_again(closing: Call) -> None:
    await closes(closing)
    await closing.presses("#")
    assert RATING in closing.last_prompt
    assert not closing.over


async def test_a_note_that_cannot_be_kept_does_not_hold_the_caller(closing: Call, hotline: HotlineUnderTest) -> None:
    """Promise 6: the figures lose a note, the caller loses nothing."""
    await closes(closing)
    hotline.contacts_down = True
    await closing.presses("4")
    await closing.presses("1")
    assert "Au revoir" in closing.last_prompt
    assert "phone_survey_lost" in hotline.counted


async def answers(call: Call, answer: str) -> None:
    if not answer:
        await call.stays_silent()
    elif answer.isdecimal():
        await call.presses(answer)
    else:
        await call.says(answer)
