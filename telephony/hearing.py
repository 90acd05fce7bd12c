"""What a webhook brings, and nothing more: who calls is dropped at the door (promise 2)."""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.text import fold

UNSURE_BELOW = 0.3  # speech recognisers' confidence; never the only reason to doubt (telephony.md §2.2)
_OUR_NUMBER = re.compile(r"\+\d{6,15}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """The fields of a webhook the hotline reads. No field says who calls; `to` is the hotline's own number,
    `crowded` that too many calls come from one origin."""

    call_sid: str = ""
    call_status: str = ""
    digits: str = ""
    speech: str = ""
    confidence: str = ""
    dial_bridged: str = ""
    dial_status: str = ""
    dial_seconds: float = 0.0
    handoff: str = ""
    message_status: str = ""
    crowded: bool = False
    to: str | None = None


def incoming(form: Mapping[str, str]) -> Incoming:
    """The webhook without what identifies the caller."""
    to = form.get("To", "")
    return Incoming(
        call_sid=form.get("CallSid", ""),
        call_status=form.get("CallStatus", ""),
        digits=form.get("Digits", "").strip(),
        speech=form.get("SpeechResult", "").strip(),
        confidence=form.get("Confidence", ""),
        dial_bridged=form.get("DialBridged", ""),
        dial_status=form.get("DialCallStatus", ""),
        dial_seconds=_seconds(form.get("DialCallDuration", "")),
        handoff=form.get("HandoffData", ""),
        message_status=form.get("MessageStatus", ""),
        to=to if _OUR_NUMBER.fullmatch(to) else None,
    )


class Reason(StrEnum):
    """Why the caller's turn ended."""

    SPEECH = "speech"
    KEYS = "keys"
    SILENCE = "silence"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Heard:
    """What the caller did: words, keys or nothing; unsure words were badly recognised."""

    reason: Reason
    text: str = ""

    @property
    def sign(self) -> str:
        """What is kept to know these words when they come again: four bytes, in which nobody reads them."""
        return hashlib.blake2b(fold(self.text).encode(), digest_size=4).hexdigest()


def heard_in(webhook: Incoming) -> Heard:
    """What the caller did. Keys win over speech; an absent, zero or absurd confidence says nothing of the words."""
    if webhook.digits:
        return Heard(Reason.KEYS, webhook.digits)
    if not webhook.speech:
        return Heard(Reason.SILENCE)
    confidence = _number(webhook.confidence)
    unsure = 0 < confidence < UNSURE_BELOW
    return Heard(Reason.UNSURE if unsure else Reason.SPEECH, webhook.speech)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return value if math.isfinite(value) else 1.0


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else 0.0
