"""One turn of the reception: what is heard first, what holds at every step, then the step itself (DESIGN §4)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions import (
    appointment,
    concern,
    cut,
    doubt,
    emergency,
    existing,
    explain,
    handover,
    in_passing,
    inform,
    left_open,
    person,
    proposals,
    recap,
    request,
    restating,
    situation,
    town,
    unkept,
    ways,
    whereabouts,
)
from actions.constraints import cannot_call_now, constraints_in
from actions.deeds import Deed, Say
from actions.said import Said
from actions.state import MEANWHILE, State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act
from directory.vocabulary import Need

Handler = Callable[[State, Said, World], Turn]

# Where « ok, merci, au revoir » agrees to nothing.
NOTHING_TO_AGREE_TO = frozenset({Step.REQUEST, Step.DOUBT, Step.CHOOSE, Step.OFFER, Step.CARE, Step.CONCERN, Step.DONE})
# Where « je vais réfléchir » ends the talk, and agrees to nothing.
THOUGHT_OVER = frozenset({Step.DOUBT, Step.RESTATE, Step.CORRECT, Step.CHOOSE, Step.SITES, Step.WAY, Step.SLOTS})
# Where « ce n’est pas ce que je cherche » is said of what is proposed, and means no.
TURNED_DOWN = frozenset({Step.RESTATE, Step.SITES, Step.WAY, Step.SLOTS, Step.BOOK})


def hear_offer(state: State, said: Said, world: World) -> Turn:
    """Yes brings a person, no the question that waited; other words answer that question."""
    if said.act is Act.YES:
        return person.ask_for(state, world)
    waiting = state.pending
    return Turn(waiting) if said.act in {Act.NO, Act.SKIP} else HANDLERS[waiting.step](waiting, said, world)


def hear_care(state: State, said: Said, world: World) -> Turn:
    """After help: a yes brings a person, a no the talk again; other words answer the question that waited."""
    if said.act is Act.YES:
        return person.ask_for(state, world)
    if said.act in {Act.NO, Act.SKIP}:
        return go_on(state, said, world)
    waiting = state.pending
    return HANDLERS[waiting.step](waiting, said, world)


def hear_concern(state: State, said: Said, world: World) -> Turn:
    """After the caring question: a yes, or not knowing, brings help, a no the request that waited; another request is
    heard with what the first one told, and words that answer nothing are asked about once more."""
    waiting = state.pending
    if _picks(said, "unwell") or Act.YES in {said.act, said.leading} or said.act is Act.UNKNOWN:
        return emergency.answer(state, said)
    if said.need and not said.answers_only:
        told = request.absorb(waiting, state.set_aside, world) if state.set_aside else waiting
        return HANDLERS[waiting.step](told, said, world)
    if _picks(said, "well") or said.answers_only or said.leading is Act.NO:
        return go_on(replace(state, before=request.absorb(waiting, said, world)), said, world)
    return concern.once_more(state) or go_on(state, said, world)


def _picks(said: Said, choice: str) -> bool:
    return said.token is not None and said.token.name == choice


def go_on(state: State, _said: Said, world: World) -> Turn:
    """The talk again where it waited; words that were set aside for danger are taken up, and need not be said again."""
    waiting = state.pending
    if state.step not in {Step.CARE, Step.CONCERN}:
        return Turn(waiting)
    turn = _as_it_was(waiting, _heard(waiting, state.set_aside, world)) if state.set_aside else Turn(waiting)
    if state.step is Step.CARE:  # words of danger are no line of a summary
        turn = replace(turn, state=replace(turn.state, words=waiting.words))
    return turn.preceded_by(Say("utter_emergency_over"))


def unhelped(state: State, said: Said, world: World) -> Turn:
    """An answer that does not help leads to a person, never to a guess at another subject (promises 5 and 6)."""
    if state.step in TURNED_DOWN:
        return HANDLERS[state.step](state, replace(said, act=Act.NO), world)
    return person.offer(state, "utter_not_helped")


HANDLERS: Mapping[Step, Handler] = {
    Step.REQUEST: request.hear,
    Step.DOUBT: doubt.settle_doubt,
    Step.STATUS: situation.hear,
    Step.PLACE: town.hear,
    Step.HOMONYM: town.hear,
    Step.RESTATE: restating.hear_confirmation,
    Step.CORRECT: restating.hear_correction,
    Step.CHOOSE: inform.hear_choice,
    Step.SITES: proposals.hear_site,
    Step.WAY: appointment.hear_way,
    Step.SLOTS: appointment.hear_slot,
    Step.BOOK: appointment.hear_booking,
    Step.SUMMARY: handover.hear_summary,
    Step.CODE: existing.hear_code,
    Step.MANAGE: existing.hear_wish,
    Step.CANCEL: existing.hear_cancellation,
    Step.OFFER: hear_offer,
    Step.CARE: hear_care,
    Step.CONCERN: hear_concern,
    Step.DONE: inform.hear_afterwards,
}

ASKING: Mapping[Step, Callable[[State, World], tuple[Deed, ...]]] = {
    Step.REQUEST: request.ask_request,
    Step.DOUBT: doubt.ask_doubt,
    Step.STATUS: situation.ask,
    Step.PLACE: town.ask,
    Step.HOMONYM: town.ask_homonym,
    Step.RESTATE: restating.ask_confirmation,
    Step.CORRECT: restating.ask_correction,
    Step.CHOOSE: inform.ask_choice,
    Step.SITES: proposals.ask_site,
    Step.WAY: appointment.ask_way,
    Step.SLOTS: appointment.ask_slot,
    Step.BOOK: appointment.ask_booking,
    Step.SUMMARY: handover.ask_summary,
    Step.CODE: existing.ask_code,
    Step.MANAGE: existing.ask_wish,
    Step.CANCEL: existing.ask_cancellation,
    Step.OFFER: person.ask_offer,
    Step.CARE: emergency.ask_after,
    Step.CONCERN: concern.ask_concern,
    Step.DONE: inform.ask_afterwards,
}


# What is asked again once words that were no answer had theirs, where the whole question would be long to hear.
ASKING_AGAIN: Mapping[Step, Callable[[State, World], tuple[Deed, ...]]] = {Step.SUMMARY: handover.ask_summary_again}

# Why a question is asked, where the answer is more than "to direct you better".
WHY: Mapping[Step, str] = {
    Step.STATUS: "utter_why_status",
    Step.PLACE: "utter_why_place",
    Step.HOMONYM: "utter_why_place",
    Step.CODE: "utter_why_code",
    Step.CONCERN: "utter_why_concern",
}


def aside(key: str) -> Handler:
    """Words that are no answer: a text is said, then the pending question comes back."""
    return lambda state, _said, _world: Turn(state, (Say(key),))


# Acts and choices that mean the same at every step (promises 3 and 8).
ANYWHERE: Mapping[str, Handler] = {
    Act.RESTART: lambda state, _said, _world: Turn(State(holder=state.holder), (Say("utter_restart"),)),
    Act.BACK: lambda state, _said, _world: take_back(state),
    Act.PERSON: lambda state, said, world: ask_person(state, said, world),  # noqa: PLW0108 - written further down
    Act.STOP: lambda state, _said, _world: inform.leave(state),
    Act.GOODBYE: lambda state, _said, _world: inform.leave(state),
    Act.REPEAT: lambda state, _said, _world: Turn(state),
    "resume": go_on,
    Act.WHY: lambda state, _said, _world: Turn(state, (Say(WHY.get(state.step, "utter_why")),)),
    Act.UNHELPED: unhelped,
    "fix": restating.hear_correction,
    "recap": lambda state, _said, world: recap.tell(state, world),
    Act.THANKS: aside("utter_thanks"),
    Act.GREETING: aside("utter_greeting"),
    Act.HELP: aside("utter_help"),
    Act.WAIT: aside("utter_wait"),
    Act.SLOWER: aside("utter_slower"),
    Act.LOUDER: aside("utter_louder"),
}


def welcome(state: State, world: World) -> Turn:
    """The first words of a reception: automated, free, anonymous, a person at any time (promise 8)."""
    return _asking(Turn(state, (Say("utter_welcome"),)), world)


def resume(state: State, world: World, *, again: bool = False) -> Turn:
    """The pending question; ``again`` when it was asked just before, and a digression answered since."""
    return _asking(Turn(state), world, again=again)


def advance(state: State, said: Said, world: World) -> Turn:
    """The reception after these words. Distress comes first, certain then possible, then what a word means, then what
    holds at every step, then the step."""
    if emergency.is_over(state, said):  # whatever the model hears in « c'est une façon de parler »
        return _asking(go_on(state, said, world), world)
    if said.distress or emergency.is_unwell(state, said):
        return _asking(left_open.kept(state, said, emergency.answer(state, said)), world)
    if concern.is_due(state, said):
        return _asking(left_open.kept(state, said, concern.wonder(state, said)), world)
    asked_to_go_on, state = state.asked_to_go_on, replace(state, asked_to_go_on=False)
    turn = (_gone_on(state, said, world) if asked_to_go_on else None) or _heard(state, said, world)
    turn = left_open.kept(state, said, unkept.told(state, said, _as_it_was(state, turn)))
    unchanged = replace(turn.state, misses=state.misses) == state
    return _asking(turn, world, again=unchanged and bool(turn.deeds))


def _heard(state: State, said: Said, world: World) -> Turn:
    """What these words bring once danger is out of the question."""
    turn = explain.definition(state, said, world) or whereabouts.told(state, said, world)
    turn = turn or cut.told(state, said) or in_passing.told(state, said, world)
    turn = turn or existing.found_at_once(state, said, world)
    turn = turn or anywhere(state, said, world) or explain.off_the_list(state, said, world)
    return turn or HANDLERS[state.step](state, said, world)


def _as_it_was(state: State, turn: Turn) -> Turn:
    """The same turn; what these words changed is undone by a step back too (promise 3)."""
    after = turn.state
    went_back = after is state.before
    moved = after.before is not None and after.before is not state.before and after.before.step is state.step
    waits = after.step in MEANWHILE
    return replace(turn, state=after.left_from(state)) if moved and not (went_back or waits) else turn


def _gone_on(state: State, said: Said, world: World) -> Turn | None:
    """« On continue ici ? » answered by yes or no: neither answers the question that waited. That the number which was
    just given is of no use brings the other ways to a person."""
    if not said.token and (constraints_in(said.text).no_call or cannot_call_now(said.text)):
        return ask_person(state, said, world)
    if said.act is Act.YES:
        return Turn(state)
    return inform.leave(state) if said.act is Act.NO else None


def _asking(turn: Turn, world: World, *, again: bool = False) -> Turn:
    """The turn with the question of its step; ``again`` when nothing changed since it was asked."""
    if not turn.asks:
        return turn
    step = turn.state.step
    ask = ASKING_AGAIN.get(step, ASKING[step]) if again else ASKING[step]
    return Turn(turn.state, (*turn.deeds, *ask(turn.state, world)), asks=False)


def anywhere(state: State, said: Said, world: World) -> Turn | None:
    """What a person may say at any step, or None when it is for the step itself."""
    if _wants_somebody(said) and not said.answers_only and not ways.answers(state, said):
        return ask_person(state, said, world)
    if recap.asked(said):
        return Turn(state) if state.step is Step.SUMMARY else recap.tell(state, world)
    told = said.takes_note and state.step in {Step.REQUEST, Step.CHOOSE}
    if (
        told
        or (said.thinks_it_over and state.step in THOUGHT_OVER)
        or (said.takes_leave and state.step in NOTHING_TO_AGREE_TO)
    ):
        return inform.leave(state)
    name = said.token.name if said.token else said.act.value if said.act else ""
    answer = ANYWHERE.get(name)
    return answer(state, said, world) if answer else None


def _wants_somebody(said: Said) -> bool:
    """Whether a person is asked for; « je suis sourde, je voudrais parler à quelqu’un » sounds of handicap as well."""
    without_phone = Need.HUMAIN in said.likely_needs and constraints_in(said.text).no_call
    return said.need is Need.HUMAIN or without_phone


def ask_person(state: State, said: Said, world: World) -> Turn:
    """A person, by the ways that these words leave open: « je suis sourde, je veux parler à quelqu’un »."""
    known = replace(state, constraints=state.constraints | constraints_in(said.text))
    return person.ask_for(known, world, by_phone=not cannot_call_now(said.text))


def take_back(state: State) -> Turn:
    """The step before, as it was (promise 3). A booked appointment stays: it is cancelled by its name."""
    if state.before is None:
        return Turn(state, (Say("utter_nothing_before"),))
    if state.code is not None and state.before.code is None:
        return Turn(state, (Say("utter_already_booked"),))
    return Turn(state.before, (Say("utter_back"),))
