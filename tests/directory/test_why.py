"""Every proposal can say why, later: reasons and draw are kept with the appointment, and nothing of the person."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from directory import models
from directory.requests import REASON_CODES, AppointmentView, Reason, Request, Why
from directory.retention import purge
from directory.service import Directory
from directory.vocabulary import AgeBand, Need, Status, Times
from directory.why import KEPT_AS, explained, is_replayed, why, why_of

WHO = Request(Need.CEP, frozenset({Status.SALARIE}), "37261", AgeBand.FROM_30)
SAID = {"audience_handicap", "same_commune", "step_free", "step_free_unknown", "language", "language_unknown", "times"}


def booked(directory: Directory, now: datetime, who: Request = WHO) -> tuple[Why, AppointmentView]:
    """The first proposal with a slot, and the appointment made of it."""
    chosen = next(one for one in directory.propose(who, now=now, seed="draw-1") if one.first_slot)
    assert chosen.why is not None
    assert chosen.first_slot is not None
    return chosen.why, directory.book(chosen.first_slot, holder="ana", now=now, need=who.need, why=chosen.why)


def kept(directory: Directory, view: AppointmentView) -> Why | None:
    with directory.reading() as session:
        found = session.scalars(select(models.Appointment.id).where(models.Appointment.uid == view.uid)).one()
        return why_of(session, found)


def test_the_reasons_stay_with_the_appointment(each_tours: Directory, now: datetime) -> None:
    """NO14, L14: what was shown is what is stored, on both databases."""
    shown, view = booked(each_tours, now)
    assert kept(each_tours, view) == shown
    assert shown.reasons[0] == "audience_main"


def test_every_proposal_can_be_drawn_again(reader: Directory, now: datetime) -> None:
    """NO14: over forty seeds, the seed and the names of the equals give each rank again."""
    for need, status in ((Need.CEP, Status.SALARIE), (Need.SCOLAIRE, Status.LYCEEN), (Need.EMPLOI, Status.SORTI_16_25)):
        for seed in map(str, range(40)):
            for one in reader.propose(Request(need, frozenset({status}), "37261"), now=now, seed=seed):
                assert one.why is not None
                assert one.why.seed != seed  # one's own: it tells no other draw of the talk
                assert is_replayed(one.why)
                assert 1 <= one.why.rank <= len(one.why.equals)


def test_a_draw_that_was_touched_is_told() -> None:
    fair = next(one for one in (Why((), str(n), 1, ("a", "b")) for n in range(20)) if is_replayed(one))
    assert not is_replayed(replace(fair, equals=fair.equals[::-1]))


def test_nothing_of_the_person_is_kept(each_tours: Directory, now: datetime) -> None:
    """Promise 3: neither handicap, town, hours nor language: the structure reads it without a summary."""
    who = replace(WHO, handicap=True, step_free=True, language="lsf", times=frozenset({Times.EVENING}))
    shown, _ = booked(each_tours, now, who)
    assert not set(shown.reasons) & SAID
    assert not set(KEPT_AS.values()) & SAID
    assert set(KEPT_AS) <= set(REASON_CODES)
    told = why([Reason("audience_handicap"), Reason("same_commune"), Reason("language")], "s", "a", ("a",), 1)
    assert told.reasons == ("audience_main", "distance")


def test_one_proposal_is_explained(tours: Directory, now: datetime) -> None:
    shown, view = booked(tours, now)
    with tours.reading() as session:
        lines = explained(session, view.uid)
        assert explained(session, "unknown") == []
    assert lines[0] == f"Motifs : {', '.join(shown.reasons)}"
    assert f"→ {shown.rank}. {shown.equals[shown.rank - 1]}" in lines
    assert lines[-1] == "Le tirage refait donne le même ordre."


def test_reasons_are_erased_with_the_code(each_tours: Directory, now: datetime) -> None:
    """PC3: by retention, and at the person's word."""
    _, view = booked(each_tours, now)
    purge(each_tours, view.starts_at + timedelta(days=200))
    assert kept(each_tours, view) is None


def test_reasons_are_erased_at_the_persons_word(each_tours: Directory, now: datetime) -> None:
    _, view = booked(each_tours, now)
    each_tours.erase(view.code or "", now=now)
    assert kept(each_tours, view) is None
