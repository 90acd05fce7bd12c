"""Pages that only say something: promises, accessibility, legal notice; and the ordinary page of the quick exit."""

import calendar
from collections.abc import Callable
from datetime import date, datetime

from babel.dates import format_date, get_day_names
from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.texts import say_day
from bot.web.pages import Pages
from directory.exposure import PublicAudit
from directory.places import Places
from directory.regions import publisher_of


class Documents:
    """What each of these pages shows."""

    def __init__(
        self, pages: Pages, clock: Callable[[], datetime], audit: PublicAudit, places: Places, region: str
    ) -> None:
        self._pages = pages
        self._clock = clock
        self._places = places
        self._audit = audit
        self._publisher = publisher_of(region)

    def promises(self) -> HTMLResponse:
        """What the service promises, how places are chosen, and whether each one has its fair share (NO14)."""
        audited = self._audit.last
        return self._pages.show(
            "promises.html",
            title=self._pages.text("promises"),
            words=self._pages.text("promises_words"),
            here="/engagements",
            audited=audited,
            commune=self._commune,
            when=say_day(audited.at.date().isoformat()) if audited else "",
            month=_month_in_words(audited.month) if audited and audited.real else "",
        )

    def accessibility(self) -> HTMLResponse:
        """What was done and tested, what is not yet, whom to tell."""
        return self._show(self._pages.text("accessibility"), self._pages.text("accessibility_words"), "/accessibilite")

    def legal(self) -> HTMLResponse:
        """Who answers for the service, and what it keeps."""
        return self._pages.show("legal.html", publisher=self._publisher, here="/mentions")

    def month(self) -> HTMLResponse:
        """This month, day by day: an ordinary page that tells nothing of where the person was."""
        today = self._clock().date()
        weeks = calendar.Calendar().monthdayscalendar(today.year, today.month)
        names = get_day_names("short", locale="fr")
        title = format_date(today, "MMMM y", locale="fr").capitalize()
        return self._pages.show(
            "month.html", title=title, weeks=weeks, today=today.day, names=[names[day] for day in range(7)]
        )

    def _commune(self, code: str) -> str:
        place = self._places.get(code)
        return place.name if place else code

    def _show(self, title: str, words: str, here: str) -> HTMLResponse:
        return self._pages.show("document.html", title=title, words=words, here=here)


def _month_in_words(month: str) -> str:
    return format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale="fr")


def documents_router(documents: Documents) -> APIRouter:
    """Their addresses."""
    router = APIRouter(include_in_schema=False)
    router.get("/engagements")(documents.promises)
    router.get("/accessibilite")(documents.accessibility)
    router.get("/mentions")(documents.legal)
    router.get("/calendrier")(documents.month)
    return router
