"""Exchange records into the tables, some hundreds at a time: each batch goes in whole or not at all.

What is known is compared by its fingerprint and left alone when nothing changed; what is new is looked for under other
names first (SIRET, then name, commune and type); what the file no longer has is set aside, never deleted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from directory import models
from directory.exchange.records import PlaceRecord, Refusal, Report, ServiceRecord, StructureRecord
from directory.identity import identity_of
from directory.models.offer import HoursKind
from directory.service import Directory
from directory.territory import REMOTE_TILE, tile

BATCH = 500
OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/Guadeloupe",
    "978": "America/Guadeloupe",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Run:
    """One import: which source, when, and what it has done so far."""

    directory: Directory
    origin: str
    now: datetime
    report: Report

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


def store_structures(run: Run, session: Session, records: Sequence[StructureRecord]) -> None:
    """Adds or changes these structures, with their place and the services they bring along."""
    keys = [run.key(one.key) for one in records]
    rows = {row.key: row for row in session.scalars(select(models.Structure).where(models.Structure.key.in_(keys)))}
    aliases = _aliases(session, keys)
    twins = _Twins(session, run.origin, [one for one in records if run.key(one.key) not in rows])
    written: dict[str, tuple[models.Structure, StructureRecord]] = {}
    named: dict[str, models.Structure] = {}
    for record in records:
        key, row = run.key(record.key), rows.get(run.key(record.key))
        same = None if row else twins.of(record)
        if row is not None and row.imported_at == run.now:
            run.report.refuse(Refusal(record.line, record.key, "cet identifiant est déjà utilisé plus haut."))
        elif row is None and (key in aliases or same):
            if same and key not in aliases:
                named[key] = same
            run.report.duplicates.append(_told(record, same))
        elif row is not None and row.active and row.fingerprint == fingerprint_of(record):
            row.imported_at = run.now
            run.report.unchanged += 1
        else:
            rows[key] = _structure(session, run, row, record)
            twins.add(record, rows[key])
            written[key] = rows[key], record
    session.flush()  # the new structures get their numbers
    _name(session, named)
    _write_places(session, run, written)


def owners_of(run: Run, session: Session, keys: Collection[str]) -> dict[str, models.Structure]:
    """The structures of these keys of the source, those that another source describes included."""
    wanted = {run.key(key): key for key in keys}
    aliases = _aliases(session, list(wanted))
    known = or_(models.Structure.key.in_(wanted), models.Structure.id.in_(set(aliases.values())))
    by_key: dict[str, models.Structure] = {}
    by_id: dict[int, models.Structure] = {}
    for row in session.scalars(select(models.Structure).where(known, models.Structure.active)):
        by_key[row.key], by_id[row.id] = row, row
    found = {key: by_key.get(full) or by_id.get(aliases.get(full, 0)) for full, key in wanted.items()}
    return {key: row for key, row in found.items() if row is not None}


def set_aside(run: Run) -> None:
    """Deactivates what this source had before and no longer has; appointments keep their place."""
    with run.directory.writing() as session:
        for table in (models.Service, models.Structure):
            gone = (table.origin == run.origin, table.active, table.imported_at < run.now)
            if table is models.Structure:
                ids = select(models.Structure.id).where(*gone).scalar_subquery()
                session.execute(update(models.Site).where(models.Site.structure_id.in_(ids)).values(active=False))
            done = session.execute(update(table).where(*gone).values(active=False))
            run.report.deactivated += getattr(done, "rowcount", 0)


class _Twins:
    """The structures that may be the same as those of a batch, under another key."""

    def __init__(self, session: Session, origin: str, records: Sequence[StructureRecord]) -> None:
        sirets = {one.siret for one in records if one.siret}
        identities = {identity for one in records if (identity := _identity(one))}
        self._by_siret: dict[str, models.Structure] = {}
        self._by_identity: dict[str, models.Structure] = {}
        self._origin = origin
        same: ColumnElement[bool] = or_(models.Structure.siret.in_(sirets), models.Structure.identity.in_(identities))
        for row in session.scalars(select(models.Structure).where(models.Structure.active, same)):
            self._keep(row, row.siret, row.identity)

    def of(self, record: StructureRecord) -> models.Structure | None:
        """The structure that this record describes too."""
        by_siret = self._by_siret.get(record.siret or "")
        return by_siret or self._by_identity.get(_identity(record) or "")

    def add(self, record: StructureRecord, row: models.Structure) -> None:
        """One more, from the same batch."""
        self._keep(row, record.siret, _identity(record))

    def _keep(self, row: models.Structure, siret: str | None, identity: str | None) -> None:
        if siret:
            self._by_siret.setdefault(siret, row)
        if identity:
            self._by_identity.setdefault(identity, row)


def _aliases(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The structures behind these other names, as long as they are there."""
    alias, structure = models.structure_alias.c, models.Structure
    query = select(alias.key, alias.structure_id).join(structure, structure.id == alias.structure_id)
    return {row.key: row.structure_id for row in session.execute(query.where(alias.key.in_(keys), structure.active))}


