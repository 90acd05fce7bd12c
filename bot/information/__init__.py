"""First-level information: one fiche per need, sourced and dated, in written, plain and spoken French."""

from bot.information.checks import check_fiches
from bot.information.fiches import (
    FOLDER,
    Fiche,
    FicheError,
    InPassing,
    Question,
    TwoForms,
    load_fiches,
    reviewed_in_time,
)
from bot.information.glossary import Asked, Glossary, Term, load_glossary
from bot.information.reviews import Review, coming_reviews, reviews_of
from bot.information.search import Knowledge, Passage
from bot.information.sources import Source
from bot.information.values import Value

__all__ = [
    "FOLDER",
    "Asked",
    "Fiche",
    "FicheError",
    "Glossary",
    "InPassing",
    "Knowledge",
    "Passage",
    "Question",
    "Review",
    "Source",
    "Term",
    "TwoForms",
    "Value",
    "check_fiches",
    "coming_reviews",
    "load_fiches",
    "load_glossary",
    "reviewed_in_time",
    "reviews_of",
]
