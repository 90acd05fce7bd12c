"""Invitations: a link that lives three days, opens one account, and works once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models
from directory.desk.accounts import BadAccount, email_problem, hasher, normal_email, password_problem
from directory.desk.visits import new_token
from directory.desk.words import load_words
from directory.models import Role
from directory.service import Directory

GOOD_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who an invitation is for."""

    email: str
    name: str
    role: Role
    structure_name: str
    siret: str | None


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom to invite, and for what.

    ``by`` is the account that invites (``None``: the command line), ``may_change`` the roles of existing accounts
    that it may make anew.
    """

    email: str
    name: str
    role: Role
    structure_id: int
    territory: str | None = None
    by: int | None = None
    may_change: frozenset[Role] = frozenset(Role)


class Invitations:
    """Invitations of all structures; who may make which is for the pages to say."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def invite(self, guest: Guest, now: datetime) -> str:
        """The token of a new link, known to nobody else. For an address that has an account, the link makes that
        account anew: another password, another telephone. :class:`BadAccount` says what to change.
        """
        email, token = normal_email(guest.email), new_token()
        problem = email_problem(load_words(), email)
        if problem:
            raise BadAccount(problem)
        with self._directory.writing() as session:
            _check_free(session, email, guest)
            for old in session.scalars(select(models.Invitation).where(models.Invitation.email == email)):
                session.delete(old)  # the last link is the only one that works
            session.flush()
            session.add(
                models.Invitation(
                    key=_key(token),
                    email=email,
                    name=guest.name.strip()[:120],
                    role=guest.role,
                    structure_id=guest.structure_id,
                    territory=guest.territory,
                    invited_by=guest.by,
                    created_at=now,
                    expires_at=now + GOOD_FOR,
                )
            )
        return token

    def find(self, token: str, now: datetime) -> Invited | None:
        """Who this link is for; ``None`` when it is unknown, used or too old."""
        with self._directory.reading() as session:
            return _invited(_live(session, models.Invitation.key == _key(token), now))

    def find_email(self, email: str, now: datetime) -> Invited | None:
        """The live invitation of this address, for who comes by their organisation's sign-in."""
        with self._directory.reading() as session:
            return _invited(_live(session, models.Invitation.email == normal_email(email), now))

    def accept(self, token: str, password: str, now: datetime) -> int | None:
        """The account of this link, with this password; ``None`` when the link is no good.

        :class:`BadAccount` when the password is not: the link stays good.
        """
        with self._directory.writing() as session:
            found = _live(session, models.Invitation.key == _key(token), now)
            if found is None:
                return None
            problem = password_problem(load_words(), found.email, password)
            if problem:
                raise BadAccount(problem)
            account = _account(session, found, now)
            account.password = hasher().hash(password)
            session.flush()
            return account.id

    def accept_subject(self, email: str, subject: str, now: datetime) -> int | None:
        """The account of this address's invitation, tied to who the organisation says it is."""
        with self._directory.writing() as session:
            found = _live(session, models.Invitation.email == normal_email(email), now)
            if found is None:
                return None
            account = _account(session, found, now)
            account.subject = subject
            session.flush()
            return account.id


def _check_free(session: Session, email: str, guest: Guest) -> None:
    """Nobody takes over an account of another structure, or of another rank, by inviting its address."""
    found = session.scalar(select(models.Counsellor).where(models.Counsellor.email == email))
    is_theirs = found is not None and (found.structure_id != guest.structure_id or found.role not in guest.may_change)
    if is_theirs:
        raise BadAccount(load_words().say("account.email_taken", email=email))


def _live(session: Session, which: object, now: datetime) -> models.Invitation | None:
    query = select(models.Invitation).where(which, models.Invitation.expires_at > now)  # type: ignore[arg-type]
    found = session.scalar(query.with_for_update(of=models.Invitation))
    return found if found is not None and found.structure.active else None


def _invited(row: models.Invitation | None) -> Invited | None:
    return Invited(row.email, row.name, row.role, row.structure.name, row.structure.siret) if row else None


def _account(session: Session, invitation: models.Invitation, now: datetime) -> models.Counsellor:
    """The account the invitation is for, made anew: no password, no telephone, nobody signed in; the link is used."""
    account = session.scalar(select(models.Counsellor).where(models.Counsellor.email == invitation.email))
    if account is None:
        account = models.Counsellor(email=invitation.email, created_at=now)
        session.add(account)
    account.name, account.role = invitation.name, invitation.role
    account.structure_id, account.territory = invitation.structure_id, invitation.territory
    account.password, account.totp, account.subject, account.active = "", None, None, True
    session.delete(invitation)
    session.flush()
    for table in (models.DeskVisit, models.RecoveryCode):
        for row in session.scalars(select(table).where(table.counsellor_id == account.id)):
            session.delete(row)
    return account


def _key(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
