"""A counsellor's calendar feed: a secret address that their own calendar reads, which says when and nothing else."""

from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event
from sqlalchemy import delete, select

from directory import models
from directory.calendar import PRODUCT, TITLE
from directory.desk.accounts import Accounts
from directory.desk.queries import between_query
from directory.desk.roles import Right
from directory.desk.scope import Scoped
from directory.desk.visits import new_token
from directory.requests import AppointmentState
from directory.service import Directory

PAST, AHEAD = timedelta(days=30), timedelta(days=120)


class Feeds:
    """The secret addresses of all counsellors; each has one at most."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._accounts = Accounts(directory)

    def renew(self, counsellor_id: int, now: datetime) -> str:
        """The secret of a new address; the one before no longer answers."""
        token = new_token()
        with self._directory.writing() as session:
            session.execute(delete(models.CalendarFeed).where(models.CalendarFeed.counsellor_id == counsellor_id))
            session.add(models.CalendarFeed(counsellor_id=counsellor_id, key=_key(token), made_at=now))
        return token

    def revoke(self, counsellor_id: int) -> None:
        """No address answers any more."""
        with self._directory.writing() as session:
            session.execute(delete(models.CalendarFeed).where(models.CalendarFeed.counsellor_id == counsellor_id))

    def since(self, counsellor_id: int) -> datetime | None:
        """Since when this counsellor has an address."""
        query = select(models.CalendarFeed.made_at).where(models.CalendarFeed.counsellor_id == counsellor_id)
        with self._directory.reading() as session:
            return session.scalar(query)

    def read(self, token: str, now: datetime) -> bytes | None:
        """The calendar of this address; ``None`` when there is none, or its owner no longer receives people."""
        query = select(models.CalendarFeed.counsellor_id).where(models.CalendarFeed.key == _key(token))
        with self._directory.reading() as session:
            owner = session.scalar(query)
        member = self._accounts.member(owner) if owner is not None else None
        if member is None or not member.may(Right.CASES):
            return None
        with Scoped(self._directory, member, Right.CASES).reading() as session:
            rows = session.scalars(between_query(now - PAST, now + AHEAD))
            return _calendar([row for row in rows if row.state is not AppointmentState.CANCELLED], now)


def _calendar(rows: list[models.Appointment], now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for row in rows:
        event = Event()
        event.add("uid", f"{row.uid}@deux-portes")
        event.add("sequence", row.sequence)
        event.add("dtstamp", now)
        event.add("dtstart", row.starts_at)
        event.add("dtend", row.ends_at)
        event.add("summary", TITLE)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _key(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
