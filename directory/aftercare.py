"""What follows a booking, with the code as the only key: see, move, come sooner, cancel, hand over, see and erase."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from directory import announcements, booking, closures, handover, kept, models, waiting
from directory.closures import Displaced
from directory.errors import SlotTaken
from directory.plans import Plan, plan_of
from directory.requests import AppointmentState, AppointmentView, Contact, Kept, Slot, SummaryLine
from directory.store import Store
from directory.views import appointment_view


class Aftercare(Store):
    """The part of the directory's service that works on an appointment that is there."""

    def find(self, code: str, *, now: datetime) -> AppointmentView | None:
        """The appointment of this code, cancelled or past ones included; ``None`` when there is none."""
        with self.reading() as session:
            found = self._appointment(session, code)
            return appointment_view(session, found, now=now) if found else None

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
            if not booking.is_at(found, slot):
                waiting.leave(session, found)
                booking.move_time(session, found, slot, holder=token, now=now)
                _moved(session, found, slot, now)
            return appointment_view(session, found, now=now)

    def cancel(self, code: str, *, now: datetime) -> AppointmentView:
        """Cancels the appointment, frees its time, and erases the summary and the identity that went with it.

        Cancelling twice changes nothing; one that the structure has refused is erased as well. :class:`UnknownCode`;
        :class:`AppointmentClosed` when it has begun.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            if found.state is not AppointmentState.CANCELLED:
                booking.check_open(found, now)
                kept.erase(session, found, now)
                waiting.offer_earlier(session, now, site_id=found.agenda.site_id)
            else:
                handover.withdraw(session, found, now)
            return appointment_view(session, found, now=now)

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

        With ``contact.reminders`` they are reminded the day before, by e-mail or else by text message. An empty contact
        erases what was kept. :class:`UnknownCode`; :class:`AppointmentClosed`.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            booking.check_open(found, now)
            handover.save_contact(session, found, contact, consent=consent, now=now)

    def kept(self, code: str, *, now: datetime) -> Kept | None:
        """All that is kept under this code, who has read it, and until when; ``None`` for an unknown code."""
        with self.reading() as session:
            found = self._appointment(session, code)
            return kept.kept_of(session, found, now) if found else None

    def erase(self, code: str, *, now: datetime) -> AppointmentView:
        """Cancels what is to come and erases summary, identity and consents, after the meeting as well as before.

        Erasing twice changes nothing more. :class:`UnknownCode`.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            kept.erase(session, found, now)
            return appointment_view(session, found, now=now)

    def wait_for_earlier(self, code: str, *, now: datetime) -> AppointmentView:
        """Puts the person on the list for an earlier slot of the same place and way; the appointment stays as it is.

        A slot that is freed is offered to the first in line: ``offer`` of the view, and a message if they left where to
        reach them. :class:`UnknownCode`; :class:`AppointmentClosed`.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            booking.check_open(found, now)
            waiting.ask(session, found, now)
            waiting.offer_earlier(session, now, site_id=found.agenda.site_id)
            return appointment_view(session, found, now=now)

    def stop_waiting(self, code: str, *, now: datetime) -> AppointmentView:
        """Takes the person off that list; an offered slot goes to the next one. :class:`UnknownCode`."""
        with self.writing() as session:
            found = self._locked(session, code)
            waiting.leave(session, found)
            waiting.offer_earlier(session, now, site_id=found.agenda.site_id)
            return appointment_view(session, found, now=now)

    def take_offer(self, code: str, *, now: datetime) -> AppointmentView:
        """The person's yes to the slot that is offered to them: the appointment moves there.

        :class:`SlotTaken` when no slot is kept for them any more; :class:`UnknownCode`; :class:`AppointmentClosed`.
        """
        with self.writing() as session:
            found = self._locked(session, code)
            booking.check_open(found, now)
            slot = waiting.accept(session, found, now)
            if slot is None:
                raise SlotTaken
            _moved(session, found, slot, now)
            return appointment_view(session, found, now=now)

    def close(
        self, site_id: int, first_day: date, last_day: date, label: str, *, now: datetime
    ) -> tuple[Displaced, ...]:
        """Closes a site (:func:`directory.closures.close`); returns the appointments that have to move."""
        with self.writing() as session:
            return closures.close(session, site_id, first_day, last_day, label, now=now)

    def be_absent(
        self, agenda_id: int, starts_at: datetime, ends_at: datetime, *, now: datetime
    ) -> tuple[Displaced, ...]:
        """An absence (:func:`directory.closures.be_absent`); returns the appointments that have to move."""
        with self.writing() as session:
            return closures.be_absent(session, agenda_id, starts_at, ends_at, now=now)


def _moved(session: Session, appointment: models.Appointment, slot: Slot, now: datetime) -> None:
    appointment.way, appointment.sequence, appointment.changed_at = slot.way, appointment.sequence + 1, now
    announcements.remind(session, appointment, now)
    waiting.offer_earlier(session, now, site_id=appointment.agenda.site_id)
