"""What a refused row describes has not left the file: it stays as it was, until a row without fault says otherwise."""

from sqlalchemy import Update, select, update

from directory import models
from directory.exchange.records import Refusal
from directory.exchange.rows import Row
from directory.exchange.store import Run

AT_ONCE = 500
LONGEST = 110


def refuse(run: Run, row: Row, sentence: str) -> None:
    """Tells the fault of this row; when nobody can tell what it describes, nothing is deactivated."""
    key = _key_of(row)
    run.report.refuse(Refusal(row.line, key, sentence))
    if key:
        run.report.spared.add(key)
    else:
        run.report.complete = False


def spare(run: Run) -> None:
    """Counts what the rows with a fault describe among what is still there, with the services of those structures."""
    keys = sorted(run.report.spared)
    structure, service = models.Structure, models.Service
    for start in range(0, len(keys), AT_ONCE):
        known = [run.key(key) for key in keys[start : start + AT_ONCE]]
        owners = select(structure.id).where(structure.key.in_(known)).scalar_subquery()
        theirs = service.key.in_(known) | service.structure_id.in_(owners)
        with run.directory.writing() as session:
            session.execute(_still_here(structure, run).where(structure.key.in_(known)))
            session.execute(_still_here(service, run).where(theirs))


def _still_here(table: type[models.Structure] | type[models.Service], run: Run) -> Update:
    return update(table).where(table.origin == run.origin).values(imported_at=run.now)


def _key_of(row: Row) -> str:
    found = row.data.get("id")
    return str(found)[:LONGEST].replace("\x00", "") if isinstance(found, (str, int)) else ""
