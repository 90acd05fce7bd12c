"""What is understood of sentences: ``python -m bot.engine.parse --model PATH`` with the engine's Python, project root.

JSON lines in (``{"text": …}``), JSON lines out in the same order, as DESIGN §6 has them. It reads the classifier out
of the trained model itself, without starting Rasa: the same code decides there and here.
"""

import argparse
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.engine.components import linear
from bot.engine.components.needs import NEEDS, understand
from bot.engine.components.reading import entities_of, intent_of
from bot.engine.lean import settle
from bot.understanding.acts import Act
from bot.understanding.doubt import ASK_BELOW
from bot.understanding.reading import load_readers, read
from directory.places import Places
from directory.vocabulary import Need

NOTHING = frozenset({"choice", "act", "answer", "nlu_fallback"})
MODEL_FILES = ("model.json", "model.npz")


@dataclass(frozen=True, slots=True)
class Parser:
    """Everything needed to understand a sentence."""

    model: linear.LinearModel
    places: Places

    def parse(self, text: str) -> dict[str, Any]:
        """The understanding of one sentence, as DESIGN §6 writes it; never fails, whatever the text."""
        reading = read(text, self.places)
        intent, entities = intent_of(reading), entities_of(reading, text)
        about = understand(self.model, [text], [reading.hearing])[0]
        need, ranking = _need(intent or about.intent, entities, about.ranking)
        return {
            "text": text,
            "need": need,
            "confidence": round(ranking[0][1], 4),
            "ranking": [{"need": name, "confidence": round(share, 4)} for name, share in ranking],
            "status": _values([entity for entity in entities if "extra" not in entity], "status"),
            "place": self._place(entities),
            "intent": intent or about.intent,
        }

    def _place(self, entities: list[dict[str, Any]]) -> dict[str, str] | None:
        codes = next((entity["value"] for entity in entities if entity["entity"] == "place"), ())
        commune = self.places.get(codes[0]) if codes else None
        return {"code": commune.code, "name": commune.name} if commune else None


def _need(
    intent: str, entities: list[dict[str, Any]], ranking: tuple[tuple[str, float], ...]
) -> tuple[str | None, tuple[tuple[str, float], ...]]:
    """The need the assistant acts on, or None when it would ask, and the ranking that goes with it."""
    told = _told(entities)
    if told is not None:
        return told, ((told, 1.0), *((name, 0.0) for name, _ in ranking if name != told))
    if intent in NOTHING or ranking[0][1] < ASK_BELOW:
        return None, ranking
    return ranking[0][0], ranking


def _told(entities: list[dict[str, Any]]) -> str | None:
    """The need said outright: by a button, or by asking for a person."""
    if Act.PERSON.value in _values(entities, "act"):
        return Need.HUMAIN.value
    chosen: list[Mapping[str, str]] = _values(entities, "choice")
    return next((c["value"] for c in chosen if c["name"] == "need" and c["value"] in NEEDS), None)


def _values(entities: list[dict[str, Any]], name: str) -> list[Any]:
    return [entity["value"] for entity in entities if entity["entity"] == name]


def load_parser(archive: Path) -> Parser:
    """The parser of a trained model (``.tar.gz`` of Rasa)."""
    parser = Parser(load_classifier(archive), load_readers())
    settle()
    return parser


def load_classifier(archive: Path) -> linear.LinearModel:
    """The need classifier inside a trained model."""
    with tarfile.open(archive) as packed, tempfile.TemporaryDirectory() as folder:
        for member in packed.getmembers():
            path = Path(member.name)
            if "NeedClassifier" in path.parent.name and path.name in MODEL_FILES:
                stored = packed.extractfile(member)
                if stored is not None:
                    (Path(folder) / path.name).write_bytes(stored.read())
        model = linear.load(Path(folder))
    model.rank_all(["bonjour"])
    return model


def texts_of(lines: Iterable[str]) -> Iterator[str]:
    """The text of each line; a line that is not as expected is taken for the text itself."""
    for line in lines:
        bare = line.rstrip("\n")
        try:
            found = json.loads(bare)
        except ValueError:
            found = bare
        text = found.get("text") if isinstance(found, dict) else found
        yield text if isinstance(text, str) else "" if text is None else str(text)


def run(lines: Iterable[str], to: TextIO, parser: Parser) -> None:
    """Write the understanding of each line, at once."""
    for text in texts_of(lines):
        to.write(json.dumps(parser.parse(text), ensure_ascii=False) + "\n")
        to.flush()


def main() -> None:
    """Read sentences on standard input until its end."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, required=True)
    options = arguments.parse_args()
    parser = load_parser(options.model)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    run(sys.stdin, sys.stdout, parser)


if __name__ == "__main__":
    main()
