"""Counts contacts: watches turns and, when a conversation is over, keeps one record that leads to nobody (L03, L22).

A contact begins with the first words of the person, not with the opening of a page. It is written when nothing was said
for as long as a talk lasts, or when the service stops; never during a turn, which it can neither slow nor break.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

import structlog
from sqlalchemy.exc import SQLAlchemyError

from actions.state import Outcome, State
from bot.conversation import Passed, Watch
from bot.talks import IDLE_SECONDS
from bot.texts import Channel
from directory.models import ContactChannel, ContactOutcome, FirstSlot, Travel
from directory.service import Directory
from directory.steering.activity import ContactRecord, delay_of, keep_contact, travel_to
from directory.steering.shown import ShownProposals
from directory.steering.territories import territory_of

log = structlog.get_logger()

IDLE = timedelta(seconds=IDLE_SECONDS)
EVERY_SECONDS = 60
MOST_KEPT = 20_000  # conversations followed at once; beyond, the oldest is written early
CHANNELS = {Channel.WEB: ContactChannel.WEB, Channel.PHONE: ContactChannel.PHONE}


@dataclass(frozen=True, slots=True)
class Contact:
    """A conversation under way, as far as it will be counted."""

    began: datetime
    last: datetime
    channel: ContactChannel
    state: State
    turns: int = 0
    misunderstood: int = 0
    first_slot: FirstSlot = FirstSlot.NONE
    site: int | None = None
    outcomes: frozenset[Outcome] = frozenset()

    def after(self, passed: Passed, now: datetime) -> "Contact":
        """The same once this turn is played."""
        before, state = passed.before, passed.after
        slot = min((slot.starts_at for slot in state.slots), default=None)
        new = state.outcome if before is None or state.outcome is not before.outcome else None
        return replace(
            self,
            last=now,
            state=state,
            turns=self.turns + (before is not None),
            misunderstood=self.misunderstood + (before is not None and state.misses > before.misses),
            first_slot=delay_of(now, slot) if self.first_slot is FirstSlot.NONE else self.first_slot,
            site=self.site if self.site is not None else next((site.site_id for site in state.sites), None),
            outcomes=self.outcomes | ({new} if new else set()),
        )

    @property
    def outcome(self) -> ContactOutcome:
        """How it ended, the most that happened to it."""
        if Outcome.EMERGENCY in self.outcomes:
            return ContactOutcome.EMERGENCY
        if Outcome.APPOINTMENT in self.outcomes:
            return ContactOutcome.APPOINTMENT
        if Outcome.HUMAN in self.outcomes:
            return ContactOutcome.HUMAN
        if self.site is not None:
            return ContactOutcome.DECLINED
        return ContactOutcome.INFORMATION if Outcome.INFORMATION in self.outcomes else ContactOutcome.LOST


class Activity:
    """The contacts under way in this process."""

    def __init__(self, directory: Directory, clock: Callable[[], datetime], *, region: str) -> None:
        self._directory = directory
        self._clock = clock
        self._region = region
        self._contacts: OrderedDict[str, Contact] = OrderedDict()
        self._lock = Lock()  # turns are told on the loop, writing goes on beside it

    def turned(self, passed: Passed) -> None:
        """One more turn; quick, in memory."""
        now, token = self._clock(), passed.after.holder
        with self._lock:
            came = passed.contact or CHANNELS[passed.channel]
            known = self._contacts.pop(token, None) or Contact(now, now, came, passed.after)
            self._contacts[token] = known.after(passed, now)

    async def keep_writing(self) -> None:
        """Writes the contacts that are over, every minute, until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await asyncio.to_thread(self.write, idle=IDLE)

    def write(self, *, idle: timedelta = timedelta(0)) -> None:
        """Writes the contacts in which nothing was said for this long."""
        while over := self._take(self._clock() - idle):
            token, contact = over
            if contact.turns:
                self._write(token, contact)

    def _take(self, limit: datetime) -> tuple[str, Contact] | None:
        """The contact that has been silent for the longest, when it is over or room is wanted."""
        with self._lock:
            if not self._contacts:
                return None
            token, contact = next(iter(self._contacts.items()))
            if contact.last > limit and len(self._contacts) <= MOST_KEPT:
                return None
            del self._contacts[token]
            return token, contact

    def _write(self, token: str, contact: Contact) -> None:
        try:
            keep_contact(self._directory, self._record(contact), token=token)
        except SQLAlchemyError as error:  # one contact less in the figures; people are received all the same
            log.warning("contact_not_counted", error=type(error).__name__)

    def _record(self, contact: Contact) -> ContactRecord:
        state, outcome = contact.state, contact.outcome
        travel = Travel.NOT_SAID if contact.site is None else travel_to(self._directory, state.place, contact.site)
        return ContactRecord(
            began=contact.began,
            channel=contact.channel,
            territory=territory_of(self._directory, state.place, region=self._region),
            need=state.need,
            statuses=state.statuses,
            outcome=outcome,
            doors=2 if outcome in {ContactOutcome.APPOINTMENT, ContactOutcome.HUMAN} else 1,
            misunderstood=contact.misunderstood,
            travel=travel,
            first_slot=contact.first_slot,
        )


def telling(shown: ShownProposals) -> Watch:
    """Tells the places that a turn proposed to whoever counts them."""

    def turned(passed: Passed) -> None:
        before, state = passed.before.sites if passed.before else (), passed.after
        if state.sites != before:
            shown.note(state.request().need, (one.why for one in state.sites))

    return turned
