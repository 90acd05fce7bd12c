"""A desk for tests: two real structures of Tours, their counsellors, people who book, and a browser without script."""

import asyncio
import html
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

import pyotp
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import inspect, select, update

from directory import models
from directory.busy.calendars import BusyCalendars
from directory.desk import Provider, create_counsellor, desk_router, open_desk
from directory.desk.accounts import Accounts
from directory.desk.factors import Factors
from directory.desk.frame import Pace
from directory.desk.front import Answer, PlanPaper, Review, Said, Seen, Source, Speaker, Waiting
from directory.desk.roles import Right
from directory.desk.scope import Member, Scope, Scoped, owned
from directory.desk.visits import Visits
from directory.magic_links import new_key
from directory.models import ContactChannel, Role, Stage
from directory.plans import Plan
from directory.regions import load_region
from directory.requests import AppointmentView, Contact, SummaryLine, Why
from directory.senders import Letter
from directory.service import Directory
from directory.steering.indicators import load_catalogue
from directory.steering.pages import steering_router
from directory.steering.release import Steering
from directory.vocabulary import Need, Way
from tests.directory.post_office import Post, send

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a working day, 9 h in Tours
TELEPHONE = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "quatre mots sans rapport"
MISSION, CIO = "tours/mission-locale-touraine", "tours/cio-tours"
CAMILLE, DOMINIQUE = "camille.durand@exemple.fr", "dominique@exemple.fr"  # of the first, of the second
MEMBERS = {
    Role.COUNSELLOR: CAMILLE,
    Role.MANAGER: "responsable@exemple.fr",
    Role.COORDINATOR: "coordination@exemple.fr",
    Role.ADMIN: "administration@exemple.fr",
}
"""One account for each role, all in the first structure; the coordinator's territory is the whole region."""
SUMMARY = (
    SummaryLine("words", "Je voudrais changer de métier,\nmais je ne sais pas par où commencer."),
    SummaryLine("need", "un changement de métier"),
    SummaryLine("situation", "entre 16 et 25 ans, hors de l’école"),
    SummaryLine("place", "Tours (37)"),
)
PERSON = Contact("Inès", "Marchand", "+33612345678", "ines@exemple.fr")
_HOLDERS = count(1)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **passed: float) -> None:
        self.now += timedelta(**passed)


def answer_on(need: Need) -> Answer:
    """What the first door answers, for tests."""
    sources = (Source("Service public", f"https://exemple.fr/{need}", "mai 2026"),)
    return Answer(need, need, f"Réponse sur {need}", MONDAY.date(), sources, "Essayer un métier")


@dataclass
class FrontDoorForTests:
    """The first door, without a conversation behind it: whose each talk is, and what was written in it."""

    receptions: dict[str, int] = field(default_factory=dict)
    came: list[ContactChannel] = field(default_factory=list)
    booked: set[str] = field(default_factory=set)
    talks: dict[str, int | None] = field(default_factory=lambda: {"waiting": None})
    written: dict[str, list[str]] = field(default_factory=dict)
    to_verify: list[Review] = field(default_factory=list)

    def answers(self, needs: Sequence[Need]) -> tuple[Answer, ...]:
        return tuple(map(answer_on, needs))

    def paper(self, plan: Plan) -> PlanPaper:
        return PlanPaper("Votre plan d’action", plan.advice, tuple((step.text, str(step.doer)) for step in plan.steps))

    def reviews(self, today: date) -> tuple[Review, ...]:
        return tuple(one for one in self.to_verify if one.by <= today + timedelta(days=75))

    async def begin(self, counsellor_id: int, came: ContactChannel) -> str:
        self.came.append(came)
        name = f"reception-{len(self.receptions)}"
        self.receptions[name] = counsellor_id
        return name

    async def say(self, talk: str, counsellor_id: int, words: str) -> bool:
        self.written.setdefault(talk, []).append(words)
        return self.receptions.get(talk) == counsellor_id

    async def see(self, talk: str, counsellor_id: int) -> Seen | None:
        return self._seen(talk) if self.receptions.get(talk) == counsellor_id else None

    async def be_here(self, counsellor_id: int) -> tuple[Waiting, ...]:
        return tuple(Waiting(talk, 7, "une VAE") for talk, by in self.talks.items() if by is None)

    async def take(self, talk: str, counsellor_id: int) -> bool:
        if self.talks.get(talk, 0) not in (None, counsellor_id):
            return False
        self.talks[talk] = counsellor_id
        return True

    async def follow(self, talk: str, counsellor_id: int) -> Seen | None:
        return self._seen(talk) if self.talks.get(talk) == counsellor_id else None

    async def write(self, talk: str, counsellor_id: int, words: str) -> bool:
        self.written.setdefault(talk, []).append(words)
        return self.talks.get(talk) == counsellor_id

    async def hand_back(self, talk: str, counsellor_id: int) -> bool:
        return self.talks.get(talk) == counsellor_id and self.talks.pop(talk) is not None

    def _seen(self, talk: str) -> Seen:
        lines = (Said(Speaker.PERSON, f"<p>{words}</p>") for words in self.written.get(talk, []))
        card = {"need": "une VAE", "status": "", "place": ""}
        return Seen(talk, tuple(lines), card, (("Oui", "#yes"),), "2345060708" if talk in self.booked else None)


