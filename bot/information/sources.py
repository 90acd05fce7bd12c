"""The register of sources: where each fact was read, named once and cited by its identifier."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.information.dates import MONTHS, written_day

UNDATED = "non datée"
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Source:
    """A page where facts were read; ``date`` is its own, ready to show: « février 2026 », « page non datée »."""

    title: str
    url: str
    date: str


def load_sources(path: Path) -> Mapping[str, Source]:
    """Return the register by identifier; a field that is missing is an empty string, for ``source_faults`` to tell."""
    entries: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8")) or {}
    return {key: _source(entry) for key, entry in entries.items()}


def source_faults(register: Mapping[str, Source]) -> list[str]:
    """Return what is wrong with the register, one French sentence per fault."""
    faults: list[str] = []
    for key, source in register.items():
        if not source.title:
            faults.append(f"sources.yml, « {key} » : le titre manque.")
        if not re.match(r"https?://\S+$", source.url):
            faults.append(f"sources.yml, « {key} » : l’adresse (url) manque ou ne commence pas par http.")
        if not source.date:
            faults.append(
                f"sources.yml, « {key} » : la date manque ou n’est pas lisible ; "
                f"écrire 2026, 2026-02, 2026-02-13 ou « {UNDATED} »."
            )
    return faults


def _source(entry: Mapping[str, Any]) -> Source:
    return Source(
        title=str(entry.get("title") or ""),
        url=str(entry.get("url") or ""),
        date=_shown_date(entry.get("date")),
    )


def _shown_date(raw: object) -> str:
    if isinstance(raw, date):
        return written_day(raw)
    text = str(raw or "")
    if text == UNDATED:
        return f"page {UNDATED}"
    found = _DATE.fullmatch(text)
    if found is None:
        return ""
    year, month, _day = found.groups()
    if month is None:
        return year
    return f"{MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= 12 else ""
