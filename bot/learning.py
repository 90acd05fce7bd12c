"""Learning from use without spying: which words that were not understood may be kept, and with what need (issue 7).

Only the words of a first request are looked at, redacted as everything is before it is played; short ones, without any
mark of redaction and without their place. Never in a reception where distress was heard or wondered about.
"""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime

import structlog

from actions.state import Outcome, Step
from bot.conversation import Passed
from bot.understanding.distress import hear
from bot.understanding.places import find_places
from directory import learning as inbox
from directory.places import Places
from directory.service import Directory
from directory.vocabulary import Need

log = structlog.get_logger()

LONGEST = 160  # characters: longer stories may be told by one person only
FEWEST_WORDS = 2
PLACE = "(commune)"
_MARK = re.compile(r"\[[^\]]*\]")
_NUMBER = re.compile(r"\d{3,}")


def settled(passed: Passed) -> tuple[str, Need] | None:
    """The words that were not clear and the need found at last, on the turn where it is found."""
    before, after = passed.before, passed.after
    if before is None or not before.unclear or after.need is None:
        return None
    if (
        Step.CONCERN in after.asked
        or Outcome.EMERGENCY in (before.outcome, after.outcome)
        or Need.DETRESSE in (*before.needs, after.need)
    ):
        return None
    return before.unclear, after.need


def keepable(words: str, places: Places) -> str | None:
    """The words as they may be kept, their place taken out; ``None`` when they may not be kept at all."""
    heard = hear(words)
    if len(words) > LONGEST or _MARK.search(words) or heard.alarm or heard.possible:
        return None
    for place in sorted(find_places(words, places), key=lambda found: -found.start):
        words = f"{words[: place.start]}{PLACE}{words[place.end :]}"
    return None if _NUMBER.search(words) or len(words.split()) < FEWEST_WORDS else words


class Learner:
    """Watches turns and keeps what teaches, in a task of its own: nobody waits for it."""

    def __init__(self, directory: Directory, places: Places, clock: Callable[[], datetime]) -> None:
        self._directory = directory
        self._places = places
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    def turned(self, passed: Passed) -> None:
        """One turn; what it settles is kept soon after."""
        if found := settled(passed):
            task = asyncio.create_task(asyncio.to_thread(self._keep, *found))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def rest(self) -> None:
        """Wait until everything is kept."""
        await asyncio.gather(*self._tasks)

    def _keep(self, words: str, need: Need) -> None:
        try:
            if kept := keepable(words, self._places):
                inbox.keep(self._directory, kept, need, self._clock().date())
        except Exception as error:  # noqa: BLE001 - learning is a courtesy: it never disturbs a reception
            log.warning("sentence_not_kept", error=type(error).__name__)
