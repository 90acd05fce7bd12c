"""A number left for an appointment: explicit yes, keys, read-back; the conversation never hears it (promise 2)."""

import pytest

from telephony import numbers
from tests.telephony.carrier import Call
from tests.telephony.line_under_test import HotlineUnderTest
from tests.telephony.phone_fakes import CODE

MOBILE = "0639980123"
TO_CONTACT = ("1", "1", "1", "37000", "1", "1", "1", "1", "1", "1")


@pytest.fixture
async def asked(call: Call) -> Call:
    """A caller who is asked for a number, the appointment being booked."""
    for keys in TO_CONTACT:
        await call.presses(keys)
    assert call.last_prompt.endswith("Voulez-vous laisser un numéro ?")
    return call


async def test_a_number_is_kept_after_two_yes(asked: Call, hotline: HotlineUnderTest) -> None:
    """Yes to leaving one, yes to what is read back; the conversation then goes on."""
    await asked.presses("1")
    await asked.presses(MOBILE)
    assert "zéro six, trente-neuf, quatre-vingt-dix-huit" in asked.last_prompt
    await asked.presses("1")
    assert hotline.saved == [(CODE, "+33639980123")]
    assert "Avez-vous une autre demande ?" in asked.last_prompt


async def test_the_conversation_never_hears_the_number(asked: Call, hotline: HotlineUnderTest) -> None:
    """Promise 2: neither keyed nor spoken, right or wrong, before or after."""
    told = list(hotline.reception.told)
    await asked.says("oui")
    await asked.says("zéro six trente-neuf quatre-vingt-dix-huit")
    await asked.says("zéro six trente-neuf quatre-vingt-dix-huit zéro un vingt-trois")
    await asked.says("oui")
    assert hotline.reception.told == told
    assert hotline.saved == [(CODE, "+33639980123")]


@pytest.mark.parametrize("answer", ["2", "*", "non", "non merci", "passer"])
async def test_p27_a_no_is_a_no(asked: Call, hotline: HotlineUnderTest, answer: str) -> None:
    """The number is never asked for after a refusal."""
    await (asked.presses(answer) if answer in "2*" else asked.says(answer))
    assert "aucun numéro n’est gardé" in asked.last_prompt
    assert "Avez-vous une autre demande ?" in asked.last_prompt
    assert hotline.saved == []


async def test_p27_silence_is_not_a_yes(asked: Call, hotline: HotlineUnderTest) -> None:
    """Asked twice, then left alone; the same at the read-back."""
    await asked.stays_silent()
    assert "Voulez-vous laisser un numéro ?" in asked.last_prompt
    await asked.stays_silent()
    assert "aucun numéro n’est gardé" in asked.last_prompt
    assert hotline.saved == []


async def test_a_wrong_number_is_keyed_again(asked: Call, hotline: HotlineUnderTest) -> None:
    """P24: a missing digit, then a correction of what was read back."""
    await asked.presses("1")
    await asked.presses("063998")
    assert "Il me faut dix chiffres" in asked.last_prompt
    await asked.presses("0639980124")
    await asked.presses("2")
    await asked.presses(MOBILE)
    await asked.presses("1")
    assert hotline.saved == [(CODE, "+33639980123")]


async def test_two_wrong_numbers_end_the_asking(asked: Call, hotline: HotlineUnderTest) -> None:
    """The appointment stands without a number."""
    await asked.presses("1")
    await asked.presses("12")
    await asked.presses("9999999999")
    assert "Votre rendez-vous reste réservé" in asked.last_prompt
    assert hotline.saved == []


async def test_a_number_that_cannot_be_saved_is_said(asked: Call, hotline: HotlineUnderTest) -> None:
    """The truth, and the conversation goes on."""
    hotline.contacts_down = True
    for keys in ("1", MOBILE, "1"):
        await asked.presses(keys)
    assert "Je n’ai pas pu noter ce numéro" in asked.last_prompt
    assert "Avez-vous une autre demande ?" in asked.last_prompt


async def test_p08_zero_reaches_a_person_there_too(asked: Call) -> None:
    """While a number beginning with zero can be keyed."""
    await asked.presses("1")
    await asked.presses("0")
    assert "Dial" in asked.executed


async def test_the_number_can_be_heard_again(asked: Call) -> None:
    """Key # repeats here as everywhere."""
    for keys in ("1", MOBILE, "#"):
        await asked.presses(keys)
    assert "zéro six, trente-neuf" in asked.last_prompt


async def test_the_number_is_in_no_document_but_its_read_back(asked: Call, hotline: HotlineUnderTest) -> None:
    """Nor in an address, a hint, a count."""
    for keys in ("1", MOBILE, "1"):
        await asked.presses(keys)
    assert not [sent for sent in asked.wire.sent if MOBILE in sent.body or MOBILE in sent.url]
    assert not [event for event in hotline.counted if "06" in event]


@pytest.mark.parametrize(
    ("digits", "kept"),
    [
        ("0639980123", "+33639980123"),
        ("0247001122", "+33247001122"),
        ("0262201234", "+262262201234"),  # La Réunion
        ("0590812345", "+590590812345"),  # Guadeloupe
        ("0199000000", "+33199000000"),  # a range kept for fiction
    ],
)
def test_p24_numbers_are_kept_in_international_form(digits: str, kept: str) -> None:
    """Overseas departments have their own codes."""
    assert numbers.international(digits) == kept


@pytest.mark.parametrize("number", ["+33247001122", "0247001122", "02 47 00 11 22"])
def test_numbers_are_shown_in_pairs(number: str) -> None:
    """As they are written in France."""
    assert numbers.shown(number) == "02 47 00 11 22"
