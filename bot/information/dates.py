"""Dates as the public reads and hears them."""

from datetime import date

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_UNITS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_TEENS = ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf")
_TENS = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante")


def written_day(day: date) -> str:
    """Return « 1er avril 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def written_month(day: date) -> str:
    """Return « avril 2026 »: the precision at which a figure is dated."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def spoken_month(day: date) -> str:
    """Return « avril deux mille vingt-six », for years 2000 to 2069."""
    return f"{MONTHS[day.month - 1]} {_spoken_year(day.year)}"


def _spoken_year(year: int) -> str:
    tens, unit = divmod(year - 2000, 10)
    if tens == 1:
        rest = _TEENS[unit]
    else:
        link = " et " if tens > 1 and unit == 1 else "-"
        rest = link.join(part for part in (_TENS[tens], _UNITS[unit]) if part)
    return f"deux mille {rest}".strip()
