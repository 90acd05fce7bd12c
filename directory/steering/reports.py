"""Annual and quarterly reports in the five headings of the PACA agreement, with the label's criteria (PA7, L22, NO15).

A report is made of published figures only, then written as a page, a PDF (tagged, PDF/UA) and a workbook.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from directory.steering.board import CONTACTS
from directory.steering.exports import Table, as_xlsx, figures_table
from directory.steering.figures import Figure, Part, View, figures_of, load_costs, trend
from directory.steering.indicators import Heading, Indicator, Shape
from directory.steering.label import Criterion, Standing, load_label, standing_of
from directory.steering.network import AudienceGap, Share, audience_gaps, network_shares
from directory.steering.opinions import PARIS
from directory.steering.release import Release, Steering
from directory.steering.wording import Namer

TEMPLATES = Path(__file__).with_name("templates")
COMPARED = ("contacts", "outside_hours", "answered", "two_doors", "appointments", "answered_in_time", "satisfaction")


class UnknownTerritory(LookupError):  # noqa: N818 - a fact of the trade
    """No territory has this code; the message lists those there are."""


class NothingPublished(LookupError):  # noqa: N818
    """The period has no closed quarter yet."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says, before it is written in one form or another."""

    release: Release
    view: View
    namer: Namer
    figures: tuple[Figure, ...]
    monthly: tuple[Part, ...]
    parts: tuple[tuple[str, tuple[Figure, ...]], ...]
    shares: tuple[Share, ...]
    gaps: tuple[AudienceGap, ...]
    criteria: tuple[Criterion, ...]
    made: datetime

    @property
    def is_annual(self) -> bool:
        """Whether it is about a year, not a quarter."""
        return self.view.period == str(self.release.year)


def make_report(
    steering: Steering,
    territory: str,
    *,
    year: int,
    quarter: int | None = None,
    now: datetime,
    fiches: Sequence[bool] = (),
) -> Report:
    """The report of a territory ("tours", "paca/nice", "all") over a year or one of its quarters.

    ``fiches`` tells of each piece of information whether it was reviewed in time. :class:`UnknownTerritory`;
    :class:`NothingPublished`.
    """
    release = steering.release(year, now=now)
    territories = release.territories
    where = territories.find(territory)
    if where is None:
        raise UnknownTerritory(", ".join(code.removeprefix("region:") for code in territories.parents))
    period = f"{year}-T{quarter}" if quarter else str(year)
    if period not in release.periods or not release.quarters:
        raise NothingPublished(period)
    view, costs = View(where, period), load_costs()
    contacts = next(one for one in steering.catalogue.indicators if one.definition == CONTACTS)
    parts = [part for part in territories.parts(where) if release.number(CONTACTS, period, part) != 0]
    return Report(
        release=release,
        view=view,
        namer=Namer.of(steering.directory),
        figures=figures_of(release, steering.catalogue, view, costs),
        monthly=trend(release, contacts, view),
        parts=tuple((part, figures_of(release, steering.catalogue, View(part, period), costs)) for part in parts),
        shares=network_shares(steering.directory, territories, where, now=now, fiches=fiches),
        gaps=audience_gaps(steering.directory, territories, where),
        criteria=load_label(),
        made=now,
    )


