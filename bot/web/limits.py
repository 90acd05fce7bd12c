"""Slows down whoever tries codes or writes without end; addresses are counted hashed, with a key of the service."""

import hmac

import structlog
from fastapi import Request
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from bot.shelf import PREFIX, REACH_SECONDS

log = structlog.get_logger()


class Attempts:
    """Counts what one address does; ``allowed`` is like "10 per hour".

    ``storage`` is shared by the processes of the service; when it is out of reach each process counts for itself.
    """

    def __init__(self, storage: Storage, *, secret: bytes, allowed: str) -> None:
        self._shared = MovingWindowRateLimiter(storage)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._allowed = parse(allowed)
        self._secret = secret

    def too_many(self, request: Request) -> bool:
        """Whether this address has done it too often."""
        who = self._who(request)
        try:
            return not self._shared.test(self._allowed, who)
        except StorageError:
            log.error("limits_away")
            return not self._own.test(self._allowed, who)

    def count(self, request: Request) -> None:
        """Once more."""
        who = self._who(request)
        try:
            self._shared.hit(self._allowed, who)
        except StorageError:
            self._own.hit(self._allowed, who)

    def _who(self, request: Request) -> str:
        address = request.client.host if request.client else ""
        return hmac.new(self._secret, address.encode(), "sha256").hexdigest()


class WrongCodes(Attempts):
    """Counts the wrong codes of one address. Ten in a quarter of an hour is more than anyone mistypes."""

    def __init__(self, storage: Storage, *, secret: bytes) -> None:
        super().__init__(storage, secret=secret, allowed="10 per 15 minutes")


def limits_at(redis_url: str) -> Storage:
    """Where wrong codes are counted: the Redis of this address, this process's memory when there is none."""
    if not redis_url:
        return MemoryStorage()
    return RedisStorage(
        redis_url,
        key_prefix=f"{PREFIX}limits",
        wrap_exceptions=True,
        socket_timeout=REACH_SECONDS,
        socket_connect_timeout=REACH_SECONDS,
    )
