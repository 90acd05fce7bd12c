"""The state of play said aloud: what was understood, answered and booked, in short sentences (NO10)."""

from actions import handover, restating
from actions.deeds import Code, Deed, Kind, Moment, Say, Several, Value, Wording, label
from actions.said import Said
from actions.state import State
from actions.turn import Turn
from actions.world import World

WORDS = frozenset(
    {
        "recapitulatif",
        "un recapitulatif",
        "recapitulez",
        "recapitule",
        "vous pouvez recapituler",
        "pouvez vous recapituler",
        "resumez",
        "resume",
        "un resume",
        "le resume",
        "relisez le resume",
        "relisez moi le resume",
        "faites un resume",
        "vous pouvez resumer",
        "pouvez vous resumer",
        "l etat des lieux",
        "redites moi tout",
    }
)


def asked(said: Said) -> bool:
    """Whether these words ask for it."""
    return said.token is None and said.folded in WORDS


def tell(state: State, world: World) -> Turn:
    """Everything known so far, then the pending question again; the reception stays where it is."""
    deeds = (*_understood(state, world), *_answered(state), *_booked(state))
    return Turn(state, (Say("utter_recap"), *deeds) if deeds else (Say("utter_recap_empty"),))


def _understood(state: State, world: World) -> tuple[Deed, ...]:
    known = restating.understood(state, world)
    parts = tuple(Wording(f"utter_restate_{name}", {name: words}) for name, words in known.items())
    return (Say("utter_recap_understood", {"restated": Several(parts, separator=" ")}),) if parts else ()


def _answered(state: State) -> tuple[Deed, ...]:
    subjects = tuple(label("need", need) for need in state.informed)
    return (Say("utter_recap_information", {"subjects": Several(subjects)}),) if subjects else ()


def _booked(state: State) -> tuple[Deed, ...]:
    if not (state.slot and state.site and state.code):
        return ()
    values: dict[str, Value] = {
        "when": Moment(state.slot.starts_at),
        "place": state.site.name,
        "code": Code(state.code),
    }
    return (Say("utter_recap_appointment", values, Kind.APPOINTMENT), *handover.address_of(state.site, state.slot.way))
