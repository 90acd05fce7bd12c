"""The chat page: the same reception with JavaScript (turns without reloading) and without (forms)."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.conversation import Channel, Conversation, Turn, UnknownConversationError
from bot.web import direct, preferences
from bot.web.chat import Message
from bot.web.direct import Somebody
from bot.web.pages import Pages
from bot.web.preferences import Preferences
from bot.web.turns import Now, Shower

FORGET = '"cache", "cookies", "storage"'  # what the browser is asked to erase


class PageMessage(Message):
    """What the page's script sends."""

    widget: bool = False


class ChatPage:
    """One page, shown whole or turn by turn."""

    def __init__(
        self,
        conversation: Conversation,
        pages: Pages,
        somebody: Somebody,
        *,
        word: Callable[[], str] = lambda: secrets.token_urlsafe(8),
    ) -> None:
        self._conversation = conversation
        self._somebody = somebody
        self._pages = pages
        self._shower = Shower(pages)
        self._word = word

    async def begin(self, notice: str = "", *, widget: bool = False) -> HTMLResponse:
        """The page of a new talk."""
        return await self.whole(await self._start(), notice, widget=widget)

    async def go_on(self, talk: str, words: str, once: str, *, widget: bool = False) -> HTMLResponse:
        """The page after one turn by form; a new talk when there is none, or when that one is over."""
        if not talk:
            talk = (await self._start()).conversation  # a subject picked on another page begins a talk
        # The same answer from the same page is a page loaded again; another answer from it is a change of mind.
        name = f"{once}:{sha256(words.encode()).hexdigest()[:16]}" if once else None
        try:
            return await self.whole(await self._conversation.say(talk, words, once=name), widget=widget)
        except UnknownConversationError:
            return await self.begin(self._pages.text("over"), widget=widget)

    async def again(self, talk: str) -> HTMLResponse:
        """The same talk shown again, nothing played: from the widget to a page of its own, or after a setting."""
        try:
            return await self.whole(await self._conversation.view(talk))
        except UnknownConversationError:
            return await self.begin(self._pages.text("over"))

    async def turn(self, message: PageMessage) -> dict[str, Any]:
        """One turn as the page's script shows it; a new talk, with a notice, when that one is over."""
        try:
            turn = await self._conversation.say(message.conversation or "", message.message, once=message.turn)
        except UnknownConversationError:
            turn = await self._start()
            return await self.parts(turn, widget=message.widget) | {"notice": self._pages.text("over")}
        return await self.parts(turn, widget=message.widget)

    async def settle(self, talk: str, chosen: Preferences) -> None:
        """What the person chose, for the answers to come of this talk."""
        with suppress(UnknownConversationError):
            await self._conversation.set_plain(talk, chosen.plain)

    async def _start(self) -> Turn:
        return await self._conversation.start(Channel.WEB, plain=preferences.current.get().plain)

    async def told(self, message: PageMessage) -> dict[str, Any]:
        """All that was said, for a page loaded again; 404 when the talk is over."""
        try:
            turn = await self._conversation.view(message.conversation or "")
        except UnknownConversationError:
            raise HTTPException(404, self._pages.text("over")) from None
        lines = self._shower.all_lines(await self._conversation.lines(turn.conversation), turn)
        parts = await self.parts(turn, widget=message.widget)
        return parts | {"lines": [self._pages.part("line", line) for line in lines]}

    async def tell(self, talk: str, key: str) -> None:
        """A text of the service in this talk; raises ``UnknownConversationError``."""
        await self._conversation.tell(talk, key)

    async def since(self, talk: str, known: int) -> dict[str, Any]:
        """What others said after so many lines, and what can be done now; 404 when the talk is over."""
        try:
            turn = await self._conversation.view(talk)
            standing = await direct.standing(self._somebody, turn)
            turn, lines = await self._conversation.view(talk), await self._conversation.lines(talk)
        except UnknownConversationError:
            raise HTTPException(404, self._pages.text("over")) from None
        new = self._shower.lines_after(lines, known)
        now = replace(self._shower.now(turn, self._word()), live=standing, told=len(lines))
        return {
            "conversation": turn.conversation,
            "lines": [self._pages.part("line", line) for line in new if not line.by_person],
            "now": self._pages.part("now", now),
            "card": self._shower.card(turn),
        }

    async def whole(self, turn: Turn, notice: str = "", *, widget: bool = False) -> HTMLResponse:
        """The page with all that was said."""
        now = await self._now(turn, widget=widget)
        lines = await self._conversation.lines(turn.conversation)
        page = self._pages.show(
            "chat.html",
            lines=self._shower.all_lines(lines, turn),
            now=now,
            card=self._shower.card(turn),
            page_notice=notice,
            widget=widget,
        )
        return self._pages.in_a_frame(page) if widget else page

    async def _now(self, turn: Turn, *, widget: bool) -> Now:
        now = self._shower.now(turn, self._word(), widget=widget)
        if widget:  # a person is asked for in a page of our own, as everything that commits
            return now
        told = len(await self._conversation.lines(turn.conversation))
        return replace(now, live=await direct.standing(self._somebody, turn), told=told)

    async def parts(self, turn: Turn, *, widget: bool = False) -> dict[str, Any]:
        """What a turn changes on the page, as HTML made by the same macros as the whole page."""
        return {
            "conversation": turn.conversation,
            "lines": [self._pages.part("line", line) for line in self._shower.new_lines(turn)],
            "now": self._pages.part("now", await self._now(turn, widget=widget)),
            "card": self._shower.card(turn),
            "notice": "",
        }

    async def erase(self, talk: str) -> HTMLResponse:
        """The talk is forgotten, and the browser asked to forget too."""
        await self._conversation.forget(talk)
        answer = self._pages.show("message.html", title=self._pages.text("erased"), again=True)
        answer.headers["Clear-Site-Data"] = FORGET
        return answer

    async def leave(self, talk: str) -> Response:
        """The quick exit: the talk is forgotten and an ordinary page takes its place."""
        await self._conversation.forget(talk)
        return RedirectResponse("/calendrier", status_code=303, headers={"Clear-Site-Data": FORGET})


Talk = Annotated[str, Form(max_length=64)]


def page_router(page: ChatPage) -> APIRouter:
    """``GET /`` begins a talk; ``POST /`` is one turn by form, ``POST /conversation`` one turn for the script."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def begin(widget: bool = False) -> HTMLResponse:
        return await page.begin(widget=widget)

    @router.post("/")
    async def go_on(
        talk: Talk = "",
        message: Annotated[str, Form(max_length=20_000)] = "",
        choice: Annotated[str, Form(max_length=200)] = "",
        once: Annotated[str, Form(max_length=40)] = "",
        widget: Annotated[bool, Form()] = False,
    ) -> HTMLResponse:
        return await page.go_on(talk, choice or message, once, widget=widget)

    @router.post("/conversation")
    async def turn(message: PageMessage) -> dict[str, Any]:
        return await page.turn(message)

    @router.post("/conversation/revoir")
    async def told(message: PageMessage) -> dict[str, Any]:
        return await page.told(message)

    @router.post("/reprendre")
    async def again(talk: Talk = "") -> HTMLResponse:
        return await page.again(talk)

    @router.post("/effacer")
    async def erase(talk: Talk = "") -> HTMLResponse:
        return await page.erase(talk)

    @router.post("/sortie")
    async def leave(talk: Talk = "") -> Response:
        return await page.leave(talk)

    return router
