"""Generated people, whose names, phones, e-mails and social security numbers never survive (trust 1 and 9)."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.name_words import FIRST_NAMES, ORDINARY
from bot.privacy import redact
from bot.privacy_numbers import has_valid_key
from bot.understanding.numbers import read_number, spell_pairs
from bot.understanding.text import fold
from directory.places import load_places

pytestmark = pytest.mark.long


@pytest.fixture(scope="module", autouse=True)
def places() -> None:
    """The list of communes is read once, before anything is timed."""
    load_places()


BEFORE = st.sampled_from(["", "bonjour ", "alors euh ", "je suis salariée à Tours, ", "oui donc "])
AFTER = st.sampled_from(
    ["", " et je cherche du travail", ", j'ai 45 ans", " merci", " je suis au chômage depuis 2024", "."]
)
ANNOUNCES = st.sampled_from(
    [
        "je m'appelle ",
        "Je m’appelle ",
        "mon nom c'est ",
        "mon nom est ",
        "mon nom de famille c'est ",
        "appelez-moi ",
        "on m'appelle ",
    ]
)
SYLLABLES = st.sampled_from(
    [
        "ba",
        "co",
        "du",
        "fé",
        "gui",
        "ka",
        "lo",
        "ma",
        "ni",
        "ou",
        "pi",
        "ro",
        "sa",
        "té",
        "vé",
        "wen",
        "yo",
        "zu",
        "cha",
        "bré",
        "drou",
        "tha",
        "nguy",
        "dia",
        "kou",
    ]
)
SURNAMES = st.lists(SYLLABLES, min_size=2, max_size=4).map("".join)
NAMES = st.one_of(SURNAMES, st.tuples(st.sampled_from(sorted(FIRST_NAMES)), SURNAMES).map(" ".join))


@given(BEFORE, ANNOUNCES, NAMES, st.sampled_from([str.lower, str.title, str.upper]), AFTER)
def test_an_announced_name_never_survives(
    before: str, announce: str, name: str, written: Callable[[str], str], after: str
) -> None:
    assume(not any(fold(word) in ORDINARY for word in name.split()))
    redacted = fold(redact(before + announce + written(name) + after))
    assert not any(f" {fold(word)} " in f" {redacted} " for word in name.split())


@given(
    st.sampled_from(["mon fils ", "ma fille ", "moi c'est ", "je suis ", "bonjour, ici "]),
    st.sampled_from(sorted(FIRST_NAMES)),
)
def test_a_known_first_name_never_survives_a_likely_cue(cue: str, name: str) -> None:
    assert name not in fold(redact(f"{cue}{name.title()} à Tours")).split()


@given(st.text("bcdefghijklmnopqrstuvwz", min_size=6, max_size=12), st.sampled_from([" ", "-", ". ", ", "]))
def test_a_spelled_name_never_survives(name: str, between: str) -> None:
    spelled = between.join(name.upper())
    assert spelled not in redact(f"mon nom ça s'écrit {spelled} voilà")


SUBSCRIBERS = st.text("0123456789", min_size=8, max_size=8)
PHONES = st.one_of(
    st.tuples(st.sampled_from("12345679"), SUBSCRIBERS).map(lambda parts: "0" + "".join(parts)),
    st.tuples(
        st.sampled_from(["0692", "0693", "0690", "0694", "0696", "0262", "0590"]),
        st.text("0123456789", min_size=6, max_size=6),
    ).map("".join),
)


def _pairs(digits: str, between: str) -> str:
    return between.join(digits[at : at + 2] for at in range(0, len(digits), 2))


PHONE_FORMS: list[Callable[[str], str]] = [
    lambda number: number,
    lambda number: _pairs(number, " "),
    lambda number: _pairs(number, "."),
    lambda number: _pairs(number, "-"),
    lambda number: _pairs(number, ", "),
    lambda number: _pairs(number, "/"),
    lambda number: f"{number[:4]} {number[4:7]} {number[7:]}",
    lambda number: f"+33{number[1:]}",
    lambda number: f"+33 {number[1]} {_pairs(number[2:], ' ')}",
    lambda number: f"+33 (0){number[1]} {_pairs(number[2:], ' ')}",
    lambda number: f"0033 {number[1:]}",
    " ".join,
    spell_pairs,
    lambda number: spell_pairs(number).replace(",", ""),
    lambda number: " ".join(spell_pairs(digit) for digit in number),
    lambda number: "plus trente-trois " + " ".join(spell_pairs(digit) for digit in number[1:]),
]


@settings(max_examples=600)
@given(
    BEFORE,
    st.sampled_from(["", "mon numéro c'est le ", "appelez-moi au ", "téléphone : "]),
    PHONES,
    st.sampled_from(PHONE_FORMS),
    AFTER,
)
def test_a_phone_number_never_survives(
    before: str, cue: str, number: str, write: Callable[[str], str], after: str
) -> None:
    """Trust 9: French and overseas numbers in every form they are typed or said."""
    written = write(number)
    redacted = redact(before + cue + written + after)
    assert written not in redacted
    assert "".join(c for c in redacted if c.isdigit()) in {"", "45", "2024"}
    assert "[téléphone]" in redacted or "[numéro]" in redacted


LOCALS = st.lists(SURNAMES, min_size=1, max_size=2)


@given(
    BEFORE,
    LOCALS,
    st.sampled_from([".", "-", "_", ""]),
    st.sampled_from(["gmail.com", "orange.fr", "ac-orleans-tours.fr", "free.fr"]),
    AFTER,
)
def test_a_typed_mail_never_survives(before: str, local: list[str], link: str, domain: str, after: str) -> None:
    redacted = redact(f"{before}mon mail {link.join(local)}@{domain}{after}")
    assert not any(part in redacted for part in (*local, domain))
    assert "[courriel]" in redacted


@given(
    BEFORE,
    LOCALS,
    st.sampled_from([" point ", " tiret ", " underscore ", " tiret du bas ", " "]),
    st.sampled_from(["arobase", "arobas", "arrobase"]),
    st.sampled_from(
        ["gmail point com", "orange point fr", "la poste point net", "g mail point com", "ac tiret tours point fr"]
    ),
    AFTER,
)
def test_a_spoken_mail_never_survives(
    before: str, local: list[str], link: str, sign: str, domain: str, after: str
) -> None:
    assume(not any(part in ORDINARY or read_number(part) is not None for part in local))
    redacted = redact(f"{before}mon mail c'est {link.join(local)} {sign} {domain}{after}")
    assert not any(f" {part} " in f" {fold(redacted)} " for part in local)
    assert domain not in redacted


NIRS = st.builds(
    lambda sex, year, month, place, town, order: sex + year + month + place + town + order,
    st.sampled_from("12"),
    st.integers(0, 99).map(lambda n: f"{n:02}"),
    st.integers(1, 12).map(lambda n: f"{n:02}"),
    st.sampled_from(["01", "37", "75", "95", "99", "2A", "2B"]),
    st.integers(1, 999).map(lambda n: f"{n:03}"),
    st.integers(1, 999).map(lambda n: f"{n:03}"),
)


def _with_key(body: str) -> str:
    key = next(f"{key:02}" for key in range(1, 98) if has_valid_key(f"{body}{key:02}"))
    return body + key


def _groups(nir: str) -> list[str]:
    return [nir[:1], nir[1:3], nir[3:5], nir[5:7], nir[7:10], nir[10:13], nir[13:]]


def _say(group: str) -> str:
    if group in {"2A", "2B"}:
        return f"deux {group[1].lower()}"
    zeros = len(group) - len(group.lstrip("0"))
    rest = group.lstrip("0")
    if len(rest) == 3:
        hundreds = [] if rest[0] == "1" else [spell_pairs(rest[0])]
        return " ".join([*hundreds, "cent", *([spell_pairs(str(int(rest[1:])))] if int(rest[1:]) else [])])
    return " ".join(["zéro"] * zeros + ([spell_pairs(rest)] if rest else []))


@settings(max_examples=400)
@given(BEFORE, NIRS, st.sampled_from(["typed", "spaced", "dotted", "spoken"]), AFTER)
def test_a_social_security_number_never_survives(before: str, body: str, form: str, after: str) -> None:
    """Trust 9: spaced or spoken, Corsica included, key checked."""
    nir = _with_key(body)
    forms = {
        "typed": nir,
        "spaced": " ".join(_groups(nir)),
        "dotted": ".".join(_groups(nir)),
        "spoken": " ".join(_say(group) for group in _groups(nir)),
    }
    redacted = redact(before + "mon numéro " + forms[form] + after)
    assert forms[form] not in redacted
    assert "".join(c for c in redacted if c.isdigit()) in {"", "45", "2024"}
    assert "[numéro" in redacted


def test_the_key_of_a_social_security_number_is_checked() -> None:
    """The published examples of the rule: 97 minus the remainder by 97, 2A read 19 and 2B read 18."""
    assert has_valid_key("255081416802538")
    assert not has_valid_key("255081416802539")
    assert has_valid_key(_with_key("190102A004123"))
