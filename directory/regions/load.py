"""A region pack into the tables: what is new is added, what changed is changed, what left is set aside."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from directory import models
from directory.cards import OF_SERVICE, OF_SITE, OF_STRUCTURE
from directory.hours import read_ranges
from directory.identity import identity_of
from directory.outside.provider import RDV_SERVICE_PUBLIC
from directory.places import Commune, Places
from directory.regions.schema import AgendaEntry, Region, ServiceEntry, SiteEntry, StructureEntry
from directory.regions.zones import ZonesEntry
from directory.standing import reopened, services_stand, structures_stand, with_changes
from directory.territory import REMOTE_TILE, tile

Row = TypeVar("Row", models.Network, models.Structure, models.Site, models.Service, models.Agenda, models.Zone)


TOLD = {*OF_STRUCTURE, *OF_SITE, *OF_SERVICE} - {"email"}
"""The parts of a card that a pack tells of."""

ServedAreas = Mapping[str, tuple[str, ...]]
"""The parts of each zone."""


def store_zones(session: Session, region: Region, entry: ZonesEntry | None) -> ServedAreas:
    """Brings the region's zones to what its pack says; returns their parts."""
    ours = models.Zone.region == region.region
    session.execute(update(models.Zone).where(ours).values(active=False))
    session.expire_all()
    zones = entry.zones if entry else {}
    for key, zone in zones.items():
        row = _row(session, models.Zone, f"{region.region}/{key}")
        row.region, row.name, row.sample, row.active = region.region, zone.name, entry is None or entry.sample, True
        session.flush()
        session.execute(delete(models.ZoneArea).where(models.ZoneArea.zone_id == row.id))
        session.add_all(models.ZoneArea(zone_id=row.id, area=area) for area in dict.fromkeys(zone.areas))
    session.flush()
    return {key: zone.areas for key, zone in zones.items()}


def store_region(
    session: Session,
    region: Region,
    structures: Iterable[StructureEntry],
    zones: ServedAreas,
    places: Places,
    now: datetime,
) -> None:
    """Brings the region's rows to what its pack says."""
    networks = {key: _network(session, key, name) for key, name in region.networks.items()}
    _set_aside(session, region.region)
    changed = with_changes(session)
    for entry in structures:
        structure = _structure(session, region, entry, networks, places, now)
        _serve(session, structure, entry, zones)
        services = {one.service: _service(session, structure, one) for one in entry.services}
        for one in entry.sites:
            site = _site(session, structure, one, region.time_zone, places)
            offered = services if one.services is None else {key: services[key] for key in one.services}
            _offer(session, site, offered.values())
            for agenda in one.agendas:
                _agenda(session, site, agenda)
        session.flush()
        if structure.id in changed:
            _stand(session, structure, entry.checked_on, places)
    session.flush()


def _stand(session: Session, structure: models.Structure, checked_on: date, places: Places) -> None:
    """What was validated at the desk stands against an older file, the desk's own services included."""
    session.expire_all()
    services = session.scalars(select(models.Service.id).where(models.Service.structure_id == structure.id)).all()
    structures_stand(session, {structure.id: checked_on}, TOLD, places)
    services_stand(session, dict.fromkeys(services, checked_on), TOLD, places)


def _set_aside(session: Session, region: str) -> None:
    """Deactivates all rows of the region; those the pack still has are woken up one by one."""
    structures = select(models.Structure.id).where(models.Structure.region == region).scalar_subquery()
    sites = select(models.Site.id).where(models.Site.structure_id.in_(structures)).scalar_subquery()
    for table, ours in (
        (models.Agenda, models.Agenda.site_id.in_(sites)),
        (models.Site, models.Site.structure_id.in_(structures)),
        (models.Service, models.Service.structure_id.in_(structures)),
        (models.Structure, models.Structure.region == region),
    ):
        session.execute(update(table).where(ours).values(active=False))
    session.expire_all()


def _row(session: Session, table: type[Row], key: str) -> Row:
    """The row of this key, made when there is none yet."""
    found = session.scalar(select(table).where(table.key == key))
    if found is None:
        found = table(key=key)
        session.add(found)
    return found


def _network(session: Session, key: str, name: str) -> models.Network:
    network = _row(session, models.Network, key)
    network.name = name
    session.flush()
    return network


def _structure(
    session: Session,
    region: Region,
    entry: StructureEntry,
    networks: dict[str, models.Network],
    places: Places,
    now: datetime,
) -> models.Structure:
    row = _row(session, models.Structure, f"{region.region}/{entry.structure}")
    row.region, row.network = region.region, networks[entry.network] if entry.network else None
    row.type, row.status, row.name, row.description = entry.type, entry.status, entry.name, entry.description
    row.phone, row.website, row.sample, row.active = entry.phone, entry.website, entry.sample, True
    row.status_from, row.status_until = entry.status_from, entry.status_until
    row.commitments = [*(region.commitments if entry.signatory else ()), *entry.commitments]
    row.provenance = {name: one.model_dump(mode="json") for name, one in entry.provenance.items()}
    row.source, row.checked_on = entry.source, max(row.checked_on or entry.checked_on, entry.checked_on)
    row.changed_at = now
    row.identity = _identity(entry, places)
    session.flush()
    return row


def _identity(entry: StructureEntry, places: Places) -> str | None:
    """Name, commune and type of the first place, as an exchange file would give them."""
    codes = [commune.code for site in entry.sites if site.commune and (commune := places.commune_of(site.commune))]
    return identity_of(entry.name, codes[0], entry.type) if codes else None


