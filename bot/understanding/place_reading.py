"""One reading of a sentence: its words, what was read in them so far, and what a name may mean there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import log10

from bot.understanding.place_codes import Code
from bot.understanding.place_departements import Mention
from bot.understanding.place_index import TIES, Index, Name
from bot.understanding.place_words import Word
from directory.places import Commune, Places

MOST_CANDIDATES = 6
# a namesake this many times smaller than a town is not worth a question
NEGLIGIBLE, TOWN = 50, 10_000
EXACT_NAME_BONUS = 1.0
# from this size on, the first word of a long name ("Joué") is enough
KNOWN_BY_FIRST_WORD = 5000
LONGEST_TAIL = 4
LONGEST_DEPARTEMENT = 6  # words, with those before it: « dans les alpes de haute provence »
# what stands between a place and its département
_LITTLE = re.compile(r"^(?:(?:dans|en|le|la|les|l|de|du|des|d|a) )+")
_BETWEEN = frozenset({"dans", "en", "le", "la", "les", "l", "de", "du", "des", "d", "a", "departement"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A place between two word positions, with what it weighs against the other places of the sentence."""

    start: int
    end: int
    codes: tuple[str, ...]
    weight: float
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of a sentence needs to know."""

    words: tuple[Word, ...]
    places: Places
    index: Index
    asked: bool
    hint: str | None
    codes: tuple[Code, ...]
    departements: tuple[Mention, ...]

    @property
    def stated(self) -> str | None:
        """The one département that the sentence names."""
        codes = {mention.code for mention in self.departements}
        return codes.pop() if len(codes) == 1 else None


@dataclass(frozen=True, slots=True)
class Tail:
    """What was added to a name up to a word position, and the départements where some names end so."""

    end: int
    departements: frozenset[str]


def tail_at(reading: Reading, end: int) -> Tail | None:
    """What ties something to the name that ends here: "-les-Bains", "sur Loire"; None when nothing does."""
    words = reading.words
    if end >= len(words) or words[end].key not in TIES:
        return None
    for size in range(min(LONGEST_TAIL, len(words) - end), 1, -1):
        departements = reading.index.tails.get(" ".join(word.key for word in words[end : end + size]))
        if departements and (words[end].hyphen or words[end].key != "en"):
            return Tail(end + size, departements)
    last = next((at for at in range(end, len(words)) if not words[at].hyphen), len(words))
    return Tail(last, frozenset()) if last > end else None


def candidates(reading: Reading, key: str, name: Name) -> tuple[str, ...]:
    """The communes that a name may mean here, best first; a stated département decides."""
    pool = namesakes(reading, key, name)
    if reading.stated:
        pool = [commune for commune in pool if commune.departement == reading.stated] or pool
    return ranked(pool, name, reading.hint)


def namesakes(reading: Reading, key: str, name: Name, *stated: str) -> list[Commune]:
    """Communes of this very name, and the longer names that start with it when they are the ones people mean."""
    exact = [] if name.short else [commune for code in name.codes if (commune := reading.places.get(code))]
    longer = reading.index.prefixes.get(key, ())
    least = max(KNOWN_BY_FIRST_WORD, 2 * name.people) if exact else KNOWN_BY_FIRST_WORD
    near = {reading.hint, reading.stated, *stated} - {None}
    return exact + [
        commune
        for commune in longer
        if commune not in exact
        and (commune.population >= least or commune.departement in near or (not exact and len(longer) == 1))
    ]


def followed_by(reading: Reading, end: int) -> set[str]:
    """The départements named right after a place ("Muret (31)", "Plaisir dans les Yvelines")."""
    left = len(reading.words) - end
    if not left or (
        left > LONGEST_DEPARTEMENT and not reading.departements and not reading.words[end].key[0].isdigit()
    ):
        return set()
    follower = reading.words[end].key.upper()
    after = {follower} if follower[:1].isdigit() and follower in reading.places.departements else set[str]()
    after |= {
        found.code
        for found in reading.departements
        if end <= found.start <= end + 3 and all(word.key in _BETWEEN for word in reading.words[end : found.start])
    }
    if left <= LONGEST_DEPARTEMENT:
        rest = " ".join(word.key for word in reading.words[end:])
        bare = _LITTLE.sub("", rest)
        named = (reading.places.departement_named(f"{article}{bare}") for article in ("", "la ") if bare)
        after |= {departement.code for departement in named if departement}
    return after


def ranked(pool: Iterable[Commune], name: Name, hint: str | None) -> tuple[str, ...]:
    """Codes by nearness to the expected département, then size; negligible namesakes left out."""

    def worth(commune: Commune) -> tuple[bool, float]:
        exact = not name.short and commune.code in name.codes
        return commune.departement == hint, log10(commune.population + 1) + EXACT_NAME_BONUS * exact

    best_first = sorted(pool, key=worth, reverse=True)
    largest = max((commune.population for commune in best_first), default=0)
    least = largest / NEGLIGIBLE if largest >= TOWN else 0
    kept = [commune.code for commune in best_first if commune.population >= least or commune.departement == hint]
    return tuple(kept[:MOST_CANDIDATES])
