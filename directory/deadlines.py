"""The delays of the service, as data (``deadlines.yml``)."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from pydantic import Field, model_validator

from directory.documents import Closed, checked, read_document

DEADLINES_FILE = Path(__file__).with_name("deadlines.yml")


class Deadlines(Closed):
    """What happens by itself, and when. ``sources`` says of each delay which text asks for it, or that it is ours."""

    sources: dict[str, str]
    reminder_hours: int = Field(ge=1, le=168)
    unanswered_days: tuple[int, ...] = Field(min_length=1)
    expiry_days: int = Field(ge=1, le=90)
    offer_hours: int = Field(ge=1, le=72)
    offer_margin_hours: int = Field(ge=1, le=72)
    proposal_hours: int = Field(ge=1, le=168)
    card_days: int = Field(ge=1, le=3660)
    card_again_days: int = Field(ge=1, le=366)
    card_link_days: int = Field(ge=1, le=60)
    change_days: int = Field(ge=1, le=60)
    digest_hour: int = Field(ge=0, le=23)
    alert_hours: int = Field(ge=0, le=24)

    @model_validator(mode="after")
    def _sourced(self) -> "Deadlines":
        delays = set(type(self).model_fields) - {"sources"}
        missing = sorted(delays.symmetric_difference(self.sources))
        if missing:
            raise ValueError(f"donnez une source à chaque délai, et à eux seuls : {', '.join(missing)}.")
        return self

    @property
    def reminder(self) -> timedelta:
        """How long before an appointment its person is reminded of it."""
        return timedelta(hours=self.reminder_hours)

    @property
    def proposal(self) -> timedelta:
        """How long a moment that a structure proposes is kept for the person."""
        return timedelta(hours=self.proposal_hours)

    @property
    def offer(self) -> timedelta:
        """How long an earlier slot is kept for the first who waits."""
        return timedelta(hours=self.offer_hours)

    @property
    def alert(self) -> timedelta:
        """The least working time before an appointment for which its alert waits until the structure opens."""
        return timedelta(hours=self.alert_hours)


@lru_cache(maxsize=1)
def load_deadlines(path: Path = DEADLINES_FILE) -> Deadlines:
    """The delays of this file; :class:`directory.errors.BadDocument` when it has a fault."""
    return checked(read_document(path), Deadlines)
