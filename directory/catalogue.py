"""The directory as the public reads it: structures, sites and services, page by page."""

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import selectinload

from directory.models import (
    HoursKind,
    Network,
    Scope,
    Service,
    ServiceNeed,
    ServiceSite,
    Site,
    Structure,
    StructureStatus,
)
from directory.queries import PROPOSED
from directory.vocabulary import Need, Status, StructureType

Item = TypeVar("Item")


class Shown(BaseModel):
    """Base of what the read API shows."""

    model_config = ConfigDict(frozen=True)


SitesQuery = Select[Site]
"""The sites a caller asks for, to be executed in one of its sessions."""


class Page(Shown, Generic[Item]):
    """One page of a list."""

    items: tuple[Item, ...]
    page: Annotated[int, Field(description="Number of this page, from 1.")]
    per_page: int
    total: Annotated[int, Field(description="How many items there are on all pages.")]


class ShownHours(Shown):
    """Hours of one weekday, on the clock of the site."""

    kind: Annotated[HoursKind, Field(description="`open`, or `walk_in`: one can come without appointment.")]
    weekday: Annotated[int, Field(description="0 is Monday.")]
    opens: time
    closes: time


class ShownSite(Shown):
    """A place where people are received, or a remote service."""

    id: int
    structure_id: int
    name: str
    type: StructureType
    remote: Annotated[bool, Field(description="Answers by telephone, video or web; there is nowhere to go.")]
    address: str
    postcode: str
    commune_code: Annotated[str | None, Field(description="INSEE code.")]
    commune: str
    latitude: float | None
    longitude: float | None
    time_zone: Annotated[str, Field(description="IANA name.")]
    step_free: Annotated[bool | None, Field(description="Step-free access; null when it is not known.")]
    languages: Annotated[tuple[str, ...], Field(description="Besides French, ISO 639-1; empty: not known.")]
    transport: str | None
    phone: str | None
    website: str | None
    hours: tuple[ShownHours, ...]
    sample: Annotated[bool, Field(description="Address, hours or agenda are a plausible example, not a public fact.")]


class ShownService(Shown):
    """What a structure does for people."""

    id: int
    structure_id: int
    name: str
    description: str
    expected_result: str
    scope: Annotated[Scope, Field(description="How far the service reaches: national, regional or local.")]
    needs: tuple[Need, ...]
    welcomes: Annotated[tuple[Status, ...], Field(description="Only for these statuses; empty: for all.")]
    not_for: tuple[Status, ...]
    site_ids: tuple[int, ...]
    sample: bool


class ShownStructure(Shown):
    """An organisation that receives people."""

    id: int
    key: Annotated[str, Field(description="Stable name across loads.")]
    region: str
    network: str | None
    type: StructureType
    status: StructureStatus
    status_from: Annotated[date | None, Field(description="Since when; null when it is not known.")]
    status_until: Annotated[date | None, Field(description="Until when, if the label has an end.")]
    commitments: Annotated[tuple[str, ...], Field(description="What the structure has committed itself to.")]
    name: str
    description: str
    phone: str | None
    website: str | None
    source: str
    checked_on: Annotated[date | None, Field(description="When the description was last checked against its source.")]
    provenance: Annotated[
        dict[str, dict[str, str]], Field(description="Fields that come from elsewhere: their source and day of check.")
    ]
    sample: bool
    site_ids: tuple[int, ...]
    service_ids: tuple[int, ...]


def structures_query(
    *, kind: StructureType | None = None, region: str | None = None, need: Need | None = None
) -> Select[Structure]:
    """The structures that receive people, by name."""
    wanted: list[ColumnElement[bool]] = [Structure.active.is_(True), Structure.status.in_(PROPOSED)]
    wanted += [Structure.type == kind] if kind else []
    wanted += [Structure.region == region] if region else []
    wanted += [exists().where(Service.structure_id == Structure.id, *_offers(need))] if need else []
    loads = (selectinload(Structure.sites), selectinload(Structure.services), selectinload(Structure.network))
    return select(Structure).where(*wanted).options(*loads).order_by(Structure.name, Structure.id)


