"""Addresses of lists: what waits, what is over, the day and the week."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from directory.desk import agenda, inbox
from directory.desk.door import Seeing, Visitor
from directory.desk.frame import Desk
from directory.desk.roles import Right


def add_lists(router: APIRouter, desk: Desk) -> None:
    """What waits, what is over, the day and the week."""
    signed_in = Annotated[Visitor, Depends(Seeing(desk.door, Right.CASES))]

    @router.get("")
    def waiting(visitor: signed_in, etat: str = "", moyen: str = "", lieu: str = "") -> Response:
        chosen = inbox.read_filter(etat, moyen, lieu)
        with visitor.scoped.reading() as session:
            now = agenda.local_time(session, desk.clock())
            cases = inbox.waiting(session, now)
            meetings = agenda.kept(agenda.meetings_of(session, now.date(), now.date())[now.date()])
            version = inbox.version(session)
            to_call = inbox.to_call(session)
        trays = inbox.sorted_trays((case for case in cases if chosen.accepts(case, now)), now)
        near = {case.uid for case in cases if inbox.is_near(case, now)}
        late = {case.uid for case in cases if inbox.is_late(case, now)}
        most = inbox.MOST if len(cases) == inbox.MOST else 0
        return desk.show(
            "inbox.html",
            visitor,
            now=now,
            trays=trays,
            late=late,
            near=near,
            meetings=meetings,
            most=most,
            many=len(cases) > inbox.READ_AT_A_GLANCE,
            chosen=chosen,
            sites=sorted({case.site for case in cases}),
            ways=sorted({case.way for case in cases}),
            version=version,
            to_call=to_call,
        )

    @router.get("/terminees")
    def closed(visitor: signed_in) -> Response:
        with visitor.scoped.reading() as session:
            return desk.show("closed.html", visitor, cases=inbox.closed(session, desk.clock()))

    @router.get("/agenda")
    def day_page(visitor: signed_in, jour: str = "") -> Response:
        with visitor.scoped.reading() as session:
            now = agenda.local_time(session, desk.clock())
            day = agenda.read_day(jour, now.date())
            found = agenda.days_of(session, day, day)[day]
            gone = agenda.cancelled(agenda.meetings_of(session, day, day)[day])
        return desk.show("day.html", visitor, now=now, day=day, found=found, cancelled=gone, **_around(day, 1))

    @router.get("/semaine")
    def week_page(visitor: signed_in, jour: str = "") -> Response:
        with visitor.scoped.reading() as session:
            now = agenda.local_time(session, desk.clock())
            day = agenda.read_day(jour, now.date())
            week = agenda.week_of(session, day)
        first = agenda.monday(day)
        return desk.show("week.html", visitor, now=now, week=week, first=first, **_around(first, 7))


def _around(day: date, days: int) -> dict[str, Any]:
    return {"before": day - timedelta(days=days), "after": day + timedelta(days=days)}
