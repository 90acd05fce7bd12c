"""Volatile figures and phone numbers: kept in one file, dated, sourced, and named by the fiches as ``{{key}}``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from bot.information.dates import spoken_month, written_day, written_month

_FIELDS = {"value", "spoken", "kind", "date", "source", "review_by"}
_PLACEHOLDER = re.compile(r"\{\{\s*([\w-]+)(\.date)?\s*\}\}")


class Kind(StrEnum):
    """An amount is shown with the month it was read; a phone number is not."""

    AMOUNT = "montant"
    PHONE = "numero"


@dataclass(frozen=True, slots=True)
class Value:
    """One figure that changes: as written, as said, since when, where it was read, and when to read it again."""

    key: str
    text: str
    spoken: str
    kind: Kind
    on: date
    source: str
    review_by: date


def load_values(path: Path) -> Mapping[str, Value]:
    """Return the values by key; raise ``ValueError`` with the French sentence to show when an entry is not complete."""
    entries: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8")) or {}
    return {key: _value(key, entry) for key, entry in entries.items()}


def value_faults(values: Mapping[str, Value], sources: Mapping[str, object], today: date) -> list[str]:
    """Return the figures to read again and those without a known source, one French sentence each."""
    stale = [
        f"values.yml, « {value.key} » : à vérifier depuis le {written_day(value.review_by)}."
        for value in values.values()
        if value.review_by < today
    ]
    unknown = [
        f"values.yml, « {value.key} » : la source « {value.source} » n’est pas dans sources.yml."
        for value in values.values()
        if value.source not in sources
    ]
    return stale + unknown


def keys_in(text: str) -> tuple[set[str], set[str]]:
    """Return the value keys used in a text, and those whose date is shown there."""
    used: set[str] = set()
    dated: set[str] = set()
    for key, date_asked in _PLACEHOLDER.findall(text):
        (dated if date_asked else used).add(key)
    return used, dated


def fill(text: str, values: Mapping[str, Value], *, spoken: bool = False) -> str:
    """Return the text with each ``{{key}}`` and ``{{key.date}}`` replaced; unknown keys are left as they stand."""

    def replace(found: re.Match[str]) -> str:
        value = values.get(found.group(1))
        if value is None:
            return found.group(0)
        if found.group(2):
            return spoken_month(value.on) if spoken else written_month(value.on)
        return value.spoken if spoken else value.text

    return _PLACEHOLDER.sub(replace, text)


def _value(key: str, entry: Mapping[str, Any]) -> Value:
    wrong = _FIELDS ^ set(entry)
    if wrong:
        raise ValueError(f"values.yml, « {key} » : champs manquants ou inconnus : {', '.join(sorted(wrong))}.")
    if not (isinstance(entry["date"], date) and isinstance(entry["review_by"], date)):
        raise ValueError(f"values.yml, « {key} » : date et review_by s’écrivent comme 2026-04-02.")
    if entry["kind"] not in set(Kind):
        raise ValueError(f"values.yml, « {key} » : kind est « montant » ou « numero ».")
    return Value(
        key=key,
        text=str(entry["value"]),
        spoken=str(entry["spoken"]),
        kind=Kind(entry["kind"]),
        on=entry["date"],
        source=str(entry["source"]),
        review_by=entry["review_by"],
    )
