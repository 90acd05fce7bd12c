"""A structure's card: what it asks to change, what the coordination keeps, and how fresh it is (L04, L05, PA4)."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory import models, outbox
from directory.desk.queries import change_query, changes_query, sites_query, structures_query
from directory.desk.scope import Member
from directory.models import ChangeState
from directory.outbox import Message, Team

UNKNOWN, YES, NO = "", "oui", "non"
LONGEST: Mapping[str, int] = {"phone": 40, "email": 254, "website": 300, "description": 2000, "transport": 500}
OF_STRUCTURE = ("description", "phone", "email", "website")
OF_SITE = ("phone", "website", "transport", "step_free")
CHECKS: Mapping[str, Callable[[str], bool]] = {
    "phone": lambda text: bool(re.fullmatch(r"[+0-9 .()-]{4,40}", text)),
    "email": lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)),
    "website": lambda text: bool(re.fullmatch(r"https?://[^\s<>\"]+", text)),
    "step_free": lambda text: text in (YES, NO),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card: the name of its field in the form, its code, and what it says now."""

    field: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """A structure's card, its own parts first, then those of each site."""

    structure: str
    checked_on: date | None
    parts: tuple[Part, ...]
    sites: tuple[tuple[str, tuple[Part, ...]], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change as pages show it."""

    id: int
    structure: str
    site: str
    part: str
    before: str
    after: str
    author: str | None
    asked_at: datetime
    state: ChangeState


def card(session: Session, structure_id: int) -> Card | None:
    """The card as it stands."""
    row = session.scalar(structures_query().where(models.Structure.id == structure_id))
    if row is None:
        return None
    own = tuple(Part(f"structure-{code}", code, said(row, code)) for code in OF_STRUCTURE)
    sites = tuple(
        (site.name, tuple(Part(f"site-{site.id}-{code}", code, said(site, code)) for code in OF_SITE))
        for site in session.scalars(sites_query(structure_id))
    )
    return Card(row.name, row.checked_on, own, sites)


def ask(session: Session, asked: Mapping[str, str], *, by: Member, now: datetime) -> tuple[str, ...]:
    """Keeps what differs from the card until the coordination decides; codes of the parts that cannot be kept so."""
    found = card(session, by.structure_id)
    parts = (*found.parts, *(part for _, parts in found.sites for part in parts)) if found else ()
    changed = [(part, asked[part.field].strip()) for part in parts if part.field in asked]
    changed = [(part, text) for part, text in changed if text != part.value]
    wrong = tuple(part.code for part, text in changed if not is_good(part.code, text))
    if not wrong:
        for part, text in changed:
            _, site, *_ = part.field.split("-") if part.field.startswith("site-") else (None, None)
            session.add(
                models.CardChange(
                    structure_id=by.structure_id,
                    site_id=int(site) if site else None,
                    part=part.code,
                    before=part.value,
                    after=text,
                    asked_by=by.id,
                    asked_at=now,
                )
            )
    return wrong


def decide(session: Session, change_id: int, *, keep: bool, by: Member, now: datetime) -> bool:
    """Puts a change on the card, or refuses it; whether there was one that waited."""
    row = session.scalar(change_query(change_id))
    if row is None:
        return False
    row.state = ChangeState.KEPT if keep else ChangeState.REFUSED
    row.decided_by, row.decided_at = by.id, now
    target = row.site if row.site_id else row.structure
    if keep and target is not None:
        value: object = {YES: True, NO: False}.get(row.after) if row.part == "step_free" else row.after
        setattr(target, row.part, value if value != "" or row.part in ("description", "transport") else None)
        row.structure.changed_at = now
    return True


def confirm(session: Session, structure_id: int, today: date) -> bool:
    """Somebody of the structure says that the card is right; whether there is such a structure."""
    row = session.scalar(structures_query().where(models.Structure.id == structure_id))
    if row is not None:
        row.checked_on = today
    return row is not None


def oldest(session: Session) -> tuple[tuple[int, str, date | None], ...]:
    """The structures within reach, those checked longest ago first: number, name, day of the last check."""
    rows = session.scalars(structures_query())
    found = ((row.id, row.name, row.checked_on) for row in rows)
    return tuple(sorted(found, key=lambda one: (one[2] or date.min, one[1])))


def ask_to_check(session: Session, structure_id: int, now: datetime) -> bool:
    """The structure's team is told that its card waits to be read again; whether there is such a structure."""
    row = session.scalar(structures_query().where(models.Structure.id == structure_id))
    if row is not None:
        key = f"card:{structure_id}:{now.date().isoformat()}"
        outbox.put(session, Message("card_check", key=key, to=Team(structure_id), due_at=now))
    return row is not None


def changes(session: Session, *states: ChangeState) -> tuple[Change, ...]:
    """The changes within reach in these states, the last first."""
    return tuple(map(_change, session.scalars(changes_query(states))))


def is_good(code: str, text: str) -> bool:
    """Whether a part may say this."""
    fits = len(text) <= LONGEST.get(code, 10)
    return fits and (not text or code not in CHECKS or CHECKS[code](text))


def said(row: models.Structure | models.Site, code: str) -> str:
    """What a part of a card says now."""
    value = getattr(row, code)
    if code == "step_free":
        return {True: YES, False: NO}.get(value, UNKNOWN)
    return str(value or "")


def known_fields(form: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The fields of a posted card."""
    return {name: text for name, text in form if isinstance(text, str) and name.startswith(("structure-", "site-"))}


def _change(row: models.CardChange) -> Change:
    site = row.site.name if row.site else ""
    author = row.author.name if row.author else None  # who works there is not the coordination's to see
    return Change(row.id, row.structure.name, site, row.part, row.before, row.after, author, row.asked_at, row.state)
