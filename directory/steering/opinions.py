"""The one-minute survey: an opinion is kept without anything that tells whose it is (L21)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from directory import models
from directory.models import ContactChannel
from directory.service import Directory
from directory.working_days import PARIS

LONGEST_WORDS = 500
DRAWN_BITS = 53  # read exactly by everything that reads numbers


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion as it was given. ``words`` are redacted already; beyond 500 characters they are cut.

    ``rating`` goes from 1 to 5, :class:`ValueError` otherwise. ``None``: the question was skipped.
    ``territory`` is a code of :mod:`directory.steering.territories`.
    """

    rating: int
    channel: ContactChannel
    territory: str
    understood: bool | None = None
    useful: bool | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.rating not in range(1, 6):
            raise ValueError("An opinion's rating goes from 1 to 5.")


def keep_opinion(
    directory: Directory,
    opinion: Opinion,
    *,
    now: datetime,
    draw: Callable[[int], int] = secrets.randbits,
) -> None:
    """Keeps the opinion with its month only: neither day nor hour, so that it leads back to no conversation."""
    row = models.Opinion(
        id=draw(DRAWN_BITS),
        month=month_of(now),
        channel=opinion.channel,
        territory=opinion.territory,
        rating=opinion.rating,
        understood=opinion.understood,
        useful=opinion.useful,
        words=opinion.words.strip()[:LONGEST_WORDS],
    )
    with directory.writing() as session:
        session.add(row)


def month_of(at: datetime) -> str:
    """The month of this instant where the service is: "2026-11"."""
    return f"{at.astimezone(PARIS):%Y-%m}"
