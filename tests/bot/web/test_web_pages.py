"""The pages around the conversation: private, self-contained, complete, and true to what the directory knows."""

import gzip
import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.web.pages import HERE
from bot.web.rooms import FORMS
from bot.web.theme import theme_router
from bot.web.widget import widget_router
from directory.audit import Exposure
from directory.exposure import Audited, PublicAudit
from directory.regions import color_of
from directory.requests import Request
from directory.steering.shown import Share
from directory.vocabulary import Need, Status
from tests.bot.web.visitor import Visitor
from tests.service import MONDAY

PAGES = (
    "/",
    "/?widget=1",
    "/annuaire",
    "/annuaire?lieu=Chinon&besoin=vae",
    "/livret/tours",
    "/engagements",
    "/glossaire",
    "/recherche",
    "/avis",
    "/donnees",
    "/accessibilite",
    "/mentions",
    "/rendez-vous",
    "/calendrier",
    "/absente",
)


@pytest.mark.parametrize("address", PAGES)
async def test_pages_are_private_and_ask_nothing_of_others(door: httpx.AsyncClient, address: str) -> None:
    """trust.md §3: same headers everywhere, nothing inline, no resource from another host."""
    answer = await door.get(address, headers={"accept": "text/html"})
    assert answer.status_code == (404 if address == "/absente" else 200)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert int(re.findall(r"max-age=(\d+)", answer.headers["strict-transport-security"])[0]) >= 31_536_000
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", answer.text)
    loaded = re.findall(r'<(?:script|img|iframe)[^>]*\ssrc="([^"]+)"|<link[^>]*\shref="([^"]+)"', answer.text)
    assert all(re.match(r"/(static/|couleurs\.css$)", a or b) for a, b in loaded)


@pytest.mark.parametrize("template", sorted((HERE / "templates").glob("*.html")), ids=lambda path: path.stem)
def test_templates_hold_no_words(template: Path) -> None:
    """DESIGN §2: words are in the texts, where people who do not program can edit them."""
    markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r'(?:aria-label|title|alt|placeholder)="[^"]*[^\W\d]', markup)
    words = set(re.findall(r"[^\W\d]{2,}", re.sub(r"<[^>]+>", "", markup)))
    assert words <= {"min"}, words


@pytest.mark.parametrize("address", ["/", "/livret/tours", "/donnees"])
async def test_every_link_of_our_own_leads_somewhere(door: httpx.AsyncClient, address: str) -> None:
    page = (await door.get(address)).text
    own = {link.split("#")[0] for link in re.findall(r'href="(/[^"]*)"', page)} - {""}
    assert len(own) >= 8
    for link in sorted(own):
        answer = await door.get(link, follow_redirects=True)
        assert answer.status_code == 200, link


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lieu=Chinon", "Chinon"),
        ("lieu=37400", "Amboise"),
        ("lieu=amboise", "Amboise"),
        ("lieu=Chinon&type=mission_locale", "Mission locale, permanence de Chinon"),
    ],
)
async def test_the_listing_begins_with_what_is_near(door: httpx.AsyncClient, query: str, first: str) -> None:
    """L15, L18: found by commune or postal code, nearest first."""
    page = (await door.get(f"/annuaire?{query}")).text
    assert first in re.findall(r"<h3>(.*?)</h3>", page)[0]


async def test_the_listing_says_hours_access_and_what_is_a_sample(door: httpx.AsyncClient) -> None:
    """L13, NO13: hours, step-free access and transport of each place; an example says that it is one."""
    page = (await door.get("/annuaire?lieu=Tours&type=mission_locale")).text
    card = page.split("Mission locale, Tours</h3>")[1].split("</li>")[0]
    assert "Lundi" in card
    assert "9\N{NO-BREAK SPACE}h" in card
    assert "Accès sans marche" in card
    assert "gare de Tours" in card
    assert "Lieu d’exemple" in card


async def test_the_listing_keeps_only_who_answers_the_need(door: httpx.AsyncClient) -> None:
    everyone, some = [(await door.get(f"/annuaire?lieu=Tours{more}")).text for more in ("", "&besoin=diplome_etranger")]
    many, fewer = [int(re.findall(r"autour de Tours\W*?(\d+)<", page)[0]) for page in (everyone, some)]
    assert 0 < fewer < many


