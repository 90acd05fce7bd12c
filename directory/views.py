"""What is shown of an appointment to whoever has its code."""

from zoneinfo import ZoneInfo

from directory import models
from directory.requests import AppointmentView


def appointment_view(appointment: models.Appointment, *, code: str | None = None) -> AppointmentView:
    """The appointment without identity or summary, its time on the site's clock."""
    site = appointment.agenda.site
    structure = site.structure
    return AppointmentView(
        code=code,
        uid=appointment.uid,
        sequence=appointment.sequence,
        state=appointment.state,
        starts_at=appointment.starts_at.astimezone(ZoneInfo(site.time_zone)),
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
        referred=appointment.referral is not None,
        has_contact=appointment.contact is not None,
    )
