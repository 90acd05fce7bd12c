"""One loaded database for the whole run, as new for each test."""

from collections.abc import Iterator

import pytest

from tests.directory.desk.desk_under_test import DeskUnderTest, Tours


@pytest.fixture(scope="session")
def tours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tours]:
    made = Tours(tmp_path_factory.mktemp("desk"))
    yield made
    made.close()


@pytest.fixture
def desk(tours: Tours) -> DeskUnderTest:
    return tours.desk()
