"""Addresses of hours: absences for all who receive people; hours and closures for who keeps the agendas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from directory import models
from directory.closures import Displaced
from directory.desk import agenda, hours
from directory.desk.door import Posting, Seeing, Visitor, to
from directory.desk.forms import DeskForm, Reader, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.hours import NewOpening
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.words import load_words
from directory.vocabulary import Way

HOURS, ABSENCES = f"{PREFIX}/horaires", f"{PREFIX}/absences"
ABSENCE, OPENING, CLOSURE = DeskForm("absence"), DeskForm("opening"), DeskForm("closure")
"""The forms of both pages, as they are offered."""

DONE = {"ajout", "retrait", "ouverture", "retour"}
"""What pages say of what was just done, named by their address."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows besides what it always does: forms as they came back, appointments that have to move."""

    absence: DeskForm = ABSENCE
    opening: DeskForm = OPENING
    closure: DeskForm = CLOSURE
    displaced: tuple[Displaced, ...] | None = None
    done: str = ""


def add_hours(router: APIRouter, desk: Desk) -> None:
    """Both pages."""
    add_absences(router, desk)
    add_openings(router, desk)
    add_closures(router, desk)


def add_absences(router: APIRouter, desk: Desk) -> None:
    """When somebody is not there."""

    @router.get("/absences")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))], fait: str = "") -> Response:
        return _absences(desk, visitor, Shown(done=fait if fait in DONE else ""))

    @router.post("/absences")
    def be_absent(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))],
        form: Annotated[DeskForm, Depends(Typed(ABSENCE.name))],
    ) -> Response:
        def change(session: Session) -> tuple[Displaced, ...]:
            return hours.be_absent(session, *read_absence(form), desk.clock())

        try:
            return _absences(desk, visitor, Shown(displaced=_changed(visitor, change)))
        except Refused as because:
            return _absences(desk, visitor, Shown(absence=form.refused(because)))

    @router.post("/absences/{absence}/retirer")
    def be_back(absence: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        return desk.change(
            visitor, lambda session: hours.remove(session, models.Absence, absence), f"{ABSENCES}?fait=retour"
        )


def add_openings(router: APIRouter, desk: Desk) -> None:
    """Hours that can be booked."""

    @router.get("/horaires")
    def see(visitor: Annotated[Visitor, Depends(Seeing(desk.door, Right.AGENDA))], fait: str = "") -> Response:
        return _hours(desk, visitor, Shown(done=fait if fait in DONE else ""))

    @router.post("/horaires")
    def open_hours(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))],
        form: Annotated[DeskForm, Depends(Typed(OPENING.name))],
    ) -> Response:
        try:
            _changed(visitor, lambda session: hours.add_opening(session, read_opening(form)))
        except Refused as because:
            return _hours(desk, visitor, Shown(opening=form.refused(because)))
        return to(f"{HOURS}?fait=ajout")

    @router.post("/horaires/{opening}/retirer")
    def remove(opening: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))]) -> Response:
        return desk.change(visitor, lambda session: hours.end_opening(session, opening), f"{HOURS}?fait=retrait")


def add_closures(router: APIRouter, desk: Desk) -> None:
    """Days on which a site is closed; the appointments of these days are offered elsewhere."""

    @router.post("/fermetures")
    def close(
        visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))],
        form: Annotated[DeskForm, Depends(Typed(CLOSURE.name))],
    ) -> Response:
        def change(session: Session) -> tuple[Displaced, ...]:
            return _close(session, form, visitor, desk.clock())

        try:
            return _hours(desk, visitor, Shown(displaced=_changed(visitor, change)))
        except Refused as because:
            return _hours(desk, visitor, Shown(closure=form.refused(because)))

    @router.post("/fermetures/{closure}/retirer")
    def reopen(closure: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.AGENDA))]) -> Response:
        by, now = visitor.member, desk.clock()
        return desk.change(visitor, lambda session: hours.reopen(session, closure, now, by), f"{HOURS}?fait=ouverture")


def read_absence(form: DeskForm) -> tuple[int, datetime, datetime]:
    """The agenda, and from when to when on its site's clock; :class:`Refused`."""
    reader = Reader(form)
    last_day = "last" if reader.text("last") else "first"
    found = (
        reader.number("agenda_id"),
        datetime.combine(reader.day("first"), reader.time("opens")),
        datetime.combine(reader.day(last_day), reader.time("closes")),
    )
    reader.done()
    return found


def read_opening(form: DeskForm) -> NewOpening:
    """What hours to add; :class:`Refused` says what cannot be read, all at once."""
    reader, say = Reader(form), load_words().say
    found = NewOpening(
        agenda_id=reader.number("agenda_id"),
        days=tuple(sorted({int(day) for day in form.values("days") if day in {"0", "1", "2", "3", "4", "5", "6"}})),
        weeks=int(form.value("weeks", 1)) if form.value("weeks") in {"1", "2", "3", "4"} else 1,
        opens=reader.time("opens"),
        closes=reader.time("closes"),
        ways=tuple(way for way in Way if way.value in form.values("ways")),
        first_day=reader.day("first"),
        last_day=reader.day_if_any("last"),
    )
    if not found.days:
        reader.refuse("days", say("hours.problem.days"))
    if not found.ways:
        reader.refuse("ways", say("hours.problem.ways"))
    reader.done()
    return found


def _close(session: Session, form: DeskForm, visitor: Visitor, now: datetime) -> tuple[Displaced, ...]:
    reader = Reader(form)
    site, first = reader.number("site_id"), reader.day("first")
    last = reader.day_if_any("last") or first
    reader.done()
    return hours.close(session, site, first, last, reader.text("label"), now, visitor.member)


def _changed(
    visitor: Visitor, change: Callable[[Session], tuple[Displaced, ...] | None]
) -> tuple[Displaced, ...] | None:
    """Whom this change displaces, if it may; nothing is kept of one that is refused."""
    with visitor.scoped.writing() as session:
        return change(session)


def _absences(desk: Desk, visitor: Visitor, shown: Shown) -> Response:
    with visitor.scoped.reading() as session:
        now = agenda.local_time(session, desk.clock())
        agendas = hours.agendas(session, now)
    values: dict[str, Any] = {"now": now, "agendas": agendas, "choices": hours.names(agendas), "shown": shown}
    return desk.show("absences.html", visitor, status=shown.absence.status, **values)


def _hours(desk: Desk, visitor: Visitor, shown: Shown) -> Response:
    with visitor.scoped.reading() as session:
        now = agenda.local_time(session, desk.clock())
        agendas, sites = hours.agendas(session, now), hours.sites(session, now.date())
    values: dict[str, Any] = {"now": now, "agendas": agendas, "choices": hours.names(agendas), "sites": sites}
    values["sites_named"] = {one.id: one.name for one in sites}
    status = max(shown.opening.status, shown.closure.status)
    return desk.show("openings.html", visitor, status=status, shown=shown, **values)
