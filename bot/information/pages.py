"""A fiche as a file: a YAML front matter, then fixed headings; read without judging, so that a check can judge it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SHORT = "Réponse courte"
DETAILS = "Pour en savoir plus"
PLAIN = "En clair"
SPOKEN = "À l’oral"
WHO = "Qui peut vous aider"
QUESTIONS = "Questions utiles"
NEXT = "Et ensuite"
BY_STATUS = "Selon votre situation"
BY_REGION = "Selon votre région"
IN_PASSING = "Demandé en passant"
HANDICAP = "handicap"  # under BY_STATUS: told only to whoever spoke of it, and never a status
TRAPS = "Attention"
REQUIRED = (SHORT, DETAILS, PLAIN, SPOKEN, WHO, QUESTIONS, NEXT, TRAPS)
SECTIONS = (*REQUIRED, BY_STATUS, BY_REGION, IN_PASSING)

_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A fiche as written: its front matter, and the text under each heading, values not yet filled in."""

    name: str
    front: Mapping[str, Any]
    sections: Mapping[str, str]


def read_pages(folder: Path) -> tuple[Page, ...]:
    """Return every Markdown page of the folder, in the order of their names."""
    return tuple(read_page(path) for path in sorted(folder.glob("*.md")))


def read_page(path: Path) -> Page:
    """Return the page; a front matter that cannot be read is an empty one."""
    found = _FRONT.match(path.read_text("utf-8"))
    if found is None:
        return Page(path.name, {}, {})
    return Page(path.name, _front(found.group(1)), split(found.group(2), "## "))


def split(text: str, mark: str) -> dict[str, str]:
    """Return the text under each heading of one level, by heading; what stands before the first one is under ``""``."""
    parts: dict[str, list[str]] = {"": []}
    current = ""
    for line in text.splitlines():
        if line.startswith(mark):
            current = line.removeprefix(mark).strip()
            parts[current] = []
        else:
            parts[current].append(line)
    joined = {heading: "\n".join(lines).strip() for heading, lines in parts.items()}
    return {heading: body for heading, body in joined.items() if heading or body}


def items(text: str) -> tuple[str, ...]:
    """Return the items of a Markdown list, each on one line."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("- "):
            found.append(line[2:].strip())
        elif found and line.startswith("  "):
            found[-1] += f" {line.strip()}"
    return tuple(found)


def _front(text: str) -> Mapping[str, Any]:
    try:
        front = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return front if isinstance(front, dict) else {}
