"""One neutral text after a booking, on an explicit yes (P24 to P28)."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from bot.checks import check_sms
from bot.conversation import Reply
from telephony import sms
from telephony.numbers import is_mobile
from telephony.prompts import Words
from telephony.sms import Booked, ConsoleSms, Sms, TwilioSms, compose, in_gsm
from tests.telephony.carrier import Call
from tests.telephony.line_under_test import TEXTS, HotlineUnderTest
from tests.telephony.phone_fakes import CODE, QUESTIONS, FakeSms

MOBILE, LANDLINE = "0639980123", "0247001122"
TO_CONTACT = ("1", "1", "1", "37000", "1", "1", "1", "1", "1", "1")
BOOKED = Booked(CODE, datetime.fromisoformat("2026-12-01T09:00:00+01:00"))


@pytest.fixture
async def asked(hotline: HotlineUnderTest) -> Call:
    """A caller whose appointment is booked, asked for a number for it; texts can be sent."""
    hotline.texts = FakeSms()
    call = await hotline.open().carrier.rings()
    for keys in TO_CONTACT:
        await call.presses(keys)
    return call


def texts(hotline: HotlineUnderTest) -> list[tuple[str, str]]:
    """What was sent."""
    assert hotline.texts
    return hotline.texts.sent


async def test_p25_one_yes_is_enough_for_a_number_just_given(asked: Call, hotline: HotlineUnderTest) -> None:
    """Its own yes, and no second dictation."""
    for keys in ("1", MOBILE, "1"):
        await asked.presses(keys)
    assert "Voulez-vous aussi un texto" in asked.last_prompt
    await asked.presses("1")
    assert [number for number, _ in texts(hotline)] == ["+33639980123"]
    assert "Le texto part maintenant." in asked.last_prompt
    assert "Avez-vous une autre demande ?" in asked.last_prompt


@pytest.mark.parametrize(
    ("address", "fits"), [("https://orientation.example.fr", True), ("https://" + "a" * 90 + ".example.fr", False)]
)
def test_p28_an_address_too_long_for_one_segment_is_told_before_the_first_call(address: str, fits: bool) -> None:
    """``deux-portes check`` says so with this service's own address: no caller hears a failure because of it."""
    told = list(check_sms(TEXTS, address))
    assert (not told) is fits
    assert all("utter_phone_sms" in problem for problem in told)


@pytest.mark.parametrize("answer", ["2", "*", "7", None])
async def test_p27_a_number_left_for_the_appointment_is_no_yes_to_a_text(
    asked: Call, hotline: HotlineUnderTest, answer: str | None
) -> None:
    """Each use has its own yes: refused, mistyped or unanswered, nothing is sent."""
    for keys in ("1", MOBILE, "1"):
        await asked.presses(keys)
    for _ in range(2 if answer in {"7", None} else 1):
        await (asked.presses(answer) if answer else asked.stays_silent())
    assert "pas de texto" in asked.last_prompt
    assert texts(hotline) == []


async def test_a_text_without_leaving_a_number(asked: Call, hotline: HotlineUnderTest) -> None:
    """The number serves for the text alone: it is not kept with the appointment."""
    for keys in ("2", "1", MOBILE, "1"):
        await asked.presses(keys)
    assert len(texts(hotline)) == 1
    assert hotline.saved == []
    assert MOBILE[1:] not in repr(hotline.reception)


@pytest.mark.parametrize("answer", ["2", "*", None])
async def test_p27_no_text_without_a_yes(asked: Call, hotline: HotlineUnderTest, answer: str | None) -> None:
    """Refused, or twice unanswered: nothing is sent, the number is never asked for."""
    await asked.presses("2")
    for _ in range(2 if answer is None else 1):
        await (asked.presses(answer) if answer else asked.stays_silent())
    assert "pas de texto" in asked.last_prompt
    assert not any("Quels sont les dix chiffres" in words for words in asked.heard)
    assert texts(hotline) == []


async def test_p25_a_landline_is_told_before_sending(asked: Call, hotline: HotlineUnderTest) -> None:
    """The code is read again instead."""
    for keys in ("2", "1", LANDLINE):
        await asked.presses(keys)
    assert "ne reçoit pas de textos" in asked.last_prompt
    assert "Votre code : quarante, soixante et onze" in asked.last_prompt
    assert texts(hotline) == []


