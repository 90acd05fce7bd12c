"""L22b: whoever takes away every file that the dashboard gives, of every territory and network, finds nobody."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import pytest

from directory.desk.scope import Member
from directory.models import Role
from directory.regions import load_region
from directory.service import Directory
from directory.steering import release as publishing
from directory.steering.board import Asked, open_board
from directory.steering.exports import as_csv, figures_table
from directory.steering.indicators import load_catalogue
from directory.steering.release import Release, Steering
from directory.steering.sample import generate
from directory.steering.suppression import SMALL, Axis, Key, aggregate
from directory.steering.territories import ALL
from tests.directory.steering.reader import HIDDEN, Cell, Files, found_people, read_file

LATER = datetime(2026, 3, 1, tzinfo=UTC)
ADMIN = Member(0, "A", Role.ADMIN, 0, "")
REGIONS = ("tours", "paca")
QUARTER = "2025-T2"

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    """A year in which few came: most of what is counted is small."""
    opened = Directory(f"sqlite:///{tmp_path_factory.mktemp('few') / 'few.db'}", secret="x")
    opened.migrate()
    for region in REGIONS:
        load_region(opened, region, LATER)
    generate(opened, year=2025, contacts=6_000, seed=11, regions=REGIONS)
    yield opened
    opened.engine.dispose()


def attack(directory: Directory, period: str) -> tuple[list[str], int]:
    """What is found in all files of this period, and how many figures were hidden in them."""
    steering = Steering(directory, load_catalogue())
    release = steering.release(2025, now=LATER)
    territories = release.territories
    networks = sorted({key[1] for sheet in release.sheets.values() for key in sheet.figures if ":" in key[1]})
    networks = [one for one in networks if one.startswith("network:")]
    read: dict[str, Files] = defaultdict(Files)
    for where in territories.parents:
        for org in ("", *(one.code for one in open_board(steering, ADMIN, Asked(where), now=LATER).networks)):
            board = open_board(steering, ADMIN, Asked(where, org, period, "2025"), now=LATER)
            content = as_csv(figures_table(board.figures, board.namer, board.title), HIDDEN)
            read_file(content, where, org, steering.catalogue, board.namer, read)
    leaves = {where: territories.within(where) for where in territories.parents}
    found = []
    for name, files in read.items():
        truth, orgs = true_cells(release, name, period, leaves[ALL]), networks if name.startswith("app") else [""]
        found += [f"{name}: {one}" for one in found_people(files, leaves, orgs, truth)]
    return found, sum(len(files.hidden) for files in read.values())


def true_cells(release: Release, name: str, period: str, leaves: Sequence[str]) -> dict[Cell, int]:
    """What was really counted, cell by cell, over the parts that the period is made of."""
    source, by = name.split()
    cells: dict[Cell, int] = defaultdict(int)
    for (definition, part), sheet in release.sheets.items():
        if (definition.source, definition.by, part) == (source, by, period) and not definition.structures:
            for (where, org, item), number in sheet.figures.items():
                if where in leaves and item and (bool(org) or not definition.has_networks):
                    cells[where, org, item] += number
    return cells


@pytest.mark.parametrize("period", [QUARTER, "2025"])
def test_all_files_together_give_nobody_away(directory: Directory, period: str) -> None:
    found, hidden = attack(directory, period)
    assert hidden > 100
    assert found == []


def test_the_reader_finds_who_is_badly_hidden(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same reader, when small figures are hidden alone: so the test above can fail."""

    def alone(cells: Mapping[Key, int], axes: Sequence[Axis], **_: object) -> frozenset[Key]:
        return frozenset(key for key, number in aggregate(cells, axes).items() if 0 < number < SMALL)

    monkeypatch.setattr(publishing, "hidden", alone)
    found, _ = attack(directory, QUARTER)
    assert found
