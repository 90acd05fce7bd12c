"""A structure's card at the desk: what it asks to change, what the coordination keeps, how fresh it is (L04, L05)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory import cards, models
from directory.cards import Described
from directory.desk.forms import DeskForm, Refused
from directory.desk.names import Difference, Names, differences, in_words, options
from directory.desk.queries import (
    change_query,
    changes_query,
    oldest_query,
    pending_query,
    services_query,
    sites_query,
    structures_query,
    words_query,
)
from directory.desk.scope import Member
from directory.desk.words import load_words
from directory.models import ChangeState
from directory.places import Places

MOST_OLD = 100  # to be read again first; the others come up in their turn


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card: the name of its field in the form, its code, what it says now, what it lets choose from."""

    field: str
    code: str
    value: str
    options: Names
    asked: str = ""
    """What it is asked to say instead, in words, as long as nobody has decided."""

    @property
    def shown(self) -> str:
        """What it says, as people read it."""
        return in_words(self.code, self.value, self.options)


@dataclass(frozen=True, slots=True)
class Group:
    """The parts of one site, or of one service."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A structure's card: its own parts, those of each site, those of each service."""

    structure: str
    checked_on: date | None
    parts: tuple[Part, ...]
    sites: tuple[Group, ...]
    services: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change as pages show it; ``about`` is a site or a service, empty for the structure itself.

    ``after`` is in words. ``proposed`` is the whole service, when it is one to be offered.
    """

    id: int
    field: str
    structure: str
    about: str
    part: str
    after: str
    differences: tuple[Difference, ...]
    author: str | None
    asked_at: datetime
    state: ChangeState
    decided_at: datetime | None
    proposed: Group | None


def card(session: Session, structure_id: int) -> Card | None:
    """The card as it stands."""
    row = session.scalar(structures_query().where(models.Structure.id == structure_id))
    if row is None:
        return None
    asked = {change.field: change.after or "–" for change in changes(session, ChangeState.PENDING)}
    sites = tuple(
        Group(site.name, _parts(f"site-{site.id}", _said(site, _of_site(site))))
        for site in session.scalars(sites_query(structure_id))
    )
    services = tuple(map(service_group, session.scalars(services_query(structure_id))))
    return Card(
        row.name,
        row.checked_on,
        _with_asked(_parts("structure", _said(row, cards.OF_STRUCTURE)), asked),
        *(tuple(replace(one, parts=_with_asked(one.parts, asked)) for one in some) for some in (sites, services)),
    )


def _with_asked(parts: Iterable[Part], asked: Mapping[str, str]) -> tuple[Part, ...]:
    return tuple(replace(part, asked=asked.get(part.field, "")) for part in parts)


def service_group(service: models.Service, asked: Mapping[str, str] | None = None) -> Group:
    """The parts of a service, those that are ``asked`` to say something else saying that; where it is given is only
    asked when there are several places."""
    sites = site_names(service.structure)
    said = {**_said(service, cards.OF_SERVICE), **(asked or {})}
    shown = {code: text for code, text in said.items() if code != cards.GIVEN_AT or len(sites) > 1}
    return Group(said["name"], _parts(f"service-{service.id}", shown, sites))


def is_proposal(change: models.CardChange) -> bool:
    """Whether this asks to offer a service that is set aside: it is read and decided whole, with its words."""
    set_aside = change.service is not None and not change.service.active
    return set_aside and change.part == cards.GIVEN_AT and bool(change.after)


def proposed_group(session: Session, offer: models.CardChange, service: models.Service) -> Group:
    """The parts of a service as this proposal has them."""
    words = {one.part: one.after for one in session.scalars(words_query(offer))}
    return service_group(service, words | {cards.GIVEN_AT: offer.after})


def site_names(structure: models.Structure) -> Names:
    """The names of a structure's places, by number."""
    return {str(site.id): site.name for site in structure.sites if site.active}


def ask(session: Session, form: DeskForm, *, by: Member, now: datetime, places: Places) -> int:
    """Keeps what differs from the card until the coordination decides; how many parts that is.

    :class:`Refused` says which cannot be kept so; then none is. A part that was asked before and still waits says the
    new text only.
    """
    asked, found = read_form(form.typed or {}), card(session, by.structure_id)
    parts = tuple(_all_parts(found))
    typed = [(part, cards.normal(part.code, asked[part.field])) for part in parts if part.field in asked]
    changed = [(part, text) for part, text in typed if text != cards.normal(part.code, part.value)]
    wrong = {name: said for part, text in changed for name, said in faults(part, text, places).items()}
    for group in found.services if found else ():
        wrong |= contradictions(group.parts, asked)
    if wrong:
        raise Refused(**wrong)
    for part, text in changed:
        _ask(session, part, text, by=by, now=now)
    return len(changed)


def faults(part: Part, text: str, places: Places) -> Mapping[str, str]:
    """What is wrong with this text for this part, by field: a week names its days one by one."""
    known = part.code != cards.GIVEN_AT or set(text.split()) <= set(part.options)
    if known and cards.is_good(part.code, text, places, before=part.value):
        return {}
    said = load_words().say(f"fiche.wrong.{part.code}")
    if part.code in cards.WEEKS:
        return {f"{part.field}-{day}": said for day in cards.bad_days(text) or (0,)}
    return {part.field: said}


def contradictions(parts: Iterable[Part], asked: Mapping[str, str]) -> Mapping[str, str]:
    """A service cannot be for somebody and not for them."""
    said = {part.code: (part.field, set(asked.get(part.field, part.value).split())) for part in parts}
    is_both = said["welcomes"][1] & said["not_for"][1]
    return {said["not_for"][0]: load_words().say("fiche.wrong.both")} if is_both else {}


