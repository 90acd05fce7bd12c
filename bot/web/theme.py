"""``/couleurs.css``: the region's color, over the colors of ``style.css``."""

from fastapi import APIRouter
from fastapi.responses import Response

# ``--site`` is what the site around the widget asks for. The dark theme and paper keep their own colors, and so does
# the strong contrast, whose selector is more precise.
SHEET = """:root {{ --region: var(--site, {color}); }}
@media screen and (prefers-color-scheme: light) {{
  :root {{ --accent: var(--region); --person: var(--region); --tint: color-mix(in srgb, var(--region) 5%, #fff); }}
}}
"""


def theme_router(color: str) -> APIRouter:
    """The sheet that every page links, for one color as ``#rrggbb``."""
    router = APIRouter(include_in_schema=False)
    sheet = SHEET.format(color=color)

    @router.get("/couleurs.css")
    def theme() -> Response:
        return Response(sheet, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})

    return router