class Kept(Protocol):
    """A database that can be remembered as it is, and made so again. Nobody may be connected meanwhile."""

    address: str

    def remember(self) -> None: ...
    def restore(self) -> None: ...
    def close(self) -> None: ...


class KeptInSqlite:
    """A file, remembered in memory."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "desk.db"
        self._new = sqlite3.connect(":memory:", check_same_thread=False)
        self.address = f"sqlite:///{self._path}"

    def remember(self) -> None:
        with closing(sqlite3.connect(self._path)) as loaded:
            loaded.backup(self._new)

    def restore(self) -> None:
        with closing(sqlite3.connect(self._path)) as used:
            self._new.backup(used)

    def close(self) -> None:
        self._new.close()


class Tours:
    """The Tours region with two counsellors, in one database that each test finds as new.

    One engine for all tests: what SQLAlchemy has compiled once is not compiled again.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.directory = Directory(kept.address, secret="test")
        self.directory.migrate()
        load_region(self.directory, "tours", MONDAY)
        self._open_account(DOMINIQUE, CIO, Role.COUNSELLOR)
        for role, email in MEMBERS.items():
            self._open_account(email, MISSION, role)
        self._set_up_telephones()
        self.directory.engine.dispose()
        kept.remember()
        self._desk = self._open()

    def _open_account(self, email: str, structure: str, role: Role) -> None:
        account = {"email": email, "password": PASSWORD, "structure": structure, "role": role, "territory": "tours"}
        create_counsellor(self.directory, **account, now=MONDAY)

    def _set_up_telephones(self) -> None:
        sealed = Factors(self.directory, "test").seal(TELEPHONE)
        with self.directory.writing() as session:
            session.execute(update(models.Counsellor).values(totp=sealed, totp_step=0))

    def desk(self) -> "DeskUnderTest":
        """The desk on the database as it was made, its clock set back; who was signed in stays so."""
        self._restore()
        self._desk.clock.now = MONDAY
        return self._desk

    def new_desk(
        self, *, secure: bool = False, provider: Provider | None = None, **changes: Pace | BusyCalendars
    ) -> "DeskUnderTest":
        """A desk that remembers no visit and no try; ``changes`` are parts of it to be others."""
        self._restore()
        return self._open(secure=secure, provider=provider, **changes)

    def _open(
        self, *, secure: bool = False, provider: Provider | None = None, **changes: Pace | BusyCalendars
    ) -> "DeskUnderTest":
        clock, app = Clock(), FastAPI()
        desk = open_desk(
            self.directory,
            secret="test",
            clock=clock,
            base_url=f"{'https' if secure else 'http'}://desk.test",
            provider=provider,
        )
        front = FrontDoorForTests()
        desk = replace(desk, **changes)  # type: ignore[arg-type]
        figures = steering_router(desk, Steering(self.directory, load_catalogue()))
        routers = (desk_router(desk, front), figures)
        for router in routers:
            app.include_router(router)
        routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
        return DeskUnderTest(self.directory, clock, app, routes, front, secure)

    def _restore(self) -> None:
        self.directory.engine.dispose()
        self._kept.restore()

    def close(self) -> None:
        self.directory.engine.dispose()
        self._kept.close()


