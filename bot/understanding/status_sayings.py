"""A person's situation, age and handicap by closed lists of sayings: of whom each is said, when, and how surely."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, zip_longest

from bot.understanding import speaker_phrases as speaker
from bot.understanding import status_levels as proof
from bot.understanding import status_phrases as say
from bot.understanding.seeking import Sought
from bot.understanding.status_clauses import GOES_ON, LINK, Clause, Who, is_helped, told_by_themselves
from bot.understanding.status_settling import settled
from bot.understanding.status_words import PUBLIC_TRADES, TRADES
from directory.vocabulary import AgeBand, Status

_PUPILS = frozenset({Status.COLLEGIEN, Status.LYCEEN, Status.ETUDIANT})
_NOT_VERBS = frozenset(speaker.NOT_VERBS.split())
_FEW_WORDS = 4
_BARE_AGE = re.compile(r"(?:(?:moi|euh|bientot|presque|j ai|je viens d avoir) )*\d\d (?:ans|piges|balais)(?: et demi)?")
_INFINITIVE = re.compile(r".{2}(?:er|ir|oir|re)$")
_TRADE = re.compile(rf"{TRADES}|{PUBLIC_TRADES}")
_AT_AN_AGE = re.compile(r"(?:et |mais )?a \d\d ans")  # « à 16 ans j'ai arrêté » is no age of today
_GOES_ON = re.compile(r"\\\n\s*")  # a saying too long for its line
_ABOUT = re.compile(
    rf"(?:\b(?:la|ma|une) |^|\bsuis (?:une? )?|\bjeune )(?:petite |bonne |jeune )?({'|'.join(speaker.ABOUT)})\b"
)
_ASKS_ABOUT_BENEFITS = re.compile(r"\best ce que (?:je|j)(?: \w+)?$")


@dataclass(frozen=True, slots=True)
class Met:
    """The statuses that sayings name: those stated, with how surely (``status_levels``), and those a saying names but
    not as the speaker's own and present: denied, wished, past, somebody else's, or asked about in general."""

    stated: Mapping[Status, AbstractSet[str]]
    turned_down: frozenset[Status]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a person said of themselves: statuses (none when nothing was said), age in years, handicap if stated.

    ``child`` is the situation of the son or daughter they ask for: it decides who receives them, it is not theirs.
    """

    statuses: frozenset[Status]
    age: int | None
    handicap: bool
    child: frozenset[Status] = frozenset()


def age_band(age: int) -> AgeBand:
    """The band of an age in years."""
    if age < 16:
        return AgeBand.UNDER_16
    if age < 18:
        return AgeBand.FROM_16_TO_17
    if age < 26:
        return AgeBand.FROM_18_TO_25
    return AgeBand.FROM_26_TO_29 if age < 30 else AgeBand.FROM_30


# --- statuses --------------------------------------------------------------------------------------------------------


def by_sayings(told: Sequence[Clause], *, asked: bool) -> tuple[Situation, Met]:
    """What closed lists say of attributed clauses, and every saying met in them with how surely it was said.

    ``asked``: in answer to the question of their situation, a trade or a search counts.
    """
    mine = [clause for clause in told if clause.who is Who.SELF]
    age = _age(mine)
    met = _met(told)
    found = _counted(met, asked=asked)
    _add_schools_by_age(found, mine, age)
    parent = Status.PARENT in found or any(clause.who is Who.CHILD for clause in told)
    statuses = settled(found, age, parent=parent)
    said_of_child = told_by_themselves(told, Who.CHILD)
    child, their_age = _of_somebody(said_of_child)
    if not said_of_child and (asked or is_helped(told)):
        theirs, their_age = _of_somebody(told_by_themselves(told, Who.OTHER))
        statuses |= theirs
    if not statuses and len(mine) == len(told):
        statuses = _asked_about(mine)
    handicap = any(_has_handicap(clause) for clause in mine)
    return Situation(statuses, their_age if age is None else age, handicap, child), _without_what_is_bare(met, told)


