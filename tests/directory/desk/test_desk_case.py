"""The case page: exactly what the person approved, nothing they withheld, each opening recorded (L03, NO5, TO1)."""

import html
import re
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import select

from directory import models
from directory.desk.case import MANY_READINGS
from directory.models import Reading
from directory.requests import SUMMARY_LINES, AppointmentView, Contact, SummaryLine, Why
from directory.vocabulary import Need, Way
from tests.directory.desk.desk_under_test import (
    CAMILLE,
    MONDAY,
    PERSON,
    SUMMARY,
    DeskUnderTest,
    case_of,
    words_of,
)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %} ${7*7} {name}",
    "</dd></dl><form action=https://ailleurs.test>",
    "\u202eesrever \u2028 fin",
]
REFUSAL = {"reason": "not_our_public", "text": "La maison de l’emploi de Tours, sans rendez-vous le mardi."}


def pages_of(view: AppointmentView) -> tuple[str, ...]:
    """Every page where an appointment is seen, its own first."""
    day = view.starts_at.date()
    return case_of(view), "/desk", f"/desk/agenda?jour={day}", f"/desk/semaine?jour={day}"


def shown_lines(page: str) -> list[tuple[str, str]]:
    """The summary's lines on the page: name, exact text."""
    found = re.findall(r'<div class="line (\w+)"><dt>[^<]+</dt><dd dir="auto">([^<]*)</dd>', page)
    return [(name, html.unescape(text)) for name, text in found]


def test_the_summary_is_shown_exactly_as_approved(desk: DeskUnderTest) -> None:
    """Promise 3, TO1: the person's words, line by line, in the order they approved."""
    lines = tuple(SummaryLine(name, f"{name} : « ça »,  deux  espaces\net une ligne & l’été") for name in SUMMARY_LINES)
    page = desk.signed_in().opens(case_of(desk.person_books(lines=lines))).text
    assert shown_lines(page) == [(line.name, line.text) for line in lines]


def test_the_page_says_why_the_structure_was_chosen(desk: DeskUnderTest) -> None:
    """NO14: the reasons and the draw, without what the person has not handed over."""
    view = desk.person_books(lines=(), why=Why(("audience_main", "first_slot"), "s", 1, ("a", "b", "c")))
    page = desk.signed_in().reads(case_of(view))
    assert "Elle reçoit en premier ce public pour cette demande." in page
    assert "3 lieux convenaient aussi bien" in page
    assert "Pourquoi votre structure" not in desk.signed_in().reads(case_of(desk.person_books()))


def test_what_the_person_withheld_is_nowhere(desk: DeskUnderTest) -> None:
    """Promise 3: not even the need under which the appointment was booked."""
    view = desk.person_books(lines=(SummaryLine("place", "Tours (37)"),))
    browser = desk.signed_in()
    for address in pages_of(view):
        page = browser.reads(address)
        assert "Demande non précisée" in page
        assert "reconversion" not in page.lower()
        assert "changement de métier" not in page
    assert shown_lines(browser.opens(case_of(view)).text) == [("place", "Tours (37)")]


@pytest.mark.parametrize(
    ("names", "sources", "steps"),
    [
        (("need", "information"), True, True),
        (("information",), True, False),
        (("need",), False, False),
        (("place",), False, False),
    ],
)
def test_what_was_answered_comes_with_its_sources(
    desk: DeskUnderTest, names: tuple[str, ...], *, sources: bool, steps: bool
) -> None:
    """Promise 5, at the second door too; the steps of a need that the person kept for themselves are not shown."""
    told = {"information": (Need.RECONVERSION, Need.VAE)}
    lines = tuple(SummaryLine(name, "des mots que l’on changera", told.get(name, ())) for name in names)
    page = desk.signed_in().opens(case_of(desk.person_books(lines=lines))).text
    assert page.count("https://exemple.fr/") == page.count("Réponse sur ") == 2 * sources
    assert ("Vérifiée le" in page) is sources
    assert ("Essayer un métier" in page) is steps


def test_an_appointment_without_summary_is_received_all_the_same(desk: DeskUnderTest) -> None:
    view = desk.person_books(lines=())
    browser = desk.signed_in()
    page = browser.reads(case_of(view))
    assert "sans envoyer de résumé" in page
    assert "Aucun consentement en cours" in page
    assert desk.readings(view) == []


