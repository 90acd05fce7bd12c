"""The whole app in memory, without engine: the guided reception answers, the directory is the region of Tours."""

from collections.abc import AsyncIterator
from ipaddress import IPv4Network
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.app import create_app
from bot.settings import Settings
from directory.regions import load_region
from tests.service import MONDAY

REGION_SITE = "https://www.region.example"
ADDRESSES = map(str, IPv4Network("198.18.0.0/15").hosts())  # kept for tests (RFC 2544)


@pytest.fixture(scope="session")
def web_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """One app for these tests; the engine's address answers nobody."""
    folder = tmp_path_factory.mktemp("web")
    settings = Settings(data_dir=Path(folder), engine_url="http://127.0.0.1:1", widget_sites=REGION_SITE)
    app = create_app(settings, clock=lambda: MONDAY, engine=False)
    app.state.house.directory.migrate()
    load_region(app.state.house.directory, "tours", MONDAY)
    return app


@pytest.fixture
async def door(web_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without JavaScript, so to speak, at an address of its own: limits of one test are not another's."""
    transport = httpx.ASGITransport(app=web_app, client=(next(ADDRESSES), 40_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client
    await web_app.state.house.engine.close()  # its connections belong to the loop of one test
