"""Activity records: one for each contact, written when it ends, without anything that leads back to it (L03, L22)."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select

from directory import models
from directory.models import ContactChannel, ContactOutcome, FirstSlot, Moment, Travel
from directory.service import Directory
from directory.steering.opinions import DRAWN_BITS, month_of
from directory.territory import kilometres
from directory.vocabulary import Need, Status
from directory.working_days import PARIS, is_working_day

OFFICE = (time(9), time(17))  # the hours at which most people work or study (L12)
NIGHT = (time(22), time(7))
MOST_COUNTED = 9  # of misunderstood turns and doors: beyond, a contact would stand out

DAYS = {FirstSlot.UNDER_3: 3, FirstSlot.UNDER_8: 8, FirstSlot.UNDER_15: 15, FirstSlot.UNDER_31: 31}
KILOMETRES = {Travel.UNDER_5: 5, Travel.UNDER_10: 10, Travel.UNDER_20: 20, Travel.UNDER_50: 50}


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """What is kept of a contact. ``began`` is reduced to a month and an hour as it is written."""

    began: datetime
    channel: ContactChannel
    territory: str
    need: Need | None
    statuses: frozenset[Status]
    outcome: ContactOutcome
    doors: int
    misunderstood: int
    travel: Travel = Travel.NOT_SAID
    first_slot: FirstSlot = FirstSlot.NONE


def keep_contact(directory: Directory, contact: ContactRecord, *, token: str) -> None:
    """Keeps the record; one kept under the same token is replaced, as a conversation goes on after its end.

    The token is random and dies with the conversation: the number made of it leads nowhere once it is forgotten.
    """
    with directory.writing() as session:
        session.merge(row_of(contact, int(directory.seal("activity", token), 16) % 2**DRAWN_BITS))


def row_of(contact: ContactRecord, number: int) -> models.Activity:
    """The row of this record."""
    return models.Activity(
        id=number,
        month=month_of(contact.began),
        hour=contact.began.astimezone(PARIS).hour,
        moment=moment_of(contact.began),
        channel=contact.channel,
        territory=contact.territory,
        need=contact.need,
        statuses="+".join(sorted(contact.statuses)),
        outcome=contact.outcome,
        doors=min(contact.doors, MOST_COUNTED),
        misunderstood=min(contact.misunderstood, MOST_COUNTED),
        travel=contact.travel,
        first_slot=contact.first_slot,
        sample=False,
    )


def moment_of(at: datetime) -> Moment:
    """When in the week this is, where the service is."""
    local = at.astimezone(PARIS)
    if local.time() >= NIGHT[0] or local.time() < NIGHT[1]:
        return Moment.NIGHT
    if not is_working_day(local.date()):
        return Moment.DAY_OFF
    return Moment.OFFICE if OFFICE[0] <= local.time() < OFFICE[1] else Moment.EARLY_OR_LATE


def delay_of(now: datetime, slot: datetime | None) -> FirstSlot:
    """In how many days this slot is, roughly."""
    if slot is None:
        return FirstSlot.NONE
    days = (slot - now).days
    return next((code for code, most in DAYS.items() if days < most), FirstSlot.BEYOND)


def travel_to(directory: Directory, commune: str | None, site_id: int) -> Travel:
    """How far this site is from the middle of the commune, roughly, as the crow flies."""
    site = models.Site
    with directory.reading() as session:
        found = session.execute(select(site.remote, site.latitude, site.longitude).where(site.id == site_id)).first()
    if found is not None and found.remote:
        return Travel.REMOTE
    place = directory.places.commune_of(commune) if commune else None
    if found is None or place is None or None in {found.latitude, place.latitude, place.longitude}:
        return Travel.NOT_SAID
    far = kilometres((place.latitude or 0, place.longitude or 0), (found.latitude, found.longitude))
    return next((code for code, most in KILOMETRES.items() if far < most), Travel.BEYOND)
