"""The sentences that only measure are well written, all different, and never learnt (nlu_data/regression/README.md).

A failure names files and line numbers, never a sentence: nobody who tunes should read the second set.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.engine.situations import read_told
from directory.places import load_places
from directory.vocabulary import Need, Status

NLU_DATA = Path(__file__).resolve().parent.parent / "nlu_data"
FIELDS = {"text", "need", "also", "mode", "status", "age", "handicap", "place", "distress"}
FIELDS |= {"veiled", "ordinary", "intent", "status_again", "status_open"}
MEASURES = ("second-", "third-", "fourth-", "fifth-")  # neither repeated nor learnt
COMMON_WORDS = 6  # shorter than this, two hands may well write the same sentence
KINDS = {"need": Need, "also": Need, "status": Status, "status_again": Status, "status_open": Status}
CODES = {name: set(codes) for name, codes in KINDS.items()}
AGREEMENT = 0.89  # of a file; the first set holds only what is named, the others 0.94 and more
READ_TWICE = 7  # files


def sentences() -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each sentence stands (file:line), and what its line holds."""
    for file in sorted((NLU_DATA / "regression").glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{file.name}:{number}", json.loads(line)


def words(text: str) -> str:
    """The bare words, so that case and punctuation make no difference."""
    return " ".join(re.findall(r"\w+", text.lower()))


def several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def test_labels_are_codes_that_exist() -> None:
    """A label misspelt would count as a mistake of the understanding."""
    places = load_places()
    wrong = [
        where
        for where, line in sentences()
        if set(line) - FIELDS
        or not line["text"].strip()
        or any(set(several(line.get(name))) - codes for name, codes in CODES.items())
        or any(places.get(code) is None for code in several(line.get("place")))
    ]
    assert wrong == []


def test_no_sentence_counts_twice() -> None:
    """No later set repeats itself or another."""
    heard = Counter(words(line["text"]) for _, line in sentences())
    assert [w for w, line in sentences() if w.startswith(MEASURES) and heard[words(line["text"])] > 1] == []


def test_two_people_read_the_same_situations() -> None:
    """Whoever labelled them again, blind, wrote the same statuses: what is measured is not one person's opinion."""
    same: dict[str, list[bool]] = {}
    for where, line in sentences():
        if "status_again" in line:
            same.setdefault(where.split(":")[0], []).append(set(line["status"]) == set(line["status_again"]))
    assert len(same) == READ_TWICE
    assert {file for file, agreed in same.items() if sum(agreed) < AGREEMENT * len(agreed)} == set()


def test_the_second_set_holds_every_need() -> None:
    """Twenty typed sentences and ten spoken ones for each need, so that no need is measured by chance."""
    needs = Counter((line["mode"], line["need"]) for w, line in sentences() if w.startswith("second-needs"))
    assert needs == {(mode, need.value): n for mode, n in (("typed", 20), ("spoken", 10)) for need in Need}


@pytest.fixture(scope="module")
def learnt() -> set[str]:
    """Every line of the training sentences, in bare words."""
    needs = (line for file in NLU_DATA.glob("*.yml") for line in file.read_text(encoding="utf-8").splitlines())
    return {words(line) for line in needs} | {words(line.text) for line in read_told()}


def test_what_measures_is_never_learnt(learnt: set[str]) -> None:
    """What serves to measure does not serve to learn."""
    found = [(where, words(line["text"])) for where, line in sentences() if where.startswith(MEASURES)]
    assert len(learnt) > len(found)
    assert [where for where, said in found if len(said.split()) >= COMMON_WORDS and said in learnt] == []
