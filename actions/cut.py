"""« On a été coupés »: the talk goes on where it stands; at its beginning, what a code can find is said plainly."""

import re
from typing import Final

from actions.deeds import Say
from actions.said import NO_SUBJECT, Said
from actions.state import State, Step
from actions.turn import Turn

LONGEST: Final = 14  # words; a longer sentence tells its request too
_CUT: Final = re.compile(
    r"\b((on|nous) (a|avons|s est|etait|etions|est) (\w+ ){0,2}(coupes?|interrompus?|deconnectes?)"
    r"|(ca|l appel|internet|la (ligne|communication|connexion|conversation)) (a|s est|etait|est) (\w+ ){0,2}"
    r"(coupee?|raccrochee?|deconnectee?|interrompue?|sautee?|plantee?)"
    r"|(j ai|j avais|vous avez) (ete coupee?|ete deconnectee?|raccroche)"
    r"|perdu (la|ma|notre) (ligne|communication|connexion|conversation))\b"
    r"(?! (l|le|la|les|un|une|du|des|mon|ma|mes|son|ses|nos|notre)\b)"
)


def told(state: State, said: Said) -> Turn | None:
    """The pending question, after what becomes of the talk that was cut; none for any other words."""
    if said.token or len(said.folded.split()) > LONGEST or not _CUT.search(said.folded):
        return None
    if said.need not in {None, *NO_SUBJECT}:
        return None
    return Turn(state, (Say("utter_cut" if _begins(state) else "utter_resumed"),))


def _begins(state: State) -> bool:
    known = state.need or state.statuses or state.place
    return state.step is Step.REQUEST and not known
