"""Whether a sentence speaks of distress or danger, in its own words, before anything else is understood.

Signs are read first: plain ones (« je veux mourir »), weak ones, and figures of speech (« mort de fatigue ») which are
taken out. A small linear model, fitted on the sentences of ``nlu_data`` by ``bot.engine.train_distress``, weighs them
with the words. A false alarm shows help numbers and the talk goes on, so the detector leans to hearing too much. It
needs neither the engine nor anything outside the standard library: the application asks it even when the engine is
away.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, sqrt

from bot.understanding.lexicon import load_lexicon
from bot.understanding.spelling import LEXICON, normalise, rows

WEIGHTS = LEXICON / "distress_weights.json"
SHORT = 7
CRY = 6
LONGEST_TEXT = 1500


@dataclass(frozen=True, slots=True)
class Heard:
    """Normalised words, the same without figures of speech, and the signs in them."""

    said: str
    rest: str
    plain: tuple[str, ...]
    weak: int


def is_distress(text: str) -> bool:
    """True when the person, or somebody they speak of, seems in distress or in danger.

    >>> is_distress("je serai plus là lundi"), is_distress("je suis mort de fatigue")
    (True, False)
    """
    return is_a_cry(text) or likelihood(text) >= _model().threshold


def is_a_cry(text: str) -> bool:
    """True for a few words with a plain sign in them (« au secours »): too short to be weighed, never to be missed."""
    heard = hear(text)
    return bool(heard.plain) and len(heard.said.split()) <= CRY


def likelihood(text: str) -> float:
    """How likely a text of any kind speaks of distress or danger, between 0 and 1."""
    return _model().probability(evidence(text))


def evidence(text: str) -> dict[str, float]:
    """What the model sees of a text, by name: words weighing as one, concepts half, signs on their own."""
    heard = hear(text)
    words = heard.said.split()
    names = {
        *words,
        *(f"{a} {b}" for a, b in pairwise(["<", *words, ">"])),
        *(f"{w[:5]}*" for w in words if len(w) > 5),
    }
    found = dict.fromkeys(names, 1 / sqrt(len(names)))
    concepts = set(load_lexicon().concepts(words))
    found |= {f"@{concept}": 0.5 / sqrt(len(concepts)) for concept in concepts}
    found["#plain"] = float(min(len(heard.plain), 3))
    found["#weak"] = float(min(heard.weak, 4))
    found["#figure"] = float(min(heard.rest.count("."), 2))
    found["#short"] = float(len(words) <= SHORT)
    return found


def hear(text: str) -> Heard:
    """The signs of distress in a text; its beginning and its end when it is very long."""
    short = text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT // 2]} {text[-LONGEST_TEXT // 2 :]}"
    said = normalise(short)
    rest = _rules("figures.csv", "").sub(" . ", f"{said} ")
    plain = tuple(match.group().strip() for match in _rules("distress.csv", "nette").finditer(rest))
    weak = {match.group().strip() for match in _rules("distress.csv", "faible").finditer(rest)}
    return Heard(said, rest, plain, len(weak))


@cache
def _rules(table: str, kind: str) -> re.Pattern[str]:
    """One expression for all the forms of a table (or of one kind of them)."""
    forms = [form for name, *said in rows(LEXICON / table) for form in said if kind in ("", name)]
    return re.compile("|".join(rf"\b(?:{_as_expression(form)})" for form in forms))


def _as_expression(form: str) -> str:
    bounded = form.replace("*", r"\w*").replace(" ... ", r" (?:\w+ ){0,4}").replace("...", r"(?:\w+ ){0,4}")
    closed = bounded if bounded.endswith(("$", "$)", " ", "){0,4}")) else rf"{bounded}\b"
    return closed.replace("( |$)", r"(?= |$)").replace("$", r"\s*$")


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model over `evidence`, and the probability above which a text counts as distress."""

    weights: dict[str, float]
    bias: float
    threshold: float

    def probability(self, found: dict[str, float]) -> float:
        score = sum(self.weights.get(name, 0.0) * value for name, value in found.items()) + self.bias
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


@cache
def _model() -> Model:
    return Model(**json.loads(WEIGHTS.read_text(encoding="utf-8")))
