"""Addresses of hours: absences for all who receive people; hours and closures for who keeps the agendas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from sqlalchemy.orm import Session

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
        def change(session: Session) -> tuple[Displaced, ...]:
            moments = _moment(first, opens), _moment(last or first, closes)
            return hours.be_absent(session, agenda_id, *moments, desk.clock())

        return _changed(desk, visitor, _absences, change)

    @router.post("/absences/{absence}/retirer")
    def be_back(absence: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        with visitor.scoped.writing() as session:
            done = hours.remove(session, models.Absence, absence)
        return to(ABSENCES) if done else desk.door.missing(visitor)


def add_openings(router: APIRouter, desk: Desk) -> None:
    """Hours that can be booked."""

    @router.get("/horaires")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.AGENDA))]) -> Response:
        return _hours(desk, visitor)

    @router.post("/horaires")
    def open_hours(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))],
        asked: Annotated[OpeningForm, Depends(_opening)],
    ) -> Response:
        def change(session: Session) -> None:
            hours.add_opening(session, asked.read())

        return _changed(desk, visitor, _hours, change)

    @router.post("/horaires/{opening}/retirer")
    def remove(opening: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))]) -> Response:
        with visitor.scoped.writing() as session:
            done = hours.end_opening(session, opening)
        return to(HOURS) if done else desk.door.missing(visitor)


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
        def change(session: Session) -> tuple[Displaced, ...]:
            days = _day(first), _day(last or first)
            return hours.close(session, site_id, *days, UNSAFE.sub("", label), desk.clock(), visitor.member)

        return _changed(desk, visitor, _hours, change)

    @router.post("/fermetures/{closure}/retirer")
    def reopen(closure: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))]) -> Response:
        with visitor.scoped.writing() as session:
            done = hours.reopen(session, closure, desk.clock(), visitor.member)
        return to(HOURS) if done else desk.door.missing(visitor)


@dataclass(frozen=True, slots=True)
class OpeningForm:
    """Hours to add, as they were typed."""

    agenda_id: int
    days: list[str]
    ways: list[str]
    weeks: str
    opens: str
    closes: str
    first: str
    last: str

    def read(self) -> NewOpening:
        """What they mean; :class:`BadHours` says what cannot be read."""
        return NewOpening(
            agenda_id=self.agenda_id,
            days=tuple({int(day) for day in self.days if day in set("0123456")}),
            weeks=int(self.weeks) if self.weeks in {"1", "2", "3", "4"} else 1,
            opens=_time(self.opens),
            closes=_time(self.closes),
            ways=tuple(way for way in Way if way.value in self.ways),
            first_day=_day(self.first),
            last_day=_day(self.last) if self.last else None,
        )


def _opening(  # noqa: PLR0913, PLR0917 - the fields of the form
    agenda_id: Annotated[int, Form()] = 0,
    days: Lines = [],  # noqa: B006 - read by the framework, never changed
    ways: Lines = [],  # noqa: B006
    weeks: Field = "1",
    opens: Field = "",
    closes: Field = "",
    first: Field = "",
    last: Field = "",
) -> OpeningForm:
    return OpeningForm(agenda_id, days, ways, weeks, opens, closes, first, last)


def _changed(
    desk: Desk,
    visitor: Visitor,
    show: Callable[..., Response],
    change: Callable[[Session], tuple[Displaced, ...] | None],
) -> Response:
    """The page once this was changed, with whom it displaces if it may; or the page that says why it was not."""
    try:
        with visitor.scoped.writing() as session:
            displaced = change(session)
    except BadHours as problem:
        return show(desk, visitor, problem=str(problem), status=422)
    return to(HOURS) if displaced is None else show(desk, visitor, displaced=displaced)


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
