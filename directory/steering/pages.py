"""``/desk/pilotage``: figures by territory, network, structure and period; complaints that wait (PA6, L20, L21)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse

from directory.desk.door import Posting, Seeing, Visitor
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX, TEMPLATES, Pages
from directory.desk.roles import Right
from directory.models import Role
from directory.steering.board import Asked, Board, OutOfReach, compared, complaints_of, open_board
from directory.steering.complaints import LONGEST_ANSWER, Complaints, NotNow, UnknownReference
from directory.steering.exports import as_csv, as_xlsx, figures_table
from directory.steering.indicators import Heading
from directory.steering.opinions import PARIS
from directory.steering.release import Steering
from directory.steering.territories import read_territories
from directory.steering.wording import steering_words

HERE = Path(__file__).parent / "templates"
ADDRESS = f"{PREFIX}/pilotage"
HEADLINES = ("contacts", "outside_hours", "answered", "two_doors", "answered_in_time", "satisfaction")
COMPARED = ("contacts", "answered", "lost", "answered_in_time")
MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
NOTICES = ("taken", "sent")


@dataclass(frozen=True, slots=True)
class Steered:
    """What the pages are made with."""

    desk: Desk
    steering: Steering
    pages: Pages

    def show(self, template: str, visitor: Visitor, *, status: int = 200, **values: Any) -> Response:
        """A page for who is signed in, with the words of steering as ``s``."""
        words = steering_words()
        known = {"visitor": visitor, "csrf": visitor.csrf, "s": words.say, "here": "steering", "address": ADDRESS}
        return self.pages.show(template, status=status, **(known | values))

    def board(self, visitor: Visitor, asked: Asked) -> Board:
        """What this visitor asks for; :class:`OutOfReach` when it is not theirs."""
        return open_board(self.steering, visitor.member, asked, now=self.desk.clock())


def steering_router(desk: Desk, steering: Steering) -> APIRouter:
    """The pages of steering, each for who has the right to them, within their own territory."""
    steered = Steered(desk, steering, Pages(desk.pages.words, desk.pages.static, (HERE, TEMPLATES)))
    router = desk.router()
    add_board(router, steered)
    add_complaints(router, steered, Complaints(steering.directory))
    return router


def asked(
    territoire: Annotated[str, Query(max_length=120)] = "",
    vue: Annotated[str, Query(max_length=120)] = "",
    periode: Annotated[str, Query(max_length=10)] = "",
    annee: Annotated[str, Query(max_length=4)] = "",
) -> Asked:
    """What the address asks for."""
    return Asked(territoire, vue, periode, annee)


def add_board(router: APIRouter, steered: Steered) -> None:
    """The dashboard and its exports."""
    seeing = Annotated[Visitor, Depends(Seeing(steered.desk.door, Right.STEERING))]
    wish = Annotated[Asked, Depends(asked)]

    @router.get("/pilotage")
    def dashboard(visitor: seeing, wanted: wish) -> Response:
        try:
            board = steered.board(visitor, wanted)
        except OutOfReach:
            return steered.desk.door.missing(visitor)
        values: dict[str, Any] = {
            "board": board,
            "headlines": [figure for name in HEADLINES if (figure := board.figure(name))],
            "compared": [] if board.view.org else compared(board, steered.steering),
            "columns": COMPARED,
            "headings": tuple(Heading),
            "answers": visitor.member.role is not Role.MANAGER,
        }
        return steered.show("board.html", visitor, **values)

    @router.get("/pilotage/export-{kind}")
    def export(visitor: seeing, kind: str, wanted: wish) -> Response:
        try:
            board = steered.board(visitor, wanted)
        except OutOfReach:
            return steered.desk.door.missing(visitor)
        return _file(board, kind) if kind in MEDIA else steered.desk.door.missing(visitor)


def add_complaints(router: APIRouter, steered: Steered, complaints: Complaints) -> None:
    """The complaints of the visitor's territory that wait for something."""
    desk = steered.desk
    seeing = Annotated[Visitor, Depends(Seeing(desk.door, Right.STEERING))]
    posting = Annotated[Visitor, Depends(Posting(desk.door, Right.STEERING))]

    def territories(visitor: Visitor) -> tuple[str, ...] | None:
        directory = steered.steering.directory
        return complaints_of(directory, read_territories(directory), visitor.member)

    def page(visitor: Visitor, *, status: int = 200, **values: Any) -> Response:
        today = desk.clock().astimezone(PARIS).date()
        waiting = complaints.waiting(territories(visitor))
        known = {"cases": waiting, "today": today, "most": LONGEST_ANSWER, "notice": "", "problem": "", "kept": {}}
        return steered.show("complaints.html", visitor, status=status, **(known | values))

    @router.get("/pilotage/reclamations")
    def waiting(visitor: seeing, fait: str = "") -> Response:
        return page(visitor, notice=fait if fait in NOTICES else "")

    @router.post("/pilotage/reclamations/{number}/{deed}")
    def act(visitor: posting, number: int, deed: str, text: Annotated[str, Form()] = "") -> Response:
        by, mine, now = visitor.member.id, territories(visitor), desk.clock()
        deeds: dict[str, tuple[str, Callable[[], None]]] = {
            "prendre": ("taken", lambda: complaints.acknowledge(number, by=by, territories=mine, now=now)),
            "repondre": ("sent", lambda: complaints.answer(number, text, by=by, territories=mine, now=now)),
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


def _file(board: Board, kind: str) -> Response:
    table = figures_table(board.figures, board.namer, board.title)
    hidden = board.namer.words.say("hidden")
    content = as_csv(table, hidden) if kind == "csv" else as_xlsx([table], hidden)
    name = f"pilotage-{board.view.period}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA[kind], headers=headers)
