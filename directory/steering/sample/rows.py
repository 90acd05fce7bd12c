"""Rows are put in by thousands at once: a sample year holds half a million of them."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from directory import models


def add(session: Session, table: type[models.Base], rows: list[dict[str, Any]]) -> None:
    """Puts these rows into their table."""
    if rows:
        session.execute(insert(table), rows)
