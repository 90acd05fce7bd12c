"""Questions of the desk, executed in the confined sessions of :mod:`directory.desk.scope`; none touches a session."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, inspect, or_, select
from sqlalchemy.orm import selectinload

from directory.cards import GIVEN_AT
from directory.desk.meetings import with_details
from directory.desk.scope import EVERYWHERE, Reach
from directory.models import (
    Absence,
    AccessLog,
    Agenda,
    Appointment,
    Base,
    BusyCalendar,
    BusyTime,
    CallBack,
    CardChange,
    ChangeState,
    Closure,
    Consent,
    Counsellor,
    Invitation,
    MessageState,
    OutgoingMessage,
    OutsideAgenda,
    OutsideTime,
    Reading,
    Referral,
    ReferralStep,
    Role,
    Service,
    Site,
    Structure,
)
from directory.referrals import OPEN
from directory.requests import AppointmentState


def case_query(uid: str) -> Select[Appointment]:
    """The appointment of this identifier."""
    return select(Appointment).where(Appointment.uid == uid)


def waiting_query(now: datetime, most: int) -> Select[Appointment]:
    """Appointments that ask something of the structure: to read, to answer, to prepare, or to close once past."""
    is_open = Referral.state.in_(OPEN)
    return (
        select(Appointment)
        .outerjoin(Appointment.referral)
        .where(Appointment.state == AppointmentState.BOOKED, or_(is_open, Appointment.ends_at <= now))
        .order_by(Appointment.starts_at, Appointment.id)
        .limit(most)
        .options(*with_details())
    )


def version_queries() -> tuple[Any, ...]:
    """Values that change whenever a request of the structure comes, moves, or takes a step."""
    return (
        select(func.count(Appointment.id), func.max(Appointment.changed_at)),
        select(func.max(ReferralStep.id)),
        select(func.count(CallBack.id), func.max(CallBack.called_at)),
    )


def closed_query(since: datetime, most: int) -> Select[Appointment]:
    """Appointments met, missed, refused or cancelled since then, the last ones first."""
    closed = Appointment.state != AppointmentState.BOOKED
    return (
        select(Appointment)
        .where(closed, Appointment.changed_at >= since)
        .order_by(Appointment.changed_at.desc(), Appointment.id)
        .limit(most)
        .options(*with_details())
    )


def between_query(first: datetime, last: datetime) -> Select[Appointment]:
    """Appointments that begin between these instants, the last one excluded, in order."""
    return (
        select(Appointment)
        .where(Appointment.starts_at >= first, Appointment.starts_at < last)
        .order_by(Appointment.starts_at, Appointment.id)
        .options(*with_details())
    )


def consents_query(appointment_id: int) -> Select[Consent]:
    """What the person has agreed to and not taken back."""
    return (
        select(Consent)
        .where(Consent.appointment_id == appointment_id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.id)
    )


def contact_readings_query(counsellor_id: int, now: datetime) -> Select[int]:
    """Of how many people this counsellor read the identity within the last hour."""
    return select(func.count(AccessLog.appointment_id.distinct())).where(
        AccessLog.counsellor_id == counsellor_id,
        AccessLog.reading == Reading.CONTACT,
        AccessLog.at > now - timedelta(hours=1),
    )


def readings_query(appointment_id: int, most: int) -> Select[AccessLog]:
    """Who read this case, the last first."""
    return (
        select(AccessLog)
        .where(AccessLog.appointment_id == appointment_id)
        .order_by(AccessLog.at.desc(), AccessLog.id.desc())
        .limit(most)
    )


def team_query() -> Select[int, str]:
    """The names of the structure's counsellors, by number."""
    return select(Counsellor.id, Counsellor.name)


def zone_query() -> Select[str]:
    """The time zone of the structure's first site."""
    return select(Site.time_zone).where(Site.active).order_by(Site.id).limit(1)


def accounts_query() -> Select[Counsellor]:
    """Accounts, open ones first, by structure and name."""
    return select(Counsellor).order_by(Counsellor.active.desc(), Counsellor.structure_id, Counsellor.name)


