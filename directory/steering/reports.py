"""Annual and quarterly reports in the five headings of the PACA agreement, with the label's criteria (PA7, L22, NO15).

A report is made of published figures and of how the network stands, then written as a page, a PDF and a workbook.
"""

import json
from datetime import datetime

from directory.steering.board import CONTACTS
from directory.steering.cover import Cover, cover_tables
from directory.steering.exports import Table, as_xlsx, definitions_table, figures_table
from directory.steering.figures import Figure, View, figures_of, load_costs, trend
from directory.steering.label import load_label
from directory.steering.paper import TEMPLATES, Report, label_columns, label_rows, paper, templates, territory_rows
from directory.steering.release import Steering
from directory.steering.wording import Namer


class UnknownTerritory(LookupError):  # noqa: N818 - a fact of the trade
    """No territory has this code; the message lists those there are."""


class NothingPublished(LookupError):  # noqa: N818
    """The period has no closed quarter yet."""


def make_report(
    steering: Steering, territory: str, *, year: int, quarter: int | None = None, now: datetime, address: str = ""
) -> Report:
    """The report of a territory ("tours", "paca/nice", "all") over a year or one of its quarters.

    ``address`` is where the public reaches the service, for links.
    :class:`UnknownTerritory`; :class:`NothingPublished`.
    """
    release, picture = steering.release(year, now=now), steering.picture(now=now)
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

    def figures(of: View) -> tuple[Figure, ...]:
        return figures_of(release, picture, steering.catalogue, of, costs)

    return Report(
        release=release,
        view=view,
        namer=Namer.of(steering.directory),
        figures=figures(view),
        monthly=trend(release, contacts, view),
        parts=tuple((part, figures(View(part, period))) for part in parts),
        cover=Cover(picture, where, "", ()),
        criteria=load_label(),
        made=now,
        address=address,
    )


def as_page(report: Report) -> str:
    """The report as one page that needs no other file."""
    return templates().get_template("report.html").render(paper=paper(report))


def as_pdf(report: Report) -> bytes:
    """The report as a tagged PDF (PDF/UA-1)."""
    import typst  # noqa: PLC0415 - 7 MB of it, for a file asked for now and then

    written = typst.compile(
        str(TEMPLATES / "report.typ"),
        sys_inputs={"paper": json.dumps(paper(report), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(report.made.timestamp()),
    )
    return bytes(written)


def as_workbook(report: Report) -> bytes:
    """The report as a workbook: its figures, its territories, its coverage, the criteria, what each indicator means."""
    namer = report.namer
    say = namer.words.say
    sheets = [
        figures_table(report.figures, namer, say("report.figures")),
        Table(say("report.territories"), *territory_rows(report)),
        *cover_tables(report.cover, namer)[:2],
        Table(say("report.sheet_label"), label_columns(namer), tuple(label_rows(report))),
        definitions_table(report.figures, namer),
    ]
    return as_xlsx(sheets, say("hidden"))
