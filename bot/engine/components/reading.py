"""A reading of closed grammars as Rasa says things: an intent when it is decided, and entities."""

from typing import Any

from bot.understanding.places import PlaceFound
from bot.understanding.reading import Reading
from bot.understanding.status_sayings import Situation

HEARING = "hearing"  # of a message: what its reading heard of distress, which goes no further than the engine
OF_A_CHILD = {"extra": {"of": "child"}}  # marks the situation of the son or daughter one asks for


def intent_of(reading: Reading) -> str | None:
    """The intent that closed grammars decide, or None when a classifier must."""
    if reading.token:
        return "choice"
    if reading.act:
        return "act"
    if reading.wordless:
        return "nlu_fallback"
    if reading.hearing.alarm:
        return "detresse"
    if reading.other_language:
        return "other_language"
    return "answer" if reading.answers_only else None


def entities_of(reading: Reading, text: str) -> list[dict[str, Any]]:
    """What was read, as entities of the domain; ``actions.said`` takes them up again."""
    found = [*map(_place, reading.places), *_situation(reading.situation, text)]
    if reading.hearing.possible:
        found.append(_entity("worrying", True, text))
    if reading.token:
        found.append(_entity("choice", {"name": reading.token.name, "value": reading.token.value}, text))
    if reading.act:
        found.append(_entity("act", reading.act.value, text))
    if reading.leading:
        found.append(_entity("leading", reading.leading.value, text))
    return found


def _place(found: PlaceFound) -> dict[str, Any]:
    entity = _entity("place", list(found.candidates), "")
    return entity | {"start": found.start, "end": found.end, "extra": {"sure": found.sure}}


def _situation(situation: Situation, text: str) -> list[dict[str, Any]]:
    found = [_entity("status", status.value, text) for status in sorted(situation.statuses)]
    found += [_entity("status", status.value, text) | OF_A_CHILD for status in sorted(situation.child)]
    if situation.age is not None:
        found.append(_entity("age", situation.age, text))
    if situation.handicap:
        found.append(_entity("handicap", True, text))
    return found


def _entity(name: str, value: object, text: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": len(text), "extractor": "FrenchReader"}
