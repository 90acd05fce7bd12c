"""The appointment's pages: see, keep, move, cancel by its code; and the contact form (L03, NO6)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Annotated, Protocol

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.texts import Channel, say_code, say_day, say_moment
from bot.web.contact import FIELDS, ContactForm
from bot.web.limits import WrongCodes
from bot.web.pages import Pages, from_elsewhere
from bot.web.turns import by_day
from directory.calendar import appointment_calendar
from directory.desk.front import PlanPaper
from directory.errors import DirectoryError
from directory.onward import WayOn
from directory.plans import Doer, Plan, PlanStep
from directory.requests import AppointmentState, AppointmentView, Contact, Slot
from directory.vocabulary import Way

CONSENT_TO_CONTACT = "coordonnees-1"  # version of the words of utter_page_consent
SLOTS_SHOWN = 30  # several days of them
DOERS: Mapping[Doer, str] = {
    Doer.PERSON: "utter_page_plan_person",
    Doer.STRUCTURE: "utter_page_plan_structure",
    Doer.TOGETHER: "utter_page_plan_together",
}


def told(text: Callable[..., str], step: PlanStep) -> str:
    """Who does a step, until when, and whether it is done, in the texts of the pages."""
    parts = [text(DOERS[step.doer])]
    if step.due:
        parts.append(text("utter_page_plan_until", day=say_day(step.due.isoformat())))
    if step.done:
        parts.append(text("utter_page_plan_done"))
    return ", ".join(parts)


def plan_paper(text: Callable[..., str], plan: Plan) -> PlanPaper:
    """A plan in the same words as on the appointment's page."""
    return PlanPaper(text("utter_page_plan"), plan.advice, tuple((step.text, told(text, step)) for step in plan.steps))


class Appointments(Protocol):
    """The part of the directory that these pages use."""

    def way_on(self, code: str, *, now: datetime) -> WayOn | None: ...
    def find(self, code: str, *, now: datetime) -> AppointmentView | None: ...
    def slots(self, site_id: int, way: Way, *, now: datetime, limit: int = 3) -> tuple[Slot, ...]: ...
    def move(self, code: str, slot: Slot, *, now: datetime) -> AppointmentView: ...
    def cancel(self, code: str, *, now: datetime) -> AppointmentView: ...
    def plan(self, code: str) -> Plan: ...
    def save_contact(self, code: str, contact: Contact, *, consent: str, now: datetime) -> None: ...


