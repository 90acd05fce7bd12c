"""Whether a sentence speaks of distress or danger, in its own words, before anything else is understood.

A linear model over the pieces of `bot.understanding.distress_pieces` decides; it is fitted on the sentences of
``nlu_data`` by ``bot.engine.train_distress``. A few words with a plain sign in them (« au secours ») are too short to
be weighed: the sign is enough, unless they also name a paper, a course or a job (« sos CV »); in a longer sentence it
settles a doubt of the model. Figures of speech (« mort de fatigue ») are taken out before signs are sought. A false
alarm shows help numbers and the talk goes on, so the detector leans to hearing too much. It needs neither the engine
nor anything outside the standard library: engine and application hear the same.
"""

import gzip
import json
import re
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import Any

from bot.understanding.distress_pieces import Pieces, families, pieces
from bot.understanding.spelling import LEXICON, normalise, rows
from bot.understanding.text import shortened

WEIGHTS = Path(__file__).parent / "data" / "distress_weights.json.gz"
CRY = 6
MATTERS_OF_WORK = frozenset({"@metier", "@travail"})
POSSIBLE = 0.15  # under the threshold of the model and above this, the person is asked
ENOUGH_WITH_A_SIGN = 0.1  # on batches left out of the fit: a point of recall for a thousandth of false alarms


@dataclass(frozen=True, slots=True)
class Hearing:
    """What was heard of distress or danger, for the person or somebody they speak of.

    ``likelihood`` is between 0 and 1; ``alarm`` is whether help is given at once.
    """

    likelihood: float = 0.0
    alarm: bool = False

    @property
    def possible(self) -> bool:
        """Whether it is too likely to be passed over, and not enough for help to be given unasked."""
        return not self.alarm and self.likelihood >= POSSIBLE


def hear(text: str) -> Hearing:
    """What a text of any kind says of distress or danger. Weighing a sentence costs: it is done once a turn.

    >>> hear("je serai plus là lundi").alarm, hear("je suis mort de fatigue").alarm
    (True, False)
    """
    said = _said(text)
    likely = _model().probability(pieces(said))
    sure = likely >= _model().threshold or (likely >= ENOUGH_WITH_A_SIGN and has_a_sign(said)) or is_a_cry(said)
    return Hearing(likely, alarm=sure)


def is_a_cry(said: str) -> bool:
    """True for a few normalised words with a plain sign in them and no matter of work, figures of speech taken out."""
    return len(said.split()) <= CRY and has_a_sign(said) and not speaks_of_work(said)


def speaks_of_work(said: str) -> bool:
    """True when normalised words name a paper, a course or a job, whatever else they tell."""
    return not MATTERS_OF_WORK.isdisjoint(families(said.split()))


def has_a_sign(said: str) -> bool:
    """True when a plain sign is left in normalised words once figures of speech are taken out."""
    return _rules("distress.csv").search(_rules("figures.csv").sub(" . ", f"{said} ")) is not None


def _said(text: str) -> str:
    """Normalised words; of a very long text, its beginning and its end."""
    return normalise(shortened(text))


@cache
def _rules(table: str) -> re.Pattern[str]:
    """One expression for all the forms of a table."""
    return re.compile("|".join(rf"\b(?:{_as_expression(form)})" for _, *said in rows(LEXICON / table) for form in said))


def _as_expression(form: str) -> str:
    bounded = form.replace("*", r"\w*").replace(" ... ", r" (?:\w+ ){0,4}").replace("...", r"(?:\w+ ){0,4}")
    closed = bounded if bounded.endswith(("$", "$)", " ", "){0,4}")) else rf"{bounded}\b"
    return closed.replace("( |$)", r"(?= |$)").replace("$", r"\s*$")


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model over `pieces`: by kind, the weight and the rarity of each piece; above ``threshold``, distress."""

    pieces: dict[str, dict[str, tuple[float, float]]]
    bias: float
    threshold: float

    def probability(self, found: Pieces) -> float:
        score = self.bias + sum(self._share(kind, known) for kind, known in found.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))

    def _share(self, kind: str, found: set[str]) -> float:
        """What the pieces of one kind say together: rare ones more, many of them no more than few."""
        table = self.pieces[kind]
        known = [table[piece] for piece in found if piece in table]
        length = sqrt(sum(rarity * rarity for _, rarity in known)) or 1.0
        return sum(weight * rarity for weight, rarity in known) / length


@cache
def _model() -> Model:
    same: dict[tuple[float, ...], tuple[float, ...]] = {}  # 190,000 pieces, few different numbers: kept once each

    def kept(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {name: same.setdefault(tuple(v), tuple(v)) if isinstance(v, list) else v for name, v in pairs}

    return Model(**json.loads(gzip.decompress(WEIGHTS.read_bytes()), object_pairs_hook=kept))
