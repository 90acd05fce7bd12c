"""Which of the places that may receive a request are proposed, in what order, and why (pure).

The order: kinds of structure meant for the person before others, accessible before unknown, near before far, within
the person's territory before another one (L18), soon before late. Those that remain equal are drawn by lot, from a
seed that lets anybody replay the draw (NO14): nothing else about a structure, neither its name nor its size nor its
place in a file, moves it up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from directory.requests import Reason, Request, Slot
from directory.rules import Doors
from directory.territory import DISTANCE_BANDS_KM, travel_minutes
from directory.vocabulary import StructureType, Way

REMOTE_BAND = 3  # a remote service stands behind places less than 20 km away and before farther ones
LAST_RESORTS = 4
WAIT_BANDS = (timedelta(days=8), timedelta(days=15))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site that may receive the person, before anyone has looked at its agendas."""

    site_id: int
    site_key: str
    structure_id: int
    type: StructureType
    remote: bool
    step_free: bool | None
    distance_km: float | None = None
    same_commune: bool = False
    languages: frozenset[str] = frozenset()
    other_zone: bool = False  # in another territory than the person's, when both have one


@dataclass(frozen=True, slots=True)
class Receiver:
    """A candidate, with the first free slot of each way it offers and the next moment to walk in (or call).

    ``elsewhere``: one of its agendas is kept in another tool, where people book by themselves.
    """

    candidate: Candidate
    first_slots: Mapping[Way, Slot]
    walk_in: datetime | None
    elsewhere: bool = False

    def first_slot(self, request: Request) -> Slot | None:
        """The first slot among the ways the person accepts."""
        accepted = [slot for way, slot in self.first_slots.items() if not request.ways or way in request.ways]
        return min(accepted, key=lambda slot: slot.starts_at, default=None)

    def walk_in_for(self, request: Request) -> datetime | None:
        """The next moment without appointment, when that way suits the person."""
        return self.walk_in if self._is_met_as(request) else None

    def only_elsewhere(self, request: Request) -> bool:
        """Whether one books in another tool, having no slot of ours; its hours are not known here, so that wishes of
        hours are not met."""
        suits = self._is_met_as(request) and not request.times
        return self.elsewhere and suits and self.first_slot(request) is None

    def _is_met_as(self, request: Request) -> bool:
        way = Way.PHONE if self.candidate.remote else Way.ON_SITE
        return not request.ways or way in request.ways


def shortlist(candidates: Iterable[Candidate], doors: Doors, *, seed: str, size: int) -> list[Candidate]:
    """The candidates worth a look at their agendas, best first, with a few of those open to everyone."""
    ranked = sorted(
        candidates, key=lambda one: (doors.tier(one.type), _distance_band(one), one.other_zone, lot(seed, one.site_key))
    )
    meant = [one for one in ranked if one.type not in doors.everyone]
    return meant[:size] + [one for one in ranked if one.type in doors.everyone][:LAST_RESORTS]


def choose(
    receivers: Iterable[Receiver], request: Request, doors: Doors, *, now: datetime, seed: str, limit: int
) -> list[Receiver]:
    """At most ``limit`` receivers that really can meet the person, best first.

    One site of each kind of structure comes before a second one, so that the person has a choice between doors; kinds
    open to everyone come only when there is nobody else.
    """
    able = [one for one in receivers if can_meet(one, request)]
    meant = [one for one in able if one.candidate.type not in doors.everyone]
    ranked = sorted(meant or able, key=lambda one: _rank(one, request, doors, now, seed))
    first: list[Receiver] = []
    second: list[Receiver] = []
    for one in ranked:
        known = one.candidate.type in {other.candidate.type for other in first}
        (second if known else first).append(one)
    kept = (first + [one for one in second if one.candidate.type in doors.main])[:limit]
    return [one for one in ranked if one in kept]


def equals(receivers: Iterable[Receiver], request: Request, doors: Doors, *, now: datetime) -> list[Receiver]:
    """The receivers that fit the request best and equally well: only the draw decides between them."""
    able = [one for one in receivers if can_meet(one, request)]
    meant = [one for one in able if one.candidate.type not in doors.everyone] or able
    best = min((_fit(one, request, doors, now) for one in meant), default=None)
    return [one for one in meant if _fit(one, request, doors, now) == best]


