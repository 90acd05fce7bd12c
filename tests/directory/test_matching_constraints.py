"""Constraints: Saturday, evening, language, distance from home; met when they can be, said when they cannot."""

from datetime import datetime, time

import pytest

from directory.agenda import suits
from directory.requests import Proposal, Request
from directory.service import Directory
from directory.territory import travel_minutes
from directory.vocabulary import Need, Status, Times, Way

TOURS, LOCHES = "37261", "37132"
SATURDAY, EVENING = frozenset({Times.SATURDAY}), frozenset({Times.EVENING})
WORKER = Request(Need.CEP, frozenset({Status.SALARIE}), TOURS)


def codes(proposal: Proposal) -> set[str]:
    return {reason.code for reason in proposal.reasons}


@pytest.mark.parametrize("times", [SATURDAY, EVENING, SATURDAY | EVENING])
def test_slots_are_at_the_times_asked_for(reader: Directory, now: datetime, times: frozenset[Times]) -> None:
    request = Request(Need.CEP, frozenset({Status.SALARIE}), TOURS, times=times)
    found = reader.propose(request, now=now, seed="x")
    assert found
    for one in found:
        moments = [moment for moment in (one.first_slot and one.first_slot.starts_at, one.walk_in) if moment]
        assert moments
        assert all(suits(moment, times) for moment in moments)
        assert "times" in codes(one)


def test_saturday_is_real(reader: Directory, now: datetime) -> None:
    request = Request(Need.CEP, frozenset({Status.SALARIE}), TOURS, times=SATURDAY)
    slot = reader.propose(request, now=now, seed="x")[0].first_slot
    assert slot is not None
    assert (slot.starts_at.weekday(), slot.starts_at.time() >= time(9)) == (5, True)


def test_times_that_nobody_has_are_said_and_do_not_end_the_search(reader: Directory, now: datetime) -> None:
    """Never a dead end (promise 6): the CIO close on Saturdays."""
    request = Request(Need.SCOLAIRE, frozenset({Status.LYCEEN}), TOURS, ways=frozenset({Way.VIDEO}), times=SATURDAY)
    found = reader.propose(request, now=now, seed="x")
    assert found
    assert all("times_unmet" in codes(one) for one in found)


def test_a_place_that_speaks_the_language_comes_first(reader: Directory, now: datetime) -> None:
    request = Request(Need.CEP, frozenset({Status.SALARIE}), TOURS, language="en")
    first = reader.propose(request, now=now, seed="x")[0]
    assert "language" in codes(first)
    assert "language_unknown" in codes(
        reader.propose(Request(Need.VAE, WORKER.statuses, TOURS, language="uk"), now=now, seed="x")[0]
    )
    assert "language" not in codes(reader.propose(WORKER, now=now, seed="x")[0])


def test_the_way_is_estimated_beside_the_distance(reader: Directory, now: datetime) -> None:
    """L18: kilometres as the crow flies, and an estimate of the time by car, said as one."""
    request = Request(Need.CEP, frozenset({Status.CADRE}), LOCHES)
    told = [reason.values for one in reader.propose(request, now=now, seed="x") for reason in one.reasons]
    far = [values for values in told if "km" in values]
    assert far
    assert all(int(values["minutes"]) == travel_minutes(float(values["km"])) for values in far)


@pytest.mark.parametrize(("km", "minutes"), [(0.0, 5), (1.0, 10), (10.0, 25), (30.0, 50), (80.0, 115)])
def test_travel_grows_with_distance(km: float, minutes: int) -> None:
    assert travel_minutes(km) == minutes
