"""The case page: what the person approved, in their words; each opening is recorded (NO5, TO1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session

from directory import models, waiting
from directory.desk.meetings import Meeting, meeting
from directory.desk.queries import (
    case_query,
    consents_query,
    contact_readings_query,
    outside_query,
    readings_query,
    team_query,
)
from directory.desk.scope import BEFORE_SENDING, Member
from directory.desk.steps import Action, UnknownCase, advance, allowed, may_plan
from directory.handover import approved_lines
from directory.models import ConsentPurpose, Reading
from directory.plans import Plan, plan_of
from directory.referrals import ReferralState
from directory.requests import AppointmentState, Contact, Slot, SummaryLine, Why
from directory.vocabulary import Need, Way
from directory.why import why_of

log = structlog.get_logger()

READINGS_SHOWN = 30
ANSWERED = {"need", "information"}
MANY_READINGS = 20  # identities an hour beyond which somebody should ask why (trust of the network)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the case. ``name`` ends the key of its text; ``by`` is a colleague's name."""

    at: datetime
    name: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A live consent: to what, which version of the text, when."""

    purpose: ConsentPurpose
    version: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the structure said no."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that a counsellor may know of a person's request.

    ``informed`` are the needs on which the first door answered, as far as the person let it be known. ``answered`` is
    the need of the request itself, when they let both it and the answer be known.
    """

    meeting: Meeting
    address: str
    lines: tuple[SummaryLine, ...]
    informed: tuple[Need, ...]
    answered: Need | None
    contact: Contact | None
    agreements: tuple[Agreement, ...]
    history: tuple[Event, ...]
    readings: tuple[Event, ...]
    refused: Refused | None
    actions: tuple[Action, ...]
    plan: Plan
    may_plan: bool
    may_propose: bool
    proposed: tuple[Slot, datetime] | None
    why: Why | None
    kept_elsewhere: bool

    @property
    def may_be_elsewhere(self) -> bool:
        """Whether a plan can be prepared in the other tool that keeps this agenda: it asks for a whole name."""
        named = self.contact is not None and bool(self.contact.first_name and self.contact.last_name)
        return self.kept_elsewhere and named and self.may_propose

    @property
    def is_reachable(self) -> bool:
        """Whether the person left a number or an address: a first name alone receives nothing."""
        return self.contact is not None and bool(self.contact.phone or self.contact.email)

    @property
    def needs_a_number(self) -> bool:
        """Whether the appointment is at a distance and nobody knows where to call."""
        is_ahead = self.meeting.state is AppointmentState.BOOKED
        return is_ahead and self.meeting.way is not Way.ON_SITE and not self.is_reachable


def open_case(session: Session, uid: str, *, by: Member, now: datetime) -> Case:
    """The case, now read: its referral is marked so, and what is shown is recorded. :class:`UnknownCase`."""
    row = session.scalar(case_query(uid))
    if row is None:
        raise UnknownCase
    if row.referral is not None and row.referral.state is ReferralState.SENT:
        advance(row.referral, ReferralState.READ, by=by, now=now)
    _record(session, row, by, now)
    session.flush()
    return _case(session, row, now)


def _record(session: Session, row: models.Appointment, by: Member, now: datetime) -> None:
    shown = (Reading.SUMMARY, bool(row.referral and row.referral.lines)), (Reading.CONTACT, row.contact is not None)
    for reading, is_there in shown:
        if is_there:
            session.add(models.AccessLog(counsellor_id=by.id, appointment_id=row.id, reading=reading, at=now))
    session.flush()
    read = session.scalar(contact_readings_query(by.id, now)) or 0
    if row.contact is not None and read >= MANY_READINGS:
        log.warning("many_identities_read", count=read)


def _case(session: Session, row: models.Appointment, now: datetime) -> Case:
    seen, referral = meeting(row), row.referral
    lines = approved_lines(referral)
    zone = ZoneInfo(row.agenda.site.time_zone)
    team = {row.id: row.name for row in session.execute(team_query())}
    agreed = session.scalars(consents_query(row.id))
    return Case(
        meeting=seen,
        address=", ".join(part for part in (row.agenda.site.address, row.agenda.site.commune_name) if part),
        lines=lines,
        informed=next((line.needs for line in lines if line.name == "information"), ()),
        answered=row.need if {line.name for line in lines} >= ANSWERED else None,
        contact=_contact(row.contact),
        agreements=tuple(Agreement(one.purpose, one.version, one.given_at.astimezone(zone)) for one in agreed),
        history=_history(row, seen, team, zone),
        readings=_readings(session.scalars(readings_query(row.id, READINGS_SHOWN)), team, zone),
        refused=_refused(referral),
        actions=allowed(seen, now),
        plan=plan_of(session, row.id),
        may_plan=may_plan(seen, now),
        may_propose=seen.state is AppointmentState.BOOKED and now < seen.starts_at,
        proposed=_proposed(session, row, now),
        why=why_of(session, row.id),
        kept_elsewhere=session.scalar(outside_query(row.agenda_id)) is not None,
    )


def _proposed(session: Session, row: models.Appointment, now: datetime) -> tuple[Slot, datetime] | None:
    """The moment that is kept for the person in place of theirs, and until when, on the site's clock."""
    entry = session.get(models.WaitingEntry, row.id)
    slot = waiting.offered_slot(entry, now) if entry else None
    if entry is None or entry.offered_until is None or slot is None:
        return None
    return slot, entry.offered_until.astimezone(slot.starts_at.tzinfo)


def _readings(rows: Iterable[models.AccessLog], team: Mapping[int, str], zone: ZoneInfo) -> tuple[Event, ...]:
    """One event for each opening, whatever was read in it."""
    openings: dict[tuple[datetime, int], list[Reading]] = {}
    for row in rows:
        openings.setdefault((row.at, row.counsellor_id), []).append(row.reading)
    return tuple(
        Event(at.astimezone(zone), "both" if len(set(read)) > 1 else read[0], team.get(counsellor))
        for (at, counsellor), read in openings.items()
    )


def _contact(row: models.Contact | None) -> Contact | None:
    return Contact(row.first_name, row.last_name, row.phone, row.email) if row else None


def _refused(referral: models.Referral | None) -> Refused | None:
    if referral is None or referral.refusal_reason is None:
        return None
    return Refused(referral.refusal_reason, referral.refusal_text or "")


def _history(row: models.Appointment, seen: Meeting, team: Mapping[int, str], zone: ZoneInfo) -> tuple[Event, ...]:
    """Everything that happened, in order. Drafting is the person's own affair: the story begins when they send."""
    events = [Event(row.booked_at.astimezone(zone), "booked")]
    if row.sequence and row.state is AppointmentState.BOOKED:
        events.append(Event(row.changed_at.astimezone(zone), "moved"))
    if row.referral is None and row.state is not AppointmentState.BOOKED:
        events.append(Event(row.changed_at.astimezone(zone), row.state))
    for step in row.referral.steps if row.referral else ():
        if step.state not in BEFORE_SENDING:
            by = team.get(step.counsellor_id) if step.counsellor_id is not None else None
            events.append(Event(step.at.astimezone(zone), step.state, by))
    return tuple(sorted(events, key=lambda event: event.at))
