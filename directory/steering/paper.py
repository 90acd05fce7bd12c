"""A report laid out: every word and number written as it is read, before it becomes a page or a PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from directory.coverage import HALF_DAYS, WITHIN_KM
from directory.steering.cover import Cover
from directory.steering.figures import Figure, Part, View
from directory.steering.indicators import Heading, Indicator, Shape
from directory.steering.label import Criterion, standing_of
from directory.steering.map import Map
from directory.steering.release import Release
from directory.steering.wording import Namer
from directory.working_days import PARIS

TEMPLATES = Path(__file__).with_name("templates")
TILES = ("contacts", "appointments", "answered", "two_doors", "answered_in_time", "satisfaction")
COMPARED = ("contacts", "outside_hours", "answered", "two_doors", "appointments", "answered_in_time", "satisfaction")
WEEKS = 10  # short weeks listed in a report; the workbook has them all


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says, before it is written in one form or another."""

    release: Release
    view: View
    namer: Namer
    figures: tuple[Figure, ...]
    monthly: tuple[Part, ...]
    parts: tuple[tuple[str, tuple[Figure, ...]], ...]
    cover: Cover
    criteria: tuple[Criterion, ...]
    made: datetime
    address: str

    @property
    def is_annual(self) -> bool:
        """Whether it is about a year, not a quarter."""
        return self.view.period == str(self.release.year)


@cache
def templates() -> Environment:
    """The templates of reports; everything that is not written by the house is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html", "svg")),
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def paper(report: Report) -> dict[str, Any]:
    """What both the page and the PDF lay out."""
    namer = report.namer
    say = namer.words.say
    period, name = namer.period(report.release, report.view.period), report.release.territories.names[report.view.where]
    columns, rows = territory_rows(report)
    made = namer.words.full_day(report.made.astimezone(PARIS).date())
    return {
        "title": say("report.annual" if report.is_annual else "report.quarterly"),
        "subtitle": say("report.subtitle", territory=name, period=period),
        "made": say("report.made", day=made),
        "sample": say("sample") if report.release.sample else "",
        "frame": say("report.frame"),
        "summary": _summary(report),
        "trend_title": say("page.trend"),
        "trend": _trend(report, namer),
        "headings": [_heading(report, heading) for heading in Heading],
        "results_columns": [say(f"column.{name}") for name in ("indicator", "value", "objective", "source")],
        "parts_columns": [say(f"column.{name}") for name in ("item", "number", "percent")],
        "month_columns": [say("column.month"), say("column.number")],
        "territories": {
            "title": say("report.territories"),
            "columns": columns,
            "rows": [[_cell(cell, namer) for cell in row] for row in rows],
        },
        "coverage": _coverage(report),
        "label": {
            "title": say("report.label"),
            "lead": say("report.label_lead"),
            "columns": label_columns(namer),
            "rows": [list(row) for row in label_rows(report)],
        },
        "method": {"title": say("report.method"), "text": say("report.method_text"), "hidden": say("hidden_why")},
    }


def _summary(report: Report) -> dict[str, Any]:
    """The figures to remember, the objectives reached and missed, the booklets of the territory."""
    namer = report.namer
    say, by_id = namer.words.say, {figure.indicator.id: figure for figure in report.figures}
    judged = [figure for figure in report.figures if figure.met is not None]
    lists = [
        {"title": say(f"report.{key}", number=len(some), all=len(judged)), "items": [_told(one, namer) for one in some]}
        for key, some in (("met", [f for f in judged if f.met]), ("missed", [f for f in judged if not f.met]))
    ]
    return {
        "title": say("report.summary"),
        "tiles": [_result(by_id[name], namer) for name in TILES if name in by_id],
        "lists": lists,
        "booklets": [
            {"text": say("page.booklet", name=name), "link": f"{report.address}/livret/{code}"}
            for code, name in report.release.territories.regions_of(report.view.where)
        ]
        if report.address
        else [],
    }


def _told(figure: Figure, namer: Namer) -> str:
    values = {"label": figure.indicator.label, "value": namer.result(figure), "goal": namer.objective(figure)}
    return namer.words.say("report.told", **values)


def _heading(report: Report, heading: Heading) -> dict[str, Any]:
    namer = report.namer
    figures = [figure for figure in report.figures if figure.indicator.heading is heading]
    return {
        "name": namer.words.say(f"heading.{heading}"),
        "results": [_result(figure, namer) for figure in figures if figure.indicator.shape is not Shape.PARTS],
        "splits": [_split(figure, namer) for figure in figures if figure.indicator.shape is Shape.PARTS],
    }


def _result(figure: Figure, namer: Namer) -> dict[str, Any]:
    return {
        "label": figure.indicator.label,
        "value": namer.result(figure),
        "objective": namer.objective(figure),
        "verdict": namer.verdict(figure),
        "met": figure.met,
        "source": figure.indicator.text,
    }


def _split(figure: Figure, namer: Namer) -> dict[str, Any]:
    parts = [
        {
            "name": namer.item(figure.indicator.by, part.item),
            "number": namer.number(part.number),
            "percent": namer.percent(part.percent) if part.percent is not None else "",
            "bar": round(part.percent or 0, 1),
        }
        for part in namer.ordered(figure)
    ]
    return {"label": figure.indicator.label, "source": figure.indicator.text, "parts": parts}


def _trend(report: Report, namer: Namer) -> list[dict[str, Any]]:
    most = max((part.number or 0 for part in report.monthly), default=0) or 1
    return [
        {
            "name": namer.month(part.item),
            "number": namer.number(part.number),
            "bar": round(100 * (part.number or 0) / most, 1),
        }
        for part in report.monthly
    ]


Row = tuple[str | float | None, ...]


def territory_rows(report: Report) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The whole territory, then each of its parts: the columns, and a row of values for each (NO15)."""
    names = report.release.territories.names
    kept: dict[str, Indicator] = {
        one.indicator.id: one.indicator for one in report.figures if one.indicator.id in COMPARED
    }
    columns = (report.namer.words.say("column.territory"), *(one.label for one in kept.values()))
    whole = (names[report.view.where], report.figures)
    rows = [whole, *((names[part], figures) for part, figures in report.parts)]
    return columns, tuple((name, *_values(figures, kept)) for name, figures in rows)


