"""One structure's part of the directory, by one mechanism that no page can forget (NO5, trust of the network).

Pages have no session but those of :class:`Scoped`. Each statement in such a session is confined by the database itself
to the rows of the signed-in counsellor's structure; a statement that cannot be confined is refused. What a person has
not agreed to share, or has taken back, is outside as well: no summary line or identity without a live consent.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, event, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from directory import models
from directory.models import Base, Role
from directory.referrals import ReferralState
from directory.service import Directory

BEFORE_SENDING = (ReferralState.DRAFT, ReferralState.CONSENTED)

PUBLIC: frozenset[type[Base]] = frozenset(
    {
        models.Network,
        models.Zone,
        models.ZoneArea,
        models.ServedArea,
        models.Hours,
        models.Closure,
        models.Service,
        models.ServiceNeed,
        models.ServiceAudience,
        models.ServiceSite,
    }
)
"""Tables that everyone may read, as the public API shows them. Every other table is confined."""


@dataclass(frozen=True, slots=True)
class Member:
    """The counsellor who is signed in."""

    id: int
    name: str
    role: Role
    structure_id: int
    structure_name: str


class UnscopedStatement(RuntimeError):  # noqa: N818 - a fact of the desk, as its authors say it
    """A statement that cannot be confined to a structure: write it with the mapped classes."""


class Scoped:
    """The only way of the desk to the database: sessions that see one structure's rows."""

    def __init__(self, directory: Directory, member: Member) -> None:
        self.member = member
        self._directory = directory
        self._confine = _confiner(member.structure_id)

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
            yield session


def owned(structure_id: int) -> Mapping[type[Base], ColumnElement[bool]]:
    """What makes a row of each confined table this structure's."""
    sites = _ids(models.Site, lambda row: row.structure_id == structure_id)
    agendas = _ids(models.Agenda, lambda row: row.site_id.in_(sites))
    appointments = _ids(models.Appointment, lambda row: row.agenda_id.in_(agendas))
    agreed = _ids(models.Consent, lambda row: (row.structure_id == structure_id) & row.withdrawn_at.is_(None))
    sent = _ids(models.Referral, lambda row: row.structure_id == structure_id)
    shared = _ids(models.Referral, lambda row: row.consent_id.in_(agreed))
    taken = _ids(models.TakenTime, lambda row: row.agenda_id.in_(agendas))
    is_sent = models.Referral.state.not_in(BEFORE_SENDING)
    return {
        models.Structure: models.Structure.id == structure_id,
        models.Counsellor: models.Counsellor.structure_id == structure_id,
        models.Site: models.Site.structure_id == structure_id,
        models.Agenda: models.Agenda.site_id.in_(sites),
        models.Availability: models.Availability.agenda_id.in_(agendas),
        models.Absence: models.Absence.agenda_id.in_(agendas),
        models.TakenTime: models.TakenTime.agenda_id.in_(agendas),
        models.Hold: models.Hold.taken_time_id.in_(taken),
        models.Appointment: models.Appointment.agenda_id.in_(agendas),
        models.Consent: models.Consent.structure_id == structure_id,
        models.Contact: models.Contact.appointment_id.in_(appointments) & models.Contact.consent_id.in_(agreed),
        models.Referral: (models.Referral.structure_id == structure_id) & is_sent,
        models.SummaryLine: models.SummaryLine.referral_id.in_(shared),
        models.ReferralStep: models.ReferralStep.referral_id.in_(sent),
        models.AccessLog: models.AccessLog.appointment_id.in_(appointments),
    }


def _ids(table: type[Base], belongs: Callable[[Any], ColumnElement[bool]]) -> Select[int]:
    """The ids of a table's rows that belong; on the table itself, so that confining does not start over inside."""
    rows: FromClause = table.__table__
    return select(rows.c.id).where(belongs(rows.c))


@lru_cache(maxsize=256)  # making the criteria costs as much as a page's questions
def _confiner(structure_id: int) -> Callable[[ORMExecuteState], None]:
    options = [with_loader_criteria(table, mine, include_aliases=True) for table, mine in owned(structure_id).items()]

    def confine(state: ORMExecuteState) -> None:
        if not state.is_orm_statement:
            raise UnscopedStatement
        if not state.is_column_load:  # the row itself was already let through
            state.statement = state.statement.options(*options)

    return confine
