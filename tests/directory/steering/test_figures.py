"""PA6, PA7, L22: what is published of a year is what the records say, and nothing that shows anybody (L22b)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select

from directory import models
from directory.regions import load_region
from directory.service import Directory
from directory.steering.figures import Figure, View, figures_of, load_costs
from directory.steering.indicators import Definition, load_catalogue
from directory.steering.picture import Picture
from directory.steering.release import Release, Steering, is_yearly
from directory.steering.sample import Generated, generate
from directory.steering.suppression import SMALL
from directory.steering.tallies import closed_months
from directory.steering.territories import ALL, Territories, read_territories

NOTHING = Territories({}, {}, {}, {})
NO_PICTURE = Picture(date(2026, 3, 1), NOTHING, (), {}, {}, ())
LATER = datetime(2026, 3, 1, tzinfo=UTC)
REGIONS = ("tours", "paca")
MANOSQUE, PACA = "paca/manosque", "region:paca"
QUARTERS = {f"2025-T{n}": {f"2025-{3 * n - 2 + m:02d}" for m in range(3)} for n in range(1, 5)}

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    """A year of 30,000 contacts over twenty territories."""
    opened = Directory(f"sqlite:///{tmp_path_factory.mktemp('year') / 'year.db'}", secret="x")
    opened.migrate()
    for region in REGIONS:
        load_region(opened, region, LATER)
    made = generate(opened, year=2025, contacts=30_000, seed=5, regions=REGIONS)
    assert made == Generated(30_000, made.appointments, made.opinions, 48)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def release(directory: Directory) -> Release:
    return Steering(directory, load_catalogue()).release(2025, now=LATER)


def test_contacts_are_recomputed_from_the_records(directory: Directory, release: Release) -> None:
    """Another way to the same figures: no tally, no definition, only the rows."""
    with directory.reading() as session:
        rows = session.scalars(select(models.Activity)).all()
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for row in rows:
        need = row.need.value if row.need else "not_understood"
        for period in ("2025", *(quarter for quarter, months in QUARTERS.items() if row.month in months)):
            for where in (row.territory, PACA if "paca" in row.territory else "region:tours", ALL):
                for by, item in (("need", need), ("channel", row.channel.value), ("outcome", row.outcome.value)):
                    counted[by, period, where, item] += 1
                counted["", period, where, ""] += 1
    compare(release, counted, "contacts", told=0.7)


def test_appointments_are_recomputed_from_the_directory(directory: Directory, release: Release) -> None:
    """The same for what became of appointments, by network and territory."""
    sites = read_territories(directory).sites
    with directory.reading() as session:
        rows = session.execute(
            select(models.Appointment, models.Site.id, models.Network.key, models.Referral.state)
            .join(models.Agenda, models.Appointment.agenda_id == models.Agenda.id)
            .join(models.Site)
            .join(models.Structure)
            .join(models.Network)
            .join(models.Referral, models.Referral.appointment_id == models.Appointment.id)
        ).all()
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for appointment, site, network, state in rows:
        month = f"{appointment.starts_at:%Y-%m}"  # none is held at midnight
        end = {"booked": "not_told"}.get(appointment.state.value, appointment.state.value)
        for period in ("2025", *(quarter for quarter, months in QUARTERS.items() if month in months)):
            counted["end", period, sites[site], "refused" if state.value == "refused" else end] += 1
            counted[f"end network:{network}", period, ALL, "refused" if state.value == "refused" else end] += 1
    compare(release, counted, "appointments", told=0.15)


def compare(release: Release, counted: Mapping[tuple[str, str, str, str], int], source: str, *, told: float) -> None:
    """Each figure is the one of the records or is hidden; at least this share of them is told."""
    shown = 0
    for (what, period, where, item), number in counted.items():
        by, _, org = what.partition(" ")
        published = release.number(Definition(source, by), period, where, org, item)
        assert published in {number, None}, (by, period, where, org, item)
        assert published is None or published == 0 or published >= SMALL
        shown += published is not None
    assert shown > len(counted) * told


def test_no_small_figure_is_published_and_none_is_left_alone(release: Release) -> None:
    """L22b: the simplest attack, a sum less its other parts, in every direction at once, on the whole year."""
    for (definition, period), sheet in release.sheets.items():
        seen = {*sheet.figures, *(sheet.gone or ())}
        known = set(product(*({key[axis] for key in seen} for axis in range(3))))  # the attacker knows what there is
        for key in known:
            number = release.number(definition, period, *key)
            assert number is None or number == 0 or number >= SMALL, (definition, period, key)
            for parts in families(release, known, key, definition):
                told = [release.number(definition, period, *part) for part in parts]
                if number is not None and told.count(None) == 1:
                    left = number - sum(one or 0 for one in told)
                    assert sheet.together, (definition, period, key)  # a companion that is found protects nothing
                    assert left == 0 or left >= SMALL, (definition, period, key)


def families(
    release: Release, figures: Set[tuple[str, ...]], key: tuple[str, ...], definition: Definition
) -> Iterator[list[tuple[str, ...]]]:
    """What this figure is the sum of, by territory, by network, by item."""
    where, org, item = key
    yield [(part, org, item) for part in release.territories.parts(where) if (part, org, item) in figures]
    if not org:
        yield [other for other in figures if other[0] == where and other[1] and other[2] == item]
    if not item and definition.by:
        yield [other for other in figures if other[:2] == (where, org) and other[2]]


def test_the_year_hides_what_one_of_its_quarters_hides(release: Release) -> None:
    """One publication never gives away another: no figure of the year less its quarters."""
    for definition in {one for one, _ in release.sheets if not is_yearly(one)}:
        for key in {key for (one, _), sheet in release.sheets.items() if one == definition for key in sheet.figures}:
            quarters = [release.number(definition, quarter, *key) for quarter in release.quarters]
            if None in quarters:
                assert release.number(definition, "2025", *key) is None


def test_indicators_are_shares_of_published_figures(directory: Directory, release: Release) -> None:
    figures = {figure.indicator.id: figure for figure in view(release, ALL)}
    with directory.reading() as session:
        outcomes = Counter(session.scalars(select(models.Activity.outcome)))
        moments = Counter(session.scalars(select(models.Activity.moment)))
    lost = 100 * outcomes[models.ContactOutcome.LOST] / outcomes.total()
    assert figures["lost"].value == pytest.approx(lost)
    assert figures["lost"].met is (lost <= 15)
    outside = moments.total() - moments[models.Moment.OFFICE]
    assert figures["outside_hours"].value == pytest.approx(100 * outside / moments.total())
    assert figures["cost"].value == pytest.approx((61_000 + 980_000) / 30_000)


def test_a_territory_has_its_own_indicators_and_objectives(release: Release) -> None:
    """Additions of a territory are data: nothing in the code names Tours."""
    tours = {figure.indicator.id: figure for figure in view(release, "departement:37")}
    elsewhere = {figure.indicator.id: figure for figure in view(release, MANOSQUE)}
    assert tours["outside_hours"].objective == 35
    assert elsewhere["outside_hours"].objective == 30
    assert "remote_appointments" in tours
    assert "remote_appointments" not in elsewhere


def view(release: Release, where: str) -> tuple[Figure, ...]:
    return figures_of(release, NO_PICTURE, load_catalogue(), View(where, "2025"), load_costs())


def test_closed_months_are_counted_once_and_never_again(directory: Directory, release: Release) -> None:
    """A figure once published does not move: a record that comes later changes nothing."""
    with directory.writing() as session:
        row = session.scalars(select(models.Activity).where(models.Activity.month == "2025-02").limit(1)).one()
        session.delete(row)
    again = Steering(directory, load_catalogue()).release(2025, now=LATER)
    assert again.sheets == release.sheets
    assert again.sample


@pytest.mark.parametrize(
    ("day", "last"), [("2025-04-14", "2025-02"), ("2025-04-15", "2025-02"), ("2025-04-16", "2025-03")]
)
def test_a_month_is_closed_fifteen_days_after_its_end(day: str, last: str) -> None:
    now = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(hours=1)
    assert closed_months(2025, now)[-1] == last


def test_only_closed_quarters_are_told(directory: Directory) -> None:
    spring = Steering(directory, load_catalogue()).release(2025, now=datetime(2025, 6, 20, tzinfo=UTC))
    assert spring.quarters == ("2025-T1",)
    assert spring.number(Definition("contacts", ""), "2025-05", ALL)
    assert spring.number(Definition("contacts", "need"), "2025-T2", ALL, "", "vae") == 0


def test_the_same_seed_makes_the_same_year(tmp_path: Path) -> None:
    made = []
    for name in "ab":
        directory = Directory(f"sqlite:///{tmp_path / name}.db", secret="x")
        directory.migrate()
        load_region(directory, "tours", LATER)
        generate(directory, year=2025, contacts=200, seed=3, regions=("tours",))
        with directory.reading() as session:
            rows = session.execute(select(models.Activity.id, models.Activity.need)).all()
            made.append((rows, session.scalars(select(models.Appointment.uid)).all()))
        directory.engine.dispose()
    assert made[0] == made[1]
