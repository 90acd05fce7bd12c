"""Bad input: a clear sentence or a gentle reply, never a stack trace, nothing lost (issue "Both doors", bad input)."""

from collections.abc import AsyncIterator, Iterator
from itertools import count

import httpx
import pytest
from fastapi import FastAPI

from bot.app import create_app
from directory.regions import load_region
from tests.service import MONDAY, settings_for

SECRET = "Zorgoulade"
ADDRESSES = count(1)


@pytest.fixture(scope="module")
def house_with_doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The app without its engine: the doors themselves."""
    folder = tmp_path_factory.mktemp("doors")
    app = create_app(settings_for(folder / "var", engine_url="http://127.0.0.1:9"), clock=lambda: MONDAY)
    house = app.state.house
    house.directory.migrate()
    load_region(house.directory, "tours", MONDAY)
    yield app
    house.directory.engine.dispose()


@pytest.fixture
async def client(house_with_doors: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody at the doors, each time from another address."""
    transport = httpx.ASGITransport(house_with_doors, client=(f"203.0.113.{next(ADDRESSES)}", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as opened:
        yield opened
    await house_with_doors.state.house.engine.close()  # its connections belong to the loop of one test


async def begin(client: httpx.AsyncClient) -> str:
    """A new talk."""
    answer = await client.post("/api/chat", json={"conversation": None, "message": ""})
    talk: str = answer.json()["conversation"]
    return talk


@pytest.mark.parametrize(
    "message",
    [
        "", "   ", "\x00\x01\x02", "🙂🙂🙂", "ﷺ مرحبا", "你好", "a" * 10_000, "<script>alert(1)</script>", "/restart",
        '/vae{"need": "vae"}', "\u202eabc", "#need", "#need inconnu", "#slot pas-une-date", "#site 99999999999999",
        "{jinja}", "%s%n", "'; DROP TABLE appointment; --", "\ud83d",
    ],
)  # fmt: skip
async def test_any_message_is_answered_with_a_way_on(client: httpx.AsyncClient, message: str) -> None:
    """Emoji, other scripts, markup, control characters, 10,000 characters: a reply that ends with a way on."""
    talk = await begin(client)
    body = {"conversation": talk, "message": message.encode("utf-8", "replace").decode()}
    answer = await client.post("/api/chat", json=body)
    assert answer.status_code == 200
    assert answer.json()["replies"][-1]["text"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{pas du json", 422),
        (b"[]", 422),
        (b'{"conversation": 3, "message": ""}', 422),
        (b'{"conversation": null, "message": "", "slots": {"need": "vae"}}', 422),
        (b'{"conversation": "Zorgoulade", "message": "bonjour"}', 404),
        (b'{"conversation": null, "message": "' + b"a" * 30_000 + b'"}', 422),
    ],
)
async def test_what_cannot_be_read_is_said_in_a_sentence(client: httpx.AsyncClient, body: bytes, status: int) -> None:
    """Unknown JSON, unknown talk: what to do next, and never what was sent."""
    answer = await client.post("/api/chat", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert isinstance(answer.json()["detail"], str)


@pytest.mark.parametrize("code", ["0000000000", "12", "abc", "' OR 1=1", "1" * 400])
async def test_an_unknown_code_shows_nothing(client: httpx.AsyncClient, code: str) -> None:
    """Unknown code: the page that says what to do, the same for all."""
    answer = await client.get(f"/rendez-vous/{code}", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Aucun rendez-vous" in answer.text or "n’existe pas" in answer.text


async def test_codes_are_not_tried_one_after_the_other(client: httpx.AsyncClient) -> None:
    """trust.md 14: ten wrong codes, then wait."""
    statuses = [(await client.get(f"/rendez-vous/{n:010d}")).status_code for n in range(1000, 1012)]
    assert statuses[:10] == [404] * 10
    assert statuses[10:] == [429, 429]


async def test_a_forged_call_is_refused(client: httpx.AsyncClient) -> None:
    """A webhook without a valid signature has no effect."""
    answer = await client.post("/phone/voice", data={"CallSid": "CA1"}, headers={"X-Twilio-Signature": "faux"})
    assert answer.status_code == 403
    assert "<Response>" not in answer.text


async def test_the_engine_s_door_is_closed_to_others(client: httpx.AsyncClient) -> None:
    """Only the engine that knows the token runs actions."""
    answer = await client.post("/internal/actions", json={"next_action": "action_reception"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/", "/rien", "/api/chat", "/rendez-vous", "/desk", "/healthz"])
async def test_every_answer_keeps_the_page_private(client: httpx.AsyncClient, path: str) -> None:
    """trust.md headers: on every answer, errors included."""
    answer = await client.get(path)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
