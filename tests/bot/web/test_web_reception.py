"""The chat page by plain forms: nothing played twice, nothing shown to another site, nothing left behind."""

import httpx
import pytest

from bot.information import load_fiches
from bot.web.pages import french
from directory.vocabulary import Need
from tests.bot.web.visitor import Visitor, forms, lines

REGION_SITE = "https://www.region.example"


@pytest.fixture
def visitor(door: httpx.AsyncClient) -> Visitor:
    """A person who arrives."""
    return Visitor(door)


async def test_the_whole_reception_by_forms(visitor: Visitor) -> None:
    """Promise 7: no JavaScript is needed, up to the code and the summary."""
    code = await visitor.books()
    assert len(code) == 10
    assert "#line need" in visitor.messages
    await visitor.presses("#line need")
    assert "#line need" not in visitor.messages
    await visitor.presses("#yes")
    assert any("C’est envoyé" in line for line in lines(visitor.page))


async def test_a_page_loaded_again_plays_nothing(visitor: Visitor, door: httpx.AsyncClient) -> None:
    """F9: the same answer sent twice from the same page is played once."""
    await visitor.opens()
    form = next(f for f in forms(visitor.page) if f.action == "/" and not f.buttons)
    sent = form.fields | {"message": "je veux changer de métier"}
    first, second = [(await door.post("/", data=sent)).text for _ in range(2)]
    assert lines(first) == lines(second)


async def test_another_answer_from_the_same_page_is_a_change_of_mind(visitor: Visitor, door: httpx.AsyncClient) -> None:
    await visitor.opens()
    form = next(f for f in forms(visitor.page) if f.action == "/" and not f.buttons)
    await door.post("/", data=form.fields | {"message": "je veux changer de métier"})
    after = (await door.post("/", data=form.fields | {"message": "une formation à Chinon"})).text
    assert "une formation à Chinon" in lines(after)


async def test_a_talk_that_is_over_begins_anew_and_says_so(visitor: Visitor, door: httpx.AsyncClient) -> None:
    """Promise 6: no dead end after half an hour of silence."""
    answer = await door.post("/", data={"talk": "inconnue", "message": "bonjour"})
    assert "terminée" in answer.text
    assert "#log" not in answer.text
    visitor.page = answer.text
    await visitor.says("je veux changer de métier")
    scripted = await door.post("/conversation", json={"conversation": "inconnue", "message": "bonjour"})
    assert "terminée" in scripted.json()["notice"]


async def test_places_are_cards_with_reasons_until_one_is_chosen(visitor: Visitor) -> None:
    """Promise 4: each place says why; what can be chosen is not said twice."""
    await visitor.asks_for_vae()
    page = await visitor.presses("#appointment")
    assert page.count('class="place"') == 3
    assert page.count("Pourquoi ce lieu") == 3
    assert page.count("Lieu d’exemple") == 3
    assert not any("Pourquoi" in line for line in lines(page))
    later = await visitor.presses("#site")
    assert sum("Pourquoi ce lieu" in line for line in lines(later)) == 3


async def test_every_line_of_the_card_can_be_changed_at_any_step(visitor: Visitor) -> None:
    """Promise 3: what was understood is corrected from the card."""
    await visitor.asks_for_vae()
    page = await visitor.presses("#fix place")
    assert "commune" in lines(page)[-1]
    await visitor.says("Chinon")
    assert "Chinon" in visitor.page.split('data-part="place"')[1].split("</div>")[0]


async def test_a_loaded_page_finds_its_talk_again(visitor: Visitor, door: httpx.AsyncClient) -> None:
    await visitor.asks_for_vae()
    told = await door.post("/conversation/revoir", json={"conversation": visitor.talk})
    assert len(told.json()["lines"]) == len(lines(visitor.page))
    assert (await door.post("/conversation/revoir", json={"conversation": "inconnue"})).status_code == 404


