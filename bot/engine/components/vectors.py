"""Words that mean alike, from the vectors of a spaCy package: one more block of features, off unless asked for.

A word never met in training (« turbin ») then counts as those it resembles (« boulot »). The package is read once, when
training: what the model needs of it is kept among its own tables, and running it needs numpy only, as ever.
"""

import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.understanding.text import fold

SIZE = 100  # numbers kept of a vector: the directions along which the words of the training sentences differ most
LONGEST = 24  # letters
UNUSED = ("tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "ner")

Table = np.ndarray[Any, np.dtype[np.float32]]


class VectorsMissingError(RuntimeError):
    """The configuration asks for vectors that are not installed: install them, or take the line out."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The vector of each word, spelt as ``bot.understanding.spelling`` spells it."""

    words: np.ndarray[Any, Any]  # in alphabetical order, as ASCII bytes: a twentieth of the memory of a dictionary
    rows: np.ndarray[Any, Any]
    table: np.ndarray[Any, Any]

    def mean(self, words: Sequence[str], weights: Sequence[float]) -> Table:
        """The weighted mean of the vectors of the words that have one, of length one; zeros when none has."""
        total = np.zeros(self.table.shape[1], np.float32)
        asked = np.array([word.encode("ascii", "replace")[:LONGEST] for word in words], dtype=self.words.dtype)
        places = np.minimum(np.searchsorted(self.words, asked), len(self.words) - 1)
        for place, word, weight in zip(places, asked, weights, strict=True):
            if self.words[place] == word:
                total += self.table[self.rows[place]] * np.float32(weight)
        length = np.float32(np.sqrt(total @ total))
        return total / length if length else total


def read(package: str, known: Collection[str]) -> WordVectors:
    """The vectors of an installed spaCy package, or of a folder; raises `VectorsMissingError`.

    ``known`` are the words of the training sentences, which decide what is kept of each vector.
    """
    try:
        import spacy  # noqa: PLC0415 - wanted by those who ask for vectors only

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package may be one version newer; its vectors read the same
            vocabulary = spacy.load(package, exclude=UNUSED).vocab
    except (ImportError, OSError) as error:
        raise VectorsMissingError(
            f"Les vecteurs « {package} » ne sont pas installés avec le moteur : voyez docs/understanding.md, "
            "ou ôtez la ligne « vectors » de bot/engine/config.yml."
        ) from error
    spelt = ((vocabulary.strings[key], row) for key, row in vocabulary.vectors.key2row.items())
    return made(spelt, vocabulary.vectors.data, known)


def made(spelt: Iterable[tuple[str, int]], table: Table, known: Collection[str]) -> WordVectors:
    """Vectors by folded word. Where spellings fold alike (« chômage », « CHOMAGE »), the lower-case ones decide."""
    forms: dict[str, list[tuple[str, int]]] = {}
    for form, row in spelt:
        folded = fold(form)
        if folded.isalpha() and folded.isascii() and len(folded) <= LONGEST:
            forms.setdefault(folded, []).append((form, row))
    row_of = {word: _shared(spellings) for word, spellings in sorted(forms.items())}
    words = np.array([word.encode() for word in row_of], dtype=f"S{LONGEST}")
    rows = np.fromiter(row_of.values(), dtype=np.uint32, count=len(row_of))
    return WordVectors(words, rows, _narrowed(table, row_of, known))


def _shared(spellings: Sequence[tuple[str, int]]) -> int:
    lower = [row for form, row in spellings if form.islower()]
    return Counter(lower or [row for _, row in spellings]).most_common(1)[0][0]


def _narrowed(table: Table, row_of: Mapping[str, int], known: Collection[str]) -> np.ndarray[Any, Any]:
    """The table, its rows of length one, along the directions in which the known words differ most."""
    level = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    met = level[sorted({row_of[word] for word in known if word in row_of})]
    middle = met.mean(axis=0) if len(met) else np.zeros(level.shape[1])
    spread = (met - middle).T @ (met - middle)
    _, directions = np.linalg.eigh(spread)  # widest last
    return ((level - middle) @ directions[:, ::-1][:, :SIZE]).astype(np.float16)
