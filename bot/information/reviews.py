"""What is to be verified again soon: figures, fiches and words of the field, well before their date (promise 5)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from bot.information.dates import written_day
from bot.information.fiches import SOURCES_FILE, VALUES_FILE, Fiche
from bot.information.glossary import GLOSSARY_FILE, Glossary
from bot.information.sources import Source, load_sources
from bot.information.values import Value, load_values
from directory.vocabulary import Need

NOTICE = timedelta(days=75)
"""How long before its date a review is told: the figures of January before the holidays, with time to find them."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be read again by a day: in which file, what it is about, and the figures it gives, by key."""

    by: date
    file: str
    title: str
    figures: Mapping[str, str]


def coming_reviews(reviews: Iterable[Review], today: date) -> tuple[Review, ...]:
    """Those to tell of today, the first due first; what is late stays among them."""
    due = (one for one in reviews if one.by <= today + NOTICE)
    return tuple(sorted(due, key=lambda one: (one.by, one.file, one.title)))


def reviews_of(folder: Path, fiches: Mapping[Need, Fiche], glossary: Glossary) -> tuple[Review, ...]:
    """All reviews of what was read in a folder, and of its figures."""
    sources, values = load_sources(folder / SOURCES_FILE), load_values(folder / VALUES_FILE)
    return (*_of_values(values.values(), sources), *_of_fiches(fiches.values()), _of_glossary(glossary))


def said(review: Review) -> str:
    """« values.yml : à vérifier au plus tard le 31 janvier 2027 – Cap Métiers : 500 € (cpf_year) »."""
    figures = ", ".join(f"{text} ({key})" for key, text in review.figures.items())
    about = f"{review.title} : {figures}" if figures else review.title
    return f"{review.file} : à vérifier au plus tard le {written_day(review.by)} – {about}"


def _of_values(values: Iterable[Value], sources: Mapping[str, Source]) -> Iterator[Review]:
    """One for all figures of a source that are due on the same day."""

    def due(value: Value) -> tuple[date, str]:
        return value.review_by, value.source

    for (by, source), same in groupby(sorted(values, key=due), due):
        title = sources[source].title if source in sources else source
        yield Review(by, VALUES_FILE, title, {value.key: value.text for value in same})


def _of_fiches(fiches: Iterable[Fiche]) -> Iterator[Review]:
    return (Review(fiche.review_by, f"{fiche.need}.md", fiche.title, {}) for fiche in fiches)


def _of_glossary(glossary: Glossary) -> Review:
    return Review(glossary.review_by, GLOSSARY_FILE, "Les mots du métier", {})
