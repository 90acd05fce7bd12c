"""How a meeting is held, in the person's own words: on site, by phone, by video."""

import re
from typing import Final

from actions.constraints import FROM_AFAR
from actions.said import Said
from actions.state import State, Step
from directory.vocabulary import Way

LONGEST_ANSWER: Final = 8  # words; a longer sentence speaks of something else too
ASKS_A_WAY: Final = frozenset({Step.SITES, Step.WAY})

_WORDS: Final = {
    Way.ON_SITE: re.compile(r"\b(sur place|au bureau|en vrai|en personne|venir|me deplacer|face|la bas|presentiel)\b"),
    Way.PHONE: re.compile(rf"\b(telephone|tel|appel\w*|{FROM_AFAR})\b"),
    Way.VIDEO: re.compile(rf"\b(visio\w*|video|camera|ecran|zoom|{FROM_AFAR})\b"),
}
_AFAR = re.compile(rf"\b({FROM_AFAR})\b")


def ways_said(said: Said) -> frozenset[Way]:
    """The ways these words ask for; nothing when they are a choice, or long enough to speak of something else."""
    if said.token or len(said.folded.split()) > LONGEST_ANSWER:
        return frozenset()
    named = frozenset(way for way, pattern in _WORDS.items() if pattern.search(said.folded))
    return named - {Way.ON_SITE} if _AFAR.search(said.folded) else named


def answers(state: State, said: Said) -> bool:
    """Whether these words answer the pending question by a way: "par téléphone" then asks for nobody."""
    return state.step in ASKS_A_WAY and bool(ways_said(said))
