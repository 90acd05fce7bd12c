"""Renders the desk's templates: every string comes from ``texts.yml``, everything a person wrote is escaped."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from directory.desk.names import names, week_in_words
from directory.desk.roles import Right
from directory.desk.words import Words, load_words

PREFIX = "/desk"
HERE = Path(__file__).parent
STATIC, TEMPLATES = HERE / "static", HERE / "templates"
KINDS: Mapping[str, str] = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
KEPT = "public, max-age=31536000, immutable"  # the address changes with the content


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of the desk's pages, the same for everybody."""

    content: bytes
    media_type: str

    @property
    def version(self) -> str:
        """What changes when the content does."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    def answer(self) -> Response:
        """The file, to be kept by the browser."""
        return Response(self.content, media_type=self.media_type, headers={"Cache-Control": KEPT})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu: the end of its text's key, its address, the right it needs."""

    name: str
    address: str
    right: Right


MENU = (
    Entry("inbox", PREFIX, Right.CASES),
    Entry("day", f"{PREFIX}/agenda", Right.CASES),
    Entry("week", f"{PREFIX}/semaine", Right.CASES),
    Entry("closed", f"{PREFIX}/terminees", Right.CASES),
    Entry("front", f"{PREFIX}/accueil", Right.CASES),
    Entry("talks", f"{PREFIX}/conversations", Right.CASES),
    Entry("hours", f"{PREFIX}/horaires", Right.AGENDA),
    Entry("card", f"{PREFIX}/fiche", Right.CARD),
    Entry("territory", f"{PREFIX}/territoire", Right.TERRITORY),
    Entry("team", f"{PREFIX}/equipe", Right.TEAM),
    Entry("steering", f"{PREFIX}/pilotage", Right.STEERING),
)
"""The menu: each role sees the entries it has the right to."""


def load_static(folder: Path = STATIC) -> Mapping[str, StaticFile]:
    """The static files by name; no other file can be asked for."""
    paths = (path for path in sorted(folder.iterdir()) if path.suffix in KINDS)
    return {path.name: StaticFile(path.read_bytes(), KINDS[path.suffix]) for path in paths}


class Pages:
    """Templates with the words and the static files in them."""

    def __init__(
        self, words: Words, static: Mapping[str, StaticFile], templates: Sequence[Path] = (TEMPLATES,)
    ) -> None:
        self.words = words
        self.static = static
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        addresses = {name: f"{PREFIX}/static/{name}?v={file.version}" for name, file in static.items()}
        self._environment.globals.update(t=words.say, words=words, static=addresses, desk=PREFIX, menu=MENU)
        self._environment.globals.update(week_of=week_in_words, names=names())

    def prepare(self) -> None:
        """Reads every template now, not while somebody waits for a page."""
        for template in self._environment.list_templates(extensions=("html", "svg")):
            self._environment.get_template(template)

    def show(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page that nobody keeps: neither the browser's cache nor a machine on the way."""
        page = self._environment.get_template(template).render(**values)
        return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})


@cache
def load_pages() -> Pages:
    """The pages of the desk, with their words and files, read once."""
    return Pages(load_words(), load_static())
