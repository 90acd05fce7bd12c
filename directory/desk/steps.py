"""What a counsellor may do with an appointment, and when; pure rules, then their writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from directory import announcements, booking, models
from directory.desk.meetings import Meeting, meeting
from directory.desk.queries import case_query
from directory.desk.scope import Member
from directory.errors import DirectoryError
from directory.plans import Plan, write_plan
from directory.referrals import FOLLOWING, OPEN, ReferralState, RefusalReason, next_state
from directory.requests import AppointmentState

LONGEST_REFUSAL = 500  # characters


class Action(StrEnum):
    """What one click does; the value is the end of the address."""

    ACCEPT = "accepter"
    REFUSE = "refuser"
    MET = "rencontre"
    NO_SHOW = "absence"
    COMPLETE = "terminer"


LEADS_TO: Mapping[Action, ReferralState] = {
    Action.ACCEPT: ReferralState.ACCEPTED,
    Action.REFUSE: ReferralState.REFUSED,
    Action.MET: ReferralState.MET,
    Action.NO_SHOW: ReferralState.NO_SHOW,
    Action.COMPLETE: ReferralState.COMPLETED,
}
OUTCOME: Mapping[Action, AppointmentState] = {
    Action.MET: AppointmentState.MET,
    Action.NO_SHOW: AppointmentState.NO_SHOW,
}


class UnknownCase(DirectoryError):  # noqa: N818
    """The structure has no such appointment."""


class TooLate(DirectoryError):  # noqa: N818
    """The case has changed meanwhile, or it is not yet time: look at it again."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a structure refuses, and a sentence that leads the person on (promise 6)."""

    reason: RefusalReason
    text: str


def allowed(case: Meeting, now: datetime) -> tuple[Action, ...]:
    """The actions open now: an answer before the appointment, an outcome from its day on."""
    return tuple(action for action in Action if _follows(case, action) and _is_time(case, action, now))


def _follows(case: Meeting, action: Action) -> bool:
    if action in OUTCOME:
        before = (AppointmentState.BOOKED, AppointmentState.NO_SHOW)
        right = case.state in before and case.state is not OUTCOME[action]
        return right and (case.referral is None or LEADS_TO[action] in FOLLOWING[case.referral])
    if action is Action.COMPLETE:
        return case.referral is ReferralState.MET
    return case.state is AppointmentState.BOOKED and case.referral in OPEN and _answers(case.referral, action)


def _answers(referral: ReferralState | None, action: Action) -> bool:
    return referral is not None and LEADS_TO[action] in FOLLOWING[referral]


def _is_time(case: Meeting, action: Action, now: datetime) -> bool:
    if action is Action.COMPLETE:
        return True
    if action is Action.MET:  # people come early
        return now.astimezone(case.starts_at.tzinfo).date() >= case.starts_at.date()
    return now >= case.starts_at if action is Action.NO_SHOW else now < case.starts_at


def may_plan(case: Meeting, now: datetime) -> bool:
    """Whether a plan can be written: with the person, hence from the day they are met on."""
    is_day = now.astimezone(case.starts_at.tzinfo).date() >= case.starts_at.date()
    return is_day and case.state in (AppointmentState.BOOKED, AppointmentState.MET)


def plan(session: Session, uid: str, agreed: Plan, *, by: Member, now: datetime) -> None:
    """Keeps what was agreed in place of what was there. :class:`UnknownCase`; :class:`TooLate`."""
    row = session.scalar(case_query(uid).with_for_update())
    if row is None:
        raise UnknownCase
    if not may_plan(meeting(row), now):
        raise TooLate
    write_plan(session, row.id, agreed, counsellor_id=by.id, now=now)


def perform(
    session: Session, uid: str, action: Action, *, by: Member, now: datetime, refusal: Refusal | None = None
) -> None:
    """Does it, and writes who did it and when. Doing twice changes nothing.

    A refusal also frees the time: nobody comes for nothing. :class:`UnknownCase`; :class:`TooLate`.
    """
    row = session.scalar(case_query(uid).with_for_update())
    if row is None:
        raise UnknownCase
    if _is_done(row, action):
        return
    if action not in allowed(meeting(row), now) or (action is Action.REFUSE and refusal is None):
        raise TooLate
    if row.referral is not None:
        advance(row.referral, LEADS_TO[action], by=by, now=now)
    if refusal is not None and row.referral is not None:
        row.referral.refusal_reason, row.referral.refusal_text = refusal.reason, refusal.text
        booking.free_time(session, row)
        row.sequence += 1
        announcements.answered(session, row, now)
    row.state, row.changed_at = OUTCOME.get(action, row.state), now


def advance(referral: models.Referral, state: ReferralState, *, by: Member, now: datetime) -> None:
    """The referral's next state, with who made it."""
    referral.state, referral.changed_at = next_state(referral.state, state), now
    referral.steps.append(models.ReferralStep(state=state, at=now, counsellor_id=by.id))


def _is_done(row: models.Appointment, action: Action) -> bool:
    if row.referral is not None:
        return row.referral.state is LEADS_TO[action]
    return row.state is OUTCOME.get(action)
