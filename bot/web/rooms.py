"""Every address of the web door, composed once: the app mounts one router."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from bot.conversation import Conversation
from bot.information import Fiche
from bot.web.appointment import AppointmentPages, appointment_router
from bot.web.chat import chat_router
from bot.web.comfort import comfort_router
from bot.web.direct import Somebody, direct_router
from bot.web.documents import Documents, documents_router
from bot.web.library import Library, library_router
from bot.web.limits import WrongCodes
from bot.web.listing import Listing, listing_router
from bot.web.opinions import Opinions, opinions_router
from bot.web.page import ChatPage, page_router
from bot.web.pages import Pages
from bot.web.record import Record, record_router
from bot.web.theme import theme_router
from bot.web.way_on import WayOnPages, way_on_router
from bot.web.widget import widget_router
from bot.web.your_data import YourData, data_router
from directory.exposure import PublicAudit
from directory.regions import color_of
from directory.service import Directory
from directory.steering.shown import ShownProposals
from directory.vocabulary import Need

# Reached by forms only: an address typed or kept as a bookmark leads to the page it came from, never to an error.
FORMS: Mapping[str, str] = {
    "/reprendre": "/",
    "/reglages": "/",
    "/effacer": "/",
    "/sortie": "/",
    "/etat-des-lieux": "/",
    "/etat-des-lieux/pdf": "/",
    "/avis/reclamation": "/avis",
    "/avis/suivi": "/avis",
    "/avis/recours": "/avis",
    "/donnees/export": "/donnees",
    "/donnees/effacer": "/donnees",
    "/rendez-vous/{code}/annuler": "/rendez-vous",
    "/rendez-vous/{code}/attendre": "/rendez-vous",
    "/rendez-vous/{code}/plus-tot": "/rendez-vous",
}


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages need of the rest of the house. ``base_url`` is where people reach the service; ``wrong`` counts
    the wrong codes tried on any page; ``somebody`` is who can answer in writing."""

    conversation: Conversation
    pages: Pages
    directory: Directory
    fiches: Mapping[Need, Fiche]
    library: Library
    clock: Callable[[], datetime]
    base_url: str
    wrong: WrongCodes
    somebody: Somebody
    audit: PublicAudit
    proposals: ShownProposals
    region: str
    opinions: Opinions


def web_router(site: Site) -> APIRouter:
    """The chat, its page, and the pages around it."""
    talks, pages, directory, clock, wrong = site.conversation, site.pages, site.directory, site.clock, site.wrong
    color = color_of(site.region)
    page = ChatPage(talks, pages, site.somebody)
    appointments = AppointmentPages(directory, pages, clock, site.base_url, wrong)
    router = APIRouter()
    for part in (
        chat_router(talks),
        page_router(page),
        direct_router(page, site.somebody),
        comfort_router(page),
        appointment_router(appointments),
        way_on_router(WayOnPages(appointments, directory, pages, clock, site.proposals)),
        record_router(Record(talks, pages, site.fiches, directory.places, clock)),
        data_router(YourData(directory, pages, clock, wrong)),
        listing_router(Listing(directory, pages)),
        library_router(site.library),
        documents_router(Documents(pages, clock, site.audit, directory.places, site.region)),
        opinions_router(site.opinions),
        widget_router(pages, color),
        theme_router(color),
    ):
        router.include_router(part)
    for address, page_before in FORMS.items():
        router.add_api_route(address, lead_to(page_before), methods=["GET"], include_in_schema=False)
    return router


def lead_to(address: str) -> Callable[[], RedirectResponse]:
    """A route that leads to another page."""
    return lambda: RedirectResponse(address, status_code=303)
