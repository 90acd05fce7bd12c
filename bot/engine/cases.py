"""Sentences with what was expected of them and what was understood."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.engine.parse import Parser
from directory.vocabulary import Need


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, what was expected of it, and what was understood."""

    expected: dict[str, Any]
    found: dict[str, Any]

    @property
    def accepted(self) -> set[str]:
        return {self.expected["need"], *(self.expected.get("also") or ())}

    @property
    def first(self) -> str:
        name: str = self.found["ranking"][0]["need"]
        return name

    @property
    def confidence(self) -> float:
        share: float = self.found["ranking"][0]["confidence"]
        return share

    @property
    def tolerated(self) -> bool:
        return self.first in self.accepted

    @property
    def located(self) -> bool:
        """Whether the place found is one of the right ones."""
        right = self.expected["place"]
        return (self.found["place"] or {}).get("code") in ([right] if isinstance(right, str) else right)

    @property
    def ordinary(self) -> bool:
        """Whether nothing in the sentence is, or resembles, distress."""
        if "ordinary" in self.expected:
            return bool(self.expected["ordinary"])
        return bool(self.expected.get("need")) and Need.DETRESSE.value not in self.accepted

    @property
    def agreed(self) -> bool:
        """Whether a second person read the same situations in it."""
        return set(self.expected["status"]) == set(self.expected["status_again"])

    @property
    def silent(self) -> bool:
        """Whether neither of two people read a situation in it, nor thought that somebody might."""
        again, left_open = self.expected.get("status_again"), self.expected.get("status_open")
        return not self.expected["status"] and again == [] and not left_open

    @property
    def asked(self) -> bool:
        return self.found["need"] is None


def read_cases(file: Path, parser: Parser) -> list[Case]:
    """Every line of a file with what the parser makes of it."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Case(line, parser.parse(line["text"])) for line in lines]
