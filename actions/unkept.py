"""Contact details given before their time: they were taken out of the words, and the person is told so, once."""

import re
from dataclasses import replace
from typing import Final

from actions.deeds import Code, Kind, Say
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn

_CONTACT: Final = re.compile(r"\[(téléphone|courriel|numéro de sécurité sociale)\]")  # as ``bot.privacy`` writes them


def told(state: State, said: Said, turn: Turn) -> Turn:
    """The same turn, preceded by what becomes of a number or an address that was just said (promise 2)."""
    if not _CONTACT.search(said.text):
        return turn
    if state.step is Step.DONE and state.code:
        return Turn(state, (Say("utter_contact", kind=Kind.CONTACT, data={"code": Code(state.code)}),))
    if state.told_unkept:
        return turn
    return replace(turn, state=replace(turn.state, told_unkept=True)).preceded_by(Say("utter_contact_unkept"))