async def test_p25_a_landline_left_for_the_appointment_is_not_offered_a_text_there(
    asked: Call, hotline: HotlineUnderTest
) -> None:
    """Another number may be given for the text."""
    for keys in ("1", LANDLINE, "1"):
        await asked.presses(keys)
    assert "Voulez-vous recevoir la date par texto ?" in asked.last_prompt
    assert hotline.saved == [(CODE, "+33247001122")]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Sms.LANDLINE, "ne reçoit pas de textos"),
        (Sms.REFUSED, "refuse nos textos"),
        (Sms.FAILED, "Le texto n’est pas parti. Votre rendez-vous reste réservé."),
    ],
)
async def test_p26_a_text_that_does_not_leave_is_told(
    asked: Call, hotline: HotlineUnderTest, outcome: Sms, said: str
) -> None:
    """Once, without a retry; the appointment stands and the conversation goes on."""
    assert hotline.texts
    hotline.texts.outcome = outcome
    for keys in ("2", "1", MOBILE, "1"):
        await asked.presses(keys)
    assert said in asked.last_prompt
    assert "Avez-vous une autre demande ?" in asked.last_prompt
    assert len(texts(hotline)) == 1
    assert f"phone_sms_{outcome}" in hotline.counted


async def test_p24_a_number_from_abroad_is_told(asked: Call, hotline: HotlineUnderTest) -> None:
    """No text leaves for another country."""
    await asked.presses("2")
    await asked.presses("1")
    await asked.says("plus trente-deux quatre cent soixante-dix douze trente-quatre cinquante-six")
    assert "numéro français" in asked.last_prompt
    assert texts(hotline) == []


async def test_p26_what_becomes_of_it_later_is_only_counted(asked: Call, hotline: HotlineUnderTest) -> None:
    """The status callback of a text holds its number: only the status is read."""
    fields = asked.fields(MessageStatus="undelivered", To="+33639980123", ErrorCode="30003")
    answer = await asked.wire.once("https://deux-portes.example/phone/sms", tuple(fields.items()), {})
    assert answer.status_code == 204
    assert hotline.counted[-1] == "phone_sms_status_undelivered"


def test_p28_the_text_is_neutral_and_short(words: Words) -> None:
    """NO4: neither place nor reason; one segment of the GSM alphabet."""
    text = compose(BOOKED, words, address="https://deux-portes.example")
    assert text == (
        "Votre rendez-vous : mardi premier décembre, 9 h. Code : 40 71 98 32 56. "
        "Pour le changer ou l'annuler : https://deux-portes.example"
    ).replace("é", "é")
    assert not any(word in text.lower() for word in ("orientation", "emploi", "mission", "conseil", "métier", "tours"))


def test_p28_a_wording_grown_too_long_is_refused(words: Words) -> None:
    """Two segments would cost twice and arrive apart."""
    with pytest.raises(ValueError, match="raccourcissez"):
        compose(BOOKED, words, address="https://" + "a" * 120)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("août", "aout"), ("l’été à Çà", "l'été à Çà"), ("œuvre ê î ô ç", "oeuvre e i o c"), ("1 h 30", "1 h 30")],
)
def test_p28_letters_outside_the_gsm_alphabet(text: str, kept: str) -> None:
    """One of them would halve the room of a segment."""
    assert in_gsm(text) == kept


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+33612345678", True),
        ("+33712345678", True),
        ("+262692123456", True),
        ("+590690123456", True),
        ("+33247001122", False),
        ("+262262201234", False),
        ("+32470123456", False),
        ("+3361234567", False),
        ("+336123456789", False),
    ],
)
def test_p25_which_numbers_receive_texts(number: str, mobile: bool) -> None:
    """French mobile ranges, overseas departments included."""
    assert is_mobile(number) is mobile


@dataclass
class FakeMessages:
    """The carrier's REST interface for texts, in a bad mood."""

    trouble: Exception | None = None
    created: list[dict[str, str]] = field(default_factory=list)

    @property
    def messages(self) -> "FakeMessages":
        """As the SDK's client has it."""
        return self

    def create(self, **fields: str) -> None:
        """Remember, then fail if told to."""
        self.created.append(fields)
        if self.trouble:
            raise self.trouble


