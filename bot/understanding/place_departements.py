"""Départements in a sentence: "dans le 37", "en Indre-et-Loire", "le neuf trois"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.place_codes import NUMBER_WORDS, read_number
from bot.understanding.place_words import Word, listed, ordinary_words, words_of
from directory.places import Places, name_key

_NUMBER = re.compile(
    r"(?:\b(?:dans|sur|pour|est|habite|vers) le|\b(?:suis|viens|vient|originaire|venant|gens|gars|fille) du"
    r"|\b(?:departement|dept|dep)(?: du| le| est le| c est le| numero)?)$"
)
_IN = re.compile(r"(?:\b(?:en|departement|dept)(?: de| d| du| des| de la| de l)?|\bdans(?: le| la| l| les)|\bdans)$")
_FROM = re.compile(r"\b(?:du|de la|de l|des|le|la|les|l)$")
_FEMININE_WITHOUT_ARTICLE = frozenset(["creuse", "vienne", "charente", "mayenne", "loire", "correze", "drome"])
_OF = frozenset({"de", "d", "du", "des"})
_AROUND = "le la du dans en c est je suis j habite departement euh alors ben bah moi de l"
_FILLERS = frozenset(_AROUND.split())
_OVERSEAS = frozenset({"mayotte", "guadeloupe", "martinique", "guyane"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A département named between two word positions (end excluded)."""

    start: int
    end: int
    code: str


def find_departement(text: str, places: Places) -> str | None:
    """The code of the département that a text names ("37", "2A", "974"), None when it names none or several."""
    codes = {mention.code for mention in read_departements(words_of(text), places)}
    return codes.pop() if len(codes) == 1 else None


def read_departements(words: tuple[Word, ...], places: Places) -> tuple[Mention, ...]:
    """Every département named in these words, by name first, then by number."""
    return (*_named(words, places), *_numbered(words, places))


def _named(words: tuple[Word, ...], places: Places) -> Iterator[Mention]:
    """Départements called by their name."""
    names = _names(places)
    longest_from = _longest(places)
    at = 0
    while at < len(words):
        longest = min(longest_from.get(words[at].key, 0), len(words) - at)
        size = next((n for n in range(longest, 0, -1) if _key(words, at, at + n) in names), 0) if longest else 0
        if size and _is_meant(words, at, at + size):
            yield Mention(at, at + size, names[_key(words, at, at + size)])
        at += size or 1


@lru_cache(maxsize=2)
def _names(places: Places) -> Mapping[str, str]:
    names = {name_key(d.name): d.code for d in places.departements.values()}
    return names | {key.removeprefix("la "): code for key, code in names.items() if key.startswith("la ")}


@lru_cache(maxsize=2)
def _longest(places: Places) -> Mapping[str, int]:
    """Words of the longest name that starts with a word."""
    found: dict[str, int] = {}
    for name in _names(places):
        first, _, rest = name.partition(" ")
        found[first] = max(found.get(first, 0), len(rest.split()) + 1)
    return found


def _key(words: tuple[Word, ...], start: int, end: int) -> str:
    return " ".join(word.key for word in words[start:end])


def _is_meant(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Whether the words before and after let this name be the département."""
    if end - start > 1 and words[start].key != "la":
        return True
    key = _key(words, start, end)
    before = _key(words, max(0, start - 4), start)
    if all(word.key in _FILLERS for word in (*words[:start], *words[end:])) and not before.endswith("en"):
        return True
    if key in {"la reunion", "reunion"}:
        at_home = re.search(r"\b(?:habite|vis|ile de)(?: a)?(?: la)?$", before)
        return words[end - 1].raw[0].isupper() or bool(at_home)
    if key in _OVERSEAS:
        return bool(re.search(r"\b(?:en|a|de|la|sur)$", before))
    return key != "paris" and _is_introduced(key, before, words[end].key if end < len(words) else "")


def _is_introduced(key: str, before: str, after: str) -> bool:
    """Whether a one-word name has the words before it that a département takes: "en Creuse", "dans le Lot"."""
    if ordinary_words().get(key, "n")[0] == "n":
        return bool(_IN.search(before) or _FROM.search(before))
    if before.endswith("en"):
        return key in _FEMININE_WITHOUT_ARTICLE
    return bool(_IN.search(before)) and after not in _OF


def _numbered(words: tuple[Word, ...], places: Places) -> Iterator[Mention]:
    """Départements called by their number, typed or spoken."""
    for start, word in enumerate(words):
        if not (word.key[0].isdigit() or word.key in NUMBER_WORDS):
            continue
        for size in range(_run(words, start), 0, -1):
            code = _departement_number(words, start, start + size, places)
            if code and _number_is_meant(words, start, start + size):
                yield Mention(start, start + size, code)
                return


def _run(words: tuple[Word, ...], start: int) -> int:
    """How many words a number that starts here may have, the "A" or "B" of Corsica included."""
    end = start + 1
    while end < min(start + 4, len(words)) and (words[end].key in NUMBER_WORDS or words[end].key[0].isdigit()):
        end += 1
    return min(max(end - start, 2), len(words) - start)


def _departement_number(words: tuple[Word, ...], start: int, end: int, places: Places) -> str | None:
    keys = [word.key for word in words[start:end]]
    if len(keys) == 1 and re.fullmatch(r"\d\d|9[78]\d|2[ab]", keys[0]):
        code = keys[0].upper()
    elif len(keys) == 2 and keys[0] in {"2", "deux"} and keys[1] in {"a", "b"} and words[end - 1].raw != "à":
        code = "2" + keys[1].upper()
    else:
        number = read_number(keys)
        said = number is not None and not keys[0].isdigit() and (number > 9 or len(keys) > 1)
        code = f"{number:02d}" if said else ""
    return code if code in places.departements else None


def _number_is_meant(words: tuple[Word, ...], start: int, end: int) -> bool:
    after = words[end].key if end < len(words) else ""
    if after in listed("after_another_number") or after.isdigit():
        return False
    rest = (*words[:start], *words[end:])
    if all(word.key in _FILLERS for word in rest):
        return True
    return bool(_NUMBER.search(_key(words, max(0, start - 5), start)))
