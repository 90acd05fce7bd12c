"""What the form of a structure's description cannot see: names that lead nowhere or serve twice, misplaced points."""

from collections.abc import Iterator

from directory.documents import Field
from directory.places import Places
from directory.regions.schema import Region, SiteEntry, StructureEntry
from directory.territory import kilometres

FAR_KM = 40.0  # a site stands in its commune: a point farther from its middle is a slip of the pen


def faults_of(entry: StructureEntry, region: Region, places: Places, taken: set[str]) -> Iterator[tuple[Field, str]]:
    """What the form alone cannot see: names that lead nowhere, names used twice, points on the wrong spot."""
    if entry.structure in taken:
        yield ("structure",), f"« {entry.structure} » est déjà le nom d’une autre structure."
    if entry.network is not None and entry.network not in region.networks:
        yield ("network",), f"le réseau « {entry.network} » n’est pas dans region.yml."
    yield from _twice(("services",), [service.service for service in entry.services])
    yield from _twice(("sites",), [site.site for site in entry.sites])
    services = {service.service for service in entry.services}
    for number, site in enumerate(entry.sites):
        here: Field = ("sites", number)
        for name in set(site.services or ()) - services:
            yield (*here, "services"), f"le service « {name} » n’est pas décrit plus haut."
        yield from _twice((*here, "agendas"), [agenda.agenda for agenda in site.agendas])
        yield from _misplaced(site, here, places)


def _twice(field: Field, names: list[str]) -> Iterator[tuple[Field, str]]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield (*field, number), f"« {name} » est utilisé deux fois."


def _misplaced(site: SiteEntry, field: Field, places: Places) -> Iterator[tuple[Field, str]]:
    if site.commune is None:
        return
    commune = places.commune_of(site.commune)
    if commune is None:
        yield (*field, "commune"), f"« {site.commune} » n’est pas le code d’une commune."
        return
    if site.near and places.commune_of(site.near) != commune:
        yield (*field, "near"), f"« {site.near} » n’est pas dans {commune.name}."
    if site.postcode not in commune.postcodes:
        yield (*field, "postcode"), f"« {site.postcode} » n’est pas un code postal de {commune.name}."
    if None in (site.latitude, site.longitude, commune.latitude, commune.longitude):
        return
    away = kilometres((site.latitude or 0, site.longitude or 0), (commune.latitude or 0, commune.longitude or 0))
    if away > FAR_KM:
        yield (*field, "latitude"), f"ce point est à {away:.0f} km de {commune.name} : vérifiez les coordonnées."
