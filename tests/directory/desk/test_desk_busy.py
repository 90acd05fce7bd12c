"""Calendars kept elsewhere block slots and show in the week, busy or free and nothing else (NO4, PC5)."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from directory import models
from directory.busy.calendars import BusyCalendars
from directory.busy.fetching import CalendarFetcher
from directory.busy.problems import BadCalendar
from directory.errors import SlotTaken
from directory.models import CalendarProblem
from directory.requests import AppointmentView, Slot
from directory.vocabulary import Need
from tests.directory.desk.desk_under_test import CIO, DOMINIQUE, MISSION, Browser, DeskUnderTest, Tours, case_of

HOST = "agenda.exemple.fr"
ADDRESS = f"https://{HOST}/secret-1234.ics"
TITLE, GUEST = "Rendez-vous chez le dentiste", "docteur@exemple.fr"


class Elsewhere(CalendarFetcher):
    """A host whose calendar tests write; or that has a problem."""

    content: bytes | CalendarProblem = b""
    fetched: list[str]

    def fetch(self, address: str) -> bytes:
        self.host_of(address)
        Elsewhere.fetched.append(address)
        if isinstance(Elsewhere.content, CalendarProblem):
            raise BadCalendar(Elsewhere.content)
        return Elsewhere.content


@pytest.fixture
def elsewhere() -> type[Elsewhere]:
    Elsewhere.content, Elsewhere.fetched = b"", []
    return Elsewhere


@pytest.fixture
def desk(tours: Tours, elsewhere: type[Elsewhere]) -> DeskUnderTest:
    """A desk that may ask one host."""
    return tours.new_desk(calendars=BusyCalendars(tours.directory, elsewhere((HOST,))))


def calendar(*events: tuple[datetime, datetime]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for number, (first, last) in enumerate(events):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}",
            f"SUMMARY:{TITLE}",
            f"ATTENDEE:mailto:{GUEST}",
            f"DTSTART:{first:%Y%m%dT%H%M%SZ}",
            f"DTEND:{last:%Y%m%dT%H%M%SZ}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def at_the_hour_of(desk: DeskUnderTest, view: AppointmentView) -> tuple[bytes, str]:
    """A calendar that is busy at the hour of this appointment, and the number of its agenda."""
    with desk.directory.reading() as session:
        row = session.scalars(select(models.Appointment).where(models.Appointment.uid == view.uid)).one()
        return calendar((row.starts_at, row.ends_at)), str(row.agenda_id)


def imports(browser: Browser, content: bytes, agenda: str) -> int:
    browser.opens("/desk/occupations")
    return browser.posts_file("/desk/occupations/fichier", "file", content, agenda_id=agenda).status_code


def test_a_file_blocks_its_hours_and_keeps_nothing_else(desk: DeskUnderTest) -> None:
    """The slot is no longer offered nor taken; neither title nor guest is anywhere in the database."""
    view = desk.person_books()
    content, agenda = at_the_hour_of(desk, view)
    slot = Slot(int(agenda), view.way, view.starts_at, view.minutes)
    desk.directory.cancel(view.code or "", now=desk.clock.now)
    assert slot in desk.directory.slots(view.site_id, view.way, now=desk.clock.now, limit=40)
    browser = desk.signed_in()
    assert imports(browser, content, agenda) == 303
    assert slot not in desk.directory.slots(view.site_id, view.way, now=desk.clock.now, limit=40)
    with pytest.raises(SlotTaken):
        desk.directory.book(slot, holder="somebody", now=desk.clock.now, need=Need.CEP)
    with desk.directory.reading() as session:
        (busy,) = session.scalars(select(models.BusyTime))
        columns = {column.name for column in models.BusyTime.__table__.columns}
    assert busy.starts_at == view.starts_at
    assert columns == {"id", "calendar_id", "agenda_id", "starts_at", "ends_at"}
    assert TITLE not in browser.reads("/desk/occupations")


def test_the_week_shows_it_and_what_it_clashes_with(desk: DeskUnderTest) -> None:
    """An appointment taken before is not moved by a machine: the counsellor is told, and decides."""
    view = desk.person_books()
    content, agenda = at_the_hour_of(desk, view)
    browser = desk.signed_in()
    assert imports(browser, content, agenda) == 303
    week = browser.reads(f"/desk/semaine?jour={view.starts_at.date()}")
    assert "Occupé" in week
    assert "Votre agenda dit que vous êtes pris" in week
    assert TITLE not in week
    assert desk.directory.find(view.code or "", now=desk.clock.now).to_move is False  # type: ignore[union-attr]
    assert "Occupé" not in desk.signed_in(DOMINIQUE).reads(f"/desk/semaine?jour={view.starts_at.date()}")


def test_an_address_is_sealed_and_read_again(desk: DeskUnderTest, elsewhere: type[Elsewhere]) -> None:
    """The sending round reads it every half hour; what is free again is offered again."""
    view = desk.person_books()
    elsewhere.content, agenda = at_the_hour_of(desk, view)
    browser = desk.signed_in()
    browser.opens("/desk/occupations")
    assert browser.posts("/desk/occupations/adresse", agenda_id=agenda, address=ADDRESS).status_code == 303
    page = browser.reads("/desk/occupations")
    assert HOST in page
    assert "secret-1234" not in page
    with desk.directory.reading() as session:
        (row,) = session.scalars(select(models.BusyCalendar))
    assert "secret-1234" not in (row.address or "")
    elsewhere.content = calendar()
    calendars = BusyCalendars(desk.directory, elsewhere((HOST,)))
    assert calendars.refresh(desk.clock) == 0
    desk.clock.goes_on(minutes=31)
    assert calendars.refresh(desk.clock) == 1
    assert elsewhere.fetched == [ADDRESS, ADDRESS]
    with desk.directory.reading() as session:
        assert session.scalar(select(func.count()).select_from(models.BusyTime)) == 0


def test_what_cannot_be_read_again_is_said_and_blocks_as_before(
    desk: DeskUnderTest, elsewhere: type[Elsewhere]
) -> None:
    view = desk.person_books()
    elsewhere.content, agenda = at_the_hour_of(desk, view)
    browser = desk.signed_in()
    browser.opens("/desk/occupations")
    browser.posts("/desk/occupations/adresse", agenda_id=agenda, address=ADDRESS)
    elsewhere.content = CalendarProblem.REFUSED
    desk.clock.goes_on(minutes=31)
    calendars = BusyCalendars(desk.directory, elsewhere((HOST,)))
    assert calendars.refresh(desk.clock) == 1
    browser = desk.signed_in()
    page = browser.reads("/desk/occupations")
    assert "n’existe pas ou n’est plus partagé" in page
    with desk.directory.reading() as session:
        (row,) = session.scalars(select(models.BusyCalendar))
        assert session.scalar(select(func.count()).select_from(models.BusyTime)) == 1
    assert calendars.refresh(desk.clock) == 0
    assert browser.posts(f"/desk/occupations/{row.id}/relire").status_code == 303
    elsewhere.content = calendar()
    assert calendars.refresh(desk.clock) == 1
    assert "n’est plus partagé" not in browser.reads("/desk/occupations")


@pytest.mark.parametrize("problem", CalendarProblem)
def test_every_problem_is_said_with_what_to_do(
    desk: DeskUnderTest, elsewhere: type[Elsewhere], problem: CalendarProblem
) -> None:
    """Nothing is kept, and the address that was typed is still there."""
    elsewhere.content = problem
    agenda = at_the_hour_of(desk, desk.person_books())[1]
    browser = desk.signed_in()
    browser.opens("/desk/occupations")
    answer = browser.posts("/desk/occupations/adresse", agenda_id=agenda, address=ADDRESS)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert ADDRESS in answer.text
    with desk.directory.reading() as session:
        assert session.scalars(select(models.BusyCalendar)).all() == []


def test_a_calendar_is_taken_away_with_its_hours(desk: DeskUnderTest) -> None:
    content, agenda = at_the_hour_of(desk, desk.person_books())
    browser = desk.signed_in()
    imports(browser, content, agenda)
    (found,) = re.findall(r"/desk/occupations/(\d+)/retirer", browser.opens("/desk/occupations").text)
    assert browser.posts(f"/desk/occupations/{found}/retirer").status_code == 303
    with desk.directory.reading() as session:
        assert session.scalars(select(models.BusyTime)).all() == []


def test_another_structures_agenda_cannot_be_blocked(desk: DeskUnderTest) -> None:
    content, agenda = at_the_hour_of(desk, desk.person_books(CIO))
    browser = desk.signed_in()
    before = desk.everything_of(CIO)
    assert imports(browser, content, agenda) == 422
    assert desk.everything_of(CIO) == before
    assert MISSION != CIO


def test_what_is_too_long_is_not_even_read(desk: DeskUnderTest) -> None:
    """Nobody needs to be signed in to send a form: its size is looked at first."""
    browser = desk.browser()
    answer = browser.sends("/desk/connexion", {"email": "x" * 3_000_001}, {})
    assert answer.status_code == 413
    agenda = at_the_hour_of(desk, desk.person_books())[1]
    assert imports(desk.signed_in(), b"x" * 2_000_001, agenda) == 422


def test_five_calendars_are_enough(desk: DeskUnderTest) -> None:
    content, agenda = at_the_hour_of(desk, desk.person_books())
    browser = desk.signed_in()
    assert [imports(browser, content, agenda) for _ in range(6)] == [303] * 5 + [422]


def test_past_hours_are_forgotten(desk: DeskUnderTest, elsewhere: type[Elsewhere]) -> None:
    content, agenda = at_the_hour_of(desk, desk.person_books())
    imports(desk.signed_in(), content, agenda)
    desk.clock.now += timedelta(days=60)
    BusyCalendars(desk.directory, elsewhere((HOST,))).refresh(desk.clock)
    with desk.directory.reading() as session:
        assert session.scalars(select(models.BusyTime)).all() == []


def test_the_page_of_a_case_is_still_there(desk: DeskUnderTest) -> None:
    """A clash does not hide the request: it can be answered, and another moment proposed."""
    view = desk.person_books()
    content, agenda = at_the_hour_of(desk, view)
    browser = desk.signed_in()
    imports(browser, content, agenda)
    assert browser.opens(f"{case_of(view)}/proposer").status_code == 200