def _serve(session: Session, structure: models.Structure, entry: StructureEntry, zones: ServedAreas) -> None:
    """Writes the served areas, those of a zone one by one: the matching looks for plain areas."""
    session.execute(delete(models.ServedArea).where(models.ServedArea.structure_id == structure.id))
    spelt = [zones[area.removeprefix("zone:")] if area.startswith("zone:") else (area,) for area in entry.serves]
    areas = dict.fromkeys(area for some in spelt for area in some)
    session.add_all(models.ServedArea(structure_id=structure.id, area=area) for area in areas)


def _service(session: Session, structure: models.Structure, entry: ServiceEntry) -> models.Service:
    row = _row(session, models.Service, f"{structure.key}/{entry.service}")
    row.structure_id, row.name, row.scope, row.sample, row.active = (
        structure.id,
        entry.name,
        entry.scope,
        entry.sample,
        True,
    )
    row.description, row.expected_result = entry.description, entry.expected_result
    session.flush()
    for table in (models.ServiceNeed, models.ServiceAudience):
        session.execute(delete(table).where(table.service_id == row.id))
    session.add_all(models.ServiceNeed(service_id=row.id, need=need) for need in dict.fromkeys(entry.needs))
    audience = dict.fromkeys(entry.welcomes, True) | dict.fromkeys(entry.not_for, False)
    session.add_all(
        models.ServiceAudience(service_id=row.id, status=status, welcome=welcome)
        for status, welcome in audience.items()
    )
    return row


def _site(
    session: Session, structure: models.Structure, entry: SiteEntry, time_zone: str, places: Places
) -> models.Site:
    row = _row(session, models.Site, f"{structure.key}/{entry.site}")
    commune = places.commune_of(entry.commune) if entry.commune else None
    row.structure_id, row.type, row.name, row.remote, row.active = (
        structure.id,
        structure.type,
        entry.name,
        entry.remote,
        True,
    )
    row.address, row.postcode = entry.address or "", entry.postcode or ""
    row.commune_code, row.commune_name = (commune.code, commune.name) if commune else (None, "")
    row.latitude, row.longitude = _point(entry, places.get(entry.near or entry.commune or ""))
    row.tile = REMOTE_TILE if entry.remote else _tile(row)
    row.time_zone, row.step_free, row.transport = entry.time_zone or time_zone, entry.step_free, entry.transport
    row.languages = list(entry.languages)
    row.phone, row.website, row.sample = entry.phone, entry.website, entry.sample
    session.flush()
    _hours(session, row, entry)
    return row


def _point(entry: SiteEntry, commune: Commune | None) -> tuple[float | None, float | None]:
    """Where the site is; without coordinates of its own, the middle of its commune or arrondissement."""
    if entry.latitude is not None or commune is None:
        return entry.latitude, entry.longitude
    return commune.latitude, commune.longitude


def _tile(site: models.Site) -> int | None:
    return None if site.latitude is None or site.longitude is None else tile(site.latitude, site.longitude)


def _hours(session: Session, site: models.Site, entry: SiteEntry) -> None:
    session.execute(delete(models.Hours).where(models.Hours.site_id == site.id))
    for kind, week in ((models.HoursKind.OPEN, entry.hours), (models.HoursKind.WALK_IN, entry.walk_in)):
        session.add_all(
            models.Hours(site_id=site.id, kind=kind, weekday=weekday, opens=opens, closes=closes)
            for weekday, opens, closes in week.rows()
        )
    _closures(session, site, entry)


def _closures(session: Session, site: models.Site, entry: SiteEntry) -> None:
    """Those of the pack, in place of those it had; what was declared or taken away at the desk stays so."""
    row = models.Closure
    session.execute(delete(row).where(row.site_id == site.id, row.declared_at.is_(None)))
    if not entry.closures:
        return
    declared = session.execute(select(row.first_day, row.last_day).where(row.site_id == site.id))
    known = {(site.id, first, last) for first, last in declared} | reopened(session, site.structure_id)
    session.add_all(
        row(site_id=site.id, first_day=one.first_day, last_day=one.last_day, label=one.label)
        for one in entry.closures
        if (site.id, one.first_day, one.last_day) not in known
    )


def _offer(session: Session, site: models.Site, services: Iterable[models.Service]) -> None:
    session.execute(delete(models.ServiceSite).where(models.ServiceSite.site_id == site.id))
    session.add_all(models.ServiceSite(site_id=site.id, service_id=service.id) for service in services)


def _agenda(session: Session, site: models.Site, entry: AgendaEntry) -> None:
    row = _row(session, models.Agenda, f"{site.key}/{entry.agenda}")
    row.site_id, row.name, row.minutes, row.sample, row.active = site.id, entry.name, entry.minutes, entry.sample, True
    row.notice_minutes, row.horizon_days = entry.notice_hours * 60, entry.horizon_days
    session.flush()
    if not row.kept_at_desk:
        _openings(session, row, entry)
    _outside(session, row, entry)


def _openings(session: Session, agenda: models.Agenda, entry: AgendaEntry) -> None:
    session.execute(delete(models.Availability).where(models.Availability.agenda_id == agenda.id))
    session.add_all(
        models.Availability(
            agenda_id=agenda.id,
            recurrence=hours.every,
            first_day=hours.first_day,
            last_day=hours.last_day,
            opens=opens,
            closes=closes,
            ways=[way.value for way in hours.ways],
        )
        for hours in entry.availabilities
        for opens, closes in read_ranges(hours.hours)
    )


def _outside(session: Session, agenda: models.Agenda, entry: AgendaEntry) -> None:
    session.execute(delete(models.OutsideAgenda).where(models.OutsideAgenda.agenda_id == agenda.id))
    if entry.rdv_service_public:
        reference = entry.rdv_service_public
        session.add(models.OutsideAgenda(agenda_id=agenda.id, provider=RDV_SERVICE_PUBLIC, reference=reference))
