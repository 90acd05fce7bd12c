"""Addresses of calendars kept elsewhere: added by a file or an address, read again, taken away."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Response

from directory import models
from directory.busy.fetching import MOST_BYTES
from directory.busy.problems import BadCalendar
from directory.desk import agenda, busy, hours
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.frame import Desk
from directory.desk.hours import BadHours
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.models import CalendarProblem

BUSY = f"{PREFIX}/occupations"


def add_busy(router: APIRouter, desk: Desk) -> None:
    """The page and its forms."""

    @router.get("/occupations")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        return _page(desk, visitor)

    @router.post("/occupations/adresse")
    def read_address(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        agenda_id: Annotated[int, Form()] = 0,
        address: Annotated[str, Form(max_length=2000)] = "",
    ) -> Response:
        def add() -> None:
            busy.add_address(desk.calendars, visitor.scoped, agenda_id, address, desk.clock())

        return _added(desk, visitor, add, address=address)

    @router.post("/occupations/fichier")
    def read_file(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        agenda_id: Annotated[int, Form()] = 0,
        file: Annotated[bytes, File()] = b"",
    ) -> Response:
        def add() -> None:
            if len(file) > MOST_BYTES:
                raise BadCalendar(CalendarProblem.TOO_LONG)
            busy.add_file(desk.calendars, visitor.scoped, agenda_id, file, desk.clock())

        return _added(desk, visitor, add)

    @router.post("/occupations/{calendar}/relire")
    def look_again(calendar: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        with visitor.scoped.writing() as session:
            done = busy.look_again(session, calendar, desk.clock())
        return to(BUSY) if done else desk.door.missing(visitor)

    @router.post("/occupations/{calendar}/retirer")
    def remove(calendar: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        with visitor.scoped.writing() as session:
            done = hours.remove(session, models.BusyCalendar, calendar)
        return to(BUSY) if done else desk.door.missing(visitor)


def _added(desk: Desk, visitor: Visitor, add: Callable[[], None], *, address: str = "") -> Response:
    try:
        add()
    except BadCalendar as error:
        return _page(desk, visitor, problem=f"busy.problem.{error.problem}", address=address, status=422)
    except BadHours as error:
        return _page(desk, visitor, problem=f"hours.problem.{error}", address=address, status=422)
    return to(BUSY)


def _page(desk: Desk, visitor: Visitor, *, problem: str = "", address: str = "", status: int = 200) -> Response:
    with visitor.scoped.reading() as session:
        now = agenda.local_time(session, desk.clock())
        values = {"now": now, "agendas": hours.agendas(session, now), "calendars": busy.calendars(session)}
    by_address = desk.calendars.reads_addresses
    return desk.show(
        "busy.html", visitor, status=status, problem=problem, address=address, by_address=by_address, **values
    )
