"""``/donnees``: what is kept under a code; take it away, erase it (PC3, promise 3)."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from bot.texts import Channel, say_moment
from bot.web.appointment import Appointments
from bot.web.limits import WrongCodes
from bot.web.pages import Pages, from_elsewhere
from directory.errors import DirectoryError
from directory.requests import AppointmentState, AppointmentView


class YourData:
    """The page of a person's data. The code travels in forms only: it never enters an address."""

    def __init__(self, directory: Appointments, pages: Pages, clock: Callable[[], datetime], wrong: WrongCodes) -> None:
        self._directory = directory
        self._pages = pages
        self._clock = clock
        self._wrong = wrong

    def ask(self, problem: str = "", status: int = 200) -> HTMLResponse:
        """What is kept in general, and the code to see one's own."""
        return self._pages.show("data.html", status=status, here="/donnees", problem=problem, found=None)

    def with_found(self, request: Request, code: str, do: Callable[[str, AppointmentView], Response]) -> Response:
        """What to do with the data of a code, or the page that says why nothing is done."""
        if from_elsewhere(request):
            return self.ask(self._pages.text("error"), 403)
        if self._wrong.too_many(request):
            return self.ask(self._pages.text("too_many"), 429)
        digits = "".join(c for c in code if c.isdigit())
        found = self._directory.find(digits, now=self._clock()) if len(digits) == 10 else None
        if found is None:
            self._wrong.count(request)
            return self.ask(self._pages.text("unknown_code"), 404)
        return do(digits, found)

    def show(self, code: str, found: AppointmentView, *, notice: str = "", sure: bool = False) -> HTMLResponse:
        """What is kept under this code."""
        return self._pages.show(
            "data.html",
            here="/donnees",
            problem="",
            code=code,
            found=found,
            when=say_moment(found.starts_at, Channel.WEB),
            way=self._pages.text(f"utter_label_way_{found.way}"),
            cancelled=found.state is AppointmentState.CANCELLED,
            notice=notice,
            sure=sure,
        )

    def export(self, _: str, found: AppointmentView) -> Response:
        """The same as a file for a machine."""
        kept = {
            "appointment": {
                "state": found.state,
                "starts_at": found.starts_at.isoformat(),
                "minutes": found.minutes,
                "way": found.way,
                "need": found.need,
                "structure": found.structure_name,
                "site": found.site_name,
                "address": found.address,
            },
            "summary_shared": found.referred,
            "contact_kept": found.has_contact,
            "exported_at": self._clock().isoformat(),
        }
        headers = {"Content-Disposition": 'attachment; filename="donnees.json"'}
        return Response(json.dumps(kept, ensure_ascii=False, indent=2), media_type="application/json", headers=headers)

    def erase(self, code: str, found: AppointmentView, *, sure: bool) -> HTMLResponse:
        """Everything cancelled and erased when the person is sure; asked again otherwise."""
        if not sure:
            return self.show(code, found, sure=True)
        try:
            erased = self._directory.cancel(code, now=self._clock())
        except DirectoryError:
            return self.show(code, found, notice=self._pages.text("data_past"))
        return self.show(code, erased, notice=self._pages.text("data_erased"))


Code = Annotated[str, Form(max_length=40)]


def data_router(data: YourData) -> APIRouter:
    """``/donnees``: by forms of our own pages only."""
    router = APIRouter(prefix="/donnees", include_in_schema=False)

    @router.get("")
    def ask() -> HTMLResponse:
        return data.ask()

    @router.post("")
    def see(request: Request, code: Code = "") -> Response:
        return data.with_found(request, code, data.show)

    @router.post("/export")
    def export(request: Request, code: Code = "") -> Response:
        return data.with_found(request, code, data.export)

    @router.post("/effacer")
    def erase(request: Request, code: Code = "", sure: Annotated[str, Form()] = "") -> Response:
        return data.with_found(request, code, lambda digits, found: data.erase(digits, found, sure=sure == "oui"))

    return router
