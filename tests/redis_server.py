"""A real Redis for the time of some tests, which can be stopped in the middle of one."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

READY_SECONDS = 10.0


@dataclass
class RedisServer:
    """Where it answers; nothing of it is written on the disk."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For the setting."""
        return f"unix://{self.folder / 'socket'}"

    def start(self) -> None:
        """Until it answers."""
        command = ["redis-server", "--port", "0", "--unixsocket", "socket", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        end = time.monotonic() + READY_SECONDS
        with redis.from_url(self.url) as client:
            while not answers(client):
                assert time.monotonic() < end, "redis-server does not answer"
                time.sleep(0.02)

    def stop(self) -> None:
        """As a crash would."""
        if self.process:
            self.process.kill()
            self.process.wait(timeout=READY_SECONDS)
            self.process = None

    def everything(self) -> bytes:
        """All that is kept, names and values."""
        with redis.from_url(self.url) as client:
            names = list(client.scan_iter("*"))
            kept = [client.get(name) if client.type(name) == b"string" else client.dump(name) for name in names]
        return b"\n".join(name + b" " + (value or b"") for name, value in zip(names, kept, strict=True))


def answers(client: "redis.Redis") -> bool:
    """Whether it is ready."""
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """One that runs until the end of the block; its absence fails in CI, and skips elsewhere."""
    if shutil.which("redis-server") is None:
        message = "Redis is not installed here (redis-server was not found)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    server = RedisServer(Path(tempfile.mkdtemp(prefix="dp-redis-")))  # short: a socket's path is limited
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
