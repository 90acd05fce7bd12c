"""What announces a place: how much the words before a name make one expect a commune."""

import re
from collections.abc import Sequence
from enum import IntEnum

from bot.understanding.place_lookalikes import is_announced
from bot.understanding.place_words import Word


class Cue(IntEnum):
    """How much the words before a name announce a place."""

    NONE = 0
    OF = 1  # "de Tours", "dans Tours"
    AT = 2  # "à Tours", "vers Tours"
    MEET = 3  # "rendez-vous à Tours", "je travaille sur Tours", "je suis de Tours"
    HOME = 4  # "j'habite Tours", "près de Tours", "ma ville, c'est Tours"


_HOME = re.compile(
    r"(?:\b(?:(?:j?h)?abitt?(?:e|es|ons|ent|ant|ais|ait|er|erai)|vis|vit|vivons|vivre|"
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
_STRUCTURE = re.compile(
    r"\b(?:mission locale|cio|france travail|pole emploi|cap emploi|afpa|greta|cfa|apec|mdph|bij|crij|e2c|cidff|scuio)$"
)
_AT = re.compile(r"\b(?:a|sur|vers|au|aux|jusqu a|entre|direction)$")
_OF = re.compile(r"\b(?:de|d|du|des|dans|pour|depuis|et|ou)$")
_SUBJECTS = "il elle on y qui m t l n ca cela ce nous vous ils elles j tu s"
_SUBJECT = frozenset(_SUBJECTS.split())


def cue_before(words: Sequence[Word], at: int) -> Cue | None:
    """What the words before position ``at`` announce; None when they announce a street, a person or a firm."""
    before = " ".join(word.said for word in words[max(0, at - 7) : at])
    if not before:
        return Cue.NONE
    if is_announced(before):
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


def is_after_structure(words: Sequence[Word], at: int) -> bool:
    """Whether a structure is named just before position ``at`` ("mission locale …")."""
    return bool(_STRUCTURE.search(" ".join(word.key for word in words[max(0, at - 3) : at])))
