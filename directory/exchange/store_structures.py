"""Structures of an exchange file into the tables: what is new is looked for under other names first.

The same SIRET, else the same name, commune and type, is the same structure: the file's key becomes another name of it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select
from sqlalchemy.orm import Session

from directory import models
from directory.exchange.bulk import insert_rows, update_rows
from directory.exchange.records import StructureRecord
from directory.exchange.store import Fate, Known, Run, confirm, fingerprint_of, refuse_twice
from directory.exchange.store_places import write_places
from directory.identity import identity_of
from directory.lists import among
from directory.standing import structures_stand


def store_structures(run: Run, session: Session, records: Sequence[StructureRecord]) -> None:
    """Adds or changes these structures, with their place."""
    keys = [run.key(one.key) for one in records]
    known = Known(run, session, models.Structure, keys)
    aliases = _aliases(session, keys)
    twins = _Twins(session, [one for one in records if run.key(one.key) not in known.rows])
    written: dict[str, tuple[StructureRecord, dict[str, Any]]] = {}
    named: dict[str, str] = {}
    same: list[int] = []
    for record in records:
        key, fingerprint = run.key(record.key), fingerprint_of(record)
        fate = known.fate(key, fingerprint)
        twin = twins.of(record) if fate is Fate.NEW else None
        if fate is Fate.TWICE:
            refuse_twice(run, record)
        elif twin or (fate is Fate.NEW and key in aliases):
            run.report.double(record.line, record.key, _told(twin))
            if twin and key not in aliases:
                named[key] = twin[0]
        elif fate is Fate.SAME:
            same.append(known.rows[key].id)
            known.had(key)
        else:
            written[key] = record, _row(run, record, fingerprint)
            twins.keep(key, record.name, record.siret, _identity(record))
            known.had(key)
    run.report.unchanged += len(same)
    confirm(run, session, models.Structure, same)
    _write(run, session, known.rows, written)
    _name(session, named)


def owners_of(run: Run, session: Session, keys: Collection[str]) -> dict[str, Any]:
    """The ``id`` and ``type`` of the structures of these keys of the source, those another one describes included."""
    wanted = {run.key(key): key for key in keys}
    aliases = _aliases(session, list(wanted))
    table = models.Structure
    query = select(table.id, table.key, table.type).where(table.active)
    by_key = {row.key: row for row in session.execute(query.where(among(table.key, list(wanted))))}
    others = set(aliases.values())
    by_id = {row.id: row for row in session.execute(query.where(among(table.id, others)))} if others else {}
    found = {key: by_key.get(full) or by_id.get(aliases.get(full, 0)) for full, key in wanted.items()}
    return {key: row for key, row in found.items() if row is not None}


class _Twins:
    """The structures that may be the same as those of a batch, under another key: the key and the name of each."""

    def __init__(self, session: Session, records: Sequence[StructureRecord]) -> None:
        self._by_siret: dict[str, tuple[str, str]] = {}
        self._by_identity: dict[str, tuple[str, str]] = {}
        sirets = {one.siret for one in records if one.siret}
        identities = {identity for one in records if (identity := _identity(one))}
        table = models.Structure
        looked = [among(table.siret, sirets)] if sirets else []
        looked += [among(table.identity, identities)] if identities else []
        if looked:
            query = select(table.key, table.name, table.siret, table.identity).where(table.active, or_(*looked))
            for row in session.execute(query.order_by(table.id)):
                self.keep(*row)

    def of(self, record: StructureRecord) -> tuple[str, str] | None:
        """The structure that this record describes too."""
        by_siret = self._by_siret.get(record.siret or "")
        return by_siret or self._by_identity.get(_identity(record) or "")

    def keep(self, key: str, name: str, siret: str | None, identity: str | None) -> None:
        """One more structure that others may describe; the first one known stays."""
        if siret:
            self._by_siret.setdefault(siret, (key, name))
        if identity:
            self._by_identity.setdefault(identity, (key, name))


def _aliases(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The structures behind these other names, as long as they are there."""
    alias, structure = models.structure_alias.c, models.Structure
    query = select(alias.key, alias.structure_id).join(structure, structure.id == alias.structure_id)
    found = session.execute(query.where(among(alias.key, keys), structure.active))
    return {row.key: row.structure_id for row in found}


def _name(session: Session, named: Mapping[str, str]) -> None:
    """Notes these other names, in place of what they named before."""
    if named:
        session.execute(delete(models.structure_alias).where(models.structure_alias.c.key.in_(named)))
        ids = _ids(session, set(named.values()))
        session.execute(
            insert(models.structure_alias), [{"key": key, "structure_id": ids[twin]} for key, twin in named.items()]
        )


def _told(twin: tuple[str, str] | None) -> str:
    known = f"« {twin[1]} » ({twin[0]})" if twin else "une structure déjà connue"
    return f"doublon, décrit {known}."


def _identity(record: StructureRecord) -> str | None:
    return identity_of(record.name, record.place.commune, record.type) if record.place.commune else None


def _row(run: Run, record: StructureRecord, fingerprint: str) -> dict[str, Any]:
    """What the record says of the structure, as its row holds it."""
    return {
        "origin": run.origin,
        "imported_at": run.now,
        "fingerprint": fingerprint,
        "type": record.type,
        "name": record.name,
        "description": record.description,
        "siret": record.siret,
        "phone": record.phone,
        "email": record.email,
        "website": record.website,
        "identity": _identity(record),
        "source": record.source,
        "checked_on": record.updated_on,
        "details": dict(record.details),
        "active": True,
        "sample": False,
        "changed_at": run.now,
    }


def _write(
    run: Run, session: Session, known: Mapping[str, Any], written: Mapping[str, tuple[StructureRecord, dict[str, Any]]]
) -> None:
    """The rows of new and changed structures, and their places."""
    begun = {
        "region": run.origin,
        "status": models.StructureStatus.CANDIDATE,
        "commitments": [],
        "provenance": {},
    }
    new = {key: row for key, (_, row) in written.items() if key not in known}
    changed = [{"id": known[key].id, **_since(known[key], row)} for key, (_, row) in written.items() if key in known]
    insert_rows(session, models.Structure, [{"key": key, **begun, **row} for key, row in new.items()])
    update_rows(session, models.Structure, changed)
    run.report.added += len(new)
    run.report.changed += len(changed)
    ids = {key: known[key].id for key in written if key in known} | _ids(session, new)
    write_places(
        session, {ids[key]: (key, record) for key, (record, _) in written.items()}, {row["id"] for row in changed}
    )
    _stand(run, session, {known[key].id: record for key, (record, _) in written.items() if key in known})


def _since(known: Any, row: dict[str, Any]) -> dict[str, Any]:
    """The card may have been said to be right since the source was checked."""
    return row | {"checked_on": max(known.checked_on or row["checked_on"], row["checked_on"])}


def _stand(run: Run, session: Session, changed: Mapping[int, StructureRecord]) -> None:
    """What was validated at the desk stands, as :mod:`directory.standing` says."""
    days = {structure: record.updated_on for structure, record in changed.items()}
    structures_stand(session, days, run.told, run.directory.places)


def _ids(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The numbers of the structures of these keys."""
    table = models.Structure
    query: Select[str, int] = select(table.key, table.id).where(among(table.key, keys))
    return {row.key: row.id for row in session.execute(query)} if keys else {}
