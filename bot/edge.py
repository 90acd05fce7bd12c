"""The edge of the application: whatever goes wrong, a clear sentence leaves it, and no trace stays behind."""

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.shelf import ShelfError
from bot.web.pages import Pages

log = structlog.get_logger()


def add_error_pages(app: FastAPI, pages: Pages) -> None:
    """An error is a clear sentence: JSON for programs, a page for people, never a stack trace."""

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        sentence = error.detail if error.status_code != 404 or not _reads_pages(request) else pages.text("not_found")
        return _error(request, pages, error.status_code, sentence)

    @app.exception_handler(ShelfError)
    async def out_of_reach(request: Request, _: ShelfError) -> Response:
        return _error(request, pages, 503, pages.text("error"))

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> Response:
        # Which parts, never what was in them: it may be a person's words.
        parts = sorted({".".join(map(str, problem["loc"][1:])) or "corps" for problem in error.errors()})
        return _error(request, pages, 422, f"{pages.text('unreadable')} ({', '.join(parts)})")

    app.add_middleware(NeverATrace, pages=pages)


class NeverATrace:
    """The edge: whatever fails, a person is answered, and no trace is written anywhere."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001 - the edge: a person is answered, and no trace is written anywhere
            log.error("request_failed", error=type(error).__name__)
            if not began and scope["type"] == "http":
                await _error(Request(scope), self._pages, 500, self._pages.text("error"))(scope, receive, send)


def _reads_pages(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def _error(request: Request, pages: Pages, status: int, sentence: str) -> Response:
    if _reads_pages(request):
        return pages.show("message.html", status=status, title=sentence, again=True)
    return JSONResponse({"detail": sentence}, status_code=status)
