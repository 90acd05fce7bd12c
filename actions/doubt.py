"""Several needs may be meant: which one is asked, in the words written to tell them apart."""

from dataclasses import replace

from actions import inform, request
from actions.deeds import Choice, Deed, Say, choice, label, question
from actions.neighbours import question_between
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act
from directory.vocabulary import Need


def between(state: State, needs: tuple[Need, ...]) -> Turn:
    """Asked which of these needs is meant."""
    return Turn(state.to(Step.DOUBT, needs=needs))


def ask_doubt(state: State, world: World) -> tuple[Deed, ...]:
    """Which of these needs, in the words written for the two likeliest; one more choice for none of them."""
    offered = (Choice(f"#need {need}", label("need", need)) for need in state.needs)
    return (question(question_between(state.needs), *offered, choice("none")),)


def settle_doubt(state: State, said: Said, world: World) -> Turn:
    """The need picked among those offered, or said again in other words."""
    if said.act is Act.UNKNOWN:
        return request.unsure(state)
    if (said.token and said.token.name == "none") or said.act in {Act.NO, Act.SKIP}:
        return Turn(state.before) if state.need and state.before else request.menu(state)
    if said.act is Act.YES and len(state.needs) > 1:
        return request.pick_one(state)
    if meant := _meant(state, said):
        return request.with_need(request.absorb(state, said, world), meant, said, world)
    return _beside(state, said, world) or request.hear(state, said, world)


def _meant(state: State, said: Said) -> Need | None:
    """One of the needs offered: the only one when they say yes, the likeliest when their words are not clear alone."""
    if said.act is Act.YES:
        return state.needs[0]
    if said.need or said.answers_only:
        return None
    return next((need for need in said.likely_needs[:2] if need in state.needs), None)


def _beside(state: State, said: Said, world: World) -> Turn | None:
    """An appointment, a place or a situation said meanwhile: noted, and the needs in doubt stay the same."""
    wants_place = said.need is Need.RDV and not said.answers_only
    if wants_place and state.need and state.need not in inform.WITHOUT_APPOINTMENT:
        return request.to_places(state, said, world)
    if wants_place and not state.wants_place:
        return Turn(replace(request.with_wish(state, said, world), wants_place=True), (Say("utter_noted"),))
    known = request.absorb(state, said, world)
    told = known != state and (said.answers_only or not said.need)
    return Turn(known, (Say("utter_noted"),)) if told else None
