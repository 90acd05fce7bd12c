"""Complaints: a reference for the person, a day by which they are answered, a way to go further (L21).

For the public page: :meth:`Complaints.complain` gives a :class:`Receipt` to show at once (it is the only time that the
reference is seen), :meth:`Complaints.find` what the person may read of it, :meth:`Complaints.contest` the next level.
Words must be redacted by the caller. References are short: the caller limits how often one may try.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models
from directory.documents import Closed, checked, read_document
from directory.errors import DirectoryError
from directory.models import ComplaintState
from directory.service import Directory
from directory.steering.opinions import PARIS
from directory.steering.working_days import add_working_days

RULES_FILE = Path(__file__).with_name("complaints.yml")
LONGEST_WORDS, LONGEST_ANSWER = 2000, 4000
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads as something else
LENGTH = 8  # of 31 letters: 850 thousand million references


class UnknownReference(DirectoryError):  # noqa: N818
    """No complaint answers to this reference: ask for it again."""

    def __init__(self) -> None:
        super().__init__("Aucune réclamation ne correspond à cette référence : vérifiez les huit caractères.")


class NotNow(DirectoryError):  # noqa: N818
    """The complaint cannot be answered or contested as it stands; show it again."""

    def __init__(self) -> None:
        super().__init__("Cette réclamation a changé depuis : relisez-la avant de continuer.")


class ComplaintRules(Closed):
    """The delays in days and who answers at each level, as ``complaints.yml`` says."""

    acknowledge_days: int = Field(ge=1, le=30)
    answer_days: int = Field(ge=1, le=90)
    contest_days: int = Field(ge=1, le=365)
    levels: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person is given: the reference ("7QMK-2XHD"), who answers, and by which day."""

    reference: str
    answered_by: str
    acknowledged_by: date
    due_on: date


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint as its reference shows it. ``contestable``: one may still ask for the next level, ``next_level``."""

    words: str
    state: ComplaintState
    answered_by: str
    received_on: date
    due_on: date
    answer: str | None
    answered_on: date | None
    contestable: bool
    next_level: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint as those who answer see it."""

    id: int
    territory: str
    words: str
    state: ComplaintState
    level: int
    answered_by: str
    received_on: date
    acknowledge_by: date
    due_on: date
    answer: str | None

    def is_late(self, today: date) -> bool:
        """Whether an acknowledgement or an answer should have been given before today."""
        if self.state is ComplaintState.ANSWERED:
            return False
        return today > (self.acknowledge_by if self.state is ComplaintState.RECEIVED else self.due_on)


