"""Where nobody would receive whom: communes and audiences without an offer within reach, weeks too short (L27, NO12).

An offer within reach is a structure of a main door for the audience's most ordinary need, that serves the commune and
stands near enough to go to. Telephone and video are counted apart: they help, they are no place to go.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models
from directory.models.offer import HoursKind
from directory.places import Commune
from directory.queries import PROPOSED, areas_of
from directory.requests import Request
from directory.rules import open_doors
from directory.service import Directory
from directory.territory import box_around, kilometres, tile
from directory.vocabulary import Need, Status, StructureType

WITHIN_KM = 30.0
SHOWN = 20  # of the communes without a place, the most populated
HALF_DAYS = 5  # NO12: two days and a half a week, or five half-days
NOON = time(13)

AUDIENCES: Mapping[str, Request] = {
    "salariés": Request(Need.CEP, frozenset({Status.SALARIE})),
    "demandeurs d’emploi": Request(Need.EMPLOI, frozenset({Status.DEMANDEUR_EMPLOI})),
    "16-25 ans sortis de l’école": Request(Need.DECROCHAGE, frozenset({Status.SORTI_16_25})),
    "collège et lycée": Request(Need.SCOLAIRE, frozenset({Status.LYCEEN})),
    "études supérieures": Request(Need.SCOLAIRE, frozenset({Status.ETUDIANT})),
    "jeunes, droits et loisirs": Request(Need.JEUNES),
    "personnes handicapées": Request(Need.HANDICAP, frozenset({Status.DEMANDEUR_EMPLOI}), handicap=True),
    "création d’entreprise": Request(Need.CREATION, frozenset({Status.DEMANDEUR_EMPLOI})),
}


class Offer(NamedTuple):
    """A place that receives: its kind, where it stands (``None``: remote), and the territories it serves."""

    kind: StructureType
    point: tuple[float, float] | None
    areas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """A commune whose people of this audience have no place to go within reach; ``remote``: they can call."""

    commune: Commune
    audience: str
    remote: bool


@dataclass(frozen=True, slots=True)
class ShortWeek:
    """A place open fewer half-days a week than the minimum."""

    site_key: str
    name: str
    half_days: int


def gaps(
    communes: Iterable[Commune],
    offers: Collection[Offer],
    doors: Mapping[str, frozenset[StructureType]],
    within_km: float = WITHIN_KM,
) -> list[Gap]:
    """The communes × audiences without an offer within reach (pure); those without place on the map are left out."""
    tiles, remote = _by_tile(offers)
    found: list[Gap] = []
    for commune in communes:
        here = commune.point
        if here is None:
            continue
        areas = set(areas_of(commune))
        near = [
            offer.kind
            for number in box_around(*here, within_km).tiles()
            for offer in tiles.get(number, ())
            if offer.point and offer.areas & areas and kilometres(here, offer.point) <= within_km
        ]
        afar = {offer.kind for offer in remote if offer.areas & areas}
        for audience, kinds in doors.items():
            if not kinds.intersection(near):
                found.append(Gap(commune, audience, bool(kinds & afar)))
    return found


def half_days(hours: Iterable[tuple[int, time, time]]) -> int:
    """How many half-days a week these hours fill: a morning begins before 13:00, an afternoon ends after it (pure)."""
    filled: set[tuple[int, str]] = set()
    for weekday, opens, closes in hours:
        if opens < NOON:
            filled.add((weekday, "morning"))
        if closes > NOON and (opens >= NOON or closes >= time(15)):
            filled.add((weekday, "afternoon"))
    return len(filled)


def coverage(directory: Directory, departements: Collection[str], within_km: float = WITHIN_KM) -> list[Gap]:
    """The gaps of these départements, as the directory stands."""
    with directory.reading() as session:
        offers = _offers(session)
    doors = {name: open_doors(directory.rules, request).main for name, request in AUDIENCES.items()}
    communes = [commune for commune in directory.places if commune.departement in departements]
    return gaps(communes, offers, doors, within_km)


def short_weeks(directory: Directory, kinds: Collection[StructureType], region: str) -> list[ShortWeek]:
    """The places of these kinds, in this region pack, open fewer than five half-days a week."""
    with directory.reading() as session:
        query = (
            select(models.Site)
            .join(models.Site.structure)
            .where(models.Site.active, models.Structure.active, models.Structure.region == region)
            .where(models.Site.type.in_(list(kinds)), ~models.Site.remote)
            .order_by(models.Site.key)
        )
        found = [
            ShortWeek(site.key, site.name, half_days((row.weekday, row.opens, row.closes) for row in site.hours))
            for site in session.scalars(query)
        ]
    return [one for one in found if one.half_days < HALF_DAYS]


def report(found: Sequence[Gap], weeks: Sequence[ShortWeek], most: int = SHOWN) -> list[str]:
    """Both as lines to print: for each audience how many communes and people, and the ``most`` populated of them."""
    lines: list[str] = []
    by_audience: dict[str, list[Gap]] = defaultdict(list)
    for gap in found:
        by_audience[gap.audience].append(gap)
    for audience, some in by_audience.items():
        people = sum(gap.commune.population for gap in some)
        calls = sum(gap.remote for gap in some)
        without = f"{len(some)} communes sans lieu à portée, {people} habitants"
        lines.append(f"{audience} : {without} ; un service à distance pour {calls}")
        largest = sorted(some, key=lambda gap: -gap.commune.population)[:most]
        lines += [f"  {gap.commune.name} ({gap.commune.departement}), {gap.commune.population} hab." for gap in largest]
        lines += [f"  … et {len(some) - most} autres, plus petites (--tout les montre)"] if len(some) > most else []
    lines += [] if found else ["Chaque commune a un lieu à portée pour chaque public."]
    lines += [f"{one.name} : {one.half_days} demi-journées par semaine, il en faut {HALF_DAYS}." for one in weeks]
    return [*lines, f"{len(weeks)} lieux sous {HALF_DAYS} demi-journées par semaine."]


def _by_tile(offers: Iterable[Offer]) -> tuple[dict[int, list[Offer]], list[Offer]]:
    tiles: dict[int, list[Offer]] = defaultdict(list)
    remote: list[Offer] = []
    for offer in offers:
        if offer.point is None:
            remote.append(offer)
        else:
            tiles[tile(*offer.point)].append(offer)
    return tiles, remote


def _offers(session: Session) -> list[Offer]:
    """Every place where one can book or just come."""
    site = models.Site
    books = select(models.Agenda.site_id).where(models.Agenda.active)
    walks_in = select(models.Hours.site_id).where(models.Hours.kind == HoursKind.WALK_IN)
    areas: dict[int, set[str]] = defaultdict(set)
    for row in session.execute(select(models.ServedArea.structure_id, models.ServedArea.area)):
        areas[row.structure_id].add(row.area)
    rows = session.execute(
        select(site.structure_id, site.type, site.remote, site.latitude, site.longitude)
        .join(site.structure)
        .where(site.active, models.Structure.active, models.Structure.status.in_(PROPOSED))
        .where(site.id.in_(books) | site.id.in_(walks_in))
    )
    return [
        Offer(row.type, None if row.remote else (row.latitude, row.longitude), frozenset(areas[row.structure_id]))
        for row in rows
        if row.remote or (row.latitude is not None and row.longitude is not None)
    ]
