"""The way on when an appointment cannot be: other moments of the same place, then another structure (promise 6, L17).

A refusal or a closed door is not a door passed: what follows is still the second one. After a meeting it is a third,
which exists only with a written reason, and is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory import booking, handover, kept, models
from directory.errors import AppointmentClosed, ThirdDoor
from directory.referrals import RefusalReason
from directory.requests import AppointmentState, Proposal, Request, Slot
from directory.rules import Rules
from directory.vocabulary import Status, StructureType

SECOND_DOOR = 2
RECEIVED = frozenset({AppointmentState.MET})
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class WayOn:
    """What can be chosen instead: ``slots`` of the same structure, nearest in time first, then other structures."""

    slots: tuple[Slot, ...]
    others: tuple[Proposal, ...]


def request_of(appointment: models.Appointment, rules: Rules) -> Request:
    """What is known of the request without anything of the person: its need, its place, the likely situation.

    A structure that could not receive *this* person says nothing of a situation.
    """
    site, referral = appointment.agenda.site, appointment.referral
    wrong_public = referral is not None and referral.refusal_reason == RefusalReason.NOT_OUR_PUBLIC
    statuses = frozenset() if wrong_public else likely_statuses(rules, site.type)
    return Request(appointment.need, statuses, site.commune_code)


def likely_statuses(rules: Rules, kind: StructureType) -> frozenset[Status]:
    """The first situation whose main door is this kind of structure; none when it is open to all."""
    for rule in rules.situations:
        if kind in rule.main and rule.status != "inconnu":
            return frozenset({Status(rule.status)})
    return frozenset()


def door_of(session: Session, previous: models.Appointment, reason: str | None) -> int:
    """The number of the door that would follow this appointment; :class:`ThirdDoor` when it needs a reason."""
    before = session.get(models.Onward, previous.id)
    door = before.door if before else SECOND_DOOR
    if previous.state in RECEIVED:
        door += 1
    if door > SECOND_DOOR and not (reason and reason.strip()):
        raise ThirdDoor
    return door


def follow(
    session: Session,
    previous: models.Appointment,
    following: models.Appointment,
    *,
    reason: str | None,
    consent: str | None,
    now: datetime,
) -> None:
    """Writes that one appointment follows the other; with a consent the same approved lines go to the new structure.

    What was still to come of the previous one is cancelled and erased. :class:`ThirdDoor`.
    """
    door = door_of(session, previous, reason)
    written = reason.strip()[:LONGEST_REASON] if reason and door > SECOND_DOOR else None
    session.add(models.Onward(appointment_id=following.id, previous_id=previous.id, door=door, reason=written))
    lines = handover.approved_lines(previous.referral)
    if previous.state not in RECEIVED:
        kept.erase(session, previous, now)
    if consent and lines:
        handover.refer(session, following, lines, consent=consent, now=now)


def check_can_follow(session: Session, previous: models.Appointment, now: datetime) -> None:
    """Refuses to lead on twice, or from an appointment that has begun and whose outcome nobody has told yet."""
    if session.scalar(select(models.Onward.appointment_id).where(models.Onward.previous_id == previous.id)) is not None:
        raise AppointmentClosed
    if previous.state is AppointmentState.BOOKED:
        booking.check_open(previous, now)


def sites_of_structure(structure_id: int) -> Select[int]:
    """The sites of this structure."""
    return select(models.Site.id).where(models.Site.structure_id == structure_id).order_by(models.Site.id)


def third_doors_query() -> Select[models.Onward]:
    """The exceptions to the two doors, each with its reason (L17)."""
    return select(models.Onward).where(models.Onward.door > SECOND_DOOR).order_by(models.Onward.appointment_id)


def told(exceptions: Iterable[models.Onward]) -> list[str]:
    """The exceptions as lines to print: how many, then each reason."""
    reasons = [f"porte {one.door} : {one.reason}" for one in exceptions]
    return [f"{len(reasons)} personne(s) au-delà de la deuxième porte.", *reasons]
