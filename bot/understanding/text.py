"""One way to fold French text before looking words up in it."""

import unicodedata

_APART = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "'": " ", "`": " ", "-": " ", "‑": " ", "–": " ", "·": " "})


def fold(text: str) -> str:
    """Lower case, no accents, one space between words; elisions and hyphens split, letters and digits kept.

    >>> fold("L’Œuvre d'Été, rendez-vous à 10h !")
    'l oeuvre d ete rendez vous a 10h'
    """
    apart = text.lower().translate(_APART)
    bare = "".join(c for c in unicodedata.normalize("NFD", apart) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())
