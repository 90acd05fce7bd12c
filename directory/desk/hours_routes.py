"""Addresses of hours: absences for all who receive people; hours and closures for who keeps the agendas."""

from datetime import date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from directory import models
from directory.closures import Displaced
from directory.desk import agenda, hours
from directory.desk.case_routes import UNSAFE
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.frame import Desk
from directory.desk.hours import BadHours, NewOpening
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.vocabulary import Way

HOURS, ABSENCES = f"{PREFIX}/horaires", f"{PREFIX}/absences"
Field = Annotated[str, Form()]
Lines = Annotated[list[str], Form()]


def add_hours(router: APIRouter, desk: Desk) -> None:
    """Both pages."""
    add_absences(router, desk)
    add_openings(router, desk)
    add_closures(router, desk)


def add_absences(router: APIRouter, desk: Desk) -> None:
    """When somebody is not there."""

    @router.get("/absences")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]) -> Response:
        return _absences(desk, visitor)

    @router.post("/absences")
    def be_absent(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        agenda_id: Annotated[int, Form()] = 0,
        first: Field = "",
        opens: Field = "00:00",
        last: Field = "",
        closes: Field = "23:59",
    ) -> Response:
        try:
            moments = _moment(first, opens), _moment(last or first, closes)
            with visitor.scoped.writing() as session:
                displaced = hours.be_absent(session, agenda_id, *moments, desk.clock())
        except BadHours as problem:
            return _absences(desk, visitor, problem=str(problem), status=422)
        return _absences(desk, visitor, displaced=displaced)

    @router.post("/absences/{absence}/retirer")
    def be_back(absence: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        return _removed(desk, visitor, models.Absence, absence, ABSENCES)


def add_openings(router: APIRouter, desk: Desk) -> None:
    """Hours that can be booked."""

    @router.get("/horaires")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.AGENDA))]) -> Response:
        return _hours(desk, visitor)

    @router.post("/horaires")
    def open_hours(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))],
        asked: Annotated[NewOpening | str, Depends(_opening)],
    ) -> Response:
        try:
            if isinstance(asked, str):
                raise BadHours(asked)
            with visitor.scoped.writing() as session:
                hours.add_opening(session, asked)
        except BadHours as problem:
            return _hours(desk, visitor, problem=str(problem), status=422)
        return to(HOURS)

    @router.post("/horaires/{opening}/retirer")
    def remove(opening: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))]) -> Response:
        return _removed(desk, visitor, models.Availability, opening, HOURS)


def add_closures(router: APIRouter, desk: Desk) -> None:
    """Days on which a site is closed; the appointments of these days are offered elsewhere."""

    @router.post("/fermetures")
    def close(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))],
        site_id: Annotated[int, Form()] = 0,
        first: Field = "",
        last: Field = "",
        label: Field = "",
    ) -> Response:
        try:
            days = _day(first), _day(last or first)
            with visitor.scoped.writing() as session:
                displaced = hours.close(session, site_id, *days, UNSAFE.sub("", label), desk.clock())
        except BadHours as problem:
            return _hours(desk, visitor, problem=str(problem), status=422)
        return _hours(desk, visitor, displaced=displaced)

    @router.post("/fermetures/{closure}/retirer")
    def reopen(closure: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))]) -> Response:
        return _removed(desk, visitor, models.Closure, closure, HOURS)


def _opening(  # noqa: PLR0913, PLR0917 - the fields of the form
    agenda_id: Annotated[int, Form()] = 0,
    days: Lines = [],  # noqa: B006 - read by the framework, never changed
    ways: Lines = [],  # noqa: B006
    weeks: Field = "1",
    opens: Field = "",
    closes: Field = "",
    first: Field = "",
    last: Field = "",
) -> NewOpening | str:
    """The hours of the form, or the end of the key that says what is wrong."""
    try:
        return NewOpening(
            agenda_id=agenda_id,
            days=tuple({int(day) for day in days if day in set("0123456")}),
            weeks=int(weeks) if weeks in {"1", "2", "3", "4"} else 1,
            opens=_time(opens),
            closes=_time(closes),
            ways=tuple(way for way in Way if way.value in ways),
            first_day=_day(first),
            last_day=_day(last) if last else None,
        )
    except BadHours as problem:
        return str(problem)


def _removed(desk: Desk, visitor: Visitor, table: type[models.Base], row_id: int, back: str) -> Response:
    with visitor.scoped.writing() as session:
        done = hours.remove(session, table, row_id)
    return to(back) if done else desk.door.missing(visitor)


def _absences(
    desk: Desk,
    visitor: Visitor,
    *,
    problem: str = "",
    displaced: tuple[Displaced, ...] | None = None,
    status: int = 200,
) -> Response:
    with visitor.scoped.reading() as session:
        now = agenda.local_time(session, desk.clock())
        shown = hours.agendas(session, now)
    values = {"now": now, "agendas": shown, "problem": problem, "displaced": displaced}
    return desk.show("absences.html", visitor, status=status, **values)


def _hours(
    desk: Desk,
    visitor: Visitor,
    *,
    problem: str = "",
    displaced: tuple[Displaced, ...] | None = None,
    status: int = 200,
) -> Response:
    with visitor.scoped.reading() as session:
        now = agenda.local_time(session, desk.clock())
        shown, places = hours.agendas(session, now), hours.sites(session, now.date())
    values = {"now": now, "agendas": shown, "sites": places, "problem": problem, "displaced": displaced}
    return desk.show("openings.html", visitor, status=status, ways=tuple(Way), **values)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadHours("day") from error
    if not 2000 <= day.year <= 2100:
        raise BadHours("day")
    return day


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise BadHours("time") from error


def _moment(day: str, hour: str) -> datetime:
    return datetime.combine(_day(day), _time(hour))
