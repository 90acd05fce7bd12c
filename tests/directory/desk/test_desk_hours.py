"""Hours, absences, closures, another moment, call-backs and the calendar feed (L08, NO13, PC5)."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from directory import models
from directory.models import Role
from directory.vocabulary import Need
from tests.directory.desk.desk_under_test import (
    CIO,
    MEMBERS,
    MISSION,
    MONDAY,
    PERSON,
    DeskUnderTest,
    case_of,
)

MANAGER = MEMBERS[Role.MANAGER]


def first_agenda(desk: DeskUnderTest, structure: str = MISSION) -> int:
    query = select(models.Agenda.id).join(models.Site).join(models.Structure).where(models.Structure.key == structure)
    with desk.directory.reading() as session:
        return session.scalars(query.order_by(models.Agenda.id)).first() or 0


def agenda_of(desk: DeskUnderTest, uid: str) -> int:
    with desk.directory.reading() as session:
        return session.scalars(select(models.Appointment.agenda_id).where(models.Appointment.uid == uid)).one()


ALL_DAY = {"opens": "00:00", "closes": "23:59"}
OPENING = {
    "days": ["1", "3"],
    "ways": ["visio"],
    "weeks": "2",
    "opens": "18:00",
    "closes": "20:00",
    "first": "2026-11-23",
    "last": "2027-01-31",
}


def test_a_manager_opens_and_removes_hours(desk: DeskUnderTest) -> None:
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/horaires")
    assert browser.posts("/desk/horaires", agenda_id=str(first_agenda(desk)), **OPENING).status_code == 303
    page = browser.reads("/desk/horaires")
    assert "18 h – 20 h" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "toutes les 2 semaines" in page
    with desk.directory.reading() as session:
        made = session.scalars(select(models.Availability).order_by(models.Availability.id.desc())).first()
    assert made
    assert made.recurrence == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"
    gone = browser.posts(f"/desk/horaires/{made.id}/retirer")
    assert gone.status_code == 303
    assert "La plage est retirée." in browser.reads(gone.headers["location"])
    assert "18 h – 20 h" not in browser.reads("/desk/horaires").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"days": ["9"]}, "au moins un jour"),
        ({"ways": []}, "au moins un moyen"),
        ({"closes": "18:00"}, "après l’heure de début"),
        ({"opens": "25:00"}, "heure n’est pas lisible"),
        ({"first": "demain"}, "date n’est pas lisible"),
        ({"agenda_id": "0"}, "agenda de votre structure"),
    ],
)
def test_hours_that_make_no_sense_say_so(desk: DeskUnderTest, change: dict[str, str], says: str) -> None:
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/horaires")
    fields = {"agenda_id": str(first_agenda(desk))} | OPENING | change
    answer = browser.posts("/desk/horaires", **fields)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert says in answer.text


def test_an_absence_tells_whom_it_displaces(desk: DeskUnderTest) -> None:
    """NO13: found at once, told to the person, offered elsewhere with the same code."""
    view = desk.person_books(contact=PERSON)
    day = str(view.starts_at.date())
    browser = desk.signed_in()
    browser.opens("/desk/absences")
    answer = browser.posts("/desk/absences", agenda_id=str(agenda_of(desk, view.uid)), **ALL_DAY, first=day, last=day)
    assert case_of(view) in answer.text
    assert "la personne est prévenue" in answer.text
    with desk.directory.reading() as session:
        kinds = set(session.scalars(select(models.OutgoingMessage.kind)))
        absence = session.scalars(select(models.Absence.id).order_by(models.Absence.id.desc())).first()
    assert "appointment_to_move" in kinds
    back = browser.posts(f"/desk/absences/{absence}/retirer")
    assert back.status_code == 303
    assert "L’absence est retirée." in browser.reads(back.headers["location"])


def test_a_closure_tells_whom_it_displaces(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    day = str(view.starts_at.date())
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/horaires")
    answer = browser.posts("/desk/fermetures", site_id=str(view.site_id), first=day, last=day, label="Inventaire")
    assert case_of(view) in answer.text
    assert "aucune coordonnée" in answer.text
    assert "Inventaire" in browser.reads("/desk/horaires")


def test_another_structures_agenda_is_out_of_reach(desk: DeskUnderTest) -> None:
    foreign = str(first_agenda(desk, CIO))
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/horaires")
    before = desk.everything_of(CIO)
    assert browser.posts("/desk/horaires", agenda_id=foreign, **OPENING).status_code == 422  # type: ignore[arg-type]
    day = "2026-11-30"
    assert browser.posts("/desk/absences", agenda_id=foreign, **ALL_DAY, first=day, last=day).status_code == 422
    site = desk.person_books(CIO).site_id
    before = desk.everything_of(CIO)
    assert browser.posts("/desk/fermetures", site_id=str(site), first=day, last=day).status_code == 422
    assert desk.everything_of(CIO) == before


def test_another_moment_is_proposed_and_the_person_says_yes(desk: DeskUnderTest) -> None:
    """Promise 3: the appointment moves when the person says so, not before."""
    view = desk.person_books(contact=PERSON)
    browser = desk.signed_in()
    page = browser.opens(f"{case_of(view)}/proposer").text
    moments = re.findall(r'name="moment" value="([^"]+)"', page)
    assert moments
    assert view.starts_at.isoformat() not in moments
    answer = browser.posts(f"{case_of(view)}/proposer", moment=moments[2])
    assert answer.headers["location"] == f"{case_of(view)}?fait=proposer"
    assert "Autre moment proposé" in browser.reads(case_of(view))
    found = desk.directory.find(view.code or "", now=desk.clock.now)
    assert found
    assert found.offer
    assert found.starts_at == view.starts_at
    assert found.offer.starts_at.isoformat() == moments[2]
    moved = desk.directory.take_offer(view.code or "", now=desk.clock.now)
    assert moved.starts_at.isoformat() == moments[2]
    with desk.directory.reading() as session:
        assert "other_slot" in set(session.scalars(select(models.OutgoingMessage.kind)))


def test_a_moment_that_is_gone_is_not_proposed(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    browser.opens(f"{case_of(view)}/proposer")
    answer = browser.posts(f"{case_of(view)}/proposer", moment="2020-01-01T09:00:00+01:00")
    assert answer.status_code == 422
    assert "plus libre" in answer.text
    found = desk.directory.find(view.code or "", now=desk.clock.now)
    assert found
    assert found.offer is None


def test_who_waits_to_be_called_back_is_called_and_forgotten(desk: DeskUnderTest) -> None:
    """PC3: the number is erased with the call."""
    number, mission = "+33612345678", desk.structure_id(MISSION)
    with desk.directory.writing() as session:
        session.add(
            models.CallBack(
                structure_id=mission,
                phone=number,
                need=Need.VAE,
                consent="rappel-1",
                asked_at=MONDAY,
            )
        )
    browser = desk.signed_in()
    assert "06 12 34 56 78" in browser.reads("/desk").replace("\N{NO-BREAK SPACE}", " ")
    assert "06 12" not in desk.signed_in("dominique@exemple.fr").reads("/desk")
    assert browser.posts("/desk/rappels/1/fait").status_code == 303
    with desk.directory.reading() as session:
        row = session.scalars(select(models.CallBack)).one()
        assert (row.phone, row.called_at) == (None, MONDAY)
    assert browser.posts("/desk/rappels/1/fait").status_code == 404


def test_a_calendar_feed_says_when_and_nothing_else(desk: DeskUnderTest) -> None:
    """NO4: neither why nor who; another address, or none, closes the one before."""
    view = desk.person_books(contact=PERSON)
    browser, stranger = desk.signed_in(), desk.browser()
    browser.opens("/desk/compte")
    found = re.search(r"http://desk.test(/desk/calendrier/[\w-]+\.ics)", browser.posts("/desk/compte/calendrier").text)
    assert found
    answer = stranger.opens(found[1])
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event.start, str(event["summary"])) == (view.starts_at, "Rendez-vous")
    for secret in ("Inès", "Marchand", "changement", "Mission locale", view.code or "?"):
        assert secret not in answer.text
    browser.opens("/desk/compte")
    browser.posts("/desk/compte/calendrier")
    assert stranger.opens(found[1]).status_code == 404
    again = re.search(r"/desk/calendrier/[\w-]+\.ics", browser.posts("/desk/compte/calendrier").text)
    assert again
    browser.opens("/desk/compte")
    browser.posts("/desk/compte/calendrier/retirer")
    assert stranger.opens(again[0]).status_code == 404


def test_a_feed_ends_with_the_account(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    browser.opens("/desk/compte")
    found = re.search(r"/desk/calendrier/[\w-]+\.ics", browser.posts("/desk/compte/calendrier").text)
    assert found
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/equipe")
    manager.posts(f"/desk/equipe/{desk.account('camille.durand@exemple.fr')}/fermer")
    assert desk.browser().opens(found[0]).status_code == 404
    assert desk.clock.now < MONDAY + timedelta(days=1)


@pytest.mark.parametrize("page", ["semaine", "agenda"])
def test_who_waits_for_another_moment_stands_so_in_week_and_day(desk: DeskUnderTest, page: str) -> None:
    """NO13: an absence, or a closed site, marks the appointments it meets; those of another agenda it does not."""
    near, far = desk.person_books(contact=PERSON), desk.person_books()
    address = f"/desk/{page}?jour={near.starts_at.date()}"
    browser = desk.signed_in(MANAGER)
    assert "À déplacer" not in browser.reads(address)
    day, end = str(near.starts_at.date()), f"{near.starts_at + timedelta(minutes=30):%H:%M}"
    browser.opens("/desk/absences")
    opens = f"{near.starts_at:%H:%M}"
    browser.posts(
        "/desk/absences", agenda_id=str(agenda_of(desk, near.uid)), first=day, last=day, opens=opens, closes=end
    )
    assert browser.reads(address).count("À déplacer, aucun accueil") == 1
    assert near.starts_at.date() == far.starts_at.date()
    browser.opens("/desk/horaires")
    browser.posts("/desk/fermetures", site_id=str(near.site_id), first=day, last=day)
    closed = browser.reads(address)
    assert closed.count("À déplacer, aucun accueil") == 2
    assert "Fermé" in closed


def test_an_absence_of_one_agenda_is_not_that_of_its_namesake(desk: DeskUnderTest) -> None:
    """Two sites of a structure call their agendas the same."""
    view = desk.person_books()
    with desk.directory.writing() as session:
        met = session.get_one(models.Agenda, agenda_of(desk, view.uid))
        same = select(models.Agenda).join(models.Site).where(models.Site.structure_id == met.site.structure_id)
        other = session.scalars(same.where(models.Agenda.id != met.id)).first()
        assert other
        other.name = met.name
        starts, ends = view.starts_at, view.starts_at + timedelta(minutes=30)
        session.add(models.Absence(agenda_id=other.id, starts_at=starts, ends_at=ends))
    assert "À déplacer" not in desk.signed_in().reads(f"/desk/semaine?jour={view.starts_at.date()}")
