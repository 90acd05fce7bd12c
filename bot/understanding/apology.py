"""« Pardon », « désolé, je m’emporte »: an apology and nothing else, where no question was to be repeated."""

from typing import Final

from bot.understanding.text import fold

# fmt: off
SORRY: Final = frozenset((
    "pardon", "pardonne", "pardonnez", "excuse", "excuses", "excusez", "desole", "desolee", "navre", "navree", "sorry",
))
AROUND: Final = frozenset((
    "ah", "ai", "alle", "bien", "bon", "bonjour", "c", "ce", "dit", "emporte", "emportee", "enerve", "enervee", "est",
    "et", "gros", "insulte", "insultee", "j", "je", "l", "loin", "m", "madame", "me", "merci", "mes", "moi", "monsieur",
    "mot", "mots", "ne", "oh", "ok", "oui", "ouais", "oups", "pas", "peu", "plait", "pour", "que", "s", "si", "sorti",
    "suis", "t", "te", "tres", "trop", "un", "va", "voulais", "vous", "vraiment",
))
# fmt: on


def is_apology(text: str) -> bool:
    """Whether these words apologise and say nothing more; « pardon ? » asks to repeat."""
    words = frozenset(fold(text).split())
    return bool(words & SORRY) and words <= SORRY | AROUND and not text.rstrip().endswith("?")
