"""What a sentence says without any classifier: a button, an act, distress, another language, places, situation.

Whatever closed grammars can read is read here, once a turn and in a fixed order: by the engine when it is there, by
the application when it is away. Distress comes before all that is not a whole act.
"""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.acts import Act, Token, besides_yes, leading_yes_no, read_act, read_token
from bot.understanding.distress import Hearing, hear
from bot.understanding.languages import is_other_language
from bot.understanding.places import PlaceFound, find_places
from bot.understanding.spelling import LEXICON, normalise, rows
from bot.understanding.status_sayings import Situation
from bot.understanding.statuses import read_situation, says_situation
from bot.understanding.text import fold, shortened
from directory.places import Places, load_places

LONGEST_ANSWER = 14
_NUMBER = re.compile(r"\d+")
_NOTHING_HEARD = Hearing()
_NOTHING_SAID = Situation(frozenset(), None, handicap=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person was just asked, which changes how a bare name or trade is read.

    ``departement`` is the one that ranks towns of the same name.
    """

    place: bool = False
    status: bool = False
    departement: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What closed grammars read in a sentence. ``answers_only``: nothing but a place, a situation, an age is said;
    ``hearing``: what was heard of distress, nothing in a button, a whole act or no words.

    ``places``: the one that decides who receives the person first, without those that are denied ("pas à Tours").
    """

    token: Token | None = None
    wordless: bool = False
    act: Act | None = None
    leading: Act | None = None
    hearing: Hearing = _NOTHING_HEARD
    other_language: bool = False
    places: tuple[PlaceFound, ...] = ()
    situation: Situation = _NOTHING_SAID
    answers_only: bool = False


def load_readers() -> Places:
    """The places, with every table of the readers already in memory: the first person must not wait for them."""
    hear("bonjour")  # the largest table first: what reading it leaves free then serves the others
    places = load_places()
    read("je suis de Tours", places)
    return places


def read(text: str, places: Places, asked: Asked = Asked()) -> Reading:
    """What a sentence says; of a very long one, its beginning and its end."""
    if token := read_token(text):
        return Reading(token=token)
    text = shortened(text)
    # A whole utterance of the closed grammar ("je préfère ne pas le dire") holds no distress, whatever a model hears.
    if act := read_act(text):
        return Reading(act=act, leading=leading_yes_no(text))
    if not any(c.isalnum() for c in text):
        return Reading(wordless=True)
    situation = read_situation(text, asked=asked.status)
    if asked.status and not situation.statuses:
        situation = read_situation(besides_yes(text), asked=True)
    named = find_places(text, places, asked=asked.place, departement=asked.departement)
    doubtful = {text[place.start : place.end] for place in named if not place.sure}
    situations = {words for words in doubtful if says_situation(words)}
    named = tuple(place for place in named if place.sure or text[place.start : place.end] not in situations)
    found = tuple(place for place in named if not place.denied)
    if (hearing := hear(text)).alarm:
        return Reading(hearing=hearing, situation=situation, places=found)
    # « saint dié » is no English
    if is_other_language(text) and not (named and _says_nothing_else(text, named)):
        return Reading(hearing=hearing, other_language=True, situation=situation)
    told = bool(named or situation.statuses or situation.age is not None or situation.handicap)
    return Reading(
        leading=leading_yes_no(text),
        hearing=hearing,
        places=found,
        situation=situation,
        answers_only=told and _says_nothing_else(text, named),
    )


def _says_nothing_else(text: str, found: tuple[PlaceFound, ...]) -> bool:
    """Whether, places taken out, only words that go with an answer are left."""
    rest = text
    for place in sorted(found, key=lambda place: -place.start):
        rest = f"{rest[: place.start]} {rest[place.end :]}"
    words = normalise(rest).split()
    return len(words) <= LONGEST_ANSWER and all(word in _answer_words() or _NUMBER.fullmatch(word) for word in words)


@cache
def _answer_words() -> frozenset[str]:
    return frozenset(
        word for _, *said in rows(LEXICON / "answer_words.csv") for form in said for word in fold(form).split()
    )
