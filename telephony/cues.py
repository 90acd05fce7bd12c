"""What a caller's words say of the call itself: an interpreter, weariness, noise, an echo, another language."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz

from bot.understanding.acts import leading_yes_no
from bot.understanding.languages import is_other_language
from bot.understanding.spelling import LEXICON, rows
from bot.understanding.text import fold

ECHO_WORDS = 5
ECHO_LIKENESS = 90  # per cent


class Cue(StrEnum):
    """What was recognised."""

    RELAY = "relay"
    WEARY = "weary"
    ERASE = "erase"
    SILENT = "silent"
    NOISE = "noise"


# Folded words; the first that fits is meant. Weariness is about calling, never about work or life.
_SIGNS: Mapping[Cue, tuple[str, ...]] = {
    Cue.RELAY: (
        r"je suis (?:l |un |une |son |votre )?interprete",
        r"relais telephonique",
        r"centre (?:de )?relais",
        r"(?:parle|traduis|appelle|transmets|signe) pour (?:une|la) personne (?:sourde|malentendante|aphasique|muette)",
    ),
    Cue.WEARY: (
        r"(?:fois|heures?|minutes?|jours|semaines|mois) que (?:j (?:appelle|attends|essaie|essaye))",
        r"(?:fois|heures?|minutes?|jours|semaines|mois) que je (?:vous |re)?(?:appelle|rappelle|patiente|telephone)",
        r"jamais personne|personne ne repond|vous (?:ne )?repondez jamais",
    ),
    Cue.ERASE: (
        r"^(?:je (?:veux|voudrais) (?:que vous )?)?(?:supprim|effac|oubli)\w+ (?:tout|ce que j ai dit)$",
        r"^(?:supprim|effac|oubli)\w+ (?:toutes )?mes (?:donnees|infos|informations|reponses)$",
    ),
    Cue.SILENT: (
        r"^(?:euh )?(?:je )?(?:ne )?peux pas parler(?: (?:la|maintenant|fort|ici|longtemps|a voix haute))?$",
        r"^mode (?:silencieux|discret)$",
    ),
    Cue.NOISE: (
        r"^(?:(?:euh|heu|hum|hmm|mmh|ah|oh|eh|bah|ben|pff|tss|chut|la|tele|television|radio|allumee?|musique) ?)+$",
    ),
}


# After a wait; « oui » alone stays an answer.
_BACK = re.compile(
    r"((oui|ok|alors|bon|ben|euh|donc|merci|desolee?|pardon|excusez moi|d accord) )*"
    r"(c est (bon|note|fait|ok)|ca y est|(me )?(re)?voila|me voici|je suis (la|prete?|revenue?|de retour|a vous)"
    r"|allez y|vous pouvez (y aller|continuer|reprendre)|on (peut )?(continue|continuer|reprend|reprendre|y va)"
    r"|continuez|reprenez|je vous ecoute|j ai (\w+ ){0,4}(stylo|crayon|papier|lunettes|agenda|note|noter|trouve))"
    r"( (je suis (la|prete?|de retour)|c est bon|allez y|je vous ecoute|j ai (un|mon|le) (stylo|crayon|papier)|merci))*"
)


def read_cue(text: str) -> Cue | None:
    """What these words say of the call, if anything."""
    words = fold(text)
    return next((cue for cue, patterns in _SIGNS.items() if any(re.search(p, words) for p in patterns)), None)


def is_back(text: str) -> bool:
    """Whether whoever asked to wait is there again; said then, « c’est bon » agrees to nothing."""
    return _BACK.fullmatch(fold(text)) is not None


def is_echo(text: str, said: str, titles: frozenset[str]) -> bool:
    """Whether the line hears itself through a loudspeaker: its own last words, or "tapez", that nobody says.

    `titles` are the folded choices: repeating one is an answer, and so is a yes or a no that the line did not say.
    """
    words = fold(text)
    if words in titles or len(words.split()) < ECHO_WORDS or _answers(text, said):
        return False
    return bool(re.search(r"\btapez\b", words)) or fuzz.partial_ratio(words, fold(said)) >= ECHO_LIKENESS


def _answers(text: str, said: str) -> bool:
    opening = next(iter(fold(text).split()), "")
    return leading_yes_no(text) is not None and opening not in fold(said).split()


# --- other languages --------------------------------------------------------------------------------------------

_CODES = {
    "anglais": "en", "espagnol": "es", "portugais": "pt", "italien": "it", "allemand": "de", "arabe": "ar",
    "turc": "tr", "roumain": "ro", "polonais": "pl", "russe": "ru", "ukrainien": "uk",
}  # fmt: skip

# One fixed sentence each: that the service is in French, and the key for a person.
LANGUAGE_TEXTS = {
    "en": "utter_phone_language_en",
    "es": "utter_phone_language_es",
    "pt": "utter_phone_language_pt",
    "it": "utter_phone_language_it",
    "de": "utter_phone_language_de",
    "ar": "utter_phone_language_ar",
    "tr": "utter_phone_language_tr",
    "ro": "utter_phone_language_ro",
    "pl": "utter_phone_language_pl",
    "ru": "utter_phone_language_ru",
    "uk": "utter_phone_language_uk",
}


def language_of(text: str) -> str | None:
    """The two letters of the language of these words, when it is another than French and known."""
    if not is_other_language(text):
        return None
    if re.search(r"[\u0600-\u06ff]", text):
        return "ar"
    if re.search(r"[\u0400-\u04ff]", text):
        return "uk" if re.search(r"[іїєґ]|добрий|шукаю|дякую|допомо", text.lower()) else "ru"
    words = set(fold(text).split())
    found = {code: len(words & known) for code, known in _vocabularies().items()}
    best = max(found, key=lambda code: found[code])
    return best if found[best] else None


@cache
def _vocabularies() -> dict[str, frozenset[str]]:
    table = rows(LEXICON / "languages.csv")
    return {_CODES[name]: frozenset(map(fold, words)) for name, *words in table if name in _CODES}
