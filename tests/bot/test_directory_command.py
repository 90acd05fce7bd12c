"""``deux-portes directory``: each command works on a service that was never started, and says what it did."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["send"], "0 envoyés"),
        (["purge"], "0 contacts"),
        (["audit", "--draws", "2", "--places", "1"], "Aucun lieu n’est favorisé"),
    ],
)
def test_no_command_finds_its_tables_missing(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty directory is an empty answer, never a trace."""
    monkeypatch.setenv("DEUX_PORTES_DATA_DIR", str(tmp_path / "new"))
    result = CliRunner().invoke(app, ["directory", *words])
    assert result.exit_code == 0, result.output
    assert said in result.output
