"""Where the nearest places of one kind are, and when they open: the listing's own facts, for whoever only asks that."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from directory.catalogue import ShownSite, shown_site, sites_query
from directory.models import Site
from directory.places import Commune, Places, distance_km
from directory.vocabulary import StructureType
from directory.weeks import together, week

NEAR_KM: Final = 40.0


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One place, its address with the town, its opening hours in words: empty when they are not known."""

    name: str
    address: str
    phone: str
    hours: str
    km: float


def nearest(
    session: Session, kind: StructureType, near: Commune, places: Places, limit: int
) -> tuple[Whereabouts, ...]:
    """The nearest places of this kind that one can go to, within 40 km in the same département."""
    query = sites_query(kind=kind).where(Site.commune_code.startswith(near.departement))
    found = (shown_site(site) for site in session.scalars(query))
    met = (_seen(site, near, places) for site in found if not site.remote)
    return tuple(sorted((one for one in met if one and one.km <= NEAR_KM), key=lambda one: one.km))[:limit]


def _seen(site: ShownSite, near: Commune, places: Places) -> Whereabouts | None:
    there = places.get(site.commune_code) if site.commune_code else None
    km = distance_km(near, there) if there else None
    if km is None:
        return None
    hours = " ; ".join(f"{days} : {ranges}" for days, ranges in together(week(site.hours, "open")))
    return Whereabouts(site.name, _whole(site), site.phone or "", hours, km)


def _whole(site: ShownSite) -> str:
    return site.address if site.commune in site.address else f"{site.address}, {site.commune}"
