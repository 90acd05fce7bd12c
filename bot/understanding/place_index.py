"""Every name a commune goes by, ready to be met in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.understanding.place_spelling import Spellings
from bot.understanding.place_words import listed, ordinary_words, towns_listed
from directory.places import ARTICLES, Commune, Places, name_key

# a former commune has no figures of its own: count it as a village
PEOPLE_OF_A_FORMER_COMMUNE = 500
# below this nobody means the commune when saying the first word of its name only
SHORT_NAME_FROM = 2000
# a recogniser cuts the names of towns of that size into words ("mon télimar"); nobody means a village by them
KNOWN_WHEN_CUT = 5000
LINKS = frozenset({*ARTICLES, "sur", "sous", "en", "de", "du", "des", "d", "aux", "au", "et", "lez"})
# what ties a river, the sea, a neighbour to a name ("sur Loire", "les Bains")
TIES = frozenset({"sur", "les", "sous", "en"})


@dataclass(frozen=True, slots=True)
class Name:
    """What a run of words may mean: communes, largest first, and how easily it means something else.

    ``ordinary`` goes from 0 (a name and nothing else) to 3 (an everyday word), 4 (a place abroad, a region) and
    5 (never a commune). ``article`` is the article that the full name has and this form lacks. ``short`` marks the
    first word of longer names.
    """

    codes: tuple[str, ...]
    people: int
    ordinary: int
    person: bool
    article: str
    short: bool


class Index:
    """Names by their words, and by their sound."""

    def __init__(self, places: Places) -> None:
        """Read every name of ``places`` once (about a second)."""
        self.names = dict(_full_names(places))
        self.prefixes = _prefixes(places)
        for key, communes in self.prefixes.items():
            if key not in self.names:
                self.names[key] = _short_name(key, communes)
        self._file_contracted()
        self._file_nicknames(places)
        self.tails = _tails(places)
        known = {key: name.people for key, name in self.names.items() if not name.short}
        self.glued = {key.replace(" ", ""): key for key, people in known.items() if people >= KNOWN_WHEN_CUT}
        self.glued_starts = frozenset(name[:size] for name in self.glued for size in range(2, len(name) + 1))
        self.longest: dict[str, int] = defaultdict(int)
        for key in self.names:
            first, rest = key.partition(" ")[0], key.count(" ")
            self.longest[first] = max(self.longest[first], rest + 1)
        by_ear = {name_key(c.name): name_key(c.name.replace("ç", "ss")) for c in places if "ç" in c.name}
        self.spellings = Spellings({key: name.people for key, name in self.names.items() if not name.article}, by_ear)

    def _file_contracted(self) -> None:
        """File the first words of a name without the article that "au" or "aux" swallows: « aux Sables »."""
        for key in [key for key in self.prefixes if key.startswith(("le ", "les "))]:
            article, _, rest = key.partition(" ")
            if self.names.setdefault(rest, replace(self.names[key], article=article, short=True)).article == article:
                self.prefixes[rest] = self.prefixes[key]

    def _file_nicknames(self, places: Places) -> None:
        for code, names in towns_listed("nicknames", places):
            people = max((commune.population for commune in [places.get(code)] if commune), default=0)
            for name in names:
                self.names[name_key(name)] = Name((code,), people, 0, person=False, article="", short=False)


@lru_cache(maxsize=2)
def index_of(places: Places) -> Index:
    """The index of these places, made once."""
    return Index(places)


def _full_names(places: Places) -> Iterator[tuple[str, Name]]:
    people = {commune.code: commune.population for commune in places}
    bare = {rest: key for key in places.names for rest in [_without_article(key)] if rest}
    for key, codes in places.names.items():
        size = PEOPLE_OF_A_FORMER_COMMUNE if key in places.merged_names else people.get(codes[0], 0)
        whole = bare.get(key)
        article = whole.partition(" ")[0] if whole and places.names[whole] == codes else ""
        yield _spoken(key), Name(codes, size, _ordinary(key), _is_person(key), article, short=False)


def _without_article(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if first in ARTICLES else ""


def _spoken(key: str) -> str:
    """A name as the words of a sentence are spelled: only a whole word "saint" is shortened there."""
    return key.replace("stes ", "saintes ").replace("sts ", "saints ") if key.startswith(("stes ", "sts ")) else key


def _prefixes(places: Places) -> dict[str, tuple[Commune, ...]]:
    """Communes by the first words of their name ("joue", "st cyr", "la roche", "six fours"), largest first."""
    found: dict[str, list[Commune]] = defaultdict(list)
    for commune in places:
        if commune.population >= SHORT_NAME_FROM:
            for key in _heads(name_key(commune.name).split()):
                found[key].append(commune)
    return {key: tuple(sorted(communes, key=lambda c: -c.population)) for key, communes in found.items()}


def _tails(places: Places) -> dict[str, frozenset[str]]:
    """How names end after a tie ("sur loire"), with the départements where some do."""
    found: dict[str, set[str]] = defaultdict(set)
    for commune in places:
        words = name_key(commune.name).split()
        for at in range(1, len(words) - 1):
            if words[at] in TIES:
                found[" ".join(words[at:])].add(commune.departement)
    return {tail: frozenset(departements) for tail, departements in found.items()}


def _heads(words: list[str]) -> set[str]:
    """What a long name is shortened to: its first word, or all before "les", "sur", "de"..."""
    first = 2 if words[0] in {*ARTICLES, "st", "ste"} else 1
    link = next((at for at in range(first, len(words)) if words[at] in LINKS), first)
    return {key for size in (first, link) if size < len(words) and _may_be_short(key := " ".join(words[:size]))}


def _may_be_short(key: str) -> bool:
    last = key.rpartition(" ")[2]
    if key in listed("short_names") or key.startswith(("st ", "ste ")):
        return True
    common = _letters(last)[:1] in {"a", "b"}
    return not common and (len(last) > 3 or last != key) and key not in listed("not_short_names") and not last.isdigit()


def _short_name(key: str, communes: Iterable[Commune]) -> Name:
    largest = tuple(communes)
    ordinary = min(3, _ordinary(key) + 1) if _ordinary(key) else 0
    return Name(tuple(c.code for c in largest), largest[0].population, ordinary, _is_person(key), "", short=True)


def _letters(word: str) -> str:
    return ordinary_words().get(word, "")


def _ordinary(key: str) -> int:
    """How ordinary the words of a name are, from 0 to 3; 4 for places elsewhere, 5 for what is never a place."""
    if key in listed("elsewhere"):
        return 4
    words = key.split()
    content = words[1:] if words[0] in ARTICLES and len(words) > 1 else words
    if len(content) == 1:
        return _ordinary_word(content[0])
    grades = [_letters(word)[:1] for word in words]
    if any(grade in {"", "n"} for grade in grades):
        return 0
    everyday = all(grade in {"a", "b"} for grade in grades)
    return (2 if everyday else 1) - (len(content) > 2)


def _ordinary_word(word: str) -> int:
    if word in listed("never"):
        return 5
    if word in listed("towns_first"):
        return 0
    if word in listed("also_the_town"):
        return 1
    if word in listed("rather_the_town"):
        return 2
    if word in listed("everyday"):
        return 3
    return {"a": 3, "b": 2, "c": 1, "d": 1}.get(_letters(word)[:1], 0)


def _is_person(key: str) -> bool:
    return "n" in _letters(key) and key not in listed("towns_first")
