"""Communes in a sentence, typed or spoken, and how sure one can be of each.

Names are met by look-up of the longest run of words; ordinary words that are also communes ("cours", "bon")
need a cue. Misspellings are brought back only when the place was asked or after "j'habite à".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.understanding.place_arrondissements import arrondissement_at
from bot.understanding.place_codes import read_codes
from bot.understanding.place_cues import Cue, cue_before
from bot.understanding.place_departements import find_departement, read_departements
from bot.understanding.place_index import LINKS, Name, index_of
from bot.understanding.place_misspelt import SURE_DESPITE_A_HIT, misspelt
from bot.understanding.place_quarters import read_quarters
from bot.understanding.place_reading import Hit, Reading, Tail, candidates, followed_by, namesakes, ranked, tail_at
from bot.understanding.place_roles import Role, by_role
from bot.understanding.place_weight import article_fits, weight
from bot.understanding.place_words import accents_fit, ordinary_words, words_of
from bot.understanding.text import LONGEST_TEXT
from directory.places import Places

__all__ = ["PlaceFound", "find_departement", "find_places"]

# a postal code weighs more than a name met in passing, less than "j'habite à"
WEIGHT_OF_A_CODE = Cue.MEET + 0.5
MOST_PIECES = 4
MOST_CHARACTERS = LONGEST_TEXT + 1  # what `shortened` gives at most


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place read between two characters of the text.

    ``candidates`` are INSEE codes, best first (arrondissements have their own); ``sure`` means one candidate,
    spelled as it should be; ``denied`` that the person says it is not there ("pas à Tours").
    """

    start: int
    end: int
    candidates: tuple[str, ...]
    sure: bool
    denied: bool = False


def find_places(
    text: str, places: Places, *, asked: bool = False, departement: str | None = None
) -> tuple[PlaceFound, ...]:
    """The communes that a text names, the one that decides who receives the person first (``place_roles``).

    ``asked`` says that the person was just asked where they live: a bare name is taken, a misspelling brought
    back. ``departement`` puts namesakes of that département first. A département alone gives nothing here
    (see :func:`find_departement`). Of a text longer than a person may send, the beginning is read.
    """
    words = words_of(text[:MOST_CHARACTERS])
    codes = tuple(read_codes(words, lambda code: bool(places.by_postcode(code)), asked=asked))
    reading = Reading(words, places, index_of(places), asked, departement, codes, read_departements(words, places))
    hits = _joined([*_named(reading), *_coded(reading), *read_quarters(reading)])
    hits = [better] if (better := misspelt(reading, hits)) else hits
    return tuple(
        PlaceFound(
            words[hit.start].start,
            words[hit.end - 1].end,
            hit.codes,
            hit.exact and len(hit.codes) == 1,
            role is Role.DENIED,
        )
        for hit, role in by_role(words, hits)
    )


def _named(reading: Reading) -> Iterator[Hit]:
    """Places called by a known name."""
    words, index = reading.words, reading.index
    taken = {
        at for found in reading.departements if found.end - found.start > 1 for at in range(found.start, found.end)
    }
    at = 0
    while at < len(words):
        if cut := _cut_in_words(reading, at):
            yield cut
            at = cut.end
            continue
        longest = 0 if at in taken else min(index.longest.get(words[at].key, 0), len(words) - at)
        for size in range(longest, 0, -1):
            key = " ".join(word.key for word in words[at : at + size])
            name = index.names.get(key)
            hit = _hit(reading, key, name, at, at + size) if name else None
            if hit:
                yield hit
                at = hit.end
                break
        else:
            at += 1


def _cut_in_words(reading: Reading, at: int) -> Hit | None:
    """A town whose name was written in several words where a place is expected: « mont luçon », « ville urbanne »."""
    if "".join(word.key for word in reading.words[at : at + 2]) not in reading.index.glued_starts:
        return None
    for size in range(MOST_PIECES, 1, -1):
        keys = [word.key for word in reading.words[at : at + size]]
        key = reading.index.glued.get("".join(keys)) if len(keys) == size else None
        if key is None or key == " ".join(keys):
            continue
        cue = Cue.HOME if len(keys) == len(reading.words) else cue_before(reading.words, at)
        if cue is not None and cue >= Cue.MEET:
            return Hit(at, at + size, candidates(reading, key, reading.index.names[key]), float(cue), exact=False)
    return None