def _name(session: Session, named: Mapping[str, models.Structure]) -> None:
    """Notes these other names, in place of what they named before."""
    if named:
        session.execute(delete(models.structure_alias).where(models.structure_alias.c.key.in_(named)))
        rows = [{"key": key, "structure_id": twin.id} for key, twin in named.items()]
        session.execute(insert(models.structure_alias), rows)


def _told(record: StructureRecord, twin: models.Structure | None) -> str:
    known = f"« {twin.name} » ({twin.key})" if twin else "une structure déjà connue"
    return f"ligne {record.line} ({record.key}) : doublon, décrit {known}."


def _identity(record: StructureRecord) -> str | None:
    return identity_of(record.name, record.place.commune, record.type) if record.place.commune else None


def fingerprint_of(record: StructureRecord | ServiceRecord) -> str:
    bare = replace(record, line=0, services=()) if isinstance(record, StructureRecord) else replace(record, line=0)
    return sha256(repr(bare).encode()).hexdigest()


def _structure(session: Session, run: Run, row: models.Structure | None, record: StructureRecord) -> models.Structure:
    if row is None:
        row = models.Structure(key=run.key(record.key), region=run.origin, status=models.StructureStatus.CANDIDATE)
        session.add(row)
        run.report.added += 1
    else:
        run.report.changed += 1
    row.origin, row.imported_at, row.fingerprint = run.origin, run.now, fingerprint_of(record)
    row.type, row.name, row.description, row.siret = record.type, record.name, record.description, record.siret
    row.phone, row.email, row.website = record.phone, record.email, record.website
    row.identity, row.source, row.checked_on = _identity(record), record.source, record.updated_on
    row.details, row.active, row.sample, row.changed_at = dict(record.details), True, False, run.now
    return row


def _write_places(session: Session, run: Run, written: Mapping[str, tuple[models.Structure, StructureRecord]]) -> None:
    """The one site of each structure, its hours, and the département it serves until its services say otherwise."""
    keys = [f"{key}/lieu" for key in written]
    sites = {row.key: row for row in session.scalars(select(models.Site).where(models.Site.key.in_(keys)))}
    for key, (row, record) in written.items():
        site = sites.get(f"{key}/lieu")
        if site is None:
            site = sites[f"{key}/lieu"] = models.Site(key=f"{key}/lieu", structure_id=row.id)
            session.add(site)
        _place(site, row, record)
    session.flush()
    forget(session, models.Hours, models.Hours.site_id, [site.id for site in sites.values()])
    forget(session, models.ServedArea, models.ServedArea.structure_id, [row.id for row, _ in written.values()])
    hours: list[dict[str, Any]] = []
    areas: list[dict[str, Any]] = []
    for key, (row, record) in written.items():
        site_id = sites[f"{key}/lieu"].id
        for kind, ranges in ((HoursKind.OPEN, record.hours), (HoursKind.WALK_IN, record.walk_in)):
            hours += [
                {"site_id": site_id, "kind": kind, "weekday": day, "opens": opens, "closes": closes}
                for day, opens, closes in ranges
            ]
        if record.place.departement:
            areas.append({"structure_id": row.id, "area": f"departement:{record.place.departement}"})
    insert_rows(session, models.Hours, hours)
    insert_rows(session, models.ServedArea, areas)


def _place(site: models.Site, row: models.Structure, record: StructureRecord) -> None:
    place: PlaceRecord = record.place
    site.type, site.name, site.active, site.sample = record.type, record.name, True, False
    site.remote, site.address, site.postcode = place.commune is None, place.address, place.postcode
    site.commune_code, site.commune_name = place.commune, place.commune_name
    site.latitude, site.longitude = place.latitude, place.longitude
    site.tile = REMOTE_TILE if site.remote else _tile(place)
    site.time_zone = OVERSEAS.get(place.departement or "", "Europe/Paris")
    site.step_free, site.phone, site.website = record.step_free, row.phone, row.website


def _tile(place: PlaceRecord) -> int | None:
    return None if place.latitude is None or place.longitude is None else tile(place.latitude, place.longitude)


def forget(session: Session, table: type[models.Base], column: Any, ids: Collection[int]) -> None:
    if ids:
        session.execute(delete(table).where(column.in_(ids)).execution_options(synchronize_session=False))


def insert_rows(session: Session, table: type[models.Base], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), list(rows))
