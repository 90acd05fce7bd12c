"""``POST /reglages``: how a person wants the pages to be, with or without JavaScript."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from bot.web import preferences
from bot.web.page import ChatPage
from bot.web.preferences import SIZES, Preferences


class Comfort(BaseModel):
    """The settings form as sent."""

    size: int = SIZES[0]
    plain: bool = False
    aloud: bool = False
    contrast: bool = False
    discreet: bool = False
    talk: str = Field(default="", max_length=64)
    back: str = Field(default="/", max_length=200)
    quiet: bool = False

    def chosen(self) -> Preferences:
        """The preferences, without what is not one of ours."""
        size = self.size if self.size in SIZES else SIZES[0]
        return Preferences(size, self.plain, self.aloud, self.contrast, self.discreet)

    def address(self) -> str:
        """Where to go back: one of our own pages."""
        own = self.back.startswith("/") and not self.back.startswith(("//", "/\\"))
        return self.back if own else "/"


def comfort_router(page: ChatPage) -> APIRouter:
    """The settings: kept in a session cookie; the talk under way goes on."""
    router = APIRouter(include_in_schema=False)

    @router.post("/reglages")
    async def settle(form: Annotated[Comfort, Form()]) -> Response:
        preferences.current.set(form.chosen())
        await page.settle(form.talk, form.chosen())
        answer: Response
        if form.quiet:
            answer = Response(status_code=204)
        elif form.talk:
            answer = await page.again(form.talk)
        else:
            answer = RedirectResponse(form.address(), status_code=303)
        preferences.keep(answer, form.chosen())
        return answer

    return router
