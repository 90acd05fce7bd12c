"""The words of a sentence that may name a place: how it is cut, which words are ordinary."""

import gzip
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bot.understanding.spelling import LEXICON, rows
from bot.understanding.text import fold
from directory.places import Commune, Places

DATA = Path(__file__).parent / "data"
WORDS = DATA / "ordinary_words.txt.gz"
LISTS = DATA / "place_lists.toml"
_TOKEN = re.compile(r"[^\W_]+")
NOUN_LINE = 7
_HYPHENS = "-‑"
_SPELLED = {"saint": "st", "sainte": "ste", "lez": "les", "ss": "sous"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: as names are spelled, as it was written, where, and in full (``said``: "chui" is "je suis").

    ``hyphen`` tells that it hangs on the word before it.
    """

    key: str
    raw: str
    start: int
    end: int
    said: str
    hyphen: bool


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; elisions and hyphens split, "saint" reads "st", "s/" reads "sur"."""
    in_full = _in_full()
    words = [_word(match, text, in_full) for match in _TOKEN.finditer(text)]
    if words and words[-1].key == "ste":
        # no name follows: "sainte" stands for itself, or for Saintes
        words[-1] = replace(words[-1], key="sainte")
    return tuple(words)


def _word(match: re.Match[str], text: str, in_full: Mapping[str, str]) -> Word:
    raw = match[0]
    key = raw.lower() if raw.isascii() else fold(raw).replace(" ", "")
    if key == "s" and text[match.end() : match.end() + 1] == "/":
        key = "sur"
    spelled = _SPELLED.get(key, key)
    start = match.start()
    hyphen = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum()
    return Word(spelled, raw, start, match.end(), in_full.get(key, spelled), hyphen)


@cache
def _in_full() -> Mapping[str, str]:
    """Short forms and misspellings of everyday words, folded, with what they stand for; no word of the dictionary."""
    table = ((fold(form), meaning) for meaning, *forms in rows(LEXICON / "words.csv") for form in forms)
    return {form: fold(meaning) for form, meaning in table if len(form) > 1 and form not in ordinary_words()}


def accents_fit(words: Sequence[Word], commune: Commune | None) -> bool:
    """Whether the accents that were typed are those of the name: "maçon" is not Mâcon; none typed fits all."""
    typed = [word for word in words if not word.raw.isascii()]
    if commune is None or not typed:
        return True
    own = {fold(part): part.lower() for part in _TOKEN.findall(commune.name)}
    return all(_same_letters(unicodedata.normalize("NFC", word.raw.lower()), own.get(fold(word.raw))) for word in typed)


def _same_letters(typed: str, own: str | None) -> bool:
    """A cedilla or an acute accent changes the sound; é for è, and circumflexes, are common mistakes."""
    if own is None or len(own) != len(typed):
        return True
    return not any((a == "ç") != (b == "ç") or (a in "éè" and b == "e") for a, b in zip(typed, own, strict=True))


@cache
def listed(name: str) -> frozenset[str]:
    """A list of ``data/place_lists.toml``, by its name there."""
    lists: dict[str, str] = tomllib.loads(LISTS.read_text("utf-8"))
    return frozenset(entry.replace("_", " ") for entry in lists[name].split())


def towns_listed(name: str, places: Places) -> Iterator[tuple[str, list[str]]]:
    """Lines of ``data/<name>.csv``: the code of a commune, and the names given there after its own and département."""
    for town, departement, *names in rows(DATA / f"{name}.csv"):
        yield next(one.code for one in places.by_name(town) if one.departement == departement), names


@cache
def ordinary_words() -> Mapping[str, str]:
    """Folded French words with their letters, as ``data/build.py`` explains them."""
    with gzip.open(WORDS, "rt", encoding="ascii") as lines:
        return dict(line.rstrip().split(" ", 1) for line in lines)


# "joué lès tours": no article in a name
_BEFORE_LES = frozenset({"joue", "jouer", "joues", "jouez", "chambray"})


def is_noun_line(words: Sequence[Word]) -> bool:
    """Whether a text is a few nouns, as typed in a search box ("cap emploi tours numero"): no sentence, no article."""
    sentence = (
        word.key in listed("of_a_sentence") and not (word.key == "les" and at and words[at - 1].key in _BEFORE_LES)
        for at, word in enumerate(words)
    )
    return 1 < len(words) <= NOUN_LINE and not any(sentence)


def is_capital(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a name stands out by its capital: not first in the sentence, and not all written in capitals."""
    if any(word.raw.isupper() and 1 < len(word.raw) <= 4 for word in words[start:end]):
        return False
    shown = any(word.raw[0].isupper() for word in words[start:end] if len(word.raw) > 2 or word.raw.istitle())
    if not shown or start == 0:
        return False
    return any(word.raw.islower() and len(word.raw) > 1 for word in words)
