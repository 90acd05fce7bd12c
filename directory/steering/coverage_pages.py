"""``/desk/pilotage/couverture``: a map, the tables behind it, and their exports (L27, PA4, NO12)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from directory.coverage import AUDIENCES, HALF_DAYS, WITHIN_KM
from directory.desk.door import Seeing, Visitor
from directory.desk.roles import Right
from directory.steering.board import OutOfReach
from directory.steering.cover import Cover, cover_tables, open_cover
from directory.steering.exports import as_csv, as_xlsx
from directory.steering.frame import TABLES, Steered, download
from directory.steering.paper import map_alt
from directory.steering.wording import Namer

SHOWN = 20  # communes, and places, listed on the page; the export has them all


def add_coverage(router: APIRouter, steered: Steered) -> None:
    """The coverage of the visitor's territory."""
    seeing = Annotated[Visitor, Depends(Seeing(steered.desk.door, Right.STEERING))]
    where = Annotated[str, Query(max_length=120)]
    audience = Annotated[str, Query(max_length=60)]

    def cover_of(visitor: Visitor, territoire: str, public: str) -> Cover | None:
        try:
            return open_cover(steered.steering, visitor.member, territoire, public, now=steered.desk.clock())
        except OutOfReach:
            return None

    @router.get("/pilotage/couverture")
    def coverage(visitor: seeing, territoire: where = "", public: audience = "") -> Response:
        cover = cover_of(visitor, territoire, public)
        if cover is None:
            return steered.desk.door.missing(visitor)
        namer = Namer.of(steered.steering.directory)
        maps = tuple((name, drawn, map_alt(name, drawn, cover, namer)) for name, drawn in cover.maps())
        values: dict[str, Any] = {"cover": cover, "namer": namer, "audiences": tuple(AUDIENCES), "maps": maps}
        return steered.show("coverage.html", visitor, km=round(WITHIN_KM), least=HALF_DAYS, shown=SHOWN, **values)

    @router.get("/pilotage/couverture/export-{kind}")
    def export(visitor: seeing, kind: str, territoire: where = "", public: audience = "") -> Response:
        cover = cover_of(visitor, territoire, public)
        if cover is None or kind not in TABLES:
            return steered.desk.door.missing(visitor)
        namer = Namer.of(steered.steering.directory)
        tables, hidden = cover_tables(cover, namer), namer.words.say("hidden")
        content = as_csv(tables[0], hidden) if kind == "csv" else as_xlsx(tables, hidden)
        return download(content, kind, f"couverture-{cover.picture.day}")
