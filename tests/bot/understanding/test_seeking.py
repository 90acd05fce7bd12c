"""Expressions skipped where they cannot match find exactly what they would find otherwise."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.seeking import Sought, needles

EXPRESSIONS = (
    r"\b(?:veux|voulais) (mourir|crever)\b",
    r"\b(?:je )?m ecroule\b",
    r"\b(?:mort|morte) (?:la|apres)\b",
    r"\b(?:plus envie)\b",
    r"\b(?:a|ai) (?:\w+ ){0,2}mal\b",
    r"\b(?:tien|tiens) plus\b",
)
WORDS = tuple("je veux voulais mourir crever m ecroule mort morte la apres plus envie a ai mal tres tiens tien".split())  # noqa: SIM905
sentences = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(sentences, st.sampled_from(EXPRESSIONS))
def test_an_expression_is_never_skipped_where_it_matches(text: str, expression: str) -> None:
    """Whatever holds the expression holds one of its needles."""
    found = [m.span() for m in re.finditer(expression, text)]
    assert [m.span() for m in Sought(expression).finditer(text)] == found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(mon|ma) (patron|chef)s?", ("chef", "patron")),
        ("a*", ()),
        ("(?:ab)?c", ("c",)),
        ("(?:abc)+", ("abc",)),
        ("x|", ()),
        (r"\d{5}", ()),
        ("(?!non)oui", ("oui",)),
    ],
)
def test_needles_are_the_letters_that_cannot_be_missing(expression: str, expected: tuple[str, ...]) -> None:
    """Optional parts and refusals ask for nothing."""
    assert needles(expression) == expected
