"""The pace follows the person: signs that the line goes too fast slow it down, for the whole call."""

import re
from dataclasses import replace

from bot.understanding.acts import Act, read_act
from bot.understanding.text import fold
from telephony.calls import CallState
from telephony.hearing import Heard, Reason

SIGNS_BEFORE_SLOWING = 2
_STUTTER = re.compile(r"\b(\w{1,4})(?: \1\b){2,}")
_HESITATIONS = re.compile(r"\b(?:euh|heu|hum|hmm)\b")


def shows_haste(heard: Heard, state: CallState) -> bool:
    """Whether this gesture says that the line goes too fast: nothing answered, badly caught, asked again, stammered."""
    if heard.reason is Reason.SILENCE:
        return not state.waits
    if heard.reason is Reason.KEYS:
        return False
    words = fold(heard.text)
    stammers = _STUTTER.search(words) is not None or len(_HESITATIONS.findall(words)) >= 3
    return heard.reason is Reason.UNSURE or stammers or read_act(heard.text) is Act.REPEAT


def follow(heard: Heard, state: CallState) -> CallState:
    """The call at the pace of this caller; it never speeds up again."""
    if not shows_haste(heard, state):
        return state
    signs = state.signs + 1
    slow = state.tone.slow or signs >= SIGNS_BEFORE_SLOWING
    return replace(state, signs=signs, tone=replace(state.tone, slow=slow))
