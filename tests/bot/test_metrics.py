"""``/metrics``: how much, how fast, what fails; nothing that tells who or what (promise 2)."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from actions.state import Outcome
from bot.app import create_app
from bot.metrics import ELSEWHERE, Metrics, metrics_router
from bot.settings import Settings
from bot.texts import Channel
from directory.regions import load_region
from tests.bot.web.visitor import Visitor
from tests.service import MONDAY
from tests.telephony.carrier import Carrier, VirtualClock

TOKEN = "a token of the people who run it"
LABELS = {
    "channel": {channel.value for channel in Channel},
    "engine": {"there", "away"},
    "outcome": {outcome.value for outcome in Outcome},
    "status": {"200", "204", "303", "403", "404"},
}
ROUTE = rf"(/([a-z._-]*|\{{[a-z_:]+\}}))+|{ELSEWHERE}"
LABEL = re.compile(r'(\w+)="([^"]*)"')


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """An app whose engine is away."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("metrics"), engine_url="http://127.0.0.1:1")
    app = create_app(settings, clock=lambda: MONDAY, engine=False)
    app.state.house.directory.migrate()
    load_region(app.state.house.directory, "tours", MONDAY)
    return app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """On the same machine."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:8000") as client:
        yield client
    await app.state.house.engine.close()  # its connections belong to the loop of one test


async def test_receptions_turns_outcomes_and_the_line_are_counted(app: FastAPI, client: httpx.AsyncClient) -> None:
    """By closed codes only: a channel, an outcome, a route, an event."""
    visitor = Visitor(client)
    await visitor.asks_for_vae()
    await visitor.says("je m’appelle Zorgoulade, 06 39 98 71 42")
    await client.get("/rendez-vous/4071983256")
    await client.get("/Zorgoulade")
    house = app.state.house
    call = await Carrier(app, house.settings.line_token, VirtualClock(MONDAY), base=house.settings.base_url).rings()
    await call.presses("1")
    await call.hangs_up()
    told = (await client.get("/metrics")).text
    assert 'deux_portes_receptions_total{channel="web"} 1.0' in told
    assert 'deux_portes_outcomes_total{channel="web",outcome="information"} 1.0' in told
    assert 'deux_portes_turn_seconds_count{channel="web",engine="away"} 5.0' in told
    assert 'deux_portes_line_events_total{event="phone_heard_keys"} 1.0' in told
    assert 'deux_portes_answer_seconds_count{route="/rendez-vous/{code}",status="404"} 1.0' in told
    assert f'deux_portes_answer_seconds_count{{route="{ELSEWHERE}",status="404"}} 1.0' in told
    for name, value in LABEL.findall(told):
        assert name in {"le", "event"} or re.fullmatch(ROUTE, value) or value in LABELS[name], (name, value)
    assert not re.search(r"Zorgoulade|4071983256|06 ?39 ?98 ?71|CA0000", told)
    named = re.sub(r" [0-9.e+-]+$", "", told, flags=re.MULTILINE)  # a clock may well show 0639
    assert not re.search(r"06 ?39", named)


def test_every_event_of_the_line_is_a_word_of_ours() -> None:
    """Events are counted under names written in the code, never under something received."""
    root = Path(__file__).resolve().parents[2] / "telephony"
    code = "".join(path.read_text("utf-8") for path in root.glob("*.py"))
    counted = re.findall(r'count\((f?"[^"]+")', code)
    made_up = {name for name in counted if name.startswith("f")}
    assert made_up == {
        'f"phone_heard_{heard.reason}"',  # a closed list
        'f"phone_sms_{sent}"',  # a closed list
        'f"phone_sms_status_{webhook.message_status}"',  # checked against a closed list before
    }
    assert len(counted) > 5


@pytest.mark.parametrize(
    ("token", "headers", "client", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "::1", 200),
        ("", {}, "192.0.2.7", 403),
        ("", {"x-forwarded-for": "127.0.0.1"}, "127.0.0.1", 403),
        (TOKEN, {}, "127.0.0.1", 403),
        (TOKEN, {"authorization": "Bearer another"}, "127.0.0.1", 403),
        (TOKEN, {"authorization": f"Bearer {TOKEN}"}, "192.0.2.7", 200),
    ],
)
async def test_only_who_runs_the_service_reads_them(
    token: str, headers: dict[str, str], client: str, status: int
) -> None:
    """This machine when nothing is set, whoever shows the token otherwise."""
    app = FastAPI()
    app.include_router(metrics_router(Metrics(), token))
    transport = httpx.ASGITransport(app, client=(client, 5000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as reader:
        assert (await reader.get("/metrics", headers=headers)).status_code == status
