"""Text made fit for a French synthetic voice: no symbol, numbers as they are said, pieces the carrier accepts."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from urllib.parse import quote

from telephony import numbers

# The carrier refuses longer texts: 3,000 characters for these voices, tags included, and 4,500 once percent-encoded
# (its error 13521). The margin is for the tags of tone.
MAX_CHARACTERS = 2900
MAX_ENCODED = 4300

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

_PHONE = re.compile(r"(?<!\d)(?:\+33[ .]?|0)([1-9])[ .]?(\d\d)[ .]?(\d\d)[ .]?(\d\d)[ .]?(\d\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d,.])3\d(?!00)\d\d(?!\d| ?(?:€|euro|personne|heure|place))")

_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"\[([^\]]+)\]\([^)]*\)", r"\1"),  # a Markdown link is said by its title
        (r"https?://\S+|www\.\S+", " "),
        (r"(?<=\w)\.(?=(?:gouv|fr|org|com|net|eu)\b)", " point "),
        (r"(?i)\brdv\b", "rendez-vous"),
        (r"(?i)\bn°\s*", "numéro "),
        (r"(?i)\bmme\b\.?", "madame"),
        (r"\b1\s?h\b", "1 heure"),
        (r"(?<=\d)\s?h\s?00\b", " heures"),
        (r"(?<=\d)\s?h\s?(?=\d\d\b)", " heures "),
        (r"(?<=\d)\s?h\b", " heures"),
        (r"(?<=\d)\s?km\b", " kilomètres"),
        (r"(?<=\d)\s?min\b", " minutes"),
        (r"\s?€", " euros"),
        (r"\s?%", " pour cent"),
        (r"\s?&\s?", " et "),
        (r"\s/\s", " ou "),
        (r"\s[–—]\s", ", "),
        (r"(?m)^\s*[-•]\s+", ""),
        (r"[*_#`~|<>\\^={}\[\]]", ""),
    )
)


def _say_phone(match: re.Match[str]) -> str:
    return numbers.spoken("0" + "".join(match.groups()))


def _speakable_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return "" if category[0] == "C" or category in {"So", "Sk", "Mn", "Me"} else character


def speakable(text: str) -> str:
    """The text as a voice should read it: links, marks and emoji gone, abbreviations and numbers written in full."""
    said = unicodedata.normalize("NFC", text)
    said = _PHONE.sub(_say_phone, said)
    said = _SHORT.sub(lambda match: numbers.spoken(match[0]), said)
    for pattern, by in _REWRITES:
        said = pattern.sub(by, said)
    said = re.sub(r"\s*\n+\s*", ". ", said.strip())
    said = "".join(map(_speakable_character, said))
    said = re.sub(r"([.!?:;,])\s*\.(?=\s|$)", r"\1", said)
    return re.sub(r"\s+", " ", said).strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text, marks kept."""
    return [piece for piece in re.split(r"(?<=[.!?])\s+", text) if piece]


def _fits(text: str) -> bool:
    return len(text) <= MAX_CHARACTERS and len(quote(text)) <= MAX_ENCODED


def _halves(sentence: str) -> list[str]:
    if _fits(sentence):
        return [sentence]
    middle = sentence.rfind(" ", 0, len(sentence) // 2 + 1)
    cut = middle if middle > 0 else len(sentence) // 2
    return [*_halves(sentence[:cut].strip()), *_halves(sentence[cut:].strip())]


def chunks(text: str) -> list[str]:
    """The text in as few pieces as the carrier accepts, cut between sentences whenever possible."""
    pieces: list[str] = []
    for sentence in (half for whole in sentences(text) for half in _halves(whole)):
        joined = f"{pieces[-1]} {sentence}" if pieces else sentence
        if pieces and _fits(joined):
            pieces[-1] = joined
        else:
            pieces.append(sentence)
    return pieces


def moment(at: datetime, now: datetime) -> str:
    """A moment as it is said, seen from now: "demain à 9 heures", "lundi 30 novembre à 13 heures 30"."""
    distance = at.date() - now.astimezone(at.tzinfo).date()
    near = {timedelta(): "aujourd’hui", timedelta(days=1): "demain"}.get(distance)
    hour = "1 heure" if at.hour == 1 else f"{at.hour} heures"
    minute = f" {at.minute}" if at.minute else ""
    return f"{near or day(at)} à {hour}{minute}"


def day(at: date) -> str:
    """A day as it is said: "mardi premier décembre"."""
    number = "premier" if at.day == 1 else str(at.day)
    return f"{DAYS[at.weekday()]} {number} {MONTHS[at.month - 1]}"


def lower_first(text: str) -> str:
    """The text inside a sentence: its first letter small."""
    return text[:1].lower() + text[1:]
