"""Composes the house once: every room made from the settings, then one application."""

import asyncio
import hmac
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.staticfiles import StaticFiles

from actions.webhook import actions_router
from actions.world import World
from bot.activity import Activity, telling
from bot.conversation import Conversation
from bot.edge import add_error_pages
from bot.engine_client import EngineClient
from bot.front_desk import FrontDesk
from bot.information import FOLDER as FICHES
from bot.information import Knowledge, coming_reviews, load_fiches, load_glossary, reviewed_in_time, reviews_of
from bot.learning import Learner
from bot.live import Live
from bot.metrics import Metrics, Timed, metrics_router
from bot.outbox import keep_sending
from bot.replies import Renderer
from bot.settings import Settings
from bot.shelf import Shelf, shelf_at
from bot.supervisor import Supervisor
from bot.texts import Channel, load_texts
from bot.understanding.reading import load_readers
from bot.web.appointment import plan_paper
from bot.web.library import Library
from bot.web.limits import Attempts, WrongCodes, limits_at
from bot.web.opinions import Given, Opinions
from bot.web.pages import STATIC, PageHeaders, Pages, markdown
from bot.web.rooms import Site, web_router
from bot.web.turns import Shower
from directory.api import directory_router
from directory.desk import desk_router, open_desk
from directory.exposure import PublicAudit
from directory.models import ContactChannel
from directory.outside.routes import outside_router
from directory.regions import usual_departement
from directory.requests import Contact
from directory.service import Directory
from directory.steering.complaints import Complaints
from directory.steering.frame import steering_pages
from directory.steering.indicators import load_catalogue
from directory.steering.opinions import Opinion, keep_opinion
from directory.steering.pages import steering_router
from directory.steering.release import Steering
from directory.steering.shown import ShownProposals
from directory.steering.territories import territory_said
from telephony.deletion import keep_deleting, provider_log
from telephony.following import Around, Resuming
from telephony.numbers import shown
from telephony.resume import ResumeCodes, read_code
from telephony.routes import phone_router
from telephony.settings import PhoneSettings
from telephony.sms import ConsoleSms, SmsSender, TwilioSms, twilio_client

log = structlog.get_logger()

CONSENT_BY_PHONE = "coordonnees-telephone-1"  # version of the words asked before a number is keyed
CONSENT_TO_CALL_BACK = "rappel-telephone-1"  # and before one is kept to call back


