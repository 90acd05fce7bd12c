"""A person's situation, age and handicap, as they say it of themselves, now."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from itertools import accumulate

from bot.understanding import speaker_phrases as speaker
from bot.understanding import status_levels as proof
from bot.understanding import status_phrases as say
from bot.understanding.numbers import with_digits
from bot.understanding.seeking import Sought
from bot.understanding.status_settling import settled
from bot.understanding.text import fold
from directory.vocabulary import AgeBand, Status

_MOST_CHARACTERS = 1_000
_PUPILS = frozenset({Status.COLLEGIEN, Status.LYCEEN, Status.ETUDIANT})
_WISHES = frozenset(speaker.WISHES.split())
_NOT_VERBS = frozenset(speaker.NOT_VERBS.split())


@dataclass(frozen=True, slots=True)
class Situation:
    """What a person said of themselves: statuses (none when nothing was said), age in years, handicap if stated."""

    statuses: frozenset[Status]
    age: int | None
    handicap: bool


class _Who(Enum):
    SELF = auto()
    CHILD = auto()
    CARED_FOR = auto()  # a child of the house, but not one to be guided
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Clause:
    words: str
    who: _Who
    past: bool
    supposed: bool = False  # after "si"


def read_situation(text: str, *, asked: bool = False) -> Situation:
    """The situation stated in an utterance; what is said of relatives, wished, denied or past does not count.

    A person who speaks of a son or daughter to be guided is a ``PARENT``; the age of the child is not theirs.
    ``asked`` says that the person was just asked for their situation: a trade then means an employee, and looking
    for work a job seeker; told unasked, neither does.
    """
    clauses = _clauses(text[:_MOST_CHARACTERS])
    mine = [clause for clause in clauses if clause.who is _Who.SELF]
    age = _age(mine)
    found = _found(clauses, asked=asked)
    _add_schools_by_age(found, mine, age)
    parent = Status.PARENT in found or any(clause.who is _Who.CHILD for clause in clauses)
    statuses = settled(found, age, parent=parent)
    if not statuses and len(mine) == len(clauses):
        statuses = _asked_about(mine)
    return Situation(statuses, age, any(_has_handicap(clause) for clause in mine))


def age_band(age: int) -> AgeBand:
    """The band of an age in years."""
    if age < 16:
        return AgeBand.UNDER_16
    if age < 18:
        return AgeBand.FROM_16_TO_17
    if age < 26:
        return AgeBand.FROM_18_TO_25
    return AgeBand.FROM_26_TO_29 if age < 30 else AgeBand.FROM_30


# --- who is spoken of, and when --------------------------------------------------------------------------------------

_CUT = re.compile(
    r" (?=(?:je|j|mais|et|puis|donc|car|parce que|sinon|par contre)\b"
    rf"|(?:maintenant|actuellement|aujourd hui|desormais|depuis) \S|{speaker.CHILD}|{speaker.CHILDREN}"
    rf"|{speaker.RELATIVE})"
)
_LINK = re.compile(r"^(?:et|mais|puis|donc|car|alors|qui|que|euh|ben|bonjour|parce que|sinon|par contre|ou) ")
_MYSELF = re.compile(r"^(?:je|j|moi|nous|on|me|m|chui|chuis|jsuis|perso|personnellement)\b")
_GOES_ON = re.compile(rf"{_MYSELF.pattern}|^(?:depuis|en|chez)\b")
_SOMEBODY = re.compile(
    r"^(?:il|elle|ils|elles|lui|celui ci|celle ci)\b(?! (?:y a|faut|me|m|s agit|parait|existe|fait|n y"
    r"|nous|ferment|suppriment|licencient))"
)
_OWN_VERB = re.compile(rf"\b(?:je|j|suis|ai|est)\b|{speaker.NOW}")


def _clauses(text: str) -> list[_Clause]:
    clauses: list[_Clause] = []
    for piece in re.split(r"[.,;:!?\n()/…–]+", text):
        words = with_digits(fold(piece))
        for wrong, right in speaker.SPELLINGS:
            words = re.sub(wrong, right, words)
        clauses += [_Clause(part, _Who.SELF, past=False) for part in _CUT.split(words) if part]
    return list(_attributed(clauses))


def _attributed(clauses: Sequence[_Clause]) -> Iterator[_Clause]:
    """The same clauses with who each speaks of, and whether it tells the past."""
    who, past, supposed = _Who.SELF, False, False
    for at, clause in enumerate(clauses):
        bare = _LINK.sub("", clause.words)
        before = clauses[at - 1].words if at else ""
        who = _who(bare, before, who)
        own_verb = bool(_OWN_VERB.search(bare))
        then = bool(re.search(r"\b(?:depuis que|quand|lorsque|des que)$", before))
        past = then or bool(re.search(speaker.PAST, clause.words)) or (past and not own_verb)
        for_another = (
            re.search(r"(?: pour|(?:^| )a \d+ ans)$", clause.words)
            and at + 1 < len(clauses)
            and _relative(clauses[at + 1].words)
        )
        if_so = bool(re.search(speaker.SUPPOSED, before) or re.match(speaker.SUPPOSED, clause.words))
        supposed = if_so or (supposed and "demission" in before)
        yield replace(clause, who=_Who.OTHER if for_another else who, past=past, supposed=supposed)


def _who(words: str, before: str, previous: _Who) -> _Who:
    if relation := _relative(words):
        return _Who.CARED_FOR if relation is _Who.CHILD and re.search(speaker.CARE, before) else relation
    if _MYSELF.match(words):
        return _Who.SELF
    if _SOMEBODY.match(words):
        if previous is _Who.CARED_FOR and re.search(speaker.STUDY, words):
            return _Who.CHILD
        return previous if previous is not _Who.SELF else _Who.OTHER
    return previous


def _relative(words: str) -> _Who | None:
    """Whether a clause opens on a child to be guided, or on another relative."""
    if re.match(speaker.CHILD, words) or (re.match(speaker.CHILDREN, words) and re.search(speaker.STUDY, words)):
        return _Who.CHILD
    return _Who.OTHER if re.match(f"{speaker.CHILDREN}|{speaker.RELATIVE}", words) else None


# --- statuses --------------------------------------------------------------------------------------------------------


@cache
def _patterns() -> tuple[tuple[Status, str, Sought], ...]:
    return tuple(
        (status, level, Sought(phrase, re.MULTILINE))
        for status, level, lines in say.PHRASES
        for phrase in _phrases(lines)
    )


def _phrases(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines() if line.strip()]


def _found(clauses: Sequence[_Clause], *, asked: bool) -> dict[Status, set[str]]:
    """The statuses stated, each with how surely."""
    found: dict[Status, set[str]] = {}
    page = "\n".join(clause.words for clause in clauses)
    starts = list(accumulate((len(clause.words) + 1 for clause in clauses), initial=0))
    for status, level, pattern in _patterns():
        if level in proof.WHEN_ASKED and not asked:
            continue
        for match in pattern.finditer(page):
            at = bisect_right(starts, match.start()) - 1
            if _stated(status, level, clauses[at], match.start() - starts[at]):
                how = found.setdefault(status, set())
                how |= {level, proof.SIGN} if level == proof.EVENT and level in how else {level}
                break
    mine = [clause for clause in clauses if clause.who is _Who.SELF]
    if not found.keys() - {Status.SALARIE} and mine and (len(mine) == 1 or _GOES_ON.match(mine[1].words)):
        for status, level, phrase in say.ALONE:
            if re.match(phrase, mine[0].words):
                found.setdefault(status, set()).add(level)
    return {status: how for status, how in found.items() if asked or how - proof.WHEN_ASKED}


def _stated(status: Status, level: str, clause: _Clause, at: int) -> bool:
    """Whether the phrase at that place is the speaker's, and neither past, wished, denied nor general."""
    before = clause.words[:at].rstrip()
    if re.search(speaker.DENIAL, before) or (clause.supposed and status is Status.DEMANDEUR_EMPLOI):
        return False
    mine = clause.who is _Who.SELF
    if level in {proof.EVENT, proof.SIGN}:
        return mine
    if status is Status.SALARIE and level in {proof.OWN, proof.HINT}:
        # "mon patron" is the speaker's boss in whatever clause
        own = mine if level == proof.HINT else not _not_there(status, before)
        return own and not re.search(speaker.LONG_AGO, clause.words)
    if level == proof.OWN:
        return mine and not clause.past and not _not_there(status, before)
    return mine and not clause.past and _is_a_statement(status, level, clause.words, before)