def decide(session: Session, change_id: int, *, keep: bool, by: Member, now: datetime, places: Places) -> bool:
    """Puts a change on the card, or refuses it; whether there was one that waited. A proposed service is decided
    whole, with its words."""
    row = session.scalar(change_query(change_id))
    if row is None:
        return False
    words = session.scalars(words_query(row)).all() if is_proposal(row) else ()
    for one in (*words, row):
        one.state = ChangeState.KEPT if keep else ChangeState.REFUSED
        one.decided_by, one.decided_at = by.id, now
        target = cards.target_of(one)
        if keep and target is not None:
            one.before = cards.said(target, one.part)  # what it replaces, which may not be what it was when asked
            cards.put(target, one.part, one.after, places)
            row.structure.changed_at = now
    return True


def confirm(session: Session, *, by: Member, now: datetime) -> bool:
    """Somebody of the structure says that the card is right; whether there is such a structure."""
    row = session.scalar(structures_query().where(models.Structure.id == by.structure_id))
    if row is None:
        return False
    before, row.checked_on = row.checked_on, now.date()
    note(session, cards.CONFIRMED, before.isoformat() if before else "", now.date().isoformat(), by=by, now=now)
    return True


def note(
    session: Session, part: str, before: str, after: str, *, by: Member, now: datetime, site_id: int | None = None
) -> None:
    """Writes down what was done at once, with nobody to validate it: the history tells who and when."""
    done = models.CardChange(part=part, before=before, after=after, state=ChangeState.APPLIED, site_id=site_id)
    done.structure_id, done.asked_by, done.asked_at = by.structure_id, by.id, now
    session.add(done)


def oldest(session: Session) -> tuple[tuple[int, str, date | None], ...]:
    """The structures within reach, those checked longest ago first, at most :data:`MOST_OLD`: number, name, day of the
    last check."""
    return tuple((row.id, row.name, row.checked_on) for row in session.execute(oldest_query(MOST_OLD)))


def has(session: Session, structure_id: int) -> bool:
    """Whether this structure is within reach."""
    return session.scalar(structures_query().where(models.Structure.id == structure_id)) is not None


def changes(session: Session, *states: ChangeState) -> tuple[Change, ...]:
    """The changes within reach in these states, the last first."""
    return tuple(_change(session, row) for row in session.scalars(changes_query(states)))


def read_form(typed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The parts of a posted card: hours come day by day, lists code by code."""
    found: dict[str, str] = {}
    weeks: dict[str, list[str]] = {}
    for name, texts in typed.items():
        if not name.startswith(("structure-", "site-", "service-")):
            continue
        whole, _, day = name.rpartition("-")
        if day in set("0123456") and whole.endswith(tuple(cards.WEEKS)):
            weeks.setdefault(whole, [""] * 7)[int(day)] = texts[0]
        else:
            found[name] = " ".join(texts)
    return found | {name: cards.week_text(hours) for name, hours in weeks.items()}


def _said(row: Described, codes: Iterable[str]) -> dict[str, str]:
    return {code: cards.said(row, code) for code in codes}


def _parts(owner: str, said: Mapping[str, str], sites: Names | None = None) -> tuple[Part, ...]:
    return tuple(Part(f"{owner}-{code}", code, text, options(code, text, sites or {})) for code, text in said.items())


def _of_site(site: models.Site) -> tuple[str, ...]:
    return tuple(code for code in cards.OF_SITE if not (site.remote and code in {"address", "step_free", "transport"}))


def _all_parts(found: Card | None) -> Iterator[Part]:
    if found is not None:
        yield from found.parts
        for group in (*found.sites, *found.services):
            yield from group.parts


def _ask(session: Session, part: Part, text: str, *, by: Member, now: datetime) -> None:
    owner, number, *_ = part.field.split("-")
    about = {f"{owner}_id": int(number)} if owner != "structure" else {}
    ask_part(session, part.code, part.value, text, about, by=by, now=now)


def ask_part(
    session: Session, code: str, before: str, after: str, about: Mapping[str, int], *, by: Member, now: datetime
) -> None:
    """Asks for this text of this part; what was asked of it before and still waits is over."""
    for older in session.scalars(pending_query(by.structure_id, code, about)):
        older.state, older.decided_at = ChangeState.REPLACED, now
    if before != after:
        asked = models.CardChange(structure_id=by.structure_id, part=code, before=before, after=after, **about)
        asked.asked_by, asked.asked_at = by.id, now
        session.add(asked)


def _field_of(row: models.CardChange) -> str:
    if row.service_id is not None:
        return f"service-{row.service_id}-{row.part}"
    return f"site-{row.site_id}-{row.part}" if row.site_id is not None else f"structure-{row.part}"


def _change(session: Session, row: models.CardChange) -> Change:
    about, sites = row.site or row.service, site_names(row.structure)
    waits_whole = row.state is ChangeState.PENDING and is_proposal(row)
    proposed = proposed_group(session, row, row.service) if row.service and waits_whole else None
    named = proposed or about
    return Change(
        row.id,
        _field_of(row),
        row.structure.name,
        named.name if named else "",
        row.part,
        in_words(row.part, row.after, sites),
        differences(row.part, row.before, row.after, sites),
        row.author.name if row.author else None,  # who works there is not the coordination's to see
        row.asked_at,
        row.state,
        row.decided_at,
        proposed,
    )
