"""What was really proposed, kept without the person, so that real exposure can be counted (NO14, L14).

A proposal is known by a draw by lot, a month and a need; it says neither the town, the situation, the day nor the
talk. It is written beside the turns, which it can neither slow nor break.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from threading import Lock

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.audit import is_chance
from directory.lists import among
from directory.models import ShownProposal, Site
from directory.requests import Why
from directory.retention import Retention, load_retention
from directory.service import Directory
from directory.steering.opinions import month_of
from directory.vocabulary import Need

log = structlog.get_logger()

EVERY_SECONDS = 60
MOST_KEPT = 20_000  # proposals that wait to be written; beyond, the newest are not counted
PUBLISHED_FROM = 30  # draws; beneath, a share would tell of a few people (L22b)


@dataclass(frozen=True, slots=True)
class Share:
    """How often a site was proposed, and how often it came first when others fitted the request as well.

    ``draws`` are those it took part in, ``expected`` its fair part of them, ``deviation`` what chance alone gives.
    """

    site_key: str
    site_name: str
    shown: int
    draws: int
    first: int
    expected: float
    deviation: float

    @property
    def percent(self) -> int:
        """The part of its draws in which it came first, in hundredths."""
        return round(100 * self.first / self.draws) if self.draws else 0

    @property
    def expected_percent(self) -> int:
        """The part that a perfectly even draw would give it."""
        return round(100 * self.expected / self.draws) if self.draws else 0

    @property
    def fair(self) -> bool:
        """Whether chance alone explains the difference."""
        return is_chance(self.first, self.expected, self.deviation)


class ShownProposals:
    """The proposals shown by this process since they were last written."""

    def __init__(self, directory: Directory, clock: Callable[[], datetime]) -> None:
        self._directory = directory
        self._clock = clock
        self._waiting: dict[tuple[str, str], ShownProposal] = {}
        self._lock = Lock()  # proposals are told on the loop, writing goes on beside it

    def note(self, need: Need, shown: Iterable[Why | None]) -> None:
        """Somebody with this need was shown these places; quick, in memory. ``None``: it came from no draw."""
        month = month_of(self._clock())
        with self._lock:
            for why in shown:
                if why is not None and why.position is not None and len(self._waiting) < MOST_KEPT:
                    row = _row(why, why.position, need, month)
                    self._waiting[row.seed, row.site_key] = row

    async def keep_writing(self) -> None:
        """Writes them every minute, until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await asyncio.to_thread(self.write)

    def write(self) -> None:
        """Writes those that wait, in the order of their lots: that in which they were shown is lost."""
        with self._lock:
            taken, self._waiting = self._waiting, {}
        try:
            if taken:
                with self._directory.writing() as session:
                    for _, row in sorted(taken.items()):
                        session.merge(row)
        except SQLAlchemyError as error:  # a minute less in the figures; people are received all the same
            log.warning("proposals_not_counted", error=type(error).__name__)


def shares(session: Session, month: str) -> list[Share]:
    """The real exposure of each site in a month ("2026-11"), by key: each that was shown, or took part in a draw."""
    row = ShownProposal
    shown, first = Counter[str](), Counter[str]()
    parts = defaultdict[str, list[float]](list)
    for key, position, equals in session.execute(
        select(row.site_key, row.position, row.equals).where(row.month == month)
    ):
        shown[key] += 1
        if position == 1 and len(equals) > 1:
            first[key] += 1
            for one in equals:
                parts[one].append(1 / len(equals))
    names = _names(session, shown.keys() | parts.keys())
    return [
        Share(key, names.get(key, key), shown[key], len(each), first[key], sum(each), _deviation(each))
        for key in sorted(shown.keys() | parts.keys())
        for each in [parts[key]]
    ]


def published(found: Sequence[Share]) -> tuple[Share, ...]:
    """Those that took part in enough draws for a share to tell of nobody."""
    return tuple(one for one in found if one.draws >= PUBLISHED_FROM)


def month_before(now: datetime) -> str:
    """The last month that is over: its figures no longer move."""
    here = date.fromisoformat(f"{month_of(now)}-01")
    return f"{here - timedelta(days=1):%Y-%m}"


def table(found: Sequence[Share], month: str) -> list[str]:
    """The real exposure as lines to print, then the verdict."""
    if not found:
        return [f"Demandes réelles de {month} : rien n’a encore été proposé."]
    lines = [
        f"{'demandes réelles de ' + month:<52} {'montré':>7} {'tirages':>8} {'premier':>8} {'attendu':>8}  équitable"
    ]
    lines += [
        f"{one.site_key:<52.52} {one.shown:>7} {one.draws:>8} {one.first:>8} {one.expected:>8.1f}  "
        f"{'oui' if one.fair else 'NON'}"
        for one in found
    ]
    unfair = sum(not one.fair for one in found)
    verdict = "aucun lieu n’est favorisé." if not unfair else f"{unfair} lieu(x) hors de la part du hasard."
    return [*lines, f"{sum(one.shown for one in found)} propositions à des personnes : {verdict}"]


def forget(directory: Directory, now: datetime, periods: Retention | None = None) -> int:
    """Erases the proposals of months that are over for long enough; returns how many were erased."""
    kept = periods if periods is not None else load_retention()
    old = ShownProposal.month < month_of(now - timedelta(days=kept.proposal_days))
    with directory.writing() as session:
        return int(getattr(session.execute(delete(ShownProposal).where(old)), "rowcount", 0))


def _row(why: Why, position: int, need: Need, month: str) -> ShownProposal:
    return ShownProposal(
        seed=why.seed,
        site_key=why.equals[why.rank - 1],
        month=month,
        need=need,
        position=position,
        rank=why.rank,
        reasons=list(why.reasons),
        equals=list(why.equals),
    )


def _names(session: Session, keys: Iterable[str]) -> dict[str, str]:
    query = select(Site.key, Site.name).where(among(Site.key, list(keys)))
    return {row.key: row.name for row in session.execute(query)}


def _deviation(parts: Sequence[float]) -> float:
    return sqrt(sum(part * (1 - part) for part in parts))