def _is_a_statement(status: Status, level: str, words: str, before: str) -> bool:
    """Whether what comes before a phrase makes it neither a wish, nor a general talk, nor another's school."""
    if level not in {proof.LOOKING, proof.HINT} and _wished(before):
        return False
    if status in _PUPILS and not _at_school(words, before):
        return False
    return level in {proof.LOOKING, proof.WORK, proof.HINT} or not re.search(speaker.GENERAL, before)


def _not_there(status: Status, before: str) -> bool:
    """Whether what one has is there no more, or not yet; a pupil may well look for the placement of their class."""
    return bool(re.search(speaker.GONE, before) or (status not in _PUPILS and re.search(speaker.PLANNED, before)))


def _add_schools_by_age(found: dict[Status, set[str]], clauses: Sequence[_Clause], age: int | None) -> None:
    """Children of 11 to 17 who speak of school are pupils, unless they left it."""
    if age is None or not 11 <= age <= 17 or found:
        return
    words = say.SCHOOL_WORDS if age < 15 else say.LYCEE_WORDS
    if any(re.search(words, clause.words) for clause in clauses):
        found[Status.COLLEGIEN if age < 15 else Status.LYCEEN] = {proof.OWN}


def _asked_about(clauses: Sequence[_Clause]) -> frozenset[Status]:
    """The status of a general question ("un fonctionnaire peut-il…"), when nobody is spoken of in particular."""
    return frozenset(
        status
        for status, noun in say.ASKED_ABOUT
        for clause in clauses
        if re.search(say.GENERAL_QUESTION.format(noun=noun), clause.words)
    )


