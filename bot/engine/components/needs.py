"""Which need a sentence is about, and whether it is an aside or distress: two linear scorers on the same features.

The first scorer tells asides (« c’est gratuit ? ») and distress from needs; the second, trained on needs only, ranks
the needs. Dialogue acts were decided before, by the reader.
"""

from dataclasses import dataclass
from typing import Any

from bot.engine.components import fitting, linear
from bot.understanding.doubt import ASIDE_ABOVE, DISTRESS_ABOVE, KNOWN_ABOVE
from directory.vocabulary import Need

NEEDS = frozenset(need.value for need in Need)
RANKED = NEEDS - {Need.DETRESSE.value}  # distress is told by the first scorer, which knows what only looks like it
NEAR_MISS = "distress_near_miss"
NEED = "need"
HEARD = 0.99  # probability given to distress once it was heard: it comes first, for sure
DEFAULTS = {"word": 1.0, "char": 1.0, "concept": 0.2, "c": 0.6}


@dataclass(frozen=True, slots=True)
class Understood:
    """The intent of a sentence with its probability, and every need with its own, likeliest first."""

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


def fit(lines: list[tuple[str, str]], config: dict[str, Any]) -> linear.LinearModel:
    """The model of labelled sentences: needs, asides, and phrases that only look like distress."""
    labels = [label for _, label in lines]
    return fitting.fit(
        {"aside": [aside_label(label) for label in labels], "need": [x if x in RANKED else None for x in labels]},
        [text for text, _ in lines],
        weights={name: config[name] for name in ("word", "char", "concept")},
        c=config["c"],
    )


def aside_label(label: str) -> str:
    """What the first scorer learns of a sentence: distress, what only looks like it, an aside, or any need."""
    return NEED if label in RANKED else label


def understand(model: linear.LinearModel, texts: list[str]) -> list[Understood]:
    """What each text is about."""
    return [_decide(ranked) for ranked in model.rank_all(texts)]


def with_distress(ranking: tuple[tuple[str, float], ...], distress: float) -> tuple[tuple[str, float], ...]:
    """The ranking of all needs, distress having this probability."""
    others = [(name, share) for name, share in ranking if name != Need.DETRESSE]
    left = (1 - distress) / (sum(share for _, share in others) or 1)
    shares = [(name, share * left) for name, share in others]
    return tuple(sorted([*shares, (Need.DETRESSE.value, distress)], key=lambda pair: -pair[1]))


def _decide(ranked: linear.Ranked) -> Understood:
    asides = dict(ranked.by_scorer["aside"])
    distress, _ = asides.pop(Need.DETRESSE.value, 0.0), asides.pop(NEAR_MISS, 0.0)
    if distress >= DISTRESS_ABOVE:
        return Understood(Need.DETRESSE.value, distress, with_distress(tuple(ranked.by_scorer["need"]), HEARD))
    needs = with_distress(tuple(ranked.by_scorer["need"]), distress)
    if ranked.known < KNOWN_ABOVE:
        return Understood("nlu_fallback", 1.0, needs)
    aside, share = max(asides.items(), key=lambda pair: pair[1], default=(NEED, 0.0))
    if aside != NEED and share >= ASIDE_ABOVE:  # likelier than a need, since it comes first
        return Understood(aside, share, needs)
    return Understood(*needs[0], needs)
