"""What a sentence says without any classifier: a button, distress, an act, places, situation, age.

Whatever can be read by closed grammars is read here, in a fixed order (distress before all that is not a
whole act); the readers themselves are in ``bot.understanding``.
"""

import re
from functools import cache
from typing import Any

from bot.understanding.acts import read_act, read_token
from bot.understanding.distress import is_distress
from bot.understanding.languages import is_other_language
from bot.understanding.places import PlaceFound, find_places
from bot.understanding.spelling import LEXICON, normalise, rows
from bot.understanding.statuses import Situation, read_situation
from bot.understanding.text import fold
from directory.places import Places, load_places

LONGEST_ANSWER = 14
LONGEST_TEXT = 1500
_NUMBER = re.compile(r"\d+")


def load_readers() -> Places:
    """The places, with every table of the readers already in memory: the first person must not wait for them."""
    places = load_places()
    read("je suis de Tours", places)
    return places


def read(text: str, places: Places) -> tuple[str | None, list[dict[str, Any]]]:
    """The intent, or None when a classifier must decide, and the entities of a sentence."""
    if token := read_token(text):
        return "choice", [_entity("choice", {"name": token.name, "value": token.value}, text)]
    if not any(c.isalnum() for c in text):
        return "nlu_fallback", []
    text = text[:LONGEST_TEXT]
    # A whole utterance of the closed grammar ("je préfère ne pas le dire") holds no distress, whatever a model hears.
    if act := read_act(text):
        return "act", [_entity("act", act.value, text)]
    if is_distress(text):
        return "detresse", []
    if is_other_language(text):
        return "other_language", []
    found, situation = find_places(text, places), read_situation(text)
    entities = [*map(_place, found), *_situation(situation, text)]
    return ("answer" if entities and _says_nothing_else(text, found) else None), entities


def _says_nothing_else(text: str, found: tuple[PlaceFound, ...]) -> bool:
    """Whether, places taken out, only words that go with an answer are left."""
    rest = text
    for place in reversed(found):
        rest = f"{rest[: place.start]} {rest[place.end :]}"
    words = normalise(rest).split()
    return len(words) <= LONGEST_ANSWER and all(word in _answer_words() or _NUMBER.fullmatch(word) for word in words)


@cache
def _answer_words() -> frozenset[str]:
    return frozenset(
        word for _, *said in rows(LEXICON / "answer_words.csv") for form in said for word in fold(form).split()
    )


def _place(found: PlaceFound) -> dict[str, Any]:
    entity = _entity("place", list(found.candidates), "")
    return entity | {"start": found.start, "end": found.end, "extra": {"sure": found.sure}}


def _situation(situation: Situation, text: str) -> list[dict[str, Any]]:
    found = [_entity("status", status.value, text) for status in sorted(situation.statuses)]
    if situation.age is not None:
        found.append(_entity("age", situation.age, text))
    if situation.handicap:
        found.append(_entity("handicap", True, text))
    return found


def _entity(name: str, value: object, text: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": len(text), "extractor": "FrenchReader"}
