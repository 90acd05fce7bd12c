"""The seam: what the directory asks of a tool where agendas are kept, whichever it is."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from directory.recurrence import Recurrence
from directory.requests import Contact

RDV_SERVICE_PUBLIC = "rdv-service-public"
"""The name under which packs and notices find each other."""


@dataclass(frozen=True, slots=True)
class ClockTimes:
    """A span on the clock of the agenda's site, for tools that do not say a time zone.

    ``every``: it comes back by this rule, counted from its first day, until the last one that ``until`` allows.
    """

    first_day: date
    opens: time
    last_day: date
    closes: time
    every: Recurrence | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a tool said of one thing (an appointment, an absence) at one moment; nobody's name is in it.

    ``key`` is the same for everything said of this thing. ``agendas`` are the tool's own numbers. ``taken`` is ``None``
    when the time is free again.
    """

    key: str
    said_at: datetime
    agendas: frozenset[str]
    taken: tuple[datetime, datetime] | ClockTimes | None


class BadNotice(Exception):  # noqa: N818 - a fact of the trade
    """A signed notice that does not have the documented shape: it will not be better the next time."""


class NotPrepared(Exception):  # noqa: N818 - a fact of the trade
    """The tool did not take the plan of an appointment; the message is for the log, never for a page."""


class AgendaProvider(Protocol):
    """A tool in which structures keep agendas. ``name`` is what :class:`directory.models.OutsideAgenda` keeps."""

    @property
    def name(self) -> str: ...

    def booking_page(self, reference: str) -> str:
        """The public page where a person books by themselves."""
        ...

    def agenda_number(self, reference: str) -> str:
        """The number by which notices name this agenda; empty when they cannot."""
        ...

    def is_signed(self, body: bytes, signature: str) -> bool:
        """Whether the tool itself sent this."""
        ...

    def read(self, body: bytes) -> Heard | None:
        """What a notice says; ``None`` when it is of nothing that takes time. :class:`BadNotice` when unreadable."""
        ...

    @property
    def prepares(self) -> bool:
        """Whether counsellors who have an account there can have the plan of an appointment prepared."""
        ...

    def consent_page(self, state: str, back: str) -> str:
        """Where a counsellor allows us to prepare plans in their name; they come ``back`` with ``state`` and a code."""
        ...

    def prepare(self, contact: Contact, code: str, *, back: str, after: str) -> str:
        """Prepares a plan for this person in the name of who gave the code; returns the page where they finish it.

        ``back`` is what :meth:`consent_page` was given, ``after`` where the tool leads once it is done. Nothing of the
        permission is kept. :class:`NotPrepared`.
        """
        ...