def _values(figures: Sequence[Figure], kept: Mapping[str, Indicator]) -> Iterator[float | None]:
    by_id = {figure.indicator.id: figure for figure in figures}
    for name, indicator in kept.items():
        figure = by_id.get(name)
        value = figure.value if figure else None
        yield value if value is None or indicator.unit == "number" else round(value, 1)


def _cell(cell: str | float | None, namer: Namer) -> str:
    if isinstance(cell, float):
        return namer.percent(cell)
    return cell if isinstance(cell, str) else namer.number(cell)


def _coverage(report: Report) -> dict[str, Any]:
    namer, cover = report.namer, report.cover
    say, gaps = namer.words.say, cover.audiences
    km = round(WITHIN_KM)
    return {
        "title": say("report.coverage"),
        "lead": say("report.coverage_lead", km=km, communes=namer.number(cover.communes))
        if gaps
        else say("report.coverage_none"),
        "columns": [say(f"report.{name}") for name in ("audience", "communes", "people", "remote", "largest")],
        "rows": [
            [gap.audience, namer.number(gap.communes), namer.number(gap.people), namer.number(gap.remote), gap.largest]
            for gap in gaps
        ],
        "maps": [_map(name, one, cover, namer) for name, one in cover.maps()],
        "legend": [
            {"color": color, "text": say(f"cover.step_{step}")}
            for step, color in enumerate(("#ffffff", "#f0b54a", "#cf5b1f", "#6d1020"))
        ],
        "legend_lead": f"{say('cover.legend')} {say('cover.place_legend')}",
        "weeks": _weeks(cover, namer),
    }


def _map(name: str, drawn: Map, cover: Cover, namer: Namer) -> dict[str, str]:
    alt = map_alt(name, drawn, cover, namer)
    macros: Any = templates().get_template("map.svg").module
    return {"name": name, "alt": alt, "svg": str(macros.map_of(drawn, alt)).strip()}


def map_alt(name: str, drawn: Map, cover: Cover, namer: Namer) -> str:
    """What a map shows, in a sentence."""
    say = namer.words.say
    lacking = sum(number for step, number in drawn.steps().items() if step)
    audience = say("cover.map_one", audience=cover.audience) if cover.audience else say("cover.map_any")
    values = {"name": name, "gaps": namer.number(lacking), "communes": namer.number(len(drawn.dots))}
    return say("cover.map_alt", audience=audience, **values)


def _weeks(cover: Cover, namer: Namer) -> dict[str, Any]:
    say, weeks, names = namer.words.say, cover.weeks, cover.picture.territories.names
    return {
        "title": say("cover.weeks_title", least=HALF_DAYS),
        "lead": say("report.weeks_lead", number=len(weeks), shown=min(len(weeks), WEEKS))
        if weeks
        else say("cover.weeks_none", least=HALF_DAYS),
        "columns": [say(f"cover.column.{name}") for name in ("place", "commune", "territory", "half_days")],
        "rows": [
            [place.name, place.commune, names[place.territory], namer.number(place.half_days)]
            for place in weeks[:WEEKS]
        ],
    }


def label_columns(namer: Namer) -> tuple[str, ...]:
    """The columns of the self-assessment."""
    say = namer.words.say
    return ("", say("report.criterion"), say("report.standing"), say("report.measured"), say("report.evidence"))


def label_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The 29 criteria: number, text, where it stands, what measures it, where else to look."""
    namer = report.namer
    figures = {figure.indicator.id: figure for figure in report.figures}
    for criterion in report.criteria:
        measured = "\N{NO-BREAK SPACE}; ".join(_measures(criterion, figures, namer))
        state = namer.words.say(f"report.states.{standing_of(criterion, figures)}")
        yield str(criterion.number), criterion.text, state, measured, criterion.evidence


def _measures(criterion: Criterion, figures: Mapping[str, Figure], namer: Namer) -> Iterator[str]:
    for name in criterion.indicators:
        if name in figures and figures[name].indicator.shape is not Shape.PARTS:
            figure = figures[name]
            yield f"{figure.indicator.label}\N{NO-BREAK SPACE}: {namer.result(figure)}"