class AppointmentPages:
    """What each page of an appointment does; the router below only names the addresses."""

    def __init__(
        self,
        directory: Appointments,
        pages: Pages,
        clock: Callable[[], datetime],
        base_url: str,
        wrong: WrongCodes,
    ) -> None:
        self._directory = directory
        self._pages = pages
        self._clock = clock
        self._base_url = base_url
        self._wrong = wrong

    def ask_code(self) -> HTMLResponse:
        """The page that asks for a code."""
        return self._pages.show("find.html", problem="")

    def ask_contact(self, code: str) -> HTMLResponse:
        """The contact form, empty."""
        return self._pages.show("contact.html", code=code, form=ContactForm(), problems={})

    def with_found(self, request: Request, code: str, do: Callable[[AppointmentView], Response]) -> Response:
        """What to do with the appointment of a code, or the page that says why nothing is done."""
        if request.method == "POST" and from_elsewhere(request):
            return self._pages.show("message.html", status=403, title=self._pages.text("error"), again=True)
        if self._wrong.too_many(request):
            return self._pages.show("find.html", status=429, problem=self._pages.text("too_many"))
        digits = "".join(c for c in code if c.isdigit())
        found = self._directory.find(digits, now=self._clock()) if len(digits) == 10 else None
        if found is None:
            self._wrong.count(request)
            return self._pages.show("find.html", status=404, problem=self._pages.text("unknown_code"))
        return do(found)

    def show(self, code: str, found: AppointmentView, *, notice: str = "", sure: bool = False) -> HTMLResponse:
        """The page of an appointment."""
        return self._pages.show(
            "appointment.html",
            code=code,
            pairs=say_code(code, Channel.WEB),
            when=say_moment(found.starts_at, Channel.WEB),
            way=self._pages.text(f"utter_label_way_{found.way}"),
            found=found,
            cancelled=found.state is AppointmentState.CANCELLED,
            ahead=found.state is AppointmentState.BOOKED and found.starts_at > self._clock(),
            notice=notice,
            sure=sure,
            offer=say_moment(found.offer.starts_at, Channel.WEB) if found.offer else "",
            offer_until=say_moment(found.offer_until, Channel.WEB) if found.offer_until else "",
            plan=self._directory.plan(code),
            told=partial(told, self._pages.text),
        )

    def other_slots(self, code: str, found: AppointmentView) -> tuple[Slot, ...]:
        """Other free moments: of the same place, or of another of the same structure when this one has to move."""
        slots = self._directory.slots(found.site_id, found.way, now=self._clock(), limit=SLOTS_SHOWN)
        on = self._directory.way_on(code, now=self._clock()) if found.to_move and not slots else None
        return on.slots if on else slots

    def move(self, code: str, found: AppointmentView, slot: str) -> HTMLResponse:
        """The appointment at another moment, or the moments again when that one is gone."""
        chosen = next((s for s in self.other_slots(code, found) if s.starts_at.isoformat() == slot), None)
        if chosen is None:
            return self.choose_slot(code, found)
        try:
            moved = self._directory.move(code, chosen, now=self._clock())
        except DirectoryError:
            return self.choose_slot(code, found)
        return self.show(code, moved, notice=self._pages.text("moved"))

    def choose_slot(self, code: str, found: AppointmentView) -> HTMLResponse:
        """The moments to choose from."""
        moments = ((slot.starts_at.isoformat(), slot.starts_at) for slot in self.other_slots(code, found))
        return self._pages.show("move.html", code=code, days=by_day(moments))

    def cancel(self, code: str, found: AppointmentView, *, sure: bool) -> HTMLResponse:
        """Cancelled when the person is sure; asked again otherwise."""
        if not sure:
            return self.show(code, found, sure=True)
        try:
            cancelled = self._directory.cancel(code, now=self._clock())
        except DirectoryError:
            return self.show(code, found)
        return self.show(code, cancelled, notice=self._pages.text("cancelled"))

    def contact(self, code: str, form: ContactForm) -> HTMLResponse:
        """The contact kept for this place, or the form again with what to correct; nothing typed is lost."""
        problems = form.problems()
        if problems:
            words = {FIELDS[problem]: self._pages.text(problem) for problem in problems}
            return self._pages.show("contact.html", status=422, code=code, form=form, problems=words)
        self._directory.save_contact(code, form.contact(), consent=CONSENT_TO_CONTACT, now=self._clock())
        return self._pages.show("message.html", title=self._pages.text("saved"), again=False, code=code)

    def calendar(self, found: AppointmentView) -> Response:
        """The calendar file; its link leads to the page that asks for the code, never to the appointment itself."""
        file = appointment_calendar(found, now=self._clock(), link=f"{self._base_url}/rendez-vous")
        headers = {"Content-Disposition": 'attachment; filename="rendez-vous.ics"'}
        return Response(file, media_type="text/calendar; charset=utf-8", headers=headers)


def appointment_router(doors: AppointmentPages) -> APIRouter:
    """``/rendez-vous`` and below. The code is in the address: no answer is cached, no referrer is sent."""
    router = APIRouter(prefix="/rendez-vous", include_in_schema=False)
    add_seeing(router, doors)
    add_changing(router, doors)
    return router


def add_seeing(router: APIRouter, doors: AppointmentPages) -> None:
    """Addresses that show."""

    @router.get("")
    def ask() -> HTMLResponse:
        return doors.ask_code()

    @router.post("")
    def look(code: Annotated[str, Form(max_length=40)] = "") -> RedirectResponse:
        digits = "".join(c for c in code if c.isdigit()) or "0"
        return RedirectResponse(f"/rendez-vous/{digits}", status_code=303)

    @router.get("/{code}")
    def see(request: Request, code: str) -> Response:
        return doors.with_found(request, code, lambda found: doors.show(code, found))

    @router.get("/{code}/agenda.ics")
    def calendar(request: Request, code: str) -> Response:
        return doors.with_found(request, code, doors.calendar)

    @router.get("/{code}/deplacer")
    def choose(request: Request, code: str) -> Response:
        return doors.with_found(request, code, lambda found: doors.choose_slot(code, found))

    @router.get("/{code}/contact")
    def ask_contact(request: Request, code: str) -> Response:
        return doors.with_found(request, code, lambda _: doors.ask_contact(code))


def add_changing(router: APIRouter, doors: AppointmentPages) -> None:
    """Addresses that change something: forms of our own pages only."""

    @router.post("/{code}/deplacer")
    def move(request: Request, code: str, slot: Annotated[str, Form(max_length=40)] = "") -> Response:
        return doors.with_found(request, code, lambda found: doors.move(code, found, slot))

    @router.post("/{code}/annuler")
    def cancel(request: Request, code: str, sure: Annotated[str, Form()] = "") -> Response:
        return doors.with_found(request, code, lambda found: doors.cancel(code, found, sure=sure == "oui"))

    @router.post("/{code}/contact")
    def contact(request: Request, code: str, form: Annotated[ContactForm, Form()]) -> Response:
        return doors.with_found(request, code, lambda _: doors.contact(code, form))
