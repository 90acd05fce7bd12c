"""Writing with a person of the service, in the same talk, until it is handed back (L08, promises 2, 6, 8)."""

import re

import httpx
import pytest
from fastapi import FastAPI

from bot.live import ANSWER_SECONDS, GONE_SECONDS, HERE_SECONDS, MISSED_SECONDS, Live
from tests.bot.web.visitor import Visitor, lines

COUNSELLOR, OTHER = 1, 2


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def live(web_app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Live:
    """The live talks of the app, on a clock of the test, with nobody there yet."""
    found: Live = web_app.state.house.live
    monkeypatch.setattr(found, "_seconds", Seconds())
    await web_app.state.house.shelf.take("live:rooms")
    return found


def passes(live: Live, seconds: float) -> None:
    live._seconds.now += seconds  # type: ignore[attr-defined]


async def asks(door: httpx.AsyncClient, live: Live) -> Visitor:
    """Somebody who wanted a person, and was offered to write with one."""
    await live.be_here(COUNSELLOR)
    person = Visitor(door)
    await person.opens()
    await person.says("je veux parler à quelqu’un")
    assert "Écrire avec une personne" in person.page
    await posts(person, "/direct")
    return person


async def posts(person: Visitor, address: str) -> None:
    answer = await person.client.post(address, data={"talk": person.talk})
    assert answer.status_code == 200
    person.page = answer.text


async def hears(person: Visitor, known: int = 0) -> list[str]:
    """What the page's script fetches, without markup."""
    answer = await person.client.post("/conversation/ecoute", json={"conversation": person.talk, "known": known})
    return lines("".join(answer.json()["lines"]))


async def test_both_see_the_same_conversation(door: httpx.AsyncClient, live: Live) -> None:
    person = await asks(door, live)
    assert "Je préviens une personne" in lines(person.page)[-1]
    assert [one.talk for one in await live.be_here(COUNSELLOR)] == [person.talk]
    assert "est prévenue" in person.page
    assert await live.take(person.talk, COUNSELLOR)
    await posts(person, "/reprendre")
    assert "Vous écrivez avec une personne" in person.page
    assert "est prévenue" not in person.page
    assert re.search(r'<form id="choices"[^>]* hidden>', person.page)  # nobody would answer a button
    assert await live.write(person.talk, COUNSELLOR, "Bonjour, **je** vous lis.")
    assert (await hears(person))[-1] == "Bonjour, je vous lis."
    before = len(lines(person.page))
    await person.says("merci, c’est gentil")
    assert lines(person.page)[-1] == "merci, c’est gentil"  # the assistant keeps quiet
    assert len(lines(person.page)) > before
    assert await live.hand_back(person.talk, COUNSELLOR)
    assert any("Je reprends avec vous" in line for line in await hears(person))
    await person.says("je cherche une formation à Tours")
    assert "je cherche" not in lines(person.page)[-1]


async def test_what_identifies_stays_hidden_from_the_counsellor(door: httpx.AsyncClient, live: Live) -> None:
    """Promise 2: no name, no number before consent, in a live talk neither."""
    person = await asks(door, live)
    await live.take(person.talk, COUNSELLOR)
    await person.says("rappelez-moi au 06 12 34 56 78")
    assert "06 12" not in " ".join(lines(person.page))
    assert "rappelez-moi" in lines(person.page)[-1]


async def test_without_answer_in_a_minute_the_assistant_says_so(door: httpx.AsyncClient, live: Live) -> None:
    """Promise 6: nobody is left waiting, and the rest is offered."""
    person = await asks(door, live)
    passes(live, ANSWER_SECONDS - 1)
    assert await live.asked(person.talk)
    passes(live, 1)
    told = await hears(person)
    assert any("Personne n’est libre" in line for line in told)
    assert not await live.take(person.talk, COUNSELLOR)
    assert await live.be_here(COUNSELLOR) == ()
    await posts(person, "/reprendre")
    assert person.messages  # a way on
    for _ in range(MISSED_SECONDS // HERE_SECONDS):
        assert "Écrire avec une personne" not in person.page  # nor told at once that somebody could
        await live.be_here(COUNSELLOR)
        passes(live, HERE_SECONDS)
        await posts(person, "/reprendre")
    await live.be_here(COUNSELLOR)
    passes(live, HERE_SECONDS - 1)
    await posts(person, "/reprendre")
    assert "Écrire avec une personne" in person.page


async def test_a_counsellor_who_leaves_without_a_word_leaves_nobody_waiting(
    door: httpx.AsyncClient, live: Live
) -> None:
    """Promise 6: a page that was closed on a talk does not keep the assistant quiet for ever."""
    person = await asks(door, live)
    await live.take(person.talk, COUNSELLOR)
    passes(live, GONE_SECONDS - 1)
    assert await live.is_theirs(person.talk, COUNSELLOR)  # their page is open: they read, and think
    passes(live, GONE_SECONDS - 1)
    assert await live.is_answered(person.talk)
    passes(live, 1)
    assert not await live.is_theirs(person.talk, COUNSELLOR)
    assert not await live.write(person.talk, COUNSELLOR, "Me revoilà.")
    assert any("n’est plus là" in line for line in await hears(person))
    await person.says("je cherche une formation à Tours")
    assert "je cherche" not in lines(person.page)[-1]


async def test_the_person_speaks_first_after_the_counsellor_left(door: httpx.AsyncClient, live: Live) -> None:
    """The assistant answers at once, without waiting to be looked at."""
    person = await asks(door, live)
    await live.take(person.talk, COUNSELLOR)
    passes(live, GONE_SECONDS)
    await person.says("je cherche une formation à Tours")
    assert "je cherche" not in lines(person.page)[-1]


async def test_one_counsellor_answers(door: httpx.AsyncClient, live: Live) -> None:
    person = await asks(door, live)
    assert await live.take(person.talk, COUNSELLOR)
    assert await live.take(person.talk, COUNSELLOR)
    assert not await live.take(person.talk, OTHER)
    assert not await live.write(person.talk, OTHER, "x")
    assert not await live.hand_back(person.talk, OTHER)
    assert not await live.is_theirs(person.talk, OTHER)


async def test_nobody_there_is_not_offered(door: httpx.AsyncClient, live: Live) -> None:
    await live.be_here(COUNSELLOR)
    passes(live, HERE_SECONDS)
    person = Visitor(door)
    await person.opens()
    await person.says("je veux parler à quelqu’un")
    assert "Écrire avec une personne" not in person.page
    await posts(person, "/direct")  # a form kept open
    assert any("Personne n’est libre" in line for line in lines(person.page))


async def test_a_person_who_erases_is_gone(door: httpx.AsyncClient, live: Live) -> None:
    """Promise 3: erasing works at any moment, and leaves the counsellor with nothing."""
    person = await asks(door, live)
    talk = person.talk
    await live.take(talk, COUNSELLOR)
    await posts(person, "/effacer")
    assert not await live.write(talk, COUNSELLOR, "Vous êtes là ?")
    answer = await door.post("/conversation/ecoute", json={"conversation": talk, "known": 0})
    assert answer.status_code == 404
