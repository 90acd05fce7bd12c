"""Where a reception stands: everything the next turn needs, nothing that says who the person is."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from pydantic import TypeAdapter

from actions.constraints import NOTHING_SAID, Constraints
from actions.said import Said
from bot.understanding.dates import Wish
from bot.understanding.reading import Asked
from directory.requests import Request, Slot, Why
from directory.vocabulary import AgeBand, Need, Status, StructureType, Way
from directory.whereabouts import full_address


class Step(StrEnum):
    """The step of the reception (DESIGN §4); the pending question follows from it."""

    REQUEST = "request"
    DOUBT = "doubt"
    STATUS = "status"
    PLACE = "place"
    HOMONYM = "homonym"
    RESTATE = "restate"
    CORRECT = "correct"
    CHOOSE = "choose"
    SITES = "sites"
    WAY = "way"
    SLOTS = "slots"
    BOOK = "book"
    SUMMARY = "summary"
    CODE = "code"
    MANAGE = "manage"
    CANCEL = "cancel"
    OFFER = "offer"
    CARE = "care"
    CONCERN = "concern"
    DONE = "done"


ASKS_A_PLACE = frozenset({Step.PLACE, Step.HOMONYM})
MEANWHILE = frozenset({Step.OFFER, Step.CARE, Step.CONCERN})  # a person or help comes first, a question waits


def asked_at(step: Step, departement: str | None) -> Asked:
    """What the person was just asked at this step, for whoever reads the answer."""
    return Asked(place=step in ASKS_A_PLACE, status=step is Step.STATUS, departement=departement)


class Outcome(StrEnum):
    """How a reception ends; stopping at the information is a success."""

    INFORMATION = "information"
    APPOINTMENT = "appointment"
    HUMAN = "human"
    EMERGENCY = "emergency"
    ENDED = "ended"


UNDO_DEPTH = 6  # steps a person may take back


@dataclass(frozen=True, slots=True)
class SiteOffer:
    """A proposed place as it was shown, so that "the second one" keeps its meaning.

    ``booking_page`` is where people book by themselves, when nothing else is known of its hours; ``walk_in`` is
    whether one can simply come; ``km`` as the crow flies and ``first_at``, its first moment, tell the nearest and the
    soonest.
    """

    site_id: int
    name: str
    ways: tuple[Way, ...] = ()
    commune: str = ""
    booking_page: str = ""
    phone: str = ""
    why: Why | None = None  # kept with the appointment, if one is made here
    address: str = ""
    walk_in: bool = False
    km: float | None = None
    first_at: datetime | None = None

    @property
    def full_address(self) -> str:
        """The address with its town."""
        return full_address(self.address, self.commune)


@dataclass(frozen=True, slots=True)
class State:
    """One reception. ``holder`` is a random word: it owns a held slot."""

    holder: str
    step: Step = Step.REQUEST
    need: Need | None = None
    needs: tuple[Need, ...] = ()
    statuses: frozenset[Status] = frozenset()
    age: AgeBand | None = None
    handicap: bool = False
    place: str | None = None
    constraints: Constraints = NOTHING_SAID
    candidates: tuple[str, ...] = ()
    asked: frozenset[Step] = frozenset()
    situations: str = ""  # the door taken behind the first situations offered
    words: str = ""
    unclear: str = ""  # the last words of a request that were not clear, until its need is known
    heard: str = ""  # the last words that may have been a question of their own
    left_open: tuple[str, ...] = ()  # their questions that were not answered
    informed: tuple[Need, ...] = ()
    sites: tuple[SiteOffer, ...] = ()
    refused_sites: frozenset[int] = frozenset()
    site: SiteOffer | None = None
    way: Way | None = None
    wants_place: bool = False  # an appointment was asked for before the need was restated
    wish: Wish | None = None  # days and hours asked for before moments are looked for
    slots: tuple[Slot, ...] = ()
    slot: Slot | None = None
    code: str | None = None
    detailed: tuple[Need, ...] = ()  # those whose details were given too
    where_is: StructureType | None = None  # the kind of place whose address was asked for, until the town is known
    for_other: bool = False  # they ask for somebody else than a child of theirs
    errand: str = ""  # "move" or "cancel", said before the appointment was found
    asked_to_go_on: bool = False  # the last words offered to go on here, beside a person
    told_unkept: bool = False  # they know that contact details are not kept here
    moving: bool = False
    waiting: bool = False  # they asked to be told of an earlier place
    follows: str | None = None  # the code of an appointment that was refused or displaced: the next one replaces it
    set_aside: Said | None = None  # words that wait until it is known that nobody is in danger
    withheld: frozenset[str] = frozenset()
    misses: int = 0
    outcome: Outcome | None = None
    before: Self | None = field(default=None, repr=False)

    @property
    def seed(self) -> str:
        """What the draws of this reception start from: it may be kept, and does not lead back to the holder."""
        return sha256(f"draw\0{self.holder}".encode()).hexdigest()[:16]

    @property
    def pending(self) -> "State":
        """The state whose question waits while a person or help is offered; any other state as it is."""
        if self.step not in MEANWHILE:
            return self
        waiting = self.before or replace(self, step=Step.REQUEST)
        return replace(waiting, misses=0, outcome=self.outcome, set_aside=None)

    def request(self) -> Request:
        """What the directory needs to know to find places."""
        return Request(
            need=self.need or Need.RDV,
            statuses=self.statuses,
            place=self.place,
            age=self.age,
            handicap=self.handicap or self.need is Need.HANDICAP,
            ways=self.constraints.ways,
            step_free=self.constraints.step_free,
            times=self.constraints.times,
            language=self.constraints.language,
        )

    def to(self, step: Step, **changes: Any) -> "State":
        """The next state, remembering this one so that the person can take the step back."""
        return replace(self, step=step, misses=0, before=_shallow(self, UNDO_DEPTH), **changes)

    def left_from(self, former: "State") -> "State":
        """The same state, whose step before is that former one, as it was when the person spoke."""
        return replace(self, before=_shallow(replace(former, misses=0), UNDO_DEPTH))

    def missed(self) -> "State":
        """The same state after words that were not understood."""
        return replace(self, misses=self.misses + 1)


def _shallow(state: State, depth: int) -> State:
    if state.before is None:
        return state
    return replace(state, before=_shallow(state.before, depth - 1) if depth > 1 else None)


_STATES: TypeAdapter[State] = TypeAdapter(State)


def dump_state(state: State) -> str:
    """The state as JSON."""
    return _STATES.dump_json(state, exclude_defaults=True).decode()


def load_state(words: str) -> State:
    """The state from JSON; raises ``pydantic.ValidationError`` when it is not a state."""
    return _STATES.validate_json(words)
