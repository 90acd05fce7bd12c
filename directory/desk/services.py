"""The services of a structure: one more, one less, one again; asked here, decided by the coordination (L04, L19).

A service is offered where it is given: to be given somewhere, or nowhere any more, is a change of its card like another
(:mod:`directory.cards`). A new one is written down and set aside until the change is validated. What one that is set
aside is to say otherwise is a change of its card as well: it waits with the proposal, is read and decided with it, and
is written on the service once it is validated only. So a refusal leaves the service as it was, a source that is read
again changes nothing of what was proposed, and what was refused or taken back is still there to be put right. Nothing
is ever erased.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import count

from sqlalchemy.orm import Session

from directory import cards, models
from directory.desk.cards import (
    Group,
    Part,
    ask_part,
    contradictions,
    faults,
    proposed_group,
    service_group,
    site_names,
)
from directory.desk.forms import DeskForm, Refused
from directory.desk.meetings import Meeting, meeting
from directory.desk.names import options
from directory.desk.queries import (
    coming_query,
    last_offer_query,
    offers_query,
    owned_query,
    service_keys_query,
    services_query,
    structures_query,
)
from directory.desk.scope import Member
from directory.desk.words import load_words
from directory.models import ChangeState, Scope
from directory.places import Places, name_key

NOT_VALIDATED = (ChangeState.PENDING, ChangeState.REFUSED, ChangeState.REPLACED)

WRITTEN = tuple(code for code in cards.OF_SERVICE if code != cards.GIVEN_AT)


class Standing(StrEnum):
    """Where a service stands."""

    OFFERED = "offered"
    LEAVING = "leaving"
    """Offered, and asked not to be any more."""
    WAITING = "waiting"
    """Proposed, not validated yet."""
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service as the list shows it."""

    id: int
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Leaving:
    """A service that may be taken off, and what that meets: people who are to come for it, no other service left.

    Those who did not say what they come for may come for it: to leave them out would tell that they do not.
    """

    id: int
    name: str
    coming: tuple[Meeting, ...]
    is_last: bool


def services(session: Session, by: Member) -> tuple[ServiceCard, ...]:
    """The structure's services, and those that it once asked to offer."""
    last = {change.service_id: change for change in session.scalars(offers_query(by.structure_id))}
    rows = session.scalars(services_query(by.structure_id, too=[number for number in last if number]))
    return tuple(_listed(session, row, last.get(row.id)) for row in rows)


def blank(session: Session, by: Member) -> Group:
    """The parts of a service that is not written yet."""
    names = site_names(session.scalars(structures_query().where(models.Structure.id == by.structure_id)).one())
    codes = cards.OF_SERVICE if len(names) > 1 else WRITTEN
    said = {"scope": Scope.LOCAL.value, cards.GIVEN_AT: " ".join(names)}
    return Group("", tuple(Part(code, code, said.get(code, ""), options(code, "", names)) for code in codes))


def written(session: Session, service_id: int) -> Group | None:
    """The parts of a service that is set aside, as they were last proposed, unless they are its own by now; ``None``
    when it is offered, or not within reach."""
    row = session.scalar(owned_query(models.Service, service_id))
    if row is None or row.active:
        return None
    found = _as_proposed(session, row, session.scalars(last_offer_query(service_id)).first())
    return Group(found.name, tuple(replace(part, field=part.code) for part in found.parts))


def is_refused(session: Session, service_id: int) -> bool:
    """Whether what was last asked of offering this service was refused."""
    last = session.scalars(last_offer_query(service_id)).first()
    return last is not None and last.state is ChangeState.REFUSED


def propose(
    session: Session, form: DeskForm, service_id: int | None, *, by: Member, now: datetime, places: Places
) -> bool:
    """Asks to offer a service, as this form describes it; whether there is one of this number to offer, if it has one.

    :class:`Refused` says what to change. A proposal that still waits is replaced: what is decided is what was read.
    """
    structure = session.scalars(structures_query().where(models.Structure.id == by.structure_id)).one()
    known = site_names(structure)
    asked = {code: cards.normal(code, " ".join(form.values(code))) for code in cards.OF_SERVICE}
    asked[cards.GIVEN_AT] = asked[cards.GIVEN_AT] if len(known) > 1 else " ".join(known)
    row = _to_write(session, service_id, asked["name"], by)
    if row is None and service_id is not None:
        return False
    _check(asked, known, row, places)
    if row is None:
        row = _new(session, structure, asked, places)
    _ask_words(session, row, asked, by, now)
    ask_part(session, cards.GIVEN_AT, "", asked[cards.GIVEN_AT], {"service_id": row.id}, by=by, now=now)
    return True


