"""The directory's database with its secret: sessions, codes and holders as fingerprints, the appointment of a code."""

import base64
import hmac
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory import handover, models
from directory.codes import fingerprint, make_code, normal_code
from directory.database import migrate, open_engine, reading, writing
from directory.errors import SlotNotOffered, UnknownCode
from directory.outside.provider import AgendaProvider
from directory.places import Places, load_places
from directory.rules import Rules, load_rules

SALT_BYTES = 16


class Store:
    """What every part of the directory's service stands on.

    ``secret`` keys the fingerprints of codes and holders: with another one, codes given before are no longer known.
    ``outside`` is the tool where some structures keep their agendas, if any.
    """

    def __init__(
        self,
        database: Engine | str,
        *,
        secret: str | bytes,
        places: Places | None = None,
        rules: Rules | None = None,
        outside: AgendaProvider | None = None,
        randomness: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        if not secret:
            raise ValueError("The directory needs a secret to keep appointment codes.")
        self.engine = open_engine(database) if isinstance(database, str) else database
        self.places = places if places is not None else load_places()
        self.rules = rules if rules is not None else load_rules()
        self.outside = outside
        self._secret = secret.encode() if isinstance(secret, str) else secret
        self._randomness = randomness

    def migrate(self) -> None:
        """Brings the database to its latest form, from nothing if need be."""
        migrate(self.engine)

    def reading(self) -> AbstractContextManager[Session]:
        """A session for reading, for the desk and the reports."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Session]:
        """A session that commits at the end of the block, for the desk and the loaders."""
        return writing(self.engine)

    def seal(self, purpose: str, text: str) -> str:
        """The keyed fingerprint to keep in place of something that only its holder may know."""
        return fingerprint(self._secret, purpose, text)

    def box(self, purpose: str) -> Fernet:
        """What seals for one purpose, and opens again, what the database alone must not tell."""
        return Fernet(base64.urlsafe_b64encode(hmac.digest(self._secret, purpose.encode(), "sha256")))

    def _fresh_code(self, session: Session, holder: str) -> tuple[bytes, str]:
        """A salt whose code nobody has, and the fingerprint of that code."""
        while True:
            salt = self._randomness(SALT_BYTES)
            code = self._code(make_code(self._secret, holder, salt))
            if session.scalar(select(models.Appointment.id).where(models.Appointment.code == code)) is None:
                return salt, code

    def _locked(self, session: Session, code: str) -> models.Appointment:
        found = self._appointment(session, code, lock=True)
        if found is None:
            raise UnknownCode
        return found

    def _appointment(self, session: Session, code: str, **options: Any) -> models.Appointment | None:
        digits = normal_code(code)
        return handover.appointment_of(session, self._code(digits), **options) if digits else None

    def _code(self, digits: str) -> str:
        return fingerprint(self._secret, "appointment", digits)

    def _holder(self, token: str) -> str:
        if not token:
            raise SlotNotOffered
        return fingerprint(self._secret, "holder", token)
