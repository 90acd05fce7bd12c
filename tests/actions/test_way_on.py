"""An appointment that cannot be, found by its code: the reason, and the way on (promise 6, L17)."""

from dataclasses import replace

from actions.state import Step
from directory.referrals import RefusalReason
from directory.requests import AppointmentState, Refusal
from directory.vocabulary import Need
from tests.actions.fakes import CODE, SLOTS, SmallDirectory
from tests.actions.talk import Talk
from tests.appointments import appointment

REFUSED = replace(
    appointment(starts_at=SLOTS[0].starts_at, need=Need.VAE),
    state=AppointmentState.CANCELLED,
    refusal=Refusal(RefusalReason.FULL, "Nous sommes complets."),
)
DISPLACED = replace(appointment(starts_at=SLOTS[0].starts_at, need=Need.VAE), to_move=True)


def by_code(directory: SmallDirectory) -> Talk:
    """Somebody who came about their appointment and gives its code."""
    return Talk(directory).says("mon rendez-vous", Need.RDV_GESTION).says("23 45 06 07 08")


def test_a_refusal_is_said_with_other_places_to_choose_from() -> None:
    directory = SmallDirectory(booked={CODE: REFUSED})
    talk = by_code(directory)
    assert talk.keys == ["utter_found_refused", "utter_places_intro", "utter_place", "utter_ask_site"]
    talk.picks("#site 2").picks(f"#slot {SLOTS[0].starts_at.isoformat()}").says("oui")
    assert directory.followed == [CODE]
    assert (talk.state.step, talk.state.follows) == (Step.SUMMARY, None)


def test_a_refusal_that_was_replaced_leads_nowhere_twice() -> None:
    talk = by_code(SmallDirectory(booked={CODE: replace(REFUSED, replaced=True)}))
    assert talk.keys[0] == "utter_found_cancelled"


def test_a_displaced_appointment_comes_with_other_moments() -> None:
    directory = SmallDirectory(booked={CODE: DISPLACED}, other_slots=SLOTS[2:4])
    talk = by_code(directory)
    assert talk.keys == ["utter_found", "utter_found_to_move", "utter_ask_slot"]
    talk.picks(f"#slot {SLOTS[2].starts_at.isoformat()}").says("oui")
    assert directory.booked[CODE].starts_at == SLOTS[2].starts_at
    assert directory.followed == []


def test_without_another_moment_there_is_another_place() -> None:
    talk = by_code(SmallDirectory(booked={CODE: DISPLACED}))
    assert "utter_place" in talk.keys


def test_without_another_place_there_is_a_person() -> None:
    talk = by_code(SmallDirectory(booked={CODE: REFUSED}, proposals=[]))
    assert talk.keys[:1] == ["utter_found_refused"]
    assert any(key.startswith("utter_person") for key in talk.keys)
