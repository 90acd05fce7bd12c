"""P64: every prompt that only the phone says is fit for an ear."""

import re
from pathlib import Path

import pytest
import yaml

from bot.texts import FOLDER
from telephony import speech
from telephony.prompts import DIGITS_TEXTS, EXAMPLES

PHONE: dict[str, str] = {
    key: variants[0]["text"]
    for key, variants in yaml.safe_load((FOLDER / "phone.yml").read_text(encoding="utf-8"))["responses"].items()
}
ROOM = Path(speech.__file__).parent
VALUES = {
    "number": "zéro deux, quarante-sept",
    "opening": "demain à 9 heures",
    "title": "un rendez-vous",
    "digit": "1",
    "place": "2",
    "minutes": "7",
    "code": "tulipe quarante-huit",
}
READ = {"utter_phone_sms", "utter_phone_sms_page"}  # read on a screen, not heard

prompts = pytest.mark.parametrize(
    "text", [text for key, text in PHONE.items() if key not in READ], ids=[key for key in PHONE if key not in READ]
)


@prompts
def test_p64_at_most_twenty_five_words(text: str) -> None:
    """Eight seconds: callers judge by the end of a reply."""
    assert len(text.split()) <= 25


@prompts
def test_p64_nothing_that_cannot_be_said(text: str) -> None:
    """No symbol, abbreviation, address or emoji: what is written is what is said."""
    said = text.format(**VALUES)
    assert speech.speakable(said) == said
    assert not re.search(r"[^\w\s.,:;?!’()-]", said)


@prompts
def test_p64_the_question_comes_last(text: str) -> None:
    """Unless the keys that answer it follow."""
    after = text.rpartition("?")[2].strip()
    assert "?" not in text or not after or after.startswith("Vous pouvez les taper")


@prompts
def test_p64_the_key_comes_after_what_it_does(text: str) -> None:
    """ "Pour une personne, tapez 0", never "tapez 0 pour une personne"."""
    assert not re.search(r"[Tt]apez \w+ pour", text)


@prompts
def test_texts_speak_to_everybody(text: str) -> None:
    """Typographic apostrophes; no typographic trick for gender."""
    assert "'" not in text
    assert "·" not in text


def test_every_text_is_used_and_every_key_exists() -> None:
    """No orphan, no missing text."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    assert set(re.findall(r"utter_phone_\w+", code)) == set(PHONE)
    assert {*DIGITS_TEXTS.values(), *EXAMPLES.values()} <= set(PHONE)


def test_the_welcome_is_short_and_honest() -> None:
    """Promise 8, under eight seconds for both pieces."""
    welcome = f"{PHONE['utter_phone_notice']} {PHONE['utter_phone_welcome']}"
    assert len(welcome) / 15 < 8
    assert all(words in welcome for words in ("assistant automatique", "anonyme", "Pour une personne, tapez 0"))


def test_every_scenario_is_listed_with_its_proof() -> None:
    """docs/hotline-scenarios.md names P01 to P64; each test it names exists, and each scenario has one or a reason."""
    page = (Path(__file__).parents[2] / "docs" / "hotline-scenarios.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| P(\d\d) \|(.*)\|$", page, re.MULTILINE))
    assert [int(number) for number in rows] == list(range(1, 65))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+?)`(?!:)", page))
    missing = {name for name in named if f"def {name}(" not in tests}
    assert not missing
    assert all("test_p" in row for row in rows.values())
