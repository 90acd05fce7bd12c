"""Where the nearest places of one kind are, and when they open: the listing's own facts, for whoever only asks that."""

import re
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
    """The places of this kind that one can go to in this town, else the nearest within 40 km in the département."""
    query = sites_query(kind=kind).where(Site.commune_code.startswith(near.departement))
    found = (shown_site(site) for site in session.scalars(query))
    seen = (_seen(site, near, places) for site in found if not site.remote)
    met = sorted((one for one in seen if one and one.km <= NEAR_KM), key=lambda one: (one.km, one.name))
    here = [one for one in met if one.km == 0]
    return tuple(here[:limit] or met[:1])


def _seen(site: ShownSite, near: Commune, places: Places) -> Whereabouts | None:
    there = places.get(site.commune_code) if site.commune_code else None
    km = distance_km(near, there) if there else None
    if km is None:
        return None
    hours = " ; ".join(f"{days} : {_said(ranges)}" for days, ranges in together(week(site.hours, "open")))
    return Whereabouts(site.name, full_address(site.address, site.commune), site.phone or "", hours, km)


def _said(ranges: str) -> str:
    """ "9 h – 12 h, 14 h – 17 h" as it is said: "9 h à 12 h et 14 h à 17 h"."""
    return ranges.replace(" – ", " à ").replace(", ", " et ")


def full_address(address: str, commune: str) -> str:
    """The address with its town, said once: many end with it already, after a comma or the postal code."""
    said = re.search(rf"(?:, |\d{{5}} ){re.escape(commune)}$", address)
    return address if said else f"{address}, {commune}"
