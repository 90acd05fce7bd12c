"""Connections to the directory's database: SQLite by default, PostgreSQL by address, the same code for both."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

MAX_ID = 2**31 - 1  # of a row's number; a larger one, as a forged link may hold, is an error in PostgreSQL
WAIT_SECONDS = 20  # how long a write waits for its turn on SQLite
WRITING = "directory_writing"


def open_engine(address: str | URL) -> Engine:
    """An engine for this address ("sqlite:///file", "postgresql://…"); it connects when first used."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url)
    raise ValueError(f"The directory keeps its data in SQLite or PostgreSQL, not in {url.get_backend_name()}.")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that writes nothing.

    On SQLite it sees one state of the database. On PostgreSQL each question sees the last one, as it would in a
    transaction there: none is opened, which spares two exchanges with the server.
    """
    alone = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {}
    with Session(engine.execution_options(**alone)) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that commits at the end, or leaves nothing behind when an error comes out of the block.

    On SQLite it takes the write lock at once, so what it reads cannot change before it writes.
    """
    with Session(engine.execution_options(**{WRITING: True})) as session, session.begin():
        yield session


def migrate(engine: Engine) -> None:
    """Brings the tables to their latest form; what is already there stays."""
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """What alembic needs to bring the tables of this connection up or down."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _postgresql(url: URL) -> Engine:
    """Without PostgreSQL's compiler of questions: ours are short and many, compiling one costs more than answering it
    (it took the slowest twentieth of the proposals from 37 to 60 ms among 100,000 structures)."""
    given = url.query.get("options", "")
    options = " ".join((*([given] if isinstance(given, str) else given), "-c jit=off")).strip()
    return create_engine(
        url.set(drivername="postgresql+psycopg").update_query_dict({"options": options}), pool_pre_ping=True
    )


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, not where the driver guesses
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    kind = "IMMEDIATE" if connection.get_execution_options().get(WRITING) else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {kind}")
