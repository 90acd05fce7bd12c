"""Who is shown to whom, counted: the neutrality audit that anybody can run again and find the same (NO14, L14).

For each question the same request is asked under many seeds; structures that fit it equally well must come first
equally often. What is "equally well" is the matching's own measure, taken over all structures near the place.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from sqlalchemy import select

from directory import models
from directory.candidates import EVERYBODY
from directory.matching import Receiver, equals
from directory.nearby import REACHES_KM, Here, find_candidates
from directory.openings import find_receivers
from directory.queries import Around
from directory.requests import Request
from directory.rules import open_doors
from directory.service import Directory
from directory.vocabulary import Need, Status

SAID = (
    (Need.EMPLOI, Status.DEMANDEUR_EMPLOI),
    (Need.CEP, Status.SALARIE),
    (Need.SCOLAIRE, Status.LYCEEN),
    (Need.DECROCHAGE, Status.SORTI_16_25),
    (Need.JEUNES, None),
    (Need.CREATION, Status.DEMANDEUR_EMPLOI),
)
"""Questions that between them show every network, asked from each large place."""

DEVIATIONS = 4.0  # a fair draw strays farther once in 16,000 structures


@dataclass(frozen=True, slots=True)
class Exposure:
    """How often a site came first among those that fit the question ``asked`` equally well.

    ``expected`` is its fair share of the draws; ``fair`` says whether chance alone explains the difference.
    """

    asked: Request
    site_key: str
    site_name: str
    equals: int
    draws: int
    first: int

    @property
    def question(self) -> str:
        """What was asked, in codes."""
        statuses = "+".join(sorted(self.asked.statuses)) or "sans statut"
        return f"{self.asked.need} / {statuses} / {self.asked.place}"

    @property
    def expected(self) -> float:
        """The number of times a perfectly even draw would put it first."""
        return self.draws / self.equals

    @property
    def fair(self) -> bool:
        """Whether chance alone explains the difference (binomial, four standard deviations)."""
        share = 1 / self.equals
        return is_chance(self.first, self.expected, sqrt(self.draws * share * (1 - share)))


def is_chance(first: int, expected: float, deviation: float) -> bool:
    """Whether a fair draw may well put a site first so often; ``deviation`` is the standard one of that number."""
    return abs(first - expected) <= DEVIATIONS * deviation + 0.5


def questions(directory: Directory, limit: int = 5) -> list[Request]:
    """The questions of an audit, asked from the largest communes where somebody receives."""
    with directory.reading() as session:
        codes = session.scalars(select(models.Site.commune_code).where(models.Site.active).distinct()).all()
    known = [place for code in codes if code and (place := directory.places.get(code))]
    largest = sorted(known, key=lambda one: -one.population)[:limit]
    return [
        Request(need, frozenset({status}) if status else frozenset(), place.code)
        for place in largest
        for need, status in SAID
    ]


def audit(directory: Directory, requests: Sequence[Request], *, now: datetime, draws: int = 200) -> list[Exposure]:
    """How often each site of each group of equals came first, over this many seeded draws of each request."""
    return [found for request in requests for found in _exposures(directory, request, now=now, draws=draws)]


def table(found: Sequence[Exposure]) -> list[str]:
    """The audit as lines to print: a group of equals after the other, then the verdict."""
    lines = [f"{'question':<42} {'lieu':<52} {'égaux':>5} {'tirages':>8} {'premier':>8} {'attendu':>8}  équitable"]
    lines += [
        f"{one.question:<42.42} {one.site_key:<52.52} {one.equals:>5} {one.draws:>8} {one.first:>8} "
        f"{one.expected:>8.0f}  {'oui' if one.fair else 'NON'}"
        for one in found
    ]
    unfair = sum(not one.fair for one in found)
    verdict = "Aucun lieu n’est favorisé." if not unfair else f"{unfair} lieu(x) hors de la part du hasard."
    return [*lines, f"{len(found)} lieux comparés à leurs égaux. {verdict}"]


def _exposures(directory: Directory, request: Request, *, now: datetime, draws: int) -> Iterator[Exposure]:
    """The exposure of each of those that fit best, those the draw never put first included."""
    fit = _equals(directory, request, now=now)
    first: Counter[int] = Counter()
    for seed in range(draws):
        first.update(one.site_id for one in directory.propose(request, now=now, seed=str(seed), limit=1))
    with directory.reading() as session:
        ids = [one.candidate.site_id for one in fit]
        sites = session.execute(
            select(models.Site.id, models.Site.key, models.Site.name)
            .where(models.Site.id.in_(ids))
            .order_by(models.Site.key)
        ).all()
    yield from (Exposure(request, key, name, len(fit), draws, first[id_]) for id_, key, name in sites)


def _equals(directory: Directory, request: Request, *, now: datetime) -> list[Receiver]:
    """All that fit the request equally well near its place, whatever the matching would have looked at."""
    doors = open_doors(directory.rules, request)
    with directory.reading() as session:
        here = Here.at(session, directory.places, request.place)
        around = here.around(REACHES_KM[0]) if here.place else Around(remote_only=True)
        found = find_candidates(
            session, request, doors, around, here, seed="", per_type=EVERYBODY, looked_into=EVERYBODY
        )
        main = [one for one in found if one.type in doors.main]
        outside = directory.outside.name if directory.outside else None
        return equals(find_receivers(session, main or found, now, outside=outside), request, doors, now=now)
