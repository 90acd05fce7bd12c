"""The state of play and the booklet on paper: the same words, tagged for screen readers, made in memory (NO10, PA1)."""

import io
import re

import httpx
import pytest
from pypdf import PdfReader

from bot.web.pages import HERE
from bot.web.paper import blocks, runs
from tests.bot.web.visitor import Visitor


def read(file: bytes) -> tuple[PdfReader, str]:
    """A PDF and its words on one line."""
    reader = PdfReader(io.BytesIO(file))
    words = " ".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


def accessible(reader: PdfReader, title: str) -> None:
    """PDF/UA-1: tagged, titled, in French, and it says so itself."""
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert reader.metadata
    assert reader.metadata.title == title
    assert b"pdfuaid" in root["/Metadata"].get_data()


async def test_the_state_of_play_is_taken_away_on_paper(door: httpx.AsyncClient) -> None:
    """Said, understood, answered, what to watch and to ask, next steps, sources, the appointment and its code."""
    visitor = Visitor(door)
    code = await visitor.books()
    answer = await door.post("/etat-des-lieux/pdf", data={"talk": visitor.talk})
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    reader, words = read(answer.content)
    accessible(reader, "Votre état des lieux")
    pairs = " ".join(code[i : i + 2] for i in range(0, 10, 2))
    for told in ("Ce que j’ai compris", "Tours", pairs, "l’expérience", "Attention", "Questions utiles", "Et ensuite"):
        assert told in words, told
    assert "Sources, vérifiées le" in words


async def test_a_talk_that_is_over_has_no_paper(door: httpx.AsyncClient) -> None:
    answer = await door.post("/etat-des-lieux/pdf", data={"talk": "inconnue"})
    assert answer.status_code == 404
    assert "terminée" in answer.text


async def test_the_booklet_of_a_territory_is_printed(door: httpx.AsyncClient) -> None:
    """PA1: every structure of the pack, with where and when."""
    answer = await door.get("/livret/tours.pdf")
    reader, words = read(answer.content)
    accessible(reader, "Livret d’accueil : Bassin d’emploi de Tours".replace(" :", "\N{NO-BREAK SPACE}:"))
    listed = (await door.get("/api/directory/structures?region=tours&per_page=100")).json()["items"]
    for structure in listed:
        assert structure["name"].split(",")[0].replace("'", "’") in words.replace("'", "’"), structure["name"]
    assert "Lundi" in words
    assert (await door.get("/livret/nulle-part.pdf")).status_code == 404


@pytest.mark.parametrize("template", sorted((HERE / "templates").glob("*.typ")), ids=lambda path: path.stem)
def test_paper_templates_hold_no_words(template: object) -> None:
    """DESIGN §2: words are in the texts; what stands in brackets on paper is only what the data say."""
    code = re.sub(r"//.*", "", template.read_text("utf-8"))  # type: ignore[attr-defined]
    shown = re.findall(r"\[([^\[\]]*)\]", re.sub(r"\"[^\"]*\"", "", code))
    words = {word for text in shown for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"#[\w.()-]+", "", text))}
    assert not words, words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Un mot.", ["text"]),
        ("## Titre\n\n- un\n- deux\n\nfin", ["heading", "list", "text"]),
        ("1. un\n2. deux", ["steps"]),
        ("**gras** et [lien](https://a.fr)", ["text"]),
        ("#eval(1) $x$ @cle <label>", ["text"]),
    ],
)
def test_markdown_becomes_blocks(text: str, kinds: list[str]) -> None:
    assert [block["kind"] for block in blocks(text)] == kinds


def test_runs_keep_bold_links_and_signs_as_they_are() -> None:
    """What people typed is data: no sign of it is read as a command of the paper's language."""
    found = runs("**gras**, [ici](https://a.fr), [page](/avis) #eval")
    assert [run["text"] for run in found] == ["gras", ", ", "ici", ", ", "page", " #eval"]
    assert found[0]["bold"]
    assert [run["href"] for run in found] == ["", "", "https://a.fr", "", "", ""]
