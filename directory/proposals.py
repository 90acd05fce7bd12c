"""From a request to proposals: whom the rules allow, who is near, who really has time, in a fair order."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from directory.matching import Receiver, choose, draw_seed, drawn_with, reasons, shortlist
from directory.nearby import Here, Nearby
from directory.openings import find_receivers
from directory.places import Places
from directory.queries import shown_sites_query
from directory.requests import Proposal, Reason, Request, Why
from directory.rules import Doors, Rules, open_doors
from directory.why import why

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
    without: Collection[int] = (),
) -> tuple[Proposal, ...]:
    """At most ``limit`` proposals, best first; never none: rather another way to meet than nobody.

    ``outside`` names the tool in which people book by themselves, if there is one; ``without`` are sites to leave out.
    """
    doors, here = open_doors(rules, request), Here.at(session, places, request.place)
    look = Look(session, doors, here, now, draw_seed(seed, request), limit, outside, frozenset(without))
    chosen = look.best(request)
    asked = request
    any_time = replace(request, times=frozenset())
    for easier in (any_time, replace(any_time, ways=frozenset())):
        if not chosen and easier != request:
            request = easier
            chosen = look.best(request)
    unmet = (Reason("times_unmet"),) if asked.times and not request.times else ()
    return _proposals(session, chosen, request, doors, unmet) or (nowhere(rules, request),)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the directory: from where, when, under which draw, and what to leave out."""

    session: Session
    doors: Doors
    here: Here
    now: datetime
    seed: str
    limit: int
    outside: str | None
    without: frozenset[int]

    def best(self, request: Request) -> list[tuple[Receiver, Why]]:
        """The best receivers, looking farther only when a kind meant for the person is not found near; why each."""
        chosen, receivers, seen = list[Receiver](), list[Receiver](), dict[int, Receiver]()
        for found in Nearby(self.session, request, self.doors, self.here, seed=self.seed).circles():
            candidates = [one for one in found if one.site_id not in self.without]
            few = shortlist(candidates, self.doors, seed=self.seed, size=LOOKED_AT)
            new = [one for one in few if one.site_id not in seen]
            read = find_receivers(self.session, new, self.now, request.times, outside=self.outside)
            seen |= {one.candidate.site_id: one for one in read}
            receivers = [seen[one.site_id] for one in few]
            chosen = choose(receivers, request, self.doors, now=self.now, seed=self.seed, limit=self.limit)
            if self.doors.main <= {one.candidate.type for one in chosen}:
                break
        return [(one, self._why(one, position, receivers, request)) for position, one in enumerate(chosen, 1)]

    def _why(self, one: Receiver, position: int, receivers: list[Receiver], request: Request) -> Why:
        drawn = drawn_with(one, receivers, request, self.doors, now=self.now, seed=self.seed)
        return why(reasons(one, request, self.doors), self.seed, one.candidate.site_key, drawn, position)


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


def _proposals(
    session: Session, chosen: list[tuple[Receiver, Why]], request: Request, doors: Doors, unmet: tuple[Reason, ...]
) -> tuple[Proposal, ...]:
    ids = [one.candidate.site_id for one, _ in chosen]
    rows = session.execute(shown_sites_query(), {"sites": ids})
    sites = {row.id: row for row in rows}
    return tuple(
        replace(_proposal(one, sites[one.candidate.site_id], request, doors, unmet), why=kept) for one, kept in chosen
    )


def _proposal(
    receiver: Receiver, site: Row[Any], request: Request, doors: Doors, unmet: tuple[Reason, ...]
) -> Proposal:
    return Proposal(
        site_id=site.id,
        structure_name=site.structure_name,
        structure_type=receiver.candidate.type,
        site_name=site.name,
        address=site.address,
        commune=site.commune_name,
        phone=site.phone,
        website=site.website,
        distance_km=receiver.candidate.distance_km,
        reasons=(*reasons(receiver, request, doors), *unmet),
        ways=tuple(sorted(receiver.first_slots)),
        first_slot=receiver.first_slot(request),
        walk_in=receiver.walk_in_for(request),
        step_free=site.step_free,
        sample=site.sample,
    )
