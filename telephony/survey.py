"""Two questions at the end of a call, answered by a key, a word, or not at all (P61, L21).

Never after words of distress, and once in a call. A note is kept as the page's survey keeps it: with nobody beside it.
"""

from dataclasses import replace

from bot.conversation import Choice
from bot.understanding.acts import Act, read_act
from bot.understanding.numbers import read_number
from bot.understanding.text import fold
from telephony.asking import ask_again, goodbye
from telephony.calls import CallState
from telephony.care import DANGER_KEY, HIDE_KEY
from telephony.cues import read_cue
from telephony.deeds import HangUp
from telephony.hearing import Heard, Reason
from telephony.moves import Line, Rate, Reaction, Stay
from telephony.prompts import RATING, YES_NO, Part, Prompt, ask, said

USEFUL = "utter_phone_survey_useful"
NOTES = range(1, 6)
LEAVING = frozenset({Act.NO, Act.STOP, Act.SKIP, Act.UNKNOWN, Act.THANKS, Act.GOODBYE})
EVERYWHERE = frozenset({"0", "*", "#"})


def begin(state: CallState, line: Line, farewell: tuple[Part, ...]) -> Stay:
    """The first question after these last words; only the last words when it must not be asked."""
    if not line.survey or state.tally.grave or state.tally.surveyed:
        return Stay(state, (*said(farewell, state.tone), HangUp()))
    prompt = Prompt(key=RATING, parts=farewell, question=Part(line.words(RATING)), digits=1)
    return _asked(prompt, replace(state, tally=replace(state.tally, surveyed=True)), line)


def hear(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """What follows an answer to one of the two; ``None`` for what is none: a person, again, slower, a step back."""
    if state.prompt.key not in {RATING, USEFUL} or _is_about_the_line(heard, state):
        return None
    if state.prompt.key == USEFUL:
        answer = _yes_or_no(heard)
        return _over(state, line, answer) if answer is not None or _leaves(heard, state) else _again(state, line)
    note = _note(heard)
    if note is not None:
        yes, no = (Choice("", message) for message in YES_NO)
        prompt = Prompt(key=USEFUL, question=Part(line.words(USEFUL)), choices=(yes, no))
        return _asked(prompt, replace(state.answered(), rating=note), line)
    return _over(state, line) if _leaves(heard, state) else _again(state, line)


def _asked(prompt: Prompt, state: CallState, line: Line) -> Stay:
    """Asked with its keys, whoever the caller is: the notes cannot be guessed."""
    manner = replace(state.manner(helped=True), taught=False)
    return Stay(replace(state, prompt=prompt), ask(prompt, manner, line.words))


def _again(state: CallState, line: Line) -> Stay:
    missed = replace(state, misses=state.misses + 1)
    return ask_again(missed, line, state.prompt.keys_only(), "utter_phone_survey_again")


def _over(state: CallState, line: Line, useful: bool | None = None) -> Reaction:
    """The last words; what was answered is kept."""
    if state.rating is None:
        return Stay(state, goodbye(state, line), ("phone_survey_none",))
    return Rate(replace(state, rating=None), state.rating, useful)


def _is_about_the_line(heard: Heard, state: CallState) -> bool:
    if heard.reason is Reason.SILENCE:
        return False
    if heard.reason is Reason.KEYS:
        return heard.text in EVERYWHERE or (state.silent and heard.text in {HIDE_KEY, DANGER_KEY})
    act = read_act(heard.text)
    return read_cue(heard.text) is not None or (act is not None and act not in LEAVING | {Act.YES})


def _leaves(heard: Heard, state: CallState) -> bool:
    """Whether the caller wants no question; the second answer that is none says so too."""
    return heard.reason is Reason.SILENCE or state.misses > 0 or read_act(heard.text) in LEAVING


def _note(heard: Heard) -> int | None:
    """The note keyed or said: "4", "quatre", "quatre sur cinq"."""
    said_first = heard.text if heard.reason is Reason.KEYS else fold(heard.text).partition(" sur ")[0]
    note = read_number(said_first)
    return note if note in NOTES else None


def _yes_or_no(heard: Heard) -> bool | None:
    if heard.reason is Reason.KEYS:
        return {"1": True, "2": False}.get(heard.text)
    return {Act.YES: True, Act.NO: False}.get(read_act(heard.text) or Act.SKIP)
