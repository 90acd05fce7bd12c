"""From first words to a shared understanding: hear, ask at most three things, restate, correct."""

from collections.abc import Mapping
from dataclasses import replace

from actions import doubt, emergency, existing, explain, inform, person, proposals, whereabouts
from actions.constraints import constraints_in
from actions.deeds import Choice, Deed, Say, choice, label, question
from actions.neighbours import are_neighbours
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.world import World
from bot.information.search import is_question
from bot.understanding.acts import Act
from directory.vocabulary import AgeBand, Need, Status

# What is asked before answering, only where the answer changes what follows (promise 3, L07).
# A need that is not here asks the status and the place: they decide who may receive the person, and where.
QUESTIONS: Mapping[Need, tuple[Step, ...]] = {
    Need.CEP: (Step.STATUS,),
    Need.SCOLAIRE: (Step.STATUS, Step.PLACE),
    Need.DECROCHAGE: (Step.PLACE,),
    Need.JEUNES: (Step.PLACE,),
    Need.INTERNATIONAL: (Step.PLACE,),
    Need.LANGUE: (Step.PLACE,),
    Need.RECLAMATION: (),
    Need.DONNEES: (),
    Need.HORS_SUJET: (),
}
DEFAULT_QUESTIONS = (Step.STATUS, Step.PLACE)
WITHOUT_RESTATING = frozenset({Need.RECLAMATION, Need.DONNEES, Need.HORS_SUJET, Need.RDV_GESTION})

# The guided menus: what is offered in two small steps when words were not understood, or the engine is away.
MENU: Mapping[str, tuple[Need, ...]] = {
    "etudes": (Need.SCOLAIRE, Need.DECROCHAGE, Need.ALTERNANCE, Need.JEUNES, Need.INTERNATIONAL),
    "formation": (Need.FORMATION, Need.FINANCEMENT, Need.VAE, Need.LANGUE, Need.DIPLOME_ETRANGER),
    "travail": (Need.RECONVERSION, Need.BILAN, Need.METIER, Need.EMPLOI, Need.TRAVAIL, Need.CREATION, Need.HANDICAP),
    "service": (Need.RDV, Need.RDV_GESTION, Need.CEP, Need.DONNEES, Need.RECLAMATION),
}
MISSES_BEFORE_A_PERSON = 2
HOMONYMS_OFFERED = 3
LIKELY_FOR_A_STORY = 0.5  # under it, words that tell a situation are no request yet
LONGEST_DAY = 4  # words that only name a day or an hour
LONGEST_WISH = 10  # words; a longer sentence tells something else too


def hear(state: State, said: Said, world: World) -> Turn:
    """The first words, or a new request later on."""
    known = absorb(state, said, world)
    if said.token and said.token.name == "menu":
        return doubt.between(known, MENU[said.token.value]) if said.token.value in MENU else menu(known)
    need = need_said(said)
    if found := _beside(state, known, said, world) or _from_the_information(known, said, world):
        return found
    if said.subject:
        return with_need(replace(with_wish(known, said, world), wants_place=True), said.subject, said, world)
    if need is Need.RDV and state.need:
        return next_question(wanting_a_place(known, said, world), world)
    if need:
        return with_need(known, need, said, world)
    return _unclear(state, known, said)


def _beside(state: State, known: State, said: Said, world: World) -> Turn | None:
    """A situation, a place or a day alone: noted, and the request is still to come."""
    wished = with_wish(known, said, world)
    if wished != known and len(said.folded.split()) <= LONGEST_DAY and need_said(said) in {None, Need.RDV_GESTION}:
        return Turn(replace(wished, wants_place=True), (Say("utter_noted"),))
    tells = said.only_tells and (not said.ranking or said.ranking[0][1] < LIKELY_FOR_A_STORY)
    alone = known != state and (tells or need_said(said) is Need.HORS_SUJET)
    asks = said.guided or is_question(said.text)
    return Turn(known, (Say("utter_noted"),)) if alone and not asks else None


def _unclear(state: State, known: State, said: Said) -> Turn:
    """No need is clear: the likely ones are offered, what was brought is noted, or it is asked again."""
    if said.act is Act.UNKNOWN:
        return unsure(known)
    if said.act in {Act.YES, Act.NO} and state.misses == 0:
        return Turn(state.missed(), (Say("utter_go_on" if said.act is Act.YES else "utter_wait"),))
    if not (said.answers_only or said.token or said.guided):
        state, known = replace(state, unclear=said.text), replace(known, unclear=said.text)
    if said.likely_needs and not said.answers_only and state.misses == 0:
        return doubt.between(_with_words(known, said), said.likely_needs)
    return menu(known) if said.guided else _still_to_come(state, known, said)


def _still_to_come(state: State, known: State, said: Said) -> Turn:
    """Words that ask for nothing yet: what they bring is noted, a story goes on, anything else is asked again."""
    if known != state or said.statuses or said.places:
        return Turn(known, (Say("utter_noted"),))
    if said.begins_a_story and state.misses == 0:
        return Turn(known.missed(), (question("utter_tell_more"),), asks=False)
    return not_understood(state)


def _from_the_information(state: State, said: Said, world: World) -> Turn | None:
    """Passages for a question that no need covers clearly, unless a question is written between the likely ones."""
    off_the_list = said.need is Need.HORS_SUJET or (said.need is None and not are_neighbours(said.likely_needs))
    return explain.passages(state, said, world) if off_the_list and not said.answers_only else None


