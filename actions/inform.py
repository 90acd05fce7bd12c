"""First-level information, then the person's choice: enough, more, an appointment, a person (NO10)."""

import re
from dataclasses import replace
from datetime import timedelta

from actions import doubt, explain, handover, request
from actions.constraints import REMOTE, Constraints
from actions.deeds import Choice, Code, Deed, Inform, Kind, Say, choice, label, question
from actions.said import Said
from actions.state import Outcome, State, Step
from actions.turn import Turn
from actions.ways import ways_said
from actions.world import World
from bot.information.search import is_question
from bot.understanding.acts import Act
from directory.errors import AppointmentClosed, UnknownCode
from directory.vocabulary import Need

# Answered by the service itself: no structure of the directory receives people for these.
WITHOUT_APPOINTMENT = frozenset({Need.RECLAMATION, Need.DONNEES, Need.HORS_SUJET})


RELATED_SHOWN = 3
LONGEST_WAY = 4  # words; « je veux faire de la vidéo » is a request
WORDS_FOR_WRONG = re.compile(r"\b(pas ca|mal compris|c est faux|vous vous trompez|rien a voir)\b")
WORTH_WAITING = timedelta(days=7)
WORDS_FOR_EARLIER = ("plus tot", "liste d attente", "se libere", "desistement")
NAMES_A_MEETING = re.compile(r"\b(rendez vous|rdv|creneau|rencontre\w*|reserv\w*|recevoir|recue?)\b")
ONE_TAKEN = re.compile(r"\b(mon (rendez|rdv)|deja|annul\w*|deplac\w*|decal\w*|report\w*|code)\b")
WORDS_FOR_ENOUGH = (
    "suffit", "suffira", "c est bon", "c est tout", "rien d autre", "pas besoin", "reflechir", "une autre fois",
)  # fmt: skip


def answer(state: State, world: World) -> Turn:
    """The answer to the need, said once, then the choice of what follows."""
    need = state.need or Need.CEP
    deeds: tuple[Deed, ...] = (
        (informing(state, need, world),) if need in world.fiches else (Say("utter_unknown_answer"),)
    )
    informed = (*state.informed, need) if need not in state.informed else state.informed
    return Turn(state.to(Step.CHOOSE, informed=informed, outcome=Outcome.INFORMATION), deeds)


def informing(state: State, need: Need, world: World, *, more: bool = False) -> Inform:
    """The information that fits what is known of this person."""
    commune = world.places.get(state.place) if state.place else None
    region = commune.region if commune else None
    return Inform(need, state.statuses, more, region, state.handicap)


def ask_choice(state: State, world: World) -> tuple[Deed, ...]:
    """What the person wants now. Stopping here is a success."""
    more = () if state.need in state.detailed else (choice("more"),)
    if state.need in WITHOUT_APPOINTMENT:
        asked = question("utter_choose_without_appointment", *more, choice("person"), choice("enough"))
    else:
        asked = question("utter_choose", choice("appointment"), *more, choice("enough"), choice("person"))
    return (replace(asked, suggestions=related(state, world)),)


def related(state: State, world: World) -> tuple[Choice, ...]:
    """The subjects that often come with this one and were not answered yet."""
    fiche = world.fiches.get(state.need) if state.need else None
    near = (need for need in (fiche.related if fiche else ()) if need not in state.informed)
    return tuple(Choice(f"#need {need}", label("need", need)) for need in near)[:RELATED_SHOWN]


def hear_choice(state: State, said: Said, world: World) -> Turn:
    """More, an appointment, enough; or a new request, or a precision that changes the answer."""
    name = said.token.name if said.token else None
    if state.need not in WITHOUT_APPOINTMENT and (turn := _wants_a_place(state, said, world)):
        return turn
    if name == "more" or said.act is Act.MORE:
        need = state.need or Need.CEP
        detailed = replace(state, detailed=(*state.detailed, need))
        return Turn(detailed, (informing(state, need, world, more=True),))
    if not said.token and WORDS_FOR_WRONG.search(said.folded):
        return Turn(state.to(Step.CORRECT))
    if said.act is Act.UNKNOWN:
        return Turn(state, (Say("utter_wait"),))
    if name == "enough" or said.act in {Act.NO, Act.SKIP} or any(words in said.folded for words in WORDS_FOR_ENOUGH):
        return leave(state)
    return another_request(state, said, world)


def _wants_a_place(state: State, said: Said, world: World) -> Turn | None:
    """An appointment, by its name, a yes, a moment (« jeudi ») or a way to meet (« en visio alors »)."""
    refuses = said.leading is Act.NO
    is_vague = request.need_said(said) in {None, Need.RDV, Need.RDV_GESTION}
    asked = ways_said(said) if len(said.folded.split()) <= LONGEST_WAY and is_vague else frozenset()
    if asked and not refuses:
        state = replace(state, constraints=state.constraints | Constraints(remote=asked <= REMOTE))
    named = (said.token is not None and said.token.name == "appointment") or request.need_said(said) is Need.RDV
    wants = named or said.act is Act.YES or ((asked or request.names_a_moment(said, world)) and not refuses)
    return request.to_places(state, said, world) if wants else None


