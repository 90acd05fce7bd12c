"""A form that is refused comes back as it was typed, the sentence beside the field at fault (L13, RGAA 11; bad input
loses nothing)."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import directory.desk
from directory.desk.forms import DeskForm, Reader, Refused
from directory.models import Role
from tests.directory.desk.desk_under_test import CAMILLE, CIO, MEMBERS, DeskUnderTest, Tours
from tests.directory.desk.page_forms import form_of, forms_of, text_of

MANAGER, ADMIN = MEMBERS[Role.MANAGER], MEMBERS[Role.ADMIN]
TEMPLATES = Path(directory.desk.__file__).parent / "templates"
OPENING = {
    "days": ["1", "3"],
    "ways": ["visio", "telephone"],
    "weeks": "2",
    "opens": "18:00",
    "closes": "20:00",
    "first": "2026-11-23",
    "last": "2027-01-31",
}
CLOSURE = {"first": "2026-12-24", "last": "2026-12-20", "label": "Inventaire <b>"}
SERVICE = {"name": "", "description": "Un atelier\nde deux heures.", "needs": ["vae", "cep"], "scope": "regional"}
Fields = dict[str, str | list[str]]

REFUSED: list[tuple[str, str, str, Fields, Sequence[str]]] = [
    (CAMILLE, "/desk/absences", "/desk/absences", {"first": "2026-12-24", "last": "2026-12-20"}, ["last"]),
    (CAMILLE, "/desk/absences", "/desk/absences", {"first": "demain", "closes": "25:00"}, ["first", "closes"]),
    (MANAGER, "/desk/horaires", "/desk/horaires", OPENING | {"days": []}, ["days"]),
    (MANAGER, "/desk/horaires", "/desk/horaires", OPENING | {"ways": [], "opens": "?"}, ["ways", "opens"]),
    (MANAGER, "/desk/horaires", "/desk/horaires", OPENING | {"closes": "18:00"}, ["closes"]),
    (MANAGER, "/desk/horaires", "/desk/horaires", OPENING | {"last": "2026-11-01"}, ["last"]),
    (MANAGER, "/desk/horaires", "/desk/fermetures", dict(CLOSURE), ["last"]),
    (MANAGER, "/desk/equipe", "/desk/equipe", {"name": "Nour", "email": "nour@", "role": "manager"}, ["email"]),
    (ADMIN, "/desk/equipe", "/desk/equipe", {"name": "", "email": "nour@exemple.fr"}, ["name"]),
    (ADMIN, "/desk/equipe", "/desk/equipe", {"name": "N", "email": "n@exemple.fr", "structure": "?"}, ["structure"]),
    (CAMILLE, "/desk/compte/messages", "/desk/compte/messages/numero", {"phone": "02 47 00 00 00"}, ["phone"]),
    (MANAGER, "/desk/fiche/services/nouveau", "/desk/fiche/services/nouveau", dict(SERVICE), ["name"]),
    (
        MANAGER,
        "/desk/fiche/services/nouveau",
        "/desk/fiche/services/nouveau",
        {"name": "Atelier", "needs": [], "welcomes": ["salarie"], "not_for": ["salarie", "cadre"]},
        ["description", "needs", "not_for"],
    ),
    (MANAGER, "/desk/fiche", "/desk/fiche", {"structure-phone": "<b>", "structure-name": "X"}, ["structure-phone"]),
]  # fmt: skip


@pytest.mark.parametrize(("email", "page", "action", "typed", "wrong"), REFUSED)
def test_a_refused_form_comes_back_as_it_was_typed(
    desk: DeskUnderTest, email: str, page: str, action: str, typed: Fields, wrong: Sequence[str]
) -> None:
    """All of it; only what is at fault is marked, described and named in the summary, which takes the focus."""
    browser = desk.signed_in(email)
    offered = form_of(browser.opens(page).text, action).fields
    sent: Fields = {name: values for name, values in offered.items() if name != "csrf"} | typed
    answer = browser.posts(action, **sent)  # type: ignore[arg-type]
    assert answer.status_code == 422
    back = form_of(answer.text, action)
    said = {name: [value for value in values if value] for name, values in back.fields.items() if name != "csrf"}
    meant = {name: [value for value in as_list(values) if value] for name, values in sent.items()}
    assert {name: sorted(values) for name, values in said.items() if values} == {
        name: sorted(values) for name, values in meant.items() if values
    }
    assert back.invalid == set(wrong)
    for name in wrong:
        at_fault = re.findall(r'href="#([\w-]+)"', summary_of(answer.text))
        assert any(one.endswith(name) and f'id="{one}"' in answer.text for one in at_fault), name
        beside = next(one for one in re.findall(r'id="([\w-]+-wrong)"', answer.text) if one.endswith(f"{name}-wrong"))
        assert text_of(answer.text, beside)
        assert f'aria-describedby="{beside}"' in answer.text or f' {beside}"' in answer.text


def as_list(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values


def summary_of(page: str) -> str:
    found = re.search(
        r'<div class="problem" role="alert" id="[\w-]+" tabindex="-1" autofocus>(.*?)</div>', page, re.DOTALL
    )
    assert found
    return found[1]


def test_an_invitation_without_an_address_asks_for_one(desk: DeskUnderTest) -> None:
    """An empty field is not told to be a bad address."""
    manager = desk.signed_in(MANAGER)
    manager.opens("/desk/equipe")
    answer = manager.posts("/desk/equipe", name="Nour", email="", role="manager")
    assert text_of(answer.text, "invite-email-wrong") == "Écrivez l’adresse électronique de la personne."


def test_a_refused_refusal_comes_back_as_it_was_typed(desk: DeskUnderTest) -> None:
    """Its motive and its sentence are fields of the case page; each says itself what it lacks."""
    page = f"/desk/demandes/{desk.person_books().uid}"
    browser = desk.signed_in()
    browser.opens(page)
    answer = browser.posts(f"{page}/refuser", reason="", text="é" * 501)
    back = form_of(answer.text, f"{page}/refuser")
    assert (answer.status_code, back.invalid, back.fields["text"]) == (422, {"reason", "text"}, ["é" * 501])
    assert re.findall(r'href="#refusal-(\w+)"', summary_of(answer.text)) == ["reason", "text"]  # as on the page
    assert "motif" in text_of(answer.text, "refusal-reason-wrong")
    assert "500" in text_of(answer.text, "refusal-text-wrong")
    back = form_of(browser.posts(f"{page}/refuser", reason="full", text=" ").text, f"{page}/refuser")
    assert (back.invalid, back.fields["reason"]) == ({"text"}, ["full"])


def test_no_moment_chosen_and_a_moment_gone_are_said_at_the_moments(desk: DeskUnderTest) -> None:
    address = f"/desk/demandes/{desk.person_books().uid}/proposer"
    browser = desk.signed_in()
    browser.opens(address)
    for moment, says in (("", "Choisissez un moment"), ("2020-01-01T09:00:00+01:00", "plus libre")):
        answer = browser.posts(address, moment=moment)
        assert (answer.status_code, form_of(answer.text, address).invalid) == (422, {"moment"})
        assert says in text_of(answer.text, "offer-moment-wrong")


@pytest.mark.parametrize(("words", "says"), [("é" * 1001, "1000"), (" ", "un message")])
def test_what_is_not_sent_in_a_talk_comes_back(tours: Tours, words: str, says: str) -> None:
    """A long message pasted by somebody who answers is neither cut nor lost, in a reception or in a live talk."""
    desk = tours.new_desk()
    browser = desk.signed_in()
    browser.opens("/desk/accueil")
    reception = browser.posts("/desk/accueil").headers["location"]
    browser.posts("/desk/conversations/waiting/prendre")
    for address in (reception, "/desk/conversations/waiting"):
        answer = browser.posts(address, words=words)
        back = form_of(answer.text, address) if address != reception else forms_of(answer.text)[-2]
        assert (answer.status_code, back.invalid, back.fields["words"]) == (422, {"words"}, [words])
        assert says in text_of(answer.text, "talk-words-wrong")
    assert not any(desk.front.written.values())


def test_one_day_of_a_week_at_fault_is_one_field_at_fault(desk: DeskUnderTest) -> None:
    """The six other days are right, and are not marked."""
    browser = desk.signed_in(MANAGER)
    offered = form_of(browser.opens("/desk/fiche").text, "/desk/fiche").fields
    monday = next(name for name in offered if name.endswith("-hours-0"))
    wednesday = monday.replace("-0", "-2")
    typed = {name: values for name, values in offered.items() if name != "csrf"}
    typed |= {monday: ["9h à midi"], wednesday: ["14h-12h"], "structure-phone": ["02 61 91 12 34"]}
    answer = browser.posts("/desk/fiche", **typed)  # type: ignore[arg-type]
    assert answer.status_code == 422
    back = form_of(answer.text, "/desk/fiche")
    assert back.invalid == {monday, wednesday}
    assert (back.fields[monday], back.fields[wednesday]) == (["9h à midi"], ["14h-12h"])
    assert back.fields["structure-phone"] == ["02 61 91 12 34"]


def test_a_calendar_file_that_cannot_be_read_is_said_beside_it(desk: DeskUnderTest) -> None:
    """The agenda that was chosen stays chosen; a file cannot come back, browsers do not let it."""
    browser = desk.signed_in(MANAGER)
    offered = form_of(browser.opens("/desk/occupations").text, "/desk/occupations/fichier").fields["agenda_id"]
    answer = browser.posts_file("/desk/occupations/fichier", "file", b"x", agenda_id=offered[0])
    back = form_of(answer.text, "/desk/occupations/fichier")
    assert (answer.status_code, back.invalid, back.fields["agenda_id"]) == (422, {"file"}, offered)


def test_another_structures_number_in_a_form_is_the_fault_of_its_field(desk: DeskUnderTest) -> None:
    site = desk.person_books(CIO).site_id
    browser = desk.signed_in(MANAGER)
    browser.opens("/desk/horaires")
    answer = browser.posts("/desk/fermetures", site_id=str(site), first="2026-12-24", last="2026-12-24")
    assert form_of(answer.text, "/desk/fermetures").invalid == {"site_id"}


OTHERWISE = {
    "fields.html": "the mechanism itself",
    "parts.html": "a day to go to: nothing is kept of it",
    "inbox.html": "filters: nothing is kept of them",
    "invitation.html": "the address, which cannot be changed",
}
"""Templates that have a field of their own, and why."""


def test_forms_are_made_by_one_mechanism() -> None:
    """A field that is written by hand in a template is a form that may lose what was typed."""
    own = set()
    for path in TEMPLATES.glob("*.html"):
        fields = re.findall(r"<(?:input|textarea|select)[^>]*", path.read_text(encoding="utf-8"))
        if any('type="hidden"' not in one for one in fields):
            own.add(path.name)
    assert own == set(OTHERWISE)


def test_what_cannot_be_read_is_said_all_at_once() -> None:
    reader = Reader(DeskForm("x", {"first": ("demain",), "last": ("0001-01-01",), "opens": ("9h",)}))
    reader.day("first"), reader.day("last"), reader.time("opens"), reader.time("closes")
    with pytest.raises(Refused) as refused:
        reader.done()
    assert list(refused.value.fields) == ["first", "last", "opens", "closes"]
