"""The words of the field and what they mean: read, said, and recognised when a person asks « c’est quoi ? »."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.information.dates import written_day
from bot.information.wording import MAX_PROMPT_WORDS, lonely_genders, typographic_tricks, unspeakable, words
from bot.understanding.spelling import normalise
from bot.understanding.text import fold
from directory.vocabulary import Need

FOLDER = Path(__file__).parent
GLOSSARY_FILE = "glossary.yml"

_FIELDS = {"said", "means", "formerly", "also", "need"}
_REQUIRED = {"said", "means", "need"}
_BEFORE = (
    "c est quoi", "qu est ce que c est que", "qu est ce que c est", "qu est ce que", "qu est ce qu", "qu est ce",
    "que veut dire", "ca veut dire quoi", "que signifie", "ca signifie quoi", "definition de", "definition du",
    "definition", "kesako", "explique moi", "expliquez moi", "que fait", "ca sert a quoi", "a quoi sert",
)  # fmt: skip
_AFTER = (
    "c est quoi", "qu est ce que c est", "ca veut dire quoi", "veut dire quoi", "ca signifie quoi", "kesako",
    "ca sert a quoi",
)  # fmt: skip
_AROUND = (
    r"(?:bonjour|bonsoir|euh|alors|mais|et|dites|dis|s il vous plait|svp|stp|s il te plait|au juste|exactement|deja|"
    r"donc)"
)
_ARTICLE = re.compile(r"^(?:(?:le|la|les|l|un|une|des|du|de|d|mon|ma|mes|ce|cette|mot|sigle|terme)\s+)+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field. ``means`` can be read or said as it stands; ``said`` is its whole name for a voice."""

    term: str
    said: str
    means: str
    need: Need
    formerly: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The word and its whole name: « CPF, le compte personnel de formation », « Apec »."""
        shown, whole = fold(self.term), fold(self.said)
        return self.term if set(shown.split()) <= set(whole.split()) else f"{self.term}, {self.said}"

    @property
    def anchor(self) -> str:
        """Its place on the glossary's page: letters, figures and hyphens."""
        return fold(self.term).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that a person asks about, and the old name they gave it, if they did."""

    term: Term
    former: str | None = None


@dataclass(frozen=True)
class Glossary:
    """Every word of the field, in alphabetical order, and the day they were verified."""

    terms: tuple[Term, ...]
    verified_on: date
    review_by: date
    _names: Mapping[str, Asked] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names: dict[str, Asked] = {}
        for spell in (fold, normalise):  # exact names first: « CPF » and « DIF » are spelled the same by the second
            for term, name, former in _all_names(self.terms):
                names.setdefault(_bare(spell(name)), Asked(term, name if former else None))
        object.__setattr__(self, "_names", names)

    def get(self, name: str) -> Term:
        """The term of this exact name; raises ``KeyError``."""
        return next((term for term in self.terms if term.term == name), None) or _unknown(name)

    def asked(self, text: str) -> Asked | None:
        """The word that these words ask about (« c’est quoi le CPF ? », « ça veut dire quoi OPCO »), if any."""
        for words_asked in (fold(text), normalise(text)):
            rest = _asked_about(words_asked)
            found = self._names.get(_bare(rest)) if rest else None
            if found:
                return found
        return None


def load_glossary(folder: Path = FOLDER) -> Glossary:
    """Return the glossary of a folder; raise ``ValueError`` with the French sentence to show when it cannot be used."""
    written: dict[str, Any] = yaml.safe_load((folder / GLOSSARY_FILE).read_text("utf-8"))
    terms = sorted((_term(name, entry) for name, entry in written["terms"].items()), key=lambda one: fold(one.term))
    return Glossary(tuple(terms), written["verified_on"], written["review_by"])


def glossary_faults(folder: Path, today: date) -> Iterator[str]:
    """What is wrong with the glossary, one French sentence per fault."""
    try:
        glossary = load_glossary(folder)
    except (OSError, ValueError, KeyError, yaml.YAMLError) as error:
        yield f"{GLOSSARY_FILE} ne se lit pas : {error}"
        return
    if glossary.review_by < today:
        yield f"{GLOSSARY_FILE} : à relire depuis le {written_day(glossary.review_by)}."
    for term in glossary.terms:
        said = f"{term.said}. {term.means}"
        faults = [*unspeakable(said), *lonely_genders(said), *typographic_tricks(said)]
        if len(words(said)) > MAX_PROMPT_WORDS:
            faults.append(f"{len(words(said))} mots, {MAX_PROMPT_WORDS} au plus")
        yield from (f"{GLOSSARY_FILE}, « {term.term} » : {fault}" for fault in faults)


def _all_names(terms: tuple[Term, ...]) -> Iterator[tuple[Term, str, bool]]:
    """Every name with its term and whether it is an old one; exact names come first, so that they win."""
    yield from ((term, term.term, False) for term in terms)
    yield from ((term, term.said, False) for term in terms)
    yield from ((term, name, True) for term in terms for name in term.formerly)
    yield from ((term, name, False) for term in terms for name in term.also)


def _asked_about(text: str) -> str:
    """What a folded question asks the meaning of; empty when it is no such question."""
    text = re.sub(rf"^(?:{_AROUND}\s+)+|(?:\s+{_AROUND})+$", "", text)
    for start in _BEFORE:
        if text.startswith(f"{start} "):
            return text.removeprefix(f"{start} ")
    return next((text.removesuffix(f" {end}") for end in _AFTER if text.endswith(f" {end}")), "")


def _bare(name: str) -> str:
    """A name without its articles."""
    return _ARTICLE.sub("", f"{name} ").strip()


def _term(name: str, entry: Mapping[str, Any]) -> Term:
    wrong = (set(entry) - _FIELDS) | (_REQUIRED - set(entry))
    if wrong:
        raise ValueError(f"« {name} » : champs manquants ou inconnus : {', '.join(sorted(wrong))}.")
    if entry["need"] not in set(Need):
        raise ValueError(f"« {name} » : « {entry['need']} » n’est pas un besoin connu.")
    return Term(
        term=name,
        said=entry["said"],
        means=entry["means"],
        need=Need(entry["need"]),
        formerly=tuple(entry.get("formerly", ())),
        also=tuple(entry.get("also", ())),
    )


def _unknown(name: str) -> Term:
    raise KeyError(f"Le glossaire n’a pas de mot « {name} ».")
