"""Any sequence of holds, bookings, moves, cancellations and waiting: the agenda always tells the truth."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from directory import models
from directory.errors import AppointmentClosed, SlotTaken, TooManyAppointments
from directory.requests import AppointmentState, Slot
from directory.service import Directory
from directory.vocabulary import Need, Way
from tests.directory.conftest import TEMPLATE, opened

pytestmark = pytest.mark.long

OPERATIONS = 10_000
LOOKED_AT_EVERY = 4  # operations: each asks a dozen questions of the database, and the last one is looked at too
HOLDERS = ("ana", "bob", "carla")
HOLD = timedelta(minutes=10)

people = st.sampled_from(HOLDERS)
moments = st.integers(0, 5)


class Agenda(RuleBasedStateMachine):
    """Three people and six slots of one agenda, beside a simple account of who should have what."""

    def __init__(self, directory: Directory, now: datetime) -> None:
        super().__init__()
        self.directory, self.now = directory, now
        with directory.reading() as session:
            found = session.scalar(select(models.Site.id).where(models.Site.key == "tours/apec/tours"))
        self.site = found or 0
        later = (now + timedelta(days=3)).date()
        self.slots = directory.slots(self.site, Way.ON_SITE, now=now, first=later, limit=6)
        self.held: dict[str, tuple[Slot, datetime]] = {}
        self.booked: dict[str, tuple[str, Slot]] = {}  # by code: holder, slot
        self.cancelled: set[str] = set()
        self.steps = 0

    def count(self) -> None:
        """Told of each operation; whoever counts puts a counter in its place."""

    def teardown(self) -> None:
        self.check_what_is_shown()
        self.directory.engine.dispose()

    def check_what_is_shown(self) -> None:
        """Whoever looks sees the free slots and no others; each code shows its appointment."""
        first, last = self.slots[0].starts_at.date(), self.slots[-1].starts_at.date()
        shown = self.directory.slots(self.site, Way.ON_SITE, now=self.now, first=first, last=last, limit=100)
        assert set(shown) & set(self.slots) == {slot for slot in self.slots if self.is_free(slot)}
        for code, (_, slot) in self.booked.items():
            found = self.directory.find(code, now=self.now)
            assert found is not None
            assert (found.state, found.starts_at) == (AppointmentState.BOOKED, slot.starts_at)

    def is_free(self, slot: Slot, holder: str | None = None) -> bool:
        if any(slot == other for _, other in self.booked.values()):
            return False
        return not any(
            slot == other and until > self.now and who != holder for who, (other, until) in self.held.items()
        )

    def codes_of(self, holder: str) -> list[str]:
        return [code for code, (who, _) in self.booked.items() if who == holder]

    @rule(holder=people, number=moments)
    def hold(self, holder: str, number: int) -> None:
        slot = self.slots[number]
        free = self.is_free(slot, holder)
        try:
            self.directory.hold(slot, holder=holder, now=self.now)
        except SlotTaken:
            assert not free
        else:
            assert free
            self.held[holder] = (slot, self.now + HOLD)

    @rule(holder=people)
    def release(self, holder: str) -> None:
        self.directory.release(holder=holder, now=self.now)
        self.held.pop(holder, None)

    @rule(holder=people, number=moments)
    def book(self, holder: str, number: int) -> None:
        slot = self.slots[number]
        mine = [code for code, entry in self.booked.items() if entry == (holder, slot)]
        free, many = self.is_free(slot, holder), len(self.codes_of(holder)) >= 3
        try:
            code = self.directory.book(slot, holder=holder, now=self.now, need=Need.CEP).code or ""
        except TooManyAppointments:
            assert many
            assert not mine
        except SlotTaken:
            assert not free
        else:
            assert mine == [code] if mine else free and code not in self.cancelled
            if not mine:
                self.held.pop(holder, None)
            self.booked[code] = (holder, slot)

    @rule(holder=people, number=moments)
    def move(self, holder: str, number: int) -> None:
        for code in self.codes_of(holder)[:1]:
            slot, old = self.slots[number], self.booked[code][1]
            free = self.is_free(slot)
            try:
                self.directory.move(code, slot, now=self.now)
            except SlotTaken:
                assert not free
                assert slot != old
            else:
                assert free or slot == old
                self.booked[code] = (holder, slot)

    @rule(holder=people)
    def cancel(self, holder: str) -> None:
        for code in self.codes_of(holder)[-1:]:
            self.directory.cancel(code, now=self.now)
            del self.booked[code]
            self.cancelled.add(code)

    @rule(minutes=st.integers(1, 15))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(number=moments)
    def touch_a_cancelled_one(self, number: int) -> None:
        for code in list(self.cancelled)[:1]:
            try:
                self.directory.move(code, self.slots[number], now=self.now)
            except AppointmentClosed:
                continue
            raise AssertionError("a cancelled appointment came back")

    @invariant()
    def operations_are_counted(self) -> None:
        self.count()

    @invariant()
    def what_is_shown_is_true(self) -> None:
        self.steps += 1
        if self.steps % LOOKED_AT_EVERY == 0:
            self.check_what_is_shown()

    @invariant()
    def what_is_kept_is_true(self) -> None:
        """No two times of an agenda overlap, and the appointments are those of the account, each with its own time."""
        taken, made = models.TakenTime, models.Appointment
        times = select(taken.agenda_id, taken.starts_at, taken.ends_at, made.state)
        times = times.outerjoin(made, made.taken_time_id == taken.id).order_by(taken.agenda_id, taken.starts_at)
        with self.directory.reading() as session:
            rows = session.execute(times).all()
        assert all(one.agenda_id != next_.agenda_id or one.ends_at <= next_.starts_at for one, next_ in pairwise(rows))
        kept = sorted(row.starts_at for row in rows if row.state is AppointmentState.BOOKED)
        assert kept == sorted(slot.starts_at for _, slot in self.booked.values())


@dataclass
class Fresh:
    """Makes a directory with nothing booked, again and again."""

    make: Callable[[], Directory]
    now: datetime
    done: int = 0

    def __call__(self) -> Agenda:
        """One more run, counted."""
        agenda = Agenda(self.make(), self.now)
        agenda.count = self.count
        return agenda

    def count(self) -> None:
        """One more operation."""
        self.done += 1


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path, now: datetime) -> Iterator[Fresh]:
    """The Tours directory, as often as wanted, once on each database."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        file = tmp_path / "random.db"

        def copy() -> Directory:
            for old in tmp_path.glob("random.db*"):
                old.unlink()
            shutil.copy(template, file)
            return opened(f"sqlite:///{file}")

        yield Fresh(copy, now)
        return
    server = request.getfixturevalue("postgresql")
    request.getfixturevalue("postgresql_template")
    url = server.create(template=TEMPLATE)

    def emptied() -> Directory:
        directory = opened(url.render_as_string(hide_password=False))
        with directory.writing() as session:
            for table in (models.Appointment, models.Hold, models.TakenTime):
                session.execute(delete(table))
        return directory

    yield Fresh(emptied, now)
    server.drop(url)


def test_ten_thousand_operations_keep_the_agenda_true(fresh: Fresh) -> None:
    """Zero loss, no slot twice, nothing comes back after a cancellation, on both databases (trust §3)."""
    while fresh.done < OPERATIONS:
        run_state_machine_as_test(
            fresh,  # type: ignore[arg-type]  # a maker will do, as its documentation says
            settings=settings(
                max_examples=20,
                stateful_step_count=100,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
