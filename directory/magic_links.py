"""Links that open one thing without a password, once: an account to make, a card to read again.

The database holds the first half of each, which opens nothing; the second half is made with the house's secret when the
message leaves and when the link comes back, and is kept nowhere.
"""

import hmac
import secrets
from collections.abc import Callable, Mapping
from enum import StrEnum

from sqlalchemy.orm import Session

from directory import models

KEY_BYTES = 16
Seal = Callable[[str, str], str]


class Door(StrEnum):
    """What a link opens: the name of the value in the words of a message, which holds the link's number until then."""

    INVITATION = "invitation"
    CARD = "card"


ADDRESSES: Mapping[Door, str] = {Door.INVITATION: "desk/invitation", Door.CARD: "desk/fiche-a-jour"}
Link = models.Invitation | models.CardLink


def new_key() -> str:
    """The first half of a new link."""
    return secrets.token_hex(KEY_BYTES)


def token_of(door: Door, key: str, seal: Seal) -> str:
    """The whole of a link, from its first half."""
    return key + seal(door, key)


def key_of(door: Door, token: str, seal: Seal) -> str | None:
    """The first half of a link that is ours; ``None`` for any other."""
    key = token[: 2 * KEY_BYTES]
    is_ours = hmac.compare_digest(token_of(door, key, seal).encode(), token.encode("utf-8", "replace"))
    return key if is_ours else None


def links_in(session: Session, values: Mapping[str, str], base_url: str, seal: Seal) -> dict[str, str]:
    """In place of the numbers of links, the links themselves; a link that is no more leads to the desk's door."""
    return {door: _address(session, door, values[door], base_url, seal) for door in Door if door in values}


def guest_of(session: Session, values: Mapping[str, str]) -> str | None:
    """The address of whom an invitation is for, while it waits."""
    found = session.get(models.Invitation, int(values.get(Door.INVITATION, "0")))
    return found.email if found is not None else None


def _address(session: Session, door: Door, number: str, base_url: str, seal: Seal) -> str:
    row: Link | None = _row(session, door, int(number))
    return f"{base_url}/{ADDRESSES[door]}/{token_of(door, row.key, seal)}" if row is not None else f"{base_url}/desk"


def _row(session: Session, door: Door, number: int) -> Link | None:
    if door is Door.INVITATION:
        return session.get(models.Invitation, number)
    return session.get(models.CardLink, number)
