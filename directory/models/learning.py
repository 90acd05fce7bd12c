"""Sentences that were not understood at first, kept for those who teach the service; nobody is behind them."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base


class UnclearSentence(Base):
    """What was said, redacted; the need the person then chose; the label a maintainer gave. No talk, no hour."""

    __tablename__ = "unclear_sentence"

    id: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str] = mapped_column(String(200), unique=True)
    meant: Mapped[str] = mapped_column(String(40))
    label: Mapped[str | None] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(index=True)
