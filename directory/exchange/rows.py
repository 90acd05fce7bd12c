"""The rows of a file, one at a time whatever its size: CSV, JSON (a list, or a list under a name), JSON Lines, Parquet.

No line is read that is longer than a row may be: a file of gigabytes without an end of line is told, not swallowed.
"""

import codecs
import csv
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TextIO

CHUNK = 1 << 16
MAX_ROW = 1 << 20  # characters of one row; the longest real ones have a few thousand
ENDLESS = "cette ligne ne finit pas : rien ne peut être lu après."
NOT_UTF_8 = "ce texte n’est pas en UTF-8 : enregistrez le fichier dans cet encodage."
PARQUET_BATCH = 500
DECODER = json.JSONDecoder()
BETWEEN = re.compile(r"[ \t\r\n,]*")
OPENING = re.compile(r"\s*(\{\s*\"[^\"\\]{1,80}\")")  # how an object begins, with the name of its first field


class Text(Protocol):
    """A text that is read bit by bit."""

    def read(self, size: int, /) -> str:
        """At most so many characters (or bytes of them); nothing at the end."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the line it begins on; ``fault`` says why there is no row to read.

    Then ``data`` has its identifier at most.
    """

    line: int
    data: dict[str, Any]
    fault: str | None = None
    last: bool = False  # nothing can be read after this fault


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of this file, by its ending (.csv, .json, .jsonl, .parquet). What is not UTF-8 is a fault."""
    if path.suffix == ".parquet":
        yield from parquet_rows(path)
    elif path.suffix in READERS:
        yield from text_rows(path, READERS[path.suffix])
    else:
        yield Row(1, {}, f"« {path.name} » : on lit des fichiers {', '.join(READERS)} ou .parquet.", last=True)


def text_rows(path: Path, read: Callable[[TextIO], Iterator[Row]]) -> Iterator[Row]:
    """The rows of a file of text, whatever its first bytes; a file that is not there is a fault too."""
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
        if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            yield Row(1, {}, NOT_UTF_8, last=True)
            return
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            yield from read(file)
    except OSError:
        yield Row(1, {}, "ce fichier est introuvable ou illisible.", last=True)


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
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        yield Row(1, {}, f"la colonne « {twice[:60]} » est écrite deux fois.", last=True)
        return
    yield from _csv_rows(Lines(file), names, separator)


def _csv_rows(text: "Lines", names: list[str], separator: str) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=separator)
    while True:
        line = text.begin()
        try:
            values = next(reader)
        except StopIteration:
            return
        except EndlessLine:
            yield Row(line, {}, ENDLESS, last=True)
            return
        except csv.Error:
            text.give_back()
            yield Row(line, {}, "cette ligne n’est pas lisible (guillemets ou longueur).")
            continue
        if not values:
            continue
        if len(values) != len(names):
            text.give_back()
            yield Row(line, {}, f"il y a {len(values)} colonnes, l’en-tête en annonce {len(names)}.")
        else:
            yield _row(line, dict(zip(names, values, strict=True)))


class Lines:
    """The lines that follow a header. A row that a quote left open has swallowed the good ones after it: they are given
    back, to be read again."""

    def __init__(self, file: TextIO) -> None:
        self._fresh = lines(file)
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 1

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        text = self._again.popleft() if self._again else next(self._fresh)
        self._taken.append(text)
        self._line += 1
        return text

    def begin(self) -> int:
        """The line on which the next row begins."""
        self._taken = []
        return self._line + 1

    def give_back(self) -> None:
        """All lines of this row but the first are still to be read."""
        self._again.extendleft(reversed(self._taken[1:]))
        self._line -= len(self._taken[1:])


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
                for data in _batch(batch):
                    number += 1
                    yield _row(number, data) if data is not None else Row(number, {}, NOT_UTF_8)
    except (pyarrow.ArrowException, OSError, ValueError):
        yield Row(number + 1, {}, "ce fichier n’est pas du Parquet lisible jusqu’au bout.", last=True)


def _batch(batch: Any) -> list[dict[str, Any] | None]:
    """The rows of a batch; ``None`` for one whose texts are not UTF-8."""
    try:
        return [_plain(data) for data in batch.to_pylist()]
    except UnicodeDecodeError:
        if batch.num_rows == 1:
            return [None]
        return [row for number in range(batch.num_rows) for row in _batch(batch.slice(number, 1))]


def _plain(value: Any) -> Any:
    """The value as JSON would have it: dates and other things as texts."""
    match value:
        case dict():
            return {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case date():
            return value.isoformat()[:10]
        case bytes():
            return value.decode("utf-8", "surrogateescape")
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)


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
    """The objects of the first list of a JSON text, read as they come: the whole is never in memory.

    One that is not readable is told, and reading goes on at the next that begins as the first one does.
    """
    text, line, found, chunk = _to_the_list(file)
    if not found:
        yield Row(line, {}, "il n’y a pas de liste JSON dans ce fichier.", last=True)
        return
    opening = OPENING.match(text)
    while True:
        rows, text, line, ended = _items(text, line)
        yield from rows
        if ended:
            return
        if chunk and len(text) <= MAX_ROW:
            chunk = file.read(CHUNK)
            text += chunk
            continue
        after = _after_this(text, opening[1]) if opening else None
        if after is None:
            yield Row(line, {}, "le fichier n’est plus lisible à partir d’ici.", last=True)
            return
        yield Row(line, {}, "cet objet n’est pas lisible : la lecture reprend au suivant.")
        line += text.count("\n", 0, after)
        text = text[after:]


def _to_the_list(file: Text) -> tuple[str, int, bool, str]:
    """What was read after the first opening bracket, its line, whether there is one, and the last chunk."""
    text = ""
    while True:
        chunk = file.read(CHUNK)
        text += chunk
        opening = text.find("[")
        if opening >= 0:
            return text[opening + 1 :], 1 + text.count("\n", 0, opening), True, chunk
        if not chunk or len(text) > MAX_ROW:
            return "", 1, False, chunk


def _after_this(text: str, opening: str) -> int | None:
    """Where the next object like the first one begins."""
    found = re.compile(r",\s*(?=" + re.escape(opening) + ")").search(text, 1)
    return found.end() if found else None


def _items(text: str, line: int) -> tuple[list[Row], str, int, bool]:
    """The whole objects at the head of the text, what remains, its line, and whether the list has ended."""
    rows: list[Row] = []
    at = 0
    while True:
        between = BETWEEN.match(text, at)
        assert between is not None  # noqa: S101 - it matches nothing at all, too
        start = between.end()
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


READERS: dict[str, Callable[[TextIO], Iterator[Row]]] = {
    ".csv": csv_rows,
    ".json": json_rows,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
}


def _row(line: int, data: Any) -> Row:
    if not isinstance(data, dict):
        return Row(line, {}, "on attend des champs « nom : valeur ».")
    if not _is_text(data):
        named = {"id": data["id"]} if "id" in data and _is_text(data["id"]) else {}
        return Row(line, named, NOT_UTF_8)
    return Row(line, data)


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
