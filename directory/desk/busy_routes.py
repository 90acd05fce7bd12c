"""Addresses of calendars kept elsewhere: added by a file or an address, read again, taken away."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, File, Response

from directory import models
from directory.busy.fetching import MOST_BYTES
from directory.busy.problems import BadCalendar
from directory.desk import agenda, busy, hours
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import DeskForm, Reader, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.words import load_words
from directory.models import CalendarProblem

BUSY = f"{PREFIX}/occupations"
BY_ADDRESS, BY_FILE = DeskForm("by_address"), DeskForm("by_file")


def add_busy(router: APIRouter, desk: Desk) -> None:
    """The page and its forms."""

    @router.get("/occupations")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        return _page(desk, visitor)

    @router.post("/occupations/adresse")
    def read_address(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        form: Annotated[DeskForm, Depends(Typed(BY_ADDRESS.name))],
    ) -> Response:
        def add(agenda_id: int) -> None:
            busy.add_address(desk.calendars, visitor.scoped, agenda_id, Reader(form).text("address"), desk.clock())

        refused = _refused(form, "address", add)
        return _page(desk, visitor, by_address=refused) if refused else to(BUSY)

    @router.post("/occupations/fichier")
    def read_file(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        form: Annotated[DeskForm, Depends(Typed(BY_FILE.name))],
        file: Annotated[bytes, File()] = b"",
    ) -> Response:
        def add(agenda_id: int) -> None:
            if len(file) > MOST_BYTES:
                raise BadCalendar(CalendarProblem.TOO_LONG)
            busy.add_file(desk.calendars, visitor.scoped, agenda_id, file, desk.clock())

        refused = _refused(form, "file", add)
        return _page(desk, visitor, by_file=refused) if refused else to(BUSY)

    @router.post("/occupations/{calendar}/relire")
    def look_again(calendar: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        return desk.change(visitor, lambda session: busy.look_again(session, calendar, desk.clock()), BUSY)

    @router.post("/occupations/{calendar}/retirer")
    def remove(calendar: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        return desk.change(visitor, lambda session: hours.remove(session, models.BusyCalendar, calendar), BUSY)


def _refused(form: DeskForm, field: str, add: Callable[[int], None]) -> DeskForm | None:
    """The form with what to change in it, when the calendar of this field cannot be added."""
    try:
        add(Reader(form).number("agenda_id"))
    except BadCalendar as error:
        return form.refused(Refused(**{field: load_words().say(f"busy.problem.{error.problem}")}))
    except Refused as because:
        return form.refused(because)
    return None


def _page(desk: Desk, visitor: Visitor, *, by_address: DeskForm = BY_ADDRESS, by_file: DeskForm = BY_FILE) -> Response:
    with visitor.scoped.reading() as session:
        now = agenda.local_time(session, desk.clock())
        agendas = hours.agendas(session, now)
        values = {"now": now, "agendas": agendas, "calendars": busy.calendars(session)}
    status = max(by_address.status, by_file.status)
    values |= {"choices": hours.names(agendas), "by_address": by_address, "by_file": by_file}
    return desk.show("busy.html", visitor, status=status, reads_addresses=desk.calendars.reads_addresses, **values)
