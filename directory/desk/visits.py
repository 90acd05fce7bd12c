"""Who is signed in, in memory only: a restart signs everybody out, and nothing is left to steal."""

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)  # a long day at the desk
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Visit:
    """A counsellor's time at the desk, from sign-in."""

    counsellor_id: int
    since: datetime
    seen: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether it was left alone for half an hour, or has lasted a whole day."""
        return now - self.seen >= IDLE or now - self.since >= LONGEST


class Visits:
    """The visits that go on. Safe to share between threads; only fingerprints of the tokens are kept."""

    def __init__(self) -> None:
        self._visits: dict[bytes, Visit] = {}
        self._lock = Lock()

    def begin(self, counsellor_id: int, now: datetime) -> str:
        """A new token for this counsellor; what the browser carried before sign-in opens nothing."""
        token = new_token()
        with self._lock:
            self._visits = {key: visit for key, visit in self._visits.items() if not visit.is_over(now)}
            self._visits[_key(token)] = Visit(counsellor_id, now, now)
        return token

    def counsellor(self, token: str, now: datetime) -> int | None:
        """Whose visit this is, which counts as a sign of life; ``None`` when there is none, or it is over."""
        key = _key(token)
        with self._lock:
            visit = self._visits.get(key)
            if visit is None or visit.is_over(now):
                self._visits.pop(key, None)
                return None
            self._visits[key] = replace(visit, seen=now)
            return visit.counsellor_id

    def end(self, token: str) -> None:
        """Signs out."""
        with self._lock:
            self._visits.pop(_key(token), None)


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def form_token(secret: str, token: str) -> str:
    """What every form of this browser carries, so that no other site can post in its place."""
    return hmac.new(secret.encode(), b"desk-form:" + token.encode(), sha256).hexdigest()


def is_form_token(secret: str, token: str, given: str) -> bool:
    """Whether the form was ours, compared in constant time."""
    return hmac.compare_digest(form_token(secret, token).encode(), given.encode("utf-8", "replace"))


def _key(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
