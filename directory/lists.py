"""Whether a column has one of many values, said with one parameter however many there are.

IN would have as many parameters as values: the statement would differ from one list to the next, to be written, read
and planned each time. Here it is the same text always: an array on PostgreSQL, a JSON list on SQLite.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, BindParameter, Boolean, ColumnElement, Dialect, Integer, String, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Listed(TypeDecorator[Collection[Any]]):
    """Numbers, or texts and codes, as one value."""

    impl = Text
    cache_ok = True

    def __init__(self, *, numbers: bool) -> None:
        super().__init__()
        self.numbers = numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array where the database has them."""
        item = Integer() if self.numbers else String()
        return dialect.type_descriptor(ARRAY(item) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        """The values as that database takes them."""
        plain = [one if self.numbers else str(one) for one in value or ()]
        return plain if dialect.name == "postgresql" else json.dumps(plain)


class Among(FunctionElement[bool]):
    """The comparison itself: a column, then its values."""

    name = "among"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> "Among":
        """Itself: it is a comparison already, that SQLite must not compare to 1 (it would no longer use an index)."""
        return self


@compiles(Among, "postgresql")
def _in_array(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(Among, "sqlite")
def _in_json(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - a column and a parameter


def among(column: Any, values: Collection[Any] | str) -> ColumnElement[bool]:
    """Whether the column has one of these values; a text names the parameter that will bring them."""
    kind = Listed(numbers=isinstance(column.type, Integer))
    name, known = (values, None) if isinstance(values, str) else (None, values)
    given: BindParameter[Any] = bindparam(name, known, type_=kind) if known is not None else bindparam(name, type_=kind)
    return Among(column, given)
