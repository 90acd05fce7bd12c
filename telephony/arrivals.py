"""How many calls come, and whether one origin rings too often: counted for ten minutes, without a number.

Calls are counted over all the processes of the service; origins by each process alone, for nothing made out of a number
may leave it, not even a keyed mark (promise 2). Each window has a secret of its own, thrown away with it: a mark cannot
be traced back, nor two windows compared.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.shelf import Shelf, ShelfError

WINDOW = 600.0  # seconds
MOST_FROM_ONE = 20  # calls of one origin in a window: a shared telephone at a reception desk stays far below
MOST_AT_ALL = 3000  # calls in a window, all origins: what the account may cost
HIDDEN = frozenset(
    {"", "anonymous", "unknown", "restricted", "unavailable", "private"}
    | {"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "+464"}
)  # how carriers write a hidden number: many people share them, so that they are never counted together


@dataclass(slots=True)
class Arrivals:
    """The calls of this window."""

    shelf: Shelf
    seconds: Callable[[], float]
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    began: float = 0.0
    marks: Counter[bytes] = field(default_factory=Counter)

    async def welcome(self, form: Mapping[str, str]) -> bool:
        """Whether one more call of this origin is answered by the machine; read at the door, where the number stops."""
        if self.seconds() - self.began >= WINDOW:
            self.secret, self.began = secrets.token_bytes(32), self.seconds()
            self.marks.clear()
        total = await self._count()
        origin = form.get("From", "").strip().lower()
        if origin in HIDDEN or total > MOST_AT_ALL:
            return total <= MOST_AT_ALL
        mark = hmac.digest(self.secret, origin.encode(), hashlib.sha256)[:16]
        self.marks[mark] += 1
        return self.marks[mark] <= MOST_FROM_ONE

    async def _count(self) -> int:
        try:
            return await self.shelf.count("arrivals", seconds=WINDOW)
        except ShelfError:
            return 0  # nobody is refused because of it
