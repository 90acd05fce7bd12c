"""French telephone numbers: as they are kept, shown and said."""

import re

import phonenumbers

from bot.understanding.numbers import spell_pairs

OVERSEAS = ("RE", "GP", "MQ", "GF", "YT")  # their own country codes, dialled there like a number of mainland France


def national(number: str) -> str:
    """The digits dialled in France: "+33247001122" gives "0247001122"; other numbers keep their digits."""
    return re.sub(r"\D", "", re.sub(r"^\+(?:33|262|590|594|596)\s*", "0", number.strip()))


def shown(number: str) -> str:
    """A number as it is written: "02 47 00 11 22"."""
    digits = national(number)
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))


def spoken(number: str) -> str:
    """A number as it is said, two digits at a time: "zéro deux, quarante-sept, zéro zéro, onze, vingt-deux"."""
    return spell_pairs(national(number))


def international(digits: str) -> str:
    """Ten digits as dialled in France, in international form (E.164), overseas departments included."""
    for region in ("FR", *OVERSEAS):
        number = phonenumbers.parse(digits, region)
        if phonenumbers.is_valid_number_for_region(number, region):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"+33{digits[1:]}"


def is_mobile(number: str) -> bool:
    """Whether a number in international form is a French mobile one: only these can receive a text."""
    return re.fullmatch(r"\+(?:33[67]|(?:262|590|594|596)6)\d{8}", number) is not None
