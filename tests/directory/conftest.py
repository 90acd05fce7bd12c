"""Directories to test on: the Tours pack loaded into SQLite, and into a real PostgreSQL when there is one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from directory.database import open_engine
from directory.places import load_places
from directory.regions import load_region
from directory.service import Directory

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""A Monday, 9 o'clock in Tours; no public holiday before Christmas."""

SECRET = "a secret for tests"
POSTGRESQL_FOLDERS = "/usr/lib/postgresql/*/bin"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def tours(sqlite_template: Path, tmp_path: Path) -> Iterator[Directory]:
    """The Tours directory, in a fresh SQLite file."""
    yield from _opened(_copied_sqlite(sqlite_template, tmp_path))


@pytest.fixture(scope="session")
def reader(sqlite_template: Path) -> Iterator[Directory]:
    """The Tours directory, only read: shared by all tests."""
    yield from _opened(f"sqlite:///{sqlite_template}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def each_tours(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Directory]:
    """The Tours directory, fresh, once on each database."""
    if request.param == "sqlite":
        yield from _opened(_copied_sqlite(request.getfixturevalue("sqlite_template"), tmp_path))
    else:
        server: Server = request.getfixturevalue("postgresql")
        request.getfixturevalue("postgresql_template")
        with_name = server.create(template=TEMPLATE)
        yield from _opened(with_name.render_as_string(hide_password=False))
        server.drop(with_name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def each_empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: Server = request.getfixturevalue("postgresql")
        url = server.create()
        yield url.render_as_string(hide_password=False)
        server.drop(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "tours.db"
    _fill(f"sqlite:///{file}")
    return file


TEMPLATE = "deux_portes_template"
COMPILED: dict[str, dict[Any, Any]] = {}


@dataclass
class Server:
    """A PostgreSQL server on which tests make and drop databases of their own."""

    url: URL
    made: int = 0

    def create(self, *, template: str | None = None, name: str | None = None) -> URL:
        self.made += 1
        name = name or f"deux_portes_test_{os.getpid()}_{self.made}"
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.run(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return self.url.set(database=name)

    def drop(self, url: URL) -> None:
        self.run(f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)")

    def run(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The server of ``DEUX_PORTES_TEST_POSTGRESQL_URL``, or one started here for the time of the tests."""
    address = os.environ.get("DEUX_PORTES_TEST_POSTGRESQL_URL")
    if address:
        yield Server(make_url(address).set(drivername="postgresql+psycopg"))
        return
    binaries = _postgresql_binaries()
    if binaries is None:
        message = "PostgreSQL is not installed here (initdb was not found)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    yield from _started(binaries)


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Server) -> None:
    url = postgresql.create(name=TEMPLATE)
    _fill(url.render_as_string(hide_password=False))


def _fill(address: str) -> None:
    directory = Directory(address, secret=SECRET, places=load_places())
    directory.migrate()
    load_region(directory, "tours", NOW)
    directory.engine.dispose()


def _copied_sqlite(template: Path, folder: Path) -> str:
    file = folder / "directory.db"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


def _opened(address: str) -> Iterator[Directory]:
    directory = opened(address)
    yield directory
    directory.engine.dispose()


def opened(address: str) -> Directory:
    """The directory at this address; statements are compiled once for all tests, not once for each fresh database."""
    compiled = COMPILED.setdefault(make_url(address).get_backend_name(), {})
    engine = open_engine(address).execution_options(compiled_cache=compiled)
    return Directory(engine, secret=SECRET, places=load_places())


def _postgresql_binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/").glob(POSTGRESQL_FOLDERS.lstrip("/")))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def _started(binaries: Path) -> Iterator[Server]:
    # a short path: the socket's address may not exceed a hundred characters
    folder = Path(tempfile.mkdtemp(prefix="dp-pg-"))
    run = _runner(folder)
    data = folder / "data"
    try:
        run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-F -c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=100"
        run(binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        yield Server(URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)}))
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runner(folder: Path) -> Callable[..., None]:
    """Runs a program of PostgreSQL, which refuses to be run by root."""
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(*command: object) -> None:
        whole = [*as_user, *map(str, command)]
        subprocess.run(whole, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)  # noqa: S603 - our own words

    return run
