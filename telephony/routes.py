"""The hotline's doors: signed webhooks in, TwiML out."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, HTTPException, Request, Response, WebSocket, WebSocketDisconnect

from bot.texts import Channel, Texts
from telephony.arrivals import Arrivals
from telephony.fallback import fallback_twiml
from telephony.hearing import Incoming, incoming
from telephony.hotline import Around, Hotline, Talks
from telephony.prompts import Words
from telephony.settings import PhoneSettings
from telephony.signature import Form, is_signed

log = logging.getLogger(__name__)

LONGEST_BODY = 32 * 1024  # bytes; a webhook has about thirty short fields
MOST_FIELDS = 200
FIRST_DOOR = "/phone/voice"
SMS_STATUSES = frozenset({"sent", "delivered", "undelivered", "failed"})
XML = "text/xml"  # not optional: without it the carrier hangs up (its error 12300)

Gate = Callable[[Request], Awaitable[Incoming]]
Answer = Callable[[Awaitable[str]], Awaitable[Response]]


def phone_router(talks: Talks, texts: Texts, settings: PhoneSettings, around: Around) -> APIRouter:
    """The hotline's routes: `/phone/voice` first, then the addresses that its own documents give."""
    words = spoken(texts)
    hotline = Hotline(talks, words, settings, around)
    arrivals = Arrivals(around.shelf, lambda: around.clock().timestamp())
    signed = gate(settings, around, arrivals)
    apology = fallback_twiml(words, settings.human.number, voice=settings.voice)

    async def answer(document: Awaitable[str]) -> Response:
        """The document, or the apology: whatever breaks, the caller hears French and is given a person (promise 6)."""
        try:
            return Response(await document, media_type=XML)
        except Exception as error:  # noqa: BLE001 - the edge of the hotline
            log.error("phone_webhook_failed %s", type(error).__name__)
            around.count("phone_webhook_failed")
            return Response(apology, media_type=XML)

    router = APIRouter(prefix="/phone", include_in_schema=False)
    add_caller_routes(router, hotline, signed, answer)
    add_person_routes(router, hotline, signed, answer)

    @router.websocket("/relay")
    async def relay(socket: WebSocket) -> None:
        await relay_door(socket, hotline, settings, around)

    @router.post("/sms")
    async def sms(webhook: Annotated[Incoming, Depends(signed)]) -> Response:
        """What became of a text, by status alone: its number is not read."""
        if webhook.message_status in SMS_STATUSES:
            around.count(f"phone_sms_status_{webhook.message_status}")
        return Response(status_code=204)

    @router.post("/fallback", dependencies=[Depends(signed)])
    async def fallback() -> Response:
        return Response(apology, media_type=XML)

    return router


def spoken(texts: Texts) -> Words:
    """The words of the phone, by key."""

    def words(key: str, **values: str) -> str:
        return texts.render(key, Channel.PHONE, **values)

    return words


def add_caller_routes(router: APIRouter, hotline: Hotline, signed: Gate, answer: Answer) -> None:
    """The caller's leg: first words, each turn, the end."""

    @router.post("/voice")
    async def voice(webhook: Annotated[Incoming, Depends(signed)]) -> Response:
        return await answer(hotline.voice(webhook))

    @router.post("/turn/{conversation}/{step}")
    async def turn(conversation: str, step: str, webhook: Annotated[Incoming, Depends(signed)]) -> Response:
        return await answer(hotline.turn(conversation, step, webhook))

    @router.post("/relayed/{conversation}/{step}")
    async def relayed(conversation: str, step: str, webhook: Annotated[Incoming, Depends(signed)]) -> Response:
        return await answer(hotline.relayed(conversation, step, webhook))

    @router.post("/status")
    async def status(webhook: Annotated[Incoming, Depends(signed)]) -> Response:
        await hotline.ended(webhook)
        return Response(status_code=204)


def add_person_routes(router: APIRouter, hotline: Hotline, signed: Gate, answer: Answer) -> None:
    """The person's leg of a transfer, and the caller's return from it."""

    @router.post("/transfer/{conversation}/{step}/whisper", dependencies=[Depends(signed)])
    async def whisper(conversation: str, step: str) -> Response:
        return await answer(hotline.whisper(conversation, step))

    @router.post("/transfer/{conversation}/{step}/accept")
    async def accept(conversation: str, step: str, webhook: Annotated[Incoming, Depends(signed)]) -> Response:
        return await answer(hotline.accept(conversation, step, webhook))

    @router.post("/transfer/{conversation}/{step}/done")
    async def done(conversation: str, step: str, webhook: Annotated[Incoming, Depends(signed)]) -> Response:
        return await answer(hotline.bridged(conversation, step, webhook))


async def relay_door(socket: WebSocket, hotline: Hotline, settings: PhoneSettings, around: Around) -> None:
    """A signed upgrade is let in; anything else is closed before it begins."""
    path = socket.scope["path"]
    base = settings.public_url.rstrip("/").replace("http", "ws", 1)
    if not settings.relay or socket.url.query or not is_signed(settings, path, Form(()), socket.headers, base=base):
        around.count("phone_refused")
        await socket.close(1008)
        return
    await socket.accept()
    try:
        await hotline.relay.serve(socket)
        await socket.close()
    except (WebSocketDisconnect, RuntimeError):
        around.count("phone_relay_closed")  # hung up, or the carrier will ask what follows
    except Exception as error:  # noqa: BLE001 - the edge: the carrier then asks what follows, by keys and voice
        log.error("phone_relay_broken %s", type(error).__name__)
        await socket.close(1011)


def gate(settings: PhoneSettings, around: Around, arrivals: Arrivals) -> Gate:
    """The check before every door: 403 without a valid signature of our account, and no word on what was wrong. Who
    calls is read here for the last time, to see whether one origin rings too often (P58)."""

    async def signed(request: Request) -> Incoming:
        form = await read_form(request)
        path = request.scope["raw_path"].decode("ascii", "replace") + (
            f"?{request.url.query}" if request.url.query else ""
        )
        fields = form.single() if form else {}
        ours = settings.account_sid in {None, fields.get("AccountSid")}
        if form is None or not ours or not is_signed(settings, path, form, request.headers):
            around.count("phone_refused")
            raise HTTPException(403)
        crowded = path.endswith(FIRST_DOOR) and not await arrivals.welcome(fields)
        return replace(incoming(fields), crowded=crowded)

    return signed


async def read_form(request: Request) -> Form | None:
    """The fields as sent, blanks kept; None when the body is not a webhook's form or is far too long."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            return None
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        return None
    return Form(tuple(pairs))
