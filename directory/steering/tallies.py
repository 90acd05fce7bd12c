"""Closed months counted once: what figures are added up from, so that a page never reads a year of records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from directory.models import Tallied, Tally
from directory.service import Directory
from directory.steering.indicators import Definition
from directory.steering.sources import SOURCES, Fact
from directory.working_days import PARIS

DAYS_TO_SETTLE = 15  # after the end of a month: appointments have been marked, expired requests are closed

Cell = tuple[str, str, int, str]
"""Territory, network, structure and item of what is counted."""
Counts = Mapping[Definition, Mapping[Cell, int]]


def closed_months(year: int, now: datetime) -> tuple[str, ...]:
    """The months of this year that nothing can change any more."""
    ends = [(month, (date(year, month, 1) + timedelta(days=32)).replace(day=1)) for month in range(1, 13)]
    today = now.astimezone(PARIS).date()
    return tuple(f"{year}-{month:02d}" for month, end in ends if today >= end + timedelta(days=DAYS_TO_SETTLE))


def fold(facts: Iterable[Fact], definitions: Sequence[Definition]) -> dict[Definition, Counter[Cell]]:
    """How many facts fall in each cell of each definition (pure)."""
    found: dict[Definition, Counter[Cell]] = {definition: Counter() for definition in definitions}
    for fact in facts:
        for definition, counts in found.items():
            item = fact.fields.get(definition.by)
            if item is not None:
                network = fact.network if definition.has_networks else ""
                counts[fact.territory, network, fact.structure_id if definition.structures else 0, item] += 1
    return found


def close(
    directory: Directory, definitions: Sequence[Definition], months: Iterable[str], sites: Mapping[int, str]
) -> None:
    """Counts what was not counted yet of these closed months."""
    wanted = tuple(months)
    with directory.reading() as session:
        rows = session.execute(select(Tallied.month, Tallied.definition).where(Tallied.month.in_(wanted)))
        known = {(row.month, row.definition) for row in rows}
    for month in wanted:
        missing = [one for one in definitions if (month, one.id) not in known]
        if missing:
            with directory.writing() as session:
                _close_month(session, month, missing, sites)


def read(directory: Directory, definitions: Sequence[Definition], months: Sequence[str]) -> Counts:
    """What was counted of each definition over these months together, cell by cell."""
    by_id = {one.id: one for one in definitions}
    query = (
        select(Tally.definition, Tally.territory, Tally.network, Tally.structure_id, Tally.item, func.sum(Tally.number))
        .where(Tally.month.in_(months), Tally.definition.in_(by_id))
        .group_by(Tally.definition, Tally.territory, Tally.network, Tally.structure_id, Tally.item)
    )
    found: dict[Definition, dict[Cell, int]] = defaultdict(dict)
    with directory.reading() as session:
        for definition, territory, network, structure, item, number in session.execute(query):
            found[by_id[definition]][territory, network, structure, item] = int(number)
    return found


def has_samples(directory: Directory, months: Sequence[str]) -> bool:
    """Whether some of what was counted over these months is invented."""
    with directory.reading() as session:
        found = session.scalar(select(Tallied.month).where(Tallied.month.in_(months), Tallied.sample).limit(1))
        return found is not None


def _close_month(session: Session, month: str, missing: Sequence[Definition], sites: Mapping[int, str]) -> None:
    done = set(session.scalars(select(Tallied.definition).where(Tallied.month == month)))  # by another process
    by_source: dict[str, list[Definition]] = defaultdict(list)
    for one in missing:
        if one.id not in done:
            by_source[one.source].append(one)
    for source, definitions in by_source.items():
        facts = list(SOURCES[source](session, month, sites))
        rows = list(_rows(month, fold(facts, definitions)))
        sample = any(fact.sample for fact in facts)
        session.execute(insert(Tallied), [{"month": month, "definition": d.id, "sample": sample} for d in definitions])
        if rows:
            session.execute(insert(Tally), rows)


def _rows(month: str, folded: Mapping[Definition, Mapping[Cell, int]]) -> Iterator[dict[str, object]]:
    for definition, counts in folded.items():
        for (territory, network, structure, item), number in counts.items():
            yield {
                "month": month,
                "definition": definition.id,
                "territory": territory,
                "network": network,
                "structure_id": structure,
                "item": item,
                "number": number,
            }