def account_query(account_id: int) -> Select[Counsellor]:
    """The account of this number."""
    return select(Counsellor).where(Counsellor.id == account_id)


def invitations_query(now: datetime) -> Select[Invitation]:
    """Invitations that still wait, the last ones first."""
    return select(Invitation).where(Invitation.expires_at > now).order_by(Invitation.id.desc())


def agendas_query() -> Select[Agenda]:
    """The agendas in which one can book, by site and name."""
    return (
        select(Agenda)
        .where(Agenda.active)
        .order_by(Agenda.site_id, Agenda.name)
        .options(selectinload(Agenda.site), selectinload(Agenda.availabilities))
    )


def agenda_query(agenda_id: int) -> Select[Agenda]:
    """The agenda of this number."""
    return select(Agenda).where(Agenda.id == agenda_id)


def outside_query(agenda_id: int) -> Select[int]:
    """This agenda, when it is also kept in another tool."""
    return select(OutsideAgenda.agenda_id).where(OutsideAgenda.agenda_id == agenda_id)


def absences_query(agenda_id: int, now: datetime) -> Select[Absence]:
    """The absences of an agenda that are not over, but those that another tool keeps."""
    outside = select(OutsideTime.absence_id)
    return (
        select(Absence)
        .where(Absence.agenda_id == agenda_id, Absence.ends_at > now, Absence.id.not_in(outside))
        .order_by(Absence.starts_at)
    )


def calendars_query() -> Select[BusyCalendar]:
    """The calendars kept elsewhere, by agenda, in the order in which they were added."""
    return select(BusyCalendar).order_by(BusyCalendar.agenda_id, BusyCalendar.id)


def away_query(
    table: type[Absence] | type[BusyTime], first: datetime, last: datetime
) -> Select[datetime, datetime, int, str, str, str]:
    """The times of this table that meet these instants, in order, with the agenda, its site and its clock."""
    return (
        select(table.starts_at, table.ends_at, Agenda.id, Agenda.name, Site.name, Site.time_zone)
        .join(Agenda, Agenda.id == table.agenda_id)
        .join(Agenda.site)
        .where(table.starts_at < last, table.ends_at > first)
        .order_by(table.starts_at, table.id)
    )


def closed_sites_query(first: date, last: date) -> Select[int, str, date, date]:
    """The sites that are closed on some of these days."""
    query = select(Site.id, Site.name, Closure.first_day, Closure.last_day).join(Site, Site.id == Closure.site_id)
    return query.where(Closure.first_day <= last, Closure.last_day >= first).order_by(Site.name)


def closures_query(site_id: int, today: date) -> Select[Closure]:
    """The closures of a site that are not over."""
    return select(Closure).where(Closure.site_id == site_id, Closure.last_day >= today).order_by(Closure.first_day)


def owned_query(table: type[Base], row_id: int) -> Select[Any]:
    """The row of this number, in any table numbered by ``id``."""
    return select(table).where(inspect(table).primary_key[0] == row_id)


def call_back_query(call_back_id: int) -> Select[CallBack]:
    """The call-back of this number, while somebody still waits for it."""
    return select(CallBack).where(CallBack.id == call_back_id, CallBack.phone.is_not(None))


def structures_query() -> Select[Structure]:
    """Active structures, by name."""
    return select(Structure).where(Structure.active).order_by(Structure.name)


def oldest_query(most: int) -> Select[int, str, date | None]:
    """Active structures, those that were never checked or longest ago first."""
    structure = Structure
    order = structure.checked_on.is_not(None), structure.checked_on, structure.name
    query = select(structure.id, structure.name, structure.checked_on).where(structure.active)
    return query.order_by(*order).limit(most)


def sites_query(structure_id: int) -> Select[Site]:
    """The active sites of a structure."""
    return select(Site).where(Site.structure_id == structure_id, Site.active).order_by(Site.id)


def services_query(structure_id: int, too: Iterable[int] = ()) -> Select[Service]:
    """The active services of a structure, and these ones whether they are or not."""
    wanted = or_(Service.active, Service.id.in_(too))
    return select(Service).where(Service.structure_id == structure_id, wanted).order_by(Service.id)


