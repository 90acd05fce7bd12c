"""The rows of a file, one at a time whatever its size: CSV, JSON (a list, or a list under a name), JSON Lines, Parquet.

No line is read that is longer than a row may be: a file of gigabytes without an end of line is told, not swallowed.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TextIO

CHUNK = 1 << 16
MAX_ROW = 1 << 20  # characters of one row; the longest real ones have a few thousand
ENDLESS = "cette ligne ne finit pas : rien ne peut être lu après."
PARQUET_BATCH = 500
DECODER = json.JSONDecoder()


class Text(Protocol):
    """A text that is read bit by bit."""

    def read(self, size: int, /) -> str:
        """At most so many characters (or bytes of them); nothing at the end."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the line it begins on; ``fault`` says why there is no row to read."""

    line: int
    data: dict[str, Any]
    fault: str | None = None
    last: bool = False  # nothing can be read after this fault


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of this file, by its ending (.csv, .json, .jsonl, .parquet). What is not UTF-8 is a fault."""
    if path.suffix == ".parquet":
        yield from parquet_rows(path)
        return
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        if path.suffix == ".csv":
            yield from csv_rows(file)
        elif path.suffix in {".jsonl", ".ndjson"}:
            yield from json_lines(file)
        else:
            yield from json_rows(file)


def csv_rows(file: TextIO) -> Iterator[Row]:
    """The rows of a CSV file with a header; the separator is the one its header uses, comma or semicolon."""
    header = file.readline(MAX_ROW)
    if not header.strip():
        yield Row(1, {}, "ce fichier est vide.", last=True)
        return
    separator = ";" if header.count(";") > header.count(",") else ","
    try:
        names = [name.strip() for name in next(csv.reader([header], delimiter=separator))]
    except csv.Error:
        yield Row(1, {}, "la première ligne n’est pas un en-tête de colonnes.", last=True)
        return
    reader = csv.reader(lines(file), delimiter=separator)
    while True:
        line = reader.line_num + 2
        try:
            values = next(reader)
        except StopIteration:
            return
        except EndlessLine:
            yield Row(line, {}, ENDLESS, last=True)
            return
        except csv.Error:
            yield Row(line, {}, "cette ligne n’est pas lisible (guillemets ou longueur).")
            continue
        if not values:
            continue
        if len(values) != len(names):
            yield Row(line, {}, f"il y a {len(values)} colonnes, l’en-tête en annonce {len(names)}.")
        else:
            yield _row(line, dict(zip(names, values, strict=True)))


class EndlessLine(ValueError):  # noqa: N818 - what the file is
    """A line that is longer than any row: what follows cannot be told apart."""


def lines(file: TextIO) -> Iterator[str]:
    """The lines of a text; :class:`EndlessLine` at one that is longer than a row may be."""
    for text in iter(lambda: file.readline(MAX_ROW), ""):
        if len(text) == MAX_ROW and not text.endswith("\n"):
            raise EndlessLine
        yield text


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, some hundreds in memory at a time; dates become the texts that the others have."""
    import pyarrow  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, and no types upstream
    from pyarrow import parquet  # noqa: PLC0415

    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=PARQUET_BATCH):
                for data in batch.to_pylist():
                    number += 1
                    yield _row(number, {name: _plain(value) for name, value in data.items()})
    except (pyarrow.ArrowException, OSError, ValueError):
        yield Row(number + 1, {}, "ce fichier n’est pas du Parquet lisible jusqu’au bout.", last=True)


def _plain(value: Any) -> Any:
    return value.isoformat()[:10] if isinstance(value, date) else value


def json_lines(file: TextIO) -> Iterator[Row]:
    """The rows of a file that has one JSON object on each line."""
    line = 0
    try:
        for line, text in enumerate(lines(file), 1):
            if text.strip():
                yield _json_line(line, text)
    except EndlessLine:
        yield Row(line + 1, {}, ENDLESS, last=True)


def _json_line(line: int, text: str) -> Row:
    try:
        return _row(line, json.loads(text))
    except (ValueError, RecursionError):
        return Row(line, {}, "cette ligne n’est pas du JSON.")


def json_rows(file: Text) -> Iterator[Row]:
    """The objects of the first list of a JSON text, read as they come: the whole is never in memory."""
    text, line = "", 1
    began = False
    while True:
        chunk = file.read(CHUNK)
        text += chunk
        if not began:
            opening = text.find("[")
            if opening < 0 and (not chunk or len(text) > MAX_ROW):
                yield Row(line, {}, "il n’y a pas de liste JSON dans ce fichier.", last=True)
                return
            if opening < 0:
                continue
            line += text.count("\n", 0, opening)
            text, began = text[opening + 1 :], True
        rows, text, line, ended = _items(text, line)
        yield from rows
        if ended:
            return
        if not chunk or len(text) > MAX_ROW:
            yield Row(line, {}, "le fichier n’est plus lisible à partir d’ici.", last=True)
            return


def _items(text: str, line: int) -> tuple[list[Row], str, int, bool]:
    """The whole objects at the head of the text, what remains, its line, and whether the list has ended."""
    rows: list[Row] = []
    at = 0
    while True:
        start = at
        while start < len(text) and text[start] in " \t\r\n,":
            start += 1
        line += text.count("\n", at, start)
        at = start
        if at >= len(text) or text[at] == "]":
            return rows, text[at:], line, at < len(text)
        try:
            found, end = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return rows, text[at:], line, False
        rows.append(_row(line, found))
        line += text.count("\n", at, end)
        at = end


def _row(line: int, data: Any) -> Row:
    if not isinstance(data, dict):
        return Row(line, {}, "on attend des champs « nom : valeur ».")
    if not _is_text(data):
        return Row(line, {}, "ce texte n’est pas en UTF-8 : enregistrez le fichier dans cet encodage.")
    return Row(line, data)


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