def _without_what_is_bare(met: Met, told: Sequence[Clause]) -> Met:
    """A trade said and nothing else (« je suis cariste ») may be that of somebody out of work, and an age says nothing:
    both turn down what one would guess from them."""
    words = " ".join(clause.words for clause in told)
    if _BARE_AGE.fullmatch(words):
        return replace(met, turned_down=frozenset(Status))
    bare = len(words.split()) <= _FEW_WORDS and met.stated.get(Status.SALARIE) == {proof.TRADE}
    return replace(met, turned_down=met.turned_down | {Status.SALARIE}) if bare else met


def _of_somebody(own: Sequence[Clause]) -> tuple[frozenset[Status], int | None]:
    """The situation and age of somebody else, from what is told of them as they would say it themselves."""
    age = _age(own)
    found = _counted(_met(own), asked=False)
    _add_schools_by_age(found, own, age)
    return settled(found, age, parent=False), age


@cache
def _sayings() -> tuple[tuple[Status, str, Sought], ...]:
    return tuple(
        (status, level, Sought(phrase, re.MULTILINE))
        for status, level, lines in say.PHRASES
        for phrase in _phrases(lines)
    )


@cache
def _needles() -> frozenset[str]:
    """Looked for once each: many sayings need the same letters."""
    return frozenset(needle for _, _, sought in _sayings() for needle in sought.needles)


def _phrases(lines: str) -> list[str]:
    whole = _GOES_ON.sub("", lines)
    return [line.strip() for line in whole.splitlines() if line.strip()]


def _counted(met: Met, *, asked: bool) -> dict[Status, set[str]]:
    """What counts of the sayings met: a trade or a search only in answer to the question."""
    counted = {status: how if asked else how - proof.WHEN_ASKED for status, how in met.stated.items()}
    return {status: set(how) for status, how in counted.items() if how}


def _met(told: Sequence[Clause]) -> Met:
    """The statuses whose sayings are met, stated or turned down."""
    found: dict[Status, set[str]] = {}
    down: set[Status] = set()
    page = "\n".join(clause.words for clause in told)
    starts = list(accumulate((len(clause.words) + 1 for clause in told), initial=0))
    there = {needle for needle in _needles() if needle in page}
    for status, level, sought in _sayings():
        if there.isdisjoint(sought.needles):
            continue
        for match in sought.pattern.finditer(page):
            at = bisect_right(starts, match.start()) - 1
            if _stated(status, level, told[at], match.start() - starts[at]):
                how = found.setdefault(status, set())
                how |= {level, proof.SIGN} if level == proof.EVENT and level in how else {level}
                break
            down.add(status)
    _add_what_is_said_alone(found, [clause for clause in told if clause.who is Who.SELF])
    return Met(found, frozenset(down))


def _add_what_is_said_alone(found: dict[Status, set[str]], mine: Sequence[Clause]) -> None:
    """A trade that is the whole answer, or opens it."""
    if found.keys() - {Status.SALARIE} or not mine or (len(mine) > 1 and not GOES_ON.match(mine[1].words)):
        return
    for status, level, phrase in say.ALONE:
        if re.match(phrase, mine[0].words):
            found.setdefault(status, set()).add(level)


def _stated(status: Status, level: str, clause: Clause, at: int) -> bool:
    """Whether the phrase at that place is the speaker's, and neither past, wished, denied nor general."""
    before = clause.words[:at].rstrip()
    if re.search(speaker.DENIAL, before) or _asks_in_general(clause.words):
        return False
    if status is Status.DEMANDEUR_EMPLOI and (clause.supposed or _ASKS_ABOUT_BENEFITS.search(before)):
        return False
    mine = clause.who is Who.SELF
    if level in {proof.EVENT, proof.SIGN}:
        return mine
    if status is Status.SALARIE and level in {proof.OWN, proof.HINT}:
        # "mon patron" is the speaker's boss in whatever clause
        own = mine if level == proof.HINT else not _not_there(status, before)
        return own and not re.search(speaker.LONG_AGO, clause.words)
    if level == proof.OWN:
        return mine and not clause.past and not _not_there(status, before)
    return mine and not clause.past and _is_a_statement(status, level, clause.words, before)


