"""The glossary and the search, without JavaScript; words of the field explained where they stand."""

import re

import httpx
import pytest
from fastapi import FastAPI

from bot.information import load_glossary
from bot.web.pages import markdown
from bot.web.terms import TermLinks
from tests.bot.web.visitor import Visitor, lines


@pytest.fixture(autouse=True)
def index(web_app: FastAPI) -> None:
    """What the app does when it starts."""
    web_app.state.house.knowledge.refresh()


async def test_every_word_has_its_place_on_the_page(door: httpx.AsyncClient) -> None:
    page = (await door.get("/glossaire")).text
    for term in load_glossary().terms:
        assert f'id="{term.anchor}"' in page, term
    assert "Avant : DIF" in page.replace("\N{NO-BREAK SPACE}", " ")


async def test_a_subject_of_the_glossary_begins_a_talk(door: httpx.AsyncClient) -> None:
    """Promise 6: every page leads to the conversation, already on the subject."""
    page = await door.post("/", data={"choice": "#need vae"})
    assert "terminée" not in page.text
    assert 'name="choice" value="#status salarie"' in page.text


async def test_a_question_finds_passages_with_their_sources(door: httpx.AsyncClient) -> None:
    """L06: verified passages with source and date, then a person; the question is in no address."""
    answer = await door.post("/recherche", data={"question": "comment avoir une cautoin pour un logement ?"})
    assert str(answer.url).endswith("/recherche")
    assert "Visale" in answer.text
    assert "Sources, vérifiées le 22 novembre 2026" in answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Une personne vous répond au" in answer.text


async def test_a_word_asked_about_is_defined_first(door: httpx.AsyncClient) -> None:
    page = (await door.post("/recherche", data={"question": "c’est quoi le DIF ?"})).text
    assert page.index("le compte personnel de formation") < page.index("Une personne vous répond au")


@pytest.mark.parametrize("question", ["combien coûte une pizza ?", "zzz", "<script>alert(1)</script>"])
async def test_a_question_without_answer_says_so_and_offers_a_person(door: httpx.AsyncClient, question: str) -> None:
    """Promises 5 and 6."""
    page = (await door.post("/recherche", data={"question": question})).text
    assert "Rien de sûr à vous répondre" in page
    assert "Une personne vous répond au" in page
    assert "<script>alert" not in page


async def test_an_answer_explains_its_words_and_suggests_near_subjects(door: httpx.AsyncClient) -> None:
    """Hover or press: each sigle leads to its meaning, once."""
    visitor = Visitor(door)
    await visitor.asks_for_vae()
    assert visitor.page.count('href="/glossaire#vae"') == 1
    assert "#need financement" in visitor.messages
    await visitor.presses("#need financement")
    assert "#need" not in " ".join(lines(visitor.page))
    assert "Si je comprends bien" in visitor.page


def test_words_are_explained_once_and_never_inside_a_link() -> None:
    """A sigle inside a longer word or a link stays as it is."""
    marked = str(TermLinks(load_glossary()).mark(markdown("Le CPF, [le CPF](/x), CPFX, le CPF & <b>.")))
    assert marked.count('class="term"') == 1
    assert '<a href="/x">le CPF</a>' in marked
    assert re.search(r'title="CPF, le compte personnel de formation : Un compte[^"<>]*"', marked)
