"""By when complaints are answered, and by whom at each level: ``complaints.yml`` (L21)."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from directory.documents import Closed, checked, read_document

RULES_FILE = Path(__file__).with_name("complaints.yml")


class Level(Closed):
    """Who answers at a level, as people read it, and from where they are seen to coordinate at the desk."""

    name: str = Field(min_length=3)
    answers: Literal["territory", "region"]


class ComplaintRules(Closed):
    """The delays in days and who answers at each level, as ``complaints.yml`` says. ``remind_…``: how many working days
    before a delay is over those who answer are told again."""

    acknowledge_days: int = Field(ge=1, le=30)
    remind_acknowledge_days: int = Field(ge=0, le=30)
    answer_days: int = Field(ge=1, le=90)
    remind_answer_days: int = Field(ge=0, le=90)
    contest_days: int = Field(ge=1, le=365)
    levels: tuple[Level, ...] = Field(min_length=1)

    def level(self, number: int) -> Level:
        """The level of a complaint; the last one when there are fewer by now."""
        return self.levels[min(number, len(self.levels) - 1)]


@cache
def load_complaint_rules(path: Path = RULES_FILE) -> ComplaintRules:
    """The rules of this file; :class:`directory.errors.BadDocument` when it has a fault."""
    return checked(read_document(path), ComplaintRules)
