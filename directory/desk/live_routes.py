"""New requests pushed to the inbox as they come (server-sent events).

Each stream looks at one cheap number every few seconds, so that any process sees what any other wrote, and ends by
itself after half a minute: the browser opens the next one. A stream left open is no sign of life of its reader.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from directory.desk import inbox
from directory.desk.door import Visitor, Watching
from directory.desk.frame import Desk
from directory.desk.roles import Right

RETRY_MS = 2000


def add_live(router: APIRouter, desk: Desk) -> None:
    """What is new."""

    @router.get("/flux", response_class=EventSourceResponse)
    async def stream(
        request: Request, visitor: Annotated[Visitor, Depends(Watching(desk.door, Right.CASES))]
    ) -> AsyncIterator[ServerSentEvent]:
        known = request.headers.get("last-event-id", "")
        for _ in range(desk.pace.looks):
            news = await run_in_threadpool(_news, desk, request, visitor)
            if news is None:
                yield ServerSentEvent(data="", event="over")
                return
            if news != known:
                yield ServerSentEvent(data=news, event="inbox", id=news, retry=RETRY_MS)
                known = news
            await asyncio.sleep(desk.pace.seconds)


def _news(desk: Desk, request: Request, visitor: Visitor) -> str | None:
    """What changes when the inbox does; ``None`` once the visit is over."""
    if not desk.door.is_still_in(request):
        return None
    with visitor.scoped.reading() as session:
        return inbox.version(session)
