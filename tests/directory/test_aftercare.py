"""After the booking: closures and absences, an earlier slot, the way on after a refusal, what is kept, a call back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from directory import call_backs, closures, models
from directory.errors import AppointmentClosed, SlotTaken, ThirdDoor, UnknownCode
from directory.follow_up import FollowedUp, follow_up
from directory.models import MessageState, OutgoingMessage
from directory.onward import third_doors_query, told
from directory.referrals import ReferralState, RefusalReason
from directory.regions import load_region
from directory.requests import AppointmentState, AppointmentView, Contact, SummaryLine
from directory.retention import purge
from directory.service import Directory
from directory.vocabulary import Need, Way

LINES = (SummaryLine("words", "Je veux changer de métier."), SummaryLine("need", "Changer de métier"))
ANA = Contact("Ana", None, None, "ana@exemple.fr", reminders=True)
CHINON = "tours/avenir-actifs/chinon"  # one agenda, Wednesdays
TOURS = "tours/avenir-actifs/tours"
NUMBER = "+33612345678"


def site_of(directory: Directory, key: str) -> int:
    with directory.reading() as session:
        return session.scalars(select(models.Site.id).where(models.Site.key == key)).one()


def book(
    directory: Directory,
    now: datetime,
    holder: str,
    *,
    key: str = CHINON,
    number: int = 0,
    contact: Contact | None = ANA,
) -> AppointmentView:
    """The ``number``-th slot of this place from a week on."""
    first = (now + timedelta(days=8)).date()
    slot = directory.slots(site_of(directory, key), Way.ON_SITE, now=now, first=first, limit=number + 1)[number]
    view = directory.book(slot, holder=holder, now=now, need=Need.RECONVERSION)
    if contact:
        directory.save_contact(view.code or "", contact, consent="v1", now=now)
    return view


def found(directory: Directory, view: AppointmentView, now: datetime) -> AppointmentView:
    shown = directory.find(view.code or "", now=now)
    assert shown is not None
    return shown


def messages(directory: Directory, kind: str) -> int:
    with directory.reading() as session:
        waiting = OutgoingMessage.state == MessageState.WAITING
        return len(session.scalars(select(OutgoingMessage).where(OutgoingMessage.kind == kind, waiting)).all())


def refuse(directory: Directory, reason: RefusalReason, now: datetime, state: str = "cancelled") -> None:
    """What the desk does when a structure refuses the only appointment there is."""
    with directory.writing() as session:
        row = session.scalars(select(models.Appointment)).one()
        assert row.referral is not None
        row.referral.state, row.referral.refusal_reason = ReferralState.REFUSED, reason
        row.referral.refusal_text, row.changed_at = "Nous recevons les moins de 26 ans.", now
        taken, row.taken_time_id, row.state = row.taken_time_id, None, AppointmentState(state)
        session.flush()
        session.delete(session.get_one(models.TakenTime, taken))


# --- closures and absences ------------------------------------------------------------------------------------


def test_a_closure_finds_tells_and_re_offers(each_tours: Directory, now: datetime) -> None:
    """NO13: the appointments of closed days are found, told to those who left an address, and offered elsewhere."""
    told, silent = book(each_tours, now, "ana"), book(each_tours, now, "bob", number=1, contact=None)
    other = book(each_tours, now, "eve", number=20)
    day = told.starts_at.date()
    displaced = each_tours.close(told.site_id, day, day, "Inventaire", now=now)
    assert [(one.starts_at, one.told) for one in displaced] == [(told.starts_at, True), (silent.starts_at, False)]
    assert [found(each_tours, one, now).to_move for one in (told, silent, other)] == [True, True, False]
    assert messages(each_tours, "appointment_to_move") == 1
    way_on = each_tours.way_on(told.code or "", now=now)
    assert way_on is not None
    assert way_on.slots
    assert all(slot.starts_at.date() != day for slot in way_on.slots)
    each_tours.move(told.code or "", way_on.slots[0], now=now)
    assert found(each_tours, told, now).to_move is False


def test_closing_twice_says_it_once(each_tours: Directory, now: datetime) -> None:
    view = book(each_tours, now, "ana")
    day = view.starts_at.date()
    first = each_tours.close(view.site_id, day, day, "Inventaire", now=now)
    assert each_tours.close(view.site_id, day, day, "Inventaire", now=now) == first
    assert messages(each_tours, "appointment_to_move") == 1


def test_an_absence_moves_only_its_agenda(each_tours: Directory, now: datetime) -> None:
    view = book(each_tours, now, "ana", key=TOURS)
    with each_tours.reading() as session:
        agenda = session.scalars(select(models.Appointment.agenda_id)).one()
    displaced = each_tours.be_absent(agenda, view.starts_at, view.starts_at + timedelta(hours=1), now=now)
    assert [one.uid for one in displaced] == [view.uid]
    with each_tours.writing() as session:
        closures.be_back(session, session.scalars(select(models.Absence.id)).one())
    assert found(each_tours, view, now).to_move is False


def test_a_declared_closure_outlives_the_loading_of_the_pack(tours: Directory, now: datetime) -> None:
    """Each start loads the region again: what the structure declared at its desk stays."""
    view = book(tours, now, "ana")
    tours.close(view.site_id, view.starts_at.date(), view.starts_at.date(), "Inventaire", now=now)
    load_region(tours, "tours", now)
    assert found(tours, view, now).to_move
    with tours.writing() as session:
        closures.reopen(session, session.scalars(select(models.Closure.id)).one())
    assert not found(tours, view, now).to_move


@pytest.mark.parametrize("hours", [0, -1])
def test_a_span_that_ends_before_it_starts_is_refused(tours: Directory, now: datetime, hours: int) -> None:
    with pytest.raises(ValueError, match="ends after"):
        tours.be_absent(1, now, now + timedelta(hours=hours), now=now)
    with pytest.raises(ValueError, match="before the first"):
        tours.close(1, now.date(), now.date() - timedelta(days=1), "x", now=now)


# --- the waiting list -----------------------------------------------------------------------------------------


def fill(directory: Directory, key: str, now: datetime) -> list[AppointmentView]:
    """Books every slot of this place for the coming weeks, without contact."""
    made: list[AppointmentView] = []
    site = site_of(directory, key)
    while slots := directory.slots(site, Way.ON_SITE, now=now, limit=1):
        made.append(directory.book(slots[0], holder=f"h{len(made)}", now=now, need=Need.CEP))
    return made


def test_first_come_first_offered_never_moved_without_a_yes(each_tours: Directory, now: datetime) -> None:
    booked = fill(each_tours, CHINON, now)
    early, first, second = booked[5], booked[20], booked[12]
    for number, view in enumerate((first, second)):
        each_tours.save_contact(view.code or "", ANA, consent="v1", now=now)
        assert each_tours.wait_for_earlier(view.code or "", now=now + timedelta(minutes=number)).offer is None
    each_tours.cancel(early.code or "", now=now + timedelta(hours=1))
    later = now + timedelta(hours=2)
    shown, other = found(each_tours, first, later), found(each_tours, second, later)
    assert shown.offer is not None
    assert (shown.offer.starts_at, shown.starts_at) == (early.starts_at, first.starts_at)
    assert (other.waiting, other.offer) == (True, None)
    assert messages(each_tours, "earlier_slot") == 1
    assert each_tours.slots(early.site_id, Way.ON_SITE, now=later) == ()  # kept for the first
    moved = each_tours.take_offer(first.code or "", now=later)
    assert (moved.starts_at, moved.sequence, moved.waiting) == (early.starts_at, first.sequence + 1, False)
    assert found(each_tours, second, later).offer is None  # what the first one left is later than the second's


def test_an_offer_not_taken_in_time_goes_to_the_next(each_tours: Directory, now: datetime) -> None:
    booked = fill(each_tours, CHINON, now)
    early, first, second = booked[7], booked[20], booked[12]
    for minutes, view in enumerate((first, second)):
        each_tours.save_contact(view.code or "", ANA, consent="v1", now=now)
        each_tours.wait_for_earlier(view.code or "", now=now + timedelta(minutes=minutes))
    each_tours.cancel(early.code or "", now=now)
    later = now + timedelta(hours=13)
    assert follow_up(each_tours, later).offered == 1
    with pytest.raises(SlotTaken):
        each_tours.take_offer(first.code or "", now=later)
    assert (found(each_tours, first, later).waiting, found(each_tours, first, later).starts_at) == (
        False,
        first.starts_at,
    )
    offer = found(each_tours, second, later).offer
    assert offer is not None
    assert offer.starts_at == early.starts_at
    each_tours.stop_waiting(second.code or "", now=later)
    assert [slot.starts_at for slot in each_tours.slots(early.site_id, Way.ON_SITE, now=later)] == [early.starts_at]


def test_only_those_who_can_be_told_are_kept_a_slot(tours: Directory, now: datetime) -> None:
    booked = fill(tours, CHINON, now)
    tours.wait_for_earlier(booked[20].code or "", now=now)
    tours.cancel(booked[5].code or "", now=now)
    assert found(tours, booked[20], now).offer is None
    assert tours.slots(booked[5].site_id, Way.ON_SITE, now=now)


def test_cancelling_gives_the_offered_slot_back(tours: Directory, now: datetime) -> None:
    booked = fill(tours, CHINON, now)
    tours.save_contact(booked[20].code or "", ANA, consent="v1", now=now)
    tours.wait_for_earlier(booked[20].code or "", now=now)
    tours.cancel(booked[5].code or "", now=now)
    tours.cancel(booked[20].code or "", now=now)
    free = {slot.starts_at for slot in tours.slots(booked[5].site_id, Way.ON_SITE, now=now)}
    assert free == {booked[5].starts_at, booked[20].starts_at}


# --- the way on -----------------------------------------------------------------------------------------------


def test_a_refusal_says_why_and_leads_on(each_tours: Directory, now: datetime) -> None:
    """Promise 6, L17: the reason in plain words, another structure, the same approved lines; still the second door."""
    view = book(each_tours, now, "ana", key=TOURS)
    each_tours.refer(view.code or "", LINES, consent="v1", now=now)
    refuse(each_tours, RefusalReason.FULL, now)
    shown = found(each_tours, view, now)
    assert shown.refusal is not None
    assert (shown.refusal.reason, shown.refusal.text) == (RefusalReason.FULL, "Nous recevons les moins de 26 ans.")
    way_on = each_tours.way_on(view.code or "", now=now)
    assert way_on is not None
    assert (way_on.slots, bool(way_on.others)) == ((), True)
    assert all(one.structure_name != view.structure_name for one in way_on.others)
    slot = next(one.first_slot for one in way_on.others if one.first_slot)
    onward = each_tours.book_onward(view.code or "", slot, holder="ana-2", now=now, consent="v2")
    assert (onward.referred, onward.refusal, onward.code != view.code) == (True, None, True)
    kept = each_tours.kept(onward.code or "", now=now)
    assert kept is not None
    assert kept.lines == LINES
    assert [consent.version for consent in kept.consents] == ["v2"]
    with each_tours.reading() as session:
        assert [row.door for row in session.scalars(select(models.Onward))] == [2]
    assert found(each_tours, view, now).replaced
    with pytest.raises(AppointmentClosed):
        each_tours.book_onward(view.code or "", slot, holder="ana-3", now=now)


def test_without_a_yes_nothing_is_handed_on(tours: Directory, now: datetime) -> None:
    """TO1: the first yes was for the first structure only."""
    view = book(tours, now, "ana", key=TOURS)
    tours.refer(view.code or "", LINES, consent="v1", now=now)
    refuse(tours, RefusalReason.OUTSIDE_AREA, now)
    way_on = tours.way_on(view.code or "", now=now)
    assert way_on is not None
    slot = next(one.first_slot for one in way_on.others if one.first_slot)
    onward = tours.book_onward(view.code or "", slot, holder="x", now=now)
    assert (onward.referred, onward.has_contact) == (False, False)


def test_going_on_from_a_displaced_appointment_frees_it(each_tours: Directory, now: datetime) -> None:
    view = book(each_tours, now, "ana")
    each_tours.close(view.site_id, now.date(), now.date() + timedelta(days=365), "Travaux", now=now)
    way_on = each_tours.way_on(view.code or "", now=now)
    assert way_on is not None
    assert way_on.slots  # another place of the same structure
    slot = next(one.first_slot for one in way_on.others if one.first_slot)
    each_tours.book_onward(view.code or "", slot, holder="x", now=now)
    assert found(each_tours, view, now).state is AppointmentState.CANCELLED


def test_a_third_door_needs_a_written_reason_and_is_counted(each_tours: Directory, now: datetime) -> None:
    """PC2, L17."""
    view = book(each_tours, now, "ana", key=TOURS)
    with each_tours.writing() as session:
        session.execute(update(models.Appointment).values(state=AppointmentState.MET))
    slot = each_tours.slots(site_of(each_tours, "tours/apec/tours"), Way.ON_SITE, now=now)[0]
    for reason in (None, "  "):
        with pytest.raises(ThirdDoor):
            each_tours.book_onward(view.code or "", slot, holder="x", now=now, reason=reason)
    each_tours.book_onward(view.code or "", slot, holder="x", now=now, reason="Projet devenu celui d’un cadre")
    with each_tours.reading() as session:
        counted = told(session.scalars(third_doors_query()))
    assert counted == ["1 personne(s) au-delà de la deuxième porte.", "porte 3 : Projet devenu celui d’un cadre"]
    assert found(each_tours, view, now).state is AppointmentState.MET


# --- what is kept ---------------------------------------------------------------------------------------------


def test_everything_kept_is_shown_with_who_read_it(each_tours: Directory, now: datetime) -> None:
    """PC3, NO5: lines, identity, each yes, each reading, and the day it all goes by itself."""
    view = book(each_tours, now, "ana", key=TOURS)
    each_tours.refer(view.code or "", LINES, consent="v1", now=now)
    with each_tours.writing() as session:
        row = session.scalars(select(models.Appointment)).one()
        who = models.Counsellor(
            structure_id=row.agenda.site.structure_id,
            email="c@aa.example",
            name="Claude",
            password="x",
            role=models.Role.COUNSELLOR,
            created_at=now,
        )
        session.add(who)
        session.flush()
        session.add(
            models.AccessLog(appointment_id=row.id, counsellor_id=who.id, reading=models.Reading.CONTACT, at=now)
        )
    kept = each_tours.kept(view.code or "", now=now)
    assert kept is not None
    assert (kept.lines, kept.contact) == (LINES, ANA)
    assert {consent.purpose for consent in kept.consents} == {"summary", "contact", "reminders"}
    assert [(one.what, one.structure, one.at) for one in kept.readings] == [("contact", view.structure_name, now)]
    end = view.starts_at + timedelta(minutes=view.minutes)
    assert kept.erased_on == (end + timedelta(days=183)).date()
    assert each_tours.kept("0000000000", now=now) is None


@pytest.mark.parametrize("state", [AppointmentState.BOOKED, AppointmentState.MET, AppointmentState.CANCELLED])
def test_everything_is_erased_at_their_word(each_tours: Directory, now: datetime, state: AppointmentState) -> None:
    """PC3: before the meeting, after it, and after a refusal."""
    view = book(each_tours, now, "ana", key=TOURS)
    code = view.code or ""
    each_tours.refer(code, LINES, consent="v1", now=now)
    at = now
    if state is AppointmentState.MET:
        at = view.starts_at + timedelta(days=1)
        with each_tours.writing() as session:
            session.execute(update(models.Appointment).values(state=state))
    if state is AppointmentState.CANCELLED:
        refuse(each_tours, RefusalReason.OTHER, now)
    for _ in range(2):
        erased = each_tours.erase(code, now=at)
    expected = AppointmentState.MET if state is AppointmentState.MET else AppointmentState.CANCELLED
    kept = each_tours.kept(code, now=at)
    assert kept is not None
    assert (erased.state, kept.lines, kept.contact) == (expected, (), None)
    assert all(consent.withdrawn_at for consent in kept.consents)
    assert not (erased.refusal and erased.refusal.text)
    with pytest.raises(UnknownCode):
        each_tours.erase("0000000000", now=at)


def test_cancelling_a_refused_appointment_still_erases(tours: Directory, now: datetime) -> None:
    view = book(tours, now, "ana", key=TOURS)
    tours.refer(view.code or "", LINES, consent="v1", now=now)
    refuse(tours, RefusalReason.OTHER, now)
    tours.cancel(view.code or "", now=now)
    kept = tours.kept(view.code or "", now=now)
    assert kept is not None
    assert (kept.lines, kept.contact) == ((), None)


# --- referrals that lead to nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "expired"), [(9, 0), (11, 1)])
def test_a_referral_nobody_closed_expires(each_tours: Directory, now: datetime, days: int, expired: int) -> None:
    view = book(each_tours, now, "ana", contact=None)
    each_tours.refer(view.code or "", LINES, consent="v1", now=now)
    later = view.starts_at + timedelta(days=days)
    assert follow_up(each_tours, later) == FollowedUp(offered=0, expired=expired, digests=0)
    assert follow_up(each_tours, later) == FollowedUp(0, 0, 0)
    state = found(each_tours, view, later).referral
    assert state is (ReferralState.EXPIRED if expired else ReferralState.SENT)


# --- a call back ----------------------------------------------------------------------------------------------


def test_a_number_waits_at_a_desk_until_the_call(each_tours: Directory, now: datetime) -> None:
    for _ in range(2):
        each_tours.ask_call_back(NUMBER, consent="v1", now=now, need=Need.CEP, place="37261")
    with each_tours.writing() as session:
        (asked,) = session.scalars(call_backs.waiting_query()).all()
        assert (asked.phone, asked.need, asked.structure.active) == (NUMBER, Need.CEP, True)
        call_backs.close(session, asked.id, now + timedelta(hours=1))
    with each_tours.reading() as session:
        assert session.scalars(call_backs.waiting_query()).all() == []
        (kept,) = session.scalars(select(models.CallBack)).all()
        assert (kept.phone, kept.called_at) == (None, now + timedelta(hours=1))


def test_a_number_nobody_called_is_erased_after_a_week(each_tours: Directory, now: datetime) -> None:
    each_tours.ask_call_back(NUMBER, consent="v1", now=now)
    assert purge(each_tours, now + timedelta(days=6)).call_backs == 0
    assert purge(each_tours, now + timedelta(days=8)).call_backs == 1
    assert purge(each_tours, now + timedelta(days=8)).call_backs == 0


@pytest.mark.parametrize(("number", "consent"), [("", "v1"), (NUMBER, " ")])
def test_no_number_is_kept_without_a_yes(tours: Directory, now: datetime, number: str, consent: str) -> None:
    with pytest.raises(ValueError, match="call-back"):
        tours.ask_call_back(number, consent=consent, now=now)
