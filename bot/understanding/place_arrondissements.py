"""Arrondissements of Paris, Lyon and Marseille: "Paris 11e", "Lyon trois", "le onzième à Paris"."""

import re
from collections.abc import Sequence

from bot.understanding.place_codes import read_number
from bot.understanding.place_words import Word, listed
from directory.places import Places

ORDINALS = {
    "premier": 1, "premiere": 1, "second": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5,
    "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12,
    "treizieme": 13, "quatorzieme": 14, "quinzieme": 15, "seizieme": 16, "dix septieme": 17, "dix huitieme": 18,
    "dix neuvieme": 19, "vingtieme": 20,
}  # fmt: skip
_TYPED = re.compile(r"(\d{1,2})(?:e|er|ere|eme|ieme|em)$")
_UNIVERSITY = frozenset(
    ["universite", "fac", "faculte", "univ", "iae", "iut", "licence", "master", "doctorat", "these"]
)
_LINKS = frozenset({"a", "de", "d", "arrondissement", "arr", "sur", "dans"})


def arrondissement_at(
    words: Sequence[Word], start: int, end: int, city: str, places: Places
) -> tuple[int, int, str] | None:
    """The arrondissement of ``city`` named around words ``start`` to ``end``: its own bounds and code."""
    parts = places.arrondissements(city)
    if not parts or any(word.key in _UNIVERSITY for word in words[max(0, start - 2) : start]):
        return None
    number, bound = _after(words, end)
    if number and number <= len(parts):
        return start, bound, parts[number - 1].code
    number, bound = _before(words, start)
    if number and number <= len(parts):
        return bound, end, parts[number - 1].code
    return None


def _after(words: Sequence[Word], at: int) -> tuple[int, int]:
    """A number right after the city, or after "dans le", and the word where it ends; 0 when there is none."""
    if [word.key for word in words[at : at + 2]] == ["dans", "le"]:
        number, end = _ordinal(words, at + 2)
    else:
        number, end = _ordinal(words, at)
        number, end = (number, end) if number else _cardinal(words, at)
    if number and end < len(words) and words[end].key.startswith("arr"):
        end += 1
    return number, end


def _before(words: Sequence[Word], at: int) -> tuple[int, int]:
    """An ordinal before the city ("le onzième à Paris"), and the word where it starts; 0 when there is none."""
    first = at
    while first and at - first < 3 and words[first - 1].key in _LINKS:
        first -= 1
    if first == at:
        return 0, at
    for size in (2, 1):
        if first >= size:
            number, end = _ordinal(words, first - size)
            if number and end == first:
                return number, first - size
    return 0, at


def _ordinal(words: Sequence[Word], at: int) -> tuple[int, int]:
    for size in (2, 1):
        key = " ".join(word.key for word in words[at : at + size])
        if typed := _TYPED.match(key):
            return int(typed[1]), at + 1
        if key in ORDINALS and at + size <= len(words):
            return ORDINALS[key], at + size
    if at + 1 < len(words) and words[at].key.isdigit() and words[at + 1].key in {"e", "eme", "er", "ieme"}:
        return int(words[at].key), at + 2
    return 0, at


def _cardinal(words: Sequence[Word], at: int) -> tuple[int, int]:
    for size in (2, 1):
        keys = [word.key for word in words[at : at + size]]
        number = read_number(keys) if len(keys) == size else None
        follower = words[at + size].key if at + size < len(words) else ""
        if number and not follower.isdigit() and follower not in listed("after_a_quantity"):
            return number, at + size
    return 0, at
