"""Services of an exchange file into the tables, with the needs they answer and the territories they serve."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session, aliased

from directory import models
from directory.exchange.bulk import insert_rows, update_rows
from directory.exchange.records import Refusal, ServiceRecord
from directory.exchange.store import Fate, Known, Run, confirm, fingerprint_of, refuse_twice
from directory.exchange.store_places import forget
from directory.lists import among
from directory.models.offer import HoursKind
from directory.standing import services_stand


def store_services(
    run: Run,
    session: Session,
    records: Sequence[ServiceRecord],
    owners: Mapping[str, Any],
    *,
    counted: bool = True,
) -> None:
    """Adds or changes these services of the ``owners`` (rows by key of the source); one that has none is refused."""
    known = Known(run, session, models.Service, [run.key(one.key) for one in records])
    written: dict[str, tuple[ServiceRecord, dict[str, Any]]] = {}
    same: list[int] = []
    open_to_all: set[int] = set()
    for record in records:
        key, owner, fingerprint = run.key(record.key), owners.get(record.structure), fingerprint_of(record)
        fate = known.fate(key, fingerprint)
        if owner is None:
            if counted:
                _refuse_orphan(run, record)
        elif fate is Fate.TWICE:
            if counted:
                refuse_twice(run, record)
        else:
            known.had(key)
            structure = owner.id if fate is not Fate.SAME else known.rows[key].structure_id
            open_to_all |= {structure} if record.walk_in else set()
            if fate is Fate.SAME:
                same.append(known.rows[key].id)
            else:
                written[key] = record, _row(run, record, structure, fingerprint)
    confirm(run, session, models.Service, same)
    new = _write(session, known.rows, written)
    days = {known.rows[key].id: record.updated_on for key, (record, _) in written.items() if key in known.rows}
    services_stand(session, days, run.told, run.directory.places)
    if counted:
        run.report.unchanged += len(same)
        run.report.added += new
        run.report.changed += len(written) - new
    _open_doors(session, open_to_all)


def _refuse_orphan(run: Run, record: ServiceRecord) -> None:
    sentence = f"la structure « {record.structure} » n’est pas dans l’annuaire."
    run.report.refuse(Refusal(record.line, record.key, sentence))


def _row(run: Run, record: ServiceRecord, owner: int, fingerprint: str) -> dict[str, Any]:
    """What the record says of the service, as its row holds it."""
    return {
        "origin": run.origin,
        "imported_at": run.now,
        "fingerprint": fingerprint,
        "structure_id": owner,
        "name": record.name,
        "description": record.description,
        "scope": record.scope,
        "details": dict(record.details),
        "active": True,
        "sample": False,
    }


def _write(
    session: Session, known: Mapping[str, Any], written: Mapping[str, tuple[ServiceRecord, dict[str, Any]]]
) -> int:
    """The rows of new and changed services with all that hangs on them; returns how many are new."""
    if not written:
        return 0
    new = [{"key": key, "expected_result": "", **row} for key, (_, row) in written.items() if key not in known]
    changed = [{"id": known[key].id, **row} for key, (_, row) in written.items() if key in known]
    insert_rows(session, models.Service, new)
    update_rows(session, models.Service, changed)
    for table in (models.ServiceNeed, models.ServiceAudience, models.ServiceSite):
        forget(session, table.service_id, [row["id"] for row in changed])
    service = models.Service
    query = select(service.key, service.id).where(among(service.key, list(written)))
    _write_offer(session, {id_: written[key][0] for key, id_ in session.execute(query)})
    _write_areas(session, {(row["structure_id"], area) for record, row in written.values() for area in record.areas})
    return len(new)


def _write_offer(session: Session, written: Mapping[int, ServiceRecord]) -> None:
    """Needs and audiences of services, and that they are given at all places of their structure."""
    needs = [{"service_id": one, "need": need} for one, record in written.items() for need in record.needs]
    welcomes = [(one, status) for one, record in written.items() for status in record.welcomes]
    insert_rows(session, models.ServiceNeed, needs)
    insert_rows(
        session,
        models.ServiceAudience,
        [{"service_id": one, "status": status, "welcome": True} for one, status in welcomes],
    )
    service, site = models.Service, models.Site
    places = select(site.id, service.id).join(service, service.structure_id == site.structure_id)
    places = places.where(site.active, among(service.id, list(written)))
    session.execute(insert(models.ServiceSite).from_select(["site_id", "service_id"], places))


def _write_areas(session: Session, wanted: set[tuple[int, str]]) -> None:
    if wanted:
        area = models.ServedArea
        query = select(area.structure_id, area.area).where(among(area.structure_id, {owner for owner, _ in wanted}))
        known = {(owner, name) for owner, name in session.execute(query)}
        rows = [{"structure_id": owner, "area": name} for owner, name in sorted(wanted - known)]
        insert_rows(session, area, rows)


def _open_doors(session: Session, structures: Collection[int]) -> None:
    """Where a service takes people who just come, the opening hours are hours without appointment, unless the
    structure itself has said at its desk when one can just come."""
    if not structures:
        return
    hours, site, door, change = models.Hours, models.Site, aliased(models.Hours), models.CardChange
    walk_in = literal(HoursKind.WALK_IN, hours.kind.type)
    has_some = select(door.id).where(door.site_id == site.id, door.kind == HoursKind.WALK_IN).exists()
    said = change.site_id == site.id, change.part == "walk_in", change.state == models.ChangeState.KEPT
    at_desk = select(change.id).where(*said).exists()
    rows = (
        select(hours.site_id, walk_in, hours.weekday, hours.opens, hours.closes)
        .join(site, site.id == hours.site_id)
        .where(among(site.structure_id, structures), ~has_some, ~at_desk)
        .order_by(hours.id)
    )
    session.execute(insert(hours).from_select(["site_id", "kind", "weekday", "opens", "closes"], rows))
