"""What the person will be told before taking the call: the caller hears and edits it first (TO1)."""

from dataclasses import dataclass

from bot.understanding.acts import Act, leading_yes_no, read_act, read_ordinal
from bot.understanding.text import fold
from telephony.hearing import Heard, Reason

MOST_LINES = 4  # as many as the keys of one oral menu, besides 1 and 2
FIRST_KEY = 3
TRIES = 2


@dataclass(frozen=True, slots=True)
class Briefing:
    """The lines about to be told, and how often the question was left unanswered."""

    lines: tuple[str, ...]
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """These lines are told, and nothing else; none is an answer too."""

    lines: tuple[str, ...]


Step = Briefing | Settled


def hear(briefing: Briefing, heard: Heard) -> Step:
    """What follows the caller's answer: told as it is, told nothing, or one line less. Silence tells nothing."""
    act = _read(heard)
    if act is Act.YES:
        return Settled(briefing.lines)
    if act in {Act.NO, Act.SKIP}:
        return Settled(())
    if act is Act.REPEAT:
        return briefing
    place = _line_meant(briefing, heard)
    if place is not None:
        left = (*briefing.lines[:place], *briefing.lines[place + 1 :])
        return Briefing(left) if left else Settled(())
    again = Briefing(briefing.lines, briefing.tries + 1)
    return again if again.tries < TRIES else Settled(())


def _read(heard: Heard) -> Act | None:
    if heard.reason is Reason.KEYS:
        return {"1": Act.YES, "2": Act.NO, "0": Act.NO, "#": Act.REPEAT}.get(heard.text)
    if heard.reason is Reason.SILENCE or _taking_out(heard.text):
        return None
    return read_act(heard.text) or leading_yes_no(heard.text)


def _taking_out(text: str) -> bool:
    return any(verb in fold(text) for verb in ("enlev", "retir", "supprim", "sauf", "pas dire", "dites pas"))


def _line_meant(briefing: Briefing, heard: Heard) -> int | None:
    """The line to take out, by key, by rank, or by one of its words ("enlevez mon âge")."""
    if heard.reason is Reason.KEYS:
        place = int(heard.text) - FIRST_KEY if heard.text.isdecimal() else -1
        return place if 0 <= place < len(briefing.lines) else None
    words = set(fold(heard.text).split())
    rank = read_ordinal(heard.text.lower().replace("enlevez", "").replace("retirez", ""))
    if rank and rank <= len(briefing.lines):
        return rank - 1
    titles = [set(fold(line.partition(":")[0]).split()) - {"votre", "vos", "la", "le", "de"} for line in briefing.lines]
    return next((place for place, title in enumerate(titles) if _taking_out(heard.text) and title & words), None)
