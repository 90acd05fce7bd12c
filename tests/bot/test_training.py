"""Training: what a person who starts the service is told."""

from pathlib import Path

import pytest

from bot import training
from bot.settings import Settings


def test_an_engine_that_is_not_installed_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(training, "ENGINE_PYTHON", tmp_path / "nowhere" / "python")
    with pytest.raises(SystemExit, match="make install"):
        training.train_now(Settings(data_dir=tmp_path))
