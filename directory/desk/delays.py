"""Guessing takes forever: each try beyond the fifth waits twice as long as the one before.

At most ten tries an hour for one account, whether it exists or not, so that waiting tells nothing. Kept in the
database, under a fingerprint, so that several processes count together.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from directory import models
from directory.service import Directory

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Tries:
    """How often one address was tried without success, and until when the next try waits."""

    count: int
    until: datetime
    last: datetime


class Delays:
    """Tries by address, for all processes."""

    def __init__(self, directory: Directory, secret: str, most: int = MOST_ADDRESSES) -> None:
        self._directory = directory
        self._secret = secret.encode()
        self._most = most

    def begin(self, address: str, now: datetime) -> timedelta:
        """How long to wait before trying this address; nothing when the try may go on.

        The try is counted here, before the password is looked at: a thousand at once are a thousand tries.
        """
        key = self._key(address)
        with self._directory.writing() as session:
            row = session.get(models.DeskTry, key, with_for_update=True)
            before = Tries(row.count, row.until, row.last) if row else None
            if before and now - before.last < FORGOTTEN_AFTER and now < before.until:
                return before.until - now
            after = one_more(before, now)
            if row is None:
                self._make_room(session, now)
            session.merge(models.DeskTry(key=key, count=after.count, until=after.until, last=after.last))
        return timedelta(0)

    def succeeded(self, address: str) -> None:
        """Forgets the tries of an address whose password was right."""
        with self._directory.writing() as session:
            session.execute(delete(models.DeskTry).where(models.DeskTry.key == self._key(address)))

    def _make_room(self, session: Session, now: datetime) -> None:
        """The table is bounded: old tries leave first, then the one that would delay least."""
        table = models.DeskTry
        if (session.scalar(select(func.count()).select_from(table)) or 0) < self._most:
            return
        session.execute(delete(table).where(table.last <= now - FORGOTTEN_AFTER))
        if (session.scalar(select(func.count()).select_from(table)) or 0) >= self._most:
            session.delete(session.scalars(select(table).order_by(table.count, table.last).limit(1)).one())

    def _key(self, address: str) -> str:
        return hmac.new(self._secret, b"desk-try:" + address.encode("utf-8", "replace"), sha256).hexdigest()


def one_more(before: Tries | None, now: datetime) -> Tries:
    """The tries with this one counted; a day without any is forgotten."""
    count = before.count + 1 if before and now - before.last < FORGOTTEN_AFTER else 1
    return Tries(count, now + wait_after(count), now)


def wait_after(count: int) -> timedelta:
    """How long the next try waits after this many failures."""
    if count < FREE_TRIES:
        return timedelta(0)
    doublings: int = 2 ** min(count - FREE_TRIES, 10)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)
