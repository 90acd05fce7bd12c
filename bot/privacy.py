"""What is taken out of a person's words before they go anywhere: who they are and how to reach them.

Promise 2 and trust rows 1 to 9; one barrier among several, never the only one. Towns, postal codes, ages, trades,
years and amounts stay, since orientation needs them.
"""

from collections.abc import Callable, Iterable

from bot.privacy_contacts import addresses_in, births_in, mails_in
from bot.privacy_names import names_in
from bot.privacy_numbers import numbers_in
from bot.understanding.numbers import read_digits
from directory.places import load_places

_CODE_DIGITS = 10  # an appointment code (DESIGN §5)

_Found = tuple[int, int, str]  # where it starts and ends, what stands there instead


def redact(text: str, *, keep_code: bool = False) -> str:
    """The text with names, phones, e-mails, addresses, dates of birth and identifiers replaced by ``[nom]``…

    With ``keep_code`` a whole message of ten digits stays, typed or spoken: only for the turn that answers a request
    for an appointment code, since a phone number has ten digits too. Applied again, it changes nothing.
    """
    if keep_code and len(text) < 200 and len(read_digits(text, length=_CODE_DIGITS) or "") == _CODE_DIGITS:
        return text
    before = None
    while text != before:
        before, text = text, _once(text)
    return text


def _once(text: str) -> str:
    for find in _STEPS:
        text = _replaced(text, find(text))
    return text


def _replaced(text: str, found: Iterable[_Found]) -> str:
    """The text with each span replaced, the longest first where two overlap."""
    out, at = [], 0
    for start, end, instead in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= at:
            out += [text[at:start], instead]
            at = end
    return "".join([*out, text[at:]]) if out else text


def _is_place(folded: str) -> bool:
    return bool(load_places().by_name(folded))


# Addresses and dates hold numbers, e-mails hold names: the larger first.
_STEPS: tuple[Callable[[str], Iterable[_Found]], ...] = (
    lambda text: ((*span, "[courriel]") for span in mails_in(text)),
    lambda text: ((*span, "[date de naissance]") for span in births_in(text)),
    lambda text: ((*span, "[adresse]") for span in addresses_in(text)),
    numbers_in,
    lambda text: ((*span, "[nom]") for span in names_in(text, _is_place)),
)