def _asks_in_general(words: str) -> bool:
    """Whether a clause asks about trades or statuses, not about oneself: « combien gagne une infirmière libérale »."""
    return bool(re.search(speaker.GENERAL_QUESTION, words)) and not re.search(speaker.OF_ONESELF, words)


def _is_a_statement(status: Status, level: str, words: str, before: str) -> bool:
    """Whether what comes before a phrase makes it neither a wish, nor a general talk, nor another's school."""
    if level not in {proof.LOOKING, proof.HINT} and _wished(before):
        return False
    if status in _PUPILS and (re.search(speaker.LEFT_SCHOOL, before) or not _at_school(words, before)):
        return False
    return level in {proof.LOOKING, proof.WORK, proof.HINT} or not re.search(speaker.GENERAL, before)


def _not_there(status: Status, before: str) -> bool:
    """Whether what one has is there no more, or not yet; a pupil may well look for the placement of their class."""
    return bool(re.search(speaker.GONE, before) or (status not in _PUPILS and re.search(speaker.PLANNED, before)))


def _add_schools_by_age(found: dict[Status, set[str]], told: Sequence[Clause], age: int | None) -> None:
    """Children of 11 to 17 who speak of school are pupils, unless they left it."""
    if age is None or not 11 <= age <= 17 or found:
        return
    words = say.SCHOOL_WORDS if age < 15 else say.LYCEE_WORDS
    if any(re.search(words, clause.words) for clause in told):
        found[Status.COLLEGIEN if age < 15 else Status.LYCEEN] = {proof.OWN}


def _asked_about(told: Sequence[Clause]) -> frozenset[Status]:
    """The status of a general question ("un fonctionnaire peut-il…"), when nobody is spoken of in particular."""
    return frozenset(
        status
        for status, noun in say.ASKED_ABOUT
        for clause in told
        if re.search(say.GENERAL_QUESTION.format(noun=noun), clause.words)
    )


def _at_school(words: str, before: str) -> bool:
    """Whether a school is said to be the speaker's own: not a place of work, a general talk, nor a plan."""
    own = LINK.sub("", before + " ").strip() in {"", "euh", "ben", "bonjour"} or re.search(speaker.FIRST_PERSON, before)
    return (
        bool(own)
        and not re.search(speaker.AT_SCHOOL_FOR_WORK, words)
        and not re.search(r"\w{2}(?:er|ir|dre|crire)\b", before)
    )


def _wished(before: str) -> bool:
    """Whether the nearest verb before a phrase makes it a wish: "devenir cadre", but not "me former, cadre"."""
    if re.search(speaker.STATED, before):
        return False
    for word in reversed(before.split()[-9:]):
        if word in speaker.WISHES:
            return True
        if word in {"suis", "ai", "depuis"} or _is_another_verb(word):
            return False
    return False


def _is_another_verb(word: str) -> bool:
    """Whether a word is an infinitive, not a trade that ends like one: « infirmière », « secrétaire »."""
    return bool(_INFINITIVE.search(word)) and word not in _NOT_VERBS and not _TRADE.fullmatch(word)


def _has_handicap(clause: Clause) -> bool:
    for pattern in _phrases(say.HANDICAP):
        for match in re.finditer(pattern, clause.words):
            before = clause.words[: match.start()].rstrip()
            if not clause.past and not re.search(speaker.DENIAL, before) and not _wished(before):
                return True
    return False


# --- age -------------------------------------------------------------------------------------------------------------


def _age(told: Sequence[Clause]) -> int | None:
    for clause, following in zip_longest(told, told[1:]):
        if clause.past or (following is not None and following.past and _AT_AN_AGE.fullmatch(clause.words)):
            continue
        if coming := re.search(speaker.NEXT_AGE, clause.words):
            return int(coming["age"] or coming["year"]) - 1
        for pattern in speaker.AGES:
            if (found := re.search(pattern, clause.words)) and int(found["age"]) >= 10:
                return int(found["age"])
        if about := _ABOUT.search(clause.words):
            return speaker.ABOUT[about[1]]
    return None