@dataclass
class DeskUnderTest:
    """The desk, its clock, and the people who come to both doors."""

    directory: Directory
    clock: Clock
    app: FastAPI
    routes: list[APIRoute]
    front: FrontDoorForTests
    secure: bool = False

    def browser(self) -> "Browser":
        scheme = "https" if self.secure else "http"
        return Browser(AsyncClient(transport=ASGITransport(self.app), base_url=f"{scheme}://desk.test"), self)

    def signed_in(self, email: str = CAMILLE) -> "Browser":
        """A browser that has come in; how one comes in is for the tests of signing in."""
        browser = self.browser()
        token = Visits(self.directory).begin(self.account(email), Stage.OPEN, self.clock.now)
        browser.client.cookies.set("desk", token, domain="desk.test")
        return browser

    def post(self) -> list[Letter]:
        """What is due is sent; the letters of it."""
        post = Post()
        send(self.directory, post, self.clock.now)
        return [letter for _, letter in post.letters]

    def account(self, email: str) -> int:
        with self.directory.reading() as session:
            return session.scalars(select(models.Counsellor.id).where(models.Counsellor.email == email)).one()

    def telephone_shows(self) -> str:
        """The code that everybody's telephone shows now, as if none had been used yet."""
        with self.directory.writing() as session:
            session.execute(update(models.Counsellor).values(totp_step=0))
        return pyotp.TOTP(TELEPHONE).at(self.clock.now)

    def person_books(  # a person at the first door: a free slot, then what they agree to hand over
        self,
        structure: str = MISSION,
        *,
        way: Way = Way.ON_SITE,
        lines: tuple[SummaryLine, ...] = SUMMARY,
        contact: Contact | None = None,
        first: date | None = None,
        need: Need = Need.RECONVERSION,
        why: Why | None = None,
    ) -> AppointmentView:
        holder = f"person-{next(_HOLDERS)}"
        now = self.clock.now
        slot = self.directory.slots(self._site(structure), way, now=now, first=first, limit=1)[0]
        view = self.directory.book(slot, holder=holder, now=now, need=need, why=why)
        assert view.code
        if lines:
            self.directory.refer(view.code, lines, consent="resume-1", now=now)
        if contact:
            self.directory.save_contact(view.code, contact, consent="coordonnees-1", now=now)
        return view

    def readings(self, view: AppointmentView) -> list[models.Reading]:
        appointment = select(models.Appointment.id).where(models.Appointment.uid == view.uid).scalar_subquery()
        query = select(models.AccessLog.reading).where(models.AccessLog.appointment_id == appointment)
        with self.directory.reading() as session:
            return list(session.scalars(query.order_by(models.AccessLog.id)))

    def states(self, view: AppointmentView) -> tuple[str | None, str]:
        """Of the referral, of the appointment."""
        with self.directory.reading() as session:
            row = session.scalars(select(models.Appointment).where(models.Appointment.uid == view.uid)).one()
            return (row.referral.state if row.referral else None), row.state

    def everything_of(self, structure: str) -> list[str]:
        """Every row of a structure's people, appointments and card, written out."""
        member = Member(0, "X", Role.MANAGER, self.structure_id(structure), "X")
        found = []
        with Scoped(self.directory, member, Right.CASES).reading() as session:
            for table in owned(Scope.of(member, Right.CASES)):
                for row in session.scalars(select(table)):
                    values = {column.key: getattr(row, column.key) for column in inspect(table).column_attrs}
                    found.append(f"{table.__name__} {values}")
        return sorted(found)

    def numbers_of(self, structure: str) -> dict[str, str]:
        """The numbers of things of a structure, by the name they have in addresses; each is there."""
        with self.directory.writing() as session:
            agenda = session.scalars(
                select(models.Agenda)
                .join(models.Site)
                .where(models.Site.structure_id == self.structure_id(structure))
                .limit(1)
            ).one()
            day = MONDAY.date() + timedelta(days=60)
            absence = models.Absence(agenda_id=agenda.id, starts_at=MONDAY, ends_at=MONDAY + timedelta(hours=1))
            closure = models.Closure(site_id=agenda.site_id, first_day=day, last_day=day)
            call_back = models.CallBack(
                structure_id=self.structure_id(structure), phone="+33612345678", consent="rappel-1", asked_at=MONDAY
            )
            calendar = models.BusyCalendar(
                agenda_id=agenda.id, host="agenda.exemple.fr", address="x", added_by=1, added_at=MONDAY
            )
            invitation = models.Invitation(
                key=new_key(), email="nour@exemple.fr", name="Nour", role=Role.COUNSELLOR, created_at=MONDAY
            )
            invitation.structure_id, invitation.expires_at = self.structure_id(structure), MONDAY + timedelta(days=3)
            change = models.CardChange(part="phone", before="", after="02 61 91 00 00", asked_by=1, asked_at=MONDAY)
            change.structure_id = self.structure_id(structure)
            session.add_all((absence, closure, call_back, calendar, invitation, change))
            session.flush()
            found = {"opening": agenda.availabilities[0].id, "absence": absence.id, "closure": closure.id}
            found |= {
                "call_back": call_back.id,
                "calendar": calendar.id,
                "invitation": invitation.id,
                "change": change.id,
                "structure": self.structure_id(structure),
                "service": session.scalars(
                    select(models.Service.id).where(models.Service.structure_id == self.structure_id(structure))
                ).first()
                or 0,
            }
            return {name: str(number) for name, number in found.items()}

    def structure_id(self, key: str) -> int:
        with self.directory.reading() as session:
            return session.scalars(select(models.Structure.id).where(models.Structure.key == key)).one()

    def _site(self, structure: str) -> int:
        query = select(models.Site.id).join(models.Agenda).join(models.Site.structure)
        with self.directory.reading() as session:
            return session.scalars(query.where(models.Structure.key == structure).order_by(models.Site.id)).first() or 0


