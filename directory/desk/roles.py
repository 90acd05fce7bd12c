"""What each role may do at the desk, and how far it sees: a table, read by the scope and by the door.

Who receives people sees one structure's people and nothing else. Who watches over a territory, or keeps the accounts,
sees structures and figures, and nobody's summary or name: that is not their work (NO5, TO1).
"""

from collections.abc import Mapping
from enum import StrEnum

from directory.models import Role


class Right(StrEnum):
    """What a page of the desk is for; each address declares one."""

    SELF = "self"
    """One's own account."""
    CASES = "cases"
    """Receiving people: their requests, their appointments, the reception itself."""
    AGENDA = "agenda"
    """Deciding when the structure receives: hours that can be booked, closures, calendars."""
    CARD = "card"
    """Keeping the structure's card in the directory."""
    TEAM = "team"
    """Inviting people and closing accounts."""
    TERRITORY = "territory"
    """Watching over the structures of a territory: their cards, how fresh they are."""
    STEERING = "steering"
    """Figures of the service, which never name anybody."""


OF_PEOPLE = frozenset({Right.CASES, Right.AGENDA})
"""Rights whose pages see people's requests; all others see none, whoever asks."""

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.COUNSELLOR: frozenset({Right.SELF, Right.CASES}),
    Role.MANAGER: frozenset({Right.SELF, Right.CASES, Right.AGENDA, Right.CARD, Right.TEAM, Right.STEERING}),
    Role.COORDINATOR: frozenset({Right.SELF, Right.TERRITORY, Right.STEERING}),
    Role.ADMIN: frozenset({Right.SELF, Right.TEAM, Right.TERRITORY, Right.STEERING}),
}
