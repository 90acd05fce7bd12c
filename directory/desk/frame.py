"""What pages of the desk are built with: routes that declare who may come, and pages for who is signed in."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session

from directory.busy.calendars import BusyCalendars
from directory.busy.fetching import CalendarFetcher
from directory.desk.alerts import Alerts
from directory.desk.card_links import CardLinks
from directory.desk.delays import Delays
from directory.desk.door import Door, Guard, Stop, Visitor, to
from directory.desk.factors import Factors
from directory.desk.feed import Feeds
from directory.desk.invitations import Invitations
from directory.desk.organisation import Organisation, Provider
from directory.desk.pages import PREFIX, Pages, load_pages
from directory.desk.signing import Signing
from directory.outside.provider import AgendaProvider
from directory.service import Directory

MOST_BYTES = 3_000_000  # of a form, a calendar's file included


class UnguardedRoute(RuntimeError):  # noqa: N818 - a fact of the desk, as its authors say it
    """An address that does not declare who may come: give it a ``Seeing``, a ``Posting`` or ``Anybody``."""


class DeskRoute(APIRoute):
    """A route that declares who may come, or is not made; a :class:`Stop` ends it with its answer."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        if guard_of(self) is None:
            raise UnguardedRoute(path)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler, with that in addition."""
        usual = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.method == "POST" and not _has_a_fair_length(request):
                return load_pages().show("problem.html", status=413, visitor=None, number=413)
            try:
                return await usual(request)
            except Stop as stop:
                return stop.response

        return handle


def _has_a_fair_length(request: Request) -> bool:
    """Whether the form is said to be of a size that is worth reading: it is read before anybody knows whose it is."""
    length = request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= MOST_BYTES


def guard_of(route: APIRoute) -> Guard | None:
    """What the route declares."""

    def calls(dependant: Dependant) -> list[Any]:
        return [dependant.call, *(call for one in dependant.dependencies for call in calls(one))]

    return next((call for call in calls(route.dependant) if isinstance(call, Guard)), None)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a live stream looks for news, and how many times before the browser opens the next one."""

    seconds: float = 4.0
    looks: int = 6


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made with."""

    door: Door
    signing: Signing
    invitations: Invitations
    feeds: Feeds
    alerts: Alerts
    calendars: BusyCalendars
    card_links: CardLinks
    pages: Pages
    clock: Callable[[], datetime]
    base_url: str
    pace: Pace = Pace()
    outside: AgendaProvider | None = None

    def show(self, template: str, visitor: Visitor, *, status: int = 200, **values: Any) -> Response:
        """A page for who is signed in."""
        known = {"visitor": visitor, "csrf": visitor.csrf, "now": self.clock()}
        return self.pages.show(template, status=status, **(known | values))

    def change(self, visitor: Visitor, change: Callable[[Session], bool], then: str) -> Response:
        """Leads to this address once something was changed; when there was nothing to change: no such page."""
        with visitor.scoped.writing() as session:
            done = change(session)
        return to(then) if done else self.door.missing(visitor)

    def router(self) -> APIRouter:
        """A router under ``/desk`` whose every address must declare who may come."""
        return APIRouter(prefix=PREFIX, include_in_schema=False, route_class=DeskRoute)


def open_desk(
    directory: Directory,
    *,
    secret: str,
    clock: Callable[[], datetime],
    base_url: str,
    provider: Provider | None = None,
    calendar_hosts: tuple[str, ...] = (),
) -> Desk:
    """The desk of this directory.

    ``secret`` keys the tokens of forms and seals second factors; ``base_url`` is where people reach the service: behind
    HTTPS, cookies are for HTTPS only. ``provider`` is who vouches for the people of organisations, if anybody;
    ``calendar_hosts`` are asked for the calendars that counsellors keep there.
    """
    pages, invitations = load_pages(), Invitations(directory)
    secure = base_url.startswith("https://")
    door = Door(directory, pages, secret=secret, clock=clock, secure_cookies=secure)
    signing = Signing(
        door,
        pages,
        factors=Factors(directory, secret),
        invitations=invitations,
        delays=Delays(directory, secret),
        clock=clock,
        organisation=Organisation(provider, base_url=base_url, secret=secret, clock=clock) if provider else None,
    )
    calendars = BusyCalendars(directory, CalendarFetcher(calendar_hosts))
    feeds, alerts = Feeds(directory), Alerts(directory)
    links, tool = CardLinks(directory), directory.outside
    return Desk(door, signing, invitations, feeds, alerts, calendars, links, pages, clock, base_url, outside=tool)
