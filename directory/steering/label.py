"""The label's 29 criteria (decree of 4 May 2011), and what the service's own figures say of them."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import Field

from directory.documents import Closed, checked, read_document
from directory.steering.figures import Figure

LABEL_FILE = Path(__file__).with_name("label.yml")


class Standing(StrEnum):
    """Where a criterion stands, in the form's own words; the last is for those that partners comment."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    COMMENT = "comment"


class Criterion(Closed):
    """One criterion: its text, the indicators that measure it, where else to look, and what it is without a measure."""

    number: int = Field(ge=1, le=29)
    text: str = Field(min_length=10)
    indicators: tuple[str, ...] = ()
    evidence: str = Field(min_length=5)
    standing: Standing | None = None


class _Label(Closed):
    criteria: tuple[Criterion, ...] = Field(min_length=29, max_length=29)


@cache
def load_label(path: Path = LABEL_FILE) -> tuple[Criterion, ...]:
    """The criteria of this file in their order; :class:`directory.errors.BadDocument` when it has a fault."""
    return tuple(sorted(checked(read_document(path), _Label).criteria, key=lambda one: one.number))


def standing_of(criterion: Criterion, figures: Mapping[str, Figure]) -> Standing:
    """What is proposed for a criterion (pure): what it is said to be, or what its objectives that can be told say.

    All reached: met; some: partly; none: missed; nothing to go by: to comment.
    """
    if criterion.standing is not None:
        return criterion.standing
    told = [figures[name].met for name in criterion.indicators if name in figures]
    known = [one for one in told if one is not None]
    if not known:
        return Standing.COMMENT
    return Standing.MET if all(known) else Standing.PARTLY if any(known) else Standing.MISSED
