"""Many rows at once, each database by its shortest way: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, update
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from directory.models import Base


def table_of(model: type[Base]) -> Table:
    """The table of a mapped class."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - none of ours is mapped to anything else
    return table


def insert_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds these rows, which all name the same columns: those left out must have a default in the database itself."""
    if not rows:
        return
    connection, table = session.connection(), table_of(model)
    names = list(rows[0])
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(map(quote, names))})"
    values = _as_stored(connection.dialect, table, names, rows)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for one in values:
                copy.write_row(one)
    else:
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks})", list(values))  # noqa: S608 - our own names


def update_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Changes the rows of these ``id``; they all name the same columns."""
    if rows:
        table = table_of(model)
        wanted: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0] if name != "id"}
        named = [{f"new_{name}": value for name, value in row.items()} for row in rows]
        statement = update(table).where(table.c.id == bindparam("new_id")).values(**wanted)
        session.connection().execute(statement, named)


def _as_stored(
    dialect: Dialect, table: Table, names: Iterable[str], rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    """The values of the rows as the driver takes them, a column at a time."""
    columns: list[list[Any]] = []
    for name in names:
        process = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        plain = [row[name] for row in rows]
        columns.append([process(value) for value in plain] if process else plain)
    return zip(*columns, strict=True)
