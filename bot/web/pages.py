"""What all pages share: templates, the texts in them, and the headers that keep a page private."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.information import Glossary
from bot.replies import capital
from bot.texts import Channel, Texts
from bot.web import preferences
from bot.web.preferences import COOKIE, SIZES, Preferences
from bot.web.terms import TermLinks

HERE = Path(__file__).parent
STATIC = HERE / "static"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types deux-portes; frame-ancestors "
)

# Nothing from elsewhere, nothing inline, nothing kept by a shared machine (trust.md §3).
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY + "'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Pages:
    """Renders templates with the service's texts; every string shown is one of them."""

    def __init__(self, texts: Texts, human_number: str, glossary: Glossary, *, frame_ancestors: str = "'self'") -> None:
        self._texts = texts
        self._terms = TermLinks(glossary)
        self.human_number = human_number
        self._frame_ancestors = frame_ancestors
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(t=self.text, sizes=SIZES, widget=False)
        self._environment.filters.update(markdown=markdown, tel=tel, capital=capital, french=french)

    def text(self, name: str, **values: Any) -> str:
        """A text of the pages (``utter_page_…``) by the end of its key, or any text by its whole key."""
        key = name if name.startswith("utter_") else f"utter_page_{name}"
        return french(self._texts.render(key, Channel.WEB, **values))

    def informing(self, text: str) -> Markup:
        """Verified information as safe HTML, the words of the field explained where they first come."""
        return self._terms.mark(markdown(text))

    def show(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page."""
        shared = {"human_number": self.human_number, "preferences": preferences.current.get()}
        return HTMLResponse(self._environment.get_template(template).render(shared | values), status_code=status)

    def part(self, name: str, *values: Any) -> str:
        """A part of a page alone: a macro of ``parts.html``."""
        parts: Any = self._environment.get_template("parts.html").module
        return str(getattr(parts, name)(*values))

    def script(self, template: str, **values: Any) -> str:
        """A script with the service's texts in it."""
        return self._environment.get_template(template).render(values)

    def in_a_frame(self, page: HTMLResponse) -> HTMLResponse:
        """The same page, allowed inside the sites that embed the widget."""
        page.headers["Content-Security-Policy"] = POLICY + self._frame_ancestors
        page.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return page


_TOGETHER = re.compile(r" (?=[:;?!»%€])|(?<=«) |(?<=\d) (?=\d\d|h\b|km\b)|(?<=\d h) (?=\d)")


def french(text: str) -> str:
    """The same text with the spaces that never break a line in French."""
    return _TOGETHER.sub("\N{NO-BREAK SPACE}", text)


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


def markdown(text: str) -> Markup:
    """Text with simple Markdown as safe HTML; raw HTML in it stays text."""
    return Markup(_MARKDOWN.render(french(text)))  # noqa: S704 - html is off in the renderer


def tel(number: str) -> str:
    """A number as a phone dials it: short numbers as they are, French ones in their international form."""
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return f"+33{digits[1:]}" if len(digits) == 10 and digits[0] == "0" else digits


class PageHeaders:
    """Puts the private-page headers on every answer; pages are never kept by the browser, static files are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        preferences.current.set(Preferences.read(Request(scope).cookies.get(COOKIE, "")))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def from_elsewhere(request: Request) -> bool:
    """Whether a form was posted by another site (browsers say so in Sec-Fetch-Site)."""
    return request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}
