"""Digressions, emergency, labels and reasons: sayable, in both genders, complete (promises 6 and 7, NO2)."""

from enum import StrEnum

import pytest
import yaml

from bot.information import FOLDER
from directory.vocabulary import AgeBand, Need, Status, StructureType, Way

TEXTS = FOLDER.parent / "engine" / "domain" / "texts"
DIGRESSIONS = {
    f"utter_{name}"
    for names in (
        "ask_free ask_anonymous ask_robot ask_recorded ask_hours ask_duration insult other_language",
        "thanks greeting help wait slower louder apology price_of_service",
        "price_unknown duration_of_service duration_of_meeting duration_unknown",
    )
    for name in names.split()
}
LABELS: dict[str, type[StrEnum]] = {"need": Need, "status": Status, "type": StructureType, "way": Way, "age": AgeBand}


def texts(subject: str) -> dict[str, dict[str, str]]:
    responses = yaml.safe_load((TEXTS / f"{subject}.yml").read_text("utf-8"))["responses"]
    return {key: {form["channel"]: form["text"] for form in forms} for key, forms in responses.items()}


def test_digressions_ask_nothing() -> None:
    """The conversation asks its own question again right after."""
    said = texts("digressions")
    assert set(said) == DIGRESSIONS
    assert not [key for key, forms in said.items() if "?" in forms["web"] + forms["phone"]]


@pytest.mark.parametrize(("family", "codes"), LABELS.items(), ids=list(LABELS))
def test_every_code_has_its_words(family: str, codes: type[StrEnum]) -> None:
    """The closed lists of directory/vocabulary.py are never shown as codes."""
    missing = [code for code in codes if f"utter_label_{family}_{code}" not in texts("labels")]
    assert not missing, f"Libellés à écrire : {missing}"


def test_a_danger_gets_a_number_and_a_person() -> None:
    """Promise 6 in its gravest case: the numbers, said twice on the phone, and somebody to talk to."""
    said = texts("emergency")
    heard = said["utter_emergency"]["phone"] + said["utter_emergency_after"]["phone"]
    assert "112" in said["utter_emergency"]["web"]
    assert "3114" in said["utter_emergency"]["web"]
    assert heard.count("cent douze") == heard.count("trente et un, quatorze") == 2
    assert "une personne" in said["utter_emergency"]["web"]
    assert "une personne" in heard
