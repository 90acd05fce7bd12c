"""The one question that every proposal asks: which sites may receive this request, the nearest of each kind.

The statement is built once for each form it may have; what changes from one request to the next are its parameters.
Near and drawn first, looked into afterwards: what a site's services are for is asked of the few that come first in
their kind, not of a whole city.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import cos, radians
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Float,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement

from directory.lists import among
from directory.models import ServedArea, Service, ServiceAudience, ServiceNeed, ServiceSite, Site, Structure
from directory.queries import PROPOSED, Around
from directory.requests import Request
from directory.rules import Doors
from directory.territory import DISTANCE_BANDS_KM, KM_PER_DEGREE
from directory.vocabulary import StructureType

COLUMNS = (
    Site.id,
    Site.key,
    Site.structure_id,
    Site.type,
    Site.remote,
    Site.step_free,
    Site.languages,
    Site.commune_code,
    Site.latitude,
    Site.longitude,
)
PER_TYPE = 8  # of each kind, the nearest are enough to fill three choices with several structures
LOOKED_INTO = 4 * PER_TYPE  # of each kind, before all of them are: most sites of a kind serve the same people
EVERYBODY = 1_000_000  # more than there are of any kind
LOTS = 65_521  # a prime
NUMBER, DEGREES = BigInteger(), Float()

Columns = ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]
"""Those of the nearest sites, by their names."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statement and its parameters, to be executed together."""

    statement: Select[*tuple[Any, ...]]
    parameters: Mapping[str, Any]


def candidates_query(
    request: Request,
    doors: Doors,
    around: Around,
    seed: str,
    *,
    looked_into: int,
    without: Collection[StructureType] = (),
) -> Question:
    """Of each kind the nearest sites, by lot among those as near as each other, in that order (``nearness``, from 1).

    ``fits`` says whether the site may receive the request; it is asked of the first ones only, as many as
    ``looked_into``, and no others come. ``without`` are kinds to leave out: enough of them were found already.
    """
    tiles, areas, box = around.tiles(), around.areas(), around.box
    here = around.commune.point if around.commune else None
    parameters: dict[str, Any] = {
        "kinds": [kind for kind in StructureType if kind in doors and kind not in without],
        "everyone": list(doors.everyone),
        "need": request.need,
        "statuses": list(request.statuses),
        "looked_into": looked_into,
        **_drawn(seed),
    }
    parameters |= {"tiles": tiles} if tiles is not None else {}
    parameters |= {"areas": areas} if areas else {}
    if box is not None:
        parameters |= {"south": box.south, "north": box.north, "west": box.west, "east": box.east}
    if here is not None:
        parameters |= {"latitude": here[0], "longitude": here[1], "narrow": cos(radians(here[0])) ** 2}
    form = _statement(tiles is not None, bool(areas), box is not None, here is not None)
    return Question(form, parameters)


@cache
def _statement(in_tiles: bool, in_areas: bool, in_box: bool, somewhere: bool) -> Select[*tuple[Any, ...]]:
    order = (_band() if somewhere else literal(0), _lot(), Site.id)
    nearness = func.row_number().over(partition_by=Site.type, order_by=order)
    wanted = [Site.active, among(Site.type, "kinds")]
    wanted += [among(Site.tile, "tiles")] if in_tiles else []
    wanted += [Site.remote | _inside()] if in_box else []
    near = select(*COLUMNS, nearness.label("nearness")).where(*wanted).subquery()
    site = near.c
    fits = and_(_is_proposed(site), _answers(site), *([_serves(site)] if in_areas else []))
    first = site.nearness <= bindparam("looked_into", type_=Integer())
    columns = (site[column.key] for column in COLUMNS)
    return select(*columns, site.nearness, fits.label("fits")).where(first).order_by(site.type, site.nearness)


def _few(name: str, kind: Any) -> BindParameter[Any]:
    """A short list, asked again for each row: SQLite would open a longer one each time (:func:`among`)."""
    return bindparam(name, expanding=True, type_=kind)


def _is_proposed(site: Columns) -> ColumnElement[bool]:
    return exists().where(Structure.id == site.structure_id, Structure.active, Structure.status.in_(PROPOSED))


def _serves(site: Columns) -> ColumnElement[bool]:
    """The structure serves an area the person lies in."""
    served = ServedArea.area.in_(_few("areas", ServedArea.area.type))
    return exists().where(ServedArea.structure_id == site.structure_id, served)


def _inside() -> ColumnElement[bool]:
    """Near enough to go to."""
    tall = Site.latitude.between(bindparam("south", type_=DEGREES), bindparam("north", type_=DEGREES))
    wide = Site.longitude.between(bindparam("west", type_=DEGREES), bindparam("east", type_=DEGREES))
    return tall & wide


def _answers(site: Columns) -> ColumnElement[bool]:
    """A service there answers the need and is for this person; those open to everyone are asked nothing."""
    asked = and_(
        ServiceSite.site_id == site.id,
        Service.id == ServiceSite.service_id,
        Service.active,
        ServiceNeed.service_id == Service.id,
        ServiceNeed.need == bindparam("need", type_=ServiceNeed.need.type),
        _welcomes(),
    )
    return or_(site.type.in_(_few("everyone", Site.type.type)), exists().where(asked))


def _welcomes() -> ColumnElement[bool]:
    row = ServiceAudience.service_id == Service.id
    is_one = ServiceAudience.status.in_(_few("statuses", ServiceAudience.status.type))
    named = exists().where(row, ServiceAudience.welcome)
    welcome = exists().where(row, ServiceAudience.welcome, is_one)
    unwelcome = exists().where(row, ~ServiceAudience.welcome, is_one)
    return and_(or_(~named, welcome), ~unwelcome)


def _band() -> ColumnElement[int]:
    """How near, as coarsely as the ranking weighs it; remote sites come first, so that none is crowded out."""
    north = Site.latitude - bindparam("latitude", type_=DEGREES)
    east = Site.longitude - bindparam("longitude", type_=DEGREES)
    square = func.coalesce(north * north + east * east * bindparam("narrow", type_=DEGREES), 0.0)
    limits = [(square <= (km / KM_PER_DEGREE) ** 2, number) for number, km in enumerate(DISTANCE_BANDS_KM, 1)]
    return case((Site.remote, 0), *limits, else_=len(limits) + 1)


def _lot() -> ColumnElement[int]:
    """A number that looks drawn at random for each site and seed, the same on every database (NO14)."""
    number: ColumnElement[int] = bindparam("lot_0", type_=NUMBER)
    site = cast(Site.id, NUMBER) % LOTS
    for turn in (1, 2, 3):
        number = (number * site + bindparam(f"lot_{turn}", type_=NUMBER)) % LOTS
    return number


def _drawn(seed: str) -> dict[str, int]:
    """The numbers of the draw that this seed gives."""
    drawn = sha256(seed.encode()).digest()
    numbers = (int.from_bytes(drawn[at : at + 2], "big") for at in (0, 2, 4, 6))
    return {f"lot_{turn}": number % LOTS if turn == 0 else number for turn, number in enumerate(numbers)}