def now() -> datetime:
    """The instant, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """The rooms of one running service."""

    settings: Settings
    directory: Directory
    renderer: Renderer
    pages: Pages
    world: Callable[[], World]
    conversation: Conversation
    engine: EngineClient
    shelf: Shelf
    live: Live
    metrics: Metrics
    activity: Activity
    steering: Steering
    knowledge: Knowledge
    audit: PublicAudit
    proposals: ShownProposals


def build(settings: Settings, *, clock: Callable[[], datetime] = now) -> House:
    """All the rooms, wired; nothing is started."""
    places = load_readers()
    texts, fiches, glossary = load_texts(), load_fiches(), load_glossary()
    directory = Directory(settings.database, secret=settings.secret(), places=places, outside=settings.outside)
    knowledge = Knowledge(directory.engine, fiches, glossary)
    departement, number = usual_departement(settings.region), shown(settings.human_number)
    human = settings.human_line  # made once: it holds a calendar of public holidays

    def world() -> World:
        return World(
            directory, fiches, places, human, number, clock(), texts.write, glossary, knowledge.search, departement
        )

    engine = EngineClient(settings.engine, timeout=settings.engine_timeout, departement=departement)
    renderer = Renderer(texts, fiches, glossary)
    pages = Pages(texts, number, glossary, frame_ancestors=settings.widget_sites or "'self'")
    shelf, metrics = shelf_at(settings.redis_url), Metrics()
    activity = Activity(directory, clock, region=settings.region)
    learners = (Learner(directory, places, clock).turned,) if settings.learning == "on" else ()
    proposals = ShownProposals(directory, clock)
    watch = (metrics.turned, activity.turned, telling(proposals), *learners)
    conversation = Conversation(engine, renderer, world, shelf, watch=watch)
    live = Live(conversation, shelf)
    conversation.is_answered = live.is_answered
    audit = PublicAudit(directory, clock)
    talks = (conversation, engine, shelf, live)
    counts = (metrics, activity, Steering(directory, load_catalogue(), reviewed_in_time(fiches)))
    return House(settings, directory, renderer, pages, world, *talks, *counts, knowledge, audit, proposals)


def prepare_pages(app: FastAPI) -> None:
    """Builds addresses and templates now: the framework would build all of them on the first page that is asked for,
    while everybody else waits."""
    nowhere = {"type": "http", "method": "GET", "path": "/", "root_path": "", "headers": []}
    for route in app.router.routes:
        route.matches(nowhere)
    steering_pages().prepare()  # those of the desk among them


def create_app(
    settings: Settings | None = None, *, clock: Callable[[], datetime] = now, engine: bool = True
) -> FastAPI:
    """The application. With ``engine`` it keeps the engine running beside it, unless an engine's address is given."""
    house = build(settings or Settings(), clock=clock)
    supervisor = Supervisor(house.settings) if engine and not house.settings.engine_url else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(house.knowledge.refresh)
        await run_in_threadpool(prepare_pages, app)
        if supervisor:
            await supervisor.start()
        sending = keep_sending(house.directory, house.settings, clock)
        ready = house.steering.keep_ready(clock)
        jobs = (sending, house.audit.keep(), house.activity.keep_writing(), house.proposals.keep_writing(), ready)
        tasks = [asyncio.create_task(job) for job in jobs]
        if erasing := deletion(house, clock):
            tasks.append(erasing)
        yield
        for task in tasks:
            task.cancel()
        await run_in_threadpool(house.activity.write)
        await run_in_threadpool(house.proposals.write)
        if supervisor:
            await supervisor.stop()
        await house.engine.close()
        await house.shelf.close()

    app = FastAPI(
        title="Deux Portes",
        description="The first reception of a regional public orientation service, and its partner directory.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.house = house
    app.state.supervisor = supervisor
    add_error_pages(app, house.pages)
    app.add_middleware(PageHeaders)  # every answer has its headers, errors included
    app.add_middleware(Timed, metrics=house.metrics)  # outermost: the whole time of each answer
    add_rooms(app, house, clock)
    add_health(app, house)
    return app


def add_rooms(app: FastAPI, house: House, clock: Callable[[], datetime]) -> None:
    """Every door of the house."""
    settings, directory = house.settings, house.directory
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(actions_router(house.world, settings.engine_token))
    fiches = house.renderer.fiches
    wrong = WrongCodes(limits_at(settings.redis_url), secret=key_of(settings, b"addresses"))
    library = Library(house.renderer.glossary, house.knowledge, house.pages)
    site = Site(
        house.conversation,
        house.pages,
        directory,
        fiches,
        library,
        clock,
        settings.base_url,
        wrong,
        house.live,
        house.audit,
        house.proposals,
        settings.region,
        opinions(house, clock, wrong),
    )
    app.include_router(web_router(site))
    app.include_router(directory_router(directory))
    if directory.outside:
        app.include_router(outside_router(directory, directory.outside, clock))
    desk = open_desk(
        directory,
        secret=settings.secret(),
        clock=clock,
        base_url=settings.base_url,
        provider=settings.desk_provider,
        calendar_hosts=tuple(settings.calendar_hosts.split()),
    )
    app.include_router(desk_router(desk, front_desk(house)))
    app.include_router(steering_router(desk, house.steering))
    app.include_router(phone(house, clock))
    app.include_router(metrics_router(house.metrics, settings.metrics_token))


def front_desk(house: House) -> FrontDesk:
    """The first door, for the desk."""
    shower = Shower(house.pages)
    talks, live, shelf, fiches = house.conversation, house.live, house.shelf, house.renderer.fiches
    texts = house.renderer.texts
    return FrontDesk(
        talks,
        live,
        shelf,
        words=shower.line_words,
        card=shower.card,
        fiches=fiches,
        subject=lambda need: texts.render(f"utter_label_need_{need}", Channel.WEB),
        html=markdown,
        paper=partial(plan_paper, house.pages.text),
        reviews=partial(coming_reviews, reviews_of(FICHES, fiches, house.renderer.glossary)),
        now=time.time,
    )


def opinions(house: House, clock: Callable[[], datetime], wrong: WrongCodes) -> Opinions:
    """The survey and the complaints of the site, for the region it serves."""
    settings, directory = house.settings, house.directory

    def keep(given: Given) -> None:
        said = Opinion(given.rating, ContactChannel.WEB, settings.region, given.understood, given.useful, given.words)
        keep_opinion(directory, said, now=clock())

    posted = Attempts(limits_at(settings.redis_url), secret=key_of(settings, b"addresses"), allowed="10 per hour")
    territory = partial(territory_said, directory, region=settings.region)
    return Opinions(house.pages, keep, Complaints(directory), territory, clock, posted, wrong)


def phone(house: House, clock: Callable[[], datetime]) -> APIRouter:
    """The hotline."""

    async def save_contact(code: str, number: str) -> None:
        save = partial(house.directory.save_contact, consent=CONSENT_BY_PHONE, now=clock())
        await run_in_threadpool(save, code, Contact(phone=number))

    async def ask_call_back(conversation: str, number: str) -> None:
        asked = await talks.state(conversation)
        ask = partial(house.directory.ask_call_back, number, consent=CONSENT_TO_CALL_BACK, now=clock())
        await run_in_threadpool(ask, need=asked.need, place=asked.place)

    async def keep_note(rating: int, useful: bool | None) -> None:
        said = Opinion(rating, ContactChannel.PHONE, settings.region, useful=useful)
        await run_in_threadpool(keep_opinion, house.directory, said, now=clock())

    settings, talks = house.settings, house.conversation
    secret = key_of(settings, b"calls")
    codes = ResumeCodes(house.shelf, secret=secret)

    async def cut_talk(words: str) -> str | None:
        code = read_code(words)
        return await codes.redeem(code) if code else None

    talks.find_cut_talk = cut_talk
    line = PhoneSettings(
        public_url=settings.base_url,
        auth_tokens=(settings.line_token,),
        human=settings.human_line,
        account_sid=settings.twilio_account_sid or None,
        relay=settings.phone_relay,
    )
    resuming = Resuming(codes, talks.resume, talks.release)
    around = Around(
        clock,
        save_contact,
        count=house.metrics.happened,
        sms=sms_sender(settings),
        call_back=ask_call_back,
        opinion=keep_note,
        resuming=resuming,
        shelf=house.shelf,
        secret=secret,
    )
    return phone_router(talks, house.renderer.texts, line, around)


def key_of(settings: Settings, purpose: bytes) -> bytes:
    """A key for one purpose, the same in every process of the service."""
    return hmac.digest(settings.secret().encode(), purpose, "sha256")


def sms_sender(settings: Settings) -> SmsSender:
    """Text messages by the carrier when it is set, in the terminal otherwise."""
    if settings.twilio_account_sid and settings.sms_sender:
        client = twilio_client(settings.twilio_account_sid, settings.twilio_auth_token)
        return TwilioSms(client, settings.sms_sender)
    return ConsoleSms()


def deletion(house: House, clock: Callable[[], datetime]) -> asyncio.Task[None] | None:
    """The job that erases finished calls from the carrier's own log, when there is a carrier (L03)."""
    settings = house.settings
    if not settings.twilio_account_sid:
        return None
    traces = provider_log(twilio_client(settings.twilio_account_sid, settings.twilio_auth_token))
    return asyncio.create_task(keep_deleting(traces, clock, house.shelf, house.metrics))


def add_health(app: FastAPI, house: House) -> None:
    """Whether the process lives, and whether it can receive people."""

    @app.get("/healthz", include_in_schema=False)
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> dict[str, str]:
        # Without the engine the reception still works by buttons and keys: ready all the same, and said.
        await house.shelf.get("ready")  # out of reach, no talk can go on: not ready (see ``add_error_pages``)
        return {"status": "ok", "engine": "ok" if await house.engine.is_there() else "away"}