def _hit(reading: Reading, key: str, name: Name, start: int, end: int) -> Hit | None:
    """The place that a known name makes here, None when it means something else."""
    if located := _beside_code(reading, key, name, start, end) or _beside_departement(reading, key, name, start, end):
        return located
    found = tuple(
        code
        for code in candidates(reading, key, name)
        if accents_fit(reading.words[start:end], reading.places.get(code))
    )
    if longer := _longer(reading, key, start, end):
        return longer
    if added := tail_at(reading, end):
        return _with_tail(reading, key, replace(name, codes=found), start, end, added)
    weighs = weight(reading, key, _meant(reading, key, name, found), start, end) if found else None
    if weighs is None:
        return None
    if part := arrondissement_at(reading.words, start, end, name.codes[0], reading.places):
        return Hit(part[0], part[1], (part[2],), weighs)
    return Hit(start, end, found, weighs)


def _longer(reading: Reading, key: str, start: int, end: int) -> Hit | None:
    """A longer name that starts so, its end misspelt: « saint étienne du rouvré »."""
    following = [word.key for word in reading.words[end : end + 2]]
    if len(following) < 2 or following[0] not in LINKS or following[1].isdigit():
        return None
    if ordinary_words().get(following[1], "n")[0] in "abc":
        return None
    cue = cue_before(reading.words, start)
    likely = reading.index.spellings.nearest(
        " ".join((key, *following)), among=lambda known: known.startswith(f"{key} ")
    )
    if cue is None or not likely or likely[0].score < SURE_DESPITE_A_HIT:
        return None
    codes = candidates(reading, likely[0].key, reading.index.names[likely[0].key])
    return Hit(start, end + 2, codes, float(cue), exact=False)


def _with_tail(reading: Reading, key: str, name: Name, start: int, end: int, added: Tail) -> Hit | None:
    """A name with a tail it does not have: others there do ("Gien-sur-Loire"), or it is a slip, or it is invented."""
    codes = tuple(code for code in name.codes if _departement(reading, code) in added.departements)
    if not codes:
        whole = " ".join(word.key for word in reading.words[start : added.end])
        likely = reading.index.spellings.nearest(whole, among=lambda known: known.startswith(f"{key} "))
        codes = tuple(code for near in likely[:1] for code in reading.index.names[near.key].codes)
    weighs = weight(reading, key, _meant(reading, key, name, codes), start, added.end) if codes else None
    return None if weighs is None else Hit(start, added.end, codes, weighs, exact=False)


def _departement(reading: Reading, code: str) -> str | None:
    commune = reading.places.get(code)
    return commune.departement if commune else None


def _meant(reading: Reading, key: str, name: Name, found: Sequence[str]) -> Name:
    """The name with the inhabitants it stands for here, when it may be short for a larger commune's."""
    longer = [commune.population for commune in reading.index.prefixes.get(key, ()) if commune.code in found]
    return replace(name, people=max([0 if name.short else name.people, *longer]))


def _beside_code(reading: Reading, key: str, name: Name, start: int, end: int) -> Hit | None:
    """A name next to its own postal code ("37540 St-Cyr", "Tours (37000)")."""
    for code in reading.codes:
        if code.end == start or code.start == end:
            served = {commune.code for commune in reading.places.by_postcode(code.postcode)}
            cities = {city.code for part in served if (city := reading.places.commune_of(part)) and city.code != part}
            pool = namesakes(reading, key, name)
            if cities & {commune.code for commune in pool}:
                pool = list(reading.places.by_postcode(code.postcode))
            if codes := ranked((commune for commune in pool if commune.code in served), name, reading.hint):
                return Hit(min(start, code.start), max(end, code.end), codes, Cue.HOME + 1)
    return None


def _beside_departement(reading: Reading, key: str, name: Name, start: int, end: int) -> Hit | None:
    """A name followed by its own département ("Muret (31)", "Plaisir dans les Yvelines")."""
    if not article_fits(reading.words, start, key, name):
        return None
    after = followed_by(reading, end)
    pool = [commune for commune in namesakes(reading, key, name, *after) if commune.departement in after]
    return Hit(start, end, ranked(pool, name, reading.hint), Cue.HOME) if pool else None


def _coded(reading: Reading) -> Iterator[Hit]:
    """Places given by their postal code."""
    for code in reading.codes:
        served = reading.places.by_postcode(code.postcode)
        near = sorted(served, key=lambda commune: commune.departement != reading.hint)
        yield Hit(code.start, code.end, tuple(commune.code for commune in near), WEIGHT_OF_A_CODE)


def _joined(hits: Sequence[Hit]) -> list[Hit]:
    """Overlaps settled for the widest; a postal code or a quarter that only repeats a name is taken out."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if any(hit.start < other.end and other.start < hit.end for other in kept):
            continue
        kept.append(hit)
    named = {code for hit in kept for code in hit.codes if hit.exact and len(hit.codes) == 1}
    return [hit for hit in kept if not (_repeats(hit) and named & set(hit.codes))]


def _repeats(hit: Hit) -> bool:
    """Whether this is a quarter, or a postal code of several communes."""
    return not hit.exact if len(hit.codes) == 1 else hit.weight == WEIGHT_OF_A_CODE
