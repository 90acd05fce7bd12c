"""``/direct``: writing with a person of the service in the same talk, when one of them can answer (L08)."""

from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.conversation import Turn, UnknownConversationError


class Asked(Protocol):
    """A talk whose person asked for somebody; ``by`` is who answers, once somebody does."""

    @property
    def by(self) -> int | None: ...


class Somebody(Protocol):
    """The people of the service who can answer."""

    async def is_open(self, talk: str) -> bool: ...
    async def ask(self, talk: str) -> bool: ...
    async def asked(self, talk: str) -> Asked | None: ...


class Page(Protocol):
    """The chat page, as far as this needs it."""

    async def again(self, talk: str) -> HTMLResponse: ...
    async def begin(self, notice: str = "", *, widget: bool = False) -> HTMLResponse: ...
    async def tell(self, talk: str, key: str) -> None: ...
    async def since(self, talk: str, known: int) -> dict[str, Any]: ...


class Listening(BaseModel):
    """What the page's script sends while it listens: the talk, and how many of its lines it has."""

    model_config = ConfigDict(extra="forbid")

    conversation: Annotated[str, Field(max_length=64)]
    known: Annotated[int, Field(ge=0, le=10_000)] = 0


async def standing(somebody: Somebody, turn: Turn) -> str:
    """Whether a person can be asked from here ("offered"), is asked ("asked"), answers ("answered"), or none ("")."""
    if (asked := await somebody.asked(turn.conversation)) is not None:
        return "asked" if asked.by is None else "answered"
    return "offered" if turn.outcome == "human" and await somebody.is_open(turn.conversation) else ""


def direct_router(page: Page, somebody: Somebody) -> APIRouter:
    """By form, then by the page's script or by the page's own button."""
    router = APIRouter(include_in_schema=False)

    @router.post("/direct")
    async def ask(talk: Annotated[str, Form(max_length=64)] = "") -> HTMLResponse:
        try:
            is_asked = await somebody.ask(talk)
            await page.tell(talk, "utter_live_asked" if is_asked else "utter_live_nobody")
        except UnknownConversationError:
            return await page.begin()
        return await page.again(talk)

    @router.post("/conversation/ecoute")
    async def listen(listening: Listening) -> dict[str, Any]:
        return await page.since(listening.conversation, listening.known)

    return router
