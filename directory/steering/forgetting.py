"""What people wrote is erased when its time has come; the figures stay (PC3)."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from directory.models import Complaint, ComplaintStep, Opinion
from directory.retention import Retention, load_retention
from directory.service import Directory
from directory.steering.opinions import month_of


def forget_words(directory: Directory, now: datetime, periods: Retention | None = None) -> int:
    """Erases the words of old opinions and of complaints answered long ago; returns how many were erased."""
    kept = periods if periods is not None else load_retention()
    month = month_of(now - timedelta(days=kept.opinion_days))
    opinions = update(Opinion).where(Opinion.month < month, Opinion.words != "").values(words="")
    answered = now - timedelta(days=kept.complaint_days)
    old = Complaint.answered_at < answered
    complaints = update(Complaint).where(old, Complaint.words != "").values(words="")
    said = update(ComplaintStep).where(ComplaintStep.complaint_id.in_(select(Complaint.id).where(old))).values(words="")
    with directory.writing() as session:
        session.execute(said)
        done = [session.execute(statement) for statement in (opinions, complaints)]
        return sum(int(getattr(one, "rowcount", 0)) for one in done)
