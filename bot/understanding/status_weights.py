"""Which situations an utterance states, weighed by a linear model over the pieces of `status_pieces`.

It is fitted on the sentences of ``nlu_data`` by ``bot.engine.train_statuses``, needs nothing outside the standard
library, and corrects the closed lists rather than replacing them: what they read stands unless the model is all but
sure of the contrary, or much surer of another situation.
"""

import gzip
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import Any

from bot.understanding import status_levels as proof
from bot.understanding.status_pieces import CLAUSES, IDEAS, LETTERS, SAYINGS, Pieces
from bot.understanding.status_sayings import Met, Situation
from bot.understanding.status_settling import LEAVERS_AGES
from directory.vocabulary import Status

WEIGHTS = Path(__file__).parent / "data" / "status_weights.json.gz"
SCALE = {SAYINGS: 1.0, CLAUSES: 3.0, LETTERS: 2.0, IDEAS: 2.0}
ADDED = 0.25  # probability from which the model adds what no saying tells
ADDED_BESIDE = 0.45  # the same, when a saying already tells another situation
TAKEN = 0.02  # probability under which what a saying tells is not believed, unless it proves it outright
TAKEN_FOR_ANOTHER = 0.1  # the same, when the model adds another situation

ZERO = 128  # a weight is a byte: so many tenths above or under it


@dataclass(frozen=True, slots=True)
class Model:
    """By kind, what each piece weighs: a byte a status, in the order of ``statuses``, as are the biases."""

    statuses: tuple[Status, ...]
    biases: tuple[float, ...]
    pieces: Mapping[str, Mapping[str, bytes]]

    def probabilities(self, found: Pieces) -> dict[Status, float]:
        """How likely each status is."""
        scores = list(self.biases)
        for kind, said in found.items():
            table = self.pieces[kind]
            known = [table[piece] for piece in said & table.keys()]
            share, nothing = share_of(kind, len(said)) / 10, ZERO * len(known)
            for at, total in enumerate(map(sum, zip(*known, strict=True))):
                scores[at] += share * (total - nothing)
        return {
            status: 1 / (1 + exp(-max(-30.0, min(30.0, score))))
            for status, score in zip(self.statuses, scores, strict=True)
        }


def share_of(kind: str, count: int) -> float:
    """What one piece of a kind counts among as many: together they count the same, few or many; each saying by itself.

    >>> share_of("sayings", 4), share_of("clauses", 9)
    (1.0, 1.0)
    """
    return SCALE[kind] if kind == SAYINGS else SCALE[kind] / sqrt(count or 1)


def weighed(model: Model, found: Pieces, read: Situation, met: Met, *, asked: bool = False) -> frozenset[Status]:
    """The statuses stated, from those that sayings tell; in answer to the question, none is taken away."""
    sure = {status for status, how in met.stated.items() if proof.SURE in how}
    too_old_or_young = read.age is not None and read.age not in LEAVERS_AGES
    denied = met.turned_down | ({Status.SORTI_16_25} if too_old_or_young else set())
    return _corrected(read.statuses, model.probabilities(found), proven=read.statuses if asked else sure, denied=denied)


def _corrected(
    read: AbstractSet[Status],
    likely: Mapping[Status, float],
    *,
    proven: AbstractSet[Status],
    denied: AbstractSet[Status],
) -> frozenset[Status]:
    """What is read with what the model adds to it, never what is ``denied``, and takes from it, never ``proven``."""
    enough = ADDED_BESIDE if read else ADDED
    added = {status for status, share in likely.items() if share >= enough} - denied - read
    least = TAKEN_FOR_ANOTHER if added else TAKEN
    stated = added | {status for status in read if status in proven or likely[status] >= least}
    return frozenset(stated - {Status.SALARIE} if Status.CADRE in stated else stated)


@cache
def load_model() -> Model:
    """The model in use."""
    stored: dict[str, Any] = json.loads(gzip.decompress(WEIGHTS.read_bytes()))
    tables = {kind: {at: bytes.fromhex(row) for at, row in table.items()} for kind, table in stored["pieces"].items()}
    return Model(tuple(map(Status, stored["statuses"])), tuple(stored["biases"]), tables)
