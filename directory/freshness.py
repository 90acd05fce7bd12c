"""Whether a card is still right is asked of those who keep it, by a link that opens this question only (L05, PA4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory import outbox
from directory.deadlines import load_deadlines
from directory.magic_links import Door, new_key
from directory.messages import in_words
from directory.models import CardLink, Counsellor, Role, Structure
from directory.outbox import Colleague, Message
from directory.working_days import PARIS

AT_ONCE = 200  # structures in one round


def ask_old(session: Session, now: datetime) -> int:
    """Asks about every card that is older than its term, not too often; how many were asked about."""
    delays = load_deadlines()
    day = now.date() - timedelta(days=delays.card_days)
    asked = select(CardLink.structure_id).where(CardLink.made_at > now - timedelta(days=delays.card_again_days))
    keeps = select(Counsellor.structure_id).where(Counsellor.role == Role.MANAGER, Counsellor.active)
    old = (
        select(Structure.id)
        .where(Structure.active, or_(Structure.checked_on.is_(None), Structure.checked_on <= day))
        .where(Structure.id.in_(keeps), Structure.id.not_in(asked))
        .order_by(Structure.id)
        .limit(AT_ONCE)
    )
    return sum(ask(session, structure_id, now) > 0 for structure_id in session.scalars(old).all())


def ask(session: Session, structure_id: int, now: datetime) -> int:
    """Asks those who keep this card, each by a link of their own; how many they are. Links sent before are over."""
    waiting = select(CardLink).where(CardLink.structure_id == structure_id, CardLink.used_at.is_(None))
    for older in session.scalars(waiting):
        older.used_at = now
    keepers = _keepers(session, structure_id)
    for keeper in keepers:
        _write(session, keeper, now)
    return len(keepers)


def is_open(link: CardLink, now: datetime) -> bool:
    """Whether the link still opens its question."""
    return link.used_at is None and now < link.expires_at


def _keepers(session: Session, structure_id: int) -> Sequence[Counsellor]:
    manages = (Counsellor.structure_id == structure_id, Counsellor.role == Role.MANAGER, Counsellor.active)
    return session.scalars(select(Counsellor).where(*manages).order_by(Counsellor.id)).all()


def _write(session: Session, keeper: Counsellor, now: datetime) -> None:
    until = now + timedelta(days=load_deadlines().card_link_days)
    link = CardLink(key=new_key(), structure_id=keeper.structure_id, counsellor_id=keeper.id)
    link.made_at, link.expires_at = now, until
    session.add(link)
    session.flush()
    message = Message(
        "card_check",
        key=f"card:{link.id}",
        to=Colleague(keeper.id),
        due_at=now,
        values={Door.CARD.value: str(link.id), "until": in_words(until.astimezone(PARIS))},
        until=until,
    )
    outbox.put(session, message)