def leaving(session: Session, service_id: int, by: Member, now: datetime) -> Leaving | None:
    """What taking this service off meets; ``None`` when it is not offered, or not within reach."""
    row = session.scalar(owned_query(models.Service, service_id))
    if row is None or not row.active:
        return None
    others = [one for one in session.scalars(services_query(by.structure_id)) if one.id != service_id]
    elsewhere = {(site.id, one.need) for other in others for site in other.sites for one in other.needs}
    alone = {(site.id, one.need) for site in row.sites for one in row.needs} - elsewhere
    booked = session.scalars(coming_query([site.id for site in row.sites], now))
    coming = [(met, (one.agenda.site_id, one.need)) for one in booked if (met := meeting(one))]
    concerned = tuple(met for met, given in coming if "need" not in met.lines or given in alone)
    return Leaving(row.id, row.name, concerned, not others)


def take_off(session: Session, service_id: int, by: Member, now: datetime) -> bool:
    """Asks that a service be offered no more, or takes its proposal back; whether there was one."""
    row = session.scalar(owned_query(models.Service, service_id))
    if row is None:
        return False
    if not row.active:
        _ask_words(session, row, {}, by, now)
    ask_part(session, cards.GIVEN_AT, cards.said(row, cards.GIVEN_AT), "", {"service_id": row.id}, by=by, now=now)
    return True


def keep(session: Session, service_id: int, by: Member, now: datetime) -> bool:
    """Goes on offering a service: asking to take it off is over; whether there was one."""
    row = session.scalar(owned_query(models.Service, service_id))
    if row is None or not row.active:
        return False
    said = cards.said(row, cards.GIVEN_AT)
    ask_part(session, cards.GIVEN_AT, said, said, {"service_id": row.id}, by=by, now=now)
    return True


def _ask_words(session: Session, row: models.Service, asked: Mapping[str, str], by: Member, now: datetime) -> None:
    """Asks for these words of a service that is set aside, in place of what was asked of it before; a part that is not
    named keeps its own."""
    for code in WRITTEN:
        said = cards.normal(code, cards.said(row, code))
        ask_part(session, code, said, asked.get(code, said), {"service_id": row.id}, by=by, now=now)


def _listed(session: Session, row: models.Service, offer: models.CardChange | None) -> ServiceCard:
    standing = _standing(row, offer)
    is_read_as_proposed = standing in (Standing.WAITING, Standing.REFUSED)
    name = _as_proposed(session, row, offer).name if is_read_as_proposed else row.name
    return ServiceCard(row.id, name, standing)


def _as_proposed(session: Session, row: models.Service, offer: models.CardChange | None) -> Group:
    """The parts of a service that is set aside: those of what was proposed last, else its own."""
    if offer is not None and offer.after and offer.state in NOT_VALIDATED:
        return proposed_group(session, offer, row)
    places = [str(site.id) for site in row.sites] or list(site_names(row.structure))  # a new loading forgets them
    return service_group(row, {cards.GIVEN_AT: " ".join(places)})


def _standing(row: models.Service, change: models.CardChange | None) -> Standing:
    waits = change is not None and change.state is ChangeState.PENDING
    if row.active:
        return Standing.LEAVING if waits and change and not change.after else Standing.OFFERED
    if waits:
        return Standing.WAITING
    refused = change is not None and change.state is ChangeState.REFUSED and change.after
    return Standing.REFUSED if refused else Standing.GONE


def _to_write(session: Session, service_id: int | None, name: str, by: Member) -> models.Service | None:
    """The row of this number while it is set aside; without a number, one that waits under the same name (a form that
    was sent twice)."""
    if service_id is not None:
        row: models.Service | None = session.scalar(owned_query(models.Service, service_id))
        return row if row is not None and not row.active else None
    waiting = [one.id for one in services(session, by) if one.standing is Standing.WAITING and one.name == name]
    return session.scalar(owned_query(models.Service, waiting[0])) if waiting else None


def _check(asked: Mapping[str, str], sites: Mapping[str, str], row: models.Service | None, places: Places) -> None:
    before = {code: cards.said(row, code) if row else "" for code in WRITTEN} | {cards.GIVEN_AT: ""}
    parts = [Part(code, code, before[code], options(code, before[code], sites)) for code in cards.OF_SERVICE]
    wrong: dict[str, str] = {}
    for part in parts:
        wrong |= faults(part, asked[part.code], places)
    if not asked["description"]:
        wrong["description"] = load_words().say("services.description_missing")
    wrong |= contradictions(parts, asked)
    if wrong:
        raise Refused(**{code: wrong[code] for code in cards.OF_SERVICE if code in wrong})


def _new(session: Session, structure: models.Structure, asked: Mapping[str, str], places: Places) -> models.Service:
    """A row that says this, set aside, under a key of its own, after the structure's."""
    key = f"{structure.key}/{re.sub(r'[^a-z0-9]+', '-', name_key(asked['name'])).strip('-')[:30] or 'service'}"
    taken = set(session.scalars(service_keys_query(key)))
    free = next(one for number in count(1) if (one := key if number == 1 else f"{key}-{number}") not in taken)
    row = models.Service(key=free, structure_id=structure.id, name=asked["name"], scope=Scope.LOCAL, active=False)
    session.add(row)
    for code in WRITTEN:
        cards.put(row, code, asked[code], places)
    session.flush()
    return row
