"""The values that other rooms exchange with the directory: a request in, proposals, slots and appointments out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from directory.referrals import ReferralState, RefusalReason
from directory.vocabulary import AgeBand, Need, Status, StructureType, Times, Way

SUMMARY_LINES = ("words", "need", "situation", "place", "constraints", "information", "questions")
"""Names of the lines of a summary, in the order they are read to the person."""

REASON_CODES = (
    "audience_main",
    "audience_also",
    "audience_handicap",
    "audience_everyone",
    "same_commune",
    "distance",
    "remote",
    "first_slot",
    "walk_in",
    "step_free",
    "step_free_unknown",
    "language",
    "language_unknown",
    "times",
    "times_unmet",
    "elsewhere",
)
"""Every code a :class:`Reason` may carry; each has its text under ``utter_reason_<code>``."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a person looks for, without anything that tells who the person is.

    ``place`` is an INSEE code. Everything but the need may be unknown: an empty set of ways means "any way", an
    empty one of times "any time". ``language`` besides French: ISO 639-1, or "lsf" for French sign language.
    """

    need: Need
    statuses: frozenset[Status] = frozenset()
    place: str | None = None
    age: AgeBand | None = None
    handicap: bool = False
    ways: frozenset[Way] = frozenset()
    step_free: bool = False
    times: frozenset[Times] = frozenset()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place is proposed: a code of :data:`REASON_CODES` and the values its text needs."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Why:
    """What may be kept of the reasons of one proposal, without anything of the person.

    ``reasons`` are codes; ``equals`` the keys of the sites that fitted equally well, this one included, in the order of
    the draw from ``seed``; ``rank`` the place of this one among them, ``position`` among all that were proposed
    together, both from 1 (``None``: it was kept before positions were).
    """

    reasons: tuple[str, ...]
    seed: str
    rank: int
    equals: tuple[str, ...]
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment that can be booked. ``starts_at`` is aware, in the time zone of the site."""

    agenda_id: int
    way: Way
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place that receives this person, with the reasons, and the first real moment to meet it.

    ``site_id`` is 0 for the national last resort, which has neither agenda nor address. ``distance_km`` is as the crow
    flies, ``None`` when it is unknown or means nothing (remote service). ``walk_in`` is the next moment when one can
    come (or, for a telephone line, call) without appointment; the current moment when it is open now. ``booking_page``
    is where one books by oneself, when no slot is ours to give and the agenda is kept in another tool. ``why`` is what
    may be kept with an appointment made of it.
    """

    site_id: int
    structure_name: str
    structure_type: StructureType
    site_name: str
    address: str
    commune: str
    phone: str | None
    website: str | None
    distance_km: float | None
    reasons: tuple[Reason, ...]
    ways: tuple[Way, ...]
    first_slot: Slot | None
    walk_in: datetime | None
    step_free: bool | None
    sample: bool
    booking_page: str | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the summary, as the person approved it. ``name`` is one of :data:`SUMMARY_LINES`; ``needs`` are those
    that its words name, when they say what was answered."""

    name: str
    text: str
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """What a person chose to say of who they are; every part is optional. ``reminders``: they said yes to one."""

    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    reminders: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a structure could not receive the person, and its sentence to them; ``text`` is empty once erased."""

    reason: RefusalReason
    text: str


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    MET = "met"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """An appointment as its code shows it: no identity, no summary.

    ``code`` is set by :meth:`directory.service.Directory.book` only. ``starts_at`` is aware, in the site's time zone.
    ``uid`` and ``sequence`` are those of the calendar file. ``replaced``: another one was booked in its
    place. ``to_move``: a closure or an absence came over it.
    ``waiting``: the person would come sooner; ``offer``: an earlier slot, kept for them until ``offer_until``.
    """

    code: str | None
    uid: str
    sequence: int
    state: AppointmentState
    starts_at: datetime
    minutes: int
    way: Way
    need: Need
    site_id: int
    structure_name: str
    structure_type: StructureType
    site_name: str
    address: str
    commune: str
    phone: str | None
    website: str | None
    transport: str | None
    step_free: bool | None
    sample: bool
    referred: bool
    has_contact: bool
    referral: ReferralState | None = None
    refusal: Refusal | None = None
    replaced: bool = False
    to_move: bool = False
    waiting: bool = False
    offer: Slot | None = None
    offer_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A yes of the person: to what, to which version of its text, when, and when it was taken back."""

    purpose: str
    version: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptReading:
    """Somebody of this structure read the person's ``summary`` or ``contact``."""

    at: datetime
    what: str
    structure: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything kept under a code. ``lines`` is empty when nothing was shared; ``readings``: the last first.

    ``erased_on``: the day after which nothing leads to the person any more (``retention.yml``).
    """

    appointment: AppointmentView
    lines: tuple[SummaryLine, ...]
    contact: Contact | None
    consents: tuple[GivenConsent, ...]
    readings: tuple[KeptReading, ...]
    erased_on: date
