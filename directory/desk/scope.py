"""Each member's part of the directory, by one mechanism that no page can forget (NO5, trust of the network).

Pages have no session but those of :class:`Scoped`, made for the right that the page's address declares. Each statement
in such a session is confined by the database itself to the rows which that right opens to the member; a statement that
cannot be confined is refused, and so is a row written out of reach. What a person has not agreed to share, or has
taken back, is outside as well: no summary line or identity without a live consent.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, SQLColumnExpression, event, false, func, inspect, select, true
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from directory import models
from directory.desk.roles import OF_PEOPLE, RIGHTS, Right
from directory.models import Base, Role
from directory.referrals import ReferralState
from directory.service import Directory

BEFORE_SENDING = (ReferralState.DRAFT, ReferralState.CONSENTED)

PUBLIC: frozenset[type[Base]] = frozenset({models.Network, models.Zone, models.ZoneArea})
"""Tables that every member may read, and none may write. Every other table is confined."""

STEERING: tuple[type[Base], ...] = (
    models.Activity,
    models.Tally,
    models.Tallied,
    models.Opinion,
    models.Complaint,
    models.ComplaintStep,
    models.ShownProposal,
)
"""Tables of no structure: published through :mod:`directory.steering` only, once small numbers are hidden (L22b)."""

TEACHING: tuple[type[Base], ...] = (models.UnclearSentence,)
"""Tables of those who teach the service, on its machine: no page of the desk shows them."""


@dataclass(frozen=True, slots=True)
class Member:
    """The counsellor who is signed in. ``territory`` is a coordinator's: a region, or the key of a zone."""

    id: int
    name: str
    role: Role
    structure_id: int
    structure_name: str
    territory: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the role has this right."""
        return right in RIGHTS[self.role]


@dataclass(frozen=True, slots=True)
class Reach:
    """Some structures of the directory: one, those of a territory, or all of them (neither is named)."""

    structure_id: int | None = None
    territory: str | None = None

    def has(self, structure_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
        """Whether the structure of this column is one of them."""
        if self.structure_id is not None:
            return structure_id == self.structure_id
        return structure_id.in_(_of_territory(self.territory)) if self.territory is not None else true()


@dataclass(frozen=True, slots=True)
class Scope:
    """What one page may see for one member: cards of structures, accounts, and people met in one structure if any."""

    cards: Reach
    accounts: Reach
    account_id: int
    people: int | None

    @classmethod
    def of(cls, member: Member, right: Right) -> "Scope":
        """The rows that this right opens to this member; a right that the role has not opens none."""
        own = Reach(member.structure_id)
        if not member.may(right):
            return cls(NOBODY, NOBODY, 0, None)
        cards = {Role.COORDINATOR: Reach(territory=member.territory or ""), Role.ADMIN: EVERYWHERE}.get(
            member.role, own
        )
        accounts = {Role.COORDINATOR: NOBODY, Role.ADMIN: EVERYWHERE}.get(member.role, own)
        people = member.structure_id if right in OF_PEOPLE else None
        return cls(cards, accounts, member.id, people)


NOBODY = Reach(structure_id=0)  # rows are numbered from one
EVERYWHERE = Reach()


class UnscopedStatement(RuntimeError):  # noqa: N818 - a fact of the desk, as its authors say it
    """A statement that cannot be confined to a structure: write it with the mapped classes."""


class Scoped:
    """The only way of the desk to the database: sessions that see what the page's right opens to the member."""

    def __init__(self, directory: Directory, member: Member, right: Right) -> None:
        self.member = member
        self.scope = Scope.of(member, right)
        self._directory = directory
        self._confine = _confiner(self.scope)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A confined session that writes nothing."""
        with self._confined(self._directory.reading()) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A confined session that commits at the end of the block."""
        with self._confined(self._directory.writing()) as session:
            yield session

    @contextmanager
    def _confined(self, opened: AbstractContextManager[Session]) -> Iterator[Session]:
        with opened as session:
            event.listen(session, "do_orm_execute", self._confine)
            event.listen(session, "after_flush", _check_written)
            yield session


