"""``/donnees``: what is kept under a code; take it away, erase it (PC3, promise 3)."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from bot.texts import Channel, say_day, say_moment
from bot.web.limits import WrongCodes
from bot.web.pages import Pages, from_elsewhere
from directory.requests import AppointmentState, AppointmentView, Kept
from directory.retention import load_retention


class KeptData(Protocol):
    """The part of the directory that this page uses."""

    def kept(self, code: str, *, now: datetime) -> Kept | None: ...
    def erase(self, code: str, *, now: datetime) -> AppointmentView: ...


class YourData:
    """The page of a person's data. The code travels in forms only: it never enters an address."""

    def __init__(self, directory: KeptData, pages: Pages, clock: Callable[[], datetime], wrong: WrongCodes) -> None:
        self._directory = directory
        self._pages = pages
        self._clock = clock
        self._wrong = wrong

    def ask(self, problem: str = "", status: int = 200) -> HTMLResponse:
        """What is kept in general and for how long, and the code to see one's own."""
        kept = load_retention()
        periods = {"contact": kept.contact_days, "summary": kept.summary_days, "call_back": kept.call_back_days}
        return self._pages.show(
            "data.html", status=status, here="/donnees", problem=problem, kept=None, periods=periods
        )

    def with_found(self, request: Request, code: str, do: Callable[[str, Kept], Response]) -> Response:
        """What to do with the data of a code, or the page that says why nothing is done."""
        if from_elsewhere(request):
            return self.ask(self._pages.text("error"), 403)
        if self._wrong.too_many(request):
            return self.ask(self._pages.text("too_many"), 429)
        digits = "".join(c for c in code if c.isdigit())
        kept = self._directory.kept(digits, now=self._clock()) if len(digits) == 10 else None
        if kept is None:
            self._wrong.count(request)
            return self.ask(self._pages.text("unknown_code"), 404)
        return do(digits, kept)

    def show(self, code: str, kept: Kept, *, notice: str = "", sure: bool = False) -> HTMLResponse:
        """Everything kept under this code, who has read it, and until when."""
        found = kept.appointment
        zone = found.starts_at.tzinfo

        def day(at: datetime) -> str:
            return say_day(at.astimezone(zone).date().isoformat())

        return self._pages.show(
            "data.html",
            here="/donnees",
            problem="",
            code=code,
            kept=kept,
            found=found,
            when=say_moment(found.starts_at, Channel.WEB),
            way=self._pages.text(f"utter_label_way_{found.way}"),
            cancelled=found.state is AppointmentState.CANCELLED,
            erasable=bool(kept.lines or kept.contact) or found.state is AppointmentState.BOOKED,
            day=day,
            until=say_day(kept.erased_on.isoformat()),
            notice=notice,
            sure=sure,
        )

    def export(self, _: str, kept: Kept) -> Response:
        """The same as a file for a machine."""
        found, contact = kept.appointment, kept.contact
        data = {
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
            "summary": [asdict(line) for line in kept.lines],
            "contact": asdict(contact) if contact else None,
            "consents": [asdict(consent) for consent in kept.consents],
            "readings": [asdict(reading) for reading in kept.readings],
            "erased_on": kept.erased_on,
            "exported_at": self._clock(),
        }
        headers = {"Content-Disposition": 'attachment; filename="donnees.json"'}
        file = json.dumps(data, ensure_ascii=False, indent=2, default=lambda value: value.isoformat())
        return Response(file, media_type="application/json", headers=headers)

    def erase(self, code: str, kept: Kept, *, sure: bool) -> HTMLResponse:
        """Everything cancelled and erased when the person is sure; asked again otherwise."""
        if not sure:
            return self.show(code, kept, sure=True)
        self._directory.erase(code, now=self._clock())
        left = self._directory.kept(code, now=self._clock())
        return self.show(code, left or kept, notice=self._pages.text("data_erased"))


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
        return data.with_found(request, code, lambda digits, kept: data.erase(digits, kept, sure=sure == "oui"))

    return router
