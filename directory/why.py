"""Why a place was proposed, kept with the appointment so that it can be explained and its draw done again (NO14, L14).

Nothing here tells of the person: what only they may hand over (a handicap, a language, their town, their hours) is left
out or made coarser, since the structure reads it whether or not a summary was sent.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models
from directory.matching import lot
from directory.requests import Reason, Why

KEPT_AS = {
    "audience_main": "audience_main",
    "audience_handicap": "audience_main",
    "audience_also": "audience_also",
    "audience_everyone": "audience_everyone",
    "same_commune": "distance",
    "distance": "distance",
    "remote": "remote",
    "first_slot": "first_slot",
    "walk_in": "walk_in",
    "elsewhere": "elsewhere",
}
"""Under which code a reason is kept; the reasons that are not here are not kept."""


def why(reasons: Sequence[Reason], seed: str, site_key: str, equals: tuple[str, ...], position: int) -> Why:
    """What is kept of one proposal; ``equals``: the sites that fitted as well, this one included, as drawn."""
    codes = dict.fromkeys(KEPT_AS[reason.code] for reason in reasons if reason.code in KEPT_AS)
    return Why(tuple(codes), seed, equals.index(site_key) + 1, equals, position)


def keep(session: Session, appointment: models.Appointment, kept: Why) -> None:
    """Writes it with the appointment."""
    row = models.ProposalReason(
        appointment_id=appointment.id,
        reasons=list(kept.reasons),
        seed=kept.seed,
        rank=kept.rank,
        equals=list(kept.equals),
        position=kept.position,
    )
    session.add(row)


def why_of(session: Session, appointment_id: int) -> Why | None:
    """Why the place of this appointment was proposed; ``None`` when it was booked in another way, or is erased."""
    row = session.get(models.ProposalReason, appointment_id)
    return Why(tuple(row.reasons), row.seed, row.rank, tuple(row.equals), row.position) if row else None


def is_replayed(kept: Why) -> bool:
    """Whether the same draw, done again from its seed, gives the same order."""
    return sorted(kept.equals, key=lambda key: lot(kept.seed, key)) == list(kept.equals)


def explained(session: Session, uid: str) -> list[str]:
    """The proposal behind the appointment of this identifier, as lines to print; none when nothing is kept of it."""
    found = session.scalar(select(models.Appointment.id).where(models.Appointment.uid == uid))
    kept = why_of(session, found) if found is not None else None
    if kept is None:
        return []
    order = [f"{'→' if rank == kept.rank else ' '} {rank}. {key}" for rank, key in enumerate(kept.equals, 1)]
    verdict = "Le tirage refait donne le même ordre." if is_replayed(kept) else "Le tirage refait donne un AUTRE ordre."
    told = f"{len(kept.equals)} lieu(x) à égalité, tirés au sort avec la graine {kept.seed} :"
    return [f"Motifs : {', '.join(kept.reasons)}", told, *order, verdict]
