"""Ten thousand lines of anything: each answered, in order, in the form of DESIGN §6 (issue 7).

Times are not tested here: ``python -m bot.engine.hostile`` measures them.
"""

import io
import json
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="se joue avec le Python du moteur")

from bot.engine.hostile import hostile_lines
from bot.engine.parse import load_parser, run
from directory.vocabulary import Need

MODEL = Path(__file__).resolve().parents[3] / "var" / "engine.tar.gz"
LINES = 10_000
FIELDS = {"text", "need", "confidence", "ranking", "status", "place", "intent"}


def test_ten_thousand_lines_of_anything_are_answered_in_order() -> None:
    """Empty, emoji, Arabic, 5,000 characters, HTML, no spaces, repeated words: never a crash, never a missing line."""
    if not MODEL.exists():
        pytest.fail("Entraînez d’abord le moteur : deux-portes train.")
    texts = [text for _, text in hostile_lines(LINES)]
    assert {"", " "} <= set(texts)
    assert max(map(len, texts)) >= 4_900
    to = io.StringIO()
    run((json.dumps({"text": text}) for text in texts), to, load_parser(MODEL))
    answers = [json.loads(line) for line in to.getvalue().split("\n") if line]
    assert [answer["text"] for answer in answers] == texts
    needs = {need.value for need in Need}
    for answer in answers:
        assert answer.keys() == FIELDS
        assert {entry["need"] for entry in answer["ranking"]} == needs
        assert answer["need"] is None or answer["need"] in needs
        assert all(0 <= entry["confidence"] <= 1 for entry in answer["ranking"])
