"""Trains the engine when what it learns from has changed."""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.settings import ROOT, Settings
from bot.supervisor import ENGINE_PYTHON

# What a model learns from. Texts are rendered by the app, answers are read by closed grammars: neither needs training.
LEARNT_FROM = (
    "nlu_data/*.yml",
    "bot/engine/config.yml",
    "bot/engine/domain/*.yml",
    "bot/engine/rules/*.yml",
    "bot/engine/train.py",
    "bot/engine/components/*",
    "bot/understanding/text.py",
    "bot/understanding/spelling.py",
    "bot/understanding/lexicon.py",
    "bot/understanding/lexicon/**/*",
    "bot/engine/requirements.lock",
)
STEP_SECONDS = 3.0  # between two signs that the training goes on


def fingerprint(root: Path = ROOT) -> str:
    """A digest of all that a model depends on."""
    digest = hashlib.sha256()
    for path in sorted(_files(root)):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(root: Path) -> Iterable[Path]:
    for pattern in LEARNT_FROM:
        yield from (p for p in root.glob(pattern) if p.is_file() and "__pycache__" not in p.parts)


def train_if_needed(settings: Settings) -> bool:
    """Train when there is no model of today's sentences and rules; whether it was needed."""
    mark = settings.model.with_suffix(".fingerprint")
    if settings.model.exists() and mark.exists() and mark.read_text(encoding="utf-8") == fingerprint():
        return False
    train_now(settings)
    return True


def train_now(settings: Settings) -> None:
    """Train the engine, showing that it goes on; ``SystemExit`` with a sentence when it fails or cannot start."""
    if not ENGINE_PYTHON.exists():
        raise SystemExit("Le moteur n’est pas installé : lancez « make install », puis recommencez.")
    print("Entraînement du moteur, une minute environ ", end="", flush=True)  # noqa: T201 - progress for a person
    command = [str(ENGINE_PYTHON), "-m", "bot.engine.train", "--to", str(settings.model)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    learnt = fingerprint()
    with tempfile.TemporaryFile("w+") as said:
        training = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)  # noqa: S603
        while _goes_on(training):
            print(".", end="", flush=True)  # noqa: T201
        print()  # noqa: T201
        if training.returncode:
            said.seek(0)
            last = "".join(said.readlines()[-20:])
            raise SystemExit(f"{last}\nL’entraînement a échoué : lisez ci-dessus. L’ancien modèle est gardé.")
    settings.model.with_suffix(".fingerprint").write_text(learnt, encoding="utf-8")


def _goes_on(training: subprocess.Popen[bytes]) -> bool:
    try:
        training.wait(timeout=STEP_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False
