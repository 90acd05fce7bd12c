"""The database under the directory: made by migrations alone, the same on both kinds, careful with what it is given."""

from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event, inspect, text

from directory import models
from directory.database import alembic_config, migrate, open_engine, reading, writing
from tests.directory.conftest import Server
from tests.directory.open_place import open_place


def test_migrations_make_what_the_models_say(each_empty: str) -> None:
    engine = open_engine(each_empty)
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        options = {"version_table": "directory_version", "include_name": of_the_models}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, models.Base.metadata) == []
    engine.dispose()


def test_migrations_can_be_undone(each_empty: str) -> None:
    engine = open_engine(each_empty)
    migrate(engine)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0003")
        assert "outgoing_message" not in inspect(connection).get_table_names()
    migrate(engine)
    engine.dispose()


def of_the_models(name: str | None, kind: str, _: object) -> bool:
    """Whether the models speak of this table: the full-text index belongs to bot/information/search.py."""
    return kind != "table" or not (name or "").startswith("knowledge")


def test_instants_keep_their_moment(each_empty: str) -> None:
    engine = open_engine(each_empty)
    migrate(engine)
    moment = datetime.fromisoformat("2026-10-25T02:30:00+01:00")
    with writing(engine) as session:
        session.add(open_place(0, moment))
    with reading(engine) as session:
        kept = session.query(models.Structure).one().changed_at
    assert (kept, kept.tzinfo) == (moment, UTC)
    engine.dispose()


def test_instant_without_zone_is_refused(each_empty: str) -> None:
    engine = open_engine(each_empty)
    migrate(engine)
    with pytest.raises(Exception, match="time zone"), writing(engine) as session:
        session.add(open_place(0, datetime(2026, 11, 23)))  # noqa: DTZ001
    engine.dispose()


def test_an_error_leaves_nothing_behind(each_empty: str) -> None:
    engine = open_engine(each_empty)
    migrate(engine)
    with pytest.raises(RuntimeError):
        _add_then_fail(engine)
    with reading(engine) as session:
        assert session.query(models.Structure).count() == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("trusted_schema", 0)],
)
def test_sqlite_is_set_to_lose_nothing(tmp_path: object, pragma: str, value: object) -> None:
    """Trust row 28: a confirmed booking survives a power cut (write-ahead log, full sync)."""
    engine = open_engine(f"sqlite:///{tmp_path}/x.db")
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
    engine.dispose()


def test_writing_takes_the_lock_at_once(tmp_path: object) -> None:
    """Trust row 24: what a booking has read cannot change before it writes."""
    engine = open_engine(f"sqlite:///{tmp_path}/x.db")
    migrate(engine)
    begun: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: begun.append(statement))
    with writing(engine) as session:
        session.execute(text("SELECT 1"))
    with reading(engine) as session:
        session.execute(text("SELECT 1"))
    assert [statement for statement in begun if statement.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN DEFERRED"]
    engine.dispose()


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        open_engine("mysql://localhost/x")


def _add_then_fail(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(open_place(0, datetime.now(UTC)))
        session.flush()
        raise RuntimeError


@pytest.mark.postgresql
@pytest.mark.parametrize(("asked", "timeout"), [({}, "0"), ({"options": "-c statement_timeout=7000"}, "7s")])
def test_postgresql_compiles_no_question(postgresql: Server, asked: dict[str, str], timeout: str) -> None:
    """Compiling a short question costs more than answering it; what the address asks besides is kept."""
    address = postgresql.create()
    engine = open_engine(address.update_query_dict(asked))
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW jit")) == "off"
        assert connection.scalar(text("SHOW statement_timeout")) == timeout
    engine.dispose()
    postgresql.drop(address)
