"""What the page shows of a turn: moments by day, numbers to tap, French spaces."""

import re
from pathlib import Path

import pytest

from bot.conversation import Choice
from bot.web.pages import french, markdown, tel
from bot.web.places import together
from bot.web.turns import days, in_new_pages, one_text, with_numbers

NBSP = "\N{NO-BREAK SPACE}"


def test_moments_are_listed_day_by_day() -> None:
    offered = [Choice("…", f"#slot 2026-11-{moment}+01:00") for moment in ("24T09:00:00", "24T14:30:00", "26T10:00:00")]
    tuesday, thursday = days(offered)
    assert tuesday.name == "Mardi 24 novembre"
    assert [hour for _, _, hour in tuesday.moments] == ["9 h", "14 h 30"]
    assert thursday.moments == (("#slot 2026-11-26T10:00:00+01:00", "Jeudi 26 novembre à ", "10 h"),)


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("emergency", "appelez le 112", '<a href="tel:112">112</a>'),
        ("emergency", "le 3114, jour et nuit", '<a href="tel:3114">3114</a>'),
        ("emergency", "écrivez au 114 par SMS", '<a href="sms:114">114</a>'),
        ("transfer", "au 02 61 91 00 00 à partir de lundi", '<a href="tel:+33261910000">'),
        ("transfer", f"au 02{NBSP}61{NBSP}91{NBSP}00{NBSP}00", '<a href="tel:+33261910000">'),
    ],
)
def test_numbers_to_call_can_be_tapped(kind: str, words: str, expected: str) -> None:
    """Promise 6: in danger, one gesture is enough."""
    assert expected in with_numbers(markdown(words), kind)


@pytest.mark.parametrize("words", ["le 24 novembre à 9 h", "37000 Tours", "votre code 84 15 69 09 12"])
def test_other_figures_are_no_numbers_to_call(words: str) -> None:
    assert "<a" not in with_numbers(markdown(words), "emergency")
    assert "<a" not in with_numbers(markdown("le 112"), "information")


@pytest.mark.parametrize(("number", "expected"), [("02 61 91 00 00", "+33261910000"), ("3114", "3114"), ("112", "112")])
def test_numbers_as_a_phone_dials_them(number: str, expected: str) -> None:
    assert tel(number) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("C’est bien ça ?", f"C’est bien ça{NBSP}?"),
        ("« plutôt jeudi »", f"«{NBSP}plutôt jeudi{NBSP}»"),
        ("mardi 24 novembre à 9 h 30", f"mardi 24 novembre à 9{NBSP}h{NBSP}30"),
        ("à environ 22 km", f"à environ 22{NBSP}km"),
        ("https://vae.gouv.fr", "https://vae.gouv.fr"),
    ],
)
def test_french_spaces_never_break_a_line(typed: str, expected: str) -> None:
    assert french(typed) == expected


def test_a_summary_line_of_several_parts_is_one_text() -> None:
    assert one_text(["en emploi", "parent"]) == "en emploi, parent"


@pytest.mark.parametrize("address", ["/avis", "https://vae.gouv.fr"])
def test_pages_named_in_the_talk_open_apart(address: str) -> None:
    """Issue 5: the widget's frame refuses other pages; a reader of the talk is told that one opens."""
    shown = in_new_pages(markdown(f"[Votre avis]({address}) prend une minute."), "(nouvelle page)")
    assert f'<a href="{address}" target="_blank" rel="noopener">' in shown
    assert 'Votre avis<span class="away"> (nouvelle page)</span></a> prend' in shown


def test_numbers_and_explained_words_are_left_as_they_are() -> None:
    html = with_numbers(markdown("appelez le 112"), "emergency") + '<a class="term" href="/glossaire#cpf">CPF</a>'
    assert in_new_pages(html, "(nouvelle page)") == html


@pytest.mark.parametrize("sheet", ["bot/web/static/style.css", "directory/desk/static/desk.css"])
def test_what_is_only_heard_is_not_shown(sheet: str) -> None:
    """The lines of a talk, on the page as at the desk: « (nouvelle page) » is for a screen reader alone."""
    words = in_new_pages(markdown("[Votre avis](/avis)"), "(nouvelle page)")
    hidden = re.search(r'<span class="(\w+)"> \(nouvelle page\)</span>', words)
    rules = (Path(__file__).parents[3] / sheet).read_text(encoding="utf-8")
    assert hidden
    assert re.search(rf"\.{hidden[1]}\s*\{{[^}}]*clip-path: inset\(50%\)", rules)


def test_walk_in_hours_are_said_once() -> None:
    hours = (("Lundi", "8 h – 12 h"), ("Mardi", "8 h – 12 h"), ("Jeudi", "14 h – 16 h"))
    assert together(hours) == (("lundi, mardi", "8 h – 12 h"), ("jeudi", "14 h – 16 h"))
