"""What makes a text hard to say, to read or to hear: pure measures of French words, shared by every check of texts."""

import re

MAX_PROMPT_WORDS = 25  # one spoken prompt: what is kept in mind at one hearing
MAX_PLAIN_WORDS = 12  # one plain-language (FALC) sentence

_LETTERS_OR_DIGITS = re.compile(r"\w")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\b[\w-]+\.(?:fr|org|com|eu|info)\b")
_SIGLE = re.compile(r"\b[A-ZÀ-Ý]{2,}\b")
_SPEAKABLE = re.compile(r"[^\W\d_]|[\s.,;:?!…’\-–]", re.UNICODE)
_TRICK = re.compile(r"\w[·•]\w|\w\((?:e|ne|le|se|trice|euse|s|es)\)|\w/(?:e|ne|trice|euse)\b")

_TRADES = {
    "accompagnateur": "accompagnatrice",
    "agriculteur": "agricultrice",
    "animateur": "animatrice",
    "apprenti": "apprentie",
    "artisan": "artisane",
    "avocat": "avocate",
    "boulanger": "boulangère",
    "chauffeur": "chauffeuse",
    "coiffeur": "coiffeuse",
    "collégien": "collégienne",
    "commerçant": "commerçante",
    "conseiller": "conseillère",
    "créateur": "créatrice",
    "cuisinier": "cuisinière",
    "demandeur": "demandeuse",
    "directeur": "directrice",
    "éducateur": "éducatrice",
    "électricien": "électricienne",
    "enseignant": "enseignante",
    "entrepreneur": "entrepreneuse",
    "étudiant": "étudiante",
    "formateur": "formatrice",
    "infirmier": "infirmière",
    "ingénieur": "ingénieure",
    "lycéen": "lycéenne",
    "maçon": "maçonne",
    "mécanicien": "mécanicienne",
    "menuisier": "menuisière",
    "moniteur": "monitrice",
    "ouvrier": "ouvrière",
    "plombier": "plombière",
    "professeur": "professeure",
    "retraité": "retraitée",
    "salarié": "salariée",
    "soignant": "soignante",
    "technicien": "technicienne",
    "traducteur": "traductrice",
    "travailleur": "travailleuse",
    "vendeur": "vendeuse",
}


def words(text: str) -> list[str]:
    """Return the words of a text: « l’emploi » and « rendez-vous » count for one, punctuation alone for none."""
    bare = _LINK.sub(r"\1", text)
    return [token for token in bare.split() if _LETTERS_OR_DIGITS.search(token)]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a new line ends a sentence too, and list marks are left out."""
    lines = (re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", line) for line in text.splitlines())
    parts = _SENTENCE_END.split("\n".join(lines))
    return [part.strip() for part in parts if words(part)]


def unspeakable(text: str) -> list[str]:
    """Return what a voice cannot say well in this text: addresses, sigles, figures, symbols."""
    found = [f"adresse « {hit.group(0)} »" for hit in _ADDRESS.finditer(text)]
    found += [f"sigle « {hit.group(0)} » à dire en toutes lettres" for hit in _SIGLE.finditer(text)]
    strange = dict.fromkeys(sign for sign in text if not _SPEAKABLE.match(sign))
    figures = [sign for sign in strange if sign.isdigit()]
    symbols = [sign for sign in strange if not sign.isdigit()]
    if figures:
        found.append(f"chiffres « {' '.join(figures)} » à écrire en lettres")
    if symbols:
        found.append(f"signes « {' '.join(symbols)} » qui ne se disent pas")
    return found


def lonely_genders(text: str) -> list[str]:
    """Return the trades and states named in one gender only within a sentence, as far as a short list can tell."""
    found: list[str] = []
    for sentence in sentences(text):
        present = set(re.findall(r"[^\W\d_]+", sentence.lower()))
        for masculine, feminine in _TRADES.items():
            named = bool(present & {masculine, f"{masculine}s"}), bool(present & {feminine, f"{feminine}s"})
            if named[0] != named[1]:
                said, missing = (masculine, feminine) if named[0] else (feminine, masculine)
                found.append(f"« {said} » sans « {missing} » dans « {sentence} »")
    return found


def typographic_tricks(text: str) -> list[str]:
    """Return the inclusive spellings that no voice can say: « salarié·e », « conseiller(e) »."""
    return [hit.group(0) for hit in _TRICK.finditer(text)]
