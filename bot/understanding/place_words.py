"""The words around a place: how a sentence is cut, which words are ordinary, which ones announce a place."""

import gzip
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from pathlib import Path

from bot.understanding.text import fold
from directory.places import Commune

NOUN_LINE = 7
DATA = Path(__file__).parent / "data"
WORDS = DATA / "ordinary_words.txt.gz"
LISTS = DATA / "place_lists.toml"
_TOKEN = re.compile(r"[^\W_]+")
_SPELLED = {"saint": "st", "sainte": "ste", "lez": "les", "ss": "sous"}


class Cue(IntEnum):
    """How much the words before a name announce a place."""

    NONE = 0
    OF = 1  # "de Tours", "dans Tours"
    AT = 2  # "à Tours", "vers Tours"
    MEET = 3  # "rendez-vous à Tours", "je travaille sur Tours", "je suis de Tours"
    HOME = 4  # "j'habite Tours", "près de Tours", "ma ville, c'est Tours"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: as names are spelled, as it was written, and where."""

    key: str
    raw: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; elisions and hyphens split, "saint" reads "st", "s/" reads "sur"."""
    words = [_word(match, text) for match in _TOKEN.finditer(text)]
    if words and words[-1].key == "ste":
        # no name follows: "sainte" stands for itself, or for Saintes
        words[-1] = replace(words[-1], key="sainte")
    return tuple(words)


def _word(match: re.Match[str], text: str) -> Word:
    raw = match[0]
    key = raw.lower() if raw.isascii() else fold(raw).replace(" ", "")
    if key == "s" and text[match.end() : match.end() + 1] == "/":
        key = "sur"
    return Word(_SPELLED.get(key, key), raw, match.start(), match.end())


def accents_fit(words: Sequence[Word], commune: Commune | None) -> bool:
    """Whether the accents that were typed are those of the name: "maçon" is not Mâcon; none typed fits all."""
    typed = [word for word in words if not word.raw.isascii()]
    if commune is None or not typed:
        return True
    own = {fold(part): part.lower() for part in _TOKEN.findall(commune.name)}
    return all(_same_letters(unicodedata.normalize("NFC", word.raw.lower()), own.get(fold(word.raw))) for word in typed)


def _same_letters(typed: str, own: str | None) -> bool:
    """A cedilla or an acute accent changes the sound; é for è, and circumflexes, are common mistakes."""
    if own is None or len(own) != len(typed):
        return True
    return not any((a == "ç") != (b == "ç") or (a in "éè" and b == "e") for a, b in zip(typed, own, strict=True))


@cache
def listed(name: str) -> frozenset[str]:
    """A list of ``data/place_lists.toml``, by its name there."""
    lists: dict[str, str] = tomllib.loads(LISTS.read_text("utf-8"))
    return frozenset(entry.replace("_", " ") for entry in lists[name].split())


@cache
def ordinary_words() -> Mapping[str, str]:
    """Folded French words with their letters, as ``data/build.py`` explains them."""
    with gzip.open(WORDS, "rt", encoding="ascii") as lines:
        return dict(line.rstrip().split(" ", 1) for line in lines)


# a name after one of these is a street, a person or a firm
_NOT_A_PLACE = re.compile(
    r"(?:\b(?:monsieur|madame|mademoiselle|mme|mlle|mr|m|docteur|dr|maitre|prenom|nom|nomme|nommee|signe|appelle|"
    r"appelez|appele|appelee|chez|societe|entreprise|lycee|college|ecole|groupe|residence|stade|banque)"
    r"|\b(?:equipe|club|maillot|supporters?|fans?|match|matchs|joueurs?|entraineur|olympique|fc|sporting|racing)"
    r" (?:de|d|du|des|contre)"
    r"|\b(?:[ms] appelle|me nomme|(?:pre)?nom (?:c )?est|monsieur|madame|mme|mr)(?: \w+){0,2}"
    r"|\b(?:rue|avenue|av|boulevard|bd|bld|allees?|impasse|place|quai|chemin|square|faubourg|cours|route|"
    r"rond point)(?: (?:de|d|du|des|la|le|l|les|st|ste))*)$"
)
# what is made in a town and bears its name
_PRODUCT = re.compile(
    r"\b(?:fromages?|vins?|moutardes?|rillettes?|calissons?|jambons?|savons?|porcelaines?|dentelles?|choucroutes?|cassoulets?|tartes?|gateaux?|nougats?|"
    r"pruneaux?|huitres?|moules|saucisses?|saucissons?|andouillettes?|tripes|quiches?|pates?|pains?|galettes?|"
    r"macarons?|madeleines?|bonbons?|betises?|fraises?|melons?|poulets?|agneaux?|boeufs?|piments?|bieres?|cognacs?|"
    r"couteaux?|faiences?|tapisseries?|parfums?|eaux?) (?:de|d|du|des)$"
)
# "Angers SCO", "OGC Nice", "Castres a battu Pau": a team, not where one lives
_TEAM_BEFORE = frozenset({"fc", "ogc", "as", "rc", "sc", "sco", "usm", "contre", "battu", "battre"})
_TEAM_AFTER = re.compile(
    r"^(?:fc|sco|sc|rugby|handball|volley|match$|(?:a|ont|va) (?:perdu|gagne|battu|marque|mene)\b)"
)
_HOME = re.compile(
    r"(?:\b(?:(?:jh?|h)abitt?(?:e|es|ons|ent|ant|ais|ait|er|erai)|vis|vit|vivons|vivre|"
    r"resid(?:e|ons|er|ant|ent)|log(?:e|ons|er)|hebergee?|domiciliee?|demeure|demeurant|"
    r"m installer|suis installee?|suis basee?|"
    r"demenagee?|emmenagee?|originaire|natif|native)"
    r"(?: (?:actuellement|maintenant|desormais|aussi|toujours|juste|pas loin|tout pres|la|moi))?"
    r"(?: (?:a|sur|vers|dans|au|aux|de|d|du|des|en|entre|par|pres de|pres d|pres du|proche de|loin de|loin d))?"
    r"(?: (?:la )?(?:ville|commune|campagne|banlieue|region|cote|alentours|environs|peripherie) (?:a|de|d|du|des))?"
    r"|\b(?:pres|proche|proximite|cote|autour|alentours|environs|abords|limitrophe|banlieue|agglomeration|agglo|"
    r"metropole|ville|commune|village|mairie|coin|secteur|region|bassin|gare|prefecture|bord|centre ville|loin|"
    r"peripherie) (?:de|d|du|des|sur)"
    r"|\b(?:ma|la|notre|cette)? ?(?:ville|commune|domicile|localite|code postal)(?: (?:c )?est)?)$"
)
_MEET = re.compile(
    r"(?:\b(?:rdv|rendez vous|entretien|permanence|agence|antenne|point d accueil|mission locale|cio|france travail|"
    r"pole emploi|cap emploi|afpa|greta|cfa|bosse|travaille|taffe|etudie|scolarise|scolarisee|muter|mute|mutee|"
    r"suis|ici|lieu|suis plutot|suis pas loin|bouger|aller|venir|demenager|emmenager|deplacer|stage|emploi|poste|"
    r"formation|logement) (?:a|sur|vers|au|aux)"
    r"|\b(?:suis|viens|venant|etes|sommes) (?:de|d|du|des)"
    r"|\bc est (?:a|sur|au|aux|vers|pres de|pour)"
    r"|\bj suis (?:a|sur|de|d))$"
)
# "joué lès tours": no article in a name
_BEFORE_LES = frozenset({"joue", "jouer", "joues", "jouez", "chambray"})
_STRUCTURE = re.compile(
    r"\b(?:mission locale|cio|france travail|pole emploi|cap emploi|afpa|greta|cfa|apec|mdph|bij|crij|e2c|cidff|scuio)$"
)
_AT = re.compile(r"\b(?:a|sur|vers|au|aux|jusqu a|entre|direction)$")
_OF = re.compile(r"\b(?:de|d|du|des|dans|pour|depuis|et|ou)$")
_SUBJECTS = "il elle on y qui m t l n ca cela ce nous vous ils elles j tu s"
_SUBJECT = frozenset(_SUBJECTS.split())


def cue_before(words: Sequence[Word], at: int) -> Cue | None:
    """What the words before position ``at`` announce; None when they announce a street, a person or a firm."""
    before = " ".join(word.key for word in words[max(0, at - 7) : at])
    if not before:
        return Cue.NONE
    if _NOT_A_PLACE.search(before) or _PRODUCT.search(before):
        return None
    if _HOME.search(before):
        return Cue.HOME
    if _MEET.search(before):
        return Cue.MEET
    if _AT.search(before):
        return Cue.NONE if _is_verb_have(words, at - 1) else Cue.AT
    return Cue.OF if _OF.search(before) else Cue.NONE


def _is_verb_have(words: Sequence[Word], at: int) -> bool:
    """Whether this unaccented "a" is the verb ("il a joué"), as far as one word before it tells."""
    if words[at].raw.lower() != "a":
        return False
    return at > 0 and (words[at - 1].key in _SUBJECT or any(not word.raw.isascii() for word in words))


def is_noun_line(words: Sequence[Word]) -> bool:
    """Whether a text is a few nouns, as typed in a search box ("cap emploi tours numero"): no sentence, no article."""
    sentence = (
        word.key in listed("of_a_sentence") and not (word.key == "les" and at and words[at - 1].key in _BEFORE_LES)
        for at, word in enumerate(words)
    )
    return 1 < len(words) <= NOUN_LINE and not any(sentence)


def is_surname(words: Sequence[Word], at: int) -> bool:
    """Whether the name at that position follows a first name written like it: "Marie Tours" is somebody."""
    before = words[at - 1] if at else None
    if before is None or before.key not in listed("first_names") or (at > 1 and words[at - 2].key in {"st", "ste"}):
        return False
    capital = words[at].raw[0].isupper()
    return before.raw[0].isupper() == capital and (capital or not is_noun_line(words))


def is_team(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the name between these positions is that of a team."""
    after = " ".join(word.key for word in words[end : end + 2])
    return bool(start and words[start - 1].key in _TEAM_BEFORE) or bool(_TEAM_AFTER.match(after))


def is_after_structure(words: Sequence[Word], at: int) -> bool:
    """Whether a structure is named just before position ``at`` ("mission locale …")."""
    return bool(_STRUCTURE.search(" ".join(word.key for word in words[max(0, at - 3) : at])))


def is_capital(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a name stands out by its capital: not first in the sentence, and not all written in capitals."""
    if any(word.raw.isupper() and 1 < len(word.raw) <= 4 for word in words[start:end]):
        return False
    shown = any(word.raw[0].isupper() for word in words[start:end] if len(word.raw) > 2 or word.raw.istitle())
    if not shown or start == 0:
        return False
    return any(word.raw.islower() and len(word.raw) > 1 for word in words)
