"""What a counsellor may do, and when: before the appointment an answer, from its day on an outcome (PC5)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from directory.desk.inbox import Tray, is_late, sorted_trays, tray_of
from directory.desk.meetings import Meeting
from directory.desk.steps import Action, allowed
from directory.referrals import ReferralState
from directory.requests import AppointmentState
from directory.vocabulary import Way

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
HOUR = timedelta(hours=1)


def case(
    referral: str | None = "sent", state: str = "booked", *, asked: datetime = NINE - 30 * HOUR, at: datetime = NINE
) -> Meeting:
    return Meeting(
        uid="u",
        starts_at=at,
        ends_at=at + HOUR,
        way=Way.ON_SITE,
        site="Mission locale, Tours",
        site_id=1,
        agenda="Premiers entretiens",
        agenda_id=1,
        state=AppointmentState(state),
        referral=ReferralState(referral) if referral else None,
        asked_at=asked,
        changed_at=asked,
        lines={},
    )


@pytest.mark.parametrize(
    ("referral", "state", "when", "actions"),
    [
        ("sent", "booked", NINE - 24 * HOUR, "accepter refuser"),
        ("read", "booked", NINE - 24 * HOUR, "accepter refuser"),
        ("accepted", "booked", NINE - 24 * HOUR, "refuser"),
        ("read", "booked", NINE - HOUR, "accepter refuser rencontre"),  # people come early
        ("read", "booked", NINE, "rencontre absence"),
        ("accepted", "booked", NINE + HOUR, "rencontre absence"),
        ("accepted", "booked", NINE + 72 * HOUR, "rencontre absence"),
        ("no_show", "no_show", NINE + HOUR, "rencontre"),  # a slip, or came late
        ("met", "met", NINE + HOUR, "terminer"),
        ("completed", "met", NINE + HOUR, ""),
        ("refused", "cancelled", NINE - HOUR, ""),
        ("withdrawn", "cancelled", NINE - HOUR, ""),
        ("expired", "booked", NINE + HOUR, ""),
        (None, "booked", NINE - 24 * HOUR, ""),
        (None, "booked", NINE, "rencontre absence"),
        (None, "no_show", NINE + HOUR, "rencontre"),
        (None, "cancelled", NINE, ""),
    ],
)
def test_what_is_open(referral: str | None, state: str, when: datetime, actions: str) -> None:
    assert allowed(case(referral, state), when) == tuple(map(Action, actions.split()))


@pytest.mark.parametrize(
    ("referral", "when", "tray"),
    [
        ("sent", NINE - HOUR, Tray.TO_READ),
        ("read", NINE - HOUR, Tray.TO_ANSWER),
        ("accepted", NINE - HOUR, Tray.COMING),
        ("sent", NINE + 30 * timedelta(minutes=1), Tray.TO_READ),  # the meeting is not over
        ("sent", NINE + HOUR, Tray.TO_CLOSE),
        ("accepted", NINE + HOUR, Tray.TO_CLOSE),
        (None, NINE + HOUR, Tray.TO_CLOSE),
    ],
)
def test_what_a_case_asks_for(referral: str | None, when: datetime, tray: Tray) -> None:
    assert tray_of(case(referral), when) is tray


@pytest.mark.parametrize(
    ("referral", "asked", "late"),
    [
        ("sent", NINE - 47 * HOUR, False),
        ("sent", NINE - 49 * HOUR, True),
        ("read", NINE - 49 * HOUR, True),
        ("accepted", NINE - 49 * HOUR, False),
    ],
)
def test_a_request_waits_two_days_at_most(referral: str, asked: datetime, late: bool) -> None:
    """PC5: overdue ones surface."""
    assert is_late(case(referral, asked=asked), NINE - HOUR) is late


def test_what_waits_for_an_answer_is_sorted_by_age_the_rest_by_time() -> None:
    old, new = case(asked=NINE - 40 * HOUR, at=NINE + 9 * HOUR), case(asked=NINE - 20 * HOUR)
    soon, later = case("accepted"), case("accepted", asked=NINE - 90 * HOUR, at=NINE + 9 * HOUR)
    trays = sorted_trays([later, new, soon, old], NINE - HOUR)
    assert trays[Tray.TO_READ] == (old, new)
    assert trays[Tray.COMING] == (soon, later)
    assert trays[Tray.TO_CLOSE] == ()
