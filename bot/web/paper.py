"""Pages on paper: the same words laid out by Typst as PDF/UA-1, tagged for screen readers, made in memory only."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from fastapi import Response
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.web.pages import HERE, french

TEMPLATES = HERE / "templates"
STANDARD: Final = "ua-1"  # ISO 14289-1: headings, lists, links and language are told to assistive tools

Run = dict[str, Any]  # {"text": …, "bold": …, "href": …}
Block = dict[str, Any]  # {"kind": "text" | "heading" | "list" | "steps", …}

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
_LISTS = {"bullet_list_open": "list", "ordered_list_open": "steps"}


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``templates/<template>.typ`` with this data; raises ``typst.TypstError`` when that cannot be done."""
    import typst  # noqa: PLC0415 - 7 MB of it, for a file asked for now and then

    words = json.dumps(data, ensure_ascii=False)
    file = TEMPLATES / f"{template}.typ"
    return bytes(
        typst.compile(str(file), root=str(TEMPLATES), format="pdf", pdf_standards=STANDARD, sys_inputs={"data": words})
    )


def as_file(file: bytes, name: str) -> Response:
    """A PDF as an answer that opens in the browser and saves under this name."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(file, media_type="application/pdf", headers=headers)


def runs(text: str) -> list[Run]:
    """A line of Markdown as pieces of text, plain, bold or linked."""
    tokens = _MARKDOWN.parseInline(french(text))
    return list(_runs(tokens[0].children or ()))


def blocks(text: str, *, below: int = 0) -> list[Block]:
    """Markdown as paragraphs, headings and lists; its headings go ``below`` levels down."""
    return list(_blocks(_MARKDOWN.parse(french(text)), below))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold, href = False, ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type == "strong_open"
            case "link_open":
                href = str(token.attrGet("href") or "")
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                yield {"text": " ", "bold": False, "href": ""}
            case _ if token.content:
                yield {"text": token.content, "bold": bold, "href": href if href.startswith("http") else ""}


def _blocks(tokens: Sequence[Token], below: int) -> Iterator[Block]:
    gathered: Block | None = None  # the list under way
    level = 0
    for token in tokens:
        if token.type in _LISTS:
            gathered = {"kind": _LISTS[token.type], "items": []}
        elif gathered is not None and token.type.endswith("_list_close"):
            yield gathered
            gathered = None
        elif token.type == "heading_open":
            level = int(re.sub(r"\D", "", token.tag)) + below
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            found = list(_runs(token.children or ()))
            if gathered is not None:
                gathered["items"].append(found)
            else:
                yield {"kind": "heading", "level": level, "runs": found} if level else {"kind": "text", "runs": found}
