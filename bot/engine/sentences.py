"""The labelled sentences of ``nlu_data/``, read without Rasa, in the order of the files."""

from collections.abc import Iterator
from pathlib import Path

NLU_DATA = Path(__file__).parent.parent.parent / "nlu_data"


def read_sentences(folder: Path = NLU_DATA) -> Iterator[tuple[str, str]]:
    """Each line with its label; comments and headings are left out."""
    for table in sorted(folder.glob("*.yml")):
        label = ""
        for line in table.read_text(encoding="utf-8").splitlines():
            text = line.strip()
            if text.startswith("- intent:"):
                label = text.removeprefix("- intent:").strip()
            elif text.startswith("- ") and label:
                yield text[2:].strip(), label