class Complaints:
    """All complaints of a directory. Sync; every ``now`` is an aware datetime."""

    def __init__(self, directory: Directory, *, pick: Callable[[str], str] = secrets.choice) -> None:
        self._directory = directory
        self._pick = pick
        self._rules = load_complaint_rules()

    def complain(self, words: str, territory: str, *, now: datetime) -> Receipt:
        """Keeps a complaint and returns what the person is to keep. :class:`ValueError` when there are no words."""
        if not words.strip():
            raise ValueError("A complaint needs words.")
        reference, today = self._new_reference(), now.astimezone(PARIS).date()
        row = models.Complaint(
            reference=self._fingerprint(reference),
            territory=territory,
            words=words.strip()[:LONGEST_WORDS],
            state=ComplaintState.RECEIVED,
            level=0,
            received_at=now,
            due_on=add_working_days(today, self._rules.answer_days),
            steps=[models.ComplaintStep(state=ComplaintState.RECEIVED, at=now)],
        )
        with self._directory.writing() as session:
            session.add(row)
            due = row.due_on
        acknowledged = add_working_days(today, self._rules.acknowledge_days)
        return Receipt(spelt_reference(reference), self._rules.levels[0], acknowledged, due)

    def find(self, reference: str, *, now: datetime) -> ComplaintView | None:
        """What the person may read of their complaint; ``None`` when no complaint has this reference."""
        with self._directory.reading() as session:
            found = self._find(session, reference)
            return self._view(found, now) if found else None

    def contest(self, reference: str, words: str, *, now: datetime) -> ComplaintView:
        """Takes an answered complaint to the next level, with what the person adds, and a new day by which to answer.

        :class:`UnknownReference`; :class:`NotNow` when it has no answer yet, no next level, or waited too long.
        """
        with self._directory.writing() as session:
            found = self._find(session, reference)
            if found is None:
                raise UnknownReference
            if not self._view(found, now).contestable:
                raise NotNow
            found.level += 1
            found.words = f"{found.words}\n\n{words.strip()}".strip()[:LONGEST_WORDS]
            found.due_on = add_working_days(now.astimezone(PARIS).date(), self._rules.answer_days)
            found.answered_at = None
            _step(found, ComplaintState.ESCALATED, now, None)
            return self._view(found, now)

    def waiting(self, territories: tuple[str, ...] | None) -> list[Case]:
        """The complaints of these territories (``None``: of all) that wait for something, the most urgent first."""
        query = select(models.Complaint).where(models.Complaint.state != ComplaintState.ANSWERED)
        if territories is not None:
            query = query.where(models.Complaint.territory.in_(territories))
        with self._directory.reading() as session:
            rows = session.scalars(query.order_by(models.Complaint.due_on, models.Complaint.id))
            return [self._case(row) for row in rows]

    def acknowledge(self, complaint: int, *, by: int, territories: tuple[str, ...] | None, now: datetime) -> None:
        """Tells the person that somebody has taken the complaint. :class:`UnknownReference`; :class:`NotNow`."""
        with self._directory.writing() as session:
            found = self._within(session, complaint, territories)
            if found.state is not ComplaintState.RECEIVED:
                raise NotNow
            _step(found, ComplaintState.ACKNOWLEDGED, now, by)

    def answer(self, complaint: int, text: str, *, by: int, territories: tuple[str, ...] | None, now: datetime) -> None:
        """Gives the answer that the person will read. :class:`UnknownReference`; :class:`NotNow`; :class:`ValueError`
        when it says nothing."""
        if not text.strip():
            raise ValueError("An answer needs words.")
        with self._directory.writing() as session:
            found = self._within(session, complaint, territories)
            if found.state is ComplaintState.ANSWERED:
                raise NotNow
            found.answer, found.answered_at = text.strip()[:LONGEST_ANSWER], now
            _step(found, ComplaintState.ANSWERED, now, by)

    def _within(self, session: Session, complaint: int, territories: tuple[str, ...] | None) -> models.Complaint:
        query = select(models.Complaint).where(models.Complaint.id == complaint).with_for_update()
        if territories is not None:
            query = query.where(models.Complaint.territory.in_(territories))
        found = session.scalar(query)
        if found is None:
            raise UnknownReference
        return found

    def _find(self, session: Session, reference: str) -> models.Complaint | None:
        letters = normal_reference(reference)
        query = select(models.Complaint).where(models.Complaint.reference == self._fingerprint(letters))
        return session.scalar(query) if len(letters) == LENGTH else None

    def _view(self, row: models.Complaint, now: datetime) -> ComplaintView:
        levels, upper = self._rules.levels, row.level + 1
        answered = row.answered_at
        in_time = answered is not None and now <= answered + timedelta(days=self._rules.contest_days)
        return ComplaintView(
            words=row.words,
            state=row.state,
            answered_by=levels[min(row.level, len(levels) - 1)],
            received_on=row.received_at.astimezone(PARIS).date(),
            due_on=row.due_on,
            answer=row.answer,
            answered_on=answered.astimezone(PARIS).date() if answered else None,
            contestable=row.state is ComplaintState.ANSWERED and in_time and upper < len(levels),
            next_level=levels[upper] if upper < len(levels) else None,
        )

    def _case(self, row: models.Complaint) -> Case:
        levels, received = self._rules.levels, row.received_at.astimezone(PARIS).date()
        return Case(
            id=row.id,
            territory=row.territory,
            words=row.words,
            state=row.state,
            level=row.level,
            answered_by=levels[min(row.level, len(levels) - 1)],
            received_on=received,
            acknowledge_by=add_working_days(received, self._rules.acknowledge_days),
            due_on=row.due_on,
            answer=row.answer,
        )

    def _new_reference(self) -> str:
        return "".join(self._pick(ALPHABET) for _ in range(LENGTH))

    def _fingerprint(self, reference: str) -> str:
        return self._directory.seal("complaint", reference)


def normal_reference(text: str) -> str:
    """The reference as it is hashed, from what people write: "7qmk-2xhd", "7QMK 2XHD"."""
    return "".join(letter for letter in text.upper() if letter in ALPHABET)


def spelt_reference(reference: str) -> str:
    """The reference in two groups, as it is shown."""
    return f"{reference[: LENGTH // 2]}-{reference[LENGTH // 2 :]}"


@cache
def load_complaint_rules(path: Path = RULES_FILE) -> ComplaintRules:
    """The rules of this file; :class:`directory.errors.BadDocument` when it has a fault."""
    return checked(read_document(path), ComplaintRules)


def _step(complaint: models.Complaint, state: ComplaintState, at: datetime, by: int | None) -> None:
    complaint.state = state
    complaint.steps.append(models.ComplaintStep(state=state, at=at, counsellor_id=by))
