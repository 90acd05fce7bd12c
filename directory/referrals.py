"""The states a referral goes through, and which may follow which (DESIGN §5)."""

from collections.abc import Mapping
from enum import StrEnum

from directory.errors import WrongStep


class ReferralState(StrEnum):
    """Where a person's request stands with the structure it was handed to."""

    DRAFT = "draft"
    CONSENTED = "consented"
    SENT = "sent"
    READ = "read"
    ACCEPTED = "accepted"
    MET = "met"
    COMPLETED = "completed"
    REFUSED = "refused"
    NO_SHOW = "no_show"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class RefusalReason(StrEnum):
    """Why a structure refuses; a sentence goes with it."""

    NOT_OUR_PUBLIC = "not_our_public"
    OUTSIDE_AREA = "outside_area"
    NOT_REACHABLE = "not_reachable"
    FULL = "full"
    DUPLICATE = "duplicate"
    OTHER = "other"


S = ReferralState
LEAVING = frozenset({S.WITHDRAWN, S.EXPIRED})

FOLLOWING: Mapping[ReferralState, frozenset[ReferralState]] = {
    S.DRAFT: frozenset({S.CONSENTED}) | LEAVING,
    S.CONSENTED: frozenset({S.SENT}) | LEAVING,
    S.SENT: frozenset({S.READ, S.ACCEPTED, S.REFUSED, S.MET, S.NO_SHOW}) | LEAVING,
    S.READ: frozenset({S.ACCEPTED, S.REFUSED, S.MET, S.NO_SHOW}) | LEAVING,
    S.ACCEPTED: frozenset({S.MET, S.NO_SHOW, S.REFUSED}) | LEAVING,
    S.MET: frozenset({S.COMPLETED}),
    S.NO_SHOW: frozenset({S.ACCEPTED, S.MET, S.COMPLETED}),
    S.COMPLETED: frozenset(),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.EXPIRED: frozenset(),
}

OPEN = frozenset({S.SENT, S.READ, S.ACCEPTED})
"""States in which the structure still has something to do before meeting the person."""


def next_state(before: ReferralState, after: ReferralState) -> ReferralState:
    """``after`` when it may follow ``before``; :class:`directory.errors.WrongStep` otherwise."""
    if after not in FOLLOWING[before]:
        raise WrongStep(before, after)
    return after