def test_contact_is_shown_only_if_left_and_each_reading_is_recorded(desk: DeskUnderTest) -> None:
    """NO5: every reading of an identity makes one entry."""
    view, other = desk.person_books(contact=PERSON), desk.person_books()
    browser = desk.signed_in()
    page = browser.reads(case_of(view))
    assert all(word in page for word in ("Inès", "Marchand", "06 12 34 56 78", "ines@exemple.fr"))
    assert "Cette lecture est enregistrée à votre nom" in page
    assert "Aucune coordonnée laissée" in browser.reads(case_of(other))
    assert desk.readings(view) == [Reading.SUMMARY, Reading.CONTACT]
    assert desk.readings(other) == [Reading.SUMMARY]
    browser.opens(case_of(view))
    assert desk.readings(view).count(Reading.CONTACT) == 2
    assert "Camille Durand a lu le résumé et les coordonnées" in browser.reads(case_of(view))


def test_who_read_and_when_is_kept(desk: DeskUnderTest) -> None:
    view = desk.person_books(contact=Contact(first_name="Inès"))
    browser = desk.signed_in()
    desk.clock.goes_on(minutes=7)
    browser.opens(case_of(view))
    with desk.directory.reading() as session:
        rows = session.scalars(select(models.AccessLog)).all()
        assert {(row.counsellor.email, row.at) for row in rows} == {(CAMILLE, MONDAY + timedelta(minutes=7))}


def test_lists_and_agendas_show_no_identity(desk: DeskUnderTest) -> None:
    """NO5: an identity is read on the case page only, where reading is recorded."""
    view = desk.person_books(contact=PERSON)
    browser = desk.signed_in()
    for address in pages_of(view)[1:]:
        page = browser.reads(address)
        assert "changement de métier" in page
        assert not any(word in page for word in ("Inès", "Marchand", "12 34 56", "ines@"))
        assert "par où commencer" not in page
    assert desk.readings(view) == []


def test_many_identities_read_in_an_hour_are_told(desk: DeskUnderTest) -> None:
    """Counsellor snooping: the alert names nobody."""
    browser = desk.signed_in()
    views = [desk.person_books(contact=PERSON) for _ in range(MANY_READINGS)]
    with structlog.testing.capture_logs() as logs:
        for view in views[:-1]:
            browser.opens(case_of(view))
        browser.opens(case_of(views[0]))
        assert logs == []
        browser.opens(case_of(views[-1]))
    assert logs == [{"event": "many_identities_read", "count": MANY_READINGS, "log_level": "warning"}]


def test_consent_is_shown_with_its_date_and_the_version_of_its_text(desk: DeskUnderTest) -> None:
    page = desk.signed_in().reads(case_of(desk.person_books(contact=PERSON)))
    assert "Transmettre ce résumé à Mission locale de Touraine" in page
    assert "Transmettre ses coordonnées à Mission locale de Touraine" in page
    assert page.count("Donné le lundi\xa023\xa0novembre\xa02026 à 9\xa0h.") == 2
    assert "resume-1" in page
    assert "coordonnees-1" in page


def test_hostile_words_stay_words(desk: DeskUnderTest) -> None:
    """Stored cross-site scripting: what a person writes is text, everywhere."""
    lines = tuple(SummaryLine(name, text) for name, text in zip(SUMMARY_LINES, HOSTILE, strict=False))
    contact = Contact(HOSTILE[0], HOSTILE[1], "<b>06", '"><script>@exemple.fr')
    view = desk.person_books(lines=lines, contact=contact)
    browser = desk.signed_in()
    page = browser.opens(case_of(view)).text
    assert shown_lines(page) == [(line.name, line.text) for line in lines]
    for address in pages_of(view):
        text = browser.opens(address).text
        assert not re.search(r"<script(?! src=)|<img src=x|<form action=|<b>|49 \$", text)
        assert not re.search(r"<[^>]*\son\w+=", text)
    refused = browser.acts(view, "refuser", reason="other", text=HOSTILE[0])
    assert refused.status_code == 303
    assert "&lt;script&gt;alert" in browser.opens(case_of(view)).text


