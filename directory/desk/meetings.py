"""An appointment as lists and agendas of the desk show it: without identity, without anything the person withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import selectinload

from directory import models
from directory.referrals import ReferralState
from directory.requests import AppointmentState
from directory.vocabulary import Way

LISTED = ("need", "situation", "place")
"""Lines of the summary that a list shows; the person's own words are for the case page, where reading is recorded."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment of the structure. Times are on the site's clock.

    ``referral`` is ``None`` when the person sent no summary. ``lines`` holds approved lines only: what an appointment
    is about is not shown when the person kept it for themselves.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    way: Way
    site: str
    site_id: int
    agenda: str
    agenda_id: int
    state: AppointmentState
    referral: ReferralState | None
    asked_at: datetime
    changed_at: datetime
    lines: Mapping[str, str]

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def standing(self) -> str:
        """Where it stands, as the end of a text's key."""
        return f"referral.{self.referral}" if self.referral else f"appointment.{self.state}"


def meeting(row: models.Appointment) -> Meeting:
    """The appointment as a value."""
    site, referral = row.agenda.site, row.referral
    zone = ZoneInfo(site.time_zone)
    return Meeting(
        uid=row.uid,
        starts_at=row.starts_at.astimezone(zone),
        ends_at=row.ends_at.astimezone(zone),
        way=row.way,
        site=site.name,
        site_id=site.id,
        agenda=row.agenda.name,
        agenda_id=row.agenda_id,
        state=row.state,
        referral=referral.state if referral else None,
        asked_at=(referral.created_at if referral else row.booked_at).astimezone(zone),
        changed_at=(referral.changed_at if referral else row.changed_at).astimezone(zone),
        lines={line.name: line.text for line in referral.lines if line.name in LISTED} if referral else {},
    )


def with_details() -> tuple[Any, ...]:
    """What to load with appointments that become meetings."""
    return (
        selectinload(models.Appointment.agenda).selectinload(models.Agenda.site),
        selectinload(models.Appointment.referral).selectinload(models.Referral.lines),
    )
