"""Territories as figures know them: a zone of a region pack, a département where there is none, a whole region.

The code of a territory is the key of a zone ("paca/manosque"), "departement:37", or the code of a region pack
("paca"): then of what could not be placed more closely.
"""

from sqlalchemy import select

from directory.models import Zone, ZoneArea
from directory.queries import areas_of
from directory.service import Directory


def territory_of(directory: Directory, commune: str | None, *, region: str) -> str:
    """The territory of a commune (INSEE code); the region pack itself when the commune is unknown or was not said."""
    place = directory.places.commune_of(commune) if commune else None
    if place is None:
        return region
    here = (
        select(Zone.key)
        .join(ZoneArea)
        .where(Zone.active, ZoneArea.area.in_(areas_of(place)))
        .order_by(Zone.region != region, Zone.key)
    )
    with directory.reading() as session:
        return session.scalar(here.limit(1)) or f"departement:{place.departement}"
