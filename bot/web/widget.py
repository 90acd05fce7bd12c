"""``/widget.js``: one line of HTML puts the chat on another site, in a frame of our own origin."""

from fastapi import APIRouter
from fastapi.responses import Response

from bot.web.pages import Pages

# Asked for by other sites, unlike every page; an hour, so that a correction reaches them the same day.
HEADERS = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=3600"}


def widget_router(pages: Pages) -> APIRouter:
    """The script, with the service's texts in it."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget.js")
    def widget() -> Response:
        return Response(pages.script("widget.js"), media_type="text/javascript; charset=utf-8", headers=HEADERS)

    return router
