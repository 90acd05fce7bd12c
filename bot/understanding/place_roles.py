"""Which of several places decides who receives the person: where they live, unless they ask to be met elsewhere."""

import re
from collections.abc import Sequence
from enum import IntEnum

from bot.understanding.place_cues import Cue
from bot.understanding.place_reading import Hit
from bot.understanding.place_words import Word

LONGEST_BEFORE, LONGEST_AFTER = 9, 6


class Role(IntEnum):
    """What a place is to the person, the one that decides first."""

    MEETING = 0  # where they ask to be met
    HOME = 1
    NAMED = 2
    THEIRS = 3  # where somebody else lives
    WORK = 4  # where they work, study, or would like to
    LANDMARK = 5  # it only tells where another place is
    LEFT = 6
    DENIED = 7


_TO = r"(?: (?:a|sur|vers|au|aux|du cote de|cote))"
_MEETING = re.compile(
    rf"\bplutot{_TO}?$"
    rf"|\bprefer(?:e|es|ons|erais?|ais)(?: \w+){{0,4}}?{_TO}?$"
    r"|\b(?:voudrais|veux|veut|voulons|souhaite|souhaiterais|aimerais|aimerait|peux|puis|pourrais|possible|faut|"
    r"cherche|prendre|demande|svp|plait)(?: \w+){0,4}? (?:rdv|rendez vous|entretien|permanence|creneau|recue?|venir|"
    rf"rencontrer \w+|voir \w+)(?: \w+){{0,2}}?{_TO}$"
    rf"|\b(?:recevez|recevoir)(?: \w+){{0,2}}?{_TO}$"
)
_SUITS = re.compile(
    r"(?:me va|m irait|me convien\w+|me conviendrait|m arrange\w*|(?:c est|ce serait|serait|est) (?:mieux|plus))\b"
)
_NOW = re.compile(
    r"\b(?:(?:maintenant|desormais|aujourd hui|actuellement|dorenavant|encore|toujours|restee?s?|reste)"
    rf"(?: (?:je suis|on est|nous sommes|je vis|c est))?{_TO}?"
    rf"|(?:d arriver|arrivee?s?|installee?s?|posee?s?|atterrie?s?|emmenagee?s?|rentre|dors|couche)(?: \w+)?{_TO}"
    rf"|chez (?:moi|nous|mes parents|ma mere|mon pere)(?: c est)?{_TO}"
    rf"|(?:nous|moi) (?:on est|je suis|nous sommes|c est){_TO}|\bla (?:je suis|on est){_TO})$"
)
_THEIRS = re.compile(
    r"\b(?:mon|ma|mes) (?:mari|femme|conjointe?|copain|copine|pere|mere|parents?|freres?|soeurs?|amie?s?|ex|cousine?|"
    rf"oncle|tante)(?: \w+){{0,4}}?{_TO}$"
)
_WORK = re.compile(
    r"\b(?:travail\w*|boss\w*|taff\w*|employee?s?|embauchee?|boulot|job|boite|usine|bureau|bureaux|entreprise|patron|"
    r"etudi\w*|scolarisee?s?|internat|fac|universite|lycee|college|stage|apprentie?|alternance|mutee?s?|mission|"
    r"chantier|formation|cherche|aller|partir|pars|bouger)"
    rf"(?: \w+){{0,3}}?(?:{_TO}| de| d| dans)$"
)
_LEFT = re.compile(
    r"\b(?:quitte|quittee?|quitter)(?: la ville)?(?: de| d)?$"
    r"|\b(?:parti|partie|partis|demenage|mutee?|venue?|arrive|arrivee|ancien(?:ne)?(?: habitante?)?|originaire|natif|"
    r"native|debarque|descends?|descendons) (?:de|d|du|des)$"
    rf"|\b(?:habitais|habitait|habitions|vivais|vivait|vivions|etais|etait|etions|travaillais|bossais|nee?|grandi|avant)"
    rf"{_TO}?$"
    rf"|\b(?:ai|as|a|avons|avez|ont)(?: \w+)? (?:habite|vecu|travaille|bosse|etudie)(?: \w+){{0,2}}?{_TO}$"
)
_DENIED = re.compile(
    r"(?<!pourquoi )\b(?:(?:pas|ni|jamais)(?: (?:a|sur|de|d|dans|en|vers|au|aux|du cote de))?"
    r"|plus(?: (?:a|sur|de|d|au|aux))?)$"
)
_NOT_IN_ITSELF = re.compile(r"(?:meme|centre|intra|proprement)\b")  # "pas à Tours même"
_NEAR = re.compile(
    r"(?:c est |tout |juste |situee? )*(?:pres|a cote|proche|pas loin|a proximite|a \S+ (?:km|kilometres|minutes))\b"
)
_AND = re.compile(r"$|(?:ou|et|ni|voire|puis|ou bien)(?: (?:a|de|d|sur|vers|au|aux))?$")


def by_role(words: Sequence[Word], hits: Sequence[Hit]) -> list[tuple[Hit, Role]]:
    """The places of a sentence with what they are to the person, the one that decides first."""
    found: list[tuple[Hit, Role]] = []
    for hit in sorted(hits, key=lambda hit: hit.start):
        found.append((hit, _role(words, hit, found)))
    return sorted(found, key=lambda one: (one[1], -max(one[0].weight, Cue.AT), one[0].start))


def _role(words: Sequence[Word], hit: Hit, earlier: Sequence[tuple[Hit, Role]]) -> Role:
    """What this place is, given those named before it."""
    last, its_role = earlier[-1] if earlier else (None, Role.NAMED)
    before = _said(words, max(last.end if last else 0, hit.start - LONGEST_BEFORE), hit.start)
    after = _said(words, hit.end, hit.end + LONGEST_AFTER)
    if _DENIED.search(before) and not _NOT_IN_ITSELF.match(after):
        return Role.DENIED
    if _MEETING.search(before) or _SUITS.match(after):
        return Role.MEETING
    if last and _AND.match(before) and (before or its_role < Role.LEFT):
        return its_role
    if any(_NEAR.match(_said(words, other.end, hit.start)) for other, _ in earlier if hit.start <= other.end + 6):
        return Role.LANDMARK
    return _role_announced(before, hit)


def _role_announced(before: str, hit: Hit) -> Role:
    """What the words right before a place say of it."""
    if _LEFT.search(before):
        return Role.LEFT
    if _THEIRS.search(before):
        return Role.THEIRS
    if hit.weight >= Cue.HOME or _NOW.search(before):
        return Role.HOME
    return Role.WORK if _WORK.search(before) else Role.NAMED


def _said(words: Sequence[Word], start: int, end: int) -> str:
    return " ".join(word.said for word in words[start:end])
