"""``/widget.js``: one line of HTML puts the chat on another site, in a frame of our own origin."""

from fastapi import APIRouter
from fastapi.responses import Response

from bot.web.pages import Pages

# Asked for by other sites, unlike every page; an hour, so that a correction reaches them the same day.
HEADERS = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=3600"}


def widget_router(pages: Pages, color: str) -> APIRouter:
    """The script, with the service's texts in it, and the color it has where the site around it names none."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget.js")
    def widget() -> Response:
        script = pages.script("widget.js", color=color)
        return Response(script, media_type="text/javascript; charset=utf-8", headers=HEADERS)

    return router