@dataclass
class Browser:
    """Follows links and posts forms as a browser without script does."""

    client: AsyncClient
    desk: DeskUnderTest
    page: Response | None = field(default=None)

    def opens(self, address: str) -> Response:
        self.page = asyncio.run(self.client.get(address))
        return self.page

    def posts(self, address: str, /, **fields: str) -> Response:
        """Posts a form with the token of the page that is open, if it has one."""
        return self.sends(address, {"csrf": self.csrf()} | fields, {"Sec-Fetch-Site": "same-origin"})

    def posts_file(self, address: str, name: str, content: bytes, /, **fields: str) -> Response:
        """The same with a file."""
        data, files = {"csrf": self.csrf()} | fields, {name: ("agenda.ics", content, "text/calendar")}
        headers = {"Sec-Fetch-Site": "same-origin"}
        return asyncio.run(self.client.post(address, data=data, files=files, headers=headers))

    def csrf(self) -> str:
        """The token of the forms of the page that is open."""
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.page.text) if self.page else None
        return found[1] if found else ""

    def sends(self, address: str, data: dict[str, str], headers: dict[str, str]) -> Response:
        """A form with exactly these fields and headers."""
        return asyncio.run(self.client.post(address, data=data, headers=headers))

    def signs_in(self, email: str, password: str, **fields: str) -> Response:
        """The password, then, if it was right, the telephone's code."""
        self.opens("/desk/connexion")
        answer = self.posts("/desk/connexion", email=email, password=password, **fields)
        if answer.status_code != 303:
            return answer
        self.opens(answer.headers["location"])
        return self.posts("/desk/connexion/code", code=self.desk.telephone_shows(), **fields)

    def acts(self, view: AppointmentView, action: str, **fields: str) -> Response:
        """Opens the case, then posts one of its forms."""
        self.opens(case_of(view))
        return self.posts(f"{case_of(view)}/{action}", **fields)

    def reads(self, address: str) -> str:
        """The words of a page, as they are read."""
        return words_of(self.opens(address))


def scoped_for(desk: DeskUnderTest, email: str = CAMILLE) -> Scoped:
    """What a counsellor's pages see the database through."""
    accounts = Accounts(desk.directory)
    found = accounts.check(email, PASSWORD, desk.clock())
    member = accounts.member(found or 0)
    assert member
    return Scoped(desk.directory, member, Right.CASES)


def case_of(view: AppointmentView) -> str:
    return f"/desk/demandes/{view.uid}"


def words_of(answer: Response) -> str:
    """The text of a page, without its marks."""
    return html.unescape(re.sub(r"<[^>]+>", "", answer.text))
