"""Which state of a referral may follow which."""

from itertools import pairwise

import pytest

from directory.errors import WrongStep
from directory.referrals import FOLLOWING, ReferralState, next_state


@pytest.mark.parametrize(
    "path",
    [
        "draft consented sent read accepted met completed",
        "draft consented sent met completed",
        "draft consented sent read refused",
        "draft consented sent read accepted no_show",
        "draft withdrawn",
        "draft consented sent accepted withdrawn",
        "draft consented sent expired",
    ],
)
def test_a_referral_goes_this_way(path: str) -> None:
    for before, after in pairwise(map(ReferralState, path.split())):
        assert next_state(before, after) is after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("draft", "sent"),
        ("draft", "read"),
        ("consented", "read"),
        ("refused", "accepted"),
        ("withdrawn", "sent"),
        ("completed", "met"),
        ("met", "withdrawn"),
    ],
)
def test_and_never_that_way(before: str, after: str) -> None:
    """Nothing is sent without consent, and nothing comes back once it is over."""
    with pytest.raises(WrongStep):
        next_state(ReferralState(before), ReferralState(after))


def test_each_state_is_described() -> None:
    assert set(FOLLOWING) == set(ReferralState)
