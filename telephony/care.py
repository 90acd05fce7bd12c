"""What the line minds before the answer itself: the time that passes, who cannot speak, who is overheard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.understanding.text import fold
from telephony import resume
from telephony.asking import ask_again, asked, goodbye, number_and_end
from telephony.calls import CallState
from telephony.cues import LANGUAGE_TEXTS, Cue, is_echo, language_of, read_cue
from telephony.deeds import HangUp, Listen, Say
from telephony.hearing import Heard, Reason
from telephony.moves import Erase, GoOn, Line, Pass, Reaction, Stay, parts
from telephony.prompts import PERSON, Part, Prompt, ask, listen, said

WARN_AFTER, END_AFTER = timedelta(minutes=12), timedelta(minutes=15)
MOST_TURNS = 150  # a person's longest call has about fifty
TIMES_ALIKE, MOST_ALIKE = 3, 4  # the same sentence: keys are offered, then the call ends
SENTENCE = 4  # words: shorter answers come back honestly
MOST_ECHOES = 3
LANGUAGE_TURNS = 2
MOST_WRONG_CODES = 3
MENU = "#menu"  # the conversation's own menu of needs
HIDE_KEY, SILENT_KEY, RESUME_KEY, DANGER_KEY = "9", "5", "7", "6"
DANGER = "au secours"  # what whoever cannot speak would say
RESUMING = "utter_phone_resume_ask"
HIDDEN_SECONDS = 60
MOST_HIDDEN = 3


# --- the time that passes ---------------------------------------------------------------------------------------


def time_is_up(_heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """A call costs the public: it ends after a quarter of an hour, said three minutes before (P57)."""
    spent = line.now - state.began if state.began else timedelta()
    if (spent < END_AFTER and state.tally.turns < MOST_TURNS) or state.prompt.key.startswith("utter_emergency"):
        return None
    return Stay(state, (*said(parts(line, "utter_phone_time_over"), state.tone), *number_and_end(state, line)))


def time_runs_short(state: CallState, line: Line) -> bool:
    """Whether the end must be announced now."""
    return not state.warned and state.began is not None and line.now - state.began >= WARN_AFTER


# --- who cannot speak -------------------------------------------------------------------------------------------


def go_silent(state: CallState, line: Line) -> Reaction:
    """Listen to keys only from now on; a key hides the call behind something banal."""
    silent = replace(state, silent=True, by_keys=True, waits=0)
    first = parts(line, "utter_phone_silent")
    if state.prompt.is_open:
        return Pass(silent, MENU, first, helping=True)
    return asked(state.prompt.short(), silent, line, first)


def danger(state: CallState, line: Line) -> Reaction:
    """What a voice would be answered, and first the number that is written to (114)."""
    return Pass(replace(state, waits=0), DANGER, parts(line, "utter_phone_danger"))


def hide(state: CallState, line: Line) -> Stay:
    """Somebody is coming: the weather is said until a key is pressed."""
    words = Say(line.words("utter_phone_hidden"))
    hidden = replace(state, discreet=True, silences=0)
    return Stay(hidden, (Listen((words,), patience=HIDDEN_SECONDS, keys_only=True),))


def hidden(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """Any key comes back; without one the call ends as it was, behind the weather."""
    if not state.discreet:
        return None
    if heard.reason is not Reason.SILENCE:
        shown = replace(state, discreet=False, silences=0)
        return Stay(shown, ask(state.prompt.short(), shown.manner(), line.words))
    if state.silences + 1 >= MOST_HIDDEN:
        return Stay(state, (Say(line.words("utter_phone_hidden")), HangUp()))
    again = hide(state, line)
    return replace(again, state=replace(again.state, silences=state.silences + 1))


# --- who is overheard -------------------------------------------------------------------------------------------


def overheard(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """What is not an answer: an echo, noise, an interpreter, weariness, another language, a machine."""
    if is_echo(heard.text, _last_said(state.prompt), _titles(state.prompt)):
        return _echo(state, line)
    cue = read_cue(heard.text)
    if cue:
        return CUES[cue](state, line)
    language = language_of(heard.text)
    if language:
        return _foreign(language, state, line)
    return None


def alike(heard: Heard, state: CallState) -> CallState:
    """The call, with how often this very sentence was said running."""
    if heard.reason is not Reason.SPEECH or len(fold(heard.text).split()) < SENTENCE:
        return state
    times = state.tally.times + 1 if heard.sign == state.tally.said else 1
    return replace(state, tally=replace(state.tally, said=heard.sign, times=times))


def looping(_heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """The same sentence over and over is a machine, or somebody who needs keys or a person (P57)."""
    if state.tally.times < TIMES_ALIKE:
        return None
    if state.tally.times < MOST_ALIKE:
        return ask_again(state, line, state.prompt.short(), "utter_phone_alike")
    return Stay(state, (*goodbye(state, line)[:-1], *number_and_end(state, line)))


def _last_said(prompt: Prompt) -> str:
    return " ".join((*(part.text for part in prompt.parts), prompt.question.text))


def _titles(prompt: Prompt) -> frozenset[str]:
    return frozenset(fold(choice.title) for choice in prompt.choices)


def _echo(state: CallState, line: Line) -> Reaction:
    """Nothing is said, so that nothing echoes; the third time, the keys."""
    heard = replace(state, tally=replace(state.tally, echoes=state.tally.echoes + 1))
    if heard.tally.echoes >= MOST_ECHOES:
        return ask_again(heard, line, state.prompt.short(), "utter_phone_echo")
    return Stay(heard, (listen(state.prompt, heard.manner(), (Part(line.words("utter_phone_go_on")),)),))


def _noise(state: CallState, line: Line) -> Reaction:
    missed = replace(state, misses=state.misses + 1)
    if missed.failures >= 3:
        return Pass(missed, PERSON, parts(line, "utter_phone_no_match_3"))
    if missed.failures == 2 and state.prompt.is_open:
        return Pass(missed, MENU, parts(line, "utter_phone_noise"), helping=True)
    return ask_again(missed, line, state.prompt.short(), "utter_phone_noise")


def _relayed(state: CallState, line: Line) -> Reaction:
    return asked(state.prompt, replace(state, relayed=True), line, parts(line, "utter_phone_relay"))


def _weary(state: CallState, line: Line) -> Reaction:
    return Pass(state, PERSON, parts(line, "utter_phone_weary"))


def _erased(state: CallState, _line: Line) -> Reaction:
    return Erase(state)


CUES: dict[Cue, Callable[[CallState, Line], Reaction]] = {
    Cue.NOISE: _noise,
    Cue.RELAY: _relayed,
    Cue.WEARY: _weary,
    Cue.ERASE: _erased,
    Cue.SILENT: go_silent,
}


def _foreign(language: str, state: CallState, line: Line) -> Reaction:
    """First in plain French; the second time in that language, by its own voice; a person in both cases (P53)."""
    foreign = (*state.tally.foreign, language)
    state = replace(state, tally=replace(state.tally, foreign=foreign))
    heard = listen(state.prompt, state.manner(), parts(line, "utter_phone_person_key"))
    if len(foreign) < LANGUAGE_TURNS:
        return Stay(state, (replace(heard, prompts=said(parts(line, "utter_phone_french_only"), state.tone)),))
    words = Say(line.words(LANGUAGE_TEXTS[language]), language=language)
    return Stay(state, (replace(heard, prompts=(words, *heard.prompts)),))


# --- a talk that was cut ----------------------------------------------------------------


def resumed(heard: Heard, state: CallState, line: Line) -> Reaction | None:
    """The code of a talk that was cut, said at the first question, or keyed when it is asked for."""
    asking = state.prompt.key == RESUMING
    if not line.resumable:
        return None
    if not asking and not (state.prompt.is_open and state.prompt.key == "utter_ask_request"):
        return None
    if state.tally.wrong_codes >= MOST_WRONG_CODES or heard.reason is Reason.SILENCE:
        return None
    code = resume.read_code(heard.text) if asking or heard.reason is not Reason.KEYS else None
    if code:
        return GoOn(state, code)
    return _code_again(state, line) if asking and heard.text not in {"0", "#", "*"} else None


def wrong_code(state: CallState, line: Line) -> Stay:
    """No talk has this code: two more tries, then the reception begins as for anybody."""
    wrong = replace(state, tally=replace(state.tally, wrong_codes=state.tally.wrong_codes + 1))
    key = "utter_phone_resume_wrong"
    if wrong.tally.wrong_codes < MOST_WRONG_CODES:
        return ask_again(wrong, line, state.prompt.short(), key)
    return first_question(wrong, line, "utter_phone_resume_over")


def _code_again(state: CallState, line: Line) -> Reaction:
    missed = replace(state, misses=state.misses + 1)
    if missed.misses >= 2:
        return first_question(missed, line, "utter_phone_resume_over")
    return ask_again(missed, line, state.prompt, "utter_phone_resume_wrong")


def ask_code(state: CallState, line: Line) -> Stay:
    """The five digits of a code, by keys."""
    prompt = Prompt(key=RESUMING, question=Part(line.words(RESUMING)), digits=resume.KEYED_DIGITS)
    return Stay(replace(state, prompt=prompt), ask(prompt, replace(state.manner(), by_keys=False), line.words))


def first_question(state: CallState, line: Line, key: str) -> Stay:
    """The first question, after these words."""
    prompt = Prompt(key="utter_ask_request", question=Part(line.words("utter_phone_question")))
    return asked(prompt, replace(state, misses=0), line, parts(line, key))
