"""What structures ask to change on their card, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.base import Base, codes
from directory.models.desk import Counsellor
from directory.models.offer import Service, Site, Structure


class ChangeState(StrEnum):
    """Where a change stands."""

    PENDING = "pending"
    KEPT = "kept"
    REFUSED = "refused"
    REPLACED = "replaced"
    """Asked again otherwise before anybody had decided."""
    ADOPTED = "adopted"
    """Validated, then said by the source as well: its word counts again (:mod:`directory.standing`)."""
    OVERTAKEN = "overtaken"
    """Validated, then replaced by something new that the source said later."""
    APPLIED = "applied"
    """Done at once, with nobody to validate it: a closed day, a card said to be right."""


class CardLink(Base):
    """A link that asks one who keeps a card whether it is still right; it serves once. Half of it is kept nowhere."""

    __tablename__ = "card_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsellor.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class CardChange(Base):
    """One part of a card to change, of a structure, a site or a service; rows stay: they are the card's history."""

    __tablename__ = "card_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    part: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(ForeignKey("counsellor.id"))
    asked_at: Mapped[datetime]
    state: Mapped[ChangeState] = mapped_column(codes(ChangeState), default=ChangeState.PENDING)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("counsellor.id"))
    decided_at: Mapped[datetime | None]

    structure: Mapped[Structure] = relationship()
    site: Mapped[Site | None] = relationship()
    service: Mapped[Service | None] = relationship()
    author: Mapped[Counsellor | None] = relationship(foreign_keys=[asked_by])