def sites_query(
    *,
    kind: StructureType | None = None,
    commune: str | None = None,
    structure_id: int | None = None,
    need: Need | None = None,
    words: str | None = None,
) -> SitesQuery:
    """The sites of structures that receive people, by name.

    ``need``: where a service answers it; ``words``: what the name of the site or of its structure holds.
    """
    wanted: list[ColumnElement[bool]] = [
        Site.active.is_(True),
        Structure.active.is_(True),
        Structure.status.in_(PROPOSED),
    ]
    wanted += [Site.type == kind] if kind else []
    wanted += [Site.commune_code == commune] if commune else []
    wanted += [Site.structure_id == structure_id] if structure_id is not None else []
    wanted += [_gives(need)] if need else []
    if words and words.strip():
        held = words.strip()
        wanted.append(Site.name.icontains(held, autoescape=True) | Structure.name.icontains(held, autoescape=True))
    return (
        select(Site).join(Site.structure).where(*wanted).options(selectinload(Site.hours)).order_by(Site.name, Site.id)
    )


def services_query(
    *, need: Need | None = None, scope: Scope | None = None, structure_id: int | None = None
) -> Select[Service]:
    """The services of structures that receive people, by name."""
    wanted: list[ColumnElement[bool]] = [
        Service.active.is_(True),
        Structure.active.is_(True),
        Structure.status.in_(PROPOSED),
    ]
    wanted += [exists().where(*_offers(need))] if need else []
    wanted += [Service.scope == scope] if scope else []
    wanted += [Service.structure_id == structure_id] if structure_id is not None else []
    loads = (selectinload(Service.needs), selectinload(Service.audiences), selectinload(Service.sites))
    return select(Service).join(Service.structure).where(*wanted).options(*loads).order_by(Service.name, Service.id)


def shown_structure(structure: Structure) -> ShownStructure:
    """The structure as the API shows it."""
    network: Network | None = structure.network
    return ShownStructure(
        id=structure.id,
        key=structure.key,
        region=structure.region,
        network=network.name if network else None,
        type=structure.type,
        status=structure.status,
        name=structure.name,
        description=structure.description,
        phone=structure.phone,
        website=structure.website,
        status_from=structure.status_from,
        status_until=structure.status_until,
        commitments=tuple(structure.commitments),
        provenance=structure.provenance,
        source=structure.source,
        checked_on=structure.checked_on,
        sample=structure.sample,
        site_ids=_active_ids(structure.sites),
        service_ids=_active_ids(structure.services),
    )


def shown_site(site: Site) -> ShownSite:
    """The site as the API shows it."""
    return ShownSite(
        id=site.id,
        structure_id=site.structure_id,
        name=site.name,
        type=site.type,
        remote=site.remote,
        address=site.address,
        postcode=site.postcode,
        commune_code=site.commune_code,
        commune=site.commune_name,
        latitude=site.latitude,
        longitude=site.longitude,
        time_zone=site.time_zone,
        step_free=site.step_free,
        languages=tuple(site.languages),
        transport=site.transport,
        phone=site.phone,
        website=site.website,
        hours=tuple(ShownHours(kind=h.kind, weekday=h.weekday, opens=h.opens, closes=h.closes) for h in site.hours),
        sample=site.sample,
    )


def shown_service(service: Service) -> ShownService:
    """The service as the API shows it."""
    return ShownService(
        id=service.id,
        structure_id=service.structure_id,
        name=service.name,
        description=service.description,
        expected_result=service.expected_result,
        scope=service.scope,
        needs=tuple(row.need for row in service.needs),
        welcomes=tuple(sorted(row.status for row in service.audiences if row.welcome)),
        not_for=tuple(sorted(row.status for row in service.audiences if not row.welcome)),
        site_ids=_active_ids(service.sites),
        sample=service.sample,
    )


def _offers(need: Need) -> tuple[ColumnElement[bool], ...]:
    return Service.active.is_(True), ServiceNeed.service_id == Service.id, ServiceNeed.need == need


def _gives(need: Need) -> ColumnElement[bool]:
    """A service given at the site answers the need."""
    given = ServiceSite.site_id == Site.id, ServiceSite.service_id == Service.id
    return exists().where(*given, *_offers(need))


def _active_ids(rows: Iterable[Site | Service]) -> tuple[int, ...]:
    return tuple(sorted(row.id for row in rows if row.active))