def service_keys_query(beginning: str) -> Select[str]:
    """The keys of services that begin so."""
    return select(Service.key).where(Service.key.startswith(beginning, autoescape=True))


def offers_query(structure_id: int) -> Select[CardChange]:
    """Changes of where services are given, hence whether they are offered, the last ones last."""
    of_services = CardChange.service_id.is_not(None)
    return (
        select(CardChange)
        .where(CardChange.structure_id == structure_id, CardChange.part == GIVEN_AT, of_services)
        .order_by(CardChange.id)
    )


def coming_query(site_ids: Iterable[int], now: datetime) -> Select[Appointment]:
    """Appointments to come at these sites, in order."""
    return (
        select(Appointment)
        .join(Agenda, Agenda.id == Appointment.agenda_id)
        .where(Appointment.state == AppointmentState.BOOKED, Appointment.starts_at > now, Agenda.site_id.in_(site_ids))
        .order_by(Appointment.starts_at, Appointment.id)
        .options(*with_details())
    )


def pending_query(structure_id: int, part: str, about: Mapping[str, int]) -> Select[CardChange]:
    """The changes of this part that wait; ``about`` numbers its site or its service, if it is of one."""
    return select(CardChange).where(
        CardChange.structure_id == structure_id,
        CardChange.part == part,
        CardChange.site_id == about.get("site_id"),
        CardChange.service_id == about.get("service_id"),
        CardChange.state == ChangeState.PENDING,
    )


def undecided_query(reach: Reach = EVERYWHERE) -> Select[CardChange]:
    """All that waits for a decision within this reach, the first asked first."""
    waits = CardChange.state == ChangeState.PENDING, ~_waits_with_its_service()
    return select(CardChange).where(*waits, reach.has(CardChange.structure_id)).order_by(CardChange.id)


def deciders_query(role: Role) -> Select[Counsellor]:
    """The accounts of this role."""
    return select(Counsellor).where(Counsellor.role == role, Counsellor.active).order_by(Counsellor.id)


def told_query(counsellor_id: int, kinds: Iterable[str], but: int = 0) -> Select[str, datetime]:
    """When this account was last written to, by kind of message; without what was never said, and this message."""
    message = OutgoingMessage
    mine = message.counsellor_id == counsellor_id, message.kind.in_(kinds)
    said = message.state != MessageState.OUTDATED, message.id != but
    return select(message.kind, func.max(message.due_at).label("at")).where(*mine, *said).group_by(message.kind)


def last_offer_query(service_id: int) -> Select[CardChange]:
    """What was asked last of where a service is given, hence whether it is offered."""
    about = CardChange.service_id == service_id, CardChange.part == GIVEN_AT
    return select(CardChange).where(*about).order_by(CardChange.id.desc()).limit(1)


def changes_query(states: Iterable[ChangeState]) -> Select[CardChange]:
    """Changes of cards in these states, the last first; words that wait with their service are shown with it."""
    shown = CardChange.state.in_(states), or_(CardChange.state != ChangeState.PENDING, ~_waits_with_its_service())
    return select(CardChange).where(*shown).order_by(CardChange.id.desc()).limit(100)


def change_query(change_id: int) -> Select[CardChange]:
    """The change of this number, while it waits for a decision of its own."""
    waits = CardChange.state == ChangeState.PENDING, ~_waits_with_its_service()
    return select(CardChange).where(CardChange.id == change_id, *waits)


def words_query(offer: CardChange) -> Select[CardChange]:
    """The words that were asked together with this proposal of a service, and went the same way since."""
    words = CardChange.service_id == offer.service_id, CardChange.part != GIVEN_AT
    together = CardChange.asked_at == offer.asked_at, CardChange.state == offer.state
    return select(CardChange).where(*words, *together).order_by(CardChange.id)


def _waits_with_its_service() -> ColumnElement[bool]:
    set_aside = select(Service.id).where(~Service.active)
    return and_(CardChange.part != GIVEN_AT, func.coalesce(CardChange.service_id, 0).in_(set_aside))
