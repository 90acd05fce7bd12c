"""The second factor: codes of a telephone (TOTP, RFC 6238), and codes on paper for the day the telephone is lost."""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pyotp
import segno
from cryptography.fernet import InvalidToken
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import models
from directory.service import Directory

ISSUER = "Deux Portes"
STEP_SECONDS = 30
DRIFT = 1  # steps that a telephone's clock may be early or late
RECOVERY_CODES = 10
RECOVERY_BYTES = 5  # 40 bits, and every wrong try makes the next one wait
READ_AS = str.maketrans("01", "OI")  # base32 has neither: people type what they see


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is shown to set a telephone up: the drawing of the address, and the secret for who cannot scan."""

    secret: str
    qr: str

    @property
    def spelled(self) -> str:
        """The secret by groups of four."""
        return " ".join(self.secret[n : n + 4] for n in range(0, len(self.secret), 4))


class Factors:
    """Second factors of accounts. Secrets are kept sealed with a key that the database does not hold."""

    def __init__(self, directory: Directory, secret: str) -> None:
        self._directory = directory
        self._secret = secret.encode()
        self._fernet = directory.box("desk-second-factor")

    def new_secret(self) -> str:
        """A new secret, sealed."""
        return self.seal(pyotp.random_base32())

    def seal(self, secret: str) -> str:
        """This secret as the database keeps it."""
        return self._fernet.encrypt(secret.encode()).decode()

    def enrolment(self, sealed: str, email: str) -> Enrolment:
        """How to put this secret into a telephone."""
        secret = self._opened(sealed)
        address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
        return Enrolment(secret, segno.make(address, error="m").svg_inline(scale=5, dark="#000", light="#fff"))

    def enrol(self, counsellor_id: int, sealed: str, code: str, now: datetime) -> tuple[str, ...] | None:
        """Codes on paper once the telephone has shown a right code; ``None`` when it has not, and nothing changed."""
        step = step_of(self._opened(sealed), code, now)
        if step is None:
            return None
        papers = tuple(_paper() for _ in range(RECOVERY_CODES))
        with self._directory.writing() as session:
            row = session.get_one(models.Counsellor, counsellor_id)
            row.totp, row.totp_step = sealed, step
            session.execute(delete(models.RecoveryCode).where(models.RecoveryCode.counsellor_id == counsellor_id))
            session.add_all(models.RecoveryCode(counsellor_id=counsellor_id, hash=self._hash(one)) for one in papers)
        return papers

    def is_right(self, counsellor_id: int, code: str, now: datetime) -> bool:
        """Whether this is the telephone's code of now, or a code on paper; neither is ever taken twice."""
        with self._directory.writing() as session:
            row = session.get(models.Counsellor, counsellor_id, with_for_update=True)
            if row is None or row.totp is None:
                return False
            step = step_of(self._opened(row.totp), code, now)
            if step is not None and step > row.totp_step:
                row.totp_step = step
                return True
            return self._spend(session, counsellor_id, code)

    def is_set_up(self, counsellor_id: int) -> bool:
        """Whether this account has a second factor that can be opened."""
        with self._directory.reading() as session:
            return bool(session.scalar(select(models.Counsellor.totp).where(models.Counsellor.id == counsellor_id)))

    def papers_left(self, counsellor_id: int) -> int:
        """How many codes on paper were not used."""
        query = select(models.RecoveryCode.id).where(models.RecoveryCode.counsellor_id == counsellor_id)
        with self._directory.reading() as session:
            return len(session.scalars(query).all())

    def _spend(self, session: Session, counsellor_id: int, code: str) -> bool:
        paper = code.upper().translate(READ_AS).replace(" ", "").replace("-", "")
        query = select(models.RecoveryCode).where(
            models.RecoveryCode.counsellor_id == counsellor_id, models.RecoveryCode.hash == self._hash(paper)
        )
        found = session.scalar(query)
        if found is not None:
            session.delete(found)
        return found is not None

    def _hash(self, paper: str) -> str:
        return hmac.new(self._secret, b"desk-recovery:" + paper.replace("-", "").encode(), sha256).hexdigest()

    def _opened(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:  # the house's secret has changed: no code is right, a new link is needed
            return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The thirty seconds of which this is the code, at most one step away; ``None`` when it is of none."""
    digits = "".join(c for c in code if not c.isspace())
    here = int(now.timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret)
    near = (here + drift for drift in range(-DRIFT, DRIFT + 1))
    return next((step for step in near if hmac.compare_digest(generator.generate_otp(step), _ascii(digits))), None)


def _ascii(digits: str) -> str:
    return digits if digits.isascii() else ""


def _paper() -> str:
    letters = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
    return f"{letters[:4]}-{letters[4:]}"
