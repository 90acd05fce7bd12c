"""Exchange with other directories: what they publish comes in, what this one knows goes out.

:func:`import_inclusion` and :func:`import_dila` read files of any size at constant memory; :mod:`.export_inclusion` and
:mod:`.export_hsds` write them.
"""

import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from directory.exchange.dila import archive_rows, pivot_of, read_record
from directory.exchange.inclusion import owner_key, read_service, read_structure
from directory.exchange.records import Refusal, Report, ServiceRecord, StructureRecord
from directory.exchange.rows import Row, json_rows, read_rows, text_rows
from directory.exchange.spared import refuse, spare
from directory.exchange.store import Run, batches, set_aside
from directory.exchange.store_services import store_services
from directory.exchange.store_structures import owners_of, store_structures
from directory.service import Directory

INCLUSION = "data-inclusion"
DILA = "dila"
TOLD = frozenset(
    {"name", "description", "phone", "email", "website", "address", "step_free", "hours"}
    | {"needs", "welcomes", "scope", "sites"}
)
"""The parts of a card that both sources tell of; where one can just come, only DILA gives the hours."""


def import_inclusion(
    directory: Directory, structures: Path, services: Path | None = None, *, now: datetime, may_shrink: bool = False
) -> Report:
    """Brings the directory to what data.inclusion v1 files say (.csv, .json, .jsonl, .parquet); returns what was done.

    Good rows go in, the others are told with their line. What is in no file any more is deactivated, unless something
    could not be read at all, or more than half of what there was is missing and the source ``may_shrink`` is not said;
    what a refused row describes stays as it was. Doing it again changes nothing.
    """
    run = Run(directory, INCLUSION, now, Report(file=structures.name if services else ""), TOLD, may_shrink)
    today = now.date()
    for rows in batches(_readable(run, read_rows(structures))):
        found = [read_structure(row.data, row.line, directory.places, today) for row in rows]
        _store(run, _accepted(run, rows, found))
    run.report.file = services.name if services else ""
    for rows in batches(_readable(run, read_rows(services))) if services else ():
        with directory.writing() as session:
            keys = [owner_key(row.data) for row in rows]
            owners = owners_of(run, session, keys)
            kinds = [owner.type if (owner := owners.get(key)) else None for key in keys]
            read = [read_service(row.data, row.line, kind, today) for row, kind in zip(rows, kinds, strict=True)]
            good = [one for one in _refused(run, rows, read) if isinstance(one, ServiceRecord)]
            store_services(run, session, good, owners)
    return _ended(run)


def import_dila(directory: Directory, archive: Path, *, now: datetime, may_shrink: bool = False) -> Report:
    """Brings the directory to what the State's local directory says (``.tar.bz2``, or one of its JSON files).

    Only the counters that receive for orientation, training and work are kept; the others are counted as ignored.
    """
    run = Run(directory, DILA, now, Report(), TOLD | {"walk_in"}, may_shrink)
    for rows in batches(_wanted(run, _readable(run, _dila_rows(archive)))):
        found = [read_record(row.data, row.line, directory.places, now.date()) for row in rows]
        _store(run, _accepted(run, rows, found))
    return _ended(run)


def _dila_rows(path: Path) -> Iterator[Row | Refusal]:
    if path.suffix == ".json":
        yield from text_rows(path, json_rows)
        return
    try:
        yield from archive_rows(path)
    except (tarfile.TarError, EOFError, OSError, ValueError):
        yield Row(1, {}, "cette archive n’est pas lisible jusqu’au bout.", last=True)


def _readable(run: Run, rows: Iterable[Row | Refusal]) -> Iterator[Row]:
    """The rows that are rows; what is not is refused."""
    for row in rows:
        run.report.read += 1
        if isinstance(row, Refusal):
            run.report.refuse(row)
        elif row.fault:
            refuse(run, row, row.fault)
        else:
            yield row


def _wanted(run: Run, rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if pivot_of(row.data):
            yield row
        else:
            run.report.ignored += 1


def _accepted(run: Run, rows: list[Row], found: list[StructureRecord | list[str]]) -> list[StructureRecord]:
    return [one for one in _refused(run, rows, found) if isinstance(one, StructureRecord)]


def _refused(run: Run, rows: list[Row], found: Iterable[object]) -> Iterator[object]:
    """What was read; faults are told on the way."""
    for row, one in zip(rows, found, strict=True):
        if isinstance(one, list):
            sentences = " ".join(dict.fromkeys(one))
            refuse(run, row, sentences)
        else:
            yield one


def _store(run: Run, records: list[StructureRecord]) -> None:
    with run.directory.writing() as session:
        store_structures(run, session, records)
        brought = [service for record in records for service in record.services]
        if brought:
            owners = owners_of(run, session, [record.key for record in records])
            store_services(run, session, brought, owners, counted=False)


def _ended(run: Run) -> Report:
    if run.report.complete:
        spare(run)
        set_aside(run)
    return run.report
