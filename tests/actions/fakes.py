"""A small partner directory in memory, and a world to play receptions in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from actions.deeds import Value
from actions.world import World
from bot.information import Fiche, Glossary, Passage, load_fiches, load_glossary
from bot.texts import load_texts
from directory.errors import SlotTaken, UnknownCode
from directory.human_line import HumanLine
from directory.onward import WayOn
from directory.places import load_places
from directory.requests import (
    AppointmentView,
    Proposal,
    Reason,
    Request,
    Slot,
    SummaryLine,
    Why,
)
from directory.vocabulary import Need, StructureType, Way
from directory.whereabouts import Whereabouts
from tests.appointments import appointment

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CODE = "2345060708"


def slot(day: int, hour: int, way: Way = Way.ON_SITE) -> Slot:
    """A slot of November 2026 in Tours."""
    return Slot(1, way, datetime(2026, 11, day, hour, tzinfo=PARIS), 45)


SLOTS = (slot(24, 9), slot(24, 14), slot(26, 10), slot(27, 9), slot(30, 16), slot(30, 17))
FAR = Slot(1, Way.ON_SITE, datetime(2026, 12, 14, 9, tzinfo=PARIS), 45)


def place(
    site_id: int, name: str, *, ways: tuple[Way, ...] = (Way.ON_SITE,), first: Slot | None = SLOTS[0]
) -> Proposal:
    """A proposal of the directory."""
    return Proposal(
        site_id=site_id,
        structure_name=name,
        structure_type=StructureType.CEP_ACTIFS,
        site_name=name,
        address="1 place de la Gare, 37000 Tours",
        commune="Tours",
        phone=None,
        website=None,
        distance_km=1.0,
        reasons=(Reason("same_commune", {"commune": "Tours"}),),
        ways=ways,
        first_slot=first,
        walk_in=None if first else MONDAY.astimezone(PARIS),
        step_free=True,
        sample=True,
        why=Why(("audience_main",), "seed", 1, (name,)),
    )


@dataclass
class SmallDirectory:
    """Three places, six slots, everything remembered for the test to look at."""

    proposals: list[Proposal] = field(
        default_factory=lambda: [
            place(1, "Avenir Actifs Tours", ways=(Way.ON_SITE, Way.PHONE)),
            place(2, "Point conseil Chinon"),
            place(3, "Info Jeunes Tours", first=None),
        ]
    )
    taken: set[datetime] = field(default_factory=set)
    booked: dict[str, AppointmentView] = field(default_factory=dict)
    referred: dict[str, tuple[SummaryLine, ...]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    whys: list[Why | None] = field(default_factory=list)
    other_slots: tuple[Slot, ...] = ()
    waiting: list[str] = field(default_factory=list)
    free: tuple[Slot, ...] = SLOTS
    asked_where: list[tuple[StructureType, str]] = field(default_factory=list)

    def propose(self, request: Request, *, now: datetime, seed: str, limit: int = 3) -> tuple[Proposal, ...]:
        self.requests.append(request)
        return tuple(self.proposals[:limit])

    def slots(
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
    ) -> tuple[Slot, ...]:
        free = (replace(s, way=way) for s in self.free if s.starts_at not in self.taken)
        return tuple(
            s
            for s in free
            if (not first or s.starts_at.date() >= first)
            and (not last or s.starts_at.date() <= last)
            and (not after or s.starts_at.time() >= after)
            and (not before or s.starts_at.time() <= before)
        )[:limit]

    def hold(self, slot: Slot, *, holder: str, now: datetime) -> None:
        if slot.starts_at in self.taken:
            raise SlotTaken

    def book(self, slot: Slot, *, holder: str, now: datetime, need: Need, why: Why | None = None) -> AppointmentView:
        if slot.starts_at in self.taken:
            raise SlotTaken
        self.taken.add(slot.starts_at)
        self.whys.append(why)
        self.booked[CODE] = appointment(
            starts_at=slot.starts_at, minutes=slot.minutes, way=slot.way, need=need, site_name="Avenir Actifs Tours"
        )
        return replace(self.booked[CODE], code=CODE)

    def find(self, code: str, *, now: datetime) -> AppointmentView | None:
        return self.booked.get(code)

    def release(self, *, holder: str, now: datetime) -> None:
        self.released.append(holder)

    def move(self, code: str, slot: Slot, *, now: datetime, holder: str | None = None) -> AppointmentView:
        self.booked[code] = replace(self.booked[code], starts_at=slot.starts_at, sequence=1)
        return self.booked[code]

    def cancel(self, code: str, *, now: datetime) -> AppointmentView:
        return self.booked.pop(code)

    def way_on(self, code: str, *, now: datetime) -> WayOn | None:
        return WayOn(self.other_slots, tuple(self.proposals[1:2])) if code in self.booked else None

    def book_onward(
        self, code: str, slot: Slot, *, holder: str, now: datetime, why: Why | None = None
    ) -> AppointmentView:
        self.followed.append(code)
        return self.book(slot, holder=holder, now=now, need=self.booked[code].need, why=why)

    def wait_for_earlier(self, code: str, *, now: datetime) -> AppointmentView:
        if code not in self.booked:
            raise UnknownCode
        self.waiting.append(code)
        return self.booked[code]

    def where(self, kind: StructureType, place: str, *, limit: int) -> tuple[Whereabouts, ...]:
        self.asked_where.append((kind, place))
        if kind is StructureType.GRETA:
            return ()
        return (Whereabouts("CIO de Tours", "8 rue Charles-Gille, Tours", "", "lundi : 9 h – 12 h", 0.8),)

    def refer(self, code: str, lines: tuple[SummaryLine, ...], *, consent: str, now: datetime) -> None:
        self.referred[code] = lines


def world(directory: SmallDirectory | None = None, *, now: datetime = MONDAY + timedelta(hours=1)) -> World:
    """The world of a test: real texts, fiches and communes, a small directory, a fixed clock."""
    human = HumanLine("+33261910000")
    fiches, glossary, write = words()
    number = "02 61 91 00 00"
    known = directory or SmallDirectory()
    return World(known, fiches, load_places(), human, number, now, write, glossary, search, "37")


def search(question: str) -> tuple[Passage, ...]:
    """A verified information of two passages: on deposits for a home, and on young people's rights."""
    if "caution" not in question:
        return ()
    fiches, glossary, _ = words()
    fiche, term = fiches[Need.JEUNES], glossary.get("Visale")
    defined = Passage(term.need, term.title, term.means, fiche.sources, fiche.verified_on, term.term)
    return defined, Passage(fiche.need, fiche.title, fiche.traps[0], fiche.sources, fiche.verified_on)


@cache
def words() -> tuple[Mapping[Need, Fiche], Glossary, Callable[[Value], str]]:
    """The real fiches, glossary and texts, read once."""
    return load_fiches(), load_glossary(), load_texts().write
