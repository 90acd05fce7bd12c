"""How a person wants the pages to be: larger, plainer, read aloud, discreet. Kept in one session cookie only."""

from contextvars import ContextVar
from dataclasses import dataclass, fields
from typing import Self

from fastapi import Response

COOKIE = "reglages"
SIZES = (100, 125, 150, 200)  # per cent


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose; the cookie holds these few words and nothing about the person."""

    size: int = 100
    plain: bool = False
    aloud: bool = False
    contrast: bool = False
    discreet: bool = False

    @classmethod
    def read(cls, words: str) -> Self:
        """The preferences of a cookie; what it does not know is left out."""
        parts = words.split(".")
        size = next((size for size in SIZES if str(size) in parts), SIZES[0])
        return cls(size=size, **{name: name in parts for name in SWITCHES})

    def write(self) -> str:
        """The words of the cookie."""
        return ".".join([str(self.size), *(name for name in SWITCHES if getattr(self, name))])


SWITCHES = tuple(field.name for field in fields(Preferences) if field.name != "size")

USUAL = Preferences()

current: ContextVar[Preferences] = ContextVar("preferences", default=USUAL)
"""The preferences of the request being answered."""


def keep(response: Response, chosen: Preferences) -> None:
    """Put the preferences in the browser until it is closed."""
    response.set_cookie(COOKIE, chosen.write(), httponly=True, samesite="strict")
