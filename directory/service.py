"""The directory as other rooms call it: who can receive this person, when, and a booking that holds."""

import secrets
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from heapq import merge
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory import announcements, booking, handover, models
from directory.agenda import Wanted, free_slots
from directory.codes import fingerprint, make_code, normal_code
from directory.database import MAX_ID, migrate, open_engine, reading, writing
from directory.errors import SlotNotOffered, UnknownCode, UnknownSite
from directory.openings import read_agendas
from directory.places import Places, load_places
from directory.plans import Plan, plan_of
from directory.proposals import propose
from directory.requests import AppointmentState, AppointmentView, Contact, Proposal, Request, Slot, SummaryLine
from directory.rules import Rules, load_rules
from directory.views import appointment_view
from directory.vocabulary import Need, Way

SALT_BYTES = 16


class Directory:
    """The one thing other rooms call. Sync, safe to share between threads; it opens and closes its own sessions.

    ``secret`` keys the fingerprints of codes and holders: with another one, codes given before are no longer known.
    Every ``now`` is an aware datetime. Every error is a :class:`directory.errors.DirectoryError`.
    """

    def __init__(
        self,
        database: Engine | str,
        *,
        secret: str | bytes,
        places: Places | None = None,
        rules: Rules | None = None,
        randomness: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        if not secret:
            raise ValueError("The directory needs a secret to keep appointment codes.")
        self.engine = open_engine(database) if isinstance(database, str) else database
        self.places = places if places is not None else load_places()
        self.rules = rules if rules is not None else load_rules()
        self._secret = secret.encode() if isinstance(secret, str) else secret
        self._randomness = randomness

    def migrate(self) -> None:
        """Brings the database to its latest form, from nothing if need be."""
        migrate(self.engine)

    def reading(self) -> AbstractContextManager[Session]:
        """A session for reading, for the desk and the reports."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Session]:
        """A session that commits at the end of the block, for the desk and the loaders."""
        return writing(self.engine)

    def seal(self, purpose: str, text: str) -> str:
        """The keyed fingerprint to keep in place of something that only its holder may know."""
        return fingerprint(self._secret, purpose, text)

    def propose(self, request: Request, *, now: datetime, seed: str, limit: int = 3) -> tuple[Proposal, ...]:
        """Up to ``limit`` places that really can meet this person, best first, with reasons; never none.

        The same seed gives the same order; another one draws anew among equals.
        """
        with self.reading() as session:
            return propose(session, request, places=self.places, rules=self.rules, now=now, seed=seed, limit=limit)

    def slots(  # noqa: PLR0913 - each wish is one plain argument, as callers have them
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
        """The next free slots of a site for this way, soonest first, one for each moment.

        ``first`` and ``last`` are days, both included; ``after`` and ``before`` hours on the site's clock.
        :class:`UnknownSite` when there is no such site.
        """
        wanted = Wanted(first, last, after, before)
        with self.reading() as session:
            _check_site(session, site_id)
            agendas = read_agendas(session, site_id, now)
        streams = (free_slots(agenda, way, now=now, wanted=wanted) for agenda in agendas)
        moments: dict[datetime, Slot] = {}
        for slot in merge(*streams, key=lambda slot: (slot.starts_at, slot.agenda_id)):
            moments.setdefault(slot.starts_at, slot)
            if len(moments) >= limit:
                break
        return tuple(moments.values())

    def hold(self, slot: Slot, *, holder: str, now: datetime) -> None:
        """Keeps a slot for ten minutes for this holder (a conversation's token), in place of any other they held.

        :class:`SlotTaken` when somebody else has it.
        """
        with self.writing() as session:
            booking.hold_slot(session, slot, holder=self._holder(holder), now=now)

    def release(self, *, holder: str, now: datetime) -> None:
        """Frees what this holder holds: the person went back."""
        with self.writing() as session:
            booking.clear_holds(session, self._holder(holder), now)

    def book(self, slot: Slot, *, holder: str, now: datetime, need: Need) -> AppointmentView:
        """Books the slot; the view carries the code, which nothing can show again later.

        The same holder asking again for the same slot gets the same appointment and the same code.
        :class:`SlotTaken` when somebody else has it; :class:`TooManyAppointments` when the holder has three to come.
        """
        token = self._holder(holder)
        with self.writing() as session:
            booking.locked_agenda(session, slot.agenda_id)
            found = session.scalar(_booked_by(token, slot))
            if found is None:
                booking.check_quota(session, token, now)
                taken = booking.take_for_booking(session, slot, holder=token, now=now)
                found = self._new_appointment(session, taken, slot, holder=holder, now=now, need=need)
            return appointment_view(found, code=make_code(self._secret, holder, found.salt))

    def find(self, code: str, *, now: datetime) -> AppointmentView | None:
        """The appointment of this code, cancelled or past ones included; ``None`` when there is none."""
        with self.reading() as session:
            found = self._appointment(session, code)
            return appointment_view(found) if found else None

    def move(self, code: str, slot: Slot, *, now: datetime, holder: str | None = None) -> AppointmentView:
        """Moves the appointment to this slot of the same structure and frees the old one; the code stays.

        ``holder`` is the token under which the new slot was held, if it was. Raises :class:`UnknownCode`,
        :class:`AppointmentClosed`, :class:`OtherStructure` or :class:`SlotTaken`; then nothing has changed.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            booking.check_open(found, now)
            booking.lock_agendas(session, {found.agenda_id, slot.agenda_id})
            token = self._holder(holder) if holder else None
            if not _is_at(found, slot):
                booking.move_time(session, found, slot, holder=token, now=now)
                found.way, found.sequence, found.changed_at = slot.way, found.sequence + 1, now
                announcements.remind(session, found, now)
            return appointment_view(found)

    def cancel(self, code: str, *, now: datetime) -> AppointmentView:
        """Cancels the appointment, frees its time, and erases the summary and the identity that went with it.

        Cancelling twice changes nothing. :class:`UnknownCode`; :class:`AppointmentClosed` when it has begun.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            if found.state is not AppointmentState.CANCELLED:
                booking.check_open(found, now)
                booking.free_time(session, found)
                handover.withdraw(session, found, now)
                found.sequence, found.changed_at = found.sequence + 1, now
            return appointment_view(found)

    def plan(self, code: str) -> Plan:
        """The action plan agreed at the appointment of this code; an empty one when there is none."""
        with self.reading() as session:
            found = self._appointment(session, code)
            return plan_of(session, found.id) if found else Plan()

    def refer(self, code: str, lines: tuple[SummaryLine, ...], *, consent: str, now: datetime) -> None:
        """Hands the approved lines over to the structure, under this version of the consent text.

        Done again, the new lines take the place of the old ones. :class:`UnknownCode`; :class:`AppointmentClosed`.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            booking.check_open(found, now)
            handover.refer(session, found, lines, consent=consent, now=now)

    def save_contact(self, code: str, contact: Contact, *, consent: str, now: datetime) -> None:
        """Keeps who the person is, as far as they said, under this version of the consent text.

        An empty contact erases what was kept. :class:`UnknownCode`; :class:`AppointmentClosed`.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            booking.check_open(found, now)
            handover.save_contact(session, found, contact, consent=consent, now=now)

    def _new_appointment(
        self, session: Session, taken: models.TakenTime, slot: Slot, *, holder: str, now: datetime, need: Need
    ) -> models.Appointment:
        salt, code = self._fresh_code(session, holder)
        appointment = models.Appointment(
            uid=str(uuid.UUID(bytes=self._randomness(16), version=4)),
            code=code,
            salt=salt,
            holder=self._holder(holder),
            agenda_id=taken.agenda_id,
            taken_time_id=taken.id,
            starts_at=taken.starts_at,
            ends_at=taken.ends_at,
            way=slot.way,
            need=need,
            state=AppointmentState.BOOKED,
            sequence=0,
            booked_at=now,
            changed_at=now,
        )
        session.add(appointment)
        session.flush()
        return appointment

    def _fresh_code(self, session: Session, holder: str) -> tuple[bytes, str]:
        """A salt whose code nobody has, and the fingerprint of that code."""
        while True:
            salt = self._randomness(SALT_BYTES)
            code = self._code(make_code(self._secret, holder, salt))
            if session.scalar(select(models.Appointment.id).where(models.Appointment.code == code)) is None:
                return salt, code

    def _locked(self, session: Session, code: str) -> models.Appointment:
        found = self._appointment(session, code, lock=True)
        if found is None:
            raise UnknownCode
        return found

    def _appointment(self, session: Session, code: str, **options: Any) -> models.Appointment | None:
        digits = normal_code(code)
        return handover.appointment_of(session, self._code(digits), **options) if digits else None

    def _code(self, digits: str) -> str:
        return fingerprint(self._secret, "appointment", digits)

    def _holder(self, token: str) -> str:
        if not token:
            raise SlotNotOffered
        return fingerprint(self._secret, "holder", token)


def _check_site(session: Session, site_id: int) -> None:
    known = select(models.Site.id).where(models.Site.id == site_id, models.Site.active)
    if not 0 < site_id <= MAX_ID or session.scalar(known) is None:
        raise UnknownSite(site_id)


def _booked_by(holder: str, slot: Slot) -> Any:
    return select(models.Appointment).where(
        models.Appointment.holder == holder,
        models.Appointment.state == AppointmentState.BOOKED,
        models.Appointment.agenda_id == slot.agenda_id,
        models.Appointment.starts_at == slot.starts_at,
    )


def _is_at(appointment: models.Appointment, slot: Slot) -> bool:
    return (appointment.agenda_id, appointment.starts_at, appointment.way) == (slot.agenda_id, slot.starts_at, slot.way)
