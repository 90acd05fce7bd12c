"""Whose word stands on a card when a source is read again: part by part (L04, L05, PA4).

What somebody of the structure asked and the coordination validated stands, until the source is checked on a later day
and says something new of that part. A source that says the same as when the change was decided, however late, has only
not heard of it. Once it says what was validated, or something new, its word counts again. A source that tells nothing
of a part never touches it. What a structure proposes of a service that is set aside is kept beside it, with the
proposal (:mod:`directory.desk.services`): until it is validated, the service has its source's words.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory import cards
from directory.lists import among
from directory.models import CardChange, ChangeState
from directory.places import Places

Days = tuple[int, date, date]
"""A site, the first and the last day it is closed."""


def with_changes(session: Session) -> set[int]:
    """The structures of which something that was validated still stands."""
    return set(session.scalars(select(CardChange.structure_id).where(CardChange.state == ChangeState.KEPT).distinct()))


def structures_stand(session: Session, written: Mapping[int, date], told: Collection[str], places: Places) -> None:
    """Settles the cards of these structures and of their sites, just written from a source checked on that day.

    ``told`` are the parts that the source tells of.
    """
    change = CardChange
    for some in _kept(session, among(change.structure_id, list(written)), change.service_id.is_(None)):
        _settle(some, written[some[0].structure_id], told, places)


def services_stand(session: Session, written: Mapping[int, date], told: Collection[str], places: Places) -> None:
    """The same for these services."""
    for some in _kept(session, among(CardChange.service_id, list(written))):
        _settle(some, written[some[0].service_id or 0], told, places)


def reopened(session: Session, structure_id: int) -> set[Days]:
    """The closed days that the structure took away at its desk, and has not declared again since."""
    change = CardChange
    found: dict[Days, bool] = {}
    noted = change.structure_id == structure_id, change.part == cards.CLOSED, change.site_id.is_not(None)
    for row in session.scalars(select(change).where(*noted).order_by(change.asked_at, change.id)):
        first, _, last = (row.before or row.after).partition("/")
        found[row.site_id or 0, date.fromisoformat(first), date.fromisoformat(last)] = not row.after
    return {days for days, is_open in found.items() if is_open}


def _kept(session: Session, *about: ColumnElement[bool]) -> Collection[Sequence[CardChange]]:
    """What was validated and still stands, first to last, part by part."""
    change = CardChange
    query = select(change).where(*about, change.state == ChangeState.KEPT).order_by(change.decided_at, change.id)
    found: dict[tuple[int, int | None, int | None, str], list[CardChange]] = defaultdict(list)
    for one in session.scalars(query):
        found[one.structure_id, one.site_id, one.service_id, one.part].append(one)
    return found.values()


def _settle(kept: Sequence[CardChange], checked_on: date, told: Collection[str], places: Places) -> None:
    """Has one part say what stands."""
    first, last = kept[0], kept[-1]
    target, part = cards.target_of(last), last.part
    if target is None or last.decided_at is None:
        return
    source, validated = cards.normal(part, cards.said(target, part)), cards.normal(part, last.after)
    is_new = last.decided_at.date() < checked_on and source != cards.normal(part, first.before)
    if part not in told or (source != validated and not is_new):
        cards.put(target, part, last.after, places)
        return
    for one in kept:
        one.state = ChangeState.ADOPTED if source == validated else ChangeState.OVERTAKEN
