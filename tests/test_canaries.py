"""Promise 2: what a person lets slip before consent is found nowhere, byte for byte.

A whole service runs as in production (its own processes, its own files); people with secrets talk to it by web and by
phone, make mistakes, book and hand over a summary; then every file it wrote and every line it logged is searched.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.service import free_port
from tests.telephony.carrier import Carrier, VirtualClock

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 90.0

SPOKEN_BEFORE_CONSENT = (
    "bonjour je m'appelle Hermeline Zorgoulade",
    "mon numéro c'est le 06 39 98 71 42 rappelez moi",
    "mon mail c'est hermeline.zorgoulade@exemple-canari.fr",
    "mon numéro de sécu est 2 84 05 37 261 042 56",
    "j'habite 17 rue du Canari Bleu à Tours",
    "zéro six trente neuf quatre vingt dix huit soixante et onze quarante deux",
    "je suis madame Zorgoulade",
)
FORBIDDEN = (
    "Hermeline", "Zorgoulade", "zorgoulade", "0639987142", "06 39 98 71 42", "exemple-canari", "284053726104256",
    "2 84 05 37 261 042 56", "Canari Bleu", "+33639987142", "33639987142", "CA00000000",
)  # fmt: skip
CALLER = "+33639987142"
ON_THE_WAY = ("#appointment", "#site", "#way", "#slot")  # choices that lead to a booking


@dataclass
class Running:
    """A service in its own processes, and everything it writes."""

    url: str
    folder: Path
    log: Path
    token: str

    def written(self) -> Iterator[tuple[Path, bytes]]:
        """Every file the service wrote, but the model, which comes from training."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and "engine.tar.gz" not in path.name:
                yield path, path.read_bytes()


@pytest.fixture(scope="module")
def running(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """``deux-portes serve``, its logs in a file."""
    folder = tmp_path_factory.mktemp("canaries")
    data = folder / "var"
    data.mkdir()
    for name in (model.name, model.with_suffix(".fingerprint").name):
        (data / name).symlink_to(model.parent / name)
    port, engine_port, token = free_port(), free_port(), "jeton-de-la-ligne"
    environment = {
        **os.environ,
        "DEUX_PORTES_PORT": str(port),
        "DEUX_PORTES_ENGINE_PORT": str(engine_port),
        "DEUX_PORTES_DATA_DIR": str(data),
        "TWILIO_AUTH_TOKEN": token,
        "TMPDIR": str(folder),
    }
    log = folder / "log.txt"
    with log.open("wb") as lines:
        command = [str(Path(sys.executable).parent / "deux-portes"), "serve"]
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=environment, stdout=lines, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            url = f"http://localhost:{port}"
            wait_for_engine(url, log)
            yield Running(url, folder, log, token)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


def wait_for_engine(url: str, log: Path) -> None:
    """Until the service says that its engine answers."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/readyz", trust_env=False, timeout=2).json()["engine"] == "ok":
                return
        time.sleep(0.5)
    raise TimeoutError(log.read_text(encoding="utf-8")[-2000:])


def by_web(url: str) -> None:
    """Secrets at every step, a booking, and the summary sent."""
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as client:
        talk = client.post("/api/chat", json={"conversation": None, "message": ""}).json()["conversation"]

        def say(words: str) -> list[dict[str, str]]:
            turn = client.post("/api/chat", json={"conversation": talk, "message": words}).json()
            return turn["replies"][-1]["choices"] if turn["replies"] else []

        for words in SPOKEN_BEFORE_CONSENT:
            say(words)
        say("#restart")
        say(f"{SPOKEN_BEFORE_CONSENT[0]} je voudrais une vae je suis salariée à Tours")
        for _ in range(12):
            choices = say("oui")
            while token := next((c["message"] for c in choices if c["message"].startswith(ON_THE_WAY)), None):
                choices = say(token)
        client.post("/api/chat", content=b"{" + SPOKEN_BEFORE_CONSENT[1].encode())
        client.post("/api/chat", json={"conversation": "Zorgoulade", "message": SPOKEN_BEFORE_CONSENT[2]})
        client.post("/", data={"talk": talk, "message": SPOKEN_BEFORE_CONSENT[3]})
        client.get("/Zorgoulade", headers={"X-Forwarded-For": "203.0.113.77"})


async def by_phone(running: Running) -> None:
    """The same secrets said on a call whose number is a secret too."""
    carrier = Carrier(None, running.token, VirtualClock(datetime.now(UTC)), base=running.url)
    call = await carrier.rings(CALLER)
    for words in SPOKEN_BEFORE_CONSENT:
        await call.says(words)
    await call.hangs_up()


async def test_nothing_said_before_consent_is_found_anywhere(running: Running) -> None:
    """L03: database, engine, logs, counters, temporary files: not one byte of what was let slip."""
    by_web(running.url)
    await by_phone(running)
    time.sleep(1)
    counted = httpx.get(f"{running.url}/metrics", trust_env=False).raise_for_status().content
    assert b"deux_portes_line_events_total" in counted
    found = [
        f"{secret} in {path.name}"
        for path, content in (*running.written(), (Path("metrics"), counted))
        for secret in FORBIDDEN
        if secret.encode() in content
    ]
    assert not found, found
    assert any(b"appointment" in content for _, content in running.written()), "nothing was written: the test is blind"
