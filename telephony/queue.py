"""Waiting for a person, honestly: how many are before, and about how long (P46)."""

from dataclasses import dataclass, field

FIRST_GUESS = 7 * 60.0  # seconds of a talk with a person, until some have been measured
REMEMBERED = 20  # talks the estimate is made of


@dataclass(slots=True)
class WaitingLine:
    """The callers who wait, first come first, and how long talks last. Names are those of conversations."""

    waiting: list[str] = field(default_factory=list)
    lasted: list[float] = field(default_factory=list)

    def join(self, conversation: str) -> None:
        """One more waits; whoever waits already keeps their place."""
        if conversation not in self.waiting:
            self.waiting.append(conversation)

    def leave(self, conversation: str) -> None:
        """This caller waits no more, if ever."""
        if conversation in self.waiting:
            self.waiting.remove(conversation)

    def place(self, conversation: str) -> int:
        """The place of this caller, from 1; the last one for who does not wait yet."""
        waits = conversation in self.waiting
        return (self.waiting.index(conversation) if waits else len(self.waiting)) + 1

    def talked(self, seconds: float) -> None:
        """A talk with a person lasted that long."""
        if seconds > 0:
            self.lasted = [*self.lasted, seconds][-REMEMBERED:]

    def minutes(self, place: int) -> int:
        """About how many minutes somebody at this place waits; rounded up, never none."""
        mean = sum(self.lasted) / len(self.lasted) if self.lasted else FIRST_GUESS
        return max(1, -int(-(mean * place) // 60))
