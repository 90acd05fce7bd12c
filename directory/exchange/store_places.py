"""The places of imported structures: one site each, its hours, and the territory served until services say more."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import models
from directory.exchange.bulk import insert_rows, update_rows
from directory.exchange.records import PlaceRecord, StructureRecord
from directory.lists import among
from directory.models.offer import HoursKind
from directory.territory import REMOTE_TILE, tile

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


def write_places(
    session: Session, records: Mapping[int, tuple[str, StructureRecord]], changed: Collection[int]
) -> None:
    """The site of each structure (by its number: its key and its record); those ``changed`` may have one already."""
    if not records:
        return
    keys = {f"{key}/lieu": structure for structure, (key, _) in records.items()}
    before = _sites(session, [key for key, structure in keys.items() if structure in changed])
    rows = {key: _site(structure, records[structure][1]) for key, structure in keys.items()}
    insert_rows(session, models.Site, [_begun(key) | row for key, row in rows.items() if key not in before])
    update_rows(session, models.Site, [{"id": before[key]} | row for key, row in rows.items() if key in before])
    if changed:
        forget(session, models.Hours.site_id, before.values())
        forget(session, models.ServedArea.structure_id, changed)
    sites = _sites(session, keys)
    weeks = [_week(sites[key], records[structure][1]) for key, structure in keys.items()]
    insert_rows(session, models.Hours, [row for week in weeks for row in week])
    insert_rows(
        session,
        models.ServedArea,
        [
            {"structure_id": structure, "area": f"departement:{record.place.departement}"}
            for structure, (_, record) in records.items()
            if record.place.departement
        ],
    )


def forget(session: Session, column: Any, ids: Collection[int]) -> None:
    """Deletes the rows of the column's table that belong to these numbers."""
    if ids:
        gone = delete(column.class_).where(among(column, ids))
        session.execute(gone.execution_options(synchronize_session=False))


def _sites(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The numbers of the sites of these keys."""
    query = select(models.Site.key, models.Site.id).where(among(models.Site.key, keys))
    return {row.key: row.id for row in session.execute(query)} if keys else {}


def _begun(key: str) -> dict[str, Any]:
    return {"key": key, "languages": []}


def _site(structure: int, record: StructureRecord) -> dict[str, Any]:
    """What the record says of the place, as its row holds it."""
    place = record.place
    remote = place.commune is None
    return {
        "structure_id": structure,
        "type": record.type,
        "name": record.name,
        "active": True,
        "sample": False,
        "remote": remote,
        "address": place.address,
        "postcode": place.postcode,
        "commune_code": place.commune,
        "commune_name": place.commune_name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "tile": REMOTE_TILE if remote else _tile(place),
        "time_zone": OVERSEAS.get(place.departement or "", "Europe/Paris"),
        "step_free": record.step_free,
        "phone": record.phone,
        "website": record.website,
    }


def _tile(place: PlaceRecord) -> int | None:
    return None if place.latitude is None or place.longitude is None else tile(place.latitude, place.longitude)


def _week(site: int, record: StructureRecord) -> list[dict[str, Any]]:
    return [
        {"site_id": site, "kind": kind, "weekday": day, "opens": opens, "closes": closes}
        for kind, ranges in ((HoursKind.OPEN, record.hours), (HoursKind.WALK_IN, record.walk_in))
        for day, opens, closes in ranges
    ]
