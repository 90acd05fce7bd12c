"""What the carrier keeps of calls is deleted: its own log is the list, so that we keep no identifier ourselves.

The carrier refuses to delete a call it has not finished with (its error 20009, up to two weeks): the next round tries
again. Each round reads the log afresh; nothing is stored between two rounds. One process of the service does a round.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]  # no types upstream

from bot.shelf import Shelf

log = logging.getLogger(__name__)

REST = timedelta(minutes=2)  # after the end of a call; the carrier asks for one at least
ROUND = 15 * 60.0  # seconds between two rounds
MOST_AT_ONCE = 500
NOT_YET = 20009
TOO_MANY = 429


class Trace(Protocol):
    """One line of the carrier's log: a call or a text."""

    def delete(self) -> object:
        """Delete it for good; raises what the SDK raises."""
        ...


class Counters(Protocol):
    """What the work done is told to."""

    def happened(self, event: str) -> None: ...

    def left_to_delete(self, count: int) -> None: ...


ProviderLog = Callable[[datetime], Iterable[Trace]]  # everything that ended before this instant


@dataclass(frozen=True, slots=True)
class Swept:
    """One round: how many were deleted, how many are not finished with yet, how many failed."""

    deleted: int = 0
    not_yet: int = 0
    failed: int = 0


def sweep(traces: ProviderLog, now: datetime) -> Swept:
    """Delete everything that ended long enough ago; stops when the carrier asks to slow down. Nothing is logged of
    whom or when."""
    deleted = not_yet = failed = 0
    for trace in traces(now - REST):
        try:
            trace.delete()
            deleted += 1
        except TwilioRestException as refusal:
            if refusal.status == TOO_MANY:
                break
            not_yet += refusal.code == NOT_YET
            failed += refusal.code != NOT_YET
        except Exception as error:  # noqa: BLE001 - one line of the log must not keep the others
            log.error("phone_deletion_failed %s", type(error).__name__)
            failed += 1
    return Swept(deleted, not_yet, failed)


def provider_log(client: Any) -> ProviderLog:
    """The calls and texts of an account, by the SDK's client (`telephony.sms.twilio_client`)."""

    def traces(before: datetime) -> Iterable[Trace]:
        yield from client.calls.stream(end_time_before=before, status="completed", limit=MOST_AT_ONCE)
        yield from client.messages.stream(date_sent_before=before, limit=MOST_AT_ONCE)

    return traces


async def keep_deleting(
    traces: ProviderLog,
    clock: Callable[[], datetime],
    shelf: Shelf,
    counters: Counters,
    *,
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Round after round, until cancelled; a round that breaks down is only counted."""
    while True:
        try:
            if await shelf.count("deletion", seconds=ROUND - 1) == 1:  # nobody else does this round
                _count(await asyncio.to_thread(sweep, traces, clock()), counters)
        except Exception as error:  # noqa: BLE001 - the job outlives the carrier's bad days
            log.error("phone_sweep_failed %s", type(error).__name__)
            counters.happened("phone_sweep_failed")
        await rest(ROUND)


def _count(swept: Swept, counters: Counters) -> None:
    for event, times in (("deleted", swept.deleted), ("failed", swept.failed)):
        for _ in range(times):
            counters.happened(f"phone_trace_{event}")
    counters.left_to_delete(swept.not_yet + swept.failed)
