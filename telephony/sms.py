"""One neutral text, on an explicit yes: nothing in it tells why, and its number is kept nowhere."""

import asyncio
import logging
import sys
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]  # no types upstream
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from telephony import numbers, speech
from telephony.prompts import Words

log = logging.getLogger(__name__)

SEGMENT = 160  # characters of one text in the GSM alphabet (3GPP TS 23.038)
TIMEOUT = 4.0  # seconds
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_IN_PLACE = {"’": "'", "œ": "oe", "Œ": "Oe", "–": "-", "…": "...", "\u00a0": " ", "\u202f": " "}

LANDLINES = frozenset({21614, 21635})  # the number cannot receive texts
REFUSALS = frozenset({21610})  # its owner refuses ours


class Sms(StrEnum):
    """What became of a text."""

    SENT = "sent"
    LANDLINE = "landline"
    REFUSED = "refused"
    FAILED = "failed"


class SmsSender(Protocol):
    """Sends a text once; never retries, never raises, keeps nothing."""

    async def send(self, number: str, text: str) -> Sms: ...


@dataclass(frozen=True, slots=True)
class Booked:
    """What a text may say of an appointment: its code and moment, never the place nor the reason (NO4)."""

    code: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A text may also say the page where a person books by themselves."""

    address: str


def in_gsm(text: str) -> str:
    """The text in the GSM alphabet: letters it lacks lose their accent, so that one text stays one segment."""
    placed = "".join(_IN_PLACE.get(character, character) for character in text)
    return "".join(c if c in _BASIC else unicodedata.normalize("NFD", c)[0] for c in placed)


def compose(about: Booked | Page, words: Words, *, address: str) -> str:
    """The text, one segment; raises ``ValueError`` when its wording has grown too long. ``address`` is ours."""
    key, values = _of_page(about) if isinstance(about, Page) else _of_appointment(about, address)
    text = in_gsm(words(key, **values))
    if len(text) > SEGMENT or not set(text) <= set(_BASIC):
        raise ValueError(f"Ce texto fait {len(text)} signes : raccourcissez {key}.")
    return text


def _of_page(page: Page) -> tuple[str, dict[str, str]]:
    return "utter_phone_sms_page", {"page": page.address}


def _of_appointment(booked: Booked, address: str) -> tuple[str, dict[str, str]]:
    hour = f"{booked.starts_at.hour} h" + (f" {booked.starts_at.minute:02d}" if booked.starts_at.minute else "")
    when = f"{speech.day(booked.starts_at)}, {hour}"
    return "utter_phone_sms", {"when": when, "code": numbers.shown(booked.code), "address": address}


class ConsoleSms:
    """Shows the text in the terminal, without its number: what runs when no carrier is set."""

    async def send(self, number: str, text: str) -> Sms:
        """Shown; a landline is refused as the carrier would."""
        if not numbers.is_mobile(number):
            return Sms.LANDLINE
        sys.stdout.write(f"  ✉  {text}\n")
        return Sms.SENT


class TwilioSms:
    """Sends by the carrier's REST interface; `sender` is a name of letters: the recipient cannot answer it."""

    def __init__(self, client: Any, sender: str) -> None:
        self._client = client
        self._sender = sender

    async def send(self, number: str, text: str) -> Sms:
        """What the carrier said; the answer is dropped, for it holds the number."""
        if not numbers.is_mobile(number):
            return Sms.LANDLINE
        try:
            await asyncio.wait_for(asyncio.to_thread(self._create, number, text), TIMEOUT)
        except TwilioRestException as refusal:
            log.warning("phone_sms_refused %s", refusal.code)
            return _meaning(refusal.code)
        except Exception as error:  # noqa: BLE001 - the edge: the appointment stands without the text
            log.error("phone_sms_failed %s", type(error).__name__)
            return Sms.FAILED
        return Sms.SENT

    def _create(self, number: str, text: str) -> None:
        self._client.messages.create(to=number, from_=self._sender, body=text)


def _meaning(code: int | None) -> Sms:
    if code in LANDLINES:
        return Sms.LANDLINE
    return Sms.REFUSED if code in REFUSALS else Sms.FAILED


def twilio_client(account: str, token: str, *, region: str | None = None) -> Any:
    """The carrier's REST client: short time-out, no retry, no log of what is sent."""
    client = TwilioHttpClient(timeout=TIMEOUT, max_retries=0, pool_connections=True)
    return Client(account, token, http_client=client, region=region)
