"""People who ask to be called back: a number left with an explicit yes, erased with the call (PC3)."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from directory import announcements, models
from directory.vocabulary import Need

LONGEST = 40  # characters of a number


def ask(
    session: Session, site_ids: tuple[int, ...], number: str, *, need: Need | None, consent: str, now: datetime
) -> None:
    """Keeps the number for the first of these sites whose structure has somebody at its desk, else for the first one.

    The same number that still waits there is not kept twice. ``ValueError`` for no number or no version of the yes.
    """
    phone = number.strip()[:LONGEST]
    if not phone or not consent.strip():
        raise ValueError("A call-back needs a number, and the version of the text that was agreed to.")
    structure_id = _structure(session, site_ids)
    waits = models.CallBack.phone == phone, models.CallBack.structure_id == structure_id
    if session.scalar(select(models.CallBack.id).where(*waits)) is not None:
        return
    made = models.CallBack(structure_id=structure_id, phone=phone, need=need, consent=consent, asked_at=now)
    session.add(made)
    session.flush()
    announcements.call_back(session, made, now)


def waiting_query() -> Select[models.CallBack]:
    """Those who wait to be called back, the first to ask first; the desk confines it to its structure."""
    return (
        select(models.CallBack)
        .where(models.CallBack.phone.is_not(None))
        .order_by(models.CallBack.asked_at, models.CallBack.id)
    )


def close(session: Session, call_back_id: int, now: datetime) -> None:
    """The person was called back: the number is erased; what remains is that somebody was, and when."""
    row = session.get(models.CallBack, call_back_id)
    if row is not None and row.called_at is None:
        row.phone, row.called_at = None, now


def _structure(session: Session, site_ids: tuple[int, ...]) -> int:
    rows = session.execute(
        select(models.Site.id, models.Site.structure_id, _has_desk()).where(models.Site.id.in_(site_ids))
    )
    found = {site_id: (structure_id, has_desk) for site_id, structure_id, has_desk in rows}
    ranked = sorted((site for site in site_ids if site in found), key=lambda site: not found[site][1])
    if not ranked:
        raise ValueError("No structure of the directory can call anybody back.")
    return int(found[ranked[0]][0])


def _has_desk() -> ColumnElement[bool]:
    who = models.Counsellor
    return exists().where(who.structure_id == models.Site.structure_id, who.active)
