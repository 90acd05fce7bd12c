"""The relay's messages, both ways: what is sent to be said, and what is understood of what comes.

https://www.twilio.com/docs/voice/conversationrelay/websocket-messages (read 22 Nov 2026)
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telephony.deeds import Deed, HangUp, Listen, Redirect, Say, Transfer

LONGEST_FRAME = 64 * 1024  # characters
HANDED_OVER = json.dumps({"reason": "document"})  # the hotline's next document follows; nothing personal in it

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setup:
    """A session begins, or comes back: whose account and call, and the ticket its address was given with."""

    session: str
    account: str
    call_sid: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of the caller, complete."""

    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """One key pressed."""

    digit: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The caller cut the line short: what had been said by then."""

    said: str


Frame = Setup | Spoken | Key | Cut


def read_frame(text: str) -> Frame | None:
    """What a message says; None when it says nothing to us (unknown kind, missing or wrong body, half a sentence)."""
    message = _message(text)
    match message:
        case {"type": "setup", "sessionId": str(session), "callSid": str(sid)}:
            return Setup(session, str(message.get("accountSid", "")), sid, _parameters(message))
        case {"type": "prompt", "voicePrompt": str(words)} if message.get("last", True) is True:
            return Spoken(words.strip())
        case {"type": "dtmf", "digit": str(digit)} if len(digit) == 1 and digit in "0123456789*#":
            return Key(digit)
        case {"type": "interrupt", "utteranceUntilInterrupt": str(said)}:
            return Cut(said)
    return None


def _message(text: str) -> Message:
    """The message, empty when the text is none."""
    try:
        message = json.loads(text) if len(text) <= LONGEST_FRAME else {}
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def _parameters(message: Mapping[str, Any]) -> Mapping[str, str]:
    given = message.get("customParameters")
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}


def fits(deeds: Iterable[Deed]) -> bool:
    """Whether the relay can do all this. It can neither slow a voice, nor speak louder, nor ring anybody, nor stop
    listening to voices: a document does it then."""
    return all(_fits(deed) for deed in deeds)


def _fits(deed: Deed) -> bool:
    match deed:
        case Listen(prompts, keys_only=keys_only):
            return not keys_only and fits(prompts)
        case Say(_, tone, language):
            return not tone.loud and language is None
        case Transfer() | HangUp():
            return False
    return True


def said_in(deeds: Iterable[Deed]) -> tuple[Message, ...]:
    """The messages that say these deeds; what is said outside a Listen cannot be cut, the last one ends the turn."""
    said: list[Message] = []
    for deed in deeds:
        if isinstance(deed, Say):
            said.append(_text(deed, interruptible=False))
        elif isinstance(deed, Listen):
            said += [_text(prompt, interruptible=True) for prompt in deed.prompts if isinstance(prompt, Say)]
    if said:
        said[-1]["last"] = True
    return tuple(said)


def _text(say: Say, *, interruptible: bool) -> Message:
    return {
        "type": "text",
        "token": f"{say.text} ",
        "last": False,
        "interruptible": interruptible,
        "preemptible": False,
    }


def seconds_to_say(deeds: Iterable[Deed]) -> float:
    """About how long these deeds take to be said: fifteen characters a second."""
    return sum(len(message["token"]) for message in said_in(deeds)) / 15


def listening(deeds: Iterable[Deed]) -> Listen | None:
    """How the line listens after these deeds."""
    return next((deed for deed in deeds if isinstance(deed, Listen)), None)


def awaits(deeds: Iterable[Deed]) -> bool:
    """Whether the answer is still on its way."""
    return any(isinstance(deed, Redirect) for deed in deeds)
