"""How much a known name means a place where it stands: what announces it, against how ordinary its words are.

The figures were settled on sentences of the public and on long French texts without places; their measure is
``tests/bot/understanding/test_understanding_places.py``.
"""

from collections.abc import Sequence

from bot.understanding.place_cues import Cue, cue_before, is_after_structure
from bot.understanding.place_index import Name
from bot.understanding.place_lookalikes import is_something_else, is_surname
from bot.understanding.place_reading import TOWN, Reading
from bot.understanding.place_words import Word, is_capital, is_noun_line, listed

CITY = 100_000
CONTRACTIONS = {"le": {"au", "du"}, "les": {"aux", "des"}, "la": set[str](), "l": set[str]()}
TOWNS_AFTER_EN = frozenset({"avignon", "arles"})
LINKS_AFTER = frozenset({"de", "d", "du", "des", "unique", "interdit", "minute", "particulier", "particuliers"})
_NEVER = 10_000_000
# by ordinariness, then cue: fewest inhabitants in lower case, and with a capital
_FLOORS: dict[int, dict[Cue, tuple[int, int]]] = {
    1: {
        Cue.HOME: (150, 0),
        Cue.MEET: (1500, 150),
        Cue.AT: (2500, 300),
        Cue.OF: (20_000, 2000),
        Cue.NONE: (CITY, TOWN),
    },
    2: {
        Cue.HOME: (1500, 150),
        Cue.MEET: (5000, 1500),
        Cue.AT: (20_000, 2000),
        Cue.OF: (CITY, 20_000),
        Cue.NONE: (CITY, 50_000),
    },
    3: {
        Cue.HOME: (20_000, 1500),
        Cue.MEET: (15_000, 5000),
        Cue.AT: (_NEVER, 20_000),
        Cue.OF: (_NEVER, _NEVER),
        Cue.NONE: (_NEVER, _NEVER),
    },
}


def weight(reading: Reading, key: str, name: Name, start: int, end: int) -> float | None:
    """How much a name here means a place, None when it does not."""
    words = reading.words
    cue = cue_before(words, start)
    if cue is None or name.ordinary > 4 or not article_fits(words, start, key, name):
        return None
    if is_something_else(words, start, end) or (
        cue is Cue.NONE and not reading.asked and is_surname(words, start, end)
    ):
        return None
    whole = all(word.key in listed("fillers") for word in (*words[:start], *words[end:]))
    capital = is_capital(words, start, end)
    if whole and _is_answer(reading, name, start, end):
        return Cue.HOME + 1.0
    if name.ordinary > 3:
        return None
    if name.ordinary and not capital and cue < Cue.HOME and end < len(words) and words[end].key in LINKS_AFTER:
        return None
    if reading.asked:
        cue = Cue.MEET if cue == Cue.AT else max(cue, Cue.OF if name.ordinary else Cue.AT)
    last = end == len(words) and (start == 0 or words[start - 1].key not in listed("determiners"))
    nouns = is_noun_line(words)
    if cue is Cue.NONE and is_after_structure(words, start):
        cue = Cue.MEET if nouns else Cue.OF
    elif nouns and cue is Cue.NONE and name.ordinary < 2 and not name.person and not name.short:
        cue = Cue.OF
    letters = words[end - 1].end - words[start].start
    return float(cue) if _is_meant(name, cue, capital=capital, last=last or nouns, letters=letters) else None


def article_fits(words: Sequence[Word], start: int, key: str, name: Name) -> bool:
    """Whether the word before lets the name stand: "au Havre" but not "un havre", "à Tours" but not "deux tours".

    The short form of a longer name with an article needs "au" or "aux": « aux Sables », not « sables ».
    """
    before = words[start - 1].key if start else ""
    if before == "en" and start > 0:
        return key in TOWNS_AFTER_EN
    if name.article:
        alone = not name.short and name.ordinary < 2 and before not in listed("determiners")
        return before in CONTRACTIONS[name.article] or alone
    return before not in listed("determiners") or before.isdigit()


def _is_answer(reading: Reading, name: Name, start: int, end: int) -> bool:
    """Whether a message that is only this name names a place."""
    capital = any(word.raw[0].isupper() for word in reading.words[start:end])
    if reading.asked:
        floor = {0: 0, 1: 0, 2: 1000, 3: 5000}.get(name.ordinary, _NEVER)
        return name.people >= floor or (capital and name.people >= 200)
    letters = sum(len(word.key) for word in reading.words[start:end])
    floor = {0: 0 if letters > 3 else 5000, 1: TOWN, 2: 20_000, 3: CITY}.get(name.ordinary, _NEVER)
    return name.people >= floor or (capital and name.people >= 2000 and name.ordinary < 2)


def _is_meant(name: Name, cue: Cue, *, capital: bool, last: bool, letters: int) -> bool:
    """The fewest inhabitants that make a place of a name, by how ordinary it is and by what announces it."""
    if letters <= 2 and not capital:
        return False
    if name.ordinary == 0:
        floor = _floor_of_a_proper_name(name, cue, capital=capital, letters=letters)
    else:
        floor = _FLOORS[name.ordinary][cue][capital]
        if cue is Cue.NONE and not capital and not last:
            return False
    return name.people >= floor


def _floor_of_a_proper_name(name: Name, cue: Cue, *, capital: bool, letters: int) -> int:
    if cue >= Cue.MEET:
        return 0
    if name.person:
        return {Cue.AT: 1500, Cue.OF: 10_000}.get(cue, 40_000)
    if cue is Cue.AT:
        return 0
    if cue is Cue.OF:
        return 0 if capital else 1000
    if letters <= 3:
        return 20_000
    return 300 if capital else 5000
