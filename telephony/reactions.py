"""What the line does with what it heard: pace, silence and keys are its own; the rest is for the conversation."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.understanding.acts import Act, read_act, read_ordinal
from bot.understanding.apology import is_apology
from bot.understanding.distress import hear
from bot.understanding.numbers import read_digits
from bot.understanding.text import fold
from telephony import briefing, care, contact, pace, persons, survey
from telephony.asking import after_capture, ask_again, captured, goodbye
from telephony.calls import Bridging, CallState
from telephony.care import DANGER_KEY, HIDE_KEY, MENU, RESUME_KEY, SILENT_KEY
from telephony.cues import Cue, is_back, read_cue
from telephony.deeds import HangUp
from telephony.hearing import Heard, Reason
from telephony.moves import CallBack, Keep, Line, Pass, Reaction, Send, Stay, human_number, parts, plain
from telephony.prompts import EXAMPLES, PERSON, Prompt, ask, listen, said
from telephony.sms import Page
from telephony.turns import CLOSING

CARING = "utter_emergency_ask"
FAILURES = 3  # of any kind: a person at the third, never a fourth rephrasing
WAITS = 3  # times thirty seconds, for a caller who looks for a pen
WAIT_SECONDS = 30
SPOKEN_KEYS = {"0": "0", "zero": "0", "diese": "#", "etoile": "*"}
IN_SILENCE: Mapping[str, Callable[[CallState, Line], Reaction]] = {HIDE_KEY: care.hide, DANGER_KEY: care.danger}
EVERYWHERE = {"0": PERSON, "*": "#back"}
KEY_AGAIN = {5: "utter_phone_postcode_again", 10: "utter_phone_code_again"}


def react(heard: Heard, state: CallState, line: Line) -> Reaction:
    """What the line does with what it heard. Distress goes straight to the conversation, whatever was being asked."""
    state = care.alike(heard, replace(state, tally=replace(state.tally, turns=state.tally.turns + 1)))
    if _is_grave(heard, state):
        free = replace(state, capture=None, briefing=None, discreet=False, waits=0, queued=0, offered=False)
        return Pass(free, heard.text)
    followed = pace.follow(heard, state)
    short = care.time_runs_short(state, line)
    reaction = _first(heard, replace(followed, warned=state.warned or short), line)
    told = []
    if followed.tone.slow and not state.tone.slow:
        told.append("utter_phone_slower")
    if short:
        told.append("utter_phone_time_short")
    return _preceded(reaction, line, *told)


def _is_grave(heard: Heard, state: CallState) -> bool:
    """Words of distress; "plus fort", "je ne peux pas parler" and the like are only about the line."""
    if heard.reason in {Reason.KEYS, Reason.SILENCE}:
        return False
    if state.queued and _stops_waiting(heard.text):
        return False
    about_the_line = read_act(heard.text) in PACE or read_cue(heard.text) in {Cue.ERASE, Cue.NOISE, Cue.SILENT}
    return not about_the_line and hear(heard.text).alarm


def _first(heard: Heard, state: CallState, line: Line) -> Reaction:
    """The first that has something to answer."""
    readers = (care.hidden, care.time_is_up, _capture, _brief, _queue, survey.hear, care.looping, care.resumed)
    for answering in readers:
        reaction = answering(heard, state, line)
        if reaction:
            return reaction
    return HEARD[heard.reason](heard, state, line)


def _preceded(reaction: Reaction, line: Line, *keys: str) -> Reaction:
    """The same, something being said first."""
    match reaction:
        case Stay(state, deeds) if keys:
            return replace(reaction, deeds=(*said(parts(line, *keys), state.tone), *deeds))
        case Pass(_, _, first) if keys:
            return replace(reaction, first=(*parts(line, *keys), *first))
    return reaction


def _capture(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    capture = state.capture
    if capture is None:
        return None
    step = contact.hear(capture, heard)
    match step:
        case contact.Given(number):
            return _given(capture, state, number)
        case contact.Over(key):
            return after_capture(capture, state, line, key)
        case contact.PersonWanted():
            return Pass(replace(state, capture=None), PERSON)
        case contact.Asked():
            return captured(step, state, line, ())


def _given(capture: contact.Capture, state: CallState, number: str) -> Reaction:
    """The number serves for what it was given for."""
    free = replace(state, capture=None)
    if capture.purpose is contact.Purpose.CALL_BACK:
        return CallBack(free, number)
    if capture.purpose is contact.Purpose.PAGE:
        return Send(free, Page(capture.page), number)
    if capture.purpose is contact.Purpose.SMS and state.booked:
        return Send(free, state.booked, number)
    return Keep(free, capture.code, number)


def _brief(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    if state.briefing is None:
        return None
    step = briefing.hear(state.briefing, heard)
    if isinstance(step, briefing.Settled):
        return persons.connect(state, line, (), Bridging(step.lines))
    return persons.brief(step, state, line)


def _queue(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """Waiting for a person: keys and words work meanwhile; each minute the first in the line is rung again."""
    if not state.queued and not state.offered:
        return None
    act = {"1": Act.YES, "2": Act.NO, "*": Act.NO}.get(heard.text) or read_act(heard.text)
    stops = act in {Act.NO, Act.STOP, Act.BACK} or _stops_waiting(heard.text)
    if stops or (state.offered and act is not Act.YES):
        return persons.leave_line(state, line, "utter_phone_queue_left")
    if state.offered:
        return persons.wait(state, line)
    if state.queued > persons.MOST_MINUTES:
        return persons.leave_line(state, line, "utter_phone_transfer_failed")
    if heard.reason is not Reason.SILENCE:
        return persons.repeat_wait(state, line)
    return persons.ring_again(state, line) if line.place == 1 else persons.wait(state, line)


def _stops_waiting(text: str) -> bool:
    return any(words in fold(text) for words in persons.STOPS_WAITING)


def _speech(heard: Heard, state: CallState, line: Line) -> Reaction:
    waited, state = state.waits, replace(state, waits=0)
    if waited and is_back(heard.text):
        return Stay(state, ask(state.prompt.short(), state.manner(), line.words))
    minded = care.overheard(heard, state, line) or _paced(heard, state, line)
    if minded:
        return minded
    key = SPOKEN_KEYS.get(fold(heard.text))
    if key and not state.prompt.digits:
        return _keys(Heard(Reason.KEYS, key), state, line)
    nth = read_ordinal(heard.text)
    if nth and nth <= len(state.prompt.offered):
        return Pass(state, state.prompt.offered[nth - 1].message)
    return Pass(replace(state, by_keys=False), heard.text)


def _keys(heard: Heard, state: CallState, line: Line) -> Reaction:
    keys = heard.text.rstrip("#") or "#"
    keyed = replace(state, by_keys=True, waits=0)
    if keys == "#":
        return _repeat(keyed, line)
    if keys == SILENT_KEY and not state.silent and len(state.prompt.offered) < int(SILENT_KEY):
        return care.go_silent(keyed, line)
    if state.silent and keys in IN_SILENCE:
        return IN_SILENCE[keys](keyed, line)
    if keys == RESUME_KEY and state.prompt.is_open and line.resumable:
        return care.ask_code(keyed, line)
    if keys == keyed.manner().more_key and state.prompt.groups > 1:
        return _more(keyed, line)
    message = message_of(keys, state.prompt)
    return Pass(keyed, message) if message else _wrong_keys(keyed, line)


def message_of(keys: str, prompt: Prompt) -> str | None:
    """What these keys tell the conversation: a person, a step back, digits asked for, the nth choice, or the menu."""
    if keys in EVERYWHERE:
        return EVERYWHERE[keys]
    if not keys.isdecimal():
        return None
    if len(keys) == prompt.digits:
        return keys
    if keys in {str(nth) for nth in range(1, len(prompt.offered) + 1)}:
        return prompt.offered[int(keys) - 1].message
    return MENU if prompt.is_open and len(keys) == 1 else None


def _more(state: CallState, line: Line) -> Stay:
    prompt = state.prompt.next_group() if state.prompt.listed else replace(state.prompt, listed=True)
    state = replace(state, prompt=prompt)
    return Stay(state, ask(prompt.keys_only(), state.manner(), line.words))


def _wrong_keys(state: CallState, line: Line) -> Reaction:
    missed = replace(state, misses=state.misses + 1)
    if missed.failures >= FAILURES:
        return Pass(missed, PERSON, parts(line, "utter_phone_no_match_3"))
    again = KEY_AGAIN.get(state.prompt.digits)
    if again:
        return ask_again(missed, line, state.prompt.keys_only(), again)
    everywhere = ("utter_phone_keys",) if missed.failures > 1 else ()
    return ask_again(missed, line, state.prompt.short(), "utter_phone_key_unknown", *everywhere)


def _unsure(heard: Heard, state: CallState, line: Line) -> Reaction:
    """Badly recognised words are not guessed, unless something else speaks for them."""
    if heard.sign == state.unsure or _believable(heard.text, state):
        return _speech(heard, state, line)
    missed = replace(state, misses=state.misses + 1, unsure=heard.sign)
    if missed.failures == 1:
        return ask_again(missed, line, state.prompt.keys_only(), "utter_phone_no_match_1")
    if missed.failures >= FAILURES:
        return Pass(missed, PERSON, parts(line, "utter_phone_no_match_3"))
    return _helped(missed, line, "utter_phone_no_match_2")


def _believable(text: str, state: CallState) -> bool:
    """Read by a closed grammar, or a choice's own words, or a cry for help."""
    titles = {fold(choice.title) for choice in state.prompt.choices}
    closed = read_act(text) or read_ordinal(text) or (state.prompt.digits and read_digits(text))
    return bool(closed or fold(text) in titles or hear(text).alarm)


