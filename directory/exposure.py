"""The neutrality audit as the public sees it: computed once a day, beside the service, and kept until the next."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from directory.audit import Exposure, audit, questions
from directory.service import Directory
from directory.steering.shown import Share, month_before, published, shares

log = structlog.get_logger()

FIRST_AFTER, EVERY = 120.0, timedelta(days=1).total_seconds()
PLACES, DRAWS = 3, 60


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found, and when; ``real`` is the exposure in the requests of ``month``, the last one that is over."""

    at: datetime
    rows: tuple[Exposure, ...]
    month: str = ""
    real: tuple[Share, ...] = ()

    @property
    def fair(self) -> bool:
        """Whether chance alone explains who came first, everywhere."""
        return all(row.fair for row in self.rows) and all(share.fair for share in self.real)


class PublicAudit:
    """The last audit; ``None`` until the first one is done."""

    def __init__(self, directory: Directory, clock: Callable[[], datetime]) -> None:
        self._directory = directory
        self._clock = clock
        self.last: Audited | None = None

    def run(self, *, places: int = PLACES, draws: int = DRAWS) -> None:
        """Asks, draws and counts now, and reads what was really proposed; what can be compared is kept."""
        now = self._clock()
        rows = audit(self._directory, questions(self._directory, places), now=now, draws=draws)
        month = month_before(now)
        with self._directory.reading() as session:
            real = published(shares(session, month))
        self.last = Audited(now, tuple(row for row in rows if row.equals > 1), month, real)

    async def keep(self) -> None:
        """Once a day, until cancelled; a day that breaks down leaves the one before."""
        await asyncio.sleep(FIRST_AFTER)
        while True:
            try:
                await asyncio.to_thread(self.run)
            except Exception as error:  # noqa: BLE001 - the task outlives a bad day of the database
                log.error("audit_failed", error=type(error).__name__)
            await asyncio.sleep(EVERY)
