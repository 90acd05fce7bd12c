"""What every import stands on: its run, its batches, what the directory had already, what the file no longer has.

Each batch goes in whole or not at all. What is known is compared by its fingerprint and left alone when nothing
changed; what the file no longer has is set aside, never deleted. Rows are read and written as plain values, many at
once (:mod:`.bulk`): a national file makes millions of them.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from directory import models
from directory.exchange.records import Refusal, Report, ServiceRecord, StructureRecord
from directory.lists import among
from directory.service import Directory

BATCH = 1_000
MANY = 20  # structures; fewer than these may well leave together
TWICE = "cet identifiant est déjà utilisé plus haut."

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Run:
    """One import: which source, when, what it has done so far, and of which parts of a card the source tells."""

    directory: Directory
    origin: str
    now: datetime
    report: Report
    told: frozenset[str]
    may_shrink: bool = False

    def key(self, key: str) -> str:
        """The key in the directory of a key of the source."""
        return f"{self.origin}/{key}"


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items in lists of at most this many."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


class Fate(Enum):
    """What becomes of a record: its key was in the file before, it says nothing new, it changes a row, or makes one."""

    TWICE = auto()
    SAME = auto()
    CHANGED = auto()
    NEW = auto()


class Known:
    """What the directory has under the keys of one batch, and the keys that the batch has had so far."""

    def __init__(self, run: Run, session: Session, table: Any, keys: Collection[str]) -> None:
        query: Select[*tuple[Any, ...]] = select(
            table.id, table.key, table.active, table.imported_at, table.fingerprint
        )
        query = query.add_columns(table.structure_id if table is models.Service else table.checked_on)
        found = session.execute(query.where(among(table.key, keys)))
        self.rows: dict[str, Any] = {row.key: row for row in found}
        self._had = {key for key, row in self.rows.items() if row.imported_at == run.now}

    def fate(self, key: str, fingerprint: str) -> Fate:
        """What becomes of a record with this key and this content."""
        row = self.rows.get(key)
        if key in self._had:
            return Fate.TWICE
        if row is None:
            return Fate.NEW
        return Fate.SAME if row.active and row.fingerprint == fingerprint else Fate.CHANGED

    def had(self, key: str) -> None:
        """Notes that this key is taken: whoever comes with it again is refused."""
        self._had.add(key)


def refuse_twice(run: Run, record: StructureRecord | ServiceRecord) -> None:
    """Refuses a record whose key was in the file before."""
    run.report.refuse(Refusal(record.line, record.key, TWICE))


def confirm(run: Run, session: Session, table: Any, ids: Collection[int]) -> None:
    """Notes that the file still has these rows, which say what they said before."""
    if ids:
        session.execute(update(table).where(among(table.id, ids)).values(imported_at=run.now))


def fingerprint_of(record: StructureRecord | ServiceRecord) -> str:
    """What tells whether a record says the same as last time, wherever it stands in its file."""
    bare = replace(record, line=0, services=()) if isinstance(record, StructureRecord) else replace(record, line=0)
    return sha256(repr(bare).encode()).hexdigest()


def set_aside(run: Run) -> None:
    """Deactivates what this source had before and no longer has; appointments keep their place.

    Nothing at all when it is more than half of what there is, as a file that is not the right one would ask: unless
    the source is expected to shrink.
    """
    with run.directory.writing() as session:
        gone, whole = _count(session, run, models.Structure.imported_at < run.now), _count(session, run)
        if gone >= MANY and 2 * gone > whole and not run.may_shrink:
            run.report.missing = gone
            return
        for table in (models.Service, models.Structure):
            left = (table.origin == run.origin, table.active, table.imported_at < run.now)
            if table is models.Structure:
                ids = select(models.Structure.id).where(*left).scalar_subquery()
                session.execute(update(models.Site).where(models.Site.structure_id.in_(ids)).values(active=False))
            done = session.execute(update(table).where(*left).values(active=False))
            run.report.deactivated += getattr(done, "rowcount", 0)


def _count(session: Session, run: Run, *which: ColumnElement[bool]) -> int:
    ours = models.Structure.origin == run.origin, models.Structure.active
    return session.scalar(select(func.count()).select_from(models.Structure).where(*ours, *which)) or 0
