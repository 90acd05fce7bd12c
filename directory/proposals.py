"""From a request to proposals: whom the rules allow, who is near, who really has time, in a fair order."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload

from directory import models
from directory.candidates import PER_TYPE, candidates_query
from directory.matching import Candidate, Receiver, choose, drawn_with, reasons, shortlist
from directory.openings import find_receivers
from directory.places import Commune, Places
from directory.queries import Around, areas_of, zone_areas_query
from directory.requests import Proposal, Reason, Request, Why
from directory.rules import Doors, Rules, open_doors
from directory.territory import DISTANCE_BANDS_KM, box_around, kilometres
from directory.vocabulary import StructureType
from directory.why import why

REACHES_KM = (30.0, 80.0)
STEPS_KM = DISTANCE_BANDS_KM[:2]
LOOKED_AT = 16  # candidates whose agendas are read: enough to find three that have time


def propose(  # noqa: PLR0913 - what is asked, what is known of the world, and the draw
    session: Session,
    request: Request,
    *,
    places: Places,
    rules: Rules,
    now: datetime,
    seed: str,
    limit: int,
    outside: str | None = None,
) -> tuple[Proposal, ...]:
    """At most ``limit`` proposals, best first; never none: rather another way to meet than nobody.

    ``outside`` names the tool in which people book by themselves, if there is one.
    """
    doors = open_doors(rules, request)
    here = Here.at(session, places, request.place)
    chosen = _best(session, request, doors, here, now=now, seed=seed, limit=limit, outside=outside)
    asked = request
    any_time = replace(request, times=frozenset())
    for easier in (any_time, replace(any_time, ways=frozenset())):
        if not chosen and easier != request:
            request = easier
            chosen = _best(session, request, doors, here, now=now, seed=seed, limit=limit, outside=outside)
    unmet = (Reason("times_unmet"),) if asked.times and not request.times else ()
    return _proposals(session, chosen, request, doors, unmet) or (nowhere(rules, request),)


def _best(  # noqa: PLR0913 - as above
    session: Session,
    request: Request,
    doors: Doors,
    here: "Here",
    *,
    now: datetime,
    seed: str,
    limit: int,
    outside: str | None,
) -> list[tuple[Receiver, Why]]:
    """The best receivers, looking farther only when a kind meant for the person is not found near; why each."""
    chosen, receivers = list[Receiver](), list[Receiver]()
    for around in _circles(here):
        candidates = _nearest(session, request, doors, around, here, seed=seed)
        few = shortlist(candidates, doors, seed=seed, size=LOOKED_AT)
        receivers = find_receivers(session, few, now, request.times, outside=outside)
        chosen = choose(receivers, request, doors, now=now, seed=seed, limit=limit)
        if doors.main <= {one.candidate.type for one in chosen}:
            break
    return [
        (
            one,
            why(
                reasons(one, request, doors),
                seed,
                one.candidate.site_key,
                drawn_with(one, receivers, request, doors, now=now, seed=seed),
            ),
        )
        for one in chosen
    ]


def find_candidates(  # noqa: PLR0913 - what is asked, where, and how many
    session: Session,
    request: Request,
    doors: Doors,
    around: Around,
    here: "Here",
    *,
    seed: str,
    per_type: int = PER_TYPE,
    without: Collection[StructureType] = (),
) -> list[Candidate]:
    """The sites that may receive the request, as the matching weighs them."""
    asked = candidates_query(request, doors, around, seed, per_type=per_type, without=without)
    return [_candidate(row, here) for row in session.execute(asked.statement, asked.parameters)]


def _nearest(
    session: Session, request: Request, doors: Doors, around: Around, here: "Here", *, seed: str
) -> list[Candidate]:
    """The same candidates, found step by step outwards, so that a whole city is not read when a few streets are enough.

    A kind of which as many as are looked at stand within one band of distance cannot have a better one beyond it: only
    the other kinds are looked for farther out.
    """
    place, found, full = here.place, list[Candidate](), set[StructureType]()
    if place is not None and place.latitude is not None and place.longitude is not None:
        for km in STEPS_KM:
            step = replace(around, box=box_around(place.latitude, place.longitude, km))
            some = find_candidates(session, request, doors, step, here, seed=seed, without=full)
            near = Counter(one.type for one in some if one.remote or (one.distance_km or 0.0) <= km)
            enough = {kind for kind, count in near.items() if count == PER_TYPE}
            found += [one for one in some if one.type in enough]
            full |= enough
    return found + find_candidates(session, request, doors, around, here, seed=seed, without=full)


def nowhere(rules: Rules, request: Request) -> Proposal:
    """The national last resort, when the directory has nobody (a region not loaded, every agenda full)."""
    doors = open_doors(rules, request)
    place = next((one for one in rules.nowhere if one.type in doors.main), rules.nowhere[-1])
    reason = Reason("audience_everyone", {"need": request.need.value, "type": place.type.value})
    return Proposal(
        site_id=0,
        structure_name=place.name,
        structure_type=place.type,
        site_name=place.name,
        address="",
        commune="",
        phone=place.phone,
        website=place.website,
        distance_km=None,
        reasons=(reason,),
        ways=(),
        first_slot=None,
        walk_in=None,
        step_free=None,
        sample=False,
    )


@dataclass(frozen=True, slots=True)
class Here:
    """Where the person is: a commune or an arrondissement, its whole city, and the parts of their territory."""

    place: Commune | None = None
    city: Commune | None = None
    zone: frozenset[str] = frozenset()
    places: Places | None = None

    @classmethod
    def at(cls, session: Session, places: Places, code: str | None) -> "Here":
        """The whereabouts of this commune, as the zones of the directory have it."""
        city = places.commune_of(code) if code else None
        zone = frozenset(session.scalars(zone_areas_query(), {"areas": areas_of(city)})) if city else frozenset()
        return cls(places.get(code) if code else None, city, zone, places)

    def is_other_zone(self, commune_code: str | None) -> bool:
        """Whether this commune is surely outside the person's territory."""
        commune = self.places.get(commune_code) if self.zone and self.places and commune_code else None
        return commune is not None and not self.zone & set(areas_of(commune))


