# ruff: noqa: S608 - the queries are written here, and nowhere else
"""L22, PA7: every figure of the annual report, worked out again from the raw rows by other means than the service's."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import text

from directory import models
from directory.regions import load_region
from directory.service import Directory
from directory.steering.indicators import Shape, load_catalogue
from directory.steering.release import Steering
from directory.steering.reports import make_report
from directory.steering.sample import generate
from directory.working_days import is_working_day

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CONTACTS, BOOKED = "SELECT count(*) FROM activity", "SELECT count(*) FROM appointment"
ANSWERED = "outcome IN ('information', 'appointment', 'human', 'emergency', 'declined')"
REFUSED = "EXISTS (SELECT 1 FROM referral r WHERE r.appointment_id = appointment.id AND r.state = 'refused')"
TAKEN = "(SELECT min(at) FROM referral_step s WHERE s.referral_id = r.id AND s.state IN ('accepted', 'refused', 'met'))"
SENT = f"SELECT count(*) FROM referral r WHERE (r.state <> 'withdrawn' OR {TAKEN} IS NOT NULL)"
PLACES = "SELECT count(*) FROM site JOIN structure ON structure_id = structure.id WHERE site.active"

SHARES = {
    "outside_hours": (f"{CONTACTS} WHERE moment <> 'office'", CONTACTS),
    "near": (
        f"{CONTACTS} WHERE travel IN ('under_5', 'under_10', 'under_20')",
        f"{CONTACTS} WHERE travel NOT IN ('not_said', 'remote')",
    ),
    "answered": (f"{CONTACTS} WHERE {ANSWERED}", CONTACTS),
    "referred": (f"{CONTACTS} WHERE outcome IN ('appointment', 'human')", CONTACTS),
    "lost": (f"{CONTACTS} WHERE outcome = 'lost'", CONTACTS),
    "misunderstood": (f"{CONTACTS} WHERE misunderstood > 0", CONTACTS),
    "not_understood": (f"{CONTACTS} WHERE need IS NULL", CONTACTS),
    "soon": (
        f"{CONTACTS} WHERE first_slot IN ('under_3', 'under_8')",
        f"{CONTACTS} WHERE first_slot <> 'none'",
    ),
    "satisfaction": ("SELECT count(*) FROM opinion WHERE rating >= 4", "SELECT count(*) FROM opinion"),
    "felt_understood": (
        "SELECT count(*) FROM opinion WHERE understood",
        "SELECT count(*) FROM opinion WHERE understood IS NOT NULL",
    ),
    "useful": ("SELECT count(*) FROM opinion WHERE useful", "SELECT count(*) FROM opinion WHERE useful IS NOT NULL"),
    "two_doors": (f"{BOOKED} WHERE id NOT IN (SELECT appointment_id FROM onward WHERE door > 2)", BOOKED),
    "refused": (f"{BOOKED} WHERE {REFUSED}", BOOKED),
    "no_show": (
        f"{BOOKED} WHERE state = 'no_show' AND NOT {REFUSED}",
        f"{BOOKED} WHERE state NOT IN ('cancelled', 'booked') OR {REFUSED}",
    ),
    "answered_in_time": (f"{SENT} AND julianday({TAKEN}) - julianday(r.created_at) <= 3", SENT),
    "step_free": (f"{PLACES} AND NOT site.remote AND site.step_free", f"{PLACES} AND NOT site.remote"),
    "fresh_cards": (f"{PLACES} AND structure.checked_on >= '2025-03-02'", PLACES),
}
NUMBERS = {"contacts": CONTACTS, "appointments": BOOKED}
IN_WORDS = {"complaints", "complaints_in_time", "complaints_acknowledged"}  # by days, below
MOST_HIDDEN = 5  # few of them are too small to be told
ELSEWHERE = {"weeks", "coverage"}  # test_coverage_map.py and test_coverage.py
GIVEN = {"fresh_fiches": 50.0, "cost": 61_000 / 30_000}


COLUMNS = {"channel", "need", "hour", "moment", "outcome", "travel", "first_slot"}
DELAYS = {"under_6": 5, "under_11": 10, "under_16": 15}


class Followed(NamedTuple):
    """The days of a complaint; what was never done is done at the end of time."""

    received: date
    taken: date
    answered: date

    @property
    def to_take(self) -> date:
        return later(self.received, 2)

    @property
    def due(self) -> date:
        return later(self.received, 15)


def complain_in_march(directory: Directory) -> None:
    """Enough complaints of each kind for every figure to be told: taken and answered in time, late, only answered."""
    state = models.ComplaintState
    with directory.writing() as session:
        for number, (taken, answered) in enumerate([(1, 4), (4, 12), (2, 20), (None, 30), (None, 1)] * 12):
            received = datetime(2025, 3, 3 + number % 20, 11, tzinfo=UTC)
            steps = {state.ACKNOWLEDGED: taken, state.ANSWERED: answered}
            row = models.Complaint(
                reference=f"{number:064}", territory="departement:37", words="", state=state.ANSWERED, level=0
            )
            row.received_at, row.due_on = received, later(received.date(), 15)
            row.steps = [
                models.ComplaintStep(state=name, at=received + timedelta(days=days), words="")
                for name, days in steps.items()
                if days is not None
            ]
            session.add(row)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    opened = Directory(f"sqlite:///{tmp_path_factory.mktemp('raw') / 'raw.db'}", secret="test")
    opened.migrate()
    load_region(opened, "tours", NOW)
    generate(opened, year=2025, contacts=30_000, seed=8, regions=("tours",))
    complain_in_march(opened)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def told(directory: Directory) -> dict[str, float | None]:
    """The results of the report of all territories, by indicator."""
    steering = Steering(directory, load_catalogue(), lambda _: [True, False])
    report = make_report(steering, "all", year=2025, now=NOW)
    return {one.indicator.id: one.value for one in report.figures if one.indicator.shape is not Shape.PARTS}


@pytest.fixture(scope="module")
def ask(directory: Directory) -> Callable[[str], int]:
    """A number that the database gives."""

    def number(query: str) -> int:
        with directory.reading() as session:
            return int(session.scalar(text(query)) or 0)

    return number


def test_every_result_of_the_report_has_its_own_recount(told: dict[str, float | None]) -> None:
    assert set(told) == {*SHARES, *NUMBERS, *GIVEN, *IN_WORDS, *ELSEWHERE}
    assert sum(value is None for value in told.values()) <= MOST_HIDDEN


@pytest.mark.parametrize("name", sorted(SHARES))
def test_a_share_is_the_one_of_the_rows(name: str, told: dict[str, float | None], ask: Callable[[str], int]) -> None:
    some, of = SHARES[name]
    assert told[name] is None or told[name] == pytest.approx(100 * ask(some) / ask(of))


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_a_number_is_the_one_of_the_rows(name: str, told: dict[str, float | None], ask: Callable[[str], int]) -> None:
    assert told[name] == ask(NUMBERS[name])


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_what_is_given_is_what_is_told(name: str, told: dict[str, float | None]) -> None:
    assert told[name] == pytest.approx(GIVEN[name])


def test_complaints_are_counted_day_by_day(directory: Directory, told: dict[str, float | None]) -> None:
    """Two working days to acknowledge, fifteen to answer, counted one by one; those that are due in the year."""
    followed = list(complaints_of(directory, 2025))
    assert told["complaints"] == len(followed)
    for name, in_time in (
        ("complaints_in_time", sum(one.answered <= one.due for one in followed)),
        ("complaints_acknowledged", sum(min(one.taken, one.answered) <= one.to_take for one in followed)),
    ):
        assert told[name] == pytest.approx(100 * in_time / len(followed)), name


def test_complaints_are_split_by_how_long_they_waited(directory: Directory) -> None:
    """The parts of the split are those of the rows, each of them told."""
    report = make_report(Steering(directory, load_catalogue(), lambda _: []), "all", year=2025, now=NOW)
    (split,) = [one.parts for one in report.figures if one.indicator.id == "complaints_delay"]
    recounted = Counter(
        next((name for name, most in DELAYS.items() if one.answered <= later(one.received, most)), "over")
        for one in complaints_of(directory, 2025)
    )
    assert {part.item: part.number for part in split} == recounted
    assert min(recounted.values()) > 4


def test_contacts_are_split_as_the_rows_are(directory: Directory) -> None:
    """Each split of the contacts that is a column of theirs, part by part; what is hidden is not told otherwise."""
    report = make_report(Steering(directory, load_catalogue(), lambda _: []), "all", year=2025, now=NOW)
    of_contacts = (one for one in report.figures if one.indicator.source == "contacts" and one.indicator.by in COLUMNS)
    splits = {one.indicator.by: one.parts for one in of_contacts if one.indicator.shape is Shape.PARTS}
    assert set(splits) == COLUMNS
    for by, parts in splits.items():
        with directory.reading() as session:
            rows = session.execute(text(f"SELECT {by}, count(*) FROM activity GROUP BY {by}"))
            recounted = {f"{item:02d}" if by == "hour" else item or "not_understood": number for item, number in rows}
        assert {part.item: part.number for part in parts if part.number is not None}.items() <= recounted.items(), by
        assert {part.item for part in parts} == set(recounted), by


def later(day: date, working_days: int) -> date:
    """So many working days later, counted one after the other."""
    while working_days:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def complaints_of(directory: Directory, year: int) -> Iterator[Followed]:
    """The complaints whose answer is due in this year, from their rows; the first of each step counts."""
    query = (
        "SELECT received_at, (SELECT min(at) FROM complaint_step s WHERE s.complaint_id = c.id AND s.state = '{}')"
        ", (SELECT min(at) FROM complaint_step s WHERE s.complaint_id = c.id AND s.state = '{}') FROM complaint c"
    )
    with directory.reading() as session:
        rows = session.execute(text(query.format("acknowledged", "answered"))).all()
    for received, taken, answered in rows:
        days = [datetime.fromisoformat(at).date() if at else date.max for at in (received, taken, answered)]
        if later(days[0], 15).year == year:
            yield Followed(*days)
