"""An appointment already taken: found by its code, moved or cancelled, without an account."""

import re
from dataclasses import replace

from actions import appointment, inform, proposals, request
from actions.deeds import Deed, Kind, Moment, Say, Value, choice, label, question
from actions.said import Said
from actions.state import SiteOffer, State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act
from directory.requests import AppointmentState, AppointmentView
from directory.vocabulary import Need

CODE_LENGTH = 10
_ASKS_WHEN = re.compile(r"\b(quel jour|quelle (date|heure)|c est (quand|ou)|quand (c )?est|quel endroit)\b")
BEFORE_A_CODE = frozenset({Step.REQUEST, Step.CHOOSE, Step.DONE})
WORDS_TO_CANCEL = ("annul", "supprim", "plus venir", "pas venir", "plus possible")
WORDS_TO_MOVE = ("deplac", "chang", "decal", "report", "autre jour", "autre heure", "repouss", "avanc")


def begin(state: State, said: Said, world: World) -> Turn:
    """The code is asked; without it nothing is shown, and a person can help. What is wanted may be said at once."""
    state = replace(state, errand=_errand(said))
    found = world.directory.find(state.code, now=world.now) if state.code else None
    return _with_found(state, found, world) if found else Turn(state.to(Step.CODE))


def found_at_once(state: State, said: Said, world: World) -> Turn | None:
    """The appointment of a code that is given before it is asked for; none when these words are no code."""
    if said.token or state.step not in BEFORE_A_CODE or len(said.digits or "") != CODE_LENGTH:
        return None
    return hear_code(replace(state.to(Step.CODE), need=Need.RDV_GESTION), said, world)


def _errand(said: Said) -> str:
    if any(word in said.folded for word in WORDS_TO_CANCEL):
        return "cancel"
    return "move" if any(word in said.folded for word in WORDS_TO_MOVE) else ""


def _do(state: State, world: World) -> Turn:
    """What was asked for, or the question of what to do."""
    if state.errand == "cancel":
        return Turn(state.to(Step.CANCEL, errand=""))
    return _move(replace(state, errand=""), world) if state.errand == "move" else Turn(state.to(Step.MANAGE))


def ask_code(state: State, world: World) -> tuple[Deed, ...]:
    """The ten digits of the appointment."""
    return (question("utter_ask_code", choice("person"), choice("skip")),)


def hear_code(state: State, said: Said, world: World) -> Turn:
    """The appointment, when the code is known; nothing is told otherwise."""
    code = said.digits
    if code and len(code) == CODE_LENGTH:
        found = world.directory.find(code, now=world.now)
        if found is None:
            return Turn(state.missed(), (Say("utter_unknown_code"),)) if state.misses < 2 else _give_up(state)
        return _with_found(replace(state, code=code), found, world)
    if said.act in {Act.SKIP, Act.UNKNOWN, Act.NO} or (said.token and said.token.name == "skip"):
        return _give_up(state)
    if said.need and not said.answers_only and said.need is not state.need:
        return request.hear(replace(state, need=None, words=""), said, world)
    return request.not_understood(state)


def _with_found(state: State, found: AppointmentView, world: World) -> Turn:
    """The appointment; one that was refused or has to move comes with the way on (promise 6)."""
    if found.refusal is not None and not found.replaced:
        told = Say("utter_found_refused", {"reason": label("refusal", found.refusal.reason)})
        return proposals.elsewhere(state, found, world).preceded_by(told)
    if found.state is AppointmentState.CANCELLED:
        return Turn(state.to(Step.DONE), (Say("utter_found_cancelled"),))
    if found.to_move:
        return proposals.displaced(state, found, world).preceded_by(_show(found), Say("utter_found_to_move"))
    return _do(state, world).preceded_by(_show(found))


def _give_up(state: State) -> Turn:
    return Turn(state.to(Step.DONE), (Say("utter_without_code"),))


def _show(found: AppointmentView) -> Say:
    when, way = Moment(found.starts_at), label("way", found.way)
    values: dict[str, Value] = {"when": when, "place": found.site_name, "way": way}
    return Say("utter_found", values, Kind.SAY)


def ask_wish(state: State, world: World) -> tuple[Deed, ...]:
    """Move, cancel, or leave as it is."""
    return (question("utter_ask_manage", choice("move"), choice("cancel"), choice("keep")),)


def hear_wish(state: State, said: Said, world: World) -> Turn:
    """What to do with the appointment."""
    name = said.token.name if said.token else None
    if not said.token and _ASKS_WHEN.search(said.folded):
        found = world.directory.find(state.code or "", now=world.now)
        return Turn(state, (_show(found),)) if found else _give_up(state)
    wish = said.wish(world.now.date())
    errand = name if name in {"cancel", "move"} else _errand(said) or ("move" if wish else "")
    if errand:
        return _do(replace(state, errand=errand, wish=wish or state.wish), world)
    if name == "keep" or said.act in {Act.NO, Act.SKIP}:
        return inform.leave(state)
    return request.pick_one(state) if said.act is Act.YES else request.not_understood(state)


def _move(state: State, world: World) -> Turn:
    found = world.directory.find(state.code or "", now=world.now)
    if found is None:
        return _give_up(state)
    site = SiteOffer(found.site_id, found.site_name, (found.way,), found.commune)
    return appointment.with_way(replace(state, site=site, sites=(site,), way=found.way, moving=True), world)


def ask_cancellation(state: State, world: World) -> tuple[Deed, ...]:
    """An explicit yes before anything is undone."""
    return (question("utter_ask_cancel", choice("yes"), choice("no")),)


def hear_cancellation(state: State, said: Said, world: World) -> Turn:
    """Cancelled on an explicit yes, kept otherwise."""
    if said.act is Act.YES or (said.token and said.token.name == "yes"):
        world.directory.cancel(state.code or "", now=world.now)
        return Turn(replace(state.to(Step.DONE), code=None, outcome=None), (Say("utter_cancelled"),))
    if said.act in {Act.NO, Act.SKIP} or (said.token and said.token.name == "no"):
        return inform.leave(state).preceded_by(Say("utter_kept"))
    return request.not_understood(state)