async def test_the_listing_is_searched_by_name(door: httpx.AsyncClient) -> None:
    page = (await door.get("/annuaire?mots=chinon&type=mission_locale")).text
    assert re.findall(r"<h3>(.*?)</h3>", page) == ["Mission locale, permanence de Chinon"]


async def test_the_audit_of_neutrality_is_public(door: httpx.AsyncClient, web_app: FastAPI) -> None:
    """NO14, L14: who comes first among equals, in everyday words, with the fair share and the day."""
    assert "pas encore fait" in (await door.get("/engagements")).text
    asked = Request(Need.SCOLAIRE, frozenset({Status.LYCEEN}), "37261")
    audit: PublicAudit = web_app.state.house.audit
    real = (Share("tours/cio-tours/tours", "CIO de Tours", 240, 100, 52, 50.0, 5.0),)
    row = Exposure(asked, "tours/cio-tours/tours", "CIO de Tours", 2, 60, 31)
    audit.last = Audited(MONDAY, (row,), "2026-10", real)
    page = (await door.get("/engagements")).text
    audit.last = None
    told = (
        "Aucun lieu n’est favorisé",
        "CIO de Tours",
        "au lycée",
        "Tours",
        "<td>31</td>",
        "<td>30</td>",
        "octobre 2026",
        ">52",
    )
    assert [words for words in told if words not in page] == []
    assert "lyceen" not in page


