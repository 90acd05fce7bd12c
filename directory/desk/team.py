"""The people of a structure: who has an account, who is invited, whose account is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory import models
from directory.desk.accounts import email_problem, normal_email, structure_named, territory_named
from directory.desk.forms import DeskForm, Reader
from directory.desk.invitations import Guest, send_link
from directory.desk.queries import account_query, accounts_query, invitations_query, owned_query
from directory.desk.scope import Member
from directory.desk.words import load_words
from directory.models import Role

GIVES: Mapping[Role, tuple[Role, ...]] = {
    Role.MANAGER: (Role.COUNSELLOR, Role.MANAGER),
    Role.ADMIN: tuple(Role),
}
"""The roles that each role may give, and whose accounts it may change."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the team page shows it."""

    id: int
    name: str
    email: str
    role: Role
    structure_name: str
    active: bool
    last_login_at: datetime | None
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation nobody has answered yet."""

    id: int
    name: str
    email: str
    structure_name: str
    expires_at: datetime


def accounts(session: Session) -> tuple[Account, ...]:
    """The accounts within reach, open ones first."""
    return tuple(_account(row) for row in session.scalars(accounts_query()))


def waiting_invitations(session: Session, now: datetime) -> tuple[Waiting, ...]:
    """The invitations that still wait."""
    rows = session.scalars(invitations_query(now))
    return tuple(Waiting(row.id, row.name, row.email, row.structure.name, row.expires_at) for row in rows)


def guest_from(session: Session, form: DeskForm, by: Member) -> Guest:
    """Whom to invite, checked against what this member may give; :class:`Refused` says what to change."""
    words, reader = load_words(), Reader(form)
    name, email, role = reader.text("name"), reader.text("email"), reader.text("role")
    if not name:
        reader.refuse("name", words.say("team.name_missing"))
    if problem := email_problem(words, normal_email(email)):
        reader.refuse("email", problem if email else words.say("team.email_missing"))
    if role not in GIVES.get(by.role, ()):
        reader.refuse("role", words.say("team.role_missing"))
    reader.done()
    named = reader.text("structure")
    structure = by.structure_id if by.role is not Role.ADMIN else structure_named(session, words, named).id
    territory = territory_named(session, words, Role(role), reader.text("territory") or None)
    return Guest(email, name, Role(role), structure, territory, by.id, frozenset(GIVES[by.role]))


def set_active(session: Session, account_id: int, *, active: bool, by: Member) -> bool:
    """Opens or closes an account; whether there was one that this member may change. Nobody closes their own."""
    row = session.scalar(account_query(account_id))
    if row is None or row.id == by.id or row.role not in GIVES.get(by.role, ()):
        return False
    row.active = active
    return True


def resend(session: Session, invitation_id: int, now: datetime) -> bool:
    """Sends an invitation again, by a new link; whether there was one within reach."""
    row = session.scalar(owned_query(models.Invitation, invitation_id))
    if row is not None:
        send_link(session, row, now)
    return row is not None


def take_back(session: Session, invitation_id: int) -> bool:
    """Takes an invitation back: its link opens nothing any more; whether there was one within reach."""
    row = session.scalar(owned_query(models.Invitation, invitation_id))
    if row is not None:
        session.delete(row)
    return row is not None


def _account(row: models.Counsellor) -> Account:
    return Account(
        row.id,
        row.name,
        row.email,
        row.role,
        row.structure.name,
        row.active,
        row.last_login_at,
        row.totp is not None or row.subject is not None,
    )
