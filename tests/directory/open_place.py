"""A structure with one site in Tours where anybody may come without appointment: what matching needs, and no more."""

from datetime import datetime, time

from directory import models
from directory.territory import tile
from directory.vocabulary import Need, StructureType

TOURS = (47.3912, 0.6892)


def open_place(
    number: int,
    changed_at: datetime,
    *,
    kind: StructureType = StructureType.CIO,
    need: Need = Need.SCOLAIRE,
    north: float = 0.0,
    east: float = 0.0,
) -> models.Structure:
    """One that serves Indre-et-Loire, ``number`` telling it from the others; where it stands, in degrees from Tours."""
    latitude, longitude = TOURS[0] + north, TOURS[1] + east
    walk_in = models.HoursKind.WALK_IN
    site = models.Site(
        key=f"essai/{number}/lieu",
        type=kind,
        name=f"Lieu {number}",
        commune_code="37261",
        commune_name="Tours",
        latitude=latitude,
        longitude=longitude,
        tile=tile(latitude, longitude),
        time_zone="Europe/Paris",
        hours=[models.Hours(kind=walk_in, weekday=day, opens=time(8), closes=time(18)) for day in range(5)],
    )
    service = models.Service(
        key=f"essai/{number}/s",
        name="Conseil",
        scope=models.Scope.LOCAL,
        needs=[models.ServiceNeed(need=need)],
        sites=[site],
    )
    return models.Structure(
        key=f"essai/{number}",
        region="essai",
        type=kind,
        status=models.StructureStatus.LABELLED,
        name=f"Structure {number}",
        changed_at=changed_at,
        areas=[models.ServedArea(area="departement:37")],
        sites=[site],
        services=[service],
    )
