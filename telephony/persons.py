"""A person: what she will be told is heard and edited first, then she is rung; nobody is left on a dead line."""

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation import Turn
from telephony import contact, speech
from telephony.asking import asked, captured
from telephony.briefing import FIRST_KEY, MOST_LINES, Briefing
from telephony.calls import Bridging, CallState
from telephony.deeds import Deed, Listen, Transfer
from telephony.moves import Line, Stay, human_number, parts, plain
from telephony.prompts import Part, Prompt, parts_of, prompt_of, said

MOST_TRANSFERS = 5  # in one call; beyond, the number is given


def offered(turn: Turn, place: int, state: CallState, line: Line, first: tuple[Part, ...]) -> Stay:
    """The transfer's own text is left out: only the line knows whether someone answers at this hour."""
    before, offer, after = turn.replies[:place], turn.replies[place], turn.replies[place + 1 :]
    summary = tuple(speech.speakable(str(text)) for text in offer.data.get("summary", ()))
    prompt = prompt_of(after) if after else state.prompt
    return ring(state, line, prompt, first=(*first, *parts_of(before)), summary=summary)


def ring(
    state: CallState, line: Line, then: Prompt, *, first: Iterable[Part] = (), summary: tuple[str, ...] = ()
) -> Stay:
    """Ring the human line when it is open, else say when it opens; in every case the call goes on with `then`."""
    if line.human.number is None or not line.human.is_open(line.now):
        return nobody(then, state, line, (*first, *plain(_closed(line))), grave=_grave(state))
    if state.tally.transfers >= MOST_TRANSFERS:
        return asked(then, state, line, (*first, *plain(human_number(line))))
    waiting = replace(state, prompt=then)
    lines = tuple(filter(None, summary))[:MOST_LINES]
    if lines and not _grave(state):
        return brief(Briefing(lines), waiting, line, first)
    return connect(waiting, line, first, Bridging(grave=_grave(state)))


def connect(state: CallState, line: Line, first: Iterable[Part], bridging: Bridging) -> Stay:
    """The human line rings; the approved lines, and nothing else, are told there first."""
    assert line.human.number is not None  # noqa: S101 - whoever rings has looked
    deeds: tuple[Deed, ...] = (
        *said((*first, *parts(line, "utter_phone_transfer")), state.tone),
        Transfer(line.human.number, line.shown),
    )
    tally = replace(state.tally, transfers=state.tally.transfers + 1)
    rung = replace(state, briefing=None, bridging=bridging, approved=bridging.summary, tally=tally)
    return Stay(rung, deeds)


def _grave(state: CallState) -> bool:
    """Whether words of distress were just answered."""
    return state.prompt.key.startswith("utter_emergency")


def brief(briefing: Briefing, state: CallState, line: Line, first: Iterable[Part] = ()) -> Stay:
    """The caller hears what would be told: yes, nothing, or one line less."""
    titles = (speech.lower_first(text.partition(":")[0].strip()) for text in briefing.lines)
    less = (
        line.words("utter_phone_brief_less", title=title, digit=str(digit))
        for digit, title in enumerate(titles, FIRST_KEY)
    )
    texts = (line.words("utter_phone_brief"), *briefing.lines, *less, line.words("utter_phone_brief_ask"))
    manner = state.manner()
    heard = Listen(
        said((*first, *plain(texts)), state.tone),
        patience=manner.patience,
        pause=1 + manner.pause,
        keys_only=manner.silent,
    )
    return Stay(replace(state, briefing=briefing), (heard,))


def nobody(then: Prompt, state: CallState, line: Line, first: Iterable[Part], *, grave: bool) -> Stay:
    """Nobody answers now: a call back is offered when there is somebody to call back, then the call goes on."""
    if line.call_back and not grave:
        asking = contact.begin(purpose=contact.Purpose.CALL_BACK)
        return captured(asking, replace(state, prompt=then), line, first)
    return asked(then, state, line, first)


def _closed(line: Line) -> tuple[str, ...]:
    opening = line.human.next_opening(line.now)
    if line.human.number is None or opening is None:
        return (line.words("utter_phone_no_line"),)
    return (line.words("utter_phone_closed", opening=speech.moment(opening, line.now)),)


def after_transfer(state: CallState, line: Line, *, busy: bool = False) -> Stay:
    """Back from a transfer: the person was reached, or nobody was free; the conversation goes on in both cases, unless
    the line was busy and the caller prefers to wait."""
    back = replace(state, bridging=None, began=line.now)
    if state.met:
        over = parts(line, "utter_phone_transfer_over")
        return asked(replace(back.prompt, parts=()), replace(back, queued=0), line, over)
    if busy and back.queued:
        return wait(back, line)
    if busy and state.bridging is not None and not state.bridging.grave:
        return offer_to_wait(back, line)
    failed = (line.words("utter_phone_transfer_failed"), *human_number(line))
    grave = state.bridging is not None and state.bridging.grave
    return nobody(back.prompt, back, line, plain(failed), grave=grave)


def whispered(state: CallState, line: Line) -> tuple[str, ...]:
    """What the person hears before the caller: the lines the caller let through and nothing else (TO1)."""
    lines = state.bridging.summary if state.bridging else ()
    return (line.words("utter_phone_whisper"), *lines, line.words("utter_phone_whisper_accept"))


# --- waiting for a person ---------------------------------------------------------------------------------------

MOST_MINUTES = 10  # beyond, another way is better
WAIT_SECONDS = 60
STOPS_WAITING = ("plus attendre", "n attends plus", "attends plus")


def offer_to_wait(state: CallState, line: Line) -> Stay:
    """Everybody is busy: the true place and time, and the choice (P46)."""
    texts = (_place(line), line.words("utter_phone_queue_ask"))
    manner = state.manner()
    heard = Listen(said(plain(texts), state.tone), patience=manner.patience, pause=1, keys_only=manner.silent)
    return Stay(replace(state, offered=True), (heard,))


def wait(state: CallState, line: Line) -> Stay:
    """One more minute in the line; waiting is not the machine's time."""
    waiting = replace(state, queued=state.queued + 1, offered=False, began=line.now)
    texts = (_place(line), line.words("utter_phone_queue_wait"))
    heard = Listen(said(plain(texts), state.tone), patience=WAIT_SECONDS, keys_only=state.silent)
    return Stay(waiting, (heard,))


def ring_again(state: CallState, line: Line) -> Stay:
    """The first of the line is rung; these calls are the line's, not the caller's whim."""
    patient = replace(state, tally=replace(state.tally, transfers=0))
    return connect(patient, line, (), Bridging(state.approved))


def repeat_wait(state: CallState, line: Line) -> Stay:
    """The place again, without another minute."""
    return wait(replace(state, queued=state.queued - 1), line)


def leave_line(state: CallState, line: Line, key: str) -> Stay:
    """The caller waits no more: the conversation goes on, a call back may be wanted."""
    left = replace(state, queued=0, offered=False)
    return nobody(left.prompt, left, line, parts(line, key), grave=False)


def _place(line: Line) -> str:
    return line.words("utter_phone_queue_place", place=str(line.place), minutes=str(line.minutes))
