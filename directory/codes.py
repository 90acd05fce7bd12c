"""Appointment codes: ten digits, easy to say and to key, of which only a keyed fingerprint is stored.

The code comes from a secret, the holder's token and a random salt, so the same holder who asks again (a reload, a lost
answer) hears the same code, while the database alone, where neither token nor code lies, cannot give it back.
"""

import hmac
from hashlib import sha256

CODE_DIGITS = 10


def make_code(secret: bytes, holder: str, salt: bytes) -> str:
    """Ten digits for this holder and salt."""
    number = int.from_bytes(_keyed(secret, "code", holder.encode() + b"\0" + salt).digest())
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def normal_code(text: str) -> str | None:
    """The ten digits of a code as people write it ("12 34 56 78 90", "12-34-…"), or ``None`` when it is not one."""
    digits = "".join(character for character in text if not character.isspace() and character not in ".-_/")
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else None


def spoken_code(code: str) -> str:
    """The code in five pairs: "12 34 56 78 90"."""
    return " ".join(code[start : start + 2] for start in range(0, CODE_DIGITS, 2))


def fingerprint(secret: bytes, purpose: str, text: str) -> str:
    """The keyed hash stored in place of a code or a holder's token: 64 hexadecimal characters."""
    return _keyed(secret, purpose, text.encode()).hexdigest()


def same_fingerprint(one: str, other: str) -> bool:
    """Whether both are equal, in constant time."""
    return hmac.compare_digest(one, other)


def _keyed(secret: bytes, purpose: str, message: bytes) -> "hmac.HMAC":
    return hmac.new(secret, purpose.encode() + b"\0" + message, sha256)
