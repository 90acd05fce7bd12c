"""What the hotline does during a call, as data: the deciding is elsewhere, the writing as TwiML too.

Each deed names its verb, so that deeds kept with a call are read back as they were.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Discriminator


@dataclass(frozen=True, slots=True)
class Tone:
    """How the caller wants to be spoken to; kept for the whole call."""

    slow: bool = False
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """Words said to the caller; said outside a Listen, they cannot be cut short.

    `language` is another language than the line's, by its two letters: its own voice says them.
    """

    text: str
    tone: Tone = field(default_factory=Tone)
    language: str | None = None
    verb: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence, in whole seconds."""

    seconds: int = 1
    verb: Literal["pause"] = "pause"


@dataclass(frozen=True, slots=True)
class Listen:
    """Say the prompts, then wait for speech or keys; whatever comes, silence included, goes to the current step.

    `digits` is how many keys make an answer; `patience` and `pause` are whole seconds: how long to wait for the first
    word or the next key, and how long a silence ends a sentence ("auto" would cut slow speakers). With `keys_only` the
    line does not listen to voices at all.
    """

    prompts: tuple[Annotated[Say | Pause, Discriminator("verb")], ...] = ()
    digits: int = 1
    patience: int = 6
    pause: int = 2
    hints: tuple[str, ...] = ()
    keys_only: bool = False
    verb: Literal["listen"] = "listen"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Ring the human line: who answers accepts by key after hearing the whisper, else the caller comes back to us.

    `shown` is the number displayed there: ours, never the caller's.
    """

    number: str
    shown: str | None
    seconds: int = 20
    verb: Literal["transfer"] = "transfer"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Come back to the current step without waiting for the caller (the answer is not ready yet)."""

    verb: Literal["redirect"] = "redirect"


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""

    verb: Literal["hang_up"] = "hang_up"


Deed = Say | Pause | Listen | Transfer | Redirect | HangUp
