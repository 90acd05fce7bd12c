"""What the person said this turn, as the engine (or the closed grammar alone) read it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from actions.neighbours import MOST_IN_DOUBT, are_neighbours
from actions.words import Words
from bot.understanding.acts import Act, Token
from bot.understanding.doubt import ASK_BELOW
from bot.understanding.reading import Asked, read
from bot.understanding.status_clauses import clauses, is_helped
from bot.understanding.status_sayings import age_band
from directory.places import Places
from directory.vocabulary import AgeBand, Need, Status

SURE = ASK_BELOW  # under it the service asks instead of assuming
LIKELY_ENOUGH = 0.25  # under it nothing is offered: no need is near what was said
LIKELY = 0.08  # a need worth offering when the first is unsure
FAINT = 0.01  # what an appointment is for, when the words say that it is for something
FAR_AHEAD = 3  # times likelier than the next one
NOISE = "nlu_fallback"  # the engine took these words for no words at all: its ranking means nothing
NEEDS = {need.value: need for need in Need}
NO_SUBJECT = frozenset(
    {Need.RDV, Need.RDV_GESTION, Need.HUMAIN, Need.DETRESSE, Need.DONNEES, Need.RECLAMATION, Need.HORS_SUJET}
)
FEWEST_OF_A_STORY = 5  # words
_WHAT_FOR = re.compile(r"\b(pour|sur|concernant|au sujet|a propos|afin|parce que|parler d[eu]?)\b")


@dataclass(frozen=True, slots=True)
class Said(Words):
    """One utterance, read once. ``ranking`` holds the needs best first with their probability."""

    leading: Act | None = None
    distress: bool = False
    worrying: bool = False  # distress is possible, and not enough was heard for an alarm
    ranking: tuple[tuple[Need, float], ...] = ()
    statuses: frozenset[Status] = frozenset()  # theirs, and that of the child they ask for
    age: AgeBand | None = None
    handicap: bool = False
    for_other: bool = False
    places: tuple[str, ...] = ()
    place_is_sure: bool = False
    intent: str | None = None
    guided: bool = False  # the engine is away: only closed grammars have read these words

    @property
    def need(self) -> Need | None:
        """The need, when it is clear enough to act on."""
        if self.ranking and self.ranking[0][1] >= SURE:
            return self.ranking[0][0]
        return None

    @property
    def likely_needs(self) -> tuple[Need, ...]:
        """Up to three needs worth offering when none is clear; distress only beside the need it may be taken for."""
        offered = [(need, p) for need, p in self.ranking if need is not Need.HORS_SUJET]
        likely = tuple(need for need, p in offered[:MOST_IN_DOUBT] if p >= LIKELY)
        if Need.DETRESSE in likely[:2] and are_neighbours(likely):
            return likely
        if not offered or offered[0][1] < LIKELY_ENOUGH:
            return ()
        return tuple(need for need in likely if need is not Need.DETRESSE)

    def without_distress(self) -> "Said":
        """The same words for when nobody is in danger: the needs are ranked without distress, the faintest left out."""
        others = [(need, p) for need, p in self.ranking if need is not Need.DETRESSE]
        total = sum(p for _, p in others) or 1.0
        ranking = tuple((need, round(p / total, 3)) for need, p in others if p / total >= FAINT)
        return replace(self, distress=False, worrying=False, ranking=ranking)

    @property
    def begins_a_story(self) -> bool:
        """Whether these are words of somebody who has more to say, rather than noise."""
        return bool(self.ranking) and not self.answers_only and len(self.folded.split()) >= FEWEST_OF_A_STORY

    @property
    def subject(self) -> Need | None:
        """What the appointment that is asked for is about; none when none is asked for, or when that is not clear."""
        booking = next((p for need, p in self.ranking if need is Need.RDV), 0.0)
        if self.answers_only or booking < LIKELY:
            return None
        (first, p), (_, q) = (*((need, p) for need, p in self.ranking if need not in NO_SUBJECT), *((None, 0.0),) * 2)[
            :2
        ]
        if self.ranking[0][0] is Need.RDV:
            clear = bool(_WHAT_FOR.search(self.folded)) and p >= max(FAINT, FAR_AHEAD * q)
        else:
            clear = self.ranking[0][0] is first and p + booking >= SURE
        return first if clear else None

    @property
    def answers_only(self) -> bool:
        """Whether the words were nothing but an answer (a place, a status, an act): no need to look for in them."""
        return self.act is not None or self.intent == "answer"


def said_alone(text: str, places: Places, asked: Asked) -> Said:
    """What closed grammars alone read in these words, when the engine is away."""
    reading = read(text, places, asked)
    age = reading.situation.age
    place = next(iter(reading.places), None)
    return Said(
        text=text,
        token=reading.token,
        act=reading.act,
        leading=reading.leading,
        distress=reading.hearing.alarm,
        worrying=reading.hearing.possible,
        statuses=reading.situation.statuses | reading.situation.child,
        age=age_band(age) if age is not None else None,
        handicap=reading.situation.handicap,
        for_other=is_helped(clauses(text)),
        places=place.candidates if place else (),
        place_is_sure=place is not None and place.sure,
        guided=True,
    )


def said_to_engine(text: str, parse: Mapping[str, Any]) -> Said:
    """What the engine read in these words: its entities, its intent and its ranking of needs."""
    entities = parse.get("entities", ())
    token, act, leading, age = (_first(entities, name) for name in ("choice", "act", "leading", "age"))
    place = next((entity for entity in entities if entity["entity"] == "place"), None)
    intent = (parse.get("intent") or {}).get("name")
    return Said(
        text=text,
        token=Token(**token) if token else None,
        act=Act(act) if act else None,
        leading=Act(leading) if leading else None,
        distress=intent == Need.DETRESSE,
        worrying=bool(_first(entities, "worrying")),
        ranking=ranking_from(parse) if intent != NOISE else (),
        statuses=frozenset(Status(entity["value"]) for entity in entities if entity["entity"] == "status"),
        age=age_band(age) if age is not None else None,
        handicap=bool(_first(entities, "handicap")),
        for_other=is_helped(clauses(text)),
        places=tuple(place["value"]) if place else (),
        place_is_sure=place is not None and place["extra"]["sure"],
        intent=intent,
    )


def _first(entities: Iterable[Mapping[str, Any]], name: str) -> Any:
    return next((entity["value"] for entity in entities if entity["entity"] == name), None)


def ranking_from(parse: Mapping[str, Any]) -> tuple[tuple[Need, float], ...]:
    """The needs of an engine's parse with their probabilities, best first; other intents are left out."""
    return tuple(
        (NEEDS[entry["name"]], float(entry["confidence"]))
        for entry in parse.get("intent_ranking", ())
        if entry["name"] in NEEDS
    )
