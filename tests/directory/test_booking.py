"""Holding, booking, moving, cancelling: what a person and fifty others may do to one agenda."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from directory import models
from directory.errors import (
    AppointmentClosed,
    OtherStructure,
    SlotNotOffered,
    SlotTaken,
    TooManyAppointments,
    UnknownCode,
    UnknownSite,
)
from directory.requests import AppointmentState, Contact, Slot, SummaryLine
from directory.service import Directory
from directory.vocabulary import Need, Way

AVENIR_ACTIFS_TOURS = "tours/avenir-actifs/tours"
CIO_TOURS = "tours/cio-tours/tours"
LINES = (SummaryLine("words", "Je veux changer de métier."), SummaryLine("need", "Changer de métier"))


def site_id(directory: Directory, key: str) -> int:
    with directory.reading() as session:
        found = session.scalar(select(models.Site.id).where(models.Site.key == key))
    assert found is not None
    return found


def slots_at(directory: Directory, now: datetime, key: str = AVENIR_ACTIFS_TOURS, limit: int = 5) -> tuple[Slot, ...]:
    return directory.slots(site_id(directory, key), Way.ON_SITE, now=now, limit=limit)


def book(directory: Directory, slot: Slot, now: datetime, holder: str = "ana") -> str:
    code = directory.book(slot, holder=holder, now=now, need=Need.RECONVERSION).code
    assert code is not None
    return code


def count(directory: Directory, table: type[models.Base]) -> int:
    with directory.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_booked_slot_is_no_longer_shown(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[0]
    book(each_tours, slot, now)
    assert slot not in slots_at(each_tours, now)


def test_second_person_is_told_the_slot_is_taken(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[0]
    book(each_tours, slot, now)
    with pytest.raises(SlotTaken):
        book(each_tours, slot, now, holder="bob")


def test_same_holder_gets_the_same_appointment_and_code(each_tours: Directory, now: datetime) -> None:
    """A reload or a double click books once (L02)."""
    slot = slots_at(each_tours, now)[0]
    first = each_tours.book(slot, holder="ana", now=now, need=Need.CEP)
    again = each_tours.book(slot, holder="ana", now=now + timedelta(seconds=5), need=Need.CEP)
    assert again == first
    assert count(each_tours, models.Appointment) == 1


def test_hold_keeps_others_out_then_expires(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[1]  # far enough to be offered ten minutes later
    each_tours.hold(slot, holder="ana", now=now)
    assert slot not in slots_at(each_tours, now)
    with pytest.raises(SlotTaken):
        each_tours.hold(slot, holder="bob", now=now + timedelta(minutes=9))
    later = now + timedelta(minutes=10)
    assert slot in slots_at(each_tours, later)
    book(each_tours, slot, later, holder="bob")


def test_holder_books_what_they_hold(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[0]
    each_tours.hold(slot, holder="ana", now=now)
    book(each_tours, slot, now + timedelta(minutes=9))
    assert count(each_tours, models.Hold) == 0
    assert count(each_tours, models.TakenTime) == 1


def test_hold_outlasts_the_notice(tours: Directory, now: datetime) -> None:
    """Who has picked the last moment that can be booked has ten minutes to say yes, like anybody."""
    slot = slots_at(tours, now)[0]  # exactly a day away, which is the notice
    tours.hold(slot, holder="ana", now=now)
    with pytest.raises(SlotNotOffered):
        book(tours, slot, now + timedelta(minutes=5), holder="bob")
    book(tours, slot, now + timedelta(minutes=5))


def test_hold_gives_no_other_way_than_the_one_offered(tours: Directory, now: datetime) -> None:
    slot = tours.slots(site_id(tours, "tours/avenir-actifs/chinon"), Way.ON_SITE, now=now)[0]
    tours.hold(slot, holder="ana", now=now)
    with pytest.raises(SlotNotOffered):
        book(tours, Slot(slot.agenda_id, Way.VIDEO, slot.starts_at, slot.minutes), now)
    book(tours, slot, now)


def test_holding_another_slot_frees_the_first(each_tours: Directory, now: datetime) -> None:
    first, second = slots_at(each_tours, now)[:2]
    each_tours.hold(first, holder="ana", now=now)
    each_tours.hold(second, holder="ana", now=now)
    assert slots_at(each_tours, now)[0] == first
    assert count(each_tours, models.Hold) == 1


def test_failed_hold_keeps_the_previous_one(each_tours: Directory, now: datetime) -> None:
    first, second = slots_at(each_tours, now)[:2]
    book(each_tours, second, now, holder="bob")
    each_tours.hold(first, holder="ana", now=now)
    with pytest.raises(SlotTaken):
        each_tours.hold(second, holder="ana", now=now)
    with pytest.raises(SlotTaken):
        each_tours.hold(first, holder="carla", now=now)


def test_released_hold_is_free_again(tours: Directory, now: datetime) -> None:
    slot = slots_at(tours, now)[0]
    tours.hold(slot, holder="ana", now=now)
    tours.release(holder="ana", now=now)
    assert slots_at(tours, now)[0] == slot


@pytest.mark.parametrize(
    "change",
    [
        lambda slot: {"starts_at": slot.starts_at.replace(hour=3)},
        lambda slot: {"starts_at": slot.starts_at + timedelta(minutes=7)},
        lambda slot: {"starts_at": slot.starts_at - timedelta(days=14)},
        lambda slot: {"starts_at": slot.starts_at.replace(month=12, day=25)},
        lambda slot: {"starts_at": slot.starts_at + timedelta(days=700)},
        lambda slot: {"minutes": 5},
        lambda slot: {"agenda_id": 10**6},
        lambda slot: {"agenda_id": 10**30},
        lambda slot: {"agenda_id": -1},
    ],
)
def test_forged_slot_is_refused(tours: Directory, now: datetime, change: Callable[[Slot], dict[str, object]]) -> None:
    """A slot comes back from outside; only one that the agenda really offers is taken."""
    slot = slots_at(tours, now)[0]
    values = {"agenda_id": slot.agenda_id, "way": slot.way, "starts_at": slot.starts_at, "minutes": slot.minutes}
    forged = Slot(**(values | change(slot)))  # type: ignore[arg-type]
    with pytest.raises(SlotNotOffered):
        tours.book(forged, holder="ana", now=now, need=Need.CEP)
    with pytest.raises(SlotNotOffered):
        tours.hold(forged, holder="ana", now=now)


def test_way_that_is_not_offered_is_refused(tours: Directory, now: datetime) -> None:
    slots = tours.slots(site_id(tours, "tours/avenir-actifs/chinon"), Way.ON_SITE, now=now)
    forged = Slot(slots[0].agenda_id, Way.VIDEO, slots[0].starts_at, slots[0].minutes)
    with pytest.raises(SlotNotOffered):
        tours.book(forged, holder="ana", now=now, need=Need.CEP)


def test_absence_closes_the_agenda(tours: Directory, now: datetime) -> None:
    slot = slots_at(tours, now)[0]
    with tours.writing() as session:
        session.add(
            models.Absence(
                agenda_id=slot.agenda_id, starts_at=slot.starts_at, ends_at=slot.starts_at + timedelta(hours=2)
            )
        )
    with pytest.raises(SlotNotOffered):
        book(tours, slot, now)
    assert slot not in slots_at(tours, now)


def test_one_conversation_cannot_empty_an_agenda(tours: Directory, now: datetime) -> None:
    """Trust row 25: slot hoarding."""
    slots = slots_at(tours, now, limit=4)
    for slot in slots[:3]:
        book(tours, slot, now)
    with pytest.raises(TooManyAppointments):
        book(tours, slots[3], now)
    tours.cancel(tours_code(tours, slots[0], now), now=now)
    book(tours, slots[3], now)


def tours_code(directory: Directory, slot: Slot, now: datetime) -> str:
    return book(directory, slot, now)  # idempotent: the code of what this holder has already booked


def test_code_finds_the_appointment_however_it_is_written(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[0]
    code = book(each_tours, slot, now)
    spoken = " ".join(code[n : n + 2] for n in range(0, 10, 2))
    for written in (code, spoken, f" {spoken} ", spoken.replace(" ", "-")):
        found = each_tours.find(written, now=now)
        assert found is not None
        assert (found.starts_at, found.code) == (slot.starts_at, None)


@pytest.mark.parametrize(
    "code", ["", "123", "0000000000", "12345678901", "abcdefghij", "١٢٣٤٥٦٧٨٩٠", "x" * 10_000, "\0"]
)
def test_unknown_code_finds_nothing(tours: Directory, now: datetime, code: str) -> None:
    assert tours.find(code, now=now) is None
    with pytest.raises(UnknownCode):
        tours.cancel(code, now=now)


def test_move_frees_the_old_slot_and_keeps_the_code(each_tours: Directory, now: datetime) -> None:
    old, new = slots_at(each_tours, now)[:2]
    code = book(each_tours, old, now)
    moved = each_tours.move(code, new, now=now)
    assert (moved.starts_at, moved.sequence) == (new.starts_at, 1)
    assert slots_at(each_tours, now)[0] == old
    found = each_tours.find(code, now=now)
    assert found is not None
    assert found.starts_at == new.starts_at


def test_move_to_the_same_slot_changes_nothing(tours: Directory, now: datetime) -> None:
    slot = slots_at(tours, now)[0]
    code = book(tours, slot, now)
    assert tours.move(code, slot, now=now).sequence == 0


def test_move_to_a_taken_slot_leaves_all_as_it_was(each_tours: Directory, now: datetime) -> None:
    mine, other = slots_at(each_tours, now)[:2]
    code = book(each_tours, mine, now)
    book(each_tours, other, now, holder="bob")
    with pytest.raises(SlotTaken):
        each_tours.move(code, other, now=now)
    found = each_tours.find(code, now=now)
    assert found is not None
    assert (found.starts_at, found.sequence) == (mine.starts_at, 0)


def test_move_to_what_the_same_person_holds(each_tours: Directory, now: datetime) -> None:
    old, new = slots_at(each_tours, now)[:2]
    code = book(each_tours, old, now)
    each_tours.hold(new, holder="by phone", now=now)
    assert each_tours.move(code, new, now=now, holder="by phone").starts_at == new.starts_at
    assert count(each_tours, models.Hold) == 0


def test_move_to_another_agenda_of_the_structure(each_tours: Directory, now: datetime) -> None:
    code = book(each_tours, slots_at(each_tours, now)[0], now)
    remote = each_tours.slots(site_id(each_tours, "tours/avenir-actifs/a-distance"), Way.VIDEO, now=now)[0]
    moved = each_tours.move(code, remote, now=now)
    assert (moved.way, moved.site_name) == (Way.VIDEO, "Avenir Actifs à distance")


def test_move_stays_within_the_structure(tours: Directory, now: datetime) -> None:
    """The person said yes to one structure: another one needs a new yes (promise 3)."""
    code = book(tours, slots_at(tours, now)[0], now)
    with pytest.raises(OtherStructure):
        tours.move(code, slots_at(tours, now, CIO_TOURS)[0], now=now)


def test_appointment_leaves_an_agenda_that_was_set_aside(tours: Directory, now: datetime) -> None:
    slot = slots_at(tours, now)[0]
    code = book(tours, slot, now)
    with tours.writing() as session:
        session.execute(update(models.Agenda).where(models.Agenda.id == slot.agenda_id).values(active=False))
    new = slots_at(tours, now)[0]
    assert tours.move(code, new, now=now).starts_at == new.starts_at


def test_cancel_frees_the_slot_once(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[0]
    code = book(each_tours, slot, now)
    assert each_tours.cancel(code, now=now).state is AppointmentState.CANCELLED
    assert each_tours.cancel(code, now=now).sequence == 1
    assert slots_at(each_tours, now)[0] == slot
    book(each_tours, slot, now, holder="bob")
    with pytest.raises(AppointmentClosed):
        each_tours.move(code, slots_at(each_tours, now)[0], now=now)


def test_past_appointment_is_shown_but_not_touched(tours: Directory, now: datetime) -> None:
    slot = slots_at(tours, now)[0]
    code = book(tours, slot, now)
    after = slot.starts_at.astimezone(UTC) + timedelta(minutes=1)
    assert tours.find(code, now=after) is not None
    for change in (
        lambda: tours.cancel(code, now=after),
        lambda: tours.move(code, slots_at(tours, after)[0], now=after),
        lambda: tours.refer(code, LINES, consent="v1", now=after),
        lambda: tours.save_contact(code, Contact("Ana"), consent="v1", now=after),
    ):
        with pytest.raises(AppointmentClosed):
            change()


def test_wishes_narrow_the_slots(tours: Directory, now: datetime) -> None:
    site = site_id(tours, AVENIR_ACTIFS_TOURS)
    saturday = date(2026, 12, 5)
    slots = tours.slots(site, Way.ON_SITE, now=now, first=saturday, last=saturday, after=time(10))
    assert [slot.starts_at.strftime("%a %d %H:%M") for slot in slots] == ["Sat 05 10:00", "Sat 05 11:00"]


def test_two_agendas_show_one_slot_for_each_moment(tours: Directory, now: datetime) -> None:
    site = site_id(tours, "tours/service-regional/telephone")
    slots = tours.slots(site, Way.PHONE, now=now, limit=4)
    assert len({slot.starts_at for slot in slots}) == 4
    book(tours, slots[0], now)
    again = tours.slots(site, Way.PHONE, now=now, limit=4)
    assert again[0].starts_at == slots[0].starts_at
    assert again[0].agenda_id != slots[0].agenda_id


@pytest.mark.parametrize("number", [0, -1, 999_999, 10**30])
def test_unknown_site_says_so(tours: Directory, now: datetime, number: int) -> None:
    with pytest.raises(UnknownSite):
        tours.slots(number, Way.PHONE, now=now)


def test_fifty_people_one_slot_one_winner(each_tours: Directory, now: datetime) -> None:
    """Trust row 24, DESIGN §7: exactly one of fifty gets the slot; the others are told, and nothing else happens."""
    slot = slots_at(each_tours, now)[0]
    start = Barrier(50)

    def try_to_book(number: int) -> str:
        start.wait()
        try:
            book(each_tours, slot, now, holder=f"person {number}")
        except SlotTaken:
            return "taken"
        return "booked"

    with ThreadPoolExecutor(50) as people:
        outcomes = Counter(people.map(try_to_book, range(50)))
    assert outcomes == {"booked": 1, "taken": 49}
    assert count(each_tours, models.Appointment) == count(each_tours, models.TakenTime) == 1


def test_one_person_clicking_twenty_times_books_once(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[0]
    with ThreadPoolExecutor(20) as clicks:
        codes = set(clicks.map(lambda _: book(each_tours, slot, now), range(20)))
    assert len(codes) == 1
    assert count(each_tours, models.Appointment) == 1


def test_crowd_of_holds_moves_and_bookings_never_overlaps(each_tours: Directory, now: datetime) -> None:
    """Twenty people hold, book, move and cancel at once among six slots: no two share time, nobody waits for ever."""
    slots = slots_at(each_tours, now, limit=6)

    def live(number: int) -> None:
        holder = f"person {number}"
        for step in range(6):
            try:
                each_tours.hold(slots[(number + step) % 6], holder=holder, now=now)
                code = book(each_tours, slots[(number + step) % 6], now, holder=holder)
                each_tours.move(code, slots[(number + step + 1) % 6], now=now)
                if step % 2:
                    each_tours.cancel(code, now=now)
            except (SlotTaken, TooManyAppointments):
                continue

    with ThreadPoolExecutor(20) as people:
        list(people.map(live, range(20)))
    with each_tours.reading() as session:
        times = session.execute(
            select(models.TakenTime.agenda_id, models.TakenTime.starts_at, models.TakenTime.ends_at).order_by(
                models.TakenTime.agenda_id, models.TakenTime.starts_at
            )
        ).all()
        booked = session.scalars(
            select(models.Appointment).where(models.Appointment.state == AppointmentState.BOOKED)
        ).all()
        assert {one.taken_time_id for one in booked} <= set(session.scalars(select(models.TakenTime.id)))
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(times))


@pytest.mark.parametrize(("starts", "ends"), [(0, 60), (-30, 30), (30, 90), (10, 20), (-10, 70)])
def test_database_itself_refuses_overlaps(each_tours: Directory, now: datetime, starts: int, ends: int) -> None:
    """The rule holds for any program that writes to the database, whatever this code does."""
    slot = slots_at(each_tours, now)[0]
    book(each_tours, slot, now)
    begin = slot.starts_at.astimezone(UTC)
    values = {"starts_at": begin + timedelta(minutes=starts), "ends_at": begin + timedelta(minutes=ends)}
    with pytest.raises(IntegrityError, match="ex_taken_time_overlap"), each_tours.writing() as session:
        session.execute(insert(models.TakenTime).values(agenda_id=slot.agenda_id, **values))


def test_database_itself_refuses_to_move_onto_another(each_tours: Directory, now: datetime) -> None:
    first, second = slots_at(each_tours, now)[:2]
    for number, slot in enumerate((first, second)):
        book(each_tours, slot, now, holder=str(number))
    with pytest.raises(IntegrityError, match="ex_taken_time_overlap"), each_tours.writing() as session:
        session.execute(
            update(models.TakenTime)
            .where(models.TakenTime.starts_at == second.starts_at)
            .values(starts_at=first.starts_at + timedelta(minutes=1), ends_at=second.starts_at)
        )


def test_database_ties_an_appointment_to_its_time(each_tours: Directory, now: datetime) -> None:
    slot = slots_at(each_tours, now)[0]
    book(each_tours, slot, now)
    with pytest.raises(IntegrityError), each_tours.writing() as session:
        session.execute(update(models.Appointment).values(starts_at=slot.starts_at - timedelta(hours=1)))
    with pytest.raises(IntegrityError), each_tours.writing() as session:
        session.execute(update(models.Appointment).values(taken_time_id=None))


def test_neighbours_do_not_disturb(each_tours: Directory, now: datetime) -> None:
    for number, slot in enumerate(slots_at(each_tours, now, limit=5)):
        book(each_tours, slot, now, holder=str(number))
    assert count(each_tours, models.Appointment) == 5
