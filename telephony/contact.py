"""A phone number asked for one purpose: an explicit yes first, then keys; none of it goes to the conversation.

Identity never enters the engine (promise 2): while a capture is under way, words and keys stop here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.understanding.acts import Act, leading_yes_no, read_act
from bot.understanding.numbers import read_digits
from telephony import numbers
from telephony.hearing import Heard, Reason

TRIES = 2
NUMBER_DIGITS = 10

REFUSALS = frozenset({Act.NO, Act.SKIP, Act.STOP, Act.BACK, Act.GOODBYE})


class Purpose(StrEnum):
    """What the number is for: kept with the appointment, erased once a text is sent, or called back.

    The text is about the appointment, or says the page where the caller books by themselves.
    """

    CONTACT = "contact"
    SMS = "sms"
    PAGE = "page"
    CALL_BACK = "call_back"


class Stage(StrEnum):
    """What is asked."""

    CONSENT = "consent"
    NUMBER = "number"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture under way; `code` is the appointment's, when there is one. `number` may be known from another yes.

    `page` is the address to send.
    """

    code: str = ""
    purpose: Purpose = Purpose.CONTACT
    stage: Stage = Stage.CONSENT
    number: str = ""
    tries: int = 0
    page: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The capture goes on with this text."""

    capture: Capture
    key: str

    @property
    def values(self) -> dict[str, str]:
        """What the text says back: the number, in pairs."""
        return {"number": numbers.spoken(self.capture.number)} if self.capture.stage is Stage.CHECK else {}


@dataclass(frozen=True, slots=True)
class Given:
    """The number was given and checked, in international form: it may serve for the purpose, and only for it."""

    number: str


@dataclass(frozen=True, slots=True)
class Over:
    """The capture ends without a number; this is said."""

    key: str


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """The caller wants a person instead."""


Step = Asked | Given | Over | PersonWanted

CONSENTS: Mapping[Purpose, str] = {
    Purpose.CONTACT: "utter_phone_contact_consent",
    Purpose.SMS: "utter_phone_sms_consent",
    Purpose.PAGE: "utter_phone_page_consent",
    Purpose.CALL_BACK: "utter_phone_call_back_consent",
}
SAME_NUMBER = "utter_phone_sms_same_number"  # the consent, when a number was just given for the appointment
DECLINED: Mapping[Purpose, str] = {
    Purpose.CONTACT: "utter_phone_contact_declined",
    Purpose.SMS: "utter_phone_sms_declined",
    Purpose.PAGE: "utter_phone_sms_declined",
    Purpose.CALL_BACK: "utter_phone_call_back_declined",
}
FAILED: Mapping[Purpose, str] = {
    Purpose.CONTACT: "utter_phone_contact_failed",
    Purpose.SMS: "utter_phone_sms_failed",
    Purpose.PAGE: "utter_phone_page_failed",
    Purpose.CALL_BACK: "utter_phone_call_back_failed",
}


def offer_page(page: str) -> Asked:
    """The question whether to send this address."""
    return Asked(Capture(purpose=Purpose.PAGE, page=page), CONSENTS[Purpose.PAGE])


def begin(code: str = "", purpose: Purpose = Purpose.CONTACT, number: str = "") -> Asked:
    """The question that opens a capture; with a number already given, only the yes is missing."""
    return Asked(Capture(code, purpose, number=number), SAME_NUMBER if number else CONSENTS[purpose])


def hear(capture: Capture, heard: Heard) -> Step:
    """What follows what the caller said or keyed."""
    act = _read(heard, capture.stage)
    if act is Act.PERSON:
        return PersonWanted()
    if act is Act.REPEAT:
        return _ask(capture)
    if act in REFUSALS and capture.stage is not Stage.CHECK:
        return Over(DECLINED[capture.purpose])
    return {Stage.CONSENT: _consent, Stage.NUMBER: _number, Stage.CHECK: _check}[capture.stage](capture, heard, act)


def _read(heard: Heard, stage: Stage) -> Act | None:
    """Yes, no, and the keys that mean the same everywhere; 1 and 2 are only digits of a number being keyed."""
    if heard.reason is Reason.KEYS:
        answers = {} if stage is Stage.NUMBER else {"1": Act.YES, "2": Act.NO}
        return ({"0": Act.PERSON, "#": Act.REPEAT, "*": Act.BACK} | answers).get(heard.text)
    if heard.reason is Reason.SILENCE:
        return None
    return read_act(heard.text) or leading_yes_no(heard.text)


def _consent(capture: Capture, _: Heard, act: Act | None) -> Step:
    if act is Act.YES and capture.number:
        return Given(numbers.international(capture.number))
    if act is Act.YES:
        return _ask(replace(capture, stage=Stage.NUMBER, tries=0))
    return _again(capture, DECLINED[capture.purpose])


def _number(capture: Capture, heard: Heard, _: Act | None) -> Step:
    digits = heard.text if heard.reason is Reason.KEYS else said_digits(heard.text)
    if not re.fullmatch(r"0[1-9]\d{8}", digits):
        return _again(capture, FAILED[capture.purpose], _what_is_wrong(digits))
    if capture.purpose in {Purpose.SMS, Purpose.PAGE} and not numbers.is_mobile(numbers.international(digits)):
        return Over("utter_phone_sms_landline")
    return _ask(replace(capture, stage=Stage.CHECK, number=digits, tries=0))


def _what_is_wrong(digits: str) -> str:
    """A number from abroad cannot be served; any other that is not ten digits is asked again."""
    return "utter_phone_contact_abroad" if digits.startswith("00") else "utter_phone_contact_again"


def said_digits(text: str) -> str:
    """The digits said. Words are cut anew only when a pair is missing: "soixante douze" may be 72, or 60 and 12."""
    plain = read_digits(text) or ""
    missing = NUMBER_DIGITS - len(plain)
    return (read_digits(text, length=NUMBER_DIGITS) or plain) if plain and missing == 2 else plain


def _check(capture: Capture, _: Heard, act: Act | None) -> Step:
    if act is Act.YES:
        return Given(numbers.international(capture.number))
    if act in REFUSALS:
        return _ask(replace(capture, stage=Stage.NUMBER, number="", tries=0))
    return _again(capture, DECLINED[capture.purpose])  # silence is never a yes


def _ask(capture: Capture) -> Asked:
    return Asked(capture, _text(capture))


def _text(capture: Capture) -> str:
    if capture.stage is Stage.CONSENT:
        return SAME_NUMBER if capture.number else CONSENTS[capture.purpose]
    return "utter_phone_contact_number" if capture.stage is Stage.NUMBER else "utter_phone_contact_check"


def _again(capture: Capture, otherwise: str, key: str | None = None) -> Step:
    tried = replace(capture, tries=capture.tries + 1)
    return Asked(tried, key or _text(capture)) if tried.tries < TRIES else Over(otherwise)
