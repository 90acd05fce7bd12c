"""How French names sound, to bring back a commune from a misspelling ("chateaurou", "a tour")."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from rapidfuzz import fuzz, process

# score of a candidate: half spelling, half sound, and what size adds (nlu-lab measured the 2.2)
WEIGHT_OF_SIZE = 2.2
ENOUGH, ENOUGH_WHEN_SHORT = 88.0, 93.0
SHORT = 5
CLEAR_LEAD = 4.0
SHORTLIST = 40

_SOUNDS: tuple[tuple[str, str], ...] = (
    (r"ph", "f"),
    (r"(?<=[aeou])illes?$", "il"),
    (r"sch|sh|ch", "C"),
    (r"gn", "n"),
    (r"g(?=[eiy])|j", "j"),
    (r"gu(?=[eiy])|g", "g"),
    (r"nt(?=[bcdfgjklmnpqrsv])", "n"),
    (r"qu|ck|k|c(?![eiyh])|q", "k"),
    (r"x(?!$)", "ks"),
    (r"sc(?=[eiy])|c|z", "s"),
    (r"h", ""),
    (r"eaux?|aults?|auds?|aut|aux?|ots?$", "o"),
    (r"(?:ain|ein|in|ym|im|yn|aim)(?![aeiouynm])", "I"),
    (r"un(?![aeiouyn])", "I"),
    (r"(?:an|en|am|em)(?![aeiouynm])", "A"),
    (r"(?:on|om)(?![aeiouynm])", "O"),
    (r"oi|oy", "wa"),
    (r"ou", "U"),
    (r"oeu|eu", "E"),
    (r"(?:ers?|ez|ets?|ees?|es?)$", "+"),
    (r"ai|ei|ay|ey", "e"),
    (r"(?<!v)ill|y", "i"),
    (r"w", "v"),
    (r"(.)\1+", r"\1"),
    (r"(?<=.)[stxdp]+$", ""),
    (r"e?\+", ""),
)
_COMPILED = tuple((re.compile(pattern), to) for pattern, to in _SOUNDS)


def sound(key: str) -> str:
    """A rough phonetic key: names that sound alike in French get the same one, or nearly.

    >>> sound("shinon") == sound("chinon"), sound("tour") == sound("tours"), sound("chateaurou") == sound("chateauroux")
    (True, True, True)
    """
    return "".join(map(_heard, key.split()))


@lru_cache(maxsize=1024)
def _heard(word: str) -> str:
    for pattern, to in _COMPILED:
        word = pattern.sub(to, word)
    return word


@dataclass(frozen=True, slots=True)
class Near:
    """A known name close to what was written, and how close (about 100 is sure)."""

    key: str
    score: float
    same_sound: bool


class Spellings:
    """Known names by sound, searched a small part at a time."""

    def __init__(self, people: Mapping[str, int], sounding: Mapping[str, str]) -> None:
        """Index names (as ``name_key`` writes them) with the number of people who live there.

        ``sounding`` spells by ear the names whose letters mislead once folded ("alenson").
        """
        self._people = people
        self._same: dict[str, list[str]] = defaultdict(list)
        self._alike: dict[str, dict[str, str]] = defaultdict(dict)
        for key in people:
            heard = sound(sounding.get(key, key))
            self._same[heard].append(key)
            for part in _parts(heard):
                self._alike[part][key] = heard

    def nearest(
        self, written: str, limit: int = 3, among: Callable[[str], bool] = lambda _: True, *, same_sound: bool = False
    ) -> tuple[Near, ...]:
        """The known names ``among`` those accepted closest to a misspelling, best first; empty when none comes near.

        ``same_sound`` looks only at the names that sound the same, which costs ten times less.
        """
        heard = sound(written)
        if len(heard) < 2:
            return ()
        pool = dict.fromkeys(self._same.get(heard, ()), heard)
        for part in () if same_sound else _parts(heard):
            alike = self._alike.get(part, {})
            found = process.extract(heard, alike, scorer=fuzz.ratio, limit=SHORTLIST, score_cutoff=70)
            pool |= {key: sounding for sounding, _, key in found}
        scored = [self._scored(written, heard, key, sounding) for key, sounding in pool.items()]
        least = ENOUGH_WHEN_SHORT if len(written) <= SHORT else ENOUGH
        enough = (near for near in scored if among(near.key) and near.score >= (ENOUGH if near.same_sound else least))
        best = sorted(enough, key=lambda near: (-near.score, near.key))
        return tuple(near for near in best[:limit] if near.score >= best[0].score - 2 * CLEAR_LEAD)

    def _scored(self, written: str, heard: str, key: str, sounding: str) -> Near:
        likeness = (fuzz.ratio(written, key) + fuzz.ratio(heard, sounding)) / 2
        return Near(key, likeness + WEIGHT_OF_SIZE * log10(self._people[key] + 1), heard == sounding)


def _parts(heard: str) -> Iterator[str]:
    """Where a sound is filed: by its first two sounds, and by its last two."""
    yield "<" + heard[:2]
    yield heard[-2:] + ">"


def clear(found: Sequence[Near]) -> bool:
    """Whether the first name found stands well ahead of the others."""
    return bool(found) and (len(found) == 1 or found[0].score - found[1].score >= CLEAR_LEAD)
