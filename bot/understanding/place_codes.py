"""Postal codes in a sentence, typed ("37 000") or spoken ("trente-sept mille", "trois sept zéro zéro zéro")."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.place_words import Word, listed

UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "nonante": 90,
}  # fmt: skip
HUNDRED, THOUSAND = frozenset({"cent", "cents"}), frozenset({"mille"})
NUMBER_WORDS = frozenset({*UNITS, *TENS, *HUNDRED, *THOUSAND, "et"})
LONGEST_RUN = 12
_MOST_BESIDE = 30  # words beside a code that is nearly the whole message

_AMOUNT_AFTER = re.compile(
    r"^(?:euros?|eur|balles|francs?|km|kilometres?|metres?|m2|heures?|h|ans?|annees?|mois|jours?|semaines?|personnes?|"
    r"habitants?|salaries?|fois|pourcent|brut|brute|net|nette|par|annuels?|points?|mots|places?|offres?)$"
)
_AMOUNT_BEFORE = re.compile(
    r"^(?:gagne|gagnais|gagner|paye|payee|payes|touche|coute|coutent|cout|prix|salaire|prime|budget|dette|plafond|"
    r"environ|plus|moins|numero|dossier|reference|matricule|siret|siren|rome|euros?|remunere|remuneree|est de)$"
)
_CUE = re.compile(
    r"\b(?:postal|postale|cp|habite|vis|vit|reside|loge|domicilie|domiciliee|habitons|habitant|secteur|ville|commune|"
    r"demenage|installe|installee|travaille|bosse|pres|proche|cote)"
    r"(?: (?:c|est|a|au|aux|dans|le|la|sur|de|du|en|vers|en fait|moi)){0,3}$"
    r"|\b(?:dans|sur|au|vers)(?: le)?$"
)

_CORRECTING = frozenset({"non", "pardon"})  # "neuf trois euh non neuf quatre deux zéro zéro"

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Code:
    """A postal code read between two word positions (end excluded)."""

    start: int
    end: int
    postcode: str


def read_codes(words: Sequence[Word], known: Known, *, asked: bool = False) -> Iterator[Code]:
    """Postal codes that exist according to ``known``; amounts, phone numbers and dates are left alone."""
    for start, end in _runs(words):
        keys = [word.key for word in words[start:end]]
        solid = len(keys) == 1 and len(keys[0]) == 5
        expected = not _is_amount(words, start, end) and (solid or asked or _announced(words, start, end))
        postcode = read_postcode(keys, known, padded=asked or _is_alone(words, start, end)) if expected else None
        if postcode:
            yield Code(start, end, postcode)
            continue
        # a house number may stand before a code in one piece: "12, 37000 Tours"
        for at in range(start, end):
            if len(keys) > 1 and len(words[at].key) == 5 and words[at].key.isdigit() and known(words[at].key):
                yield Code(at, at + 1, words[at].key)


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Longest stretches of number words and digits, without an article or a link word at the edges."""
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and _is_number(words[end].key):
            end += 1
        first, last = start, end
        while first < last and words[first].key == "et":
            first += 1
        while last > first and words[last - 1].key == "et":
            last -= 1
        if 0 < last - first <= LONGEST_RUN:
            yield first, last
        start = end + 1 if end == start else end


def _is_number(key: str) -> bool:
    return key in NUMBER_WORDS or (key.isdigit() and key.isascii())


def _is_amount(words: Sequence[Word], start: int, end: int) -> bool:
    after = words[end].key if end < len(words) else ""
    before = words[start - 1].key if start else ""
    return bool(_AMOUNT_AFTER.match(after) or _AMOUNT_BEFORE.match(before))