def rest_error(code: int, status: int = 400) -> Exception:
    """What the SDK raises."""
    error: Exception = TwilioRestException(status, "/Messages", "refused: +33639980123", code)
    return error


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        (None, Sms.SENT),
        (rest_error(21614), Sms.LANDLINE),
        (rest_error(21635), Sms.LANDLINE),
        (rest_error(21610), Sms.REFUSED),
        (rest_error(20429, 429), Sms.FAILED),
        (rest_error(20500, 500), Sms.FAILED),
        (ConnectionError("+33639980123"), Sms.FAILED),
    ],
)
async def test_p26_what_the_carrier_says(
    trouble: Exception | None, outcome: Sms, caplog: pytest.LogCaptureFixture
) -> None:
    """Each refusal has its meaning; tried once; the number is in no log."""
    client = FakeMessages(trouble)
    assert await TwilioSms(client, "RDV").send("+33639980123", "Bonjour") is outcome
    assert len(client.created) == 1
    assert "639980123" not in caplog.text


async def test_p26_a_carrier_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four seconds at most, then the truth."""
    monkeypatch.setattr(sms, "TIMEOUT", 0.01)

    async def never(*_: Any) -> None:
        await asyncio.sleep(1)

    monkeypatch.setattr(asyncio, "to_thread", never)
    assert await TwilioSms(FakeMessages(), "RDV").send("+33639980123", "Bonjour") is Sms.FAILED


@pytest.mark.parametrize("sender", [TwilioSms(FakeMessages(), "RDV"), ConsoleSms()])
async def test_p25_a_landline_is_never_tried(sender: sms.SmsSender) -> None:
    """Whatever sends."""
    assert await sender.send("+33247001122", "Bonjour") is Sms.LANDLINE


async def test_the_console_shows_the_text_without_the_number(capsys: pytest.CaptureFixture[str]) -> None:
    """What runs when no carrier is set."""
    assert await ConsoleSms().send("+33639980123", "Bonjour") is Sms.SENT
    assert capsys.readouterr().out == "  ✉  Bonjour\n"


PAGE = "https://rdv.example.fr/prendre_rdv?public_link_organisation_id=12"
THERE = Reply(
    "utter_booked_there", "Ce lieu donne ses rendez-vous sur internet.", (), "elsewhere", {"booking_page": PAGE}
)


@pytest.fixture
async def sent_there(hotline: HotlineUnderTest) -> Call:
    """A caller who picked a place that only books on a site of its own; texts can be sent."""
    hotline.texts = FakeSms()
    hotline.reception.also = lambda text: (THERE, QUESTIONS["done"]) if text == "#site 2" else None
    call = await hotline.open().carrier.rings()
    for keys in (*TO_CONTACT[:6], "2"):
        await call.presses(keys)
    return call


async def test_the_page_of_a_place_is_sent_on_a_yes(sent_there: Call, hotline: HotlineUnderTest) -> None:
    """PA5, P27: the address alone, nothing of the person; the number is kept nowhere."""
    assert "Voulez-vous l’adresse du site par texto ?" in sent_there.last_prompt
    for keys in ("1", MOBILE, "1"):
        await sent_there.presses(keys)
    assert texts(hotline) == [("+33639980123", f"Pour prendre votre rendez-vous : {PAGE}")]
    assert "Le texto part maintenant." in sent_there.last_prompt
    assert "Avez-vous une autre demande ?" in sent_there.last_prompt
    assert hotline.saved == []


@pytest.mark.parametrize("keys", [("2",), ("*",), ("1", LANDLINE)])
async def test_no_page_is_sent_otherwise(sent_there: Call, hotline: HotlineUnderTest, keys: tuple[str, ...]) -> None:
    """A no, or a landline: nothing leaves and the conversation goes on."""
    for one in keys:
        await sent_there.presses(one)
    assert texts(hotline) == []
    assert "Avez-vous une autre demande ?" in sent_there.last_prompt


@pytest.mark.parametrize("outcome", [Sms.REFUSED, Sms.FAILED])
async def test_a_page_that_does_not_leave_speaks_of_no_appointment(
    sent_there: Call, hotline: HotlineUnderTest, outcome: Sms
) -> None:
    """P26: nothing was booked, so nothing is said to stand."""
    assert hotline.texts
    hotline.texts.outcome = outcome
    for keys in ("1", MOBILE, "1"):
        await sent_there.presses(keys)
    assert "rendez-vous reste réservé" not in sent_there.last_prompt


async def test_without_texts_the_page_is_only_said(hotline: HotlineUnderTest) -> None:
    """Nobody is asked for a number that cannot serve."""
    hotline.reception.also = lambda text: (THERE, QUESTIONS["done"]) if text == "#site 2" else None
    call = await hotline.open().carrier.rings()
    for keys in (*TO_CONTACT[:6], "2"):
        await call.presses(keys)
    assert "sur internet" in call.last_prompt
    assert "Avez-vous une autre demande ?" in call.last_prompt
