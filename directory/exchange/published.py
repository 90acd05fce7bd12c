"""What may be given to other directories: the structures that receive people, a batch at a time, and what is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session, selectinload

from directory import models
from directory.catalogue import structures_query
from directory.models.offer import HoursKind
from directory.places import Places

STEP = 200


@dataclass(frozen=True, slots=True)
class Publication:
    """What is given out. Samples (addresses and hours nobody confirmed) are left out unless one asks for them."""

    places: Places
    samples: bool = False

    def shows(self, row: models.Structure | models.Site | models.Service) -> bool:
        """Whether this row may be given."""
        return row.active and (self.samples or not row.sample)

    def areas(self, structure: models.Structure) -> tuple[str, ...]:
        """Its territories without regions, which other directories do not know: their départements instead."""
        codes = [row.area for row in structure.areas]
        regions = {code.partition(":")[2] for code in codes if code.startswith("region:")}
        spelt = {f"departement:{one.code}" for one in self.places.departements.values() if one.region in regions}
        return tuple(sorted(spelt | {code for code in codes if not code.startswith("region:")}))


def published(session: Session, publication: Publication) -> Iterator[models.Structure]:
    """The structures to give, by number, without keeping in memory those that are gone through."""
    last = 0
    loads = (
        selectinload(models.Structure.areas),
        selectinload(models.Structure.sites).selectinload(models.Site.hours),
        selectinload(models.Structure.services).selectinload(models.Service.needs),
        selectinload(models.Structure.services).selectinload(models.Service.audiences),
        selectinload(models.Structure.services).selectinload(models.Service.sites),
    )
    while True:
        after = structures_query().options(*loads).order_by(None).where(models.Structure.id > last)
        rows = session.scalars(after.order_by(models.Structure.id).limit(STEP)).all()
        if not rows:
            return
        last = rows[-1].id
        yield from (row for row in rows if publication.shows(row))
        session.expunge_all()


def updated_on(structure: models.Structure) -> date:
    """When its description was last checked."""
    return structure.checked_on or structure.changed_at.date()


def opening(site: models.Site) -> tuple[models.Hours, ...]:
    """Its opening hours."""
    return tuple(row for row in site.hours if row.kind is HoursKind.OPEN)


def has_walk_in(site: models.Site) -> bool:
    """Whether one can come without appointment."""
    return any(row.kind is HoursKind.WALK_IN for row in site.hours)
