"""Misspelt places, brought back only where a place is expected: an answer, or what follows "j'habite à"."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from bot.understanding.place_cues import Cue, cue_before, is_after_structure
from bot.understanding.place_lookalikes import is_first_name
from bot.understanding.place_reading import MOST_CANDIDATES, TOWN, Hit, Reading, candidates, followed_by
from bot.understanding.place_spelling import Near, clear
from bot.understanding.place_words import Word, accents_fit, is_capital, is_noun_line, listed, ordinary_words
from bot.understanding.text import fold
from directory.places import ARTICLES

# a misspelt longer name this close wins over a known shorter one ("saint pierre des cors" over "saint pierre")
SURE_DESPITE_A_HIT = 97.0
# from this score on, the longer of two names wins
EXACT = 100.0
LONGEST_NAME = 5
# a whole message that looks like the name of a town this large, and like no other word, names it
KNOWN_ALONE, LETTERS_ALONE = 8000, 5
# a name that only resembles, before its département, is that of a commune at least this large
KNOWN_NEARBY = 2000
_NEW_CLAUSE = """
    et mais je j qui que dans depuis pour car parce avec ou donc si il elle on mon ma mes est suis ai"""
_STOPS = frozenset(_NEW_CLAUSE.split())
_OF_SOMEBODY = "un une mon ma mes ton son sa ses notre nos leur ce cette ces"
_NOT_BEFORE_AN_ANSWER = frozenset(_OF_SOMEBODY.split())
_AFTER_A_VERB = frozenset({"lieu", "domicile", "distance", "ete"})
_PREPOSITIONS = frozenset({"a", "sur", "vers", "de", "d"})
_BEFORE_A_NAME = _PREPOSITIONS | {"habite", "habites", "habitant", "au", "aux", "ville", "oui", "euh"}
# "sans pierre des corps", "jouer les tours": what a recogniser writes
_HEARD_FOR_SAINT = frozenset({"sans", "sain", "sein", "cent", "sang", "san", "saints"})
_HEARD_FOR_JOUE = frozenset({"jouer", "jouez", "joues", "jouet", "jouets"})
_MAY_START = frozenset({"le", "la", "les", "l", "st", "ste"})


def misspelt(reading: Reading, hits: Sequence[Hit]) -> Hit | None:
    """The place that badly spelled words stand for, where a place is expected and no known name explains them."""
    if located := _in_a_departement(reading, hits):
        return located
    best: tuple[float, Hit] | None = None
    for start, end in _expected(reading):
        inside = [hit for hit in hits if hit.start < end and start < hit.end]
        if hits and not (reading.asked and inside and all(start <= hit.start and hit.end <= end for hit in inside)):
            continue
        if any((hit.start, hit.end) == (start, end) for hit in inside):
            continue
        near = _near(reading, start, end)
        worth = (min(near[0].score, EXACT) + end - start) if near else 0.0
        if near and (best is None or worth > best[0]) and (not hits or near[0].score >= SURE_DESPITE_A_HIT):
            best = worth, Hit(start, end, _codes_of(reading, near), Cue.HOME, exact=False)
    return best[1] if best else None


def _in_a_departement(reading: Reading, hits: Sequence[Hit]) -> Hit | None:
    """A misspelt name before its own département: « partenay 79 », « sainte en charente maritime »."""
    words = reading.words
    for end in _before_departements(reading):
        stated = followed_by(reading, end)
        if not stated or any(_is_there(reading, hit, stated) for hit in hits):
            continue
        for start in range(max(0, end - LONGEST_NAME), end):
            if start and words[start - 1].key not in _BEFORE_A_NAME:
                continue
            if near := _near_in(reading, start, end, stated):
                codes = [code for code in reading.index.names[near.key].codes if _lies_in(reading, code, stated)]
                return Hit(start, end, tuple(codes), Cue.HOME, exact=False)
    return None


def _before_departements(reading: Reading) -> list[int]:
    """Where a name may end that a département follows."""
    words = reading.words
    ends = {at for found in reading.departements for at in range(found.start - 3, found.start + 1)}
    ends |= {at for at, word in enumerate(words) if word.key[0].isdigit()} | {len(words) - 1}
    return sorted(end for end in ends if end > 0)


def _near_in(reading: Reading, start: int, end: int, departements: AbstractSet[str]) -> Near | None:
    """The name of these départements that sounds like these words; everyday words must sound just the same."""
    words = reading.words[start:end]
    if words[-1].key in ARTICLES or all(word.key in listed("fillers") for word in words):
        return None
    names = reading.index.names
    found = reading.index.spellings.nearest(
        _as_names_are_written(words),
        among=lambda key: any(_lies_in(reading, code, departements) for code in names[key].codes),
    )
    everyday = all(_is_everyday(word) for word in words)
    likely = (near for near in found if near.same_sound or (not everyday and names[near.key].people >= KNOWN_NEARBY))
    return next(likely, None)


def _is_there(reading: Reading, hit: Hit, departements: AbstractSet[str]) -> bool:
    return any(_lies_in(reading, code, departements) for code in hit.codes)


def _lies_in(reading: Reading, code: str, departements: AbstractSet[str]) -> bool:
    commune = reading.places.get(code)
    return commune is not None and commune.departement in departements


def _near(reading: Reading, start: int, end: int) -> tuple[Near, ...]:
    """Known names close to these words."""
    words = reading.words[start:end]
    first = words[1] if words[0].key in ARTICLES and len(words) > 1 else words[0]
    if first.key in listed("elsewhere") | listed("abroad") | listed("regions") or reading.places.departement_named(
        first.key
    ):
        return ()
    if any(found.start < end and start < found.end for found in reading.departements):
        return ()
    if len(words) == 1 and words[0].key in _HEARD_FOR_SAINT:
        return ()
    by_ear = is_after_structure(reading.words, start) or cue_before(reading.words, start) is Cue.AT
    found = [
        near
        for near in _nearest(reading, words, same_sound=by_ear)
        if _may_mean(reading, words, near) and _is_known_alone(reading, start, near)
    ]
    return tuple(found[:1] if clear(found) else found)


def _nearest(reading: Reading, words: Sequence[Word], *, same_sound: bool) -> Sequence[Near]:
    """Known names that sound like these words; a last é is written -ai (Roubaix) or -er (Béziers)."""
    written = _as_names_are_written(words)
    nearest = partial(reading.index.spellings.nearest, same_sound=same_sound)
    found = nearest(written)
    if not words[-1].raw.lower().endswith("é"):
        return found
    best: dict[str, Near] = {}
    for near in (*found, *nearest(written.removesuffix("ai") + "er")):
        if near.key not in best or near.score > best[near.key].score:
            best[near.key] = near
    return sorted(best.values(), key=lambda near: -near.score)


def _may_mean(reading: Reading, words: Sequence[Word], near: Near) -> bool:
    """Whether these words may be that name: everyday words are only ever misspellings of a town that sounds alike."""
    name = reading.index.names[near.key]
    if name.ordinary > 3 or not any(accents_fit(words, reading.places.get(code)) for code in name.codes):
        return False
    if not all(_is_everyday(word) for word in words) or (len(words) > 1 and near.key == _as_names_are_written(words)):
        return True
    common = all(ordinary_words().get(word.key, "n")[0] in "ab" for word in words)
    return near.same_sound and name.people >= (2 * TOWN if common else 5000)


def _is_known_alone(reading: Reading, start: int, near: Near) -> bool:
    """Whether a misspelt name that hardly anything announces is clear enough: a large town that sounds the same."""
    cue = None if reading.asked else cue_before(reading.words, start)
    if cue not in {Cue.NONE, Cue.AT}:
        return True
    clear_enough = near.same_sound or near.score >= EXACT
    return clear_enough and reading.index.names[near.key].people >= KNOWN_ALONE


def _by_ear(word: Word) -> str:
    """The word with the sound of its accents, and of a last z: « monluçon », « roubé », « toulouz »."""
    raw = word.raw.lower()
    if raw.endswith("z") and not raw.endswith(("ez", "tz")):
        return word.key.removesuffix("z") + "se"
    if "ç" not in raw and not raw.endswith("é"):
        return word.key
    return fold(raw.replace("ç", "ss").removesuffix("é") + "ai" * raw.endswith("é"))


def _as_names_are_written(words: Sequence[Word]) -> str:
    keys = [_by_ear(word) for word in words]
    if len(keys) > 1 and keys[0] in _HEARD_FOR_SAINT:
        keys[0] = "st"
    if keys[-1] == "ste":
        keys[-1] = "sainte"  # no name follows
    return " ".join(keys)


def _codes_of(reading: Reading, near: Iterable[Near]) -> tuple[str, ...]:
    codes = [code for found in near for code in candidates(reading, found.key, reading.index.names[found.key])]
    return tuple(dict.fromkeys(codes))[:MOST_CANDIDATES]


def _expected(reading: Reading) -> Iterator[tuple[int, int]]:
    """Runs of words where a place must be: the whole answer when asked, what follows "j'habite à"."""
    words = reading.words
    if reading.asked and words:
        start, end = 0, len(words)
        while start < end and words[start].key in listed("fillers") - {"la", "le", "les", "l"}:
            start += 1
        while end > start and words[end - 1].key in listed("fillers"):
            end -= 1
        if 0 < end - start <= LONGEST_NAME and not (start and words[start - 1].key in _NOT_BEFORE_AN_ANSWER):
            yield start, end
    if not reading.asked and (whole := _alone(words)):
        yield whole
    for start in range(1, len(words)):
        if _may_start(words, start):
            yield from ((start, end) for end in _ends(words, start, cue_before(words, start)))


def _alone(words: Sequence[Word]) -> tuple[int, int] | None:
    """A message of a few words that are in no dictionary, little words around them apart."""
    start, end = 0, len(words)
    while start < end and words[start].key in listed("fillers") - _MAY_START:
        start += 1
    name = words[start:end]
    if not 0 < len(name) <= 3 or sum(len(word.key) for word in name) < LETTERS_ALONE:
        return None
    unknown = [word for word in name if word.key not in _MAY_START]
    if not unknown or any(_is_everyday(word) or word.key.isdigit() or is_first_name(word) for word in unknown):
        return None
    return start, end


def _ends(words: Sequence[Word], start: int, cue: Cue | None) -> Iterable[int]:
    """Where a misspelt name that starts here may end, by what announces it; nowhere when nothing does."""
    if cue is Cue.AT and all(word.key in listed("fillers") for word in words[:start]):
        return (len(words),) if len(words) - start <= LONGEST_NAME else ()
    if cue is Cue.HOME or _is_named_in_passing(words, start, cue):
        return _clause_ends(words, start)
    unknown = cue is Cue.AT and len(words[start].key) >= LETTERS_ALONE and not _is_everyday(words[start])
    return (start + 1,) if unknown else ()


def _is_named_in_passing(words: Sequence[Word], start: int, cue: Cue | None) -> bool:
    """Whether a name is likely here: "je suis à bloi", "cap emploi chateauroux numero"; never "je suis à la…"."""
    if words[start].key in ARTICLES or words[start].key in _AFTER_A_VERB:
        return False
    if cue is Cue.MEET and words[start - 1].key in _PREPOSITIONS:
        return True
    if cue is Cue.AT and words[start].raw.istitle() and is_capital(words, start, start + 1):
        return True
    return is_noun_line(words) and is_after_structure(words, start)


def _clause_ends(words: Sequence[Word], start: int) -> Iterator[int]:
    """Within five words, before a new clause."""
    for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
        if words[end - 1].key in _STOPS:
            return
        yield end


def _is_everyday(word: Word) -> bool:
    return len(word.key) <= 2 or word.key in ordinary_words()


def _may_start(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    follower = words[at + 1].key if at + 1 < len(words) else ""
    if word.key in _HEARD_FOR_SAINT:
        return bool(follower) and at > 0 and (words[at - 1].key in _PREPOSITIONS or "habit" in words[at - 1].key)
    if word.key in _MAY_START:
        return True
    if word.key in _HEARD_FOR_JOUE and follower == "les":
        return True
    common = ordinary_words().get(word.key, "")[:1] == "a"
    return (
        not common
        and not word.key.isdigit()
        and word.key not in listed("fillers")
        and word.key not in listed("determiners")
    )
