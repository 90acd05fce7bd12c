"""The public, read-only API of the directory, under ``/api/directory``. It shows no agenda, appointment or person."""

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import Select, func, select

from directory.catalogue import (
    Page,
    ShownService,
    ShownSite,
    ShownStructure,
    services_query,
    shown_service,
    shown_site,
    shown_structure,
    sites_query,
    structures_query,
)
from directory.database import MAX_ID
from directory.models import Base, Scope, Service, Site, Structure
from directory.service import Directory
from directory.vocabulary import Need, StructureType

REVALIDATED = "no-cache"  # may be kept, but asked again each time

Row = TypeVar("Row", bound=Base)
Item = TypeVar("Item", ShownStructure, ShownSite, ShownService)

PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Number of the page, from 1.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="Items on a page.")]
Kind = Annotated[StructureType | None, Query(alias="type", description="Only this kind of structure.")]
WantedNeed = Annotated[Need | None, Query(description="Only what answers this need.")]
WantedRegion = Annotated[
    str | None, Query(pattern="^[a-z0-9-]{1,40}$", description="Only this region pack, such as `tours`.")
]
WantedCommune = Annotated[str | None, Query(pattern="^[0-9AB]{5}$", description="Only this commune (INSEE code).")]
WantedScope = Annotated[Scope | None, Query(description="Only services that reach this far.")]
Number = Annotated[int, Path(ge=1, le=MAX_ID, description="Number in this directory.")]
WantedWords = Annotated[str | None, Query(max_length=80, description="What the name holds, of site or structure.")]
WantedStructure = Annotated[int | None, Query(ge=1, le=MAX_ID, description="Only of this structure.")]


class Tagged(APIRoute):
    """A route whose answers bear an ETag: what a caller already has is not sent again (RFC 9110 §13.1.2)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, then the comparison of tags."""
        handle = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            response = await handle(request)
            tag = f'W/"{sha256(response.body).hexdigest()[:32]}"'
            known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
            if known & {tag, "*"}:
                return Response(status_code=304, headers={"ETag": tag, "Cache-Control": REVALIDATED})
            response.headers.update({"ETag": tag, "Cache-Control": REVALIDATED})
            return response

        return tagged


def directory_router(directory: Directory) -> APIRouter:
    """The routes of the read API over this directory."""
    router = APIRouter(prefix="/api/directory", tags=["directory"], route_class=Tagged)

    @router.get("/structures", summary="List structures")
    def list_structures(
        page: PageNumber = 1,
        per_page: PageSize = 20,
        kind: Kind = None,
        region: WantedRegion = None,
        need: WantedNeed = None,
    ) -> Page[ShownStructure]:
        """Structures that receive people, by name. Suspended and withdrawn ones are left out."""
        query = structures_query(kind=kind, region=region, need=need)
        return _page(directory, query, shown_structure, page, per_page)

    @router.get("/structures/{structure_id}", summary="Show a structure")
    def show_structure(structure_id: Number) -> ShownStructure:
        """One structure, with the numbers of its sites and services."""
        return _one(directory, structures_query().where(Structure.id == structure_id), shown_structure)

    @router.get("/sites", summary="List sites")
    def list_sites(
        page: PageNumber = 1,
        per_page: PageSize = 20,
        kind: Kind = None,
        commune: WantedCommune = None,
        structure_id: WantedStructure = None,
        need: WantedNeed = None,
        words: WantedWords = None,
    ) -> Page[ShownSite]:
        """Places where people are received, and remote services, by name, with their opening and walk-in hours."""
        query = sites_query(kind=kind, commune=commune, structure_id=structure_id, need=need, words=words)
        return _page(directory, query, shown_site, page, per_page)

    @router.get("/sites/{site_id}", summary="Show a site")
    def show_site(site_id: Number) -> ShownSite:
        """One site."""
        return _one(directory, sites_query().where(Site.id == site_id), shown_site)

    @router.get("/services", summary="List services")
    def list_services(
        page: PageNumber = 1,
        per_page: PageSize = 20,
        need: WantedNeed = None,
        scope: WantedScope = None,
        structure_id: WantedStructure = None,
    ) -> Page[ShownService]:
        """What structures do for people, by name, with the result one may expect."""
        query = services_query(need=need, scope=scope, structure_id=structure_id)
        return _page(directory, query, shown_service, page, per_page)

    @router.get("/services/{service_id}", summary="Show a service")
    def show_service(service_id: Number) -> ShownService:
        """One service."""
        return _one(directory, services_query().where(Service.id == service_id), shown_service)

    return router


def _page(
    directory: Directory, query: Select[Row], shown: Callable[[Row], Item], page: int, per_page: int
) -> Page[Item]:
    with directory.reading() as session:
        total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
        rows = session.scalars(query.offset((page - 1) * per_page).limit(per_page))
        return Page(items=tuple(shown(row) for row in rows), page=page, per_page=per_page, total=total)


def _one(directory: Directory, query: Select[Row], shown: Callable[[Row], Item]) -> Item:
    with directory.reading() as session:
        row = session.scalar(query)
        if row is None:
            raise HTTPException(404, "Nothing in the directory has this number.")
        return shown(row)
