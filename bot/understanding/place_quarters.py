"""Quarters of towns: « à la Duchère » is Lyon, « aux Sanitas » is Tours, as far as a public list says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.place_cues import Cue, cue_before
from bot.understanding.place_reading import Hit, Reading
from bot.understanding.place_words import towns_listed
from directory.places import ARTICLES, Places, name_key

_CONTRACTED = frozenset({"au", "aux", "du", "des"})
_KINDS = frozenset({"quartier", "cite", "zup", "secteur"})


@dataclass(frozen=True, slots=True)
class _Table:
    codes: Mapping[str, str]  # by name, with its article
    bare: Mapping[str, str]  # by what is left of it after "au", "aux"
    longest: Mapping[str, int]  # by first word, how many words the longest name has


def read_quarters(reading: Reading) -> Iterator[Hit]:
    """Quarters that are lived in, asked for or called so; never sure: other towns may have one of that name."""
    words, table = reading.words, _table(reading.places)
    for start, word in enumerate(words):
        for size in range(min(table.longest.get(word.key, 0), len(words) - start), 0, -1):
            key = " ".join(one.key for one in words[start : start + size])
            code = table.codes.get(key) or table.bare.get(key)
            if code and (size == len(words) or _is_meant(reading, start, bare=key in table.bare)):
                yield Hit(start, start + size, (code,), float(Cue.AT), exact=False)
                break


def _is_meant(reading: Reading, start: int, *, bare: bool) -> bool:
    """Whether the words before announce a place; a name without its article follows "au", "aux", or "quartier"."""
    before = [word.key for word in reading.words[max(0, start - 2) : start]]
    if reading.asked or _KINDS & set(before):
        return True
    cue = cue_before(reading.words, start)
    return cue is not None and cue >= Cue.AT and (not bare or cue is Cue.HOME or before[-1] in _CONTRACTED)


@lru_cache(maxsize=2)
def _table(places: Places) -> _Table:
    codes, bare = {}, {}
    for code, names in towns_listed("quarters", places):
        for name in names:
            key = name_key(name)
            codes[key] = code
            article, _, rest = key.partition(" ")
            if article in ARTICLES:
                bare[rest] = code
    longest: dict[str, int] = {}
    for key in (*codes, *bare):
        first, _, rest = key.partition(" ")
        longest[first] = max(longest.get(first, 0), len(rest.split()) + 1)
    return _Table(codes, bare, longest)
