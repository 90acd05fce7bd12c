"""A person's words cut into clauses: of whom each speaks, and whether it tells the past or only supposes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.understanding import speaker_phrases as speaker
from bot.understanding.status_spelling import mended


class Who(Enum):
    """Of whom a clause speaks."""

    SELF = auto()
    CHILD = auto()
    CARED_FOR = auto()  # a child of the house, but not one to be guided
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Clause:
    """Folded words with figures, spelled as they should be."""

    words: str
    who: Who
    past: bool
    supposed: bool = False  # after "si"
    opens: bool = False  # after a full stop or a comma


_SELF_OPENING = r"(?:je|j|moi|nous|on|me|m|chui|chuis|jsuis|perso|personnellement)"
LINK = re.compile(r"^(?:et|mais|puis|donc|car|alors|qui|que|euh|ben|bah|bonjour|parce que|sinon|par contre|ou) ")
GOES_ON = re.compile(rf"^{_SELF_OPENING}\b|^(?:depuis|en|chez)\b")
_PIECES = re.compile(r"[.,;:!?\n()/…–]+")
_SHIFTS = re.compile(r"\b([2345]) ?[/*x] ?8\b")  # « 3/8 » is one word
_CUT = re.compile(
    r" (?=(?:je|j|mais|et|puis|donc|car|parce que|sinon|par contre)\b"
    rf"|(?:maintenant|actuellement|aujourd hui|desormais|depuis) \S|{speaker.CHILD}|{speaker.CHILDREN}"
    rf"|{speaker.RELATIVE})"
)
_MYSELF = re.compile(rf"^{_SELF_OPENING}\b")
_SOMEBODY = re.compile(
    r"^(?:il|elle|ils|elles|lui|celui ci|celle ci)\b(?! (?:y a|faut|me|m|s agit|parait|existe|fait|n y"
    r"|nous|ferment|suppriment|licencient))"
)
_OWN_VERB = re.compile(rf"\b(?:je|j|suis|ai|est)\b|{speaker.NOW}")
_PAST = re.compile(speaker.PAST)
_THEN = re.compile(r"\b(?:depuis que|quand|lorsque|des que)$")
_FOR_ANOTHER = re.compile(r"(?: pour|(?:^| )a \d+ ans)$")
_SUPPOSED = re.compile(speaker.SUPPOSED)
_CHILD = re.compile(speaker.CHILD)
_CHILDREN = re.compile(speaker.CHILDREN)
_RELATIVE = re.compile(f"{speaker.CHILDREN}|{speaker.RELATIVE}")
_STUDY = re.compile(speaker.STUDY)
_CARE = re.compile(speaker.CARE)
_HELPED = re.compile(rf"^(?:et |mais )?(?:mon|ma|notre|une?) (?:\w+ )??{speaker.HELPED}\b")
_ASKED_FOR = re.compile(speaker.ASKED_FOR)
_WANTS = re.compile(speaker.WANTS)
_SOMEBODY_OPENING = re.compile(
    rf"^(?:(?:et|mais|donc|euh|alors) )*(?:(?:{speaker.CHILD}|{speaker.CHILDREN}|{speaker.RELATIVE}"
    r"|il|elle|ils|elles|qui)\b ?)+(?:(?:n|ne|qui|il|elle|euh) )*"
)
_STATE = re.compile(r"(?:en|au|a la|dans)\b")
_VERB = re.compile(r"suis|fais|vais|viens|veux|me|travaille|bosse|cherche|touche|passe|redouble|prepare|finis")
_PUPIL_NOUN = re.compile(r"\b(?:mon|ma) ((?:lyceen|collegien)(?:ne)?)\b")
_THEIR_AGE = re.compile(r"^(?:de |a )?(?=\d\d ans\b)")


def clauses(text: str) -> list[Clause]:
    """The clauses of a text, in order, each attributed."""
    cut: list[Clause] = []
    for piece in _PIECES.split(_SHIFTS.sub(r"\1x8", text)):
        parts = [part for part in _CUT.split(mended(piece)) if part]
        cut += [Clause(part, Who.SELF, past=False, opens=at == 0) for at, part in enumerate(parts)]
    return list(_attributed(cut))


def told_by_themselves(told: Sequence[Clause], who: Who) -> list[Clause]:
    """The clauses about somebody, as they would say them of themselves: « mon fils est en 3e » → « je suis en 3e »."""
    own: list[Clause] = []
    for clause in told:
        if clause.who is not who:
            continue
        named = _PUPIL_NOUN.sub(r"mon fils \1", clause.words)
        words = _THEIR_AGE.sub("j ai ", _SOMEBODY_OPENING.sub("", named))
        for theirs, mine in speaker.THEIR_WORDS:
            words = theirs.sub(mine, words)
        if _STATE.match(words):
            words = f"je suis {words}"
        elif _VERB.match(words):
            words = f"je {words}"
        own.append(Clause(words, Who.SELF, past=bool(_PAST.search(words))))
    return own


def is_helped(told: Sequence[Clause]) -> bool:
    """Whether the person asks for another grown-up: « pour mon mari », « ma sœur voudrait »."""
    others = [clause for clause in told if clause.who is Who.OTHER]
    named = any(_HELPED.match(LINK.sub("", clause.words)) for clause in others)
    asked = _ASKED_FOR.search(" ".join(clause.words for clause in told))
    return named and bool(asked or any(_WANTS.search(clause.words) for clause in others))


def _attributed(cut: Sequence[Clause]) -> Iterator[Clause]:
    """The same clauses with who each speaks of, and whether it tells the past."""
    who, past, supposed = Who.SELF, False, False
    for at, clause in enumerate(cut):
        bare = LINK.sub("", clause.words)
        before = cut[at - 1].words if at else ""
        who = _who(bare, before, who)
        told = bool(_THEN.search(before)) or bool(_PAST.search(clause.words))
        goes_on = not clause.opens or bare != clause.words
        past = told or (past and goes_on and not _OWN_VERB.search(bare))
        for_another = _FOR_ANOTHER.search(clause.words) and at + 1 < len(cut) and _relative(cut[at + 1].words)
        if_so = bool(_SUPPOSED.search(before) or _SUPPOSED.match(clause.words))
        supposed = if_so or (supposed and "demission" in before)
        yield replace(clause, who=Who.OTHER if for_another and who is Who.SELF else who, past=past, supposed=supposed)


def _who(words: str, before: str, previous: Who) -> Who:
    if relation := _relative(words):
        return Who.CARED_FOR if relation is Who.CHILD and _CARE.search(before) else relation
    if _MYSELF.match(words):
        return Who.SELF
    if _SOMEBODY.match(words):
        if previous is Who.CARED_FOR and _STUDY.search(words):
            return Who.CHILD
        return previous if previous is not Who.SELF else Who.OTHER
    return previous


def _relative(words: str) -> Who | None:
    """Whether a clause opens on a child to be guided, or on another relative."""
    if _CHILD.match(words) or (_CHILDREN.match(words) and _STUDY.search(words)):
        return Who.CHILD
    return Who.OTHER if _RELATIVE.match(words) else None
