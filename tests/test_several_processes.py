"""DESIGN §3, P35: several processes on one Redis are one service; no turn needs the process of the one before."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.app import build, create_app
from directory.regions import load_region
from tests.bot.web.visitor import Visitor, lines
from tests.redis_server import RedisServer
from tests.service import MONDAY, settings_for
from tests.telephony.carrier import Call, Carrier, VirtualClock

pytestmark = pytest.mark.redis

SECRETS = (
    "bonjour je m'appelle Hermeline Zorgoulade",
    "mon numéro c'est le 06 39 98 71 42 rappelez moi",
    "je suis madame Zorgoulade et je veux une formation",
)
CALLER = "+33639987142"
FORBIDDEN = (b"ermeline", b"orgoulade", b"06 39 98", b"639987142", b"CA0000")


@dataclass
class Service:
    """Two processes behind one address, each answering in turn; they share a database and a Redis."""

    processes: tuple[FastAPI, ...]
    redis: RedisServer
    token: str
    base: str
    answered: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.answered += 1
        await self.processes[self.answered % len(self.processes)](scope, receive, send)

    def visitor(self) -> Visitor:
        """Somebody at the site."""
        return Visitor(httpx.AsyncClient(transport=httpx.ASGITransport(self), base_url=self.base))

    async def rings(self) -> Call:
        """Somebody on the phone."""
        return await Carrier(self, self.token, VirtualClock(MONDAY), base=self.base).rings(CALLER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the processes share on the disk, as it is when the service begins."""
    folder = tmp_path_factory.mktemp("shared")
    house = build(settings_for(folder))
    house.directory.migrate()
    load_region(house.directory, "tours", MONDAY)
    house.directory.engine.dispose()
    return folder


@pytest.fixture
async def service(redis: RedisServer, folder: Path, tmp_path: Path) -> AsyncIterator[Service]:
    """The engine is away: the guided reception answers."""
    shutil.copytree(folder, tmp_path / "var")
    settings = settings_for(tmp_path / "var", redis_url=redis.url, engine_url="http://127.0.0.1:1")
    processes = tuple(create_app(settings, clock=lambda: MONDAY, engine=False) for _ in range(2))
    yield Service(processes, redis, settings.line_token, settings.base_url)
    for process in processes:
        await process.state.house.engine.close()
        await process.state.house.shelf.close()
        process.state.house.directory.engine.dispose()


async def test_a_talk_on_the_web_goes_from_one_process_to_the_other(service: Service) -> None:
    """From the welcome to the booked appointment, each turn in the other process; then the state of play."""
    visitor = service.visitor()
    code = await visitor.books()
    assert len(code) == 10
    record = await visitor.client.post("/etat-des-lieux", data={"talk": visitor.talk})
    assert record.status_code == 200
    assert service.answered > 8


async def test_p35_a_call_goes_from_one_process_to_the_other(service: Service) -> None:
    """By keys to an appointment: every webhook is answered by the other process."""
    call = await service.rings()
    for _ in range(16):
        if "code :" in " ".join(call.heard):
            break
        await call.presses("37000" if "code postal" in call.last_prompt else "1")
    assert "code :" in " ".join(call.heard), call.heard
    assert not any("coupés, recommençons" in words for words in call.heard)
    assert await call.status("completed") == 204
    assert not [name for name in service.redis.everything().split(b"\n") if b"call:" in name or b"ring:" in name]


async def test_p36_a_webhook_sent_again_to_the_other_process_has_one_effect(service: Service) -> None:
    """Same bytes from both."""
    call = await service.rings()
    await call.presses("1")
    first = call.wire.sent[-1].body
    assert [await call.sends_again() for _ in range(3)] == [first] * 3
    assert await call.sends_again(0) == first  # the call as it stands now


async def test_p32_a_code_said_on_the_phone_goes_on_on_the_site(service: Service) -> None:
    """Given by one process, taken up by the other, on another channel."""
    call = await service.rings()
    while not (given := next((words for words in call.heard if "Si nous sommes coupés" in words), "")):
        await call.presses("37000" if "code postal" in call.last_prompt else "1")
    keyed = "".join(c for c in given.split("tapez 7, puis")[1] if c.isdigit())
    await call.hangs_up()
    visitor = service.visitor()
    await visitor.opens()
    assert "Nous reprenons où nous en étions" in " ".join(lines(await visitor.says(keyed)))


async def test_what_is_shared_holds_nobody_s_identity(service: Service) -> None:
    """Promise 2: what is let slip before consent, and who calls, are not in Redis either."""
    call = await service.rings()
    visitor = service.visitor()
    await visitor.opens()
    for words in SECRETS:
        await call.says(words)
        await call.says(words, confidence="0.1")
        await visitor.says(words)
        kept = service.redis.everything()
        assert b"talk:" in kept
        assert b"call:" in kept
        assert not [secret for secret in FORBIDDEN if secret in kept]


async def test_wrong_codes_are_counted_together(service: Service) -> None:
    """Ten in a quarter of an hour, whichever process was asked."""
    client = service.visitor().client
    answers = [(await client.get(f"/rendez-vous/{1111111111 + n}")).status_code for n in range(12)]
    assert answers == [404] * 10 + [429] * 2


async def test_a_redis_that_dies_in_the_middle_of_a_talk_is_said(service: Service) -> None:
    """A sentence and a number for each door, never a trace; the service goes on when it is back."""
    visitor, call = service.visitor(), await service.rings()
    await visitor.opens()
    page, talk = visitor.page, visitor.talk
    service.redis.stop()
    answer = await visitor.client.post("/api/chat", json={"conversation": talk, "message": "bonjour"})
    assert answer.status_code == 503
    assert "Réessayez dans un instant" in answer.json()["detail"]
    shown = await visitor.client.post("/", data={"talk": talk, "message": "bonjour"}, headers={"accept": "text/html"})
    assert shown.status_code == 503
    assert "Réessayez dans un instant" in shown.text
    assert (await visitor.client.get("/readyz")).status_code == 503
    assert (await visitor.client.get("/rendez-vous/1111111111")).status_code == 404
    await call.presses("1")
    assert call.rung == ["+33261910000"]
    service.redis.start()
    assert (await visitor.client.get("/readyz")).status_code == 200
    visitor.page = page
    assert "terminée" in await visitor.says("bonjour")  # nothing was on a disk: the talk begins again, and it is said
    assert "assistant automatique" in (await service.rings()).last_prompt