def _circles(here: Here) -> Iterator[Around]:
    """Where to look, step by step: without a place, among what answers from anywhere first."""
    place = here.place
    if place is None:
        yield Around(remote_only=True)
        yield Around()
    elif place.latitude is None or place.longitude is None:
        yield Around(place, city=here.city)
    else:
        for km in REACHES_KM:
            yield Around(place, box_around(place.latitude, place.longitude, km), city=here.city)


def _candidate(row: Row[Any], here: Here) -> Candidate:
    place, city = here.place, here.city
    start = place and _point(place.latitude, place.longitude)
    there = None if row.remote else _point(row.latitude, row.longitude)
    return Candidate(
        site_id=row.id,
        site_key=row.key,
        structure_id=row.structure_id,
        type=row.type,
        remote=row.remote,
        step_free=row.step_free,
        languages=frozenset(row.languages),
        distance_km=kilometres(start, there) if start and there else None,
        same_commune=row.commune_code is not None and row.commune_code in {one.code for one in (place, city) if one},
        other_zone=not row.remote and here.is_other_zone(row.commune_code),
    )


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def _proposals(
    session: Session, chosen: list[tuple[Receiver, Why]], request: Request, doors: Doors, unmet: tuple[Reason, ...]
) -> tuple[Proposal, ...]:
    ids = [one.candidate.site_id for one, _ in chosen]
    rows = session.scalars(
        select(models.Site).where(models.Site.id.in_(ids)).options(joinedload(models.Site.structure))
    )
    sites = {site.id: site for site in rows}
    return tuple(
        replace(_proposal(one, sites[one.candidate.site_id], request, doors, unmet), why=kept) for one, kept in chosen
    )


def _proposal(
    receiver: Receiver, site: models.Site, request: Request, doors: Doors, unmet: tuple[Reason, ...]
) -> Proposal:
    structure = site.structure
    return Proposal(
        site_id=site.id,
        structure_name=structure.name,
        structure_type=structure.type,
        site_name=site.name,
        address=site.address,
        commune=site.commune_name,
        phone=site.phone or structure.phone,
        website=site.website or structure.website,
        distance_km=receiver.candidate.distance_km,
        reasons=(*reasons(receiver, request, doors), *unmet),
        ways=tuple(sorted(receiver.first_slots)),
        first_slot=receiver.first_slot(request),
        walk_in=receiver.walk_in_for(request),
        step_free=site.step_free,
        sample=site.sample or structure.sample,
    )
