"""What was understood, said again and corrected (promise 3)."""

from dataclasses import replace

from actions import answering, handover, inform, proposals, request, ways
from actions.constraints import Constraints
from actions.deeds import Deed, Say, Several, Value, Wording, choice, label, question
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.world import World
from bot.information.search import is_question
from bot.understanding.acts import Act
from directory.places import Commune
from directory.vocabulary import Need, Status

FEWEST_OF_A_DETAIL = 3  # words
SOMETHING_ELSE = frozenset({"autre chose", "c est autre chose", "non autre chose"})
YOUNG = frozenset({Status.COLLEGIEN, Status.LYCEEN, Status.ETUDIANT, Status.SORTI_16_25})


def understood(state: State, world: World) -> dict[str, Value]:
    """What was understood, in words, for the restatement and the summary."""
    values: dict[str, Value] = {}
    if state.need:
        values["need"] = label("need", state.need)
    if situation := situation_of(state):
        values["helped" if state.for_other else "situation"] = situation
    commune = world.places.get(state.place) if state.place else None
    if commune:
        values["place"] = name_of(commune, world)
    if state.constraints.names():
        values["constraints"] = Several(tuple(label("constraint", name) for name in state.constraints.names()))
    return values


def situation_of(state: State) -> Several | None:
    """The situations in words; that of a child beside its parent's, and nothing for a situation of no name."""
    told = state.statuses - {Status.AUTRE}
    young = told & YOUNG if Status.PARENT in told else frozenset()
    words: list[Value] = [label("status", status) for status in sorted(told - young)]
    if young:
        theirs = Several(tuple(label("status", status) for status in sorted(young)))
        words[words.index(label("status", Status.PARENT))] = Wording("utter_parent_of", {"young": theirs})
    return Several(tuple(words)) if words else None


def name_of(commune: Commune, world: World) -> Value:
    """The town's name, with its département when that is not the usual one: many towns have the same name."""
    if commune.departement in {None, world.departement} or commune.departement_name == commune.name:
        return commune.name
    return Wording("utter_place_elsewhere", {"name": commune.name, "departement": commune.departement_name})


def ask_confirmation(state: State, world: World) -> tuple[Deed, ...]:
    """ "Si je comprends bien…": only the parts that are known, so nothing is invented."""
    known = understood(state, world)
    keys = {name: f"utter_restate_{name}" for name in known}
    if state.wants_place and state.need is not Need.RDV:
        keys["need"] = "utter_restate_need_and_appointment"
    parts = tuple(Wording(keys[name], {name: words}) for name, words in known.items())
    restated = Several(parts, separator=" ")
    return (question("utter_restate", choice("yes"), choice("no"), restated=restated),)


def hear_confirmation(state: State, said: Said, world: World) -> Turn:
    """Yes goes on, no asks what is wrong, and anything said at the same time is a correction."""
    corrected = request.absorb(state, said, world, corrects=True)
    if ways.from_afar(said):
        corrected = replace(corrected, constraints=corrected.constraints | Constraints(remote=True))
    if said.act is Act.YES or (said.token and said.token.name == "yes"):
        return confirmed(state, world)
    if corrected != state:
        return request.next_question(corrected, world)
    if _wants_a_moment(state, said, world):
        return confirmed(request.wanting_a_place(state, said, world), world)
    if turn := _something_else(state, said, world):
        return turn
    if _denied(said) or (said.token and said.token.name == "no"):
        return request.ask(state, Step.CORRECT)
    agreed = confirmed(state, world) if _agrees(state, said) else None
    return agreed or _detail(state, said) or request.not_understood(state)


def _detail(state: State, said: Said) -> Turn | None:
    """What was said already, or a detail of the request (« dans la vigne »), which joins the person's words."""
    if said.token or state.misses:
        return None
    if said.statuses or said.places:
        return Turn(state.missed(), (Say("utter_known"),))
    words = said.folded.split()
    tells = said.ranking and len(words) >= FEWEST_OF_A_DETAIL and not {"oui", "non"} & set(words)
    if not tells or said.answers_only or is_question(said.text):
        return None
    return Turn(handover.with_more(state, said).missed(), (Say("utter_noted"),))


def _denied(said: Said) -> bool:
    other = said.only_denies or said.folded in SOMETHING_ELSE
    return other or said.act in {Act.NO, Act.UNKNOWN} or said.leading is Act.NO


def _something_else(state: State, said: Said, world: World) -> Turn | None:
    """Another request, or a question that nothing here answers."""
    if _asks_about_meeting(said, world):
        return request.not_understood(state)
    if said.folded in SOMETHING_ELSE:
        return None
    return answering.another_need(replace(state, words=""), said, world)


def _asks_about_meeting(said: Said, world: World) -> bool:
    """« Je peux venir avec mon mari ? » sounds like an appointment, and asks for none: it is no yes."""
    names = inform.NAMES_A_MEETING.search(said.folded) or request.names_a_moment(said, world)
    return request.need_said(said) is Need.RDV and not said.token and is_question(said.text) and not names


def _wants_a_moment(state: State, said: Said, world: World) -> bool:
    """Whether an appointment, a day or « le plus tôt possible » is said in place of yes."""
    asked = request.need_said(said) is Need.RDV and not _asks_about_meeting(said, world)
    appointment = asked and state.need is not None
    return appointment or (request.names_a_moment(said, world) and not _denied(said))


def _agrees(state: State, said: Said) -> bool:
    """Whether these words say again what was restated ("oui Thionville", "je suis salariée, oui")."""
    again = bool(said.statuses) or (state.place is not None and state.place in said.places)
    return said.leading is Act.YES or (again and (said.answers_only or "oui" in said.folded.split()))


def confirmed(state: State, world: World) -> Turn:
    """What follows a restatement that is right: the answer, or the places for someone who came for a place."""
    if state.need is Need.RDV or (state.wants_place and state.need not in inform.WITHOUT_APPOINTMENT):
        return proposals.propose(state, world)
    return inform.answer(state, world)


def ask_correction(state: State, world: World) -> tuple[Deed, ...]:
    """Which part is wrong; it can also simply be said."""
    return (question("utter_ask_correction", choice("fix need"), choice("fix status"), choice("fix place")),)


def hear_correction(state: State, said: Said, world: World) -> Turn:
    """The part to change is forgotten and asked again, or replaced at once by what was said."""
    if said.token and said.token.name == "fix":
        return _fix(state, said.token.value)
    if said.act is Act.YES:
        return request.pick_one(state)
    corrected = request.absorb(state, said, world, corrects=True)
    if corrected != state:
        return request.next_question(corrected, world)
    return request.hear(replace(state, words=""), said, world)


def _fix(state: State, part: str) -> Turn:
    """One part forgotten and asked again; the places found with it are forgotten too."""
    state = replace(state, sites=(), refused_sites=frozenset())
    if part == "status":
        return request.ask(replace(state, statuses=frozenset(), age=None), Step.STATUS)
    if part == "place":
        return request.ask(replace(state, place=None, candidates=()), Step.PLACE)
    return request.ask(replace(state, need=None, words=""), Step.REQUEST)