def _at_school(words: str, before: str) -> bool:
    """Whether a school is said to be the speaker's own: not a place of work, a general talk, nor a plan."""
    own = _LINK.sub("", before + " ").strip() in {"", "euh", "ben", "bonjour"} or re.search(
        speaker.FIRST_PERSON, before
    )
    return (
        bool(own)
        and not re.search(speaker.AT_SCHOOL_FOR_WORK, words)
        and not re.search(r"\w{2}(?:er|ir|dre)\b", before)
    )


def _wished(before: str) -> bool:
    """Whether the nearest verb before a phrase makes it a wish: "devenir cadre", but not "me former, cadre"."""
    if re.search(speaker.STATED, before):
        return False
    for word in reversed(before.split()[-9:]):
        if word in _WISHES:
            return True
        if word in {"suis", "ai", "depuis"} or (re.search(r".{2}(?:er|ir|oir|re)$", word) and word not in _NOT_VERBS):
            return False
    return False


def _has_handicap(clause: _Clause) -> bool:
    for pattern in _phrases(say.HANDICAP):
        for match in re.finditer(pattern, clause.words):
            before = clause.words[: match.start()].rstrip()
            if not clause.past and not re.search(speaker.DENIAL, before) and not _wished(before):
                return True
    return False


# --- age -------------------------------------------------------------------------------------------------------------


def _age(clauses: Sequence[_Clause]) -> int | None:
    for clause in clauses:
        if clause.past:
            continue
        if coming := re.search(speaker.NEXT_AGE, clause.words):
            return int(coming["age"]) - 1
        for pattern in speaker.AGES:
            if (found := re.search(pattern, clause.words)) and int(found["age"]) >= 10:
                return int(found["age"])
        if about := re.search(rf"\b(?:la|ma) (?:petite |bonne )?({'|'.join(speaker.ABOUT)})\b", clause.words):
            return speaker.ABOUT[about[1]]
    return None
