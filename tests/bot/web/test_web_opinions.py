"""``/avis``: what people think, kept without anybody; complaints with a reference and a due day (L21, promise 2)."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from directory.service import Directory
from directory.steering.complaints import Complaints
from tests.service import MONDAY

HERSELF = "Je m’appelle Jeanne Durand, 06 12 34 56 78, jeanne.durand@exemple.fr."


@pytest.fixture
def directory(web_app: FastAPI) -> Directory:
    kept: Directory = web_app.state.house.directory
    return kept


@pytest.fixture
async def door(web_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of its own address: wrong codes tried by other tests are not its own."""
    async with from_address(web_app, "192.0.2.6") as client:
        yield client
    await web_app.state.house.engine.close()


def kept(directory: Directory, table: str) -> str:
    """Everything that a table holds, as text."""
    with directory.reading() as session:
        return str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608 - a name of ours


async def complains(door: httpx.AsyncClient, words: str) -> str:
    """The reference of a new complaint."""
    page = (await door.post("/avis/reclamation", data={"words": words})).text
    found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", page)
    assert found, page
    return found[0]


async def test_an_opinion_is_kept_without_who_gave_it(door: httpx.AsyncClient, directory: Directory) -> None:
    """Words are redacted before they are kept; a skipped question is an answer."""
    answer = await door.post("/avis", data={"rating": "4", "understood": "oui", "words": f"Bien. {HERSELF}"})
    assert "Merci" in answer.text
    opinions = kept(directory, "opinion")
    assert "Bien." in opinions
    assert not [part for part in ("Durand", "06 12", "exemple.fr") if part in opinions]


async def test_an_opinion_without_note_loses_nothing(door: httpx.AsyncClient) -> None:
    """Errors are clear, and what was typed stays."""
    answer = await door.post("/avis", data={"understood": "non", "words": "un peu long"})
    assert answer.status_code == 422
    assert "Choisissez une note" in answer.text
    assert "un peu long" in answer.text
    assert re.search(r'name="understood" value="non" checked', answer.text)


async def test_a_complaint_gets_a_reference_and_a_day(door: httpx.AsyncClient, directory: Directory) -> None:
    """An acknowledgement at once: the reference, who answers, by which day; then its state by reference."""
    reference = await complains(door, f"On ne m’a pas rappelé. {HERSELF}")
    assert "Durand" not in kept(directory, "complaint")
    seen = (await door.post("/avis/suivi", data={"reference": reference.lower().replace("-", " ")})).text
    assert "On ne m’a pas rappelé." in seen
    assert "Reçue" in seen
    assert "Réponse avant le" in seen


@pytest.mark.parametrize(
    ("commune", "territory"), [("", "tours"), ("Tours", "departement:37"), (" 37200 ", "departement:37")]
)
async def test_a_complaint_reaches_the_territory_of_a_commune(
    door: httpx.AsyncClient, directory: Directory, commune: str, territory: str
) -> None:
    """Asked, never required: it only says whose coordination answers."""
    words = f"On ne m’a pas répondu, commune : {commune or 'non dite'}."
    answer = await door.post("/avis/reclamation", data={"words": words, "commune": commune})
    assert answer.status_code == 200
    assert [case.territory for case in Complaints(directory).waiting(None) if case.words == words.strip()] == [
        territory
    ]


async def test_a_commune_that_is_none_loses_nothing(door: httpx.AsyncClient, directory: Directory) -> None:
    words = "Le lieu était fermé ce matin-là."
    answer = await door.post("/avis/reclamation", data={"words": words, "commune": "Torus"})
    assert answer.status_code == 422
    assert all(typed in answer.text for typed in (words, 'value="Torus"', "laissez la ligne vide"))
    assert words not in kept(directory, "complaint")


async def test_an_answer_is_read_by_reference_and_contested(door: httpx.AsyncClient, directory: Directory) -> None:
    """L21: a way to go further when the answer does not do."""
    reference = await complains(door, "Le lieu était fermé.")
    complaints = Complaints(directory)
    case = next(one for one in complaints.waiting(None) if one.words == "Le lieu était fermé.")
    with directory.reading() as session:
        by = session.execute(text("SELECT min(id) FROM counsellor")).scalar()
    complaints.answer(case.id, "Nous avons corrigé les horaires.", by=by, territories=None, now=MONDAY)
    seen = (await door.post("/avis/suivi", data={"reference": reference})).text
    assert "Nous avons corrigé les horaires." in seen
    assert "Défenseur des droits" in seen
    again = (await door.post("/avis/recours", data={"reference": reference, "words": "Toujours fermé."})).text
    assert "Toujours fermé." in again
    assert "Reprise par le niveau suivant" in again


@pytest.mark.parametrize("words", ["", "   "])
async def test_an_empty_complaint_says_what_is_missing(door: httpx.AsyncClient, words: str) -> None:
    answer = await door.post("/avis/reclamation", data={"words": words})
    assert answer.status_code == 422
    assert "Écrivez ce qui s’est passé" in answer.text


@pytest.mark.parametrize("address", ["/avis", "/avis/reclamation", "/avis/recours"])
async def test_another_site_writes_nothing_here(door: httpx.AsyncClient, address: str) -> None:
    form = {"rating": "5", "words": "pour eux", "reference": "AAAA-2222"}
    answer = await door.post(address, data=form, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "Merci" not in answer.text


async def test_references_are_not_tried_one_after_the_other(web_app: FastAPI) -> None:
    async with from_address(web_app, "192.0.2.7") as door:
        answers = [(await door.post("/avis/suivi", data={"reference": f"AAAA-222{n}"})).status_code for n in range(12)]
    assert answers[:10] == [404] * 10
    assert answers[-1] == 429


async def test_nobody_writes_without_end(web_app: FastAPI) -> None:
    """Ten opinions or complaints an hour from one address: more than anyone has to say."""
    async with from_address(web_app, "192.0.2.8") as door:
        answers = [(await door.post("/avis", data={"rating": "5"})).status_code for _ in range(12)]
        assert answers == [200] * 10 + [429] * 2


def from_address(app: FastAPI, address: str) -> httpx.AsyncClient:
    """A browser of another address, so that limits of one test are not those of another."""
    transport = httpx.ASGITransport(app=app, client=(address, 40_000))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")
