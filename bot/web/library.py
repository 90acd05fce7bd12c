"""``/glossaire`` and ``/recherche``: what words mean, and what the verified information says on a question (L06)."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from bot.information import Glossary, Knowledge, Passage
from bot.texts import say_day
from bot.understanding.text import fold
from bot.web.pages import Pages

PASSAGES_SHOWN = 5


class Library:
    """The two pages; a question travels in a form only, so that no address holds a person's words."""

    def __init__(self, glossary: Glossary, knowledge: Knowledge, pages: Pages) -> None:
        self._glossary = glossary
        self._knowledge = knowledge
        self._pages = pages

    def glossary(self) -> HTMLResponse:
        """Every word of the field, by its first letter."""
        letters = groupby(self._glossary.terms, key=lambda term: fold(term.term)[0].upper())
        return self._pages.show(
            "glossary.html",
            here="/glossaire",
            letters=[(letter, list(terms)) for letter, terms in letters],
            date=say_day(self._glossary.verified_on.isoformat()),
        )

    def ask(self) -> HTMLResponse:
        """The question's form."""
        return self._pages.show("search.html", here="/recherche", question="", asked=False, passages=[])

    def search(self, question: str) -> HTMLResponse:
        """The best passages, with where they come from; a person and the conversation are always offered."""
        asked = self._glossary.asked(question)
        found = self._knowledge.search(question, PASSAGES_SHOWN)
        return self._pages.show(
            "search.html",
            here="/recherche",
            question=question,
            asked=bool(question.strip()),
            term=asked.term if asked else None,
            passages=[(passage, say_day(passage.verified_on.isoformat())) for passage in found if told(passage, asked)],
        )


def told(passage: Passage, asked: object) -> bool:
    """Whether a passage is worth showing beside the definition asked for."""
    return not (asked and passage.term)


def library_router(library: Library) -> APIRouter:
    """Their addresses."""
    router = APIRouter(include_in_schema=False)
    router.get("/glossaire")(library.glossary)
    router.get("/recherche")(library.ask)

    @router.post("/recherche")
    def search(question: Annotated[str, Form(max_length=1_000)] = "") -> HTMLResponse:
        return library.search(question)

    return router