def another_request(state: State, said: Said, world: World) -> Turn:
    """A new need keeps what is already known; a new place or status brings the restatement back."""
    picked = said.token is not None and said.token.name == "need"
    if said.need is Need.RDV_GESTION and not picked and _asks_about_meeting(said):
        return request.not_understood(state)
    same = {None, state.need, Need.HORS_SUJET, *(() if state.need in WITHOUT_APPOINTMENT else (Need.RDV,))}
    if not picked and (said.token or said.answers_only or said.need in same):
        known = request.absorb(state, said, world, corrects=True)
        if known != state:
            return request.next_question(known, world)
        if said.need is Need.RDV and state.need is not Need.RDV and not said.answers_only:
            asks = is_question(said.text) and not NAMES_A_MEETING.search(said.folded)
            return request.not_understood(state) if asks else request.pick_one(state)
        if said.token or said.answers_only or not said.ranking or said.need is state.need or state.step is Step.SITES:
            return request.not_understood(state)
    if not picked and said.need is None and state.need:
        return _unclear(state, said, world)
    return request.hear(replace(state, words="", need=None, asked=frozenset()), said, world)


def _unclear(state: State, said: Said, world: World) -> Turn:
    """Unclear words keep the subject: what its own information says, the likely needs beside it, or asked again."""
    asked = is_question(said.text)
    found = next((one for one in world.search(said.text) if asked and one.need is state.need), None)
    if found:
        return Turn(state, (explain.told(found),))
    if said.likely_needs:
        return doubt.between(replace(state, asked=frozenset()), said.likely_needs)
    return request.not_understood(state)


def _asks_about_meeting(said: Said) -> bool:
    """A question about appointments (« il faut des papiers ? ») that speaks of none already taken."""
    return is_question(said.text) and not ONE_TAKEN.search(said.folded)


def leave(state: State) -> Turn:
    """The end, with something to keep: what was said can be found on the page, and the door stays open."""
    outcome = state.outcome or Outcome.ENDED
    if state.code:
        outcome = Outcome.APPOINTMENT
    return Turn(state.to(Step.DONE, outcome=outcome), (Say("utter_goodbye"),))


def ask_afterwards(state: State, world: World) -> tuple[Deed, ...]:
    """Something else, or a person: the last words still leave a way on."""
    if state.need and state.need not in {*state.informed, Need.RDV, Need.RDV_GESTION}:
        return (
            question(
                "utter_afterwards",
                Choice(f"#need {state.need}", label("need", state.need)),
                choice("restart"),
                choice("person"),
            ),
        )
    earlier = (choice("earlier"),) if may_wait(state, world) else ()
    near = related(state, world)[: 2 - len(earlier)]
    return (question("utter_afterwards", *earlier, *near, choice("recap"), choice("restart"), choice("person")),)


def may_wait(state: State, world: World) -> bool:
    """Whether a place that is freed sooner would help: the appointment just taken is far, and nothing was asked."""
    if state.code is None or state.slot is None or state.waiting:
        return False
    return state.slot.starts_at - world.now > WORTH_WAITING


def wait(state: State, world: World) -> Turn:
    """The list for an earlier place, at the person's word; nothing moves without another yes (promise 3).

    Who left nothing to be reached by is asked for it, as after a booking: it stays their choice.
    """
    try:
        found = world.directory.wait_for_earlier(state.code or "", now=world.now)
    except (UnknownCode, AppointmentClosed):
        return Turn(replace(state, code=None), (Say("utter_found_cancelled"),))
    asked = replace(state, waiting=True)
    if found.has_contact:
        return Turn(asked, (Say("utter_waiting"),))
    contact = Say("utter_contact", kind=Kind.CONTACT, data={"code": Code(state.code or "")})
    return Turn(asked, (Say("utter_waiting_silent"), contact))


def hear_afterwards(state: State, said: Said, world: World) -> Turn:
    """A new request after the end starts from what is known, never from the appointment already taken."""
    if turn := _last_words(state, said) or handover.tell_more_after(state, said):
        return turn
    named = said.token is not None and said.token.name == "earlier"
    if may_wait(state, world) and (named or any(words in said.folded for words in WORDS_FOR_EARLIER)):
        return wait(state, world)
    wants_place = request.need_said(said) is Need.RDV and not said.subject
    if wants_place and _may_look_again(state):
        return request.to_places(state, said, world)
    if said.places and request.need_said(said) is None and _may_look_again(state):
        return request.to_places(replace(state, refused_sites=frozenset()), said, world)
    kept = State(
        holder=state.holder,
        statuses=state.statuses,
        age=state.age,
        handicap=state.handicap,
        for_other=state.for_other,
        place=state.place,
        code=state.code,
    )
    return request.hear(kept, said, world)


def _last_words(state: State, said: Said) -> Turn | None:
    """« Non », « bonne soirée », thanks at length: they ask for nothing more."""
    if said.act is Act.NO or said.parts:
        return Turn(state, (Say("utter_goodbye"),))
    return Turn(state, (Say("utter_thanks"),)) if said.only_thanks else None


def _may_look_again(state: State) -> bool:
    """Whether places can be looked for again, for what was spoken of."""
    return state.need not in {None, *WITHOUT_APPOINTMENT} and not state.code
