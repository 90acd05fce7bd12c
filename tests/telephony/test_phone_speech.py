"""Texts made fit for a voice (P41, P64), and deeds written as TwiML."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Choice
from telephony import speech, twiml
from telephony.deeds import Deed, HangUp, Listen, Pause, Redirect, Say, Tone, Transfer
from telephony.prompts import spoken_title
from tests.telephony.carrier.rules import check_size, check_values
from tests.telephony.carrier.schema import check_structure
from tests.telephony.carrier.wire import parse

PARIS = ZoneInfo("Europe/Paris")
SPOT = twiml.Spot("https://deux-portes.example", "talk", "step", "Polly.Lea-Neural", "fr-FR")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Voir [le site](https://mon-cep.org).", "Voir le site."),
        ("Allez sur https://mon-cep.org/x?y=1 ce soir", "Allez sur ce soir"),
        ("C’est sur mon-cep.org.", "C’est sur mon-cep point org."),
        ("**Important** 🎉 : 10 €", "Important : 10 euros"),
        ("RDV à 9 h 30, à 14h, à 9 h 00 ou à 1 h.", "rendez-vous à 9 heures 30, à 14 heures, à 9 heures ou à 1 heure."),
        ("- un\n- deux", "un. deux"),
        ("Un.\n\nDeux ?\nTrois", "Un. Deux ? Trois"),
        ("appelez le 3114 ou le 3919", "appelez le trente et un, quatorze ou le trente-neuf, dix-neuf"),
        ("3000 euros, 3250 euros, 37000 Tours", "3000 euros, 3250 euros, 37000 Tours"),
        ("02 47 00 11 22", "zéro deux, quarante-sept, zéro zéro, onze, vingt-deux"),
        ("+33 2 47 00 11 22", "zéro deux, quarante-sept, zéro zéro, onze, vingt-deux"),
        ("à 2 km & 50 %", "à 2 kilomètres et 50 pour cent"),
        ("un\x00deux\x1b[31m\u202etrois\ud800", "un deux 31mtrois"),
        ("  ", ""),
        ("🎉🎉", ""),
    ],
)
def test_p41_text_is_made_speakable(written: str, said: str) -> None:
    """No link, mark, symbol, abbreviation or control character reaches the voice."""
    assert speech.speakable(written) == said


@pytest.mark.parametrize(
    ("at", "now", "said"),
    [
        ("2026-11-24 09:00", "2026-11-24 08:00", "aujourd’hui à 9 heures"),
        ("2026-11-25 13:30", "2026-11-24 20:00", "demain à 13 heures 30"),
        ("2026-12-01 09:00", "2026-11-24 20:00", "mardi premier décembre à 9 heures"),
        ("2026-11-30 01:00", "2026-11-24 20:00", "lundi 30 novembre à 1 heure"),
    ],
)
def test_moments_are_said_from_now(at: str, now: str, said: str) -> None:
    """Today, tomorrow, or the weekday with its date."""
    moments = [datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (at, now)]
    assert speech.moment(*moments) == said


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=9000))
def test_pieces_are_short_enough_and_lose_nothing(text: str) -> None:
    """P41: the carrier's limits hold whatever is said."""
    said = speech.speakable(text)
    pieces = speech.chunks(said)
    assert all(len(piece) <= 3000 and len(quote(piece)) <= 4500 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(said.split())


LONG = "Évidemment, été comme hiver, l’œuvre est là. " * 200
EVERY_DEED: tuple[Deed, ...] = (
    Say("Bonjour."),
    Say("Bonjour. Ça va ?", Tone(slow=True, loud=True)),
    Say(LONG),
    Say(LONG, Tone(slow=True)),
    Pause(2),
    Listen((Say("Oui ?"), Pause(1)), digits=5, hints=("a",) * 600),
    Listen(),
    Transfer("+33261910001", "+33261910000"),
    Transfer("+33261910001", None),
    Redirect(),
    HangUp(),
)


@pytest.mark.parametrize("deed", EVERY_DEED, ids=lambda deed: type(deed).__name__)
def test_every_deed_is_valid_twiml(deed: Deed) -> None:
    """Elements, attributes and values that the carrier knows."""
    document = twiml.render([deed], SPOT)
    check_size(document.encode())
    check_structure(parse(document))
    check_values(parse(document))


def test_every_kind_of_deed_has_its_renderer_and_is_tested() -> None:
    """A new deed without a renderer, or without a test, fails here."""
    assert set(twiml.RENDERERS) == set(Deed.__args__) == {type(deed) for deed in EVERY_DEED}


def test_text_is_escaped() -> None:
    """Words are never markup."""
    document = twiml.render([Say("<Hangup/> & “fin”")], SPOT)
    assert [verb.tag for verb in parse(document)] == ["Say"]


def test_the_speech_model_is_a_setting() -> None:
    """By default the carrier chooses."""
    assert "speechModel" not in twiml.render([Listen()], SPOT)
    chosen = replace(SPOT, speech_model="googlev2_telephony")
    assert 'speechModel="googlev2_telephony"' in twiml.render([Listen()], chosen)


@pytest.mark.parametrize(
    ("title", "message", "said"),
    [
        ("Un rendez-vous", "#appointment", "un rendez-vous"),
        ("L’école, les études", "#menu etudes", "l’école, les études"),
        ("VAE", "#need vae", "VAE"),
        ("Mission locale, Tours", "#site 1", "Mission locale, Tours"),
        ("Avenir Actifs à distance, ", "#site 2", "Avenir Actifs à distance"),
        ("Saint-Pierre (La Réunion)", "#place 97416", "Saint-Pierre (La Réunion)"),
        ("À distance", "#way video", "à distance"),
    ],
)
def test_titles_are_said_inside_a_sentence(title: str, message: str, said: str) -> None:
    """ "Pour un rendez-vous, tapez 1": a capital only for names and abbreviations."""
    assert spoken_title(Choice(title, message)) == said
