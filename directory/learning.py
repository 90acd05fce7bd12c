"""The inbox of sentences that were not understood at first: kept, read, labelled, dropped, exported for training.

What may be kept is decided before (`bot.learning`); nothing here knows a talk, a channel or an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from directory.models import UnclearSentence
from directory.retention import Retention, load_retention
from directory.service import Directory
from directory.vocabulary import Need


class UnknownSentence(LookupError):  # noqa: N818 - a state of the world
    """No sentence of the inbox has this number: see ``deux-portes nlu inbox``."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """One sentence: what was said, the need chosen afterwards, the label given if any, the day."""

    number: int
    said: str
    meant: Need
    label: str | None
    day: date


def keep(directory: Directory, said: str, meant: Need, day: date) -> None:
    """Keep a redacted sentence; one that is already there is left as it is."""
    with directory.writing() as session:
        if session.scalar(select(UnclearSentence.id).where(UnclearSentence.said == said)) is None:
            session.add(UnclearSentence(said=said, meant=meant, day=day))


def waiting(directory: Directory, *, labelled: bool | None = None) -> tuple[Unclear, ...]:
    """The sentences of the inbox, oldest first; only those with a label, or without, when asked."""
    wanted = select(UnclearSentence).order_by(UnclearSentence.id)
    if labelled is not None:
        wanted = wanted.where(UnclearSentence.label.is_not(None) if labelled else UnclearSentence.label.is_(None))
    with directory.reading() as session:
        return tuple(Unclear(row.id, row.said, Need(row.meant), row.label, row.day) for row in session.scalars(wanted))


def give_label(directory: Directory, number: int, label: str) -> None:
    """Say what a sentence is about; raises ``UnknownSentence``."""
    with directory.writing() as session:
        done = session.execute(update(UnclearSentence).where(UnclearSentence.id == number).values(label=label))
        if not getattr(done, "rowcount", 0):
            raise UnknownSentence(number)


def drop(directory: Directory, numbers: Sequence[int]) -> int:
    """Erase sentences; how many there were."""
    with directory.writing() as session:
        done = session.execute(delete(UnclearSentence).where(UnclearSentence.id.in_(numbers)))
        return int(getattr(done, "rowcount", 0))


def forget(directory: Directory, today: date, periods: Retention | None = None) -> int:
    """Erases the sentences nobody learnt from in time; how many there were."""
    kept = periods if periods is not None else load_retention()
    with directory.writing() as session:
        old = UnclearSentence.day < today - timedelta(days=kept.unclear_days)
        return int(getattr(session.execute(delete(UnclearSentence).where(old)), "rowcount", 0))


def as_training(sentences: Sequence[Unclear]) -> str:
    """Labelled sentences as ``nlu_data/`` writes them, to be pasted by a maintainer, who looks at each once more."""
    labels = sorted({sentence.label for sentence in sentences if sentence.label})
    blocks = []
    for label in labels:
        said = "".join(f"    - {sentence.said}\n" for sentence in sentences if sentence.label == label)
        blocks.append(f"# {label}.yml\n# Boîte des phrases mal comprises\n- intent: {label}\n  examples: |\n{said}")
    return "\n".join(blocks)
