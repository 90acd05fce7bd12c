"""The plan of an appointment in RDV Service Public, prepared from the desk (its API: ``rdv_plans``, OAuth 2.0)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from fastapi import FastAPI, Form, Header, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy import select

from directory import models
from directory.models import Reading
from directory.outside.rdv_service_public import Client, RdvServicePublic
from directory.requests import AppointmentView, Contact
from tests.directory.desk.desk_under_test import DOMINIQUE, PERSON, DeskUnderTest, Tours, case_of, words_of
from tests.directory.desk.oidc_provider import goes_through
from tests.service import free_port, listening

CLIENT = Client("deux-portes", "secret-of-the-tests")


@dataclass
class There:
    """RDV Service Public as it answers us: a permission, a token for it, a plan; ``status`` when it refuses plans."""

    url: str
    codes: set[str] = field(default_factory=set)
    plans: list[dict[str, Any]] = field(default_factory=list)
    status: int = 201

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/oauth/authorize")
        def authorize(client_id: str, redirect_uri: str, response_type: str, scope: str, state: str) -> Response:
            assert (client_id, response_type, scope) == (CLIENT.id, "code", "write")
            self.codes.add("code-1")
            return RedirectResponse(f"{redirect_uri}?{urlencode({'code': 'code-1', 'state': state})}")

        @app.post("/oauth/token")
        def token(
            grant_type: str = Form(),
            code: str = Form(),
            client_id: str = Form(),
            client_secret: str = Form(),
            redirect_uri: str = Form(),
        ) -> Response:
            right = (grant_type, client_id, client_secret) == ("authorization_code", CLIENT.id, CLIENT.secret)
            if not right or code not in self.codes or redirect_uri != "http://desk.test/desk/ailleurs/retour":
                return JSONResponse({"error": "invalid_grant"}, status_code=400)
            self.codes.discard(code)  # a code serves once
            return JSONResponse({"access_token": "of-the-agent", "token_type": "Bearer", "scope": "write"})

        @app.post("/api/v1/rdv_plans")
        def plan(body: dict[str, Any], authorization: str = Header()) -> Response:
            assert authorization == "Bearer of-the-agent"
            if self.status != 201:
                return JSONResponse({"errors": {"last_name": ["doit être rempli(e)"]}}, status_code=self.status)
            self.plans.append(body)
            made = {"id": 10, "user_id": 6425, "url": f"{self.url}/agents/rdv_plans/10", "rdv": None}
            return JSONResponse({"rdv_plan": made | {"created_at": "2026-11-23 09:00:00 +0100"}}, status_code=201)

        return app


@contextmanager
def running() -> Iterator[There]:
    port = free_port()
    there = There(f"http://127.0.0.1:{port}")
    with listening(there.app(), port):
        yield there


@pytest.fixture(scope="module")
def server() -> Iterator[There]:
    with running() as there:
        yield there


@pytest.fixture
def there(server: There) -> There:
    server.codes.clear()
    server.plans.clear()
    server.status = 201
    return server


@pytest.fixture
def desk(tours: Tours, there: There) -> Iterator[DeskUnderTest]:
    """A desk whose structures may keep their agendas there."""
    tours.directory.outside = RdvServicePublic(there.url, secret="s", client=CLIENT)
    yield tours.new_desk()
    tours.directory.outside = None


def booked(desk: DeskUnderTest, *, kept_there: bool = True, contact: Contact | None = PERSON) -> AppointmentView:
    """An appointment in an agenda that the structure keeps there too."""
    view = desk.person_books(contact=contact)
    if kept_there:
        with desk.directory.writing() as session:
            of = select(models.Appointment.agenda_id).where(models.Appointment.uid == view.uid)
            agenda = session.scalars(of).one()
            session.add(models.OutsideAgenda(agenda_id=agenda, provider="rdv-service-public", reference="12/345"))
    return view


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_a_counsellor_finishes_there_what_is_prepared_here(desk: DeskUnderTest, there: There) -> None:
    """Issue 3: name and contact as the person left them, nothing of the summary; the permission serves once."""
    view, browser = booked(desk), desk.signed_in()
    assert "Le poser dans RDV Service Public" in browser.reads(case_of(view))
    away = browser.opens(f"{case_of(view)}/ailleurs")
    assert away.status_code == 303
    back = goes_through(away.headers["location"])
    answer = browser.opens(path_of(back))
    assert answer.headers["location"] == f"{there.url}/agents/rdv_plans/10"
    user = {"first_name": "Inès", "last_name": "Marchand", "email": "ines@exemple.fr", "phone_number": "+33612345678"}
    assert there.plans == [{"user": user, "return_url": f"http://desk.test{case_of(view)}"}]
    assert desk.readings(view).count(Reading.CONTACT) == 3  # each opening is recorded, those of the plan too
    again = browser.opens(path_of(back))
    assert again.headers["location"] == f"{case_of(view)}?fait=ailleurs"
    assert len(there.plans) == 1


def test_what_comes_back_must_be_what_left(desk: DeskUnderTest, there: There) -> None:
    """Another browser, another case, or no seal at all: nothing of anybody is sent."""
    view, other = booked(desk), booked(desk, kept_there=False)
    back = goes_through(desk.signed_in().opens(f"{case_of(view)}/ailleurs").headers["location"])
    assert desk.signed_in().opens(path_of(back)).status_code == 404
    asked = parse_qs(urlsplit(back).query)
    seal = asked["state"][0].partition(".")[2]
    for state in (f"{other.uid}.{seal}", view.uid, "", f"{view.uid}.é"):
        found = desk.signed_in().opens(f"/desk/ailleurs/retour?{urlencode({'state': state, 'code': 'code-1'})}")
        assert found.status_code == 404
    assert there.plans == []


def test_another_structure_prepares_nothing(desk: DeskUnderTest, there: There) -> None:
    view = booked(desk)
    assert desk.signed_in(DOMINIQUE).opens(f"{case_of(view)}/ailleurs").status_code == 404


@pytest.mark.parametrize("status", [401, 422, 500])
def test_a_refusal_there_leaves_the_appointment_here(desk: DeskUnderTest, there: There, status: int) -> None:
    there.status = status
    view, browser = booked(desk), desk.signed_in()
    back = goes_through(browser.opens(f"{case_of(view)}/ailleurs").headers["location"])
    answer = browser.opens(path_of(back))
    assert answer.headers["location"] == f"{case_of(view)}?fait=ailleurs"
    assert "reste réservé ici" in words_of(browser.opens(answer.headers["location"]))


@pytest.mark.parametrize(
    ("kept_there", "contact"),
    [(False, PERSON), (True, None), (True, Contact(first_name="Inès", phone="+33612345678"))],
)
def test_it_is_offered_only_when_it_can_be(
    desk: DeskUnderTest, there: There, kept_there: bool, contact: Contact | None
) -> None:
    """Agendas kept here only, and people who left no whole name, are not prepared there."""
    view, browser = booked(desk, kept_there=kept_there, contact=contact), desk.signed_in()
    assert "Le poser dans RDV Service Public" not in browser.reads(case_of(view))
    assert browser.opens(f"{case_of(view)}/ailleurs").status_code == 404


def test_without_an_application_there_nothing_is_offered(tours: Tours, there: There) -> None:
    tours.directory.outside = RdvServicePublic(there.url, secret="s")
    desk = tours.new_desk()
    view, browser = booked(desk), desk.signed_in()
    tours.directory.outside = None
    assert "Le poser dans RDV Service Public" not in browser.reads(case_of(view))
    assert browser.opens(f"{case_of(view)}/ailleurs").status_code == 405  # an address for posting other things only
