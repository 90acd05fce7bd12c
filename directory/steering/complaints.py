"""Complaints: a reference for the person, a day by which they are answered, a way to go further (L21).

For the public page: :meth:`Complaints.complain` gives a :class:`Receipt` to show at once (it is the only time that the
reference is seen), :meth:`Complaints.find` what the person may read of it, :meth:`Complaints.contest` the next level.
Words must be redacted by the caller. References are short: the caller limits how often one may try.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory import models
from directory.errors import DirectoryError
from directory.models import ComplaintState
from directory.service import Directory
from directory.steering.complaint_notices import announce, read_answerers
from directory.steering.complaint_rules import load_complaint_rules
from directory.steering.territories import read_territories
from directory.working_days import PARIS, add_working_days

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


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person is given: the reference ("7QMK-2XHD"), who answers, and by which day."""

    reference: str
    answered_by: str
    acknowledged_by: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What was said after the complaint itself: an answer, or why it goes further."""

    state: ComplaintState
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint as its reference shows it. ``contestable``: one may still ask for the next level, ``next_level``."""

    words: str
    state: ComplaintState
    answered_by: str
    received_on: date
    due_on: date
    said: tuple[Said, ...]
    answered_on: date | None
    contestable: bool
    next_level: str | None

    @property
    def answer(self) -> str | None:
        """The answer that stands, if there is one."""
        last = self.said[-1] if self.said else None
        return last.words if last and last.state is ComplaintState.ANSWERED else None


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
    regional: bool
    said: tuple[Said, ...]

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
            steps=[models.ComplaintStep(state=ComplaintState.RECEIVED, at=now, words="")],
        )
        territories = read_territories(self._directory)
        with self._directory.writing() as session:
            session.add(row)
            session.flush()
            due = row.due_on
            announce(session, row, read_answerers(session, territories), now)
        acknowledged = add_working_days(today, self._rules.acknowledge_days)
        return Receipt(spelt_reference(reference), self._rules.level(0).name, acknowledged, due)

    def find(self, reference: str, *, now: datetime) -> ComplaintView | None:
        """What the person may read of their complaint; ``None`` when no complaint has this reference."""
        with self._directory.reading() as session:
            found = self._find(session, reference)
            return self._view(found, now) if found else None

    def contest(self, reference: str, words: str, *, now: datetime) -> ComplaintView:
        """Takes an answered complaint to the next level, with what the person adds, and a new day by which to answer.

        :class:`UnknownReference`; :class:`NotNow` when it has no answer yet, no next level, or waited too long.
        """
        territories = read_territories(self._directory)
        with self._directory.writing() as session:
            found = self._find(session, reference)
            if found is None:
                raise UnknownReference
            if not self._view(found, now).contestable:
                raise NotNow
            found.level += 1
            found.due_on = add_working_days(now.astimezone(PARIS).date(), self._rules.answer_days)
            found.answered_at = None
            _step(found, ComplaintState.ESCALATED, now, None, words.strip()[:LONGEST_WORDS])
            announce(session, found, read_answerers(session, territories), now)
            return self._view(found, now)

    def waiting(self, territories: tuple[str, ...] | None) -> list[Case]:
        """The complaints of these territories (``None``: of all) that wait for something, the most urgent first."""
        table = models.Complaint
        query = select(table).where(table.state != ComplaintState.ANSWERED).order_by(table.due_on, table.id)
        return self._cases(query, territories)

    def answered(self, territories: tuple[str, ...] | None, *, most: int = 20) -> list[Case]:
        """The latest complaints that were answered and whose words are still kept."""
        table = models.Complaint
        query = select(table).where(table.state == ComplaintState.ANSWERED, table.words != "")
        return self._cases(query.order_by(table.answered_at.desc(), table.id).limit(most), territories)

    def acknowledge(
        self, complaint: int, *, by: int, territories: tuple[str, ...] | None, now: datetime, regional: bool = True
    ) -> None:
        """Tells the person that somebody has taken the complaint. ``regional``: whether they answer for the region.
        :class:`UnknownReference`; :class:`NotNow`."""
        with self._directory.writing() as session:
            found = self._within(session, complaint, territories, regional=regional)
            if found.state is not ComplaintState.RECEIVED:
                raise NotNow
            _step(found, ComplaintState.ACKNOWLEDGED, now, by)

    def answer(
        self,
        complaint: int,
        text: str,
        *,
        by: int,
        territories: tuple[str, ...] | None,
        now: datetime,
        regional: bool = True,
    ) -> None:
        """Gives the answer that the person will read. :class:`UnknownReference`; :class:`NotNow`; :class:`ValueError`
        when it says nothing."""
        if not text.strip():
            raise ValueError("An answer needs words.")
        with self._directory.writing() as session:
            found = self._within(session, complaint, territories, regional=regional)
            if found.state is ComplaintState.ANSWERED:
                raise NotNow
            found.answered_at = now
            _step(found, ComplaintState.ANSWERED, now, by, text.strip()[:LONGEST_ANSWER])

    def _cases(self, query: Select[models.Complaint], territories: tuple[str, ...] | None) -> list[Case]:
        if territories is not None:
            query = query.where(models.Complaint.territory.in_(territories))
        with self._directory.reading() as session:
            return [self._case(row) for row in session.scalars(query)]

    def _within(
        self, session: Session, complaint: int, territories: tuple[str, ...] | None, *, regional: bool
    ) -> models.Complaint:
        query = select(models.Complaint).where(models.Complaint.id == complaint).with_for_update()
        if territories is not None:
            query = query.where(models.Complaint.territory.in_(territories))
        found = session.scalar(query)
        if found is None or (self._is_regional(found) and not regional):
            raise UnknownReference
        return found

    def _is_regional(self, complaint: models.Complaint) -> bool:
        return self._rules.level(complaint.level).answers == "region"

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
            answered_by=self._rules.level(row.level).name,
            received_on=row.received_at.astimezone(PARIS).date(),
            due_on=row.due_on,
            said=_said(row),
            answered_on=answered.astimezone(PARIS).date() if answered else None,
            contestable=row.state is ComplaintState.ANSWERED and in_time and upper < len(levels),
            next_level=levels[upper].name if upper < len(levels) else None,
        )

    def _case(self, row: models.Complaint) -> Case:
        received = row.received_at.astimezone(PARIS).date()
        return Case(
            id=row.id,
            territory=row.territory,
            words=row.words,
            state=row.state,
            level=row.level,
            answered_by=self._rules.level(row.level).name,
            received_on=received,
            acknowledge_by=add_working_days(received, self._rules.acknowledge_days),
            due_on=row.due_on,
            regional=self._is_regional(row),
            said=_said(row),
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


def _step(complaint: models.Complaint, state: ComplaintState, at: datetime, by: int | None, words: str = "") -> None:
    complaint.state = state
    complaint.steps.append(models.ComplaintStep(state=state, at=at, counsellor_id=by, words=words))


def _said(complaint: models.Complaint) -> tuple[Said, ...]:
    return tuple(
        Said(step.state, step.at.astimezone(PARIS).date(), step.words) for step in complaint.steps if step.words
    )
