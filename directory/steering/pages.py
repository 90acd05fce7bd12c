"""``/desk/pilotage``: figures by territory, network, structure and period, to read, to take away, to report (PA6)."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from directory.desk.door import Seeing, Visitor
from directory.desk.frame import Desk
from directory.desk.roles import Right
from directory.steering.board import Asked, Board, OutOfReach, compared, complaints_of, open_board
from directory.steering.complaint_pages import add_complaints
from directory.steering.complaints import Complaints
from directory.steering.coverage_pages import add_coverage
from directory.steering.exports import as_csv, as_xlsx, definitions_table, figures_table
from directory.steering.frame import TABLES, Steered, download
from directory.steering.indicators import Heading
from directory.steering.paper import Report
from directory.steering.release import Steering
from directory.steering.reports import NothingPublished, as_page, as_pdf, as_workbook, make_report
from directory.working_days import PARIS

HEADLINES = ("contacts", "outside_hours", "answered", "two_doors", "answered_in_time", "satisfaction")
COMPARED = ("contacts", "outside_hours", "answered", "lost", "soon", "answered_in_time", "satisfaction")
FORMS: Mapping[str, Callable[[Report], bytes]] = {
    "pdf": as_pdf,
    "xlsx": as_workbook,
    "html": lambda report: as_page(report).encode(),
}


def steering_router(desk: Desk, steering: Steering) -> APIRouter:
    """The pages of steering, each for who has the right to them, within their own territory."""
    steered, complaints = Steered.of(desk, steering), Complaints(steering.directory)
    router = desk.router()
    add_board(router, steered, complaints)
    add_files(router, steered)
    add_coverage(router, steered)
    add_complaints(router, steered, complaints)
    return router


def asked(
    territoire: Annotated[str, Query(max_length=120)] = "",
    vue: Annotated[str, Query(max_length=120)] = "",
    periode: Annotated[str, Query(max_length=10)] = "",
    annee: Annotated[str, Query(max_length=4)] = "",
) -> Asked:
    """What the address asks for."""
    return Asked(territoire, vue, periode, annee)


def board_of(steered: Steered, visitor: Visitor, wanted: Asked) -> Board | None:
    """What this visitor asks for; ``None`` when it is not theirs."""
    try:
        return open_board(steered.steering, visitor.member, wanted, now=steered.desk.clock())
    except OutOfReach:
        return None


def add_board(router: APIRouter, steered: Steered, complaints: Complaints) -> None:
    """The dashboard, and what its indicators mean."""
    desk, steering = steered.desk, steered.steering
    seeing = Annotated[Visitor, Depends(Seeing(desk.door, Right.STEERING))]
    wish = Annotated[Asked, Depends(asked)]

    @router.get("/pilotage")
    def dashboard(visitor: seeing, wanted: wish) -> Response:
        board = board_of(steered, visitor, wanted)
        if board is None:
            return desk.door.missing(visitor)
        mine = complaints_of(steering.directory, board.release.territories, visitor.member)
        today = desk.clock().astimezone(PARIS).date()
        values: dict[str, Any] = {
            "board": board,
            "headlines": [figure for name in HEADLINES if (figure := board.figure(name))],
            "compared": [] if board.view.org else compared(board, steering),
            "columns": COMPARED,
            "headings": tuple(Heading),
            "booklets": board.release.territories.regions_of(board.view.where),
            "late": sum(case.is_late(today) for case in complaints.waiting(mine)) if mine else 0,
        }
        return steered.show("board.html", visitor, **values)

    @router.get("/pilotage/indicateurs")
    def definitions(visitor: seeing, wanted: wish) -> Response:
        board = board_of(steered, visitor, wanted)
        if board is None:
            return desk.door.missing(visitor)
        return steered.show("definitions.html", visitor, board=board, headings=tuple(Heading))


def add_files(router: APIRouter, steered: Steered) -> None:
    """The figures shown, and the report of the territory over the same period, as files."""
    desk = steered.desk
    seeing = Annotated[Visitor, Depends(Seeing(desk.door, Right.STEERING))]
    wish = Annotated[Asked, Depends(asked)]

    @router.get("/pilotage/export-{kind}")
    def export(visitor: seeing, kind: str, wanted: wish) -> Response:
        board = board_of(steered, visitor, wanted)
        if board is None or kind not in TABLES:
            return desk.door.missing(visitor)
        table, hidden = figures_table(board.figures, board.namer, board.title), board.namer.words.say("hidden")
        tables = (table, definitions_table(board.figures, board.namer))
        content = as_csv(table, hidden) if kind == "csv" else as_xlsx(tables, hidden)
        return download(content, kind, f"pilotage-{board.view.period}")

    @router.get("/pilotage/bilan-{kind}")
    def report(visitor: seeing, kind: str, wanted: wish) -> Response:
        board = board_of(steered, visitor, wanted)
        if board is None or kind not in FORMS:
            return desk.door.missing(visitor)
        year, _, quarter = board.view.period.partition("-T")
        try:
            made = make_report(
                steered.steering,
                board.view.where,
                year=int(year),
                quarter=int(quarter) if quarter else None,
                now=desk.clock(),
                address=desk.base_url,
            )
        except NothingPublished:
            return desk.door.missing(visitor)
        return download(FORMS[kind](made), kind, f"bilan-{board.view.period}")
