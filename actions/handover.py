"""What the counsellor will see: shown line by line, each line kept or withheld, sent on an explicit yes (TO1, L03)."""

import re
from dataclasses import replace

from actions import existing, request, restating
from actions.deeds import Choice, Code, Deed, Kind, Moment, Say, Several, Value, Wording, choice, question
from actions.said import Said
from actions.state import Outcome, SiteOffer, State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act
from directory.requests import SummaryLine
from directory.vocabulary import Need, Way

CONSENT_TO_SHARE = "resume-1"  # version of the words of utter_ask_summary; raise it when they change
IN_THEIR_WORDS = frozenset({"words", "questions"})
FEWEST_WORDS_ADDED = 4
FEWEST_WORDS_AFTER = 15  # fewer, once all is booked, are another request
WORDS_KEPT = 400  # characters of the person's own words
HEARD_AT_ONCE = 90  # characters of questions that a voice reads; it would be long to hear what one has just said


# How people name a line of the summary, folded.
NAMES_OF_LINES = {
    "words": "mes mots|vos mots|ma phrase|ce que j ai dit",
    "need": "ma demande|la demande",
    "situation": "situation|statut",
    "place": "commune|ville|adresse",
    "constraints": "preferences?|contraintes?",
    "information": "informations?",
    "questions": "questions?",
}
LONGEST_OF_A_LINE = 9  # words
_TAKES_OFF = re.compile(r"\b(pas(?! de)|sans|sauf|enlev\w+|retir\w+|supprim\w+|effac\w+|cach\w+)\b")


def begin(state: State, code: str) -> Turn:
    """The appointment is taken: its code, then the summary to approve."""
    booked = state.to(Step.SUMMARY, code=code, outcome=Outcome.APPOINTMENT, follows=None)
    if not state.slot or not state.site:
        return Turn(booked)
    values: dict[str, Value] = {"when": Moment(state.slot.starts_at), "place": state.site.name, "code": Code(code)}
    told = Say("utter_booked", values, Kind.APPOINTMENT, data={"code": Code(code)})
    return Turn(booked, (told, *address_of(state.site, state.slot.way)))


def address_of(site: SiteOffer, way: Way) -> tuple[Say, ...]:
    """Where to go, for somebody who meets there and nowhere else."""
    if way is not Way.ON_SITE or not site.address:
        return ()
    return (Say("utter_address", {"address": site.full_address}),)


def lines(state: State, world: World) -> tuple[tuple[str, Value], ...]:
    """The summary: only what was said and what was answered; names of lines are those of ``SummaryLine``."""
    known = restating.understood(state, world)
    summary: list[tuple[str, Value]] = []
    if state.words:
        summary.append(("words", state.words[:WORDS_KEPT]))
    if "helped" in known:
        known["situation"] = Wording("utter_helped", {"situation": known["helped"]})
    summary += [(name, known[name]) for name in ("need", "situation", "place", "constraints") if name in known]
    if state.informed:
        informed = tuple(Wording(f"utter_label_need_{need}") for need in state.informed)
        summary.append(("information", Several(informed)))
    if state.left_open:
        summary.append(("questions", Several(state.left_open, separator=" ; ")))
    return tuple(summary)


def shared(state: State, world: World) -> tuple[tuple[str, Value], ...]:
    """The lines the person lets through."""
    return tuple((name, words) for name, words in lines(state, world) if name not in state.withheld)


def ask_summary(state: State, world: World) -> tuple[Deed, ...]:
    """Exactly what the counsellor will see, then the question."""
    shown = tuple(_show(name, words) for name, words in shared(state, world))
    return (*shown, _ask_to_send("utter_ask_summary", state, world))


def ask_summary_again(state: State, world: World) -> tuple[Deed, ...]:
    """The question alone, when the lines were just shown or read: they are long to hear twice."""
    return (_ask_to_send("utter_ask_summary_again", state, world),)


def _ask_to_send(key: str, state: State, world: World) -> Deed:
    lines_let = shared(state, world)
    if not lines_let:
        return question("utter_summary_empty", choice("no"), choice("lines"))
    removable = (
        Choice(f"#line {name}", Wording("utter_remove_line", {"name": Wording(f"utter_label_line_{name}")}))
        for name, _ in lines_let
    )
    return question(key, choice("yes"), choice("no"), *removable)


