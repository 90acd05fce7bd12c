"""The contacts of one month of a sample year, as rows."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from directory.models import ContactOutcome, FirstSlot, Travel
from directory.steering.activity import moment_of
from directory.steering.opinions import DRAWN_BITS
from directory.steering.sample.proportions import (
    CHANNELS,
    FIRST_SLOTS,
    HOURS,
    NEEDS,
    NOT_TOLD_OF_A_PLACE,
    OUTCOMES,
    STATUSES,
    TRAVELS,
    pick,
)
from directory.working_days import PARIS

TWO_DOORS = frozenset({ContactOutcome.APPOINTMENT, ContactOutcome.HUMAN})


def contacts(
    draw: random.Random, year: int, month: int, number: int, weights: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """This many contacts of a month, more on working days, over territories of these weights."""
    days = days_of(year, month)
    picked = zip(
        draw.choices(days, [3 if day.weekday() < 5 else 1 for day in days], k=number),
        *(pick(draw, one, number) for one in (HOURS, CHANNELS, weights, NEEDS, STATUSES)),
        *(pick(draw, one, number) for one in (OUTCOMES, TRAVELS, FIRST_SLOTS)),
        strict=True,
    )
    for day, hour, channel, where, need, statuses, outcome, travel, slot in picked:
        shown = outcome not in NOT_TOLD_OF_A_PLACE and need is not None
        yield {
            "id": draw.getrandbits(DRAWN_BITS),
            "month": f"{year}-{month:02d}",
            "hour": hour,
            "moment": moment_of(datetime.combine(day, time(hour), PARIS)),
            "channel": channel,
            "territory": where,
            "need": need,
            "statuses": statuses,
            "outcome": outcome,
            "doors": 2 if outcome in TWO_DOORS else 1,
            "misunderstood": draw.choices((0, 1, 2, 3), (84, 11, 4, 1))[0] if need else 2,
            "travel": travel if shown else Travel.NOT_SAID,
            "first_slot": slot if shown and travel is not Travel.REMOTE else FirstSlot.NONE,
            "sample": True,
        }


def days_of(year: int, month: int) -> list[date]:
    """The days of this month."""
    days = (date(year, month, 1) + timedelta(days=n) for n in range(31))
    return [day for day in days if day.month == month]
