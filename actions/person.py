"""A human being, at any step, asked once and given at once (promise 8)."""

from dataclasses import replace

from actions import handover
from actions.deeds import Choice, Deed, Kind, Moment, Say, Value, choice, label, question
from actions.state import Outcome, State, Step
from actions.turn import Turn
from actions.world import World
from directory.vocabulary import Need

BEFORE_PLACES = frozenset(
    {Step.REQUEST, Step.STATUS, Step.PLACE, Step.HOMONYM, Step.RESTATE, Step.CORRECT, Step.CHOOSE, Step.DONE}
)


def ask_for(state: State, world: World, *, by_phone: bool = True) -> Turn:
    """A person: the phone transfers, the web says the number and when it answers. The reception waits where it was.

    Whoever cannot telephone, for good or now (``by_phone`` false), is told of the other ways instead of a number.
    """
    state = state.pending
    by_phone = by_phone and not state.constraints.no_call
    reach = how_to_reach(world) if by_phone else Say("utter_person_without_phone", kind=Kind.TRANSFER)
    reach = replace(reach, data={"summary": handover.whispered(state, world)})
    after = _after(state, by_phone=by_phone)
    return Turn(replace(state, outcome=Outcome.HUMAN, misses=0, asked_to_go_on=True), (reach, after), asks=False)


def _after(state: State, *, by_phone: bool) -> Say:
    """What may follow; without a telephone an appointment is the surest way to a person."""
    go_on = (choice("resume"), choice("restart"))
    if by_phone:
        return question("utter_person_after", *go_on)
    meeting = (Choice(f"#need {Need.RDV}", label("need", Need.RDV)),) if state.step in BEFORE_PLACES else ()
    return question("utter_person_after_without_phone", *meeting, *go_on)


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
