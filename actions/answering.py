"""What is said when one thing was asked: the answer, something beside it, or another request (promise 3)."""

from dataclasses import replace
from typing import Final

from actions import doubt, request
from actions.deeds import Say
from actions.said import NO_SUBJECT, Said
from actions.state import State
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act
from directory.vocabulary import Need

SURE_TO_CHANGE: Final = 0.85  # under it a need that differs from the known one is asked, not taken


def hear(state: State, said: Said, world: World, *, heard: bool) -> Turn:
    """The next step once what was asked is ``heard``, refused or unknown; else what these words are instead."""
    if said.act in {Act.SKIP, Act.UNKNOWN, Act.NO} or (said.token and said.token.name in {"skip", "unknown"}):
        return request.next_question(replace(state, candidates=()), world)
    known = request.absorb(state, said, world)
    if heard or known != state:
        told_beside = not (heard or said.places or state.misses)
        return Turn(known.missed(), (Say("utter_noted"),)) if told_beside else request.next_question(known, world)
    if request.need_said(said) is Need.RDV and state.need:
        return request.next_question(request.wanting_a_place(known, said, world), world)
    return another_need(known, said, world) or _beside(state, said, world) or request.not_understood(state)


def another_need(state: State, said: Said, world: World) -> Turn | None:
    """Another need, said while one is being asked about; none when the words only tell a situation, or tell no other.

    A need that is not quite clear is asked beside the one that is known, which is not lost.
    """
    need = request.need_said(said)
    if need in {None, state.need} or (need is Need.HORS_SUJET and state.need) or said.only_tells or said.only_denies:
        return None
    state = replace(state, asked=state.asked - {state.step})  # what was asked then has no answer yet
    faint = not said.token and said.ranking[0][1] < SURE_TO_CHANGE
    if faint and state.need and not NO_SUBJECT & {need, state.need}:
        return doubt.between(state, (need, state.need))
    return request.with_need(state, need, said, world)


def _beside(state: State, said: Said, world: World) -> Turn | None:
    """What was said already, a day or a piece of story: acknowledged once, and the question comes back."""
    if state.misses:
        return None
    wished = request.with_wish(state, said, world)
    if wished != state or said.soonest:
        return Turn(wished.missed(), (Say("utter_noted"),))
    if said.statuses or said.places or (state.need and request.need_said(said) is state.need):
        return Turn(state.missed(), (Say("utter_known"),))
    return Turn(state.missed(), (Say("utter_heard"),)) if said.only_tells else None
