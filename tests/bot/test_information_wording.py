"""The measures of French words behind every check of texts (promise 7, NO2)."""

from datetime import date

import pytest

from bot.information.dates import spoken_month, written_month
from bot.information.wording import lonely_genders, sentences, typographic_tricks, words


@pytest.mark.parametrize(
    ("text", "count"),
    [("L’emploi, c’est le rendez-vous !", 4), ("Voir [mon-cep.org](https://mon-cep.org) : oui.", 3), ("", 0)],
)
def test_words_are_counted_as_heard(text: str, count: int) -> None:
    assert len(words(text)) == count


def test_sentences_end_with_their_mark_or_their_line() -> None:
    assert sentences("Un. Deux !\n- Trois\n1. Quatre ?") == ["Un.", "Deux !", "Trois", "Quatre ?"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Un conseiller vous reçoit.", 1),
        ("Une conseillère ou un conseiller vous reçoit.", 0),
        ("Les étudiantes. Les étudiants.", 2),
        ("Une personne vous reçoit.", 0),
    ],
)
def test_trades_are_named_in_both_genders(text: str, wrong: int) -> None:
    assert len(lonely_genders(text)) == wrong


@pytest.mark.parametrize("text", ["salarié·e", "conseiller(e)", "directeur/trice"])
def test_tricks_that_no_voice_can_say_are_found(text: str) -> None:
    assert typographic_tricks(text)


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2026, 4, 2), "avril deux mille vingt-six"),
        (date(2031, 1, 1), "janvier deux mille trente et un"),
        (date(2012, 8, 1), "août deux mille douze"),
        (date(2000, 1, 1), "janvier deux mille"),
    ],
)
def test_months_are_said_in_words(day: date, spoken: str) -> None:
    assert spoken_month(day) == spoken


def test_months_are_written_in_full() -> None:
    assert written_month(date(2026, 12, 31)) == "décembre 2026"