def _silence(_heard: Heard, state: CallState, line: Line) -> Reaction:
    if state.waits or (state.relayed and not state.silences):
        return _wait(state, line)
    if state.prompt.key == CLOSING:
        return Stay(state, goodbye(state, line))
    quiet = replace(state, silences=state.silences + 1)
    if quiet.failures == 1:
        return ask_again(quiet, line, state.prompt.short(), "utter_phone_silence_1")
    if quiet.failures == 2:
        return _helped(quiet, line, "utter_phone_silence_2")
    if quiet.silences <= FAILURES:
        return Stay(quiet, (listen(quiet.prompt, quiet.manner(), parts(line, "utter_phone_silence_3")),))
    help_first = ("utter_emergency",) if state.prompt.key == CARING else ()  # silence is no answer to that question
    texts = (*parts(line, *help_first, "utter_phone_silence_end"), *plain(human_number(line)))
    return Stay(quiet, (*said(texts, quiet.tone), HangUp()))


def _helped(state: CallState, line: Line, key: str) -> Reaction:
    """The second failure: an example, and the keys. An open question becomes a menu."""
    if state.prompt.is_open:
        return Pass(state, MENU, parts(line, key), helping=True)
    example = "utter_phone_example_yes_no" if state.prompt.yes_or_no else EXAMPLES.get(state.prompt.key)
    first = [key, example] if example else [key]
    prompt = replace(state.prompt.short(), listed=True)
    deeds = ask(prompt, state.manner(helped=True), line.words, first=parts(line, *first))
    return Stay(replace(state, prompt=replace(state.prompt, listed=True)), deeds)


