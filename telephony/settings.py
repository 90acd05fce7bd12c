"""What the operator of the hotline decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from directory.human_line import HumanLine

# Connect 2 s, read 5 s, one retry on 5xx or time-out, 9 s in all: below the carrier's ceiling of 15 s.
WEBHOOK_OVERRIDES = "#ct=2000&rt=5000&tt=9000&rc=1&rp=5xx,ct,rt"


@dataclass(frozen=True, slots=True)
class PhoneSettings:
    """One hotline.

    `public_url` is the address as the carrier sees it, without final slash: signatures are computed over it, never over
    forwarded headers. `auth_tokens` are the account tokens accepted, several during a rotation; without any, nothing is
    accepted. `shared_keys` maps a shared key's identifier to its secret. `account_sid`, when set, refuses webhooks of
    any other account. `patience` is how many seconds a turn may take before "je vérifie" is said, `polls` how many
    times it may be said. `relay` speaks through the carrier's ConversationRelay: faster, once the account has it.
    """

    public_url: str
    auth_tokens: tuple[str, ...]
    human: HumanLine = field(default_factory=HumanLine)
    shared_keys: Mapping[str, str] = field(default_factory=dict)
    account_sid: str | None = None
    voice: str = "Polly.Lea-Neural"
    language: str = "fr-FR"
    speech_model: str | None = None
    overrides: str = WEBHOOK_OVERRIDES
    patience: float = 2.5
    polls: int = 3
    keep_minutes: int = 30
    relay: bool = False
