"""How each account of the desk wants to be told that somebody waits."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, codes


class AlertPace(StrEnum):
    """How often a colleague is written to."""

    EACH = "each"
    """Each time something new waits, and when it has waited too long."""
    DIGEST = "digest"
    """Once a day on which the structure is open, if something waits."""
    NONE = "none"


class AlertChoice(Base):
    """What one account chose; an account without a row has chosen nothing (:func:`directory.alerts.pace_of`).

    ``hour`` is that of the digest, on the structure's clock. ``phone`` (E.164) is written to once ``confirmed_at`` is
    set; before, a code was sent there at ``asked_at``: ``asked`` counts the codes of a day, ``tries`` the wrong ones.
    The code is kept nowhere: it is reckoned again when it is typed.
    """

    __tablename__ = "alert_choice"
    __table_args__ = (CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),)

    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True)
    pace: Mapped[AlertPace] = mapped_column(codes(AlertPace))
    hour: Mapped[int]
    phone: Mapped[str | None] = mapped_column(String(20))
    confirmed_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    asked: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
