"""What a speech recogniser makes of French: the same words, degraded in the ways it is known to degrade them."""

import re
from collections.abc import Callable, Mapping

HOMOPHONES = {"six": "si", "cent": "sans", "vingt": "vin", "sept": "cet", "cette": "sept", "mes acquis": "mes à qui"}
LETTERS = {"vae": "v a e", "cpf": "c p f", "cio": "c i o", "rdv": "r d v"}


def no_marks(text: str) -> str:
    """Neither capitals nor marks."""
    return re.sub(r"[^\w\s’'-]", "", text).lower()


def no_negation(text: str) -> str:
    """ "je ne sais pas" → "je sais pas"."""
    return re.sub(r"\bn(?:e |’)", "", re.sub(r"(?i)\bje n’", "j’", text))


def hesitant(text: str) -> str:
    """What comes before the answer."""
    return f"euh {text}"


def spelled(text: str) -> str:
    """Acronyms come letter by letter."""
    return re.sub(r"\w+", lambda word: LETTERS.get(word[0].lower(), word[0]), text)


def numbers_apart(text: str) -> str:
    """A postal code comes in two groups, with a mark at the end: "37 000."."""
    return re.sub(r"\b(\d{2})(\d{3})\b", r"\1 \2.", text)


NOISES: Mapping[str, Callable[[str], str]] = {
    "marks": no_marks,
    "negation": no_negation,
    "hesitation": hesitant,
    "letters": spelled,
    "numbers": numbers_apart,
}


def degrade(text: str, noise: str) -> str:
    """The text as that noise leaves it."""
    return NOISES[noise](text) if noise in NOISES else text
