"""Where numbers that identify a person stand in a text, typed or spoken: phones, social security, identifiers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from bot.understanding.numbers import NUMBER_WORDS, cardinal, pieces
from bot.understanding.text import fold

PHONE, NIR, NUMBER = "[téléphone]", "[numéro de sécurité sociale]", "[numéro]"
Found = tuple[int, int, str]  # start, end, what stands there instead

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_MARKS = frozenset(".-–/(),_ :")
_PAUSES = frozenset(
    ["euh", "heu", "hum", "alors", "donc", "puis", "espace", "tiret", "point", "virgule", "slash", "barre"]
)
_LONG, _LONG_AFTER_CUE, _LONG_TYPED = 8, 5, 7  # digits from which a number identifies: said, announced, typed in one go
_STRAY = 2  # digits beside a phone number that cast a doubt on it
_MOST_PIECES = 40
_SHORTEST_PHONE, _LONGEST_PHONE = 9, 16
_REGIONS = ("FR", "RE", "GP", "GF", "MQ", "PM", "NC", "PF")
_AMOUNT = re.compile(r"\s?(?:€|euros?|k€|km|habitants|heures|h\b|%|ans\b)", re.IGNORECASE)
_SOCIAL_CUE = re.compile(r"s[ée]cu|\bnir\b|insee|carte vitale", re.IGNORECASE)
_ID_CUE = re.compile(
    r"identifiant|matricule|allocataire|immatricul|passeport|titre de s[ée]jour|carte d|dossier (?:est|n)|num[ée]ro "
    r"(?:de |d[’'])"
    r"(?:dossier|client|adh[ée]rent|demandeur|s[ée]cu|p[ôo]le emploi|france travail|caf|permis|carte|compte)|\bine\b"
    r"|\brib\b|\biban\b",
    re.IGNORECASE,
)
_NOT_AN_ID = re.compile(r"code postal|siret de l|rncp|fiche|article|loi", re.IGNORECASE)
_MIXED = re.compile(
    r"(?<![\w@.])(?:\d{7,10}\s?[A-Za-z]{1,2}|[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]{4}){3,7}(?:[ .-]?[A-Za-z0-9]{1,3})?"
    r"|(?=[A-Za-z]*\d[A-Za-z0-9]*)(?=(?:[A-Za-z]*\d){6})[A-Za-z0-9]{8,40})(?![\w@])"
)
_NIR = re.compile(r"[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)(?:\d{2}|2[AB])\d{6}")
# At least two numbers not far apart, or a long one: anything less identifies nobody.
_SOME_NUMBER = r"(?:\d|\b(?:" + "|".join(sorted(NUMBER_WORDS | {"zéro", "zéros"}, key=len, reverse=True)) + r")\b)"
_ENOUGH = re.compile(rf"{_SOME_NUMBER}.{{0,40}}?{_SOME_NUMBER}", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One number of a run: its digits and where it stands."""

    digits: str
    start: int
    end: int
    typed: bool


def numbers_in(text: str) -> Iterator[Found]:
    """Spans of numbers that identify somebody, each with what stands there instead."""
    if not _ENOUGH.search(text):
        return
    for run, plus in _runs(text):
        yield from _judged(text, run, plus)
    for found in _MIXED.finditer(text):
        if sum(c.isdigit() for c in found[0]) >= 6:
            yield *found.span(), NUMBER


def has_valid_key(nir: str) -> bool:
    """Whether the key of a 15-character social security number is right (97 − number mod 97; 2A is 19, 2B is 18)."""
    body = nir[:13].upper().replace("2A", "19").replace("2B", "18")
    return body.isdigit() and nir[13:].isdigit() and 97 - int(body) % 97 == int(nir[13:])


