"""Commands that open the directory: each works on a service that was never started, and says what it did."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

pytestmark = pytest.mark.long


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["directory", "send"], "0 envoyés"),
        (["directory", "purge"], "0 propositions anciennes"),
        (["directory", "audit", "--draws", "2", "--places", "1"], "rien n’a encore été proposé"),
        (["nlu", "inbox"], "Aucune phrase en attente"),
        (["report", "annual", "--territory", "all", "--year", "2025", "--folder", "{folder}"], "2025"),
    ],
)
def test_no_command_finds_its_tables_missing(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty directory is an empty answer, never a trace."""
    monkeypatch.setenv("DEUX_PORTES_DATA_DIR", str(tmp_path / "new"))
    result = CliRunner().invoke(app, [word.format(folder=tmp_path) for word in words])
    assert result.exit_code == 0, result.output
    assert said in result.output
