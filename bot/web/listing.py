"""``/annuaire`` and ``/livret``: every place of the directory, to look through and to print (L15, L19, NO13)."""

from functools import cache
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import func, select

from bot.understanding.text import fold
from bot.web.booklet import booklet_paper
from bot.web.pages import Pages
from bot.web.paper import as_file, pdf
from bot.web.places import Chapter, Found, found
from directory.catalogue import (
    ShownSite,
    SitesQuery,
    services_query,
    shown_service,
    shown_site,
    shown_structure,
    sites_query,
    structures_query,
)
from directory.places import Commune, distance_km
from directory.regions import FOLDER, read_region, region_codes
from directory.service import Directory
from directory.vocabulary import Need, StructureType

PER_PAGE = 24
LOOKED_AT = 2_000  # sites sorted by distance at most: far more than a region has
NEAR_KM = 40.0


@cache
def region_name(code: str) -> str:
    """The name of a territory; empty when there is no such one."""
    return read_region(FOLDER / code).region.name if code in region_codes() else ""


class Listing:
    """The directory as pages."""

    def __init__(self, directory: Directory, pages: Pages) -> None:
        self._directory = directory
        self._pages = pages

    def places(self, place: str, kind: StructureType | None, need: Need | None, words: str, page: int) -> HTMLResponse:
        """The places asked for, page by page; by distance from a commune when one is named."""
        commune = self._commune(place)
        query = sites_query(kind=kind, need=need, words=words)
        if commune:
            sites = self._near(commune, query)
            total, shown = len(sites), sites[(page - 1) * PER_PAGE : page * PER_PAGE]
        else:
            total, shown = self._page(query, page)
        return self._pages.show(
            "listing.html",
            here="/annuaire",
            place=place,
            unknown=bool(place.strip()) and commune is None,
            commune=commune.name if commune else "",
            kind=kind,
            need=need,
            words=words,
            kinds=list(StructureType),
            needs=list(Need),
            sites=shown,
            total=total,
            page=page,
            pages_count=max(1, -(-total // PER_PAGE)),
        )

    def booklets(self) -> Response:
        """The territories that have a booklet; straight to it when there is one."""
        with self._directory.reading() as session:
            kept = [code for code in region_codes() if session.scalar(structures_query(region=code).limit(1))]
        territories = [(code, region_name(code)) for code in kept if code != "france"]
        if len(territories) == 1:
            return RedirectResponse(f"/livret/{territories[0][0]}", status_code=303)
        return self._pages.show("booklets.html", territories=territories, here="/livret")

    def booklet(self, code: str) -> HTMLResponse:
        """The welcome booklet of a territory: how to reach the service, what it gives, who receives whom."""
        name, chapters = self._territory(code)
        return self._pages.show("booklet.html", code=code, name=name, chapters=chapters, here=f"/livret/{code}")

    def booklet_on_paper(self, code: str) -> Response:
        """The same as a PDF, to print and to leave in a waiting room."""
        name, chapters = self._territory(code)
        return as_file(pdf("booklet", booklet_paper(self._pages, name, chapters)), f"livret-{code}")

    def _territory(self, code: str) -> tuple[str, list[Chapter]]:
        """The name of a territory and who receives people there; 404 when there is no such territory."""
        name = region_name(code)
        if not name:
            raise HTTPException(404)
        with self._directory.reading() as session:
            structures = [shown_structure(s) for s in session.scalars(structures_query(region=code))]
            chapters = [
                Chapter(
                    structure,
                    tuple(shown_service(s) for s in session.scalars(services_query(structure_id=structure.id))),
                    tuple(found(shown_site(s)) for s in session.scalars(sites_query(structure_id=structure.id))),
                )
                for structure in structures
            ]
        return name, chapters

    def _commune(self, words: str) -> Commune | None:
        """The commune named or of this postal code, the largest when several are."""
        places, typed = self._directory.places, words.strip()
        named = places.by_postcode(typed) if typed.isdigit() else places.by_name(fold(typed)) if typed else ()
        return max(named, key=lambda commune: commune.population, default=None)

    def _near(self, commune: Commune, query: SitesQuery) -> list[Found]:
        """The places of this query around a commune, nearest first, those that answer from afar last."""
        with self._directory.reading() as session:
            rows = session.scalars(query.limit(LOOKED_AT))
            sites = [found(site, self._km(commune, site)) for site in map(shown_site, rows)]
        near = [one for one in sites if one.site.remote or (one.km is not None and one.km <= NEAR_KM)]
        return sorted(near, key=lambda one: (one.site.remote, one.km or 0.0, one.site.name))

    def _km(self, commune: Commune, site: ShownSite) -> float | None:
        there = self._directory.places.get(site.commune_code) if site.commune_code else None
        return distance_km(commune, there) if there else None

    def _page(self, query: SitesQuery, page: int) -> tuple[int, list[Found]]:
        with self._directory.reading() as session:
            total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
            rows = session.scalars(query.offset((page - 1) * PER_PAGE).limit(PER_PAGE))
            return total, [found(shown_site(site)) for site in rows]


def listing_router(listing: Listing) -> APIRouter:
    """``/annuaire`` with its filters in the address, ``/livret`` and one booklet per territory."""
    router = APIRouter(include_in_schema=False)

    @router.get("/annuaire")
    def places(
        lieu: Annotated[str, Query(max_length=80)] = "",
        type_: Annotated[str, Query(alias="type", max_length=40)] = "",
        besoin: Annotated[str, Query(max_length=40)] = "",
        mots: Annotated[str, Query(max_length=80)] = "",
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    ) -> HTMLResponse:
        kind = StructureType(type_) if type_ in set(StructureType) else None
        need = Need(besoin) if besoin in set(Need) else None
        return listing.places(lieu, kind, need, mots, page)

    router.get("/livret")(listing.booklets)
    router.get("/livret/{code}.pdf")(listing.booklet_on_paper)
    router.get("/livret/{code}")(listing.booklet)
    return router
