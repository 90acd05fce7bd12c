"""What is shown of an appointment to whoever has its code."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory import closures, models, waiting
from directory.announcements import local
from directory.referrals import RefusalReason
from directory.requests import AppointmentView, Refusal


def appointment_view(
    session: Session, appointment: models.Appointment, *, now: datetime, code: str | None = None
) -> AppointmentView:
    """The appointment without identity or summary, its time on the site's clock."""
    site, referral = appointment.agenda.site, appointment.referral
    structure = site.structure
    entry = session.get(models.WaitingEntry, appointment.id)
    offer = waiting.offered_slot(entry, now) if entry else None
    return AppointmentView(
        code=code,
        uid=appointment.uid,
        sequence=appointment.sequence,
        state=appointment.state,
        starts_at=local(appointment, appointment.starts_at),
        minutes=int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60,
        way=appointment.way,
        need=appointment.need,
        site_id=site.id,
        structure_name=structure.name,
        structure_type=structure.type,
        site_name=site.name,
        address=site.address,
        commune=site.commune_name,
        phone=site.phone or structure.phone,
        website=site.website or structure.website,
        transport=site.transport,
        step_free=site.step_free,
        sample=site.sample or structure.sample,
        referred=referral is not None,
        has_contact=appointment.contact is not None,
        referral=referral.state if referral else None,
        refusal=_refusal(referral),
        replaced=session.scalar(_replacement(appointment.id)) is not None,
        to_move=closures.is_displaced(session, appointment),
        waiting=entry is not None,
        offer=offer,
        offer_until=local(appointment, entry.offered_until) if entry and offer and entry.offered_until else None,
    )


def _replacement(appointment_id: int) -> Select[int]:
    return select(models.Onward.appointment_id).where(models.Onward.previous_id == appointment_id)


def _refusal(referral: models.Referral | None) -> Refusal | None:
    if referral is None or referral.refusal_reason is None:
        return None
    return Refusal(RefusalReason(referral.refusal_reason), referral.refusal_text or "")
