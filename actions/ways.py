"""How a meeting is held, in the person's own words: on site, by phone, by video."""

import re
from typing import Final

from actions.constraints import FROM_AFAR, REMOTE, constraints_in
from actions.said import Said
from actions.state import State, Step
from directory.vocabulary import Way

LONGEST_ANSWER: Final = 8  # words; a longer sentence speaks of something else too
ASKS_A_WAY: Final = frozenset({Step.SITES, Step.WAY, Step.SLOTS})
NAMED_BESIDE: Final = frozenset({Step.PLACE, Step.HOMONYM, Step.RESTATE})

_WORDS: Final = {
    Way.ON_SITE: re.compile(r"\b(sur place|au bureau|en vrai|en personne|venir|me deplacer|face|la bas|presentiel)\b"),
    Way.PHONE: re.compile(rf"\b(telephone|tel|(?<!je m )appel\w*|{FROM_AFAR})\b"),
    Way.VIDEO: re.compile(rf"\b(visio\w*|video|camera|ecran|zoom|{FROM_AFAR})\b"),
}
_SOMEBODY = re.compile(r"\b(parl\w*|quelqu un|personne|conseill\w*|humaine?)\b")
_AFAR = re.compile(rf"\b({FROM_AFAR})\b")


def ways_said(said: Said) -> frozenset[Way]:
    """The ways these words ask for; nothing when they are a choice, or long enough to speak of something else."""
    if said.token or len(said.folded.split()) > LONGEST_ANSWER:
        return frozenset()
    named = frozenset(way for way, pattern in _WORDS.items() if pattern.search(said.folded))
    if constraints_in(said.text).no_call:
        named -= {Way.PHONE}
    return named - {Way.ON_SITE} if _AFAR.search(said.folded) else named


def from_afar(said: Said) -> bool:
    """Whether these words ask to meet from afar, and only so."""
    asked = ways_said(said)
    return bool(asked) and asked <= REMOTE and not _SOMEBODY.search(said.folded)


def answers(state: State, said: Said) -> bool:
    """Whether these words answer the pending question by a way: "par téléphone" then asks for nobody."""
    if state.step in NAMED_BESIDE:
        return from_afar(said)
    return state.step in ASKS_A_WAY and bool(ways_said(said) or constraints_in(said.text).no_call)
