"""Keeps the engine running beside the app: started, watched, started again when it falls."""

import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path

import structlog

from bot.settings import ROOT, Settings

log = structlog.get_logger()

ENGINE_PYTHON = ROOT / "bot" / "engine" / ".venv" / "bin" / "python"
LONGEST_PAUSE = 30.0  # seconds between two attempts


class Supervisor:
    """Runs one engine process for as long as the app lives."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Begin to keep the engine running; returns at once."""
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Stop the engine and no longer start it again."""
        if self._task:
            self._task.cancel()
        if self._process and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), timeout=5)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    def kill(self) -> None:
        """Kill the engine at once, as a crash would (drills and tests)."""
        if self._process and self._process.returncode is None:
            self._process.kill()

    async def _keep(self) -> None:
        pause = 1.0
        while True:
            self._process = await asyncio.create_subprocess_exec(
                *engine_command(self._settings), cwd=ROOT, env=engine_environment(self._settings)
            )
            began = asyncio.get_running_loop().time()
            code = await self._process.wait()
            lasted = asyncio.get_running_loop().time() - began
            pause = 1.0 if lasted > 60 else min(pause * 2, LONGEST_PAUSE)
            log.warning("engine_stopped", code=code, starts_again_in=pause)
            await asyncio.sleep(pause)


def engine_command(settings: Settings) -> Sequence[str | Path]:
    """How the engine is started."""
    return (ENGINE_PYTHON, "-m", "bot.engine.serve", "--port", str(settings.engine_port), "--model", settings.model)


def engine_environment(settings: Settings) -> dict[str, str]:
    """What the engine must know: where the actions answer, and the word that opens that door."""
    return {
        **os.environ,
        "DEUX_PORTES_ACTIONS_URL": f"http://127.0.0.1:{settings.port}/internal/actions",
        "DEUX_PORTES_ENGINE_TOKEN": settings.engine_token,
        "PYTHONPATH": str(ROOT),
    }
