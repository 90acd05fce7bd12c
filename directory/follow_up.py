"""What happens by itself as time passes: earlier slots are offered, referrals that led to nothing are closed, digests
are written, old cards are asked about, time that comes back in another tool is kept when it comes within sight."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models, waiting
from directory.alert_phones import forget_unconfirmed
from directory.deadlines import load_deadlines
from directory.digests import write_digests
from directory.freshness import ask_old
from directory.outside.taken import keep_coming
from directory.referrals import OPEN, ReferralState, next_state
from directory.service import Directory


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """How many earlier slots were offered, how many referrals expired, how many digests were written."""

    offered: int
    expired: int
    digests: int


def follow_up(directory: Directory, now: datetime) -> FollowedUp:
    """Does all that is due; doing it again does nothing more."""
    with directory.writing() as session:
        ask_old(session, now)
        keep_coming(session, now)
        forget_unconfirmed(session, now)
        return FollowedUp(
            offered=waiting.offer_earlier(session, now),
            expired=_expire(session, now),
            digests=write_digests(session, now),
        )


def _expire(session: Session, now: datetime) -> int:
    """Closes the referrals whose appointment is long past and that nobody ever closed."""
    before = now - timedelta(days=load_deadlines().expiry_days)
    query = (
        select(models.Referral)
        .join(models.Referral.appointment)
        .where(models.Referral.state.in_(OPEN), models.Appointment.ends_at < before)
    )
    forgotten = session.scalars(query).all()
    for referral in forgotten:
        referral.state, referral.changed_at = next_state(referral.state, ReferralState.EXPIRED), now
        referral.steps.append(models.ReferralStep(state=ReferralState.EXPIRED, at=now))
    return len(forgotten)
