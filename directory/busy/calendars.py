"""Keeps the busy times of calendars: read when they are added, then again and again for those that have an address."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory.agenda import Interval
from directory.busy.fetching import CalendarFetcher
from directory.busy.problems import BadCalendar
from directory.busy.reading import Window, read_busy
from directory.models import Agenda, BusyCalendar, BusyTime, CalendarProblem
from directory.service import Directory

AHEAD = timedelta(days=366)
BEHIND = timedelta(days=7)  # the week that a page shows, begun before today
EVERY = timedelta(minutes=30)
AFTER_A_PROBLEM = timedelta(hours=2)


def window_of(zone: ZoneInfo, now: datetime) -> Window:
    """From last week to a year ahead, on this clock: no agenda can be booked farther."""
    return Window(now - BEHIND, now + AHEAD, zone)


class BusyCalendars:
    """The calendars of all agendas; whose they are is for the pages to say."""

    def __init__(self, directory: Directory, fetcher: CalendarFetcher) -> None:
        self._directory = directory
        self._fetcher = fetcher
        self._box: Fernet = directory.box("busy-calendar")

    @property
    def reads_addresses(self) -> bool:
        """Whether there is any host that may be asked."""
        return bool(self._fetcher.hosts)

    def sealed(self, address: str) -> tuple[str, str]:
        """The host of this address, and the address as it is kept; :class:`BadCalendar` when it may not be asked."""
        host = self._fetcher.host_of(address)
        return host, self._box.encrypt(address.strip().encode()).decode()

    def next_look(self, now: datetime) -> datetime:
        """When a calendar that was read now is read again."""
        return now + EVERY

    def read_address(self, address: str, zone: ZoneInfo, now: datetime) -> tuple[Interval, ...]:
        """The busy times of the calendar at this address; :class:`BadCalendar`."""
        return read_busy(self._fetcher.fetch(address), window_of(zone, now))

    def store(self, calendar_id: int, busy: Iterable[Interval], now: datetime) -> None:
        """These busy times, in place of those that the calendar had."""
        with self._directory.writing() as session:
            found = session.get(BusyCalendar, calendar_id)
            if found is not None:
                _replace(session, found, busy, now)

    def refresh(self, clock: Callable[[], datetime]) -> int:
        """Reads again what is due, and forgets what is past; how many calendars were read."""
        now, number = clock(), 0
        with self._directory.writing() as session:
            session.execute(delete(BusyTime).where(BusyTime.ends_at < now - BEHIND))
        while (due := self._claim(clock())) is not None:
            self._read_again(*due, clock)
            number += 1
        return number

    def _claim(self, now: datetime) -> tuple[int, str, ZoneInfo] | None:
        """A calendar that is due, which nobody else reads meanwhile."""
        query = (
            select(BusyCalendar)
            .join(BusyCalendar.agenda)
            .where(BusyCalendar.next_look <= now, Agenda.active)
            .order_by(BusyCalendar.next_look)
            .limit(1)
            .with_for_update(skip_locked=True, of=BusyCalendar)
        )
        with self._directory.writing() as session:
            found = session.scalar(query)
            if found is None:
                return None
            found.next_look = now + EVERY
            return found.id, found.address or "", ZoneInfo(found.agenda.site.time_zone)

    def _read_again(self, calendar_id: int, sealed: str, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        try:
            busy = self.read_address(self._opened(sealed), zone, clock())
        except BadCalendar as error:
            with self._directory.writing() as session:
                found = session.get(BusyCalendar, calendar_id)
                if found is not None:
                    found.problem, found.next_look = error.problem, clock() + AFTER_A_PROBLEM
            return
        self.store(calendar_id, busy, clock())

    def _opened(self, sealed: str) -> str:
        try:
            return self._box.decrypt(sealed).decode()
        except InvalidToken as error:
            raise BadCalendar(CalendarProblem.LOST) from error


def _replace(session: Session, calendar: BusyCalendar, busy: Iterable[Interval], now: datetime) -> None:
    session.execute(delete(BusyTime).where(BusyTime.calendar_id == calendar.id))
    rows = [
        {
            "calendar_id": calendar.id,
            "agenda_id": calendar.agenda_id,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
        }
        for one in busy
    ]
    if rows:
        session.execute(insert(BusyTime), rows)
    calendar.read_at, calendar.problem = now, None
