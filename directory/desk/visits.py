"""Who is signed in. Kept in the database so that several processes know the same people; only fingerprints of tokens.

A visit goes through stages: the password was right, the second factor is still to be shown or to be set up, then it is
open. Nothing of the desk is seen before.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, or_, select, update

from directory import models
from directory.models import Stage
from directory.service import Directory

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)  # a long day at the desk
UNPROVEN = timedelta(minutes=10)  # between password and code
SEEN_EVERY = timedelta(minutes=1)  # a sign of life is written once a minute at most
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Visit:
    """A counsellor's time at the desk, from sign-in."""

    counsellor_id: int
    stage: Stage
    since: datetime
    seen: datetime
    farewell: str | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it was left alone for half an hour, has lasted a whole day, or was never proven."""
        unproven = self.stage is not Stage.OPEN and now - self.since >= UNPROVEN
        return unproven or now - self.seen >= IDLE or now - self.since >= LONGEST


class Visits:
    """The visits that go on, for all processes."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def begin(self, counsellor_id: int, stage: Stage, now: datetime, farewell: str | None = None) -> str:
        """A new token for this counsellor; what the browser carried before opens nothing.

        ``farewell`` is what their organisation wants to sign them out there too.
        """
        token = new_token()
        over = or_(models.DeskVisit.seen <= now - IDLE, models.DeskVisit.since <= now - LONGEST)
        with self._directory.writing() as session:
            session.execute(delete(models.DeskVisit).where(over))
            visit = models.DeskVisit(key=_key(token), counsellor_id=counsellor_id, stage=stage, since=now, seen=now)
            visit.farewell = farewell
            session.add(visit)
        return token

    def find(self, token: str, now: datetime, *, is_sign: bool = True) -> Visit | None:
        """Whose visit this is, which counts as a sign of life; ``None`` when there is none, or it is over."""
        with self._directory.reading() as session:
            row = session.get(models.DeskVisit, _key(token))
            visit = Visit(row.counsellor_id, row.stage, row.since, row.seen, row.farewell) if row else None
        if visit is None or visit.is_over(now):
            return None
        if is_sign and now - visit.seen >= SEEN_EVERY:
            with self._directory.writing() as session:
                session.execute(update(models.DeskVisit).where(models.DeskVisit.key == _key(token)).values(seen=now))
        return visit

    def end(self, token: str) -> None:
        """Signs out."""
        with self._directory.writing() as session:
            session.execute(delete(models.DeskVisit).where(models.DeskVisit.key == _key(token)))

    def end_all(self, counsellor_id: int) -> None:
        """Signs this counsellor out everywhere."""
        with self._directory.writing() as session:
            session.execute(delete(models.DeskVisit).where(models.DeskVisit.counsellor_id == counsellor_id))

    def secret(self, token: str) -> str | None:
        """What this visit is to set up as second factor, sealed; ``None`` until one was drawn."""
        with self._directory.reading() as session:
            return session.scalar(select(models.DeskVisit.secret).where(models.DeskVisit.key == _key(token)))

    def keep_secret(self, token: str, sealed: str) -> None:
        """Keeps it until the person has shown that their telephone knows it."""
        with self._directory.writing() as session:
            visit = update(models.DeskVisit).where(models.DeskVisit.key == _key(token))
            session.execute(visit.values(secret=sealed))


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def form_token(secret: str, token: str) -> str:
    """What every form of this browser carries, so that no other site can post in its place."""
    return hmac.new(secret.encode(), b"desk-form:" + token.encode(), sha256).hexdigest()


def is_form_token(secret: str, token: str, given: str) -> bool:
    """Whether the form was ours, compared in constant time."""
    return hmac.compare_digest(form_token(secret, token).encode(), given.encode("utf-8", "replace"))


def _key(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
