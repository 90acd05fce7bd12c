"""The way on from an appointment: an earlier slot, or another place when it was refused or has to move (promise 6)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from bot.texts import Channel, say_moment
from bot.web.appointment import AppointmentPages
from bot.web.pages import Pages
from directory.errors import DirectoryError
from directory.onward import WayOn
from directory.requests import AppointmentState, AppointmentView, Proposal, Slot, Why
from directory.steering.shown import ShownProposals

CONSENT_TO_SHARE_AGAIN = "resume-ailleurs-1"  # version of the words of utter_page_share_again


class Following(Protocol):
    """The part of the directory that these pages use."""

    def way_on(self, code: str, *, now: datetime) -> WayOn | None: ...
    def wait_for_earlier(self, code: str, *, now: datetime) -> AppointmentView: ...
    def stop_waiting(self, code: str, *, now: datetime) -> AppointmentView: ...
    def take_offer(self, code: str, *, now: datetime) -> AppointmentView: ...
    def book_onward(
        self,
        code: str,
        slot: Slot,
        *,
        holder: str,
        now: datetime,
        consent: str | None = None,
        why: Why | None = None,
    ) -> AppointmentView: ...


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A moment that can be taken instead, and where; ``place`` is ``None`` in the structure that was missed."""

    place: Proposal | None
    slot: Slot

    @property
    def moment(self) -> str:
        """What the form sends."""
        return f"{self.slot.agenda_id} {self.slot.starts_at.isoformat()}"

    @property
    def when(self) -> str:
        """The moment in words."""
        return say_moment(self.slot.starts_at, Channel.WEB)


class WayOnPages:
    """What each of these addresses does."""

    def __init__(
        self,
        doors: AppointmentPages,
        directory: Following,
        pages: Pages,
        clock: Callable[[], datetime],
        shown: ShownProposals,
    ) -> None:
        self.doors = doors
        self._directory = directory
        self._pages = pages
        self._clock = clock
        self._shown = shown

    def wait(self, code: str, found: AppointmentView, *, wanted: bool) -> HTMLResponse:
        """On the list of those who would come sooner, or off it."""
        do = self._directory.wait_for_earlier if wanted else self._directory.stop_waiting
        try:
            return self.doors.show(code, do(code, now=self._clock()))
        except DirectoryError:
            return self.doors.show(code, found)

    def sooner(self, code: str, found: AppointmentView) -> HTMLResponse:
        """The earlier slot that was kept, when it still is."""
        try:
            moved = self._directory.take_offer(code, now=self._clock())
        except DirectoryError:
            return self.doors.show(code, found, notice=self._pages.text("offer_gone"))
        return self.doors.show(code, moved, notice=self._pages.text("moved"))

    def elsewhere(self, code: str, found: AppointmentView, *, notice: str = "") -> HTMLResponse:
        """Other places, each with its first moment; before them, the structure itself when the person missed it."""
        choices = self._choices(code, found)
        again, places = ([one for one in choices if bool(one.place) is other] for other in (False, True))
        self._shown.note(found.need, (one.place.why for one in places if one.place))
        return self._pages.show("elsewhere.html", code=code, found=found, notice=notice, places=places, again=again)

    def go_elsewhere(self, code: str, found: AppointmentView, moment: str, *, share: bool) -> HTMLResponse:
        """The new appointment, with its new code; the places again when that moment is gone."""
        chosen = next((one for one in self._choices(code, found) if one.moment == moment), None)
        if chosen is None:
            return self.elsewhere(code, found, notice=self._pages.text("slot_gone"))
        try:
            booked = self._directory.book_onward(
                code,
                chosen.slot,
                holder=secrets.token_urlsafe(),
                now=self._clock(),
                consent=CONSENT_TO_SHARE_AGAIN if share else None,
                why=chosen.place.why if chosen.place else None,
            )
        except DirectoryError:
            return self.elsewhere(code, found, notice=self._pages.text("slot_gone"))
        return self.doors.show(booked.code or "", booked, notice=self._pages.text("booked_elsewhere"))

    def _choices(self, code: str, found: AppointmentView) -> tuple[Elsewhere, ...]:
        on = self._directory.way_on(code, now=self._clock())
        if on is None:
            return ()
        again = on.slots if found.state is AppointmentState.NO_SHOW else ()
        others = (Elsewhere(one, one.first_slot) for one in on.others if one.first_slot)
        return (*(Elsewhere(None, slot) for slot in again), *others)


def way_on_router(pages: WayOnPages) -> APIRouter:
    """Below ``/rendez-vous/{code}``: forms of our own pages only."""
    router = APIRouter(prefix="/rendez-vous/{code}", include_in_schema=False)
    with_found = pages.doors.with_found

    @router.post("/attendre")
    def wait(request: Request, code: str, wanted: Annotated[str, Form(max_length=3)] = "") -> Response:
        return with_found(request, code, lambda found: pages.wait(code, found, wanted=wanted == "oui"))

    @router.post("/plus-tot")
    def sooner(request: Request, code: str) -> Response:
        return with_found(request, code, lambda found: pages.sooner(code, found))

    @router.get("/ailleurs")
    def elsewhere(request: Request, code: str) -> Response:
        return with_found(request, code, lambda found: pages.elsewhere(code, found))

    @router.post("/ailleurs")
    def go_elsewhere(
        request: Request,
        code: str,
        moment: Annotated[str, Form(max_length=60)] = "",
        share: Annotated[str, Form(max_length=3)] = "",
    ) -> Response:
        return with_found(request, code, lambda found: pages.go_elsewhere(code, found, moment, share=share == "oui"))

    return router
