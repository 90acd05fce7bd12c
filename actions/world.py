"""What a turn may ask of the rest of the house; the clock is a value of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from actions.deeds import Value
from bot.information import Fiche, Glossary, Passage
from directory.human_line import HumanLine
from directory.onward import WayOn
from directory.places import Places
from directory.requests import AppointmentView, Proposal, Request, Slot, SummaryLine, Why
from directory.vocabulary import Need, StructureType, Way
from directory.whereabouts import Whereabouts


class PartnerDirectory(Protocol):
    """The part of ``directory.service.Directory`` that a conversation uses."""

    def propose(self, request: Request, *, now: datetime, seed: str, limit: int = 3) -> tuple[Proposal, ...]: ...

    def slots(  # noqa: PLR0913 - the bounds of a wish are said apart
        self,
        site_id: int,
        way: Way,
        *,
        now: datetime,
        first: date | None = None,
        last: date | None = None,
        after: time | None = None,
        before: time | None = None,
        limit: int = 3,
    ) -> tuple[Slot, ...]: ...

    def hold(self, slot: Slot, *, holder: str, now: datetime) -> None: ...

    def book(
        self, slot: Slot, *, holder: str, now: datetime, need: Need, why: Why | None = None
    ) -> AppointmentView: ...

    def find(self, code: str, *, now: datetime) -> AppointmentView | None: ...

    def release(self, *, holder: str, now: datetime) -> None: ...

    def move(self, code: str, slot: Slot, *, now: datetime, holder: str | None = None) -> AppointmentView: ...

    def cancel(self, code: str, *, now: datetime) -> AppointmentView: ...

    def way_on(self, code: str, *, now: datetime) -> WayOn | None: ...

    def book_onward(
        self, code: str, slot: Slot, *, holder: str, now: datetime, why: Why | None = None
    ) -> AppointmentView: ...

    def wait_for_earlier(self, code: str, *, now: datetime) -> AppointmentView: ...

    def where(self, kind: StructureType, place: str, *, limit: int) -> tuple[Whereabouts, ...]: ...

    def refer(self, code: str, lines: tuple[SummaryLine, ...], *, consent: str, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside the reception: the partner directory, the fiches, the communes, the instant."""

    directory: PartnerDirectory
    fiches: Mapping[Need, Fiche]
    places: Places
    human: HumanLine
    human_number: str  # as it is shown
    now: datetime
    write: Callable[[Value], str]  # the words of a value, as they are shown in writing
    glossary: Glossary
    search: Callable[[str], tuple[Passage, ...]]  # verified information for a question, best first
    departement: str | None = None  # the region's usual département, to rank towns of the same name
