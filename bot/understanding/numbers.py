"""French numbers as people type them and as a speech recogniser writes them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from bot.understanding.text import fold

_UNITS = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante"]
_VALUES = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: value for value, word in zip(range(20, 70, 10), _TENS, strict=True)}
    | {"une": 1, "vingts": 20, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
)
_SCALES = {"mille": 1000, "mil": 1000, "million": 1_000_000, "millions": 1_000_000}
_REPEATS = {"double": 2, "triple": 3}
NUMBER_WORDS = frozenset({*_VALUES, *_SCALES, *_REPEATS, "cent", "cents", "zeros"})

# The grammar of French cardinals on folded words: "quatre vingt dix sept", "deux cent soixante et onze", "37 mille".
_DIGIT = "(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf)"
_TEEN = "(?:dix sept|dix huit|dix neuf|dix|onze|douze|treize|quatorze|quinze|seize)"
_BELOW_100 = (
    rf"(?:quatre vingts?(?: (?:et )?(?:{_TEEN}|{_DIGIT}))?"
    rf"|soixante(?: et onze| et une?| (?:{_TEEN}|{_DIGIT}))?"
    rf"|(?:vingts?|trente|quarante|cinquante|septante|huitante|octante|nonante)(?: et une?| {_DIGIT})?"
    rf"|{_TEEN}|{_DIGIT})"
)
_BELOW_1000 = rf"(?:(?:(?:(?!une?\b){_DIGIT}|[2-9]) )?cents?(?: {_BELOW_100})?|{_BELOW_100})"
_MULTIPLIER = rf"(?:{_BELOW_1000}|[1-9]\d{{0,2}})"
_CARDINAL = re.compile(
    rf"(?:{_MULTIPLIER} millions?(?: {_MULTIPLIER} mil(?:le)?)?(?: {_BELOW_1000})?"
    rf"|(?:{_MULTIPLIER} )?mil(?:le)?(?: {_BELOW_1000})?|{_BELOW_1000}|zero)"
)
_LONGEST_AT = re.compile(rf"(?:{_CARDINAL.pattern})(?= |$)")
_AFTER_FIGURES = frozenset([*_SCALES, "cent", "cents", "fois", "zeros"])
_LONGEST = 13  # words of the longest cardinal worth reading
_MOST_WORDS = 60

# What may stand around digits without changing them ("alors mon code postal c'est le …").
_AROUND_WORDS = """
    alors euh heu hum ben bah donc voila oui bonjour c est le la mon ma code postal numero de du d rendez vous rdv tel
    telephone portable mobile fixe svp s il te plait merci tiret espace point virgule slash moi"""
_AROUND = frozenset(_AROUND_WORDS.split())
_COUNTRIES = ("33", "262", "590", "594", "596")  # metropolitan France and the overseas departments


def read_digits(text: str, *, length: int | None = None) -> str | None:
    """The digits of a whole utterance that is nothing but digits, spoken or typed.

    ``"trente-sept mille"`` gives ``"37000"``, ``"zéro six douze…"`` gives ``"0612…"``; a French country code becomes
    the national zero, any other one ``00…``. With ``length``, words that can be cut in several ways are cut so as to
    reach it ("soixante douze": 72, or 60 12). ``None`` when something else was said.
    """
    pieces = [fold(piece.replace("+", " plus ")).split() for piece in re.split(r"[,;]", text)]
    words = [word for piece in pieces for word in (*piece, "virgule")]
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    plus = "plus" in words
    if plus and any(is_number_word(word) for word in words[: words.index("plus")]):
        return None
    groups = [group for group in _groups(words, _AROUND | {"plus"}) if group]
    if not groups or not all(is_number_word(word) for group in groups for word in group):
        return None
    digits = digits_of(groups, length=None if plus else length)
    return _national(digits, plus=plus) if digits else None


def read_number(text: str) -> int | None:
    """The whole number said, when the utterance is one number ("quarante-deux", "le 12"); ``None`` otherwise."""
    words = [word for word in fold(text).split() if word not in _AROUND]
    if not 0 < len(words) <= _LONGEST:
        return None
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0]) if len(words[0]) <= 9 else None
    return cardinal(" ".join(words))


def with_digits(folded: str) -> str:
    """The same folded sentence with its number words in digits; a lone "un" or "une" stays a word.

    >>> with_digits("j ai quarante deux ans et une fille")
    'j ai 42 ans et une fille'
    """
    words = folded.split()
    out: list[str] = []
    at = 0
    while at < len(words):
        end, digits = next(_readings(words, at), (at + 1, words[at]))
        alone = end == at + 1 and words[at] in {"un", "une"}
        out.append(words[at] if alone else digits)
        at = end
    return " ".join(out)


def digits_of(groups: Sequence[Sequence[str]], *, length: int | None = None) -> str | None:
    """The digits of groups of folded number words, longest numbers first; a number never spans two groups."""
    if length is not None:
        exact = _exactly(tuple(tuple(group) for group in groups), length)
        if exact is not None:
            return exact
    read = [pieces(group) for group in groups]
    return None if None in read else "".join(digits for group in read if group for _, digits in group)


def is_number_word(word: str) -> bool:
    """Whether a folded word can be part of a number, typed or in words."""
    return word in NUMBER_WORDS or word.isdecimal() or word in {"et", "fois"}


def spell_pairs(digits: str) -> str:
    """Digits as a voice says them, two by two: ``"234506"`` gives "vingt-trois, quarante-cinq, zéro six".

    Raises ``ValueError`` when something else than digits is given.
    """
    if not digits.isdecimal():
        raise ValueError(f"Seuls des chiffres se disent par paires : {digits!r}")
    return ", ".join(_spell_pair(digits[at : at + 2]) for at in range(0, len(digits), 2))


@lru_cache(maxsize=4096)
def cardinal(words: str) -> int | None:
    """The value of one cardinal number in folded words, or ``None``."""
    if not _CARDINAL.fullmatch(words):
        return None
    total = current = 0
    for word in words.replace("quatre vingt", "huitante").replace("huitantes", "huitante").split():
        if word in {"cent", "cents"}:
            current = max(current, 1) * 100
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif word != "et":
            current += int(word) if word.isdecimal() else _VALUES[word]
    return total + current


def _groups(words: Sequence[str], around: frozenset[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for word in words:
        if word in around:
            yield group
            group = []
        else:
            group.append(word)
    yield group


def _readings(words: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """Every number that starts at ``at``, the one with most words first: where it ends, and its digits."""
    if words[at] in _REPEATS or words[at + 1 : at + 2] in (["fois"], ["zeros"]):
        yield from _repeated(words, at)
    if not is_number_word(words[at]):
        return
    longest = _LONGEST_AT.match(" ".join(words[at : at + _LONGEST]))
    most = at + longest[0].count(" ") + 1 if longest else at
    for end in range(most, at + 1, -1):
        value = cardinal(" ".join(words[at:end]))
        if value is not None:
            yield end, str(value)
    if words[at].isdecimal():
        yield at + 1, words[at]
    elif (single := cardinal(words[at])) is not None:
        yield at + 1, str(single)


def _repeated(words: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """ "double zéro", "trois fois sept", "trois zéros"."""
    if words[at] in _REPEATS:
        times, digit_at = _REPEATS[words[at]], at + 1
    else:
        times = int(words[at]) if words[at].isdecimal() else _VALUES.get(words[at], 0)
        digit_at = at + 2 if words[at + 1] == "fois" else at + 1
    if not 1 < times < 10 or digit_at >= len(words):
        return
    digit = "0" if words[digit_at] == "zeros" else words[digit_at]
    value = int(digit) if digit.isdecimal() else _VALUES.get(digit, 10)
    if value < 10:
        yield digit_at + 1, str(value) * times


def pieces(words: Sequence[str]) -> list[tuple[int, str]] | None:
    """The numbers that folded words say one after the other, longest first: where each ends, and its digits."""
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(words):
        alone = words[at].isdecimal() and not (words[at + 1 : at + 2] and words[at + 1] in _AFTER_FIGURES)
        reading = (at + 1, words[at]) if alone else next(_readings(words, at), None)
        if reading is None:
            return None
        found.append(reading)
        at = reading[0]
    return found


def _exactly(groups: tuple[tuple[str, ...], ...], length: int) -> str | None:
    """The first way of cutting the words that gives exactly ``length`` digits."""

    @cache
    def cut(group: int, at: int, missing: int) -> str | None:
        if group == len(groups):
            return "" if missing == 0 else None
        if at == len(groups[group]):
            return cut(group + 1, 0, missing)
        for end, digits in _readings(groups[group], at):
            rest = cut(group, end, missing - len(digits)) if len(digits) <= missing else None
            if rest is not None:
                return digits + rest
        return None

    return cut(0, 0, length)


def _national(digits: str, *, plus: bool) -> str:
    """``+33 (0)6 12…`` as ``0612…``, ``+32…`` as ``0032…``."""
    if not plus and not digits.startswith("00"):
        return digits
    abroad = digits.removeprefix("00") if not plus else digits
    for country in _COUNTRIES:
        rest = abroad.removeprefix(country).removeprefix("0")
        if abroad.startswith(country) and len(rest) == 9:
            return "0" + rest
    return "00" + abroad if plus else digits


def _spell_pair(pair: str) -> str:
    if len(pair) == 1 or pair[0] == "0":
        return " ".join(_spoken(int(digit)) for digit in pair)
    return _spoken(int(pair))


def _spoken(value: int) -> str:
    """A number below one hundred in words, with the hyphens a voice needs."""
    if value <= 16:
        return "zéro" if value == 0 else _UNITS[value]
    if value < 20:
        return f"dix-{_UNITS[value - 10]}"
    ten, unit = divmod(value, 10)
    if ten in {7, 9}:
        ten, unit = ten - 1, unit + 10
    name = "quatre-vingt" if ten == 8 else _TENS[ten - 2]
    if unit == 0:
        return name + "s" * (ten == 8)
    link = " et " if unit in {1, 11} and ten != 8 else "-"
    return f"{name}{link}{_spoken(unit)}"