@pytest.mark.parametrize("query", ["lieu=zzz", "lieu=99999", "besoin=nimporte", "type=%22%3E%3Cscript%3E", "page=900"])
async def test_a_search_without_answer_is_still_a_page(door: httpx.AsyncClient, query: str) -> None:
    answer = await door.get(f"/annuaire?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text


async def test_the_booklet_presents_every_structure(door: httpx.AsyncClient, web_app: FastAPI) -> None:
    """L15, PA1: how to reach the service and what it gives, from the directory itself."""
    answer = await door.get("/livret", follow_redirects=True)
    assert answer.url.path == "/livret/tours"
    assert "Comment nous joindre" in answer.text
    listed = (await door.get("/api/directory/structures?region=tours&per_page=100")).json()["items"]
    assert len(listed) >= 7
    for structure in listed:
        assert structure["name"].replace("'", "&#39;") in answer.text
    assert (await door.get("/livret/nulle-part")).status_code == 404


async def test_the_record_says_what_was_seen_together(door: httpx.AsyncClient) -> None:
    """NO10: said, understood, answered with sources, next steps, places; nothing of it is stored."""
    visitor = Visitor(door)
    await visitor.asks_for_vae()
    await visitor.presses("#appointment")
    page = (await door.post("/etat-des-lieux", data={"talk": visitor.talk})).text
    for words in ("Tours", "par l’expérience", "Et ensuite", "Sources, vérifiées le", "Les lieux proposés"):
        assert words in page, words
    assert (await door.post("/etat-des-lieux", data={"talk": "inconnue"})).status_code == 404


async def test_the_record_holds_the_appointment(door: httpx.AsyncClient) -> None:
    visitor = Visitor(door)
    code = await visitor.books()
    page = (await door.post("/etat-des-lieux", data={"talk": visitor.talk})).text
    assert " ".join(code[i : i + 2] for i in range(0, 10, 2)) in page.replace("\N{NO-BREAK SPACE}", " ")


async def test_an_appointment_is_moved_among_several_days(door: httpx.AsyncClient) -> None:
    """NO6: somebody who cannot come that day finds another one on the page."""
    code = await Visitor(door).books()
    page = (await door.get(f"/rendez-vous/{code}/deplacer")).text
    assert len(set(re.findall(r'name="slot" value="(\d{4}-\d\d-\d\d)T', page))) > 1


async def test_data_is_seen_taken_away_and_erased_by_code(door: httpx.AsyncClient) -> None:
    """PC3: see, export, erase; the code never enters an address."""
    visitor = Visitor(door)
    code = await visitor.books()
    await visitor.presses("#yes")
    seen = await door.post("/donnees", data={"code": f"{code[:2]} {code[2:]}"})
    shown = ("Transmettre le résumé à ce lieu", "Personne ne les a encore lues", "au plus tard le")
    assert [words for words in shown if words not in seen.text] == []
    exported = (await door.post("/donnees/export", data={"code": code})).json()
    assert exported["appointment"]["need"] == "vae"
    assert {line["name"] for line in exported["summary"]} >= {"need", "place"}
    asked = await door.post("/donnees/effacer", data={"code": code})
    assert "sera annulé" in asked.text
    assert "sont effacés" not in asked.text
    erased = await door.post("/donnees/effacer", data={"code": code, "sure": "oui"})
    assert "sont effacés" in erased.text
    assert code not in str(erased.url)
    assert "Rien n’est gardé" in (await door.post("/donnees", data={"code": code})).text


async def test_codes_are_not_tried_one_after_the_other(door: httpx.AsyncClient) -> None:
    answers = [(await door.post("/donnees", data={"code": f"00000000{n}0"})).status_code for n in range(12)]
    assert answers[:10] == [404] * 10
    assert answers[-1] == 429


@pytest.mark.parametrize("address", ["/donnees", "/donnees/export", "/donnees/effacer"])
async def test_another_site_cannot_use_a_code(door: httpx.AsyncClient, address: str) -> None:
    answer = await door.post(address, data={"code": "1234567890"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


async def test_the_widget_is_small_and_ours_alone(door: httpx.AsyncClient) -> None:
    """Issue 5: at most 30 KB compressed, with the page's own script and style; no other host in it."""
    answer = await door.get("/widget.js")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    rest = [(await door.get(f"/static/{name}")).content for name in ("chat.js", "comfort.js", "style.css")]
    assert sum(len(gzip.compress(part)) for part in (answer.content, *rest)) <= 30_000
    assert not re.search(r"https?://(?!…)", answer.text)


async def test_the_region_s_color_is_that_of_its_pages_and_of_the_widget(web_app: FastAPI) -> None:
    """Issue 5: the pack's color unless the site around the widget names its own; every page links it."""
    app = FastAPI()
    app.include_router(theme_router("#7a1f5c"))
    app.include_router(widget_router(web_app.state.house.pages, "#7a1f5c"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as other:
        assert "var(--site, #7a1f5c)" in (await other.get("/couleurs.css")).text
        assert 'given.color : "#7a1f5c"' in (await other.get("/widget.js")).text


async def test_every_page_wears_the_color_of_the_pack(door: httpx.AsyncClient) -> None:
    assert f"var(--site, {color_of('tours')})" in (await door.get("/couleurs.css")).text
    for address in set(PAGES) - {"/calendrier"}:  # the quick exit's page tells nothing of where the person was
        page = await door.get(address, headers={"accept": "text/html"})
        assert '<link rel="stylesheet" href="/couleurs.css">' in page.text, address


async def test_settings_bring_back_to_the_page_they_were_changed_on(door: httpx.AsyncClient) -> None:
    """Without JavaScript too: a person who reads an appointment in large letters stays on it."""
    visitor = Visitor(door)
    code = await visitor.books()
    for address in (
        f"/rendez-vous/{code}",
        f"/rendez-vous/{code}/contact",
        "/rendez-vous",
        "/annuaire",
        "/livret/tours",
    ):
        page = (await door.get(address)).text
        back = re.search(r'name="back" value="([^"]*)"', page)
        assert back
        assert back[1] != "/"
        assert address.startswith(back[1])


@pytest.mark.parametrize(("address", "expected"), [*FORMS.items()])
async def test_an_address_of_forms_leads_back_to_its_page(door: httpx.AsyncClient, address: str, expected: str) -> None:
    """Promise 6: a bookmark of the state of play, or a page typed again, is no dead end."""
    answer = await door.get(address.replace("{code}", "1234567890"), follow_redirects=True)
    assert answer.status_code == 200
    assert answer.url.path == expected
