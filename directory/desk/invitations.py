"""Invitations: a link that goes to whom it is for, lives three days, opens one account, and works once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from directory import models, outbox
from directory.desk.accounts import BadAccount, email_problem, hasher, normal_email, password_problem
from directory.desk.words import load_words
from directory.magic_links import Door, key_of, new_key
from directory.messages import in_words
from directory.models import Role
from directory.outbox import Message
from directory.service import Directory
from directory.working_days import PARIS

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

    def invite(self, guest: Guest, now: datetime) -> None:
        """Sends a new link to whom it is for, and shows it to nobody else. For an address that has an account, the link
        makes that account anew: another password, another telephone. :class:`BadAccount` says what to change.
        """
        email = normal_email(guest.email)
        problem = email_problem(load_words(), email)
        if problem:
            raise BadAccount(email=problem)
        with self._directory.writing() as session:
            _check_free(session, email, guest)
            for old in session.scalars(select(models.Invitation).where(models.Invitation.email == email)):
                session.delete(old)  # the last link is the only one that works
            session.flush()
            made = models.Invitation(
                email=email,
                name=guest.name.strip()[:120],
                role=guest.role,
                structure_id=guest.structure_id,
                territory=guest.territory,
                invited_by=guest.by,
                created_at=now,
            )
            session.add(made)
            send_link(session, made, now)

    def find(self, token: str, now: datetime) -> Invited | None:
        """Who this link is for; ``None`` when it is unknown, used or too old."""
        with self._directory.reading() as session:
            return _invited(_live(session, self._is(token), now))

    def find_email(self, email: str, now: datetime) -> Invited | None:
        """The live invitation of this address, for who comes by their organisation's sign-in."""
        with self._directory.reading() as session:
            return _invited(_live(session, models.Invitation.email == normal_email(email), now))

    def accept(self, token: str, password: str, now: datetime) -> int | None:
        """The account of this link, with this password; ``None`` when the link is no good.

        :class:`BadAccount` when the password is not: the link stays good.
        """
        with self._directory.writing() as session:
            found = _live(session, self._is(token), now)
            if found is None:
                return None
            problem = password_problem(load_words(), found.email, password)
            if problem:
                raise BadAccount(password=problem)
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

    def _is(self, token: str) -> ColumnElement[bool]:
        key = key_of(Door.INVITATION, token, self._directory.seal)
        return models.Invitation.key == key if key else false()


def send_link(session: Session, invitation: models.Invitation, now: datetime) -> None:
    """Sends the link of this invitation, a new one each time: those that were sent before are over."""
    invitation.key, invitation.expires_at = new_key(), now + GOOD_FOR
    session.flush()
    message = Message(
        "invitation",
        key=f"invitation:{invitation.id}:{invitation.key}",
        to=outbox.Guest(),
        due_at=now,
        values={Door.INVITATION.value: str(invitation.id), "until": in_words(invitation.expires_at.astimezone(PARIS))},
        until=invitation.expires_at,
    )
    outbox.put(session, message)


def _check_free(session: Session, email: str, guest: Guest) -> None:
    """Nobody takes over an account of another structure, or of another rank, by inviting its address."""
    found = session.scalar(select(models.Counsellor).where(models.Counsellor.email == email))
    is_theirs = found is not None and (found.structure_id != guest.structure_id or found.role not in guest.may_change)
    if is_theirs:
        raise BadAccount(email=load_words().say("account.email_taken", email=email))


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
