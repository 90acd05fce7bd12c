"""What the person said this turn, as the engine (or the closed grammar alone) read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.understanding.acts import Act, Token, leading_yes_no, read_act, read_token
from bot.understanding.dates import Wish, read_wish
from bot.understanding.distress import is_distress
from bot.understanding.doubt import ASK_BELOW
from bot.understanding.numbers import read_digits
from bot.understanding.places import find_places
from bot.understanding.statuses import age_band, read_situation
from bot.understanding.text import fold
from directory.places import Places
from directory.vocabulary import AgeBand, Need, Status

SURE = ASK_BELOW  # under it the service asks instead of assuming
LIKELY = 0.08  # a need worth offering when the first is unsure


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance, read once. ``ranking`` holds the needs best first with their probability."""

    text: str = ""
    token: Token | None = None
    act: Act | None = None
    leading: Act | None = None
    distress: bool = False
    ranking: tuple[tuple[Need, float], ...] = ()
    statuses: frozenset[Status] = frozenset()
    age: AgeBand | None = None
    handicap: bool = False
    places: tuple[str, ...] = ()
    place_is_sure: bool = False
    digits: str | None = None
    wish: Wish | None = None
    intent: str | None = None
    guided: bool = False  # the engine is away: only closed grammars have read these words

    @property
    def folded(self) -> str:
        """The words folded, to look for a few of them."""
        return fold(self.text)

    @property
    def need(self) -> Need | None:
        """The need, when it is clear enough to act on."""
        if self.ranking and self.ranking[0][1] >= SURE:
            return self.ranking[0][0]
        return None

    @property
    def likely_needs(self) -> tuple[Need, ...]:
        """Up to three needs worth offering when none is clear."""
        return tuple(need for need, p in self.ranking[:3] if p >= LIKELY and need is not Need.DETRESSE)

    @property
    def answers_only(self) -> bool:
        """Whether the words were nothing but an answer (a place, a status, an act): no need to look for in them."""
        return self.act is not None or self.intent == "answer"


def read_said(
    text: str,
    places: Places,
    *,
    today: date,
    asked_place: bool = False,
    asked_status: bool = False,
    departement: str | None = None,
) -> Said:
    """What closed grammars alone read in these words; the need is left to the engine."""
    token = read_token(text)
    if token is not None:
        return Said(text=text, token=token)
    situation = read_situation(text, asked=asked_status)
    found = find_places(text, places, asked=asked_place, departement=departement)
    return Said(
        text=text,
        act=read_act(text),
        leading=leading_yes_no(text),
        distress=is_distress(text),
        statuses=situation.statuses,
        age=age_band(situation.age) if situation.age is not None else None,
        handicap=situation.handicap,
        places=found[0].candidates if found else (),
        place_is_sure=bool(found) and found[0].sure,
        digits=read_digits(text),
        wish=read_wish(text, today),
    )


def ranking_from(parse: Mapping[str, Any]) -> tuple[tuple[Need, float], ...]:
    """The needs of an engine's parse with their probabilities, best first; other intents are left out."""
    needs = set(Need)
    return tuple(
        (Need(entry["name"]), float(entry["confidence"]))
        for entry in parse.get("intent_ranking", ())
        if entry["name"] in needs
    )
