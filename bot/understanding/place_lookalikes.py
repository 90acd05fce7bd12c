"""What bears a town's name and is no place: a street, somebody, a team, a cheese, a battle."""

import re
from collections.abc import Sequence
from functools import cache

from bot.name_words import FIRST_NAMES
from bot.understanding.place_words import Word, is_noun_line, listed

_STREET_OR_NAME = re.compile(
    r"\b(?:rue|avenue|av|boulevard|bd|bld|allees?|impasse|place|quai|chemin|square|faubourg|cours|route|rond point)"
    r"(?: (?:de|d|du|des|la|le|l|les|st|ste))*$"
    r"|\b(?:[ms] appelle|me nomme|(?:pre)?nom (?:c )?est|nom de famille (?:c )?est|monsieur|madame|mme|mr)"
    r"(?: \w+){0,2}$"
    r"|\b24 heures (?:de|d|du|des)$"
)
_OF = frozenset({"de", "d", "du", "des", "contre"})
_WHOSE = frozenset({"mon", "ma", "notre", "votre", "sa", "son", "leur", "le", "la"})
_WHICH = frozenset({"ancien", "ancienne", "nouveau", "nouvelle"})
# "Angers SCO", "OGC Nice", "Castres a battu Pau": a team, not where one lives
_TEAM_BEFORE = frozenset({"fc", "ogc", "as", "rc", "sc", "sco", "usm", "psg", "contre", "battu", "battre"})
# what follows the name of a team, of somebody ("Castres est le nom de mon chef") or of a moment of history
_AFTER = re.compile(
    r"fc\b|sco\b|sc\b|rugby\b|handball\b|volley\b|match$|(?:a|ont|va) (?:perdu|gagne|battu|marque|mene)\b"
    r"|(?:(?:c est|est|etait) )?(?:(?:mon|son|notre|leur) (?:pre|sur)?nom\b"
    r"|le (?:pre|sur)?nom de (?:famille|jeune fille|(?:mon|ma|mes|son|sa|ses|notre|leur)"
    r" (?!ville|commune|village|quartier|rue)))"
    r"|(?:c est )?(?:comme ca|ainsi) qu\w*(?: \w+)? s appelle\b"
    r"|prenom\b"
    r"|(?:de|en) 1[0-8]\d\d\b"
)
LONGEST_AFTER = 8
# "c'est trop nice"
_DEGREE = frozenset({"trop", "tres", "vraiment", "super", "hyper", "assez", "tellement", "grave"})


def is_announced(before: str) -> bool:
    """Whether the words before a name (folded) say that it is a street's, somebody's, a firm's, a product's."""
    *_, whose, which, last = ["", "", *before.rsplit(" ", 3)]
    if last in _OF and which.rstrip("sx") in listed("bears_the_name"):
        return True
    if last in listed("before_a_name"):
        return True
    if last in listed("people_around") and (which in _WHOSE or (which in _WHICH and whose in _WHOSE)):
        return True
    return _STREET_OR_NAME.search(before) is not None


def is_something_else(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether what stands around the name makes a team, a person, a foreign city, history or an adjective of it."""
    before = words[start - 1].key if start else ""
    if before in _TEAM_BEFORE or (before in _DEGREE and words[start].raw.islower()):
        return True
    after = [word.key for word in words[end : end + 2]]
    if len(after) == 2 and after[0] in {"en", "au", "aux"} and after[1] in listed("abroad"):
        return True
    return _AFTER.match(" ".join(word.key for word in words[end : end + LONGEST_AFTER])) is not None


def is_surname(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a first name is written like the name, before it or after it: "Marie Tours", "TOURS Marie"."""
    before = words[start - 1] if start else None
    if before and is_first_name(before) and (start < 2 or words[start - 2].key not in {"st", "ste"}):
        capital = words[start].raw[0].isupper()
        return before.raw[0].isupper() == capital and (capital or not is_noun_line(words))
    after = words[end] if end < len(words) and words[end].start == words[end - 1].end + 1 else None
    return after is not None and is_first_name(after) and after.raw.istitle() and words[start].raw[0].isupper()


def is_first_name(word: Word) -> bool:
    """Whether people bear this word as a first name."""
    return word.key in _first_names()


@cache
def _first_names() -> frozenset[str]:
    return FIRST_NAMES | listed("first_names")
