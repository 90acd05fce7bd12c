"""What the pages of steering are made with: the desk around them, the figures, and files to take away."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Response

from directory.desk.door import Visitor
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX, TEMPLATES, Pages, load_pages
from directory.models import Role
from directory.steering.release import Steering
from directory.steering.wording import steering_words

HERE = Path(__file__).parent / "templates"
ADDRESS = f"{PREFIX}/pilotage"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
TABLES = ("csv", "xlsx")


@cache
def steering_pages() -> Pages:
    """The pages of steering on the frame of the desk, read once."""
    desk = load_pages()
    return Pages(desk.words, desk.static, (HERE, TEMPLATES))


@dataclass(frozen=True, slots=True)
class Steered:
    """The desk, the figures, and the templates of steering."""

    desk: Desk
    steering: Steering
    pages: Pages

    @classmethod
    def of(cls, desk: Desk, steering: Steering) -> "Steered":
        """With the words and files of this desk."""
        return cls(desk, steering, steering_pages())

    def show(self, template: str, visitor: Visitor, *, status: int = 200, **values: Any) -> Response:
        """A page for who is signed in, with the words of steering as ``s``."""
        words = steering_words()
        known = {"visitor": visitor, "csrf": visitor.csrf, "s": words.say, "count": words.count, "here": "steering"}
        answers = visitor.member.role is not Role.MANAGER
        return self.pages.show(template, status=status, **(known | {"address": ADDRESS, "answers": answers} | values))


def download(content: bytes, kind: str, name: str) -> Response:
    """A file to keep, of a kind of :data:`MEDIA`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA[kind], headers=headers)
