"""What a caller hears, and when: words take their time, and some can be cut short."""

from dataclasses import dataclass, field, replace

from tests.telephony.carrier.clock import VirtualClock

CHARACTERS_A_SECOND = 15


@dataclass(frozen=True, slots=True)
class Heard:
    """Words said to the caller: when they begin and how many seconds they take; `whole` ones cannot be cut."""

    text: str
    at: float
    seconds: float
    whole: bool

    def until(self, instant: float) -> "Heard":
        """What was heard of it when the caller speaks at that instant."""
        share = min(1.0, max(0.0, (instant - self.at) / self.seconds))
        if self.whole or share == 1.0:
            return self
        return replace(self, text=self.text[: int(len(self.text) * share)], seconds=self.seconds * share)


def seconds_of(text: str) -> float:
    """How long a voice takes to say it."""
    return len(text) / CHARACTERS_A_SECOND


@dataclass(slots=True)
class Ear:
    """The caller's ear."""

    clock: VirtualClock
    pieces: list[Heard] = field(default_factory=list)
    mark: int = 0

    def now(self) -> float:
        """The instant, in seconds."""
        return self.clock().timestamp()

    def hear(self, text: str, *, at: float, whole: bool) -> float:
        """Words said from that instant; gives the seconds they take."""
        self.pieces.append(Heard(text, at, seconds_of(text), whole))
        return seconds_of(text)

    def hear_out(self) -> None:
        """Let time pass until everything is said."""
        end = max((piece.at + piece.seconds for piece in self.pieces), default=0.0)
        self.clock.advance(max(0.0, end - self.now()))

    def interrupt(self, after: float) -> None:
        """The caller speaks `after` seconds from now: what can be cut and was not said yet is not heard."""
        self.clock.advance(after)
        self.pieces = [cut for piece in self.pieces if (cut := piece.until(self.now())).text]

    def acts(self) -> None:
        """The caller does something: what comes next is the answer to it."""
        self.mark = len(self.pieces)
