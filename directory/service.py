"""The directory as other rooms call it: who can receive this person, when, and a booking that holds."""

import secrets
import uuid
from collections.abc import Collection
from datetime import date, datetime, time
from heapq import merge
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import booking, call_backs, models, onward
from directory.aftercare import Aftercare
from directory.agenda import Wanted, free_slots
from directory.codes import make_code
from directory.database import MAX_ID
from directory.errors import UnknownSite
from directory.onward import WayOn
from directory.openings import read_agendas
from directory.outside.taken import with_pages
from directory.proposals import propose
from directory.requests import AppointmentState, AppointmentView, Proposal, Request, Slot, Why
from directory.views import appointment_view
from directory.vocabulary import Need, StructureType, Way
from directory.whereabouts import Whereabouts, nearest
from directory.why import keep

CALL_BACK_CHOICES = 5
OTHERS_SHOWN = 2


class Directory(Aftercare):
    """The one thing other rooms call. Sync, safe to share between threads; it opens and closes its own sessions.

    ``secret`` keys the fingerprints of codes and holders: with another one, codes given before are no longer known.
    Every ``now`` is an aware datetime. Every error is a :class:`directory.errors.DirectoryError`.
    """

    def propose(
        self, request: Request, *, now: datetime, seed: str, limit: int = 3, without: Collection[int] = ()
    ) -> tuple[Proposal, ...]:
        """Up to ``limit`` places that really can meet this person, best first, with reasons; never none.

        The same seed gives the same order for the same need and place; another one draws anew among equals. What is
        kept is a seed made of it, which tells neither it nor any other draw. ``without`` are sites to leave out.
        """
        with self.reading() as session:
            found = propose(
                session,
                request,
                places=self.places,
                rules=self.rules,
                now=now,
                seed=seed,
                limit=limit,
                outside=self.outside.name if self.outside else None,
                without=without,
            )
            return with_pages(session, self.outside, found) if self.outside else found

    def where(self, kind: StructureType, place: str, *, limit: int) -> tuple[Whereabouts, ...]:
        """The places of this kind to go to in a commune (INSEE code), else the nearest one; none when none is near."""
        near = self.places.get(place)
        with self.reading() as session:
            return nearest(session, kind, near, self.places, limit) if near else ()

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

    def book(self, slot: Slot, *, holder: str, now: datetime, need: Need, why: Why | None = None) -> AppointmentView:
        """Books the slot; the view carries the code, which nothing can show again later.

        ``why`` is that of the proposal the person took, kept with the appointment.

        The same holder asking again for the same slot gets the same appointment and the same code.
        :class:`SlotTaken` when somebody else has it; :class:`TooManyAppointments` when the holder has three to come.
        """
        token = self._holder(holder)
        with self.writing() as session:
            booking.locked_agenda(session, slot.agenda_id)
            found = session.scalar(_booked_by(token, slot))
            if found is None:
                booking.check_quota(session, token, now)
                found = self._take(session, slot, holder=holder, now=now, need=need, why=why)
            return self._with_code(session, found, holder, now)

    def way_on(self, code: str, *, now: datetime) -> WayOn | None:
        """What can be chosen in place of an appointment that was refused or has to move; ``None`` for an unknown code.

        ``slots`` of the same structure (:meth:`move` takes them), none when it has refused; ``others`` in other
        structures, with their reasons (:meth:`book_onward` takes their slots).
        """
        with self.reading() as session:
            found = self._appointment(session, code)
            if found is None:
                return None
            same = tuple(session.scalars(onward.sites_of_structure(found.agenda.site.structure_id)))
            request, way, here = onward.request_of(found, self.rules), found.way, found.agenda.site_id
            refused = found.state is AppointmentState.CANCELLED
            seed = self.seal("onward", found.uid)
        sites = () if refused else (here, *(site for site in same if site != here))
        asked = ((site, one) for site in sites for one in (way, *(other for other in Way if other is not way)))
        slots = next((free for site, one in asked if (free := self._slots_of(site, one, now))), ())
        others = self.propose(request, now=now, seed=seed, limit=OTHERS_SHOWN, without=same)
        return WayOn(slots, tuple(one for one in others if one.site_id))

    def book_onward(
        self,
        code: str,
        slot: Slot,
        *,
        holder: str,
        now: datetime,
        consent: str | None = None,
        reason: str | None = None,
        why: Why | None = None,
    ) -> AppointmentView:
        """Books this slot, of any structure, in place of the appointment of this code; the view has the new code.

        What is still to come of the old one is cancelled and erased. With ``consent``, a version of its text, the lines
        approved for the old structure go to the new one. After a meeting it is a third door: :class:`ThirdDoor` without
        a written ``reason``. :class:`UnknownCode`, :class:`AppointmentClosed`, :class:`SlotTaken`.
        """
        with self.writing() as session:
            previous = self._locked(session, code)
            onward.check_can_follow(session, previous, now)
            booking.lock_agendas(session, {previous.agenda_id, slot.agenda_id})
            made = self._take(session, slot, holder=holder, now=now, need=previous.need, why=why)
            onward.follow(session, previous, made, reason=reason, consent=consent, now=now)
            return self._with_code(session, made, holder, now)

    def ask_call_back(
        self, number: str, *, consent: str, now: datetime, need: Need | None = None, place: str | None = None
    ) -> None:
        """Keeps a number to call back, left with an explicit yes to this version of the text, for a counsellor to see.

        For the hotline outside the hours of its people. ``number`` in E.164; ``place`` an INSEE code. The structure is
        one that answers this need (a person of the service when it is not known) and has somebody at its desk, which
        reads :func:`directory.call_backs.waiting_query` and ends with :func:`directory.call_backs.close`. The number is
        erased with the call, and after ``call_back_days`` of ``retention.yml`` at the latest.
        """
        request = Request(need or Need.HUMAIN, place=place)
        found = self.propose(request, now=now, seed=secrets.token_hex(8), limit=CALL_BACK_CHOICES)
        with self.writing() as session:
            call_backs.ask(session, tuple(one.site_id for one in found), number, need=need, consent=consent, now=now)

    def _slots_of(self, site_id: int, way: Way, now: datetime) -> tuple[Slot, ...]:
        try:
            return self.slots(site_id, way, now=now)
        except UnknownSite:  # no longer active
            return ()

    def _take(
        self, session: Session, slot: Slot, *, holder: str, now: datetime, need: Need, why: Why | None
    ) -> models.Appointment:
        taken = booking.take_for_booking(session, slot, holder=self._holder(holder), now=now)
        made = self._new_appointment(session, taken, slot, holder=holder, now=now, need=need)
        if why is not None:
            keep(session, made, why)
        return made

    def _with_code(self, session: Session, found: models.Appointment, holder: str, now: datetime) -> AppointmentView:
        return appointment_view(session, found, now=now, code=make_code(self._secret, holder, found.salt))

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
