"""Where the person is: a town or a postal code, asked when it decides who can receive them; it may be passed."""

from dataclasses import replace

from actions import answering, request, ways
from actions.constraints import Constraints
from actions.deeds import Choice, Deed, Say, choice, question
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act


def ask(state: State, world: World) -> tuple[Deed, ...]:
    """The town or postal code, which may be kept to oneself."""
    return (question("utter_ask_place", choice("skip")),)


def ask_homonym(state: State, world: World) -> tuple[Deed, ...]:
    """Which of the towns of that name."""
    towns = [world.places.get(code) for code in state.candidates]
    offered = (Choice(f"#place {t.code}", f"{t.name} ({t.departement_name})") for t in towns if t)
    return (question("utter_ask_homonym", *offered, choice("none")),)


def hear(state: State, said: Said, world: World) -> Turn:
    """The place given, refused or unknown: all three go on. A number alone that is no postal code is not an age."""
    if said.folded.isdigit() and not said.places:
        return request.not_understood(state)
    if said.token and said.token.name == "none":
        return request.ask(replace(state, candidates=()), Step.PLACE)
    if said.act is Act.YES and state.step is Step.HOMONYM:
        return request.pick_one(state)
    if said.token and said.token.name == "place" and world.places.get(said.token.value):
        return request.next_question(replace(state, place=said.token.value, candidates=()), world)
    if ways.from_afar(said) and not said.places:
        return _from_afar(state, world)
    heard = bool(said.places) and (said.place_is_sure or len(said.places) == 1)
    return answering.hear(state, said, world, heard=heard)


def _from_afar(state: State, world: World) -> Turn:
    """« Par téléphone », when the town is asked: it still is only if nobody receives from afar without it."""
    afar = replace(state, constraints=state.constraints | Constraints(remote=True), candidates=())
    found = world.directory.propose(afar.request(), now=world.now, seed=afar.seed, limit=1)
    if any(proposal.first_slot for proposal in found):
        return request.next_question(afar, world).preceded_by(Say("utter_noted"))
    return Turn(afar.missed(), (Say("utter_town_all_the_same"),))
