"""The words of situations, however they are spelled: « chaumage », « jsui o rsa », « interrimaire »."""

import re
from functools import cache

from bot.understanding.numbers import with_digits
from bot.understanding.text import fold

# fmt: off
_WORDS = (
    "chomage", "chomeur", "chomeuse", "salarie", "salariee", "interim", "interimaire", "fonctionnaire", "entrepreneur",
    "entrepreneuse", "entreprise", "etudiant", "etudiante", "lyceen", "lyceenne", "collegien", "collegienne",
    "college", "retraite", "licencie", "licenciee", "licenciement", "economique", "inscrit", "inscrite", "emploi",
    "demandeur", "demandeuse", "apprentissage", "apprenti", "apprentie", "alternance", "hopital", "enseignant",
    "enseignante", "professeur", "infirmiere", "infirmier", "contractuel", "contractuelle", "titulaire", "militaire",
    "independant", "independante", "commercant", "commercante", "artisan", "agriculteur", "intermittent", "saisonnier",
    "saisonniere", "employeur", "arrete", "terminale", "troisieme", "quatrieme", "cinquieme", "sixieme", "seconde",
    "depuis", "auxiliaire", "gendarme", "territoriale", "hospitaliere", "maternite", "parental",
    "descolarise", "descolarisee", "beneficiaire", "allocation", "freelance", "restaurant", "boulangerie", "coiffeuse",
)
# fmt: on
_OTHER_WORDS = frozenset({"independance", "intermittence", "alternants", "travail", "arret", "retrait", "apprentice"})
_ENDING = re.compile(r"(?:tes?|ts?|nnes?|nes?|lles?|les?|ees?|es?|er|ez|ais|ait|s|x)$")

_CHILD = r"(?:garcon|fille|fils|ado|lyceen|collegien)"

# Short forms that hide who speaks or what is done, once the words above are mended.
_SPELLINGS = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"\b(?:chui|chuis|jsuis|j suis|jsui|jss|jui|je sui|j sui)\b|^chu(?= (?:o|au|en|a|tjs)\b)", "je suis"),
        (r"\bj(?=[bcdfgklmnpqrstvwxz]\w)", "je "),
        (r"\bj(?=(?:ai|avais|etais|ete|aimerais|habite|occupe|aurai|arrete|etudie|en|y)\b)", "j "),
        (r"\bg (?=(?:1|un|une|ete|pas|arrete|\d\d|perdu|plus|mon|ma|quitte)\b)", "j ai "),
        (r"\bdans le cadre (?=d)", "lors "),  # nobody's rank
        (r"\binterime\b", "interim"),
        (r"\binscri\b", "inscrit"),
        (r"\bje fai\b", "je fais"),
        (r"\bsuis retraiter\b", "suis retraite"),
        (r"\b(?:oto|auto|micro) ?(?=entrepren)", "auto "),
        (r"\bje taf\b", "je taffe"),
        (r"\b(?:lecole?|l ecol)\b", "l ecole"),
        (r"\bj ?ai (arret|quitt|lach)er\b", r"j ai \1e"),
        (r"\bds\b", "dans"),
        (r"\bpr\b", "pour"),
        (r"\bdp\b", "depuis"),
        (r"\bo (?=(?:chomage|rsa|lycee|college|cfa)\b)", "au "),
        (r"\b(ai|fais|dans|en|suis) 1 ", r"\1 un "),
        (r"\bp(?:ole|aul|aule|aules|oles) emplois?e?\b", "pole emploi"),
        (r"\bd emplois\b", "d emploi"),
        (r"\br q t h\b", "rqth"),
        (r"\ba a h\b", "aah"),
        (r"\bc ?f ?a\b", "cfa"),
        (r"\bc a p\b", "cap"),
        (r"\bb t s\b", "bts"),
        (r"\bc d (?=[id]\b)", "cd"),
        (
            r"\bj ai une? (?=(?:fille|fils|garcon|ado) (?:en|au) (?:classe|\d|seconde|terminale|lycee|college))",
            "pour mon ",
        ),
        (
            r"\b(?:maman|papa|mere|pere|parents?) d une? (?=(?:garcon|fille|fils|ado|lyceen|collegien)\w*\b)",
            "pour mon ",
        ),
        (r"\binscri\b", "inscrit"),
    )
)

_SOUNDS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"(.)\1+", r"\1"),
        (r"ch", "x"),
        (r"ph", "f"),
        (r"h", ""),
        (r"eau|au", "o"),
        (r"(?:qu|k|c(?![eiy]))", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"g(?=[eiy])", "j"),
        (r"y", "i"),
        (r"ai|ei", "e"),
        (r"e(?=[nm][^aeiouynm])", "a"),
        (r"m(?=[pb])", "n"),
        (r"[estxd]+$|er$|ez$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_SHORTEST = 5


def mended(piece: str) -> str:
    """Folded words with figures of a piece of a sentence, the words of situations spelled as they should be."""
    words = " ".join(_mended(word) for word in with_digits(fold(piece)).split())
    for wrong, right in _SPELLINGS:
        words = wrong.sub(right, words)
    return words


@cache
def _sounds() -> dict[str, str]:
    return {_sound(word): word for word in reversed(_WORDS)}


def _mended(word: str) -> str:
    glued = len(word) > _SHORTEST and word[0] == "j" and word[1] not in "aeiouyh"
    return f"je {_right_word(word[1:])}" if glued else _right_word(word)


@cache
def _right_word(word: str) -> str:
    """The word of a situation that sounds the same and is written otherwise, its ending apart."""
    if len(word) < _SHORTEST or word.startswith("employ") or word in _OTHER_WORDS:
        return word
    right = _sounds().get(_sound(word), word)
    return word if _ENDING.sub("", right) == _ENDING.sub("", word) else right


def _sound(word: str) -> str:
    for written, heard in _SOUNDS:
        word = written.sub(heard, word)
    return word