HEARD = {
    Reason.SILENCE: _silence,
    Reason.KEYS: _keys,
    Reason.SPEECH: _speech,
    Reason.UNSURE: _unsure,
}


# --- pace -------------------------------------------------------------------------------------------------------


def _paced(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """What words about the pace of the call bring; « pardon » after an insult is none of them."""
    act = read_act(heard.text)
    if act is Act.REPEAT and state.tally.insulted and is_apology(heard.text):
        return None
    return PACE[act](state, line) if act in PACE else None


def _repeat(state: CallState, line: Line) -> Stay:
    """The same words; the second time, more slowly."""
    again = replace(state, repeats=state.repeats + 1)
    manner = again.manner()
    if again.repeats > 1:
        manner = replace(manner, tone=replace(manner.tone, slow=True), helped=True)
    return Stay(again, ask(state.prompt, manner, line.words, first=parts(line, "utter_phone_again")))


def _slower(state: CallState, line: Line) -> Stay:
    slow = replace(state, tone=replace(state.tone, slow=True))
    return Stay(slow, ask(state.prompt, slow.manner(), line.words, first=parts(line, "utter_phone_slower")))


def _louder(state: CallState, line: Line) -> Stay:
    key = "utter_phone_louder_again" if state.tone.loud else "utter_phone_louder"
    loud = replace(state, tone=replace(state.tone, loud=True))
    return Stay(loud, ask(state.prompt.short(), loud.manner(), line.words, first=parts(line, key)))


def _wait(state: CallState, line: Line) -> Stay:
    """The caller looks for something: silence is not counted for a while."""
    key = "utter_phone_still_here" if state.waits else "utter_phone_wait"
    waiting = replace(state, waits=state.waits - 1 if state.waits else WAITS)
    heard = listen(state.prompt, state.manner(), parts(line, key))
    return Stay(waiting, (replace(heard, patience=WAIT_SECONDS),))


PACE: Mapping[Act | None, Callable[[CallState, Line], Stay]] = {
    Act.REPEAT: _repeat,
    Act.SLOWER: _slower,
    Act.LOUDER: _louder,
    Act.WAIT: _wait,
}
