"""``/desk/pilotage/reclamations``: the complaints of a territory, for those who answer them (L21)."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from directory.desk.door import Posting, Seeing, Visitor
from directory.desk.roles import Right
from directory.steering.board import OutOfReach, answers_for_region, complaints_of
from directory.steering.complaints import LONGEST_ANSWER, Complaints, NotNow, UnknownReference
from directory.steering.frame import ADDRESS, Steered
from directory.steering.territories import Territories
from directory.working_days import PARIS

NOTICES = ("taken", "sent")


class Remit(NamedTuple):
    """Whose complaints a visitor answers: these ``territories`` (``None``: all), and what was taken to the region."""

    territories: tuple[str, ...] | None
    regional: bool


def remit_of(steered: Steered, visitor: Visitor, known: Territories) -> Remit | None:
    """What this visitor answers; ``None`` when their territory is no longer there."""
    directory = steered.steering.directory
    try:
        mine = complaints_of(directory, known, visitor.member)
    except OutOfReach:
        return None
    return Remit(mine, mine != () and answers_for_region(directory, known, visitor.member))


def add_complaints(router: APIRouter, steered: Steered, complaints: Complaints) -> None:
    """The complaints of the visitor's territory that wait for something."""
    desk = steered.desk
    seeing = Annotated[Visitor, Depends(Seeing(desk.door, Right.STEERING))]
    posting = Annotated[Visitor, Depends(Posting(desk.door, Right.STEERING))]

    def page(visitor: Visitor, *, status: int = 200, **values: Any) -> Response:
        territories = steered.steering.territories(now=desk.clock())
        theirs, today = remit_of(steered, visitor, territories), desk.clock().astimezone(PARIS).date()
        if theirs is None:
            return desk.door.missing(visitor)
        known: dict[str, Any] = {
            "cases": complaints.waiting(theirs.territories),
            "answered": complaints.answered(theirs.territories),
            "regional": theirs.regional,
            "names": territories.names,
        }
        known |= {"today": today, "most": LONGEST_ANSWER, "notice": "", "problem": "", "kept": {}}
        return steered.show("complaints.html", visitor, status=status, **(known | values))

    @router.get("/pilotage/reclamations")
    def waiting(visitor: seeing, fait: str = "") -> Response:
        return page(visitor, notice=fait if fait in NOTICES else "")

    @router.post("/pilotage/reclamations/{number}/{deed}")
    def act(visitor: posting, number: int, deed: str, text: Annotated[str, Form()] = "") -> Response:
        theirs = remit_of(steered, visitor, steered.steering.territories(now=desk.clock()))
        if theirs is None:
            return desk.door.missing(visitor)
        who: dict[str, Any] = {
            "by": visitor.member.id,
            "territories": theirs.territories,
            "regional": theirs.regional,
            "now": desk.clock(),
        }
        deeds: dict[str, tuple[str, Callable[[], None]]] = {
            "prendre": ("taken", lambda: complaints.acknowledge(number, **who)),
            "repondre": ("sent", lambda: complaints.answer(number, text, **who)),
        }
        if deed not in deeds:
            return desk.door.missing(visitor)
        done, run = deeds[deed]
        try:
            run()
        except UnknownReference:
            return desk.door.missing(visitor)
        except NotNow:
            return page(visitor, status=409, problem="changed", kept={number: text})
        except ValueError:
            return page(visitor, status=422, problem="empty")
        return RedirectResponse(f"{ADDRESS}/reclamations?fait={done}", status_code=303)
