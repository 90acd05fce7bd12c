"""Zero loss: a process that is killed while it books loses nothing that it has confirmed (trust §3, row 28)."""

import signal
import subprocess
import sys
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from directory import models
from directory.requests import AppointmentState
from directory.service import Directory
from directory.vocabulary import Way

pytestmark = pytest.mark.long

BOOKINGS, KILLED_AFTER = 1_000, 500
MINUTES = 5


def long_agenda(directory: Directory) -> int:
    """The number of an agenda with more than a thousand slots of five minutes."""
    with directory.writing() as session:
        site = session.scalars(select(models.Site.id).where(models.Site.key == "tours/apec/tours")).one()
        agenda = models.Agenda(
            key="killed", site_id=site, name="x", minutes=MINUTES, notice_minutes=0, horizon_days=60, sample=True
        )
        agenda.availabilities = [
            models.Availability(
                recurrence="FREQ=DAILY",
                first_day=date(2026, 1, 1),
                opens=time(6),
                closes=time(21),
                ways=[Way.ON_SITE.value],
            )
        ]
        session.add(agenda)
        session.flush()
        return agenda.id


def test_kill_9_loses_nothing_that_was_confirmed(each_tours: Directory, now: datetime) -> None:
    agenda = long_agenda(each_tours)
    start = (now + timedelta(days=1)).replace(hour=6, minute=0)
    days = (start + timedelta(days=day) for day in range(BOOKINGS // 100))
    moments = [(day + timedelta(minutes=MINUTES * slot)).isoformat() for day in days for slot in range(100)]
    address = each_tours.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.directory.booker", address, str(agenda), str(MINUTES), now.isoformat()]
    booker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert booker.stdin is not None
    assert booker.stdout is not None
    booker.stdin.write(" ".join(moments))
    booker.stdin.close()
    said = [booker.stdout.readline() for _ in range(KILLED_AFTER)]
    booker.send_signal(signal.SIGKILL)
    said += booker.stdout.readlines()
    assert booker.wait(10) == -signal.SIGKILL
    booker.stdout.close()
    confirmed = dict(line.split() for line in said if line.endswith("\n"))
    assert KILLED_AFTER <= len(confirmed) < BOOKINGS
    _all_there(each_tours, confirmed, now)


def _all_there(directory: Directory, confirmed: dict[str, str], now: datetime) -> None:
    for code, starts_at in confirmed.items():
        found = directory.find(code, now=now)
        assert found is not None, f"{code} was confirmed and is lost"
        assert (found.state, found.starts_at.isoformat()) == (AppointmentState.BOOKED, starts_at)
    with directory.reading() as session:
        booked = session.scalar(select(func.count()).select_from(models.Appointment)) or 0
        taken = session.scalar(select(func.count()).select_from(models.TakenTime)) or 0
    assert booked == taken  # nothing half-written
    assert len(confirmed) <= booked <= len(confirmed) + 1  # at most one was written and not yet said
