"""The sentences of ``nlu_data/situations/``: what people say of their situation, with the statuses stated.

A line is ``salarie + parent : sentence``, or ``rien : sentence`` when none is stated; ``#`` says who speaks.
``passing.txt`` labels sentences of the files of needs, where the situation comes in passing: those it does not hold
state none, and ``? : sentence`` is one that careful people would label differently; it is not learnt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.engine.sentences import NLU_DATA, read_lines
from directory.vocabulary import Need, Status

SITUATIONS = NLU_DATA / "situations"
PASSING = "passing.txt"
NONE, UNSURE = "rien", "?"
_NEEDS = frozenset(need.value for need in Need) - {Need.DETRESSE.value}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, the statuses it states (``None`` when people would differ), who says it, and where it is written."""

    text: str
    statuses: frozenset[Status] | None
    author: str
    file: str
    line: int


def read_told(folder: Path = SITUATIONS) -> Iterator[Told]:
    """Each labelled line, in the order of the files; raises ``ValueError`` for a line that is not as expected."""
    for table in sorted(folder.glob("*.txt")):
        author = ""
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#"):
                author = f"{table.stem} {line.lstrip('# ')}"
            elif line.strip():
                yield Told(*_parted(line, f"{table.name}, ligne {number}"), author, table.name, number)


def learnt() -> list[Told]:
    """Every sentence the model of situations learns: those written for it, and all those of the files of needs."""
    told = list(read_told())
    passing = {line.text: line for line in told if line.file == PASSING}
    needs = [line for line in read_lines() if line.label in _NEEDS and line.text not in passing]
    silent = [Told(line.text, frozenset(), f"{line.file} {line.author}", line.file, line.line) for line in needs]
    return [line for line in [*told, *silent] if line.statuses is not None]


def _parted(line: str, where: str) -> tuple[str, frozenset[Status] | None]:
    named, colon, text = line.partition(" : ")
    try:
        if not colon or not text.strip():
            raise ValueError(line)
        statuses = (
            None if named == UNSURE else frozenset(map(Status, named.split(" + "))) if named != NONE else frozenset()
        )
    except ValueError as wrong:
        raise ValueError(f"{where} : écrire « salarie + parent : la phrase », ou « rien : la phrase ».") from wrong
    return text.strip(), statuses
