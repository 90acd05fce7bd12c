"""A reception played in a test, as a dialogue: words or a choice in, keys out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import play
from actions.deeds import Answer, Deed, Define, Inform, Quote, Say
from actions.state import State, dump_state, load_state
from actions.turn import Turn
from actions.world import World
from directory.vocabulary import Need
from tests.actions.fakes import SmallDirectory, world
from tests.parses import parse_of


class Talk:
    """One reception against the small directory; the state goes through JSON at each turn, as in real life."""

    def __init__(self, directory: SmallDirectory | None = None) -> None:
        self.directory = directory or SmallDirectory()
        self.world: World = world(self.directory)
        self.turn: Turn = play.welcome(State(holder="someone"), self.world)

    def says(self, text: str, *needs: Need, sure: float = 0.9, intent: str | None = None) -> "Talk":
        """Words, with the needs that the engine would rank."""
        share = (sure, *(sure * 0.8 for _ in needs[1:]))
        return self.ranks(text, dict(zip(needs, share, strict=False)), intent)

    def ranks(self, text: str, needs: Mapping[Need, float], intent: str | None = None) -> "Talk":
        """Words, with these likelihoods, best first."""
        ranking = [(need.value, p) for need, p in needs.items()]
        parse = parse_of(text, self.state, self.world, ranking, intent)
        self.turn = play.play(self.state, text, self.world, parse=parse)
        return self

    def worries(self, text: str, *needs: Need, sure: float = 0.9) -> "Talk":
        """Words that may be of distress, whatever the detector makes of them, with the needs ranked besides."""
        ranking = [("detresse", 0.2), *((need.value, sure * 0.8 ** (1 + nth)) for nth, need in enumerate(needs))]
        parse = dict(parse_of(text, self.state, self.world, ranking, needs[0] if needs else "nlu_fallback"))
        parse["entities"] = [*parse["entities"], {"entity": "worrying", "value": True}]
        self.turn = play.play(self.state, text, self.world, parse=parse)
        return self

    def picks(self, token: str) -> "Talk":
        """One of the choices offered; a choice that is not offered fails the test."""
        assert token in self.choices, f"{token} n’est pas proposé : {self.choices}"
        return self.says(token)

    @property
    def state(self) -> State:
        return load_state(dump_state(self.turn.state))

    @property
    def keys(self) -> list[str]:
        """Keys of what was said."""
        return [key_of(deed) for deed in self.turn.deeds]

    @property
    def choices(self) -> list[str]:
        """Messages of the choices of the last deed."""
        last = self.turn.deeds[-1]
        return [choice.message for choice in last.choices] if isinstance(last, Say) else []

    @property
    def suggestions(self) -> list[str]:
        """Messages of the subjects suggested by the last deed."""
        last = self.turn.deeds[-1]
        return [choice.message for choice in last.suggestions] if isinstance(last, Say) else []

    def at(self, **changes: Any) -> "Talk":
        """The same talk with its state changed, to begin further on."""
        self.turn = Turn(replace(self.turn.state, **changes))
        return self


def key_of(deed: Deed) -> str:
    """What a deed says, as a key."""
    match deed:
        case Inform():
            return f"information_{deed.need}"
        case Define():
            return f"definition_{deed.term}"
        case Answer():
            return f"{deed.asked}_{deed.need}"
        case Quote():
            return f"passage_{deed.source}"
        case Say():
            return deed.key
