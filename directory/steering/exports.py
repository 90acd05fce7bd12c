"""Figures as files: CSV for any tool, XLSX for spreadsheets. Only what is published is in them."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.steering.figures import Figure
from directory.steering.wording import Namer

Cell = str | float | None
WIDEST = 500  # pixels of a column


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, its columns, its rows; ``None`` is a hidden figure."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figures_table(figures: Sequence[Figure], namer: Namer, title: str) -> Table:
    """Every indicator with its parts, one line each."""
    say = namer.words.say
    columns = ("heading", "indicator", "item", "number", "percent", "objective", "source")
    return Table(title, tuple(say(f"column.{name}") for name in columns), tuple(_rows(figures, namer)))


def definitions_table(figures: Sequence[Figure], namer: Namer) -> Table:
    """What each indicator means: its formula, its objective, the text that asks for it."""
    say = namer.words.say
    columns = ("heading", "indicator", "formula", "objective", "source")
    rows = (
        (say(f"heading.{one.heading}"), one.label, namer.formula(one), namer.objective(figure), one.text)
        for figure, one in ((figure, figure.indicator) for figure in figures)
    )
    return Table(say("page.definitions"), tuple(say(f"column.{name}") for name in columns), tuple(rows))


def as_csv(table: Table, hidden: str) -> bytes:
    """The table in UTF-8 with its mark, semicolons and decimal commas, as French spreadsheets open it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_spelt(cell, hidden) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(tables: Sequence[Table], hidden: str) -> bytes:
    """The tables as sheets of a workbook, their first line kept in view; no column is wider than a screen."""
    import xlsxwriter  # noqa: PLC0415 - 15 MB of it, for a file asked for now and then

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E3EBFA", "border": 1})
        for table in tables:
            sheet = book.add_worksheet(table.name[:31])
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.columns, bold)
            for number, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    sheet.write(number, column, hidden if cell is None else cell)
            sheet.autofit(WIDEST)
    return file.getvalue()


def _rows(figures: Sequence[Figure], namer: Namer) -> Iterator[tuple[Cell, ...]]:
    for figure in figures:
        one = figure.indicator
        heading = namer.words.say(f"heading.{one.heading}")
        value = None if figure.hidden else round(figure.value, 2) if figure.value is not None else ""
        shown = ("", value) if one.unit == "percent" else (value, "")
        yield heading, one.label, "", *shown, figure.objective if figure.objective is not None else "", one.text
        for part in namer.ordered(figure):
            percent = round(part.percent, 1) if part.percent is not None else None
            yield heading, one.label, namer.item(one.by, part.item), part.number, percent, "", one.text


def _spelt(cell: Cell, hidden: str) -> str:
    if cell is None:
        return hidden
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell  # never a formula
    return f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell)
