"""The door by which another tool tells what is taken there: a signed POST, answered at once, nothing logged."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from directory.outside.provider import AgendaProvider, BadNotice
from directory.outside.taken import hear
from directory.service import Directory

LONGEST_BODY = 256 * 1024  # bytes; an appointment of many people, each with their record, is some tens of thousands


def outside_router(directory: Directory, provider: AgendaProvider, clock: Callable[[], datetime]) -> APIRouter:
    """``POST /api/agendas/<provider>``: 204 when heard, 403 unsigned, 413 too long, 422 unreadable."""
    router = APIRouter(include_in_schema=False)

    def keep(body: bytes) -> None:
        heard = provider.read(body)
        if heard is not None:
            with directory.writing() as session:
                hear(session, provider, heard, now=clock())

    @router.post(f"/api/agendas/{provider.name}")
    async def listen(request: Request) -> Response:
        body = await _body(request)
        if not provider.is_signed(body, request.headers.get("x-lapin-signature", "")):
            raise HTTPException(403, "Signature absente ou fausse : vérifiez le secret partagé.")
        try:
            await run_in_threadpool(keep, body)
        except BadNotice:
            raise HTTPException(422, "Message illisible : il n’a pas la forme documentée.") from None
        return Response(status_code=204)

    return router


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise HTTPException(413, "Message trop long.")
    return bytes(body)
