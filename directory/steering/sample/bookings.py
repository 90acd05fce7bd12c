"""One appointment of a sample year, with the request that went to the structure and what became of it, as rows."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from directory import models
from directory.referrals import ReferralState, RefusalReason
from directory.requests import AppointmentState
from directory.retention import ERASED
from directory.steering.sample.proportions import ENDS, REFUSALS, WAYS, pick
from directory.vocabulary import Need, Way


@dataclass(frozen=True, slots=True)
class Room:
    """An agenda where somebody is met."""

    agenda: int
    structure: int


class Booking:
    """One appointment with the referral that goes with it, as rows."""

    def __init__(self, number: int, need: Need, room: Room, start: datetime, draw: random.Random) -> None:
        self.number, self.need, self.room, self.start = number, need, room, start
        self.booked = start - timedelta(
            days=draw.choices((1, 4, 9, 20, 40), (15, 40, 28, 13, 4))[0], hours=draw.randint(0, 9)
        )
        self.way: Way = pick(draw, WAYS, 1)[0]
        self.end: AppointmentState = pick(draw, ENDS, 1)[0]
        self.refused: RefusalReason | None = pick(draw, REFUSALS, 1)[0] if draw.random() < 0.04 else None
        self.answered = self.booked + timedelta(hours=draw.choices((5, 30, 60, 110), (45, 32, 14, 9))[0])
        if self.refused:
            self.end = AppointmentState.CANCELLED
        self.uid = str(uuid.UUID(int=draw.getrandbits(128), version=4))

    def time(self) -> dict[str, Any]:
        """The moment that it takes."""
        return {"id": self.number, "agenda_id": self.room.agenda, "starts_at": self.start, "ends_at": self._ends}

    def appointment(self) -> dict[str, Any]:
        """The appointment itself, its code erased."""
        return {
            "id": self.number,
            "uid": self.uid,
            "code": ERASED + self.uid,
            "salt": b"",
            "holder": "",
            "agenda_id": self.room.agenda,
            "taken_time_id": None if self.end is AppointmentState.CANCELLED else self.number,
            "starts_at": self.start,
            "ends_at": self._ends,
            "way": self.way,
            "need": self.need,
            "state": self.end,
            "sequence": 0,
            "booked_at": self.booked,
            "changed_at": self.start,
        }

    def consent(self) -> dict[str, Any]:
        """The permission to pass the summary on."""
        return {
            "id": self.number,
            "appointment_id": self.number,
            "structure_id": self.room.structure,
            "purpose": models.ConsentPurpose.SUMMARY,
            "version": "exemple",
            "given_at": self.booked,
        }

    def referral(self) -> dict[str, Any]:
        """The request to the structure."""
        return {
            "id": self.number,
            "appointment_id": self.number,
            "structure_id": self.room.structure,
            "consent_id": self.number,
            "state": self._standing,
            "refusal_reason": self.refused.value if self.refused else None,
            "created_at": self.booked,
            "changed_at": self.start,
        }

    def steps(self) -> Iterator[dict[str, Any]]:
        """What became of that request."""
        yield self._step(ReferralState.SENT, self.booked)
        if self.refused or self.end in {AppointmentState.MET, AppointmentState.NO_SHOW}:
            yield self._step(ReferralState.REFUSED if self.refused else ReferralState.ACCEPTED, self.answered)
        if self.end in {AppointmentState.MET, AppointmentState.NO_SHOW}:
            yield self._step(self._standing, self._ends)

    def after(self, previous: "Booking", *, third: bool) -> dict[str, Any]:
        """What says that the person was led on from that other appointment to this one."""
        return {
            "appointment_id": self.number,
            "previous_id": previous.number,
            "door": 3 if third else 2,
            "reason": "exemple" if third else None,
        }

    @property
    def _ends(self) -> datetime:
        return self.start + timedelta(minutes=45)

    @property
    def _standing(self) -> ReferralState:
        if self.refused:
            return ReferralState.REFUSED
        return {
            AppointmentState.MET: ReferralState.MET,
            AppointmentState.NO_SHOW: ReferralState.NO_SHOW,
            AppointmentState.CANCELLED: ReferralState.WITHDRAWN,
            AppointmentState.BOOKED: ReferralState.EXPIRED,
        }[self.end]

    def _step(self, state: ReferralState, at: datetime) -> dict[str, Any]:
        return {"referral_id": self.number, "state": state, "at": at}
