"""Signatures as the carrier documents them, written apart from the SDK the hotline checks them with.

https://www.twilio.com/docs/usage/security#validating-requests
https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

Fields = Iterable[tuple[str, str]]

HASHES = {"HMAC_SHA1": hashlib.sha1, "HMAC_SHA256": hashlib.sha256}


def sign(secret: str, url: str, fields: Fields, algorithm: str = "HMAC_SHA1") -> str:
    """The signature of a form post: the exact address without its fragment, then each name and value, sorted."""
    exact, _, _fragment = url.partition("#")
    text = exact + "".join(f"{name}{value}" for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), HASHES[algorithm]).digest()).decode()


def signed_headers(secret: str, url: str, fields: Fields, *, shared_key: str | None = None) -> dict[str, str]:
    """The headers of a signed webhook: SHA1 with an account's token, SHA256 with a shared key."""
    if shared_key is None:
        return {"X-Twilio-Signature": sign(secret, url, fields)}
    return {
        "X-Twilio-Signature": sign(secret, url, fields, "HMAC_SHA256"),
        "X-Twilio-Webhooks-Signature-Settings": f"key={shared_key},algorithm=HMAC_SHA256",
    }
