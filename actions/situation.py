"""The person's situation, asked at a glance: a few choices first, the others behind one door; free words always read.

The reason is said, and it may be kept to oneself (L07, promise 3).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from actions import answering, request
from actions.deeds import Choice, Deed, choice, label, question
from actions.said import Said
from actions.state import State, Step
from actions.turn import Turn
from actions.world import World
from directory.vocabulary import Need, Status

STUDIES: Final = "etudes"
OTHERS: Final = "autre"

FIRST: Final[Mapping[str, tuple[Status, ...]]] = {
    "": (Status.SALARIE, Status.DEMANDEUR_EMPLOI),
    STUDIES: (Status.COLLEGIEN, Status.LYCEEN, Status.ETUDIANT, Status.PARENT),
}
REST: Final = (
    Status.INDEPENDANT,
    Status.AGENT_PUBLIC,
    Status.CADRE,
    Status.SORTI_16_25,
    Status.RETRAITE,
    Status.AUTRE,
)
NONE_OF_THEM: Final = re.compile(r"(euh |non |bah |ben )*(aucune?|rien de tout (ca|cela)|ni l une? ni l autre)\b")
ABOUT_STUDIES: Final = frozenset({Need.SCOLAIRE})  # asked of pupils, students and parents first


def ask(state: State, _world: World) -> tuple[Deed, ...]:
    """Four choices at most at a glance, then the door to the others; the same question whichever are shown."""
    shown = _shown(state)
    statuses = (_choice(status) for status in _statuses(state, shown))
    doors = (Choice(f"#situations {group}", label("situations", group)) for group in _doors(shown))
    return (question("utter_ask_status", *statuses, *doors, choice("skip")),)


def hear(state: State, said: Said, world: World) -> Turn:
    """The situation given, refused or unknown: all three go on. A door shows the choices behind it."""
    if said.token and said.token.name == "situations" and said.token.value in {STUDIES, OTHERS}:
        return Turn(state.to(Step.STATUS, situations=said.token.value))
    if said.token and said.token.name == "status" and said.token.value in set(Status):
        return request.next_question(replace(state, statuses=frozenset({Status(said.token.value)})), world)
    if not said.token and NONE_OF_THEM.match(said.folded) and not said.statuses:
        return request.next_question(replace(state, statuses=frozenset({Status.AUTRE})), world)
    return answering.hear(state, said, world, heard=bool(said.statuses or said.age))


def _choice(status: Status) -> Choice:
    words = label("situations", "aucune") if status is Status.AUTRE else label("status", status)
    return Choice(f"#status {status}", words)


def _shown(state: State) -> str:
    """Which choices are shown: those of the door that was taken, else those most people need for this subject."""
    return state.situations or (STUDIES if state.need in ABOUT_STUDIES else "")


def _statuses(state: State, shown: str) -> tuple[Status, ...]:
    if shown != OTHERS:
        return FIRST[shown]
    return (*FIRST[""], *REST) if state.need in ABOUT_STUDIES else REST


def _doors(shown: str) -> tuple[str, ...]:
    if shown == OTHERS:
        return ()
    return (OTHERS,) if shown == STUDIES else (STUDIES, OTHERS)