def as_page(report: Report) -> str:
    """The report as one page that needs no other file."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(), undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html").render(paper=paper(report))


def as_pdf(report: Report) -> bytes:
    """The report as a tagged PDF (PDF/UA-1)."""
    written = typst.compile(
        str(TEMPLATES / "report.typ"),
        sys_inputs={"paper": json.dumps(paper(report), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(report.made.timestamp()),
    )
    return bytes(written)


def as_workbook(report: Report) -> bytes:
    """The report as a workbook: its figures, its territories, the criteria."""
    namer = report.namer
    say = namer.words.say
    sheets = [
        figures_table(report.figures, namer, say("report.figures")),
        Table(say("report.territories"), *_territories(report, namer)),
        Table(say("report.sheet_label"), _label_columns(namer), tuple(_label_rows(report))),
    ]
    return as_xlsx(sheets, say("hidden"))


def paper(report: Report) -> dict[str, Any]:
    """What both the page and the PDF lay out, every word and number written as it is read."""
    namer = report.namer
    say = namer.words.say
    period = namer.period(report.release, report.view.period)
    columns, rows = _territories(report, namer)
    made = namer.words.full_day(report.made.astimezone(PARIS).date())
    return {
        "title": say("report.annual" if report.is_annual else "report.quarterly"),
        "subtitle": say(
            "report.subtitle", territory=report.release.territories.names[report.view.where], period=period
        ),
        "made": say("report.made", day=made),
        "sample": say("sample") if report.release.sample else "",
        "frame": say("report.frame"),
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
        "coverage": _coverage(report, namer),
        "label": {
            "title": say("report.label"),
            "lead": say("report.label_lead"),
            "columns": _label_columns(namer),
            "rows": [list(row) for row in _label_rows(report)],
        },
        "method": {"title": say("report.method"), "text": say("report.method_text"), "hidden": say("hidden_why")},
    }


def _heading(report: Report, heading: Heading) -> dict[str, Any]:
    namer = report.namer
    figures = [figure for figure in report.figures if figure.indicator.heading is heading]
    shares = [_share_row(share, namer) for share in report.shares if share.heading is heading]
    single = [_result(figure, namer) for figure in figures if figure.indicator.shape is not Shape.PARTS]
    splits = [_split(figure, namer) for figure in figures if figure.indicator.shape is Shape.PARTS]
    return {"name": namer.words.say(f"heading.{heading}"), "results": [*single, *shares], "splits": splits}


def _result(figure: Figure, namer: Namer) -> dict[str, Any]:
    return {
        "label": figure.indicator.label,
        "value": namer.result(figure),
        "objective": namer.objective(figure),
        "verdict": namer.verdict(figure),
        "met": figure.met,
        "source": figure.indicator.text,
    }


def _share_row(share: Share, namer: Namer) -> dict[str, Any]:
    return {
        "label": namer.words.say(f"network.{share.name}"),
        "value": namer.percent(share.percent),
        "objective": namer.words.say("objective.more", goal=namer.percent(share.objective)),
        "verdict": namer.words.say("objective.met" if share.met else "objective.missed") if share.total else "",
        "met": share.met if share.total else None,
        "source": namer.words.say(f"network.{share.name}_source"),
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


def _territories(report: Report, namer: Namer) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    names = report.release.territories.names
    kept: dict[str, Indicator] = {
        one.indicator.id: one.indicator for one in report.figures if one.indicator.id in COMPARED
    }
    columns = (namer.words.say("column.territory"), *(one.label for one in kept.values()))
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


def _coverage(report: Report, namer: Namer) -> dict[str, Any]:
    say = namer.words.say
    return {
        "title": say("report.coverage"),
        "lead": say("report.coverage_lead", km=30) if report.gaps else say("report.coverage_none"),
        "columns": [say(f"report.{name}") for name in ("audience", "communes", "people", "remote", "largest")],
        "rows": [
            [gap.audience, namer.number(gap.communes), namer.number(gap.people), namer.number(gap.remote), gap.largest]
            for gap in report.gaps
        ],
    }


def _label_columns(namer: Namer) -> tuple[str, ...]:
    say = namer.words.say
    return ("", say("report.criterion"), say("report.standing"), say("report.measured"), say("report.evidence"))


def _label_rows(report: Report) -> Iterator[tuple[str, ...]]:
    namer = report.namer
    figures = {figure.indicator.id: figure for figure in report.figures}
    shares = {share.name: share for share in report.shares}
    for criterion in report.criteria:
        standing: Standing = standing_of(criterion, figures, shares)
        measured = " ; ".join(_measures(criterion, figures, shares, namer))
        state = namer.words.say(f"report.states.{standing}")
        yield str(criterion.number), criterion.text, state, measured, criterion.evidence


def _measures(
    criterion: Criterion, figures: Mapping[str, Figure], shares: Mapping[str, Share], namer: Namer
) -> Iterator[str]:
    for name in criterion.indicators:
        if name in figures and figures[name].indicator.shape is not Shape.PARTS:
            yield f"{figures[name].indicator.label} : {namer.result(figures[name])}"
        if name in shares:
            yield f"{namer.words.say(f'network.{name}')} : {namer.percent(shares[name].percent)}"
