"""Local accounts of the desk: making one, and telling whether a password is right (argon2, trust of the network)."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory import models
from directory.desk.forms import Refused
from directory.desk.scope import Member
from directory.desk.words import Words, load_words
from directory.errors import DirectoryError
from directory.models import Role
from directory.service import Directory

EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f.]+(\.[^@\s\x00-\x1f.]+)+")
SHORTEST, LONGEST = 12, 200  # characters of a password
FEWEST_DIFFERENT = 5
AT_ONCE = 4  # passwords looked at together: 19 MiB each
WAIT_SECONDS = 0.2


class BadAccount(Refused):
    """An account that cannot be made; the message says what to change."""


class Busy(DirectoryError):  # noqa: N818
    """Too many people sign in at this instant: try again."""


class Accounts:
    """The accounts of all structures; the only part of the desk that looks beyond one structure."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._hasher = hasher()
        self._room = BoundedSemaphore(AT_ONCE)
        nobody()  # made before anybody comes: the first unknown address must not take longer

    def check(self, email: str, password: str, now: datetime) -> int | None:
        """The number of the account whose password this is, or ``None``: unknown, inactive and wrong look the same.

        :class:`Busy` when too many are checked at once.
        """
        found = self._find(email)
        with self._one_of_few():
            right = self._is_right(found[1] if found else nobody(), password)
        if not (found and right):
            return None
        with self._directory.writing() as session:
            session.get_one(models.Counsellor, found[0]).last_login_at = now
        return found[0]

    def member(self, counsellor_id: int) -> Member | None:
        """Who this is today; ``None`` when the account or its structure is no longer active."""
        with self._directory.reading() as session:
            found = session.get(models.Counsellor, counsellor_id)
            return _member(found) if found and found.active and found.structure.active else None

    def of_subject(self, subject: str) -> int | None:
        """The active account tied to who an organisation's sign-in says this is."""
        query = select(models.Counsellor.id).where(models.Counsellor.subject == subject, models.Counsellor.active)
        with self._directory.reading() as session:
            return session.scalar(query)

    def siret(self, counsellor_id: int) -> str | None:
        """The number of the organisation of this account's structure, when it is known."""
        with self._directory.reading() as session:
            return session.get_one(models.Counsellor, counsellor_id).structure.siret

    def email(self, counsellor_id: int) -> str:
        """The address one signs in with."""
        with self._directory.reading() as session:
            return session.get_one(models.Counsellor, counsellor_id).email

    def _find(self, email: str) -> tuple[int, str] | None:
        address = normal_email(email)
        if not EMAIL.fullmatch(address):
            return None
        query = select(models.Counsellor.id, models.Counsellor.password).where(
            models.Counsellor.email == address, models.Counsellor.active
        )
        with self._directory.reading() as session:
            row = session.execute(query).first()
            return (row[0], row[1]) if row else None

    def _is_right(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False

    @contextmanager
    def _one_of_few(self) -> Iterator[None]:
        if not self._room.acquire(timeout=WAIT_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self._room.release()


def create_counsellor(  # noqa: PLR0913 - each part of an account is one plain argument, as commands have them
    directory: Directory,
    *,
    email: str,
    password: str,
    structure: str,
    role: Role | str,
    now: datetime,
    name: str | None = None,
    territory: str | None = None,
) -> Member:
    """Makes an account of the desk and returns who it is for.

    ``structure`` is its key ("tours/cio-tours"), or the end of it when only one structure bears it. Without ``name``
    the address gives one. A coordinator needs a ``territory``: a region, or the key of a zone. :class:`BadAccount`
    says what to change; then nothing was made.
    """
    words, address = load_words(), normal_email(email)
    _check(words, address, password, str(role))
    with directory.writing() as session:
        if session.scalar(select(models.Counsellor.id).where(models.Counsellor.email == address)) is not None:
            raise BadAccount(email=words.say("account.email_taken", email=address))
        made = models.Counsellor(
            structure_id=structure_named(session, words, structure).id,
            email=address,
            name=(name or _name(address)).strip()[:120],
            password=hasher().hash(password),
            role=Role(role),
            territory=territory_named(session, words, Role(role), territory),
            created_at=now,
        )
        session.add(made)
        session.flush()
        return _member(made)


def hasher() -> PasswordHasher:
    """Argon2id with the least memory that OWASP accepts: 19 MiB, so that a crowd fits in a small machine."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def nobody() -> str:
    """The hash of a password that nobody knows: looking at it takes as long for an unknown address as for another."""
    return hasher().hash(secrets.token_urlsafe())


def normal_email(email: str) -> str:
    """The address as accounts keep it."""
    return email.strip().lower()[:254]


def _check(words: Words, email: str, password: str, role: str) -> None:
    found = {"email": email_problem(words, email), "password": password_problem(words, email, password)}
    if role not in {one.value for one in Role}:
        found["role"] = words.say("account.role_unknown", role=role, roles=", ".join(Role))
    problems = {field: sentence for field, sentence in found.items() if sentence}
    if problems:
        raise BadAccount(**problems)


def email_problem(words: Words, email: str) -> str | None:
    """What is wrong with this address, if anything."""
    return None if EMAIL.fullmatch(email) else words.say("account.email_bad", email=email)


def password_problem(words: Words, email: str, password: str) -> str | None:
    """What is wrong with this password, if anything."""
    if not SHORTEST <= len(password) <= LONGEST:
        return words.say("account.password_length", shortest=SHORTEST, longest=LONGEST)
    guessable = {email, email.partition("@")[0]} & {password.lower()}
    if guessable or len(set(password)) < FEWEST_DIFFERENT:
        return words.say("account.password_simple")
    return None


def structure_named(session: Session, words: Words, key: str) -> models.Structure:
    """The active structure of this key, or of its end; :class:`BadAccount` when there is not exactly one."""
    table = models.Structure
    wanted = or_(table.key == key, table.key.endswith(f"/{key}", autoescape=True))
    found = session.scalars(select(table).where(wanted, table.active)).all()
    if len(found) == 1:
        return found[0]
    known = found or session.scalars(select(table).where(table.active).order_by(table.key).limit(50)).all()
    problem = "account.structure_several" if found else "account.structure_unknown"
    raise BadAccount(structure=words.say(problem, structure=key, known=", ".join(one.key for one in known) or "–"))


def territory_named(session: Session, words: Words, role: Role, key: str | None) -> str | None:
    """The territory of a coordinator, checked; nobody else has one."""
    if role is not Role.COORDINATOR:
        return None
    zone = select(models.Zone.id).where(models.Zone.key == key)
    region = select(models.Structure.id).where(models.Structure.region == key).limit(1)
    if session.scalar(zone) is None and session.scalar(region) is None:
        raise BadAccount(territory=words.say("account.territory_missing"))
    return key


def _name(email: str) -> str:
    return " ".join(part.capitalize() for part in re.split(r"[._-]+", email.partition("@")[0]) if part)


def _member(found: models.Counsellor) -> Member:
    return Member(found.id, found.name, found.role, found.structure_id, found.structure.name, found.territory)
