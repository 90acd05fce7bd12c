"""The words of the service, read from ``bot/engine/domain/texts/``: one key, a written and a spoken form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date

from actions.deeds import Code, Moment, Several, Value, Wording
from bot.understanding.numbers import spell_pairs

FOLDER = Path(__file__).parent / "engine" / "domain" / "texts"


class Channel(StrEnum):
    """How the person talks with the service."""

    WEB = "web"
    PHONE = "phone"


class UnknownTextError(KeyError):
    """No text bears this key: write it in bot/engine/domain/texts/."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text by key, in its written (``web``) and spoken (``phone``) form."""

    forms: Mapping[str, Mapping[Channel, str]]

    def render(self, key: str, channel: Channel, **values: Value) -> str:
        """The text for this channel with its values in place; raises ``UnknownTextError`` for an unknown key."""
        forms = self.forms.get(key)
        if forms is None:
            raise UnknownTextError(key)
        pattern = forms.get(channel) or forms[Channel.WEB]
        return pattern.format_map({name: self.write(value, channel) for name, value in values.items()})

    def write(self, value: Value, channel: Channel = Channel.WEB) -> str:
        """A value as words of this channel."""
        match value:
            case Wording(key, values):
                return self.render(key, channel, **values)
            case Moment(at):
                return say_moment(at, channel)
            case Code(digits):
                return say_code(digits, channel)
            case Several(parts, separator):
                return separator.join(self.write(part, channel) for part in parts)
            case _:
                return str(value)


def say_moment(at: datetime, channel: Channel) -> str:
    """A date and hour the French way: "mardi 24 novembre à 9 h 30", or "… à 9 heures 30" for a voice."""
    day = format_date(at, "EEEE d MMMM", locale="fr").replace(" 1 ", " 1er ")
    hour = "heures" if channel is Channel.PHONE else "h"
    minutes = f" {at.minute:02d}" if at.minute else ""
    if channel is Channel.PHONE and at.hour == 1:
        hour = "heure"
    return f"{day} à {at.hour} {hour}{minutes}"


def say_day(day: str) -> str:
    """An ISO date the French way: "24 novembre 2026"."""
    return format_date(date.fromisoformat(day), "d MMMM y", locale="fr").replace(
        "1 ", "1er ", 1 if day.endswith("-01") else 0
    )


def say_code(digits: str, channel: Channel) -> str:
    """An appointment code in pairs of digits, written or read aloud."""
    if channel is Channel.PHONE:
        return spell_pairs(digits)
    return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def load_texts(folder: Path = FOLDER) -> Texts:
    """All the texts of a folder; raises ``ValueError`` with the file and key when one is written twice or badly."""
    forms: dict[str, dict[Channel, str]] = {}
    for path in sorted(folder.glob("*.yml")):
        responses = yaml.safe_load(path.read_text(encoding="utf-8")).get("responses", {})
        for key, variants in responses.items():
            if key in forms:
                raise ValueError(f"{path.name} : le texte « {key} » existe déjà dans un autre fichier.")
            forms[key] = dict(_forms(path, key, variants))
    return Texts(forms)


def _forms(path: Path, key: str, variants: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Channel, str]]:
    for variant in variants:
        if not isinstance(variant.get("text"), str):
            raise ValueError(f"{path.name} : le texte « {key} » a une forme sans « text ».")
        yield Channel(variant.get("channel", Channel.WEB)), variant["text"].strip()
