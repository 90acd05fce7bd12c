"""How the line asks: a prompt in the caller's manner, a question again, a number by keys, the last words."""

from collections.abc import Iterable
from dataclasses import replace

from telephony import contact, numbers
from telephony.calls import CallState
from telephony.deeds import Deed, HangUp, Listen
from telephony.moves import Line, Stay, human_number, parts, plain
from telephony.prompts import Part, Prompt, ask, said

WITHOUT_TEXT = frozenset({"utter_phone_sms_landline", "utter_phone_sms_failed"})  # the code is said again


def asked(prompt: Prompt, state: CallState, line: Line, first: Iterable[Part], *, helped: bool = False) -> Stay:
    """This prompt becomes the call's question, asked in the caller's manner."""
    manner = state.manner(helped=helped)
    prompt = replace(prompt, listed=manner.by_keys or manner.helped)
    deeds = ask(prompt, manner, line.words, first=first)
    return Stay(replace(state, prompt=prompt, taught=state.taught or prompt.yes_or_no), deeds)


def ask_again(state: CallState, line: Line, prompt: Prompt, *keys: str) -> Stay:
    """These texts, then the prompt with the keys that answer it."""
    return Stay(state, ask(prompt, state.manner(helped=True), line.words, first=parts(line, *keys)))


def goodbye(state: CallState, line: Line) -> tuple[Deed, ...]:
    """Last words, and the end of the call."""
    return (*said(parts(line, "utter_phone_goodbye"), state.tone), HangUp())


def number_and_end(state: CallState, line: Line) -> tuple[Deed, ...]:
    """The human number, and the end of the call."""
    return (*said(plain(human_number(line)), state.tone), HangUp())


def captured(step: contact.Asked, state: CallState, line: Line, first: Iterable[Part]) -> Stay:
    """The capture's next question; whole numbers are keyed there, without hurry."""
    keyed = contact.NUMBER_DIGITS if step.capture.stage is contact.Stage.NUMBER else 1
    text = Part(line.words(step.key, **step.values))
    manner = state.manner()
    heard = Listen(
        said((*first, text), state.tone),
        digits=keyed,
        patience=max(manner.patience, 8),
        pause=(4 if keyed > 1 else 1) + manner.pause,
        keys_only=manner.silent,
    )
    return Stay(replace(state, capture=step.capture), (heard,))


def after_capture(capture: contact.Capture, state: CallState, line: Line, key: str, number: str = "") -> Stay:
    """What follows a capture: after the number for the appointment, a text may be wanted too; then the conversation."""
    free, first = replace(state, capture=None), parts(line, key)
    if capture.purpose is contact.Purpose.CONTACT and line.sms and state.booked:
        known = numbers.national(number) if numbers.is_mobile(number) else ""
        return captured(contact.begin(capture.code, contact.Purpose.SMS, known), free, line, first)
    if capture.purpose is contact.Purpose.SMS and key in WITHOUT_TEXT and state.booked:
        first = (*first, Part(line.words("utter_phone_code", code=numbers.spoken(state.booked.code)), slow=True))
    return asked(free.prompt, free, line, first)
