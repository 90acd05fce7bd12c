# ruff: noqa: S608 - the queries are written here, and nowhere else
"""L22, PA7: every figure of the annual report, worked out again from the raw rows by other means than the service's."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from directory.regions import load_region
from directory.service import Directory
from directory.steering.indicators import Shape, load_catalogue
from directory.steering.release import Steering
from directory.steering.reports import make_report
from directory.steering.sample import generate
from directory.steering.working_days import is_working_day

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


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    opened = Directory(f"sqlite:///{tmp_path_factory.mktemp('raw') / 'raw.db'}", secret="test")
    opened.migrate()
    load_region(opened, "tours", NOW)
    generate(opened, year=2025, contacts=30_000, seed=8, regions=("tours",))
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
    """Fifteen working days to answer, counted one after the other; those that are due in the year."""
    due, in_time = 0, 0
    with directory.reading() as session:
        rows = session.execute(text("SELECT received_at, answered_at FROM complaint")).all()
    for received, answered in rows:
        day, left = datetime.fromisoformat(received).date(), 15
        while left:
            day += timedelta(days=1)
            left -= is_working_day(day)
        due += day.year == 2025
        in_time += day.year == 2025 and datetime.fromisoformat(answered).date() <= day
    assert told["complaints"] == due
    assert told["complaints_in_time"] is None or told["complaints_in_time"] == pytest.approx(100 * in_time / due)
