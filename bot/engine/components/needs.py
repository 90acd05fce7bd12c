"""Which need a sentence is about, and whether it is an aside: two linear scorers on the same features.

The first scorer tells asides (« c’est gratuit ? ») from needs; the second, trained on needs only, ranks the needs.
Distress and dialogue acts were decided before, by the reader; distress has the place in the ranking that the reader's
hearing gives it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from bot.engine.components import fitting, linear, vectors
from bot.understanding.distress import Hearing
from bot.understanding.doubt import ASIDE_ABOVE, KNOWN_ABOVE
from directory.vocabulary import Need

NEEDS = frozenset(need.value for need in Need)
RANKED = NEEDS - {Need.DETRESSE.value}  # distress has a detector of its own
NEAR_MISS = "distress_near_miss"
NEED = "need"
HEARD = 0.99  # probability given to distress once it was heard: it comes first, for sure
WEIGHTS = ("word", "gap", "char", "concept", "vector")
DEFAULTS = {"word": 1.0, "gap": 0.5, "char": 1.0, "concept": 0.3, "vector": 0.5, "c": 0.6, "vectors": None}


@dataclass(frozen=True, slots=True)
class Understood:
    """The intent of a sentence with its probability, and every need with its own, likeliest first."""

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


def fit(lines: list[tuple[str, str]], config: dict[str, Any]) -> linear.LinearModel:
    """The model of labelled sentences: needs, asides, and phrases that only look like distress.

    Raises ``VectorsMissingError`` when the configuration names ``vectors`` that are not installed.
    """
    labels = [label for _, label in lines]
    return fitting.fit(
        {"aside": [aside_label(label) for label in labels], "need": [x if x in RANKED else None for x in labels]},
        [text for text, _ in lines],
        weights={name: config[name] for name in WEIGHTS},
        c=config["c"],
        read_vectors=partial(vectors.read, config["vectors"]) if config["vectors"] else None,
    )


def aside_label(label: str) -> str:
    """What the first scorer learns of a sentence: an aside, or anything else."""
    return NEED if label in NEEDS or label == NEAR_MISS else label


def understand(model: linear.LinearModel, texts: Sequence[str], heard: Sequence[Hearing]) -> list[Understood]:
    """What each text is about, with what was heard of distress in it."""
    return [_decide(about, hearing) for about, hearing in zip(model.rank_all(texts), heard, strict=True)]


def with_distress(ranking: tuple[tuple[str, float], ...], distress: float) -> tuple[tuple[str, float], ...]:
    """The ranking of all needs, distress having this probability."""
    others = [(name, share) for name, share in ranking if name != Need.DETRESSE]
    left = (1 - distress) / (sum(share for _, share in others) or 1)
    shares = [(name, share * left) for name, share in others]
    return tuple(sorted([*shares, (Need.DETRESSE.value, distress)], key=lambda pair: -pair[1]))


def _decide(ranked: linear.Ranked, heard: Hearing) -> Understood:
    asides, needs = ranked.by_scorer["aside"], tuple(ranked.by_scorer["need"])
    ranking = with_distress(needs, HEARD if heard.alarm else heard.likelihood)
    if ranked.known < KNOWN_ABOVE:
        return Understood("nlu_fallback", 1.0, ranking)
    aside, share = max(((name, share) for name, share in asides if name != NEED), key=itemgetter(1), default=("", 0.0))
    if share >= ASIDE_ABOVE:
        return Understood(aside, share, ranking)
    return Understood(*needs[0], ranking)