async def test_erasing_forgets_the_talk_and_asks_the_browser_to(visitor: Visitor, door: httpx.AsyncClient) -> None:
    """Promise 2: nothing is left when the person says so."""
    await visitor.asks_for_vae()
    erased = await door.post("/effacer", data={"talk": visitor.talk})
    assert "storage" in erased.headers["clear-site-data"]
    assert (await door.post("/conversation/revoir", json={"conversation": visitor.talk})).status_code == 404


async def test_the_quick_exit_leads_to_an_ordinary_page(visitor: Visitor, door: httpx.AsyncClient) -> None:
    """NO4: the page that takes its place says nothing of the service."""
    await visitor.opens()
    answer = await door.post("/sortie", data={"talk": visitor.talk}, follow_redirects=True)
    assert answer.url.path == "/calendrier"
    assert "<title>Novembre 2026</title>" in answer.text
    assert "orientation" not in answer.text.lower()
    assert "Deux Portes" not in answer.text


async def test_settings_are_kept_in_one_cookie_and_the_talk_goes_on(visitor: Visitor, door: httpx.AsyncClient) -> None:
    await visitor.asks_for_vae()
    sent = {"size": "150", "discreet": "true", "talk": visitor.talk}
    answer = await door.post("/reglages", data=sent)
    assert lines(answer.text) == lines(visitor.page)
    assert 'data-size="150"' in answer.text
    assert ">Informations</title>" in answer.text
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("reglages=150.discreet;")
    assert "HttpOnly" in cookie
    assert "max-age" not in cookie.lower()


async def test_plain_language_is_given_when_it_is_asked_for(visitor: Visitor, door: httpx.AsyncClient) -> None:
    """NO2: the same information in plain language, from the next answer on."""
    await visitor.opens()
    await visitor.says("je travaille comme salariée à Tours")
    await door.post("/reglages", data={"plain": "true", "talk": visitor.talk, "quiet": "true"})
    await visitor.presses("#menu formation")
    await visitor.presses("#need vae")
    page = await visitor.presses("#yes")
    first = load_fiches()[Need.VAE].plain.splitlines()[0]
    assert any(french(first) in line for line in lines(page))


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""])
async def test_settings_never_lead_to_another_site(door: httpx.AsyncClient, back: str) -> None:
    answer = await door.post("/reglages", data={"back": back})
    assert answer.headers["location"] == "/"


async def test_only_the_widget_page_may_be_framed_and_by_named_sites_only(door: httpx.AsyncClient) -> None:
    page, widget = await door.get("/"), await door.get("/?widget=1")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert f"frame-ancestors {REGION_SITE}" in widget.headers["content-security-policy"]
    assert "<nav" not in widget.text


async def test_nothing_is_booked_inside_another_site(visitor: Visitor, door: httpx.AsyncClient) -> None:
    """Promise 3: a yes that commits is given on our own page, where no other site can draw over the button."""
    await visitor.reaches_booking()
    framed = await door.post("/conversation/revoir", json={"conversation": visitor.talk, "widget": True})
    now = framed.json()["now"]
    assert "#yes" not in now
    assert 'action="/reprendre"' in now
    assert 'target="_blank"' in now
    visitor.page = (await door.post("/reprendre", data={"talk": visitor.talk})).text
    assert "#yes" in visitor.messages


async def test_a_page_named_in_the_talk_does_not_take_its_place(door: httpx.AsyncClient) -> None:
    """Issue 5: from the widget as from the page, the survey opens apart and the talk stays."""
    visitor = Visitor(door)
    await visitor.asks_for_vae()
    farewell = await visitor.presses("#enough")
    assert '<a href="/avis" target="_blank" rel="noopener">Votre avis<span class="away">' in farewell


async def test_yes_and_no_under_the_summary_say_to_what(door: httpx.AsyncClient) -> None:
    """Promise 4: the question stands with its answers, below the lines that the person has just read."""
    visitor = Visitor(door)
    await visitor.books()
    assert "<legend>Envoyer ces lignes à la personne qui vous recevra\u00a0?</legend>" in visitor.page
