"""Closed grammar of what people answer to a service: yes, no, pass, repeat, a person, stop…

A whole utterance is an act when it is made of one of the phrases of ``act_phrases``, words of politeness or hesitation,
and nothing else; "oui je suis salarié" is not a mere yes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.understanding import act_phrases
from bot.understanding.numbers import read_number
from bot.understanding.text import fold


class Act(StrEnum):
    """What a person does by an answer, whatever the question was."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"
    UNKNOWN = "unknown"
    REPEAT = "repeat"
    SLOWER = "slower"
    LOUDER = "louder"
    BACK = "back"
    RESTART = "restart"
    PERSON = "person"
    STOP = "stop"
    MORE = "more"
    WAIT = "wait"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    GREETING = "greeting"
    HELP = "help"
    UNHELPED = "unhelped"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Token:
    """A choice sent back by a button: ``#status salarie`` is ``Token("status", "salarie")``."""

    name: str
    value: str


# When several acts stand in one answer, the first of this order is meant: "non, un conseiller" asks for a person.
_ORDER = (
    Act.PERSON, Act.RESTART, Act.BACK, Act.SLOWER, Act.LOUDER, Act.WAIT, Act.SKIP, Act.UNKNOWN, Act.MORE, Act.REPEAT,
    Act.STOP, Act.UNHELPED, Act.WHY, Act.HELP, Act.GREETING, Act.YES, Act.GOODBYE, Act.NO, Act.THANKS,
)  # fmt: skip
_KEYS = {"#": Act.REPEAT, "*": Act.BACK, "0": Act.PERSON}
_MOST_CHARACTERS, _MOST_WORDS = 160, 18
_ORDINALS = {
    word: number
    for number, words in enumerate(act_phrases.ORDINALS.strip().split("|"), start=1)
    for word in words.split()
}
_AROUND_CHOICE = frozenset(act_phrases.AROUND_CHOICE.split())
_THINGS = frozenset(["creneau", "rendez", "rdv", "lieu", "structure", "reponse", "proposition"])
_POINTERS = frozenset(["le", "la", "numero", "choix", "option", "touche"])
_TOKEN = re.compile(r"\s*#([a-z][a-z_]{0,30})(?:[ \t]+([^\s].{0,78}?))?\s*")
_TRIPLED = re.compile(r"([a-z])\1{2,}")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases above, written out."""

    acts: Mapping[str, Act]
    alone: Mapping[str, Act]
    fillers: frozenset[str]
    undecided: frozenset[str]
    openings: Mapping[Act, frozenset[str]]
    groups: tuple[tuple[str, re.Pattern[str]], ...]
    longest: int


def read_act(text: str) -> Act | None:
    """The act a whole utterance is, or ``None`` when it is anything more.

    The keys ``0 # *`` and the tokens of buttons without value (``#yes``) are read too; "zéro" asks for a person, so
    whoever expects digits reads digits first.
    """
    if text.strip() in _KEYS:
        return _KEYS[text.strip()]
    if token := read_token(text):
        return Act(token.name) if not token.value and token.name in set(Act) else None
    words = _words(text)
    said = _cover(words) or _cover(_grouped(words))
    if said is None:
        return None
    grammar = _grammar()
    acts = {grammar.acts[phrase] for phrase in said if phrase in grammar.acts}
    acts = acts or {grammar.alone[phrase] for phrase in said if phrase in grammar.alone}
    unclear = {Act.YES, Act.NO} <= acts or not grammar.undecided.isdisjoint(said)
    act = next((act for act in _ORDER if act in acts), None)
    asks_back = act in {Act.YES, Act.NO} and text.rstrip().endswith("?")
    return None if unclear or asks_back else act


def leading_yes_no(text: str) -> Act | None:
    """YES or NO when the utterance is one, or opens with one before saying more ("non, à Chinon")."""
    if (act := read_act(text)) is not None:
        return act if act in {Act.YES, Act.NO} else None
    words = _words(text)
    start = next((at for at, word in enumerate(words) if word not in _grammar().fillers), len(words))
    for act in (Act.YES, Act.NO):
        end = _end_of_opening(words, start, act)
        if end == start:
            continue
        if end == len(words):  # nothing follows, and it was no whole act: « oui ? » asks back
            return None
        spoilers = act_phrases.SPOILERS[act].split()
        parted = act is Act.NO and end == len(_words(re.split(r"[,.;:!]", text, maxsplit=1)[0]))
        both = {"oui", "non"} <= {*words[start : end + 2]}
        return None if both or (words[end] in spoilers and not parted) else act
    return None


def besides_yes(text: str) -> str:
    """The words folded, without those that only say yes or fill ("chômage, oui, évidemment" gives "chomage")."""
    grammar = _grammar()
    idle = grammar.fillers | grammar.alone.keys()
    return " ".join(w for w in _words(text) if grammar.acts.get(w) is not Act.YES and w not in idle)


def read_token(text: str) -> Token | None:
    """The token of a button (``#status salarie``), or ``None`` for anything a person would say."""
    found = _TOKEN.fullmatch(text) if len(text) <= _MOST_CHARACTERS else None
    return Token(found[1], found[2] or "") if found else None


def read_ordinal(text: str) -> int | None:
    """Which one of a short list the whole utterance picks, from 1 to 20 ("2", "plutôt le troisième", "la une")."""
    if len(text) > _MOST_CHARACTERS:
        return None
    said = fold(text).split()
    words = [word for word in said if word not in _AROUND_CHOICE]
    if words and words[0] in {"un", "une"} and not _THINGS.isdisjoint(said) and _POINTERS.isdisjoint(said):
        return None  # "un créneau" asks for one, it does not pick the first
    if len(words) == 1 and words[0] in _ORDINALS:
        return _ORDINALS[words[0]]
    if len(words) == 1 and (typed := re.fullmatch(r"(\d{1,2})(?:e|er|ere|re|eme|ieme|nd|nde)?", words[0])):
        number: int | None = int(typed[1])
    else:
        number = read_number(" ".join(words)) if words else None
    return number if number is not None and 1 <= number <= 20 else None


def _words(text: str) -> list[str]:
    for sign, word in act_phrases.SIGNS.items():
        text = text.replace(sign, f" {word} ") if sign in text else text
    return _TRIPLED.sub(r"\1", fold(text)).split() if len(text) <= _MOST_CHARACTERS else []


def _grouped(words: list[str]) -> list[str]:
    """The same words with each group ("un vrai conseiller") replaced by its name."""
    text = " ".join(words)
    for name, pattern in _grammar().groups:
        text = pattern.sub(name, text)
    return text.split()


def _cover(words: list[str]) -> tuple[str, ...] | None:
    """The fewest phrases that make up all the words, or ``None`` when something is left over."""
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    grammar = _grammar()
    best: list[tuple[str, ...] | None] = [None] * len(words) + [()]
    for at in range(len(words) - 1, -1, -1):
        for end in range(at + 1, min(at + grammar.longest, len(words)) + 1):
            rest = best[end]
            phrase = " ".join(words[at:end])
            known = phrase in grammar.acts or phrase in grammar.alone or phrase in grammar.fillers | grammar.undecided
            here = best[at]
            if rest is not None and known and (here is None or len(rest) + 1 < len(here)):
                best[at] = (phrase, *rest)
    return best[0]


def _end_of_opening(words: list[str], start: int, act: Act) -> int:
    openings = _grammar().openings[act]
    ends = (end for end in range(start + 5, start, -1) if " ".join(words[start:end]) in openings and end <= len(words))
    end = next(ends, start)
    return end if end == start else _end_of_opening(words, end, act)


@cache
def _grammar() -> _Grammar:
    acts = {phrase: Act(act) for act, lines in act_phrases.PHRASES.items() for phrase in expand(lines)}
    alone = {phrase: Act(act) for act, lines in act_phrases.ALONE.items() for phrase in expand(lines)}
    undecided = frozenset(expand(act_phrases.UNDECIDED))
    return _Grammar(
        acts=acts,
        alone=alone,
        fillers=frozenset(expand(act_phrases.FILLERS)),
        undecided=undecided,
        openings={Act(act): frozenset(expand(lines)) for act, lines in act_phrases.OPENINGS.items()},
        groups=tuple((name, re.compile(rf"\b{pattern}\b")) for name, pattern in act_phrases.GROUPS.items()),
        longest=max(phrase.count(" ") + 1 for phrase in {*acts, *undecided}),
    )


def expand(lines: str) -> Iterator[str]:
    """Every phrase that a table of templates stands for."""
    for template in re.split(r"[|\n](?![^(\[]*[)\]])", lines):
        for words in _ways(template.strip()):
            if phrase := " ".join(words.split()):
                yield phrase


def _ways(template: str) -> Iterator[str]:
    """One template written out, its first choice first."""
    choice = re.search(r"\(([^()]*)\)|\[([^\[\]]*)\]", template)
    if choice is None:
        yield template
        return
    options = choice[1].split("|") if choice[1] is not None else ["", *choice[2].split("|")]
    for option in options:
        yield from _ways(f"{template[: choice.start()]} {option} {template[choice.end() :]}")
