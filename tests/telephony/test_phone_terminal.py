"""`deux-portes call`: the whole line from a terminal, by real signed webhooks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from telephony.call import HANG_UP, code_in, place_call, result_of, run_call
from tests.telephony.line_under_test import BASE, TOKEN, HotlineUnderTest
from tests.telephony.phone_fakes import CODE


@dataclass(slots=True)
class Typist:
    """Somebody at a keyboard, with everything to type in mind."""

    typed: Iterator[str]
    shown: list[str] = field(default_factory=list)

    def show(self, line: str) -> None:
        """Remember what is displayed."""
        self.shown.append(line)

    def ask(self, invitation: str) -> str | None:
        """The next thing typed, then the end of input."""
        return next(self.typed, None)


async def played(hotline: HotlineUnderTest, *typed: str, **options: object) -> str:
    """What the terminal showed."""
    typist = Typist(iter(typed))
    transport = httpx.ASGITransport(hotline.carrier.app)  # type: ignore[arg-type]
    await place_call(BASE, TOKEN, screen=typist, transport=transport, **options)  # type: ignore[arg-type]
    return "\n".join(typist.shown)


async def test_a_whole_call_in_the_terminal(hotline: HotlineUnderTest) -> None:
    """Speech, keys, silence, help, and what the counsellor will read."""
    typed = [
        "",
        "je voudrais changer de métier",
        "/aide",
        "/9",
        "!1",
        "/37000",
        "oui",
        "/1",
        "/1",
        "/1",
        "/1",
        "/1",
        "/2",
    ]
    shown = await played(hotline, *typed, HANG_UP, desk=lambda code: (f"Votre demande ({code})",))
    assert "Je ne vous entends pas" in shown
    assert "C’est réservé" in shown
    assert f"Votre demande ({CODE})" in shown
    assert shown.count("Parlez en écrivant") == 2
    assert hotline.reception.forgotten == ["talk-1"]


async def test_the_terminal_plays_the_person_too(hotline: HotlineUnderTest) -> None:
    """The whisper is approved, heard by the person, and shown again at the end."""
    hotline.reception.summary = ("Votre demande : changer de métier.",)
    shown = await played(hotline, "/0", "/1", "/1")
    assert shown.count("Votre demande : changer de métier.") == 3
    assert "Votre échange est terminé" in shown


async def test_who_speaks_to_a_line_that_only_hears_keys_is_told(hotline: HotlineUnderTest) -> None:
    """The terminal is as deaf as the line: words are a silence there, and it is said why."""
    shown = await played(hotline, "/5", "c’est pour le travail", "/1")
    assert "n’écoute que les touches" in shown
    assert "#menu travail" in hotline.reception.told
    assert "c’est pour le travail" not in hotline.reception.told


async def test_a_slower_voice_is_seen(hotline: HotlineUnderTest) -> None:
    """What cannot be heard in a terminal is written."""
    shown = await played(hotline, "plus lentement", "répétez")
    assert shown.count("(la voix parle lentement)") == 1


@pytest.mark.parametrize("key", ["/2", ""])
async def test_the_person_may_not_answer(hotline: HotlineUnderTest, key: str) -> None:
    """The caller comes back to the conversation."""
    assert "Personne n’est libre" in await played(hotline, "/0", key)


@pytest.mark.parametrize(
    ("typed", "keys", "sent"),
    [
        ("", 1, {}),
        ("  ", 1, {}),
        ("/1", 1, {"Digits": "1"}),
        ("!37000", 5, {"Digits": "37000"}),
        ("/37000", 1, {"Digits": "3"}),
        ("/#", 1, {"Digits": "#"}),
        (" à Tours ", 1, {"SpeechResult": "à Tours", "Confidence": "0.95"}),
        ("/bonjour", 1, {"SpeechResult": "/bonjour", "Confidence": "0.95"}),
    ],
)
def test_what_is_typed_is_what_the_carrier_would_send(typed: str, keys: int, sent: dict[str, str]) -> None:
    """Keys after a slash or an exclamation mark, words otherwise."""
    assert result_of(typed, keys) == sent


def test_the_code_is_recognised_as_it_is_read_aloud() -> None:
    """Two digits at a time."""
    heard = ["Bonjour.", "Votre code : quarante, soixante et onze, quatre-vingt-dix-huit, trente-deux, zéro cinq."]
    assert code_in(heard) == "4071983205"
    assert code_in(["Bonjour."]) is None


def test_nobody_answers_at_this_address() -> None:
    """What to do next is said, without a trace."""
    with pytest.raises(SystemExit, match="make run"):
        run_call("http://127.0.0.1:9", TOKEN, screen=Typist(iter(())))


async def test_a_wrong_token_is_refused(hotline: HotlineUnderTest) -> None:
    """The terminal has no privilege: it signs like the carrier."""
    transport = httpx.ASGITransport(hotline.carrier.app)  # type: ignore[arg-type]
    with pytest.raises(httpx.HTTPStatusError):
        await place_call(BASE, "wrong", screen=Typist(iter(())), transport=transport)
