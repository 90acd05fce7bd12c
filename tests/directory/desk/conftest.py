"""One loaded database for the whole run, as new for each test; one of each kind for a sample of the modules."""

from collections.abc import Iterator

import pytest

from tests.directory.conftest import Server
from tests.directory.desk.desk_under_test import DeskUnderTest, KeptInSqlite, Tours

ON_BOTH = {"test_desk_busy", "test_desk_card_links", "test_desk_cards", "test_desk_scope", "test_desk_services"}
"""Modules that PostgreSQL plays too: those where statements, dates or locks are the desk's own."""


class KeptInPostgresql:
    """A database and its copy, on the server of the tests."""

    def __init__(self, server: Server) -> None:
        self._server, self._url = server, server.create()
        self._copy = self._url.set(database=f"{self._url.database}_new")
        self.address = self._url.render_as_string(hide_password=False)

    def remember(self) -> None:
        self._server.create(template=self._url.database, name=self._copy.database)

    def restore(self) -> None:
        self._server.create(template=self._copy.database, name=self._url.database)

    def close(self) -> None:
        self._server.drop(self._url)
        self._server.drop(self._copy)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both databases for the sample, SQLite alone for the others."""
    if "tours" in metafunc.fixturenames:
        too = metafunc.module.__name__.rpartition(".")[2] in ON_BOTH
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
        metafunc.parametrize("tours", both if too else ["sqlite"], indirect=True, scope="session")


@pytest.fixture(scope="session")
def tours(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tours]:
    if request.param == "sqlite":
        made = Tours(KeptInSqlite(tmp_path_factory.mktemp("desk")))
    else:
        made = Tours(KeptInPostgresql(request.getfixturevalue("postgresql")))
    yield made
    made.close()


@pytest.fixture
def desk(tours: Tours) -> DeskUnderTest:
    return tours.desk()