def drawn_with(
    receiver: Receiver, receivers: Iterable[Receiver], request: Request, doors: Doors, *, now: datetime, seed: str
) -> tuple[str, ...]:
    """Keys of the sites that fit the request exactly as well as this one, itself included, in the order of the draw."""
    fit = _fit(receiver, request, doors, now)
    same = (one for one in receivers if can_meet(one, request) and _fit(one, request, doors, now) == fit)
    return tuple(sorted((one.candidate.site_key for one in same), key=lambda key: lot(seed, key)))


def can_meet(receiver: Receiver, request: Request) -> bool:
    """Whether there is a real moment, in a way and a place that suit the person (promise 1)."""
    if request.step_free and receiver.candidate.step_free is False and not receiver.candidate.remote:
        return any(way is not Way.ON_SITE and (not request.ways or way in request.ways) for way in receiver.first_slots)
    known = receiver.first_slot(request) or receiver.walk_in_for(request)
    return known is not None or receiver.only_elsewhere(request)


def reasons(receiver: Receiver, request: Request, doors: Doors) -> tuple[Reason, ...]:
    """Why this receiver is proposed, most telling first."""
    candidate = receiver.candidate
    found = [_audience_reason(candidate, request, doors)]
    if candidate.remote:
        found.append(Reason("remote"))
    elif candidate.same_commune:
        found.append(Reason("same_commune"))
    elif candidate.distance_km is not None:
        minutes = str(travel_minutes(candidate.distance_km))
        found.append(Reason("distance", {"km": str(max(1, round(candidate.distance_km))), "minutes": minutes}))
    if request.step_free and not candidate.remote:
        found.extend(_access_reason(candidate))
    if request.language:
        found.append(Reason("language" if request.language in candidate.languages else "language_unknown"))
    if request.times:
        found.append(Reason("times"))
    slot, walk_in = receiver.first_slot(request), receiver.walk_in_for(request)
    if slot is not None:
        found.append(Reason("first_slot", {"at": slot.starts_at.isoformat(), "way": slot.way}))
    if walk_in is not None:
        found.append(Reason("walk_in", {"at": walk_in.isoformat()}))
    if receiver.only_elsewhere(request):
        found.append(Reason("elsewhere"))
    return tuple(found)


def _audience_reason(candidate: Candidate, request: Request, doors: Doors) -> Reason:
    values = {"need": request.need.value, "type": candidate.type.value}
    if candidate.type in doors.by_handicap:
        return Reason("audience_handicap", values)
    return Reason(("audience_main", "audience_also", "audience_everyone")[doors.tier(candidate.type)], values)


def _access_reason(candidate: Candidate) -> list[Reason]:
    if candidate.step_free is None:
        return [Reason("step_free_unknown")]
    return [Reason("step_free")] if candidate.step_free else []


def _rank(
    receiver: Receiver, request: Request, doors: Doors, now: datetime, seed: str
) -> tuple[tuple[int, int, int, bool, int], bytes]:
    return _fit(receiver, request, doors, now), lot(seed, receiver.candidate.site_key)


def _fit(receiver: Receiver, request: Request, doors: Doors, now: datetime) -> tuple[int, int, int, bool, int]:
    candidate = receiver.candidate
    steps = request.step_free and candidate.step_free is not True and not candidate.remote
    unsure = steps + (request.language is not None and request.language not in candidate.languages)
    return (
        doors.tier(candidate.type),
        int(unsure),
        _distance_band(candidate),
        candidate.other_zone,
        _wait_band(receiver, request, now),
    )


def _distance_band(candidate: Candidate) -> int:
    if candidate.remote or candidate.distance_km is None:
        return REMOTE_BAND
    return sum(candidate.distance_km > limit for limit in DISTANCE_BANDS_KM)


def _wait_band(receiver: Receiver, request: Request, now: datetime) -> int:
    """How long one waits, coarsely; a moment that only another tool knows is held to be far."""
    slot = receiver.first_slot(request)
    moments = [moment for moment in (slot.starts_at if slot else None, receiver.walk_in_for(request)) if moment]
    return sum(min(moments) - now > limit for limit in WAIT_BANDS) if moments else len(WAIT_BANDS)


def lot(seed: str, site_key: str) -> bytes:
    """What this site draws: among equals the smallest comes first."""
    return sha256(f"{seed}\0{site_key}".encode()).digest()


def draw_seed(seed: str, request: Request) -> str:
    """The seed of the draw for this need and place, which tells neither the one given nor that of another draw."""
    return sha256(f"{seed}\0{request.need}\0{request.place or ''}".encode()).hexdigest()[:16]
