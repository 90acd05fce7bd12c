"""Addresses of the first door at the desk: running a reception for somebody, and answering a live talk."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from directory.desk.door import Posting, Seeing, Stop, Visitor, Watching, to
from directory.desk.forms import DeskForm, Reader, Refused, Typed
from directory.desk.frame import Desk
from directory.desk.front import FrontDoor, Waiting
from directory.desk.live_routes import RETRY_MS
from directory.desk.pages import PREFIX
from directory.desk.roles import Right
from directory.desk.words import load_words
from directory.models import ContactChannel
from directory.openings import is_structure_open

LONGEST = 1000  # characters, as at the first door
FORM = DeskForm("talk")
Said = Annotated[DeskForm, Depends(Typed(FORM.name))]


def add_front(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """Both."""
    add_reception(router, desk, front)
    add_talks(router, desk, front)
    add_talk_stream(router, desk, front)


def add_reception(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """The same reception, the counsellor typing what the person says."""
    seeing, posting = Seeing(desk.door, Right.CASES), Posting(desk.door, Right.CASES)

    @router.get("/accueil")
    async def offer(visitor: Annotated[Visitor, Depends(seeing)]) -> Response:
        return desk.show("reception.html", visitor, seen=None, form=FORM)

    @router.post("/accueil")
    async def begin(visitor: Annotated[Visitor, Depends(posting)], came: Annotated[str, Form()] = "") -> Response:
        channel = ContactChannel.PHONE if came == ContactChannel.PHONE else ContactChannel.DESK
        return to(f"{PREFIX}/accueil/{await front.begin(visitor.member.id, channel)}")

    @router.get("/accueil/{talk}")
    async def see(talk: str, visitor: Annotated[Visitor, Depends(seeing)]) -> Response:
        return await _reception(desk, front, visitor, talk)

    @router.post("/accueil/{talk}")
    async def say(talk: str, visitor: Annotated[Visitor, Depends(posting)], form: Said) -> Response:
        try:
            words = form.value("choice") or read_words(form)
        except Refused as because:
            return await _reception(desk, front, visitor, talk, form.refused(because))
        done = await front.say(talk, visitor.member.id, words)
        return to(f"{PREFIX}/accueil/{talk}") if done else desk.door.missing(visitor)


def add_talks(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """People who ask for a person in the web chat, and the talk with one of them."""
    seeing, posting = Seeing(desk.door, Right.CASES), Posting(desk.door, Right.CASES)

    @router.get("/conversations")
    async def waiting(visitor: Annotated[Visitor, Depends(seeing)]) -> Response:
        return desk.show("talks.html", visitor, waiting=await _waiting(desk, front, visitor))

    @router.post("/conversations/{talk}/prendre")
    async def take(talk: str, visitor: Annotated[Visitor, Depends(posting)]) -> Response:
        done = await front.take(talk, visitor.member.id)
        return to(f"{PREFIX}/conversations/{talk}") if done else _over(desk, visitor)

    @router.get("/conversations/{talk}")
    async def follow(talk: str, visitor: Annotated[Visitor, Depends(seeing)]) -> Response:
        return await _talk(desk, front, visitor, talk)

    @router.post("/conversations/{talk}")
    async def write(talk: str, visitor: Annotated[Visitor, Depends(posting)], form: Said) -> Response:
        try:
            words = read_words(form)
        except Refused as because:
            return await _talk(desk, front, visitor, talk, form.refused(because))
        if await front.write(talk, visitor.member.id, words):
            return to(f"{PREFIX}/conversations/{talk}")
        return _over(desk, visitor, words)

    @router.post("/conversations/{talk}/rendre")
    async def hand_back(talk: str, visitor: Annotated[Visitor, Depends(posting)]) -> Response:
        done = await front.hand_back(talk, visitor.member.id)
        return to(f"{PREFIX}/conversations") if done else _over(desk, visitor)


def add_talk_stream(router: APIRouter, desk: Desk, front: FrontDoor) -> None:
    """What is new in a talk, or among those who wait; as long as the list is open its reader can be asked."""
    watching = Watching(desk.door, Right.CASES)

    @router.get("/conversations-flux", response_class=EventSourceResponse)
    async def of_list(
        request: Request, visitor: Annotated[Visitor, Depends(watching)]
    ) -> AsyncIterator[ServerSentEvent]:
        async def news() -> object:
            waiting = await _waiting(desk, front, visitor)
            return waiting if waiting is None else [one.talk for one in waiting]

        async for event in _events(desk, request, news):
            yield event

    async def answering(talk: str, visitor: Annotated[Visitor, Depends(watching)]) -> Visitor:
        if await front.follow(talk, visitor.member.id) is None:
            raise Stop(desk.door.missing(visitor))
        return visitor

    @router.get("/conversations/{talk}/flux", response_class=EventSourceResponse)
    async def of_talk(
        talk: str, request: Request, visitor: Annotated[Visitor, Depends(answering)]
    ) -> AsyncIterator[ServerSentEvent]:
        async def news() -> object:
            seen = await front.follow(talk, visitor.member.id)
            return len(seen.lines) if seen else None

        async for event in _events(desk, request, news):
            yield event


def read_words(form: DeskForm) -> str:
    """What is said; :class:`Refused` when it is nothing, or longer than the first door hears."""
    reader = Reader(form)
    words = reader.text_within("words", LONGEST)
    if not words:
        reader.refuse("words", load_words().say("talks.nothing"))
    reader.done()
    return words


async def _reception(desk: Desk, front: FrontDoor, visitor: Visitor, talk: str, form: DeskForm = FORM) -> Response:
    seen = await front.see(talk, visitor.member.id)
    shown = {"seen": seen, "form": form}
    return desk.show("reception.html", visitor, status=form.status, **shown) if seen else desk.door.missing(visitor)


async def _talk(desk: Desk, front: FrontDoor, visitor: Visitor, talk: str, form: DeskForm = FORM) -> Response:
    seen = await front.follow(talk, visitor.member.id)
    shown = {"seen": seen, "form": form}
    return desk.show("talk.html", visitor, status=form.status, **shown) if seen else _over(desk, visitor)


def _over(desk: Desk, visitor: Visitor, unsent: str = "") -> Response:
    """The page of a talk that is over, taken by a colleague, or was never there: nobody can tell which. What was
    written and could not be sent is on it."""
    return desk.show("talk_over.html", visitor, status=404, unsent=unsent)


async def _waiting(desk: Desk, front: FrontDoor, visitor: Visitor) -> tuple[Waiting, ...] | None:
    """Who waits for a person; ``None`` while the structure is closed, when its counsellors are not asked."""
    is_open = await run_in_threadpool(_is_open, desk, visitor)
    return await front.be_here(visitor.member.id) if is_open else None


def _is_open(desk: Desk, visitor: Visitor) -> bool:
    with visitor.scoped.reading() as session:
        return is_structure_open(session, visitor.member.structure_id, desk.clock())


async def _events(
    desk: Desk, request: Request, news: Callable[[], Awaitable[object]]
) -> AsyncIterator[ServerSentEvent]:
    """One event each time the news change, as long as the visit lasts; twice as often as the inbox looks."""
    known = request.headers.get("last-event-id", "")
    for _ in range(desk.pace.looks * 2):
        if not await run_in_threadpool(desk.door.is_still_in, request):
            yield ServerSentEvent(data="", event="over")
            return
        version = sha256(repr(await news()).encode()).hexdigest()[:16]
        if version != known:
            yield ServerSentEvent(data=version, event="inbox", id=version, retry=RETRY_MS)
            known = version
        await asyncio.sleep(desk.pace.seconds / 2)
