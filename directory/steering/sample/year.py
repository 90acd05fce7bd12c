"""The whole year, month by month: contacts, the appointments they lead to, what people thought of it."""

import random
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from directory import models
from directory.models import ContactOutcome
from directory.service import Directory
from directory.steering.sample.appointments import agendas_of, book
from directory.steering.sample.contacts import contacts as contacts_of
from directory.steering.sample.proportions import COMPLAINTS, MONTHS
from directory.steering.sample.rows import add
from directory.steering.sample.voices import complain, give_opinions
from directory.steering.territories import Territories, read_territories


@dataclass(frozen=True, slots=True)
class Generated:
    """How many of each were made."""

    contacts: int
    appointments: int
    opinions: int
    complaints: int


def generate(directory: Directory, *, year: int, contacts: int, seed: int, regions: Sequence[str]) -> Generated:
    """Fills an empty directory, its region packs loaded, with a year of these regions; the same seed, the same year."""
    draw = random.Random(seed)  # noqa: S311 - nothing of this is secret
    territories = read_territories(directory)
    people = appointments = opinions = 0
    with directory.writing() as session:
        agendas = agendas_of(session, territories)
        weights = _weights(territories, regions, agendas, draw)
        for month, share in enumerate(MONTHS, 1):
            rows = list(contacts_of(draw, year, month, contacts * share // sum(MONTHS), weights))
            add(session, models.Activity, rows)
            booked = [row for row in rows if row["outcome"] is ContactOutcome.APPOINTMENT]
            people += len(rows)
            appointments += book(session, draw, year, month, booked, agendas)
            opinions += give_opinions(session, draw, rows)
        complaints = complain(session, draw, year, int(contacts * COMPLAINTS), weights)
    return Generated(people, appointments, opinions, complaints)


def _weights(
    territories: Territories, regions: Sequence[str], agendas: Container[str], draw: random.Random
) -> Mapping[str, int]:
    """How many people come from each territory, small and large ones."""
    nodes = [leaf for region in regions for leaf in territories.within(f"region:{region}") if leaf in agendas]
    return {leaf: draw.randint(4, 40) for leaf in nodes}
