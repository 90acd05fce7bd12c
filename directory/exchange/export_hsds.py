"""The directory as Human Services Data Specification 3 writes it (``formats.md`` §3.4), in one JSON file a table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm import Session

from directory import models
from directory.exchange.export_inclusion import write_json_list
from directory.exchange.published import Publication, opening, published, updated_on
from directory.models.offer import StructureStatus
from directory.service import Directory

NAMESPACE = uuid5(NAMESPACE_URL, "urn:deux-portes:directory")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Row = dict[str, Any]


def export_hsds(directory: Directory, folder: Path, *, samples: bool = False) -> list[Path]:
    """Writes ``organizations``, ``services`` and ``locations`` as JSON into this folder; returns the files.

    Places are nested in their organization's ``locations`` and named by each service (``service_at_locations``). Hours
    are weekly schedules on the wall clock of the place: HSDS knows offsets only, and an offset would be wrong half of
    the year, so that ``timezone`` is left out and ``notes`` names the zone. Samples are left out unless asked for.
    """
    publication = Publication(directory.places, samples)
    files = []
    for name, rows in (("organizations", organizations), ("services", services), ("locations", locations)):
        files.append(folder / f"{name}.json")
        with directory.reading() as session:
            write_json_list(files[-1], rows(session, publication))
    return files


def organizations(session: Session, publication: Publication) -> Iterator[Row]:
    """The structures."""
    for structure in published(session, publication):
        own = identifier("organization", structure.key)
        identifiers = [{"identifier_type": "SIRET", "identifier": structure.siret}] if structure.siret else []
        yield _filled(
            {
                "id": own,
                "name": structure.name,
                "description": structure.description or structure.name,
                "email": structure.email,
                "website": structure.website,
                "organization_identifiers": [
                    {"id": identifier("identifier", structure.key), "organization_id": own, **one}
                    for one in identifiers
                ],
                "phones": _phones(structure.key, structure.phone),
                "locations": [
                    {"id": identifier("location", site.key)} for site in structure.sites if publication.shows(site)
                ],
            }
        )


def services(session: Session, publication: Publication) -> Iterator[Row]:
    """The services, with their territories and the places where they are given."""
    for structure in published(session, publication):
        for service in structure.services:
            if publication.shows(service):
                yield _filled(_service(structure, service, publication))


def locations(session: Session, publication: Publication) -> Iterator[Row]:
    """The places, with address and hours."""
    for structure in published(session, publication):
        for site in structure.sites:
            if publication.shows(site):
                yield _filled(_location(site))


def identifier(table: str, key: str) -> str:
    """The stable number of a row: the same at each export."""
    found: UUID = uuid5(NAMESPACE, f"{table}/{key}")
    return str(found)


def _service(structure: models.Structure, service: models.Service, publication: Publication) -> Row:
    own = identifier("service", service.key)
    active = structure.status is not StructureStatus.SUSPENDED
    return {
        "id": own,
        "organization_id": identifier("organization", structure.key),
        "name": service.name,
        "status": "active" if active else "temporarily closed",
        "description": service.description,
        "url": structure.website,
        "fees_description": "Gratuit",
        "last_modified": updated_on(structure).isoformat(),
        "service_areas": [
            {
                "id": identifier("service_area", f"{service.key} {area}"),
                "name": area,
                "extent": area,
                "extent_type": "text",
            }
            for area in publication.areas(structure)
        ],
        "service_at_locations": [
            {
                "id": identifier("service_at_location", f"{service.key} {site.key}"),
                "service_id": own,
                "location_id": identifier("location", site.key),
            }
            for site in service.sites
            if publication.shows(site)
        ],
        "attributes": [
            {"id": identifier("attribute", f"{service.key} {row.need}"), "label": "need", "value": row.need.value}
            for row in service.needs
        ],
    }


def _location(site: models.Site) -> Row:
    address = {
        "id": identifier("address", site.key),
        "location_id": identifier("location", site.key),
        "address_1": site.address or site.commune_name,
        "city": site.commune_name,
        "state_province": (site.commune_code or "")[: 3 if (site.commune_code or "").startswith("97") else 2],
        "postal_code": site.postcode,
        "country": "FR",
        "address_type": "physical",
    }
    return {
        "id": identifier("location", site.key),
        "location_type": "virtual" if site.remote else "physical",
        "name": site.name,
        "latitude": None if site.remote else site.latitude,
        "longitude": None if site.remote else site.longitude,
        "transportation": site.transport,
        "addresses": [] if site.remote else [address],
        "phones": _phones(site.key, site.phone),
        "accessibility": _accessibility(site),
        "schedules": [_schedule(site, row) for row in opening(site)],
    }


def _accessibility(site: models.Site) -> list[Row]:
    if site.step_free is None:
        return []
    description = "Accès de plain-pied" if site.step_free else "Accès avec des marches"
    return [{"id": identifier("accessibility", site.key), "description": description}]


def _schedule(site: models.Site, row: models.Hours) -> Row:
    day = DAYS[row.weekday]
    return {
        "id": identifier("schedule", f"{site.key} {day} {row.opens:%H:%M}"),
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": day,
        "opens_at": f"{row.opens:%H:%M}",
        "closes_at": f"{row.closes:%H:%M}",
        "notes": f"{site.time_zone}, sauf jours fériés",
    }


def _phones(key: str, number: str | None) -> list[Row]:
    return [{"id": identifier("phone", key), "number": number}] if number else []


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, "", [])}