def with_need(state: State, need: Need, said: Said, world: World) -> Turn:
    """The reception once the need is known."""
    if need is Need.DETRESSE:
        return emergency.answer(state, said)
    state = replace(_with_words(state, said), need=need, needs=(), unclear="", where_is=None)
    if need is Need.RDV:
        state = with_wish(state, said, world)
    if need is Need.RDV_GESTION:
        return existing.begin(state, said, world)
    if need is Need.HUMAIN:
        return person.ask_for(state, world)
    if said.asks_a_fact and not state.wants_place and need in world.fiches and need not in state.informed:
        return inform.answer(state, world)
    return next_question(state, world)


def to_places(state: State, said: Said, world: World) -> Turn:
    """The places, once what decides who receives this person was asked: a fact may have been told before that."""
    state = with_wish(absorb(state, said, world, corrects=True), said, world)
    questions = QUESTIONS.get(state.need or Need.RDV, DEFAULT_QUESTIONS)
    doubtful = state.candidates and not state.place
    if doubtful or any(step not in state.asked and not _known(state, step) for step in questions):
        return next_question(replace(state, wants_place=True), world)
    return proposals.propose(state, world)


def next_question(state: State, world: World) -> Turn:
    """The next thing worth asking; when nothing is left to ask, the restatement."""
    if state.where_is and state.place and (told := whereabouts.answer(state, state.where_is, state.place, world)):
        return told
    if state.need is None:
        return ask(replace(state, where_is=None), Step.REQUEST)
    if state.candidates and not state.place:
        return ask(state, Step.HOMONYM)
    for step in QUESTIONS.get(state.need, DEFAULT_QUESTIONS):
        if step not in state.asked and not _known(state, step):
            return ask(state, step)
    if state.need in WITHOUT_RESTATING:
        return inform.answer(state, world)
    return ask(state, Step.RESTATE)


def _known(state: State, step: Step) -> bool:
    return bool(state.statuses) if step is Step.STATUS else state.place is not None


def ask(state: State, step: Step) -> Turn:
    """This question next, in its shortest form."""
    return Turn(state.to(step, asked=state.asked | {step}, situations=""))


# --- what the words bring, whatever was asked -------------------------------------------------------------------


def absorb(state: State, said: Said, world: World, *, corrects: bool = False) -> State:
    """The state with the situation and place these words state; a correction replaces, a precision adds."""
    if said.token is None:
        state = replace(state, constraints=state.constraints | constraints_in(said.text))
    statuses = said.statuses if corrects and said.statuses else state.statuses | said.statuses
    statuses = statuses - {Status.AUTRE} or statuses
    if (said.age or state.age) is AgeBand.UNDER_16:  # « je vais plus en cours » is said at fifteen too
        statuses -= {Status.SORTI_16_25}
    state = replace(
        state,
        statuses=statuses,
        age=said.age or state.age,
        handicap=state.handicap or said.handicap,
        for_other=state.for_other or said.for_other,
    )
    if said.places and (len(said.places) == 1 or said.place_is_sure):
        return replace(state, place=said.places[0], candidates=())
    if said.places:
        return replace(state, place=None, candidates=said.places[:HOMONYMS_OFFERED])
    return state


def with_wish(state: State, said: Said, world: World) -> State:
    """The state with the days and hours these words ask for, kept until moments are looked for."""
    wish = said.wish(world.now.date())
    return replace(state, wish=wish) if wish else state


def _with_words(state: State, said: Said) -> State:
    if said.token is not None or state.words:
        return state
    return replace(state, words=said.text)


def need_said(said: Said) -> Need | None:
    if said.token:
        return Need(said.token.value) if said.token.name == "need" and said.token.value in set(Need) else None
    return None if said.answers_only else said.need


# --- the questions, and what their answers do -------------------------------------------------------------------


def ask_request(state: State, world: World) -> tuple[Deed, ...]:
    """The open question, without a menu: free speech first (NO7)."""
    return (question("utter_ask_request"),)


def menu(state: State) -> Turn:
    """The keys: four families of needs, then a person (promise 6)."""
    families = (Choice(f"#menu {family}", label("menu", family)) for family in MENU)
    asked = question("utter_ask_menu", *families, choice("person"))
    return Turn(replace(state, step=Step.REQUEST), (asked,), asks=False)


def pick_one(state: State) -> Turn:
    """A yes to several things: one has to be picked, and none is guessed (promise 3)."""
    missed = state.missed()
    if missed.misses > MISSES_BEFORE_A_PERSON:
        return person.offer(missed, "utter_no_luck")
    return Turn(missed, (Say("utter_pick_one"),))


def unsure(state: State) -> Turn:
    """Not knowing is an answer: the keys first, then somebody to see clearly with (promise 6)."""
    if state.step is Step.REQUEST and state.misses:
        return person.offer(state, "utter_unsure_again")
    return menu(state.missed()).preceded_by(Say("utter_unsure"))


def not_understood(state: State) -> Turn:
    """First a rephrased question, then the keys, then a person; never a third rephrasing."""
    missed = state.missed()
    if missed.misses > MISSES_BEFORE_A_PERSON:
        return person.offer(missed, "utter_no_luck")
    if state.step is Step.REQUEST:
        if missed.misses == 1:
            return Turn(missed, (question("utter_not_understood"),), asks=False)
        return menu(missed)
    return Turn(missed, (Say("utter_not_understood_answer"),))


def names_a_moment(said: Said, world: World) -> bool:
    """Whether these few words are a day, an hour or « le plus tôt possible »: kept, and said to go on."""
    few = len(said.folded.split()) <= LONGEST_WISH
    return few and (said.soonest or said.wish(world.now.date()) is not None)


def wanting_a_place(state: State, said: Said, world: World) -> State:
    """« Un rendez-vous jeudi », said while the need is being asked about: the need stays, what follows is a place."""
    return replace(with_wish(state, said, world), wants_place=state.need is not Need.RDV)