def _runs(text: str) -> Iterator[tuple[list[_Piece], bool]]:
    """Numbers that follow each other with nothing but marks and hesitations between, and whether a plus opens "
    "them."""
    tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        if not _is_number(tokens, at, first=True):
            at += 1
            continue
        end = at + 1
        last = at
        while end < len(tokens) and end - last <= 3:
            if _is_number(tokens, end):
                last = end
            elif tokens[end][0] not in _MARKS and _folded(tokens[end][0]) not in _PAUSES:
                break
            end += 1
        plus = at > 0 and (tokens[at - 1][0] == "+" or _folded(tokens[at - 1][0]) == "plus")
        yield _pieces(tokens[at : last + 1]), plus
        at = last + 1


def _is_number(tokens: Sequence[tuple[str, int, int]], at: int, *, first: bool = False) -> bool:
    word = _folded(tokens[at][0])
    if word.isdecimal() or word in NUMBER_WORDS:
        return True
    if first and word == "o":  # a letter typed for a zero: "O6 12…"
        return at + 1 < len(tokens) and tokens[at + 1][0].isdecimal() and tokens[at + 1][1] == tokens[at][2]
    after = _folded(tokens[at + 1][0]) or tokens[at + 1][0] if at + 1 < len(tokens) else ""
    if word == "et" and not first:
        return after in {"un", "une", "onze"}
    corsican = word in {"a", "b"} and not first and _folded(tokens[at - 1][0]) in {"2", "deux"}
    return corsican and (after.isdecimal() or after in NUMBER_WORDS or after in _MARKS)


def _pieces(tokens: Sequence[tuple[str, int, int]]) -> list[_Piece]:
    """The numbers of a run; commas and hesitations part them, hyphens inside words do not."""
    found: list[_Piece] = []
    group: list[tuple[str, int, int]] = []
    for token in [*tokens, (",", 0, 0)]:
        word = _folded(token[0])
        if word.isdecimal() or word in NUMBER_WORDS or word == "et":
            group.append((word, token[1], token[2]))
        elif word in {"o", "a", "b"}:
            found += _read(group)
            found.append(_Piece({"o": "0"}.get(word, word.upper()), token[1], token[2], typed=True))
            group = []
        elif token[0] != "-" or (group and group[-1][0].isdecimal()):
            found += _read(group)
            group = []
    return found


def _read(group: Sequence[tuple[str, int, int]]) -> list[_Piece]:
    """The numbers of words that follow each other; words that make no number together are read one by one."""
    said = [token for token in group if token[0] != "fois"]
    while said and said[-1][0] == "et":
        said = said[:-1]
    read = pieces([word for word, _, _ in said])
    if read is None:
        return [_Piece(_value(word), start, end, typed=word.isdecimal()) for word, start, end in said]
    found, at = [], 0
    for end, digits in read:
        found.append(_Piece(digits, said[at][1], said[end - 1][2], typed=said[at][0].isdecimal()))
        at = end
    return found


def _value(word: str) -> str:
    value = cardinal(word)
    return word if word.isdecimal() else str(value) if value is not None else ""


def _judged(text: str, run: list[_Piece], plus: bool) -> Iterator[Found]:
    """What identifies in a run of numbers: social security and phones wherever they stand, then anything long."""
    if not run:
        return
    if len(run) > _MOST_PIECES:
        yield run[0].start, run[-1].end, NUMBER
        return
    found = next((part for test, label in _TESTS for part in _windows(run, plus, test, label)), None)
    if found is None:
        yield from _long(text, run)
        return
    first, last, label = found
    left = sum(len(piece.digits) for piece in (*run[:first], *run[last + 1 :]) if not _is_ordinary(piece))
    spoken = not all(piece.typed for piece in run)
    if label == PHONE and spoken and _STRAY <= left < _LONG:  # more likely one long number, heard in another cut
        first, last, label = 0, len(run) - 1, NUMBER
    yield from _judged(text, run[:first], plus)
    signed = plus and first == 0 and text[: run[0].start].endswith("+")
    social = label == NUMBER and _SOCIAL_CUE.search(text[max(0, run[0].start - 45) : run[first].start])
    yield run[first].start - signed, run[last].end, NIR if social else label
    yield from _judged(text, run[last + 1 :], plus=False)