def _show(name: str, words: Value) -> Say:
    values: dict[str, Value] = {"name": Wording(f"utter_label_line_{name}"), "text": words}
    return Say(_spoken_key(name, words), values, Kind.SUMMARY, data={"line": name, **values})


def _spoken_key(name: str, words: Value) -> str:
    """The key of a line: a voice says of long questions only that they are there, in the person's own words."""
    if name != "questions" or not isinstance(words, Several) or sum(map(len, map(str, words.parts))) <= HEARD_AT_ONCE:
        return "utter_summary_line"
    return "utter_summary_line_question" if len(words.parts) == 1 else "utter_summary_line_questions"


def whispered(state: State, world: World) -> Several:
    """What a person of the service may be told before taking a call: never the person's own words."""
    told = ((name, words) for name, words in shared(state, world) if name not in IN_THEIR_WORDS)
    lines = ({"name": Wording(f"utter_label_line_{name}"), "text": words} for name, words in told)
    return Several(tuple(Wording("utter_summary_line", values) for values in lines), separator="\n")


def hear_summary(state: State, said: Said, world: World) -> Turn:
    """A line withheld, the summary sent, or nothing sent: the appointment stands in every case."""
    name = said.token.name if said.token else None
    if line := _line_taken_off(state, said, world):
        return Turn(replace(state, withheld=state.withheld | {line}, misses=0), (Say("utter_line_removed"),))
    if name == "lines":
        return Turn(replace(state, withheld=frozenset(), misses=0))
    if said.act is Act.YES or name == "yes":
        return _send(state, world)
    if said.act in {Act.NO, Act.SKIP} or name == "no" or said.leading is Act.NO:
        return _end(state, Say("utter_summary_not_sent"))
    if request.need_said(said) is Need.RDV_GESTION:
        return existing.begin(state, said, world)
    return _told_more(state, said) or request.not_understood(state)


def _line_taken_off(state: State, said: Said, world: World) -> str | None:
    """The line picked, or named among those shown (« enlevez la commune », « pas mes mots »); none for other words."""
    if said.token:
        return said.token.value if said.token.name == "line" else None
    if not _TAKES_OFF.search(said.folded) or len(said.folded.split()) > LONGEST_OF_A_LINE:
        return None
    shown = (name for name, _ in shared(state, world))
    return next((name for name in shown if re.search(rf"\b({NAMES_OF_LINES[name]})\b", said.folded)), None)


def _told_more(state: State, said: Said) -> Turn | None:
    """More to tell, said over the summary: it joins the person's words, shown again before anything is sent."""
    short = said.answers_only or len(said.folded.split()) < FEWEST_WORDS_ADDED
    if said.token or short or said.leading is not None:
        return None
    return Turn(with_more(replace(state, misses=0), said), (Say("utter_words_added"),))


def tell_more_after(state: State, said: Said) -> Turn | None:
    """A story told once all is booked, for whoever receives them: the summary with it, to approve again (TO1)."""
    asks = said.token or said.answers_only or said.need not in {None, state.need}
    if asks or not state.code or len(said.folded.split()) < FEWEST_WORDS_AFTER:
        return None
    return Turn(with_more(state.to(Step.SUMMARY), said), (Say("utter_words_added_after"),))


def with_more(state: State, said: Said) -> State:
    """The state whose words, shown before anything is sent, hold these ones too."""
    return replace(state, words=_joined(state.words, said.text), withheld=state.withheld - {"words"})


def _joined(first: str, more: str) -> str:
    """Both, within what is kept: each loses its end rather than the second all of itself."""
    if len(first) + len(more) < WORDS_KEPT:
        return f"{first} {more}".strip()
    half = WORDS_KEPT // 2 - 2
    return f"{first[:half].rstrip()}… {more[:half].rstrip()}"


def _send(state: State, world: World) -> Turn:
    needs = {"information": state.informed}
    approved = tuple(SummaryLine(name, world.write(words), needs.get(name, ())) for name, words in shared(state, world))
    if approved and state.code:
        world.directory.refer(state.code, approved, consent=CONSENT_TO_SHARE, now=world.now)
    return _end(state, Say("utter_summary_sent"))


def _end(state: State, said: Say) -> Turn:
    contact = Say("utter_contact", kind=Kind.CONTACT, data={"code": Code(state.code or "")})
    return Turn(state.to(Step.DONE), (said, contact))
