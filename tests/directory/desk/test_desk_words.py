"""The words of the desk: one file, all of them used, none elsewhere, days and hours as the French write them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import directory.desk
from directory.desk.inbox import Tray
from directory.desk.steps import Action
from directory.desk.words import load_words
from directory.models import ConsentPurpose
from directory.referrals import ReferralState, RefusalReason
from directory.requests import SUMMARY_LINES, AppointmentState
from directory.vocabulary import Way

FOLDER = Path(directory.desk.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
SOURCES = [*TEMPLATES, *sorted(FOLDER.glob("*.py"))]
WORDS = load_words()
NOW = datetime(2026, 11, 23, 17, 55, tzinfo=ZoneInfo("Europe/Paris"))
SENT_ON = set(ReferralState) - {ReferralState.DRAFT, ReferralState.CONSENTED}


def keys_asked() -> Iterator[tuple[str, bool]]:
    """Each key that templates and code ask for, and whether its end is chosen at run time."""
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        for call, key, more in re.findall(r'\b(t|say|count)\(\s*f?"([a-z0-9_.]+)(?:\{[^"]*)?"( ~)?', source):
            yield key, bool(more) or key.endswith((".", "_")) or call == "count"
        yield from ((key, False) for key in re.findall(r'"((?:moment|account)\.[a-z_]+)"', source))


def test_every_text_asked_for_is_written() -> None:
    missing = [key for key, begins in keys_asked() if not written(key, begins)]
    assert not missing


def written(key: str, begins: bool) -> bool:
    return any(text.startswith(key) for text in WORDS.texts) if begins else key in WORDS.texts


def test_every_text_is_used() -> None:
    asked = set(keys_asked()) | {("done.", True), ("agenda.count", True), ("inbox.count", True)}
    unused = [t for t in WORDS.texts if not any(t == key or (begins and t.startswith(key)) for key, begins in asked)]
    assert not unused


@pytest.mark.parametrize(
    ("prefix", "ends"),
    [
        ("state.referral.", SENT_ON),
        ("state.appointment.", set(AppointmentState)),
        ("event.plain.", SENT_ON | set(AppointmentState) | {"moved"}),
        ("case.line.", set(SUMMARY_LINES)),
        ("case.consent_to.", set(ConsentPurpose)),
        ("meeting.way.", set(Way)),
        ("action.", set(Action)),
        ("done.", {*Action, "plan", "proposer", "ailleurs"}),
        ("refusal.reasons.", set(RefusalReason)),
        ("inbox.tray.", set(Tray)),
        ("inbox.hint.", set(Tray)),
    ],
)
def test_every_code_has_its_words(prefix: str, ends: set[StrEnum | str]) -> None:
    assert {key.removeprefix(prefix) for key in WORDS.texts if key.startswith(prefix)} == {str(end) for end in ends}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_and_nothing_inline(path: Path) -> None:
    """Words live in one file; the strict content policy allows no inline style or script."""
    source = path.read_text(encoding="utf-8")
    marks = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    assert not re.search(r"[A-Za-zÀ-ÿ]{2,}", re.sub(r"<[^>]*>", "", marks))
    assert not re.search(r"\sstyle=|<style|<script(?! src=)|\son\w+=|javascript:", source)
    attributes = re.findall(r'(?:title|alt|placeholder|aria-label)="([^"]*)"', marks)
    assert not any(attributes)


def test_texts_are_typeset_as_french_is() -> None:
    odd = {key for key, text in WORDS.texts.items() if re.search(r" [?!»]|« |\w'\w|\d h\b|·e|\(e\)", text)}
    assert not odd


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(23, 9, 5), "aujourd’hui à 9 h 05"),
        (at(24, 0), "demain à 0 h"),
        (at(22, 14, 30), "hier à 14 h 30"),
        (at(25), "mercredi 25 novembre à 9 h"),
        (at(1, month=12), "mardi 1er décembre à 9 h"),
        (at(4, month=1, year=2027), "lundi 4 janvier 2027 à 9 h"),
    ],
)
def test_moments_are_said_as_people_do(moment: datetime, said: str) -> None:
    assert WORDS.moment(moment, NOW).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 23), date(2026, 11, 27), "23 au 27 novembre 2026"),
        (date(2026, 11, 30), date(2026, 12, 4), "30 novembre au 4 décembre 2026"),
        (date(2026, 12, 28), date(2027, 1, 1), "28 décembre 2026 au 1er janvier 2027"),
    ],
)
def test_days_say_once_what_they_have_in_common(first: date, last: date, said: str) -> None:
    assert WORDS.days(first, last) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (at(24, 0), at(24, 23, 59), "demain, toute la journée"),
        (at(23, 14), at(23, 16, 30), "aujourd’hui de 14 h à 16 h 30"),
        (at(24, 0), at(26, 23, 59), "demain – jeudi 26 novembre"),
        (at(24, 14), at(26, 12), "demain à 14 h – jeudi 26 novembre à 12 h"),
    ],
)
def test_an_absence_is_said_as_short_as_it_can_be(first: datetime, last: datetime, said: str) -> None:
    assert WORDS.stretch(first, last, NOW).replace("\xa0", " ") == said


def test_what_may_be_printed_is_dated() -> None:
    """On paper, "demain" means nothing the day after."""
    assert WORDS.dated_moment(at(24), NOW).replace("\xa0", " ") == "demain, mardi 24 novembre à 9 h"
    assert WORDS.dated_moment(at(25), NOW).replace("\xa0", " ") == "mercredi 25 novembre à 9 h"


def test_today_is_today_where_the_meeting_is() -> None:
    midnight = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # the 24th in Saint-Denis
    there = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Indian/Reunion"))
    assert WORDS.moment(there, midnight).startswith("aujourd’hui")


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=-5), "à l’instant"),
        (timedelta(seconds=59), "à l’instant"),
        (timedelta(minutes=1), "il y a 1 minute"),
        (timedelta(minutes=59), "il y a 59 minutes"),
        (timedelta(minutes=61), "il y a 1 h"),
        (timedelta(hours=23, minutes=59), "il y a 23 h"),
        (timedelta(hours=24), "il y a un jour"),
        (timedelta(days=12), "il y a 12 jours"),
    ],
)
def test_ages_are_short(passed: timedelta, said: str) -> None:
    assert WORDS.age(NOW - passed, NOW).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("number", "said"),
    [("+33612345678", "06 12 34 56 78"), ("+442071838750", "+44 20 7183 8750"), ("rappelez-moi", "rappelez-moi")],
)
def test_numbers_are_written_as_people_dial_them(number: str, said: str) -> None:
    assert WORDS.phone(number) == said


def test_days_are_written_in_full() -> None:
    assert WORDS.full_day(date(2027, 5, 1)).replace("\xa0", " ") == "samedi 1er mai 2027"