def _windows(
    run: list[_Piece], plus: bool, test: Callable[[str, bool], bool], label: str
) -> Iterator[tuple[int, int, str]]:
    """Stretches of a run that pass a test, the longest first for each beginning."""
    for first in range(len(run)):
        digits, best = "", None
        for last in range(first, len(run)):
            digits += run[last].digits
            if len(digits) > _LONGEST_PHONE:
                break
            if len(digits) >= _SHORTEST_PHONE and test(digits, plus and first == 0):
                best = last
        if best is not None:
            yield first, best, label


@lru_cache(maxsize=1024)
def _is_phone(digits: str, plus: bool) -> bool:
    if not digits.isdigit():
        return False
    if len(digits) == 10 and digits[0] == "0" and digits[1] != "0":
        return True
    for country in ("33", "262", "590", "594", "596", "508", "687", "689"):
        bare = digits.removeprefix("00")
        if bare.startswith(country) and len(bare.removeprefix(country).removeprefix("0")) == 9:
            return plus or digits.startswith("00") or len(bare) >= 11
    if plus or digits.startswith("00"):
        return _is_valid("+" + digits.removeprefix("00"), None)
    return len(digits) == 9 and digits[0] in "67" and any(_is_valid(digits, region) for region in _REGIONS)


def _is_valid(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _is_nir(digits: str, _plus: bool) -> bool:
    return len(digits) == 15 and _is_nir_shaped(digits, _plus) and has_valid_key(digits)


def _is_nir_shaped(digits: str, _plus: bool) -> bool:
    return len(digits) == 15 and _NIR.match(digits) is not None


def _is_nir_without_key(digits: str, _plus: bool) -> bool:
    return len(digits) == 13 and _NIR.match(digits) is not None


_TESTS: tuple[tuple[Callable[[str, bool], bool], str], ...] = (
    (_is_nir, NIR),
    (_is_nir_shaped, NUMBER),
    (_is_nir_without_key, NIR),
    (_is_phone, PHONE),
)


def _long(text: str, run: list[_Piece]) -> Iterator[Found]:
    """Long numbers that are neither postal codes, years, dates nor amounts."""
    if sum(len(piece.digits) for piece in run) < _LONG_AFTER_CUE:
        return
    before = text[max(0, run[0].start - 45) : run[0].start]
    announced = bool(_ID_CUE.search(before)) and not _NOT_AN_ID.search(before)
    social = bool(_SOCIAL_CUE.search(before))
    part: list[_Piece] = []
    for piece in [*run, None]:
        if piece is not None and (announced or social or not _is_ordinary(piece)):
            part.append(piece)
            continue
        yield from _identifies(text, part, announced=announced, social=social)
        part = []


def _identifies(text: str, part: list[_Piece], *, announced: bool, social: bool) -> Iterator[Found]:
    digits = "".join(piece.digits for piece in part)
    least = _LONG_AFTER_CUE if announced or social else _LONG
    in_one_go = any(piece.typed and len(piece.digits) >= _LONG_TYPED for piece in part)
    if digits.startswith("0"):  # a phone number heard in another cut loses digits ("quatre, vingt, dix" as ninety)
        least = min(least, _LONG_TYPED)
    if not part or (len(digits) < least and not in_one_go) or _is_date(part):
        return
    if len(digits) <= 10 and _AMOUNT.match(text, part[-1].end):
        return
    yield part[0].start, part[-1].end, NIR if social else NUMBER


def _is_ordinary(piece: _Piece) -> bool:
    """A postal code or a year: they part runs, and identify nobody."""
    return len(piece.digits) == 5 or (len(piece.digits) == 4 and piece.digits[:2] in {"19", "20"})


def _is_date(part: list[_Piece]) -> bool:
    lengths = [len(piece.digits) for piece in part]
    return len(part) == 3 and max(lengths[:2]) <= 2 and lengths[2] in {2, 4} and int(part[1].digits) <= 12


@lru_cache(maxsize=8192)
def _folded(token: str) -> str:
    return fold(token)
