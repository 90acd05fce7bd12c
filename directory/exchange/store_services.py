"""Services of an exchange file into the tables, with the needs they answer and the territories they serve."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models
from directory.exchange.records import Refusal, ServiceRecord
from directory.exchange.store import Run, fingerprint_of, forget, insert_rows, owners_of
from directory.models.offer import HoursKind


def store_services(run: Run, session: Session, records: Sequence[ServiceRecord], *, counted: bool = True) -> None:
    """Adds or changes these services; one whose structure is not known is refused."""
    keys = [run.key(one.key) for one in records]
    rows = {row.key: row for row in session.scalars(select(models.Service).where(models.Service.key.in_(keys)))}
    owners = owners_of(run, session, [one.structure for one in records])
    written: list[tuple[models.Service, ServiceRecord]] = []
    kept: list[tuple[models.Service, ServiceRecord]] = []
    for record in records:
        key, owner = run.key(record.key), owners.get(record.structure)
        row = rows.get(key)
        if owner is None:
            if counted:
                run.report.refuse(
                    Refusal(record.line, record.key, f"la structure « {record.structure} » n’est pas dans l’annuaire.")
                )
        elif row is not None and row.imported_at == run.now:
            run.report.refuse(Refusal(record.line, record.key, "cet identifiant est déjà utilisé plus haut."))
        elif row is not None and row.active and row.fingerprint == fingerprint_of(record):
            row.imported_at = run.now
            run.report.unchanged += counted
            kept.append((row, record))
        else:
            run.report.added += counted and row is None
            run.report.changed += counted and row is not None
            rows[key] = _service(session, run, row, record, owner.id)
            written.append((rows[key], record))
    session.flush()
    _write_offer(session, written)
    _open_doors(session, [row.structure_id for row, record in (*kept, *written) if record.walk_in])


def _service(
    session: Session, run: Run, row: models.Service | None, record: ServiceRecord, owner: int
) -> models.Service:
    if row is None:
        row = models.Service(key=run.key(record.key), expected_result="")
        session.add(row)
    row.origin, row.imported_at, row.fingerprint = run.origin, run.now, fingerprint_of(record)
    row.structure_id, row.name, row.description, row.scope = owner, record.name, record.description, record.scope
    row.details, row.active, row.sample = dict(record.details), True, False
    return row


def _write_offer(session: Session, written: Sequence[tuple[models.Service, ServiceRecord]]) -> None:
    """Needs, audiences and territories of services, and that they are given at all places of their structure."""
    ids = [row.id for row, _ in written]
    for table in (models.ServiceNeed, models.ServiceAudience, models.ServiceSite):
        forget(session, table, table.service_id, ids)
    owners = {row.structure_id for row, _ in written}
    sites: dict[int, list[int]] = {}
    for site_id, owner in session.execute(
        select(models.Site.id, models.Site.structure_id).where(models.Site.structure_id.in_(owners), models.Site.active)
    ):
        sites.setdefault(owner, []).append(site_id)
    insert_rows(
        session,
        models.ServiceNeed,
        [{"service_id": row.id, "need": need} for row, record in written for need in record.needs],
    )
    insert_rows(
        session,
        models.ServiceAudience,
        [
            {"service_id": row.id, "status": status, "welcome": True}
            for row, record in written
            for status in record.welcomes
        ],
    )
    insert_rows(
        session,
        models.ServiceSite,
        [{"service_id": row.id, "site_id": site} for row, _ in written for site in sites.get(row.structure_id, ())],
    )
    _write_areas(session, {(row.structure_id, area) for row, record in written for area in record.areas})


def _write_areas(session: Session, wanted: set[tuple[int, str]]) -> None:
    area = models.ServedArea
    query = select(area.structure_id, area.area).where(area.structure_id.in_({owner for owner, _ in wanted}))
    known = {(owner, name) for owner, name in session.execute(query)}
    insert_rows(session, area, [{"structure_id": owner, "area": name} for owner, name in sorted(wanted - known)])


def _open_doors(session: Session, structures: Collection[int]) -> None:
    """Where a service takes people who just come, the opening hours are hours without appointment."""
    hours, site = models.Hours, models.Site
    query = select(hours.site_id, hours.kind, hours.weekday, hours.opens, hours.closes).join(
        site, site.id == hours.site_id
    )
    rows = session.execute(query.where(site.structure_id.in_(set(structures)))).all()
    open_already = {row.site_id for row in rows if row.kind is HoursKind.WALK_IN}
    insert_rows(
        session,
        hours,
        [dict(row._mapping) | {"kind": HoursKind.WALK_IN} for row in rows if row.site_id not in open_already],
    )