def test_opening_marks_read_once(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    assert desk.states(view) == ("sent", "booked")
    browser.opens(case_of(view))
    page = browser.reads(case_of(view))
    assert desk.states(view) == ("read", "booked")
    assert page.count("Lue par Camille Durand") == 1


def test_one_click_accepts(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    answer = browser.acts(view, "accepter")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{case_of(view)}?fait=accepter")
    assert "La demande est acceptée." in browser.reads(answer.headers["location"])
    assert "Acceptée par Camille Durand" in browser.reads(case_of(view))
    assert desk.states(view) == ("accepted", "booked")


def test_doing_twice_changes_nothing(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    browser.acts(view, "accepter")
    assert browser.acts(view, "accepter").status_code == 303
    assert browser.reads(case_of(view)).count("Acceptée par") == 1


def test_refusing_frees_the_time_and_keeps_the_reason(desk: DeskUnderTest) -> None:
    """Nobody comes for nothing, and the next person can have the slot."""
    view = desk.person_books(contact=PERSON)
    browser = desk.signed_in()
    assert browser.acts(view, "refuser", **REFUSAL).status_code == 303
    assert desk.states(view) == ("refused", "cancelled")
    page = browser.reads(case_of(view))
    assert "Ce n’est pas notre public" in page
    assert REFUSAL["text"] in page
    assert "Marchand" in page  # to tell the person
    assert desk.person_books().starts_at == view.starts_at


def test_a_refusal_needs_a_reason_and_a_way_on(desk: DeskUnderTest) -> None:
    """Promise 6: a refusal is never a dead end; what was typed is not lost."""
    view = desk.person_books()
    browser = desk.signed_in()
    for fields, says in (
        ({"reason": "", "text": "Allez au CIO."}, "Choisissez un motif"),
        ({"reason": "pas_envie", "text": "Allez au CIO."}, "Choisissez un motif"),
        ({"reason": "full", "text": " \x00 \n"}, "Écrivez vers qui"),
        ({"reason": "full", "text": "é" * 501}, "Raccourcissez"),
    ):
        answer = browser.acts(view, "refuser", **fields)
        assert answer.status_code == 422
        assert says in words_of(answer)
        assert "<details open>" in answer.text
        assert fields["text"].replace("\x00", "").strip() in words_of(answer)
    assert desk.states(view) == ("read", "booked")


def test_the_outcome_is_told_once_it_is_time(desk: DeskUnderTest) -> None:
    view = desk.person_books(first=MONDAY.date() + timedelta(days=1))
    browser = desk.signed_in()
    assert browser.acts(view, "rencontre").status_code == 409
    assert desk.states(view) == ("read", "booked")
    desk.clock.now = view.starts_at + timedelta(minutes=20)
    browser = desk.signed_in()
    assert browser.acts(view, "absence").status_code == 303
    assert desk.states(view) == ("no_show", "no_show")
    assert browser.acts(view, "rencontre").status_code == 303  # came late, or a slip
    assert desk.states(view) == ("met", "met")
    assert browser.acts(view, "absence").status_code == 409


def test_the_outcome_of_an_appointment_without_summary_is_kept_too(desk: DeskUnderTest) -> None:
    view = desk.person_books(lines=())
    desk.clock.now = view.starts_at
    browser = desk.signed_in()
    assert browser.acts(view, "accepter").status_code == 409
    assert browser.acts(view, "rencontre").status_code == 303
    assert desk.states(view) == (None, "met")


def test_a_case_that_changed_meanwhile_says_so(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    browser.opens(case_of(view))
    assert view.code
    desk.directory.cancel(view.code, now=desk.clock())
    answer = browser.posts(f"{case_of(view)}/accepter")
    assert answer.status_code == 409
    assert "a changé entre-temps" in words_of(answer)
    assert "changement de métier" not in words_of(answer)
    assert desk.states(view) == ("withdrawn", "cancelled")


def test_a_remote_appointment_without_number_is_signalled(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    for contact, expected in ((None, True), (Contact(first_name="Inès"), True), (PERSON, False)):
        view = desk.person_books(way=Way.PHONE, contact=contact)
        assert ("ni numéro ni adresse" in browser.reads(case_of(view))) is expected
    assert "ni numéro ni adresse" not in browser.reads(case_of(desk.person_books()))


def test_what_the_person_moved_is_in_the_history(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    assert view.code
    slot = desk.directory.slots(view.site_id, Way.ON_SITE, now=desk.clock(), limit=4)[3]
    desk.directory.move(view.code, slot, now=desk.clock())
    page = desk.signed_in().reads(case_of(view))
    assert "Rendez-vous déplacé par la personne" in page
    assert "Résumé approuvé et envoyé par la personne" in page
    assert SUMMARY[1].text in page
