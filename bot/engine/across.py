"""Cross-validation by author: every sentence understood by a model that read nothing of the person who says it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.model_selection import GroupKFold

from bot.engine.cases import Case
from bot.engine.components import needs
from bot.engine.parse import Parser
from bot.engine.sentences import Sentence
from bot.understanding.reading import load_readers
from directory.vocabulary import Need

CONFIG = Path(__file__).with_name("config.yml")
CLASSIFIER = "bot.engine.components.need_classifier.NeedClassifier"


def configured() -> dict[str, Any]:
    """The classifier's weights and strength, as the engine is trained with."""
    pipeline = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    chosen = next(component for component in pipeline if component["name"] == CLASSIFIER)
    return needs.DEFAULTS | {name: value for name, value in chosen.items() if name != "name"}


def fitted(lines: Sequence[Sentence]) -> Parser:
    """A parser that learnt these sentences only."""
    return Parser(needs.fit([(line.text, line.label) for line in lines], configured()), load_readers())


def cases_across(lines: Sequence[Sentence], folds: int) -> Iterator[Case]:
    """What is understood of each sentence by a model fitted without its author."""
    authors = np.array([line.author for line in lines])
    for inside, out in GroupKFold(folds).split(authors, groups=authors):
        parser = fitted([lines[i] for i in inside])
        yield from (Case(expected(lines[i]), parser.parse(lines[i].text)) for i in out)


def expected(line: Sentence) -> dict[str, Any]:
    """What a training sentence should give, as the evaluation files write it."""
    if line.label == needs.NEAR_MISS:
        return {"text": line.text, "distress": False}
    if line.label == Need.DETRESSE:
        return {"text": line.text, "distress": True}
    kind = "need" if line.label in needs.NEEDS else "intent"
    return {"text": line.text, kind: line.label}
