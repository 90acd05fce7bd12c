"""A human being, at any step, asked once and given at once (promise 8)."""

from dataclasses import replace

from actions import handover
from actions.deeds import Deed, Kind, Moment, Say, Value, choice, question
from actions.state import Outcome, State, Step
from actions.turn import Turn
from actions.world import World


def ask_for(state: State, world: World) -> Turn:
    """A person: the phone transfers, the web says the number and when it answers. The reception waits where it was."""
    state = state.pending
    after = question("utter_person_after", choice("resume"), choice("restart"))
    reach = how_to_reach(world)
    reach = replace(reach, data={"summary": handover.whispered(state, world)})
    return Turn(replace(state, outcome=Outcome.HUMAN, misses=0, asked_to_go_on=True), (reach, after), asks=False)


def how_to_reach(world: World) -> Say:
    """The number, and whether someone answers now or from when."""
    values: dict[str, Value] = {"number": world.human_number}
    if world.human.is_open(world.now):
        return Say("utter_person", values, Kind.TRANSFER)
    opening = world.human.next_opening(world.now)
    if opening is None:
        return Say("utter_person_unknown_hours", values, Kind.TRANSFER)
    return Say("utter_person_later", values | {"when": Moment(opening)}, Kind.TRANSFER)


def offer(state: State, why: str) -> Turn:
    """A person offered after this text: words not understood several times, or an answer that did not help."""
    return Turn(state.pending.to(Step.OFFER), (Say(why),))


def ask_offer(_state: State, _world: World) -> tuple[Deed, ...]:
    """A person, the pending question again, or a new start."""
    return (question("utter_offer_person", choice("person"), choice("resume"), choice("restart")),)
