"""Slows down whoever tries codes one after the other; addresses stay in memory, hashed with a key of this process."""

import hmac
import secrets

from fastapi import Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class WrongCodes:
    """Counts the wrong codes of one address. Ten in a quarter of an hour is more than anyone mistypes."""

    def __init__(self, allowed: str = "10 per 15 minutes") -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._allowed = parse(allowed)
        self._key = secrets.token_bytes(32)

    def too_many(self, request: Request) -> bool:
        """Whether this address has tried too many wrong codes."""
        return not self._limiter.test(self._allowed, self._who(request))

    def count(self, request: Request) -> None:
        """One more wrong code."""
        self._limiter.hit(self._allowed, self._who(request))

    def _who(self, request: Request) -> str:
        address = request.client.host if request.client else ""
        return hmac.new(self._key, address.encode(), "sha256").hexdigest()
