"""The labelled sentences of ``nlu_data/``, read without Rasa, in the order of the files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NLU_DATA = Path(__file__).parent.parent.parent / "nlu_data"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line: what is said, its label, who says it (the ``#`` comment above), and where it is written."""

    text: str
    label: str
    author: str
    file: str
    line: int


def read_lines(folder: Path = NLU_DATA) -> Iterator[Sentence]:
    """Each line with all that is known of it; headings are left out."""
    for table in sorted(folder.glob("*.yml")):
        label = author = ""
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
            text = line.strip()
            if text.startswith("#"):
                author = text.lstrip("# ")
            elif text.startswith("- intent:"):
                label = text.removeprefix("- intent:").strip()
            elif text.startswith("- ") and label:
                yield Sentence(text[2:].strip(), label, author, table.name, number)


def read_sentences(folder: Path = NLU_DATA) -> Iterator[tuple[str, str]]:
    """Each line with its label."""
    return ((line.text, line.label) for line in read_lines(folder))
