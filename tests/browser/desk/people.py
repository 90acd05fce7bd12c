"""People at both doors: those who work at the desk, and those who book."""

from datetime import datetime
from itertools import count

from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select

from directory import models
from directory.desk import create_counsellor
from directory.desk.visits import Visits
from directory.models import Role, Stage
from directory.requests import AppointmentView, Contact, SummaryLine
from directory.vocabulary import Need, Way
from tests.service import MONDAY, Service

MISSION, CIO = "tours/mission-locale-touraine", "tours/cio-tours"
CAMILLE, DOMINIQUE = "camille.durand@exemple.fr", "dominique.petit@exemple.fr"
MANAGER, COORDINATOR, ADMIN = "responsable@exemple.fr", "coordination@exemple.fr", "administration@exemple.fr"
ACCOUNTS = {
    CAMILLE: (MISSION, Role.COUNSELLOR),
    DOMINIQUE: (CIO, Role.COUNSELLOR),
    MANAGER: (MISSION, Role.MANAGER),
    COORDINATOR: (MISSION, Role.COORDINATOR),
    ADMIN: (MISSION, Role.ADMIN),
}
LINES = (
    SummaryLine("words", "Je travaille de nuit depuis huit ans et je voudrais changer, mais par où commencer ?"),
    SummaryLine("need", "un changement de métier"),
    SummaryLine("situation", "entre 16 et 25 ans, hors de l’école"),
    SummaryLine("place", "Tours (37)"),
    SummaryLine("information", "un changement de métier", (Need.RECONVERSION,)),
    SummaryLine("questions", "Combien de temps dure une formation ?"),
)
_HOLDERS = count()


def open_accounts(service: Service) -> None:
    """One account for each role, in two structures."""
    for email, (structure, role) in ACCOUNTS.items():
        account = {"email": email, "password": "quatre mots sans rapport", "structure": structure, "role": role}
        create_counsellor(service.house.directory, **account, territory="tours", now=MONDAY)  # type: ignore[arg-type]


def comes_in(chromium: Browser, service: Service, email: str, *, now: datetime = MONDAY) -> BrowserContext:
    """The browser of somebody who has signed in; how one does is tested elsewhere."""
    directory = service.house.directory
    with directory.reading() as session:
        account = session.scalars(select(models.Counsellor.id).where(models.Counsellor.email == email)).one()
    context = chromium.new_context(base_url=service.url, locale="fr-FR", viewport={"width": 1280, "height": 900})
    token = Visits(directory).begin(account, Stage.OPEN, now)
    context.add_cookies([{"name": "desk", "value": token, "url": service.url}])
    context.set_default_timeout(15_000)
    return context


def books(service: Service, structure: str, *, way: Way = Way.ON_SITE, later: int = 0) -> AppointmentView:
    """A person books with this structure, and hands their summary and their name over."""
    directory = service.house.directory
    query = select(models.Site.id).join(models.Agenda).join(models.Site.structure)
    with directory.reading() as session:
        site = session.scalars(query.where(models.Structure.key == structure)).first() or 0
    slot = directory.slots(site, way, now=MONDAY, limit=later + 1)[later]
    view = directory.book(slot, holder=f"person-{next(_HOLDERS)}", now=MONDAY, need=Need.RECONVERSION)
    directory.refer(view.code or "", LINES, consent="resume-1", now=MONDAY)
    directory.save_contact(view.code or "", Contact("Inès", "Marchand", "+33639981234"), consent="c-1", now=MONDAY)
    return view
