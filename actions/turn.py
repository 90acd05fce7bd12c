"""What one turn gives: the next state, and what is done and said before the pending question."""

from dataclasses import dataclass

from actions.deeds import Deed
from actions.state import State


@dataclass(frozen=True, slots=True)
class Turn:
    """The reception after a turn. The question of the new step is asked at the end, unless ``asks`` is false:
    then the last deed is itself the way on (promise 6)."""

    state: State
    deeds: tuple[Deed, ...] = ()
    asks: bool = True

    def preceded_by(self, *deeds: Deed) -> "Turn":
        """The same turn with something said first."""
        return Turn(self.state, (*deeds, *self.deeds), self.asks)
