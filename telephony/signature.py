"""Whether a webhook was really sent by the carrier: everything else is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twilio.request_validator import (  # type: ignore[import-untyped]  # no types upstream
    HMAC_SHA1,
    HMAC_SHA256,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
)

from telephony.settings import PhoneSettings


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a webhook as they came, blanks and repeats included: the signature covers them all."""

    fields: Sequence[tuple[str, str]]

    def __iter__(self):  # type: ignore[no-untyped-def]  # the shape the SDK's validator reads
        return iter(dict.fromkeys(name for name, _ in self.fields))

    def getall(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self.fields if key == name]

    def single(self) -> dict[str, str]:
        """One value a field, the last one."""
        return dict(self.fields)


def is_signed(
    settings: PhoneSettings, path: str, form: Form, headers: Mapping[str, str], *, base: str | None = None
) -> bool:
    """Whether the signature is right for this path (with its query) and these fields, with any token accepted now.

    An account's token signs with SHA1; a shared key, named in a header of its own, with SHA256. `base` replaces the
    public address (a socket's begins with wss).
    """
    signature = headers.get(SIGNATURE_HEADER.lower(), "")
    if not signature:
        return False
    stated = _settings_of(headers.get(SIGNATURE_SETTINGS_HEADER.lower(), ""))
    algorithm = stated.get("algorithm", HMAC_SHA1)
    if "key" in stated:
        secrets = tuple(filter(None, (settings.shared_keys.get(stated["key"]),)))
    else:
        secrets = settings.auth_tokens if algorithm == HMAC_SHA1 else ()
    if algorithm not in {HMAC_SHA1, HMAC_SHA256}:
        return False
    url = (base or settings.public_url.rstrip("/")) + path
    return any(RequestValidator(secret).validate(url, form, signature, algorithm) for secret in secrets)


def _settings_of(header: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in header.split(","))
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}