def owned(scope: Scope) -> Mapping[type[Base], ColumnElement[bool]]:
    """What makes a row of each confined table one that this scope may see."""
    cards = scope.cards
    seen = _ids(models.Site, lambda row: cards.has(row.structure_id))
    offered = _ids(models.Service, lambda row: cards.has(row.structure_id))
    structure_id = scope.people if scope.people is not None else 0
    sites = _ids(models.Site, lambda row: row.structure_id == structure_id)
    agendas = _ids(models.Agenda, lambda row: row.site_id.in_(sites))
    appointments = _ids(models.Appointment, lambda row: row.agenda_id.in_(agendas))
    agreed = _ids(models.Consent, lambda row: (row.structure_id == structure_id) & row.withdrawn_at.is_(None))
    sent = _ids(models.Referral, lambda row: row.structure_id == structure_id)
    shared = _ids(models.Referral, lambda row: row.consent_id.in_(agreed))
    taken = _ids(models.TakenTime, lambda row: row.agenda_id.in_(agendas))
    absences = _ids(models.Absence, lambda row: row.agenda_id.in_(agendas))
    is_sent = models.Referral.state.not_in(BEFORE_SENDING)
    return {
        models.Structure: cards.has(models.Structure.id),
        models.Counsellor: scope.accounts.has(models.Counsellor.structure_id)
        | (models.Counsellor.id == scope.account_id),
        models.DeskVisit: models.DeskVisit.counsellor_id == scope.account_id,
        models.RecoveryCode: models.RecoveryCode.counsellor_id == scope.account_id,
        models.CalendarFeed: models.CalendarFeed.counsellor_id == scope.account_id,
        models.AlertChoice: models.AlertChoice.counsellor_id == scope.account_id,
        models.DeskTry: false(),  # of people who are not signed in
        models.Invitation: scope.accounts.has(models.Invitation.structure_id),
        models.Site: cards.has(models.Site.structure_id),
        models.Hours: models.Hours.site_id.in_(seen),
        models.Closure: models.Closure.site_id.in_(seen),
        models.ServedArea: cards.has(models.ServedArea.structure_id),
        models.CardLink: cards.has(models.CardLink.structure_id),
        models.CardChange: cards.has(models.CardChange.structure_id),
        models.Service: cards.has(models.Service.structure_id),
        models.ServiceNeed: models.ServiceNeed.service_id.in_(offered),
        models.ServiceAudience: models.ServiceAudience.service_id.in_(offered),
        models.ServiceSite: models.ServiceSite.service_id.in_(offered),
        models.Agenda: models.Agenda.site_id.in_(sites),
        models.Availability: models.Availability.agenda_id.in_(agendas),
        models.Absence: models.Absence.agenda_id.in_(agendas),
        models.TakenTime: models.TakenTime.agenda_id.in_(agendas),
        models.BusyCalendar: models.BusyCalendar.agenda_id.in_(agendas),
        models.BusyTime: models.BusyTime.agenda_id.in_(agendas),
        models.Hold: models.Hold.taken_time_id.in_(taken),
        models.Appointment: models.Appointment.agenda_id.in_(agendas),
        models.Consent: models.Consent.structure_id == structure_id,
        models.Contact: models.Contact.appointment_id.in_(appointments) & models.Contact.consent_id.in_(agreed),
        models.Referral: (models.Referral.structure_id == structure_id) & is_sent,
        models.SummaryLine: models.SummaryLine.referral_id.in_(shared),
        models.ReferralStep: models.ReferralStep.referral_id.in_(sent),
        models.ActionPlan: models.ActionPlan.appointment_id.in_(appointments),
        models.PlanStep: models.PlanStep.appointment_id.in_(appointments),
        models.AccessLog: models.AccessLog.appointment_id.in_(appointments),
        models.OutgoingMessage: models.OutgoingMessage.structure_id == structure_id,
        models.WaitingEntry: models.WaitingEntry.appointment_id.in_(appointments),
        models.CallBack: models.CallBack.structure_id == structure_id,
        models.Onward: models.Onward.appointment_id.in_(appointments),
        models.ProposalReason: models.ProposalReason.appointment_id.in_(appointments),
        models.OutsideAgenda: models.OutsideAgenda.agenda_id.in_(agendas),
        models.OutsideRule: models.OutsideRule.agenda_id.in_(agendas),
        models.OutsideTime: models.OutsideTime.absence_id.in_(absences),
        **dict.fromkeys((models.OutsideNotice, *STEERING, *TEACHING), false()),
    }


def _of_territory(territory: str) -> Select[int]:
    """The structures of a region, or those that serve a part of a zone."""
    structure, zone = models.Structure.__table__.c, models.Zone.__table__.c
    served, area = models.ServedArea.__table__.c, models.ZoneArea.__table__.c
    in_zone = (
        select(served.structure_id)
        .join(models.ZoneArea.__table__, area.area == served.area)
        .join(models.Zone.__table__, zone.id == area.zone_id)
        .where(zone.key == territory)
    )
    return select(structure.id).where((structure.region == territory) | structure.id.in_(in_zone))


def _ids(table: type[Base], belongs: Callable[[Any], ColumnElement[bool]]) -> Select[int]:
    """The ids of a table's rows that belong; on the table itself, so that confining does not start over inside."""
    rows: FromClause = table.__table__
    return select(rows.c.id).where(belongs(rows.c))


@lru_cache(maxsize=256)  # making the criteria costs as much as a page's questions
def _confiner(scope: Scope) -> Callable[[ORMExecuteState], None]:
    options = [with_loader_criteria(table, mine, include_aliases=True) for table, mine in owned(scope).items()]

    def confine(state: ORMExecuteState) -> None:
        if not state.is_orm_statement or state.is_insert:
            raise UnscopedStatement
        if not state.is_column_load:  # the row itself was already let through
            state.statement = state.statement.options(*options)

    return confine


def _check_written(session: Session, _context: UOWTransaction) -> None:
    """Refuses a row that was written out of reach: what one may not read, one may not add or change either."""
    for row in (*session.new, *session.dirty):
        mapper = inspect(type(row))
        same = zip(mapper.primary_key, mapper.primary_key_from_instance(row), strict=True)
        seen = select(func.count()).select_from(type(row)).where(*(column == value for column, value in same))
        if type(row) in PUBLIC or not session.scalar(seen):
            raise UnscopedStatement
