"""What bears a town's name and is no place: a street, somebody, a team, a cheese, a battle."""

import re
from collections.abc import Sequence
from functools import cache

from bot.name_words import FIRST_NAMES
from bot.understanding.place_words import Word, is_noun_line, listed

_STREET = (
    r"\b(?:rue|avenue|av|boulevard|bd|bld|allees?|impasse|place|quai|chemin|square|faubourg|cours|route|rond point)"
    r"(?: (?:de|d|du|des|la|le|l|les|st|ste))*$"
)
_SOMEBODY = (
    r"\b(?:monsieur|madame|mademoiselle|mme|mlle|mr|m|docteur|dr|maitre|prenom|nom|nomme|nommee|signe|appelle|"
    r"appelez|appele|appelee|famille|certaine?|surnomme|surnommee)$"
    r"|\b(?:[ms] appelle|me nomme|(?:pre)?nom (?:c )?est|nom de famille (?:c )?est|monsieur|madame|mme|mr)"
    r"(?: \w+){0,2}$"
    r"|\b(?:mon|ma|notre|votre|sa|son|leur|le|la) (?:ancien |ancienne |nouveau |nouvelle )?"
    r"(?:collegue|chef|cheffe|patron|patronne|conseiller|conseillere|referent|referente|tuteur|tutrice|directeur|"
    r"directrice|responsable|prof|professeure?|formateur|formatrice|voisine?|copain|copine|amie?|manageuse|manager|"
    r"assistante?|medecin|avocate?|proprietaire|juge|educateur|educatrice|eleve|stagiaire|fils|fille|mari|femme|frere|"
    r"soeur|cousine?|oncle|tante|chien|chienne|chat|chatte)$"
)
_FIRM = r"\b(?:chez|societe|entreprise|lycee|college|ecole|groupe|residence|stade|banque)$"
_TEAM_OF = (
    r"\b(?:equipe|club|maillot|supporters?|fans?|match|matchs|joueurs?|entraineur|olympique|fc|sporting|racing)"
    r" (?:de|d|du|des|contre)$"
)
_EVENT = r"\b(?:edit|traite|bataille|accords|serment|armistice|24 heures) (?:de|d|du|des)$"
# what is made in a town and bears its name
_PRODUCT = (
    r"\b(?:fromages?|vins?|moutardes?|rillettes?|calissons?|jambons?|savons?|porcelaines?|dentelles?|choucroutes?|"
    r"cassoulets?|tartes?|gateaux?|nougats?|pruneaux?|huitres?|moules|saucisses?|saucissons?|andouillettes?|tripes|"
    r"quiches?|pates?|pains?|galettes?|macarons?|madeleines?|bonbons?|betises?|fraises?|melons?|poulets?|agneaux?|"
    r"boeufs?|piments?|bieres?|cognacs?|couteaux?|faiences?|tapisseries?|parfums?|eaux?|terrines?|dragees?|miel|"
    r"mirabelles?|lentilles?|olives?|emaux|andouilles?|tommes?|dogues?|accent) (?:de|d|du|des)$"
)
_ANNOUNCED = re.compile("|".join((_STREET, _SOMEBODY, _FIRM, _TEAM_OF, _EVENT, _PRODUCT)))
# "Angers SCO", "OGC Nice", "Castres a battu Pau": a team, not where one lives
_TEAM_BEFORE = frozenset({"fc", "ogc", "as", "rc", "sc", "sco", "usm", "psg", "contre", "battu", "battre"})
# what follows the name of a team, of somebody ("Castres est le nom de mon chef") or of a moment of history
_AFTER = re.compile(
    r"fc\b|sco\b|sc\b|rugby\b|handball\b|volley\b|match$|(?:a|ont|va) (?:perdu|gagne|battu|marque|mene)\b"
    r"|(?:(?:c est|est|etait) )?(?:(?:mon|son|notre|leur) (?:pre|sur)?nom\b"
    r"|le (?:pre|sur)?nom de (?:famille|jeune fille|(?:mon|ma|mes|son|sa|ses|notre|leur)"
    r" (?!ville|commune|village|quartier|rue)))"
    r"|(?:c est )?(?:comme ca|ainsi) qu\w*(?: \w+)? s appelle\b"
    r"|prenom\b"
    r"|(?:de|en) 1[0-8]\d\d\b"
)
LONGEST_AFTER = 8
# "c'est trop nice"
_DEGREE = frozenset({"trop", "tres", "vraiment", "super", "hyper", "assez", "tellement", "grave"})


def is_announced(before: str) -> bool:
    """Whether the words before a name (folded) say that it is a street's, somebody's, a firm's, a product's."""
    return _ANNOUNCED.search(before) is not None


def is_something_else(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether what stands around the name makes a team, a person, a foreign city, history or an adjective of it."""
    before = words[start - 1].key if start else ""
    if before in _TEAM_BEFORE or (before in _DEGREE and words[start].raw.islower()):
        return True
    after = [word.key for word in words[end : end + 2]]
    if len(after) == 2 and after[0] in {"en", "au", "aux"} and after[1] in listed("abroad"):
        return True
    return _AFTER.match(" ".join(word.key for word in words[end : end + LONGEST_AFTER])) is not None


def is_surname(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a first name is written like the name, before it or after it: "Marie Tours", "TOURS Marie"."""
    before = words[start - 1] if start else None
    if before and is_first_name(before) and (start < 2 or words[start - 2].key not in {"st", "ste"}):
        capital = words[start].raw[0].isupper()
        return before.raw[0].isupper() == capital and (capital or not is_noun_line(words))
    after = words[end] if end < len(words) and words[end].start == words[end - 1].end + 1 else None
    return after is not None and is_first_name(after) and after.raw.istitle() and words[start].raw[0].isupper()


def is_first_name(word: Word) -> bool:
    """Whether people bear this word as a first name."""
    return word.key in _first_names()


@cache
def _first_names() -> frozenset[str]:
    return FIRST_NAMES | listed("first_names")
