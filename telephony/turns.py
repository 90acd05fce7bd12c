"""What the line does with the conversation's turn: a pure function from replies and the call's state to deeds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.conversation import Turn
from telephony import contact, persons, survey
from telephony.asking import ask_again, asked, captured, number_and_end
from telephony.calls import CallState
from telephony.moves import Line, Stay, parts
from telephony.prompts import EMERGENCY, Part, Prompt, ask, parts_of, prompt_of, said
from telephony.sms import Booked, Page, Sms

CLOSING = "utter_afterwards"  # the question after the end: silence or "no" there is a goodbye
GOODBYE = "utter_goodbye"
INSULT = "utter_insult"
NOT_UNDERSTOOD = frozenset({"utter_not_understood", "utter_not_understood_answer"})
MOST_INSULTS = 3


def welcome(line: Line) -> Stay:
    """The first words: what answers, and the question. The notice is said whole (AI Act, article 50)."""
    prompt = Prompt(key="utter_ask_request", question=Part(line.words("utter_phone_welcome")))
    notice = Part(line.words("utter_phone_notice"), whole=True)
    state = CallState(prompt=replace(prompt, question=Part(line.words("utter_phone_question"))), began=line.now)
    return Stay(state, ask(prompt, state.manner(), line.words, first=(notice,)))


def lost(line: Line) -> Stay:
    """The talk is gone (the service restarted): said, and begun again."""
    return afresh(line, "utter_phone_lost")


def afresh(line: Line, key: str, state: CallState | None = None) -> Stay:
    """This text, then the first question; the pace of the call is kept."""
    was = state or CallState(began=line.now)
    prompt = Prompt(key="utter_ask_request", question=Part(line.words("utter_phone_question")))
    begun = CallState(
        prompt=prompt,
        began=was.began,
        tone=was.tone,
        signs=was.signs,
        relayed=was.relayed,
        silent=was.silent,
        by_keys=was.by_keys,
        tally=was.tally,
    )
    return Stay(begun, ask(prompt, begun.manner(helped=begun.silent), line.words, first=parts(line, key)))


# --- what the conversation answered -----------------------------------------------------------------------------


def answer(turn: Turn, state: CallState, line: Line, first: Iterable[Part] = (), *, helping: bool = False) -> Stay:
    """The deeds for the conversation's turn; a turn without a reply is a breakdown."""
    if not turn.replies:
        return broken_down(state, line)
    keys = [reply.key for reply in turn.replies]
    if GOODBYE in keys and state.prompt.key == CLOSING:
        farewell = parts_of(reply for reply in turn.replies if reply.key == GOODBYE)
        return survey.begin(state, line, farewell)
    understood = not NOT_UNDERSTOOD.intersection(keys)
    if not understood:
        state = replace(state, misses=state.misses + 1)
    elif not helping:
        state = state.answered()
    state = replace(state, booked=booked_in(turn) or state.booked)
    if any(reply.kind == EMERGENCY for reply in turn.replies):
        state = replace(state, tally=replace(state.tally, grave=True))
    insulted = INSULT in keys
    state = replace(state, tally=replace(state.tally, insults=state.tally.insults + insulted, insulted=insulted))
    if insulted and state.tally.insults > 1:
        return insulted_again(turn, state, line)
    for kind, follow in (("transfer", persons.offered), ("contact", _to_capture), ("elsewhere", _to_page)):
        place = next((index for index, reply in enumerate(turn.replies) if reply.kind == kind), None)
        if place is not None:
            return follow(turn, place, state, line, tuple(first))
    stay = asked(prompt_of(turn.replies), state, line, first, helped=helping or not understood)
    return stay if understood else replace(stay, events=("phone_no_match",))


def insulted_again(turn: Turn, state: CallState, line: Line) -> Stay:
    """The limit was said once, calmly; then a person, then the end. Nothing of the words is kept."""
    if state.tally.insults < MOST_INSULTS:
        return persons.ring(state, line, prompt_of(turn.replies[-1:]), first=parts(line, "utter_phone_calm"))
    return Stay(state, (*said(parts(line, "utter_phone_calm_end"), state.tone), *number_and_end(state, line)))


def broken_down(state: CallState, line: Line) -> Stay:
    """The house failed: said once with the question again, then a person (promise 6)."""
    broken = replace(state, breakdowns=state.breakdowns + 1)
    if broken.breakdowns > 1:
        return persons.ring(broken, line, broken.prompt, first=parts(line, "utter_phone_breakdown"))
    return ask_again(broken, line, state.prompt.short(), "utter_phone_breakdown")


# --- a number for the appointment -------------------------------------------------------------------------------


def booked_in(turn: Turn) -> Booked | None:
    """The appointment of a turn: its code and moment."""
    known = turn.appointment or {}
    code, starts_at = known.get("code"), known.get("starts_at")
    return Booked(str(code), datetime.fromisoformat(str(starts_at))) if code and starts_at else None


def _to_capture(turn: Turn, place: int, state: CallState, line: Line, first: tuple[Part, ...]) -> Stay:
    offer = turn.replies[place]
    code = str(offer.data.get("code") or (turn.appointment or {}).get("code") or "")
    then = prompt_of(turn.replies[place + 1 :])
    before = (*first, *parts_of(turn.replies[:place]))
    if not code:
        return asked(then, state, line, before)
    intro = parts_of((offer,))
    return captured(contact.begin(code), replace(state, prompt=then), line, (*before, *intro))


def _to_page(turn: Turn, place: int, state: CallState, line: Line, first: tuple[Part, ...]) -> Stay:
    """The place's own page: nobody writes an address down from hearing it, so it is offered as a text."""
    then = prompt_of(turn.replies[place + 1 :])
    before = (*first, *parts_of(turn.replies[: place + 1]))
    if not line.sms:
        return asked(then, state, line, before)
    step = contact.offer_page(str(turn.replies[place].data["booking_page"]))
    return captured(step, replace(state, prompt=then), line, before)


def text_after(about: Booked | Page, sent: Sms) -> str:
    """What is said of a text that left or not; the appointment it tells of stands in every case."""
    return (PAGE_TEXTS if isinstance(about, Page) else SMS_TEXTS)[sent]


SMS_TEXTS = {
    Sms.SENT: "utter_phone_sms_sent",
    Sms.LANDLINE: "utter_phone_sms_landline",
    Sms.REFUSED: "utter_phone_sms_refused",
    Sms.FAILED: "utter_phone_sms_failed",
}
PAGE_TEXTS = SMS_TEXTS | {Sms.REFUSED: "utter_phone_page_refused", Sms.FAILED: "utter_phone_page_failed"}
