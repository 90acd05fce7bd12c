"""An appointment for tests, as its code shows it; a test says what matters to it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from directory.requests import AppointmentState, AppointmentView
from directory.vocabulary import Need, StructureType, Way

_VIEW = AppointmentView(
    code=None,
    uid="0d9f6a3e-8a1f-4a53-9a43-1a1b0a8b8f10",
    sequence=0,
    state=AppointmentState.BOOKED,
    starts_at=datetime(2026, 12, 1, 14, 30, tzinfo=ZoneInfo("Europe/Paris")),
    minutes=45,
    way=Way.ON_SITE,
    need=Need.RECONVERSION,
    site_id=1,
    structure_name="Centre d’information et d’orientation",
    structure_type=StructureType.CIO,
    site_name="CIO de Tours",
    address="8 rue Charles-Gille",
    commune="Tours",
    phone=None,
    website=None,
    transport=None,
    step_free=True,
    sample=True,
    referred=False,
    has_contact=False,
)


def appointment(**told: object) -> AppointmentView:
    """The appointment with these parts of its own."""
    return replace(_VIEW, **told)  # type: ignore[arg-type]  # each part is checked by the test that tells it
