"""A person's situation, age and handicap, as they say it of themselves, now.

Closed lists of sayings are read first (`status_sayings`); a model that learnt from people's sentences then adds what
they do not hold, and takes away what they misread (`status_weights`).
"""

from dataclasses import replace

from bot.understanding.status_clauses import clauses
from bot.understanding.status_pieces import Pieces, pieces
from bot.understanding.status_sayings import Met, Situation, age_band, by_sayings
from bot.understanding.status_weights import load_model, weighed

_MOST_CHARACTERS = 1_000


def read_situation(text: str, *, asked: bool = False) -> Situation:
    """The situation stated in an utterance; what is wished, denied or past does not count.

    A person who speaks of a son or daughter to be guided is a ``PARENT``, with the situation of that child apart; one
    who asks for another grown-up has that one's situation. The age is the speaker's own, or that of whom they ask for;
    handicap is the speaker's own. ``asked`` says that the person was just asked for their situation: a trade then means
    an employee, and looking for work a job seeker; told unasked, neither does.
    """
    found, read, met = examined(text, asked=asked)
    return replace(read, statuses=weighed(load_model(), found, read, met, asked=asked))


def says_situation(text: str) -> bool:
    """Whether an answer is a situation by the closed lists alone ("salariée"): the model would hear one in any name."""
    return bool(by_sayings(clauses(text[:_MOST_CHARACTERS]), asked=True)[0].statuses)


def examined(text: str, *, asked: bool = False) -> tuple[Pieces, Situation, Met]:
    """What the model sees of an utterance, and what closed lists read and met in it."""
    told = clauses(text[:_MOST_CHARACTERS])
    read, met = by_sayings(told, asked=asked)
    return pieces(told, _as_pieces(read, met)), read, met


def _as_pieces(read: Situation, met: Met) -> set[str]:
    """What closed lists say, as pieces that the model weighs beside the words."""
    said = {f"{status}:{level}" for status, how in met.stated.items() for level in how}
    said |= {f"not:{status}" for status in met.turned_down}
    said |= {status.value for status in read.statuses} or {"nothing"}
    said |= {f"child:{status}" for status in read.child} | ({"child"} if read.child else set())
    return said | ({f"age:{age_band(read.age)}"} if read.age is not None else set())
