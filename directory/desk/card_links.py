"""Links about a card, as they come back: whose they are, and that they serve once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import freshness
from directory.desk.accounts import Accounts
from directory.desk.roles import Right
from directory.desk.scope import Scoped
from directory.magic_links import Door, key_of
from directory.models import CardLink
from directory.service import Directory


@dataclass(frozen=True, slots=True)
class Asked:
    """Who came by a link about their card. They see and ask what they could signed in, of the card and nothing else."""

    link_id: int
    scoped: Scoped


class CardLinks:
    """The links of all structures."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._accounts = Accounts(directory)

    def ask(self, structure_id: int, now: datetime) -> int:
        """Asks those who keep this card; how many they are."""
        with self._directory.writing() as session:
            return freshness.ask(session, structure_id, now)

    def find(self, token: str, now: datetime) -> Asked | None:
        """Who this link asks; ``None`` when it is unknown, used, too old, or their account is no longer what it was."""
        key = key_of(Door.CARD, token, self._directory.seal)
        with self._directory.reading() as session:
            row = session.scalar(select(CardLink).where(CardLink.key == key)) if key else None
            if row is None or not freshness.is_open(row, now):
                return None
            link_id, counsellor_id, structure_id = row.id, row.counsellor_id, row.structure_id
        member = self._accounts.member(counsellor_id)
        if member is None or member.structure_id != structure_id or not member.may(Right.CARD):
            return None
        return Asked(link_id, Scoped(self._directory, member, Right.CARD))

    def spend(self, session: Session, asked: Asked, now: datetime) -> CardLink | None:
        """The link, used up with what it is used for; ``None`` when it was already."""
        row = session.scalar(select(CardLink).where(CardLink.id == asked.link_id).with_for_update())
        if row is None or not freshness.is_open(row, now):
            return None
        row.used_at = now
        return row
