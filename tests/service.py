"""A whole service for tests: the app on a real port, the real engine beside it, a clock that stands still."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from bot.app import House, create_app
from bot.conversation import Channel, Turn
from bot.settings import Settings
from bot.training import train_if_needed
from directory.models import ContactChannel
from directory.regions import load_region

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a working day, 9 h in Tours
READY_SECONDS = 60.0


@dataclass
class Service:
    """A running service: where it answers, its rooms, and what each talk was told."""

    url: str
    app: FastAPI
    house: House
    turns: dict[str, Turn]
    last: Turn | None = None

    def kill_engine(self) -> None:
        """Kill the engine as a crash would."""
        self.app.state.supervisor.kill()


def free_port() -> int:
    """A port that nobody uses at this instant."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def settings_for(folder: Path, model: Path | None = None, **changes: object) -> Settings:
    """Settings of a service that writes only in this folder; ``model`` is linked there when one is trained."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    chosen = {"data_dir": folder, "port": port, "engine_port": free_port(), "public_url": f"http://localhost:{port}"}
    settings = Settings(**(chosen | changes))  # type: ignore[arg-type]
    if model:
        settings.model.symlink_to(model)
    return settings


def trained_model() -> Path:
    """The model of today's sentences and rules, trained if needed."""
    settings = Settings()
    train_if_needed(settings)
    return settings.model


@contextlib.contextmanager
def running(settings: Settings, *, engine: bool = True, clock: datetime = MONDAY) -> Iterator[Service]:
    """A service that runs until the end of the block, its region loaded, its engine ready when it has one."""
    app = create_app(settings, clock=lambda: clock, engine=engine)
    house: House = app.state.house
    house.directory.migrate()
    load_region(house.directory, settings.region, clock)
    service = Service(settings.base_url, app, house, {})
    _listen(service)
    try:
        with listening(app, settings.port):
            _wait(f"{service.url}/healthz")
            if engine:
                _wait(f"{settings.engine}/webhooks/reception/")
            yield service
    finally:
        house.directory.engine.dispose()


@contextlib.contextmanager
def listening(app: FastAPI, port: int) -> Iterator[None]:
    """An application that answers on this port of the machine until the end of the block."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=15)


def _listen(service: Service) -> None:
    """Remember each turn by its talk, so that a test asserts on keys whatever the channel."""
    conversation = service.house.conversation
    start, say = conversation.start, conversation.say

    async def remembered_start(channel: Channel, *, plain: bool = False, contact: ContactChannel | None = None) -> Turn:
        return remember(await start(channel, plain=plain, contact=contact))

    async def remembered_say(name: str, text: str, *, once: str | None = None) -> Turn:
        return remember(await say(name, text, once=once))

    def remember(turn: Turn) -> Turn:
        service.turns[turn.conversation] = service.last = turn
        return turn

    conversation.start = remembered_start  # type: ignore[method-assign]
    conversation.say = remembered_say  # type: ignore[method-assign]


def _wait(url: str) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url, trust_env=False, timeout=1).is_success:
                return
        time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {READY_SECONDS:.0f} s")