def _announced(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether spaced or spoken digits come after a cue, or are nearly the whole message."""
    before = " ".join(word.key for word in words[max(0, start - 6) : start])
    return _is_alone(words, start, end) or bool(_CUE.search(before))


def _is_alone(words: Sequence[Word], start: int, end: int) -> bool:
    rest = (*words[:start], *words[end:])
    little = listed("fillers") | _CORRECTING
    if len(rest) > _MOST_BESIDE:
        return False
    return len(rest) <= 2 or all(word.key in little or _is_number(word.key) for word in rest)


def read_postcode(keys: Sequence[str], known: Known, *, padded: bool = True) -> str | None:
    """The postal code that a whole run of number words and digits makes, None when it makes none.

    ``padded`` lets "trois mille" be 03000.

    >>> read_postcode(["trente", "sept", "mille", "trois", "cents"], lambda code: code == "37300")
    '37300'
    """
    found: str | None = None
    fewest = LONGEST_RUN + 1
    for digits, pieces in _readings(keys, 0, 5):
        code = digits.zfill(5) if len(digits) == 4 and padded and THOUSAND & set(keys) else digits
        if len(code) == 5 and pieces < fewest and known(code):
            found, fewest = code, pieces
    return found


def _readings(keys: Sequence[str], at: int, room: int) -> Iterator[tuple[str, int]]:
    """Every way to write the run in at most ``room`` digits, with the number of pieces it is cut in."""
    if at == len(keys):
        yield "", 0
        return
    for digits, after in _pieces(keys, at):
        if len(digits) <= room:
            for rest, pieces in _readings(keys, after, room - len(digits)):
                yield digits + rest, pieces + 1


def _pieces(keys: Sequence[str], at: int) -> Iterator[tuple[str, int]]:
    """What one piece starting here may be: digits as typed, or a number up to 99,999."""
    if keys[at].isdigit():
        yield keys[at], at + 1
    for value, after in _below_thousand(keys, at):
        yield str(value), after
        if after < len(keys) and keys[after] in THOUSAND and 0 < value < 100:
            yield str(value * 1000), after + 1
            for rest, end in _below_thousand(keys, after + 1):
                yield str(value * 1000 + rest), end
    if keys[at] in THOUSAND:
        yield "1000", at + 1


def _below_thousand(keys: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
    for value, after in _below_hundred(keys, at):
        yield value, after
        if value < 10 and after < len(keys) and keys[after] in HUNDRED:
            yield from _with_rest(keys, value * 100, after + 1)
    # the plural follows a number only: "quatre-vingt-quatre cents" is 80 400, "quatre-vingt-quatre cent" 84 100
    if at < len(keys) and keys[at] == "cent":
        yield from _with_rest(keys, 100, at + 1)


def _with_rest(keys: Sequence[str], hundreds: int, at: int) -> Iterator[tuple[int, int]]:
    yield hundreds, at
    for rest, after in _below_hundred(keys, at):
        if rest:
            yield hundreds + rest, after


def _below_hundred(keys: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
    if at >= len(keys):
        return
    key = keys[at]
    if key.isdigit() and len(key) <= 2:
        yield int(key), at + 1
    if key in UNITS:
        yield UNITS[key], at + 1
        if UNITS[key] == 10:
            yield from ((10 + unit, end) for unit, end in _unit(keys, at + 1) if unit >= 7)
        if key == "quatre" and at + 1 < len(keys) and keys[at + 1] in {"vingt", "vingts"}:
            yield from _above(keys, 80, at + 2)
    if key in TENS:
        yield from _above(keys, TENS[key], at + 1)


def _above(keys: Sequence[str], tens: int, at: int) -> Iterator[tuple[int, int]]:
    """The tens with what follows, up to nine, up to nineteen after sixty and eighty; then the tens alone."""
    after = at + 1 if at < len(keys) and keys[at] == "et" else at
    for unit, end in _unit(keys, after):
        if 0 < unit < 10 or (tens in {60, 80} and unit < 17):
            yield tens + unit, end
        if tens in {60, 80} and unit == 10:
            yield from ((tens + 10 + more, last) for more, last in _unit(keys, end) if 7 <= more <= 9)
    yield tens, at


def _unit(keys: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
    if at < len(keys) and keys[at] in UNITS:
        yield UNITS[keys[at]], at + 1


def read_number(keys: Sequence[str]) -> int | None:
    """The number below a thousand that words say, "neuf trois" included; None when they say none.

    >>> read_number(["quatre", "vingt", "treize"]), read_number(["neuf", "trois"]), read_number(["tours"])
    (93, 93, None)
    """
    if not keys or not all(_is_number(key) for key in keys):
        return None
    whole = [value for value, after in _below_thousand(keys, 0) if after == len(keys)]
    if whole:
        return whole[0]
    digits = [UNITS.get(key, 10) for key in keys]
    return int("".join(map(str, digits))) if max(digits) < 10 and len(keys) <= 3 else None
