"""French numbers: postal codes, phone numbers and appointment codes, spoken or typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.numbers import read_digits, read_number, spell_pairs, with_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("trente-sept mille", "37000"), ("37 000", "37000"), ("37000.", "37000"), ("3 7 000", "37000"),
        ("37 mille", "37000"), ("trois sept zéro zéro zéro", "37000"), ("trente-sept zéro zéro zéro", "37000"),
        ("trente-sept trois zéros", "37000"), ("zéro deux neuf cents", "02900"), ("0 2 9 cents", "02900"),
        ("quatre-vingt-dix-sept quatre cents", "97400"), ("97 4 cents", "97400"), ("deux mille neuf cent", "2900"),
        ("mille", "1000"), ("trente-sept trois cents", "37300"), ("trente-sept mille trois cents", "37300"),
        ("quatre-vingt-six cent", "86100"), ("soixante-quinze zéro onze", "75011"),
        ("c'est le 37 100 s'il vous plaît", "37100"), ("alors mon code postal c'est trente-sept mille", "37000"),
        ("zéro un zéro zéro zéro", "01000"), ("zéro un mille", "01000"), ("septante-cinq", "75"),
        ("nonante-neuf", "99"), ("vingt et un", "21"), ("soixante et onze", "71"), ("quatre-vingts", "80"),
        ("quatre-vingt-un", "81"), ("un", "1"), ("trente-sept double zéro zéro", "37000"), ("trois fois zéro", "000"),
        ("zéro", "0"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_postal_code_is_read_as_it_is_said(text: str, digits: str) -> None:
    """P18, P19: the forms a recogniser gives for a postal code."""
    assert read_digits(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "06.12.34.56.78",
        "06 12 34 56 78",
        "06-12-34-56-78",
        "0612345678",
        "06, 12, 34, 56, 78",
        "le zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit",
        "zéro six un deux trois quatre cinq six sept huit",
        "06 douze 34 cinquante-six 78",
        "mon numéro c'est le 06 12 34 56 78 merci",
        "+33 6 12 34 56 78",
        "+33612345678",
        "+33 (0)6 12 34 56 78",
        "0033 6 12 34 56 78",
        "plus trente-trois six douze trente-quatre cinquante-six soixante-dix-huit",
    ],
)
def test_a_phone_number_comes_back_in_its_national_form(text: str) -> None:
    """P24: typed or spoken, with or without the country code."""
    assert read_digits(text) == "0612345678"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+262 692 12 34 56", "0692123456"),
        ("+590 690 12 34 56", "0690123456"),
        ("+32 475 12 34 56", "0032475123456"),
        ("zéro six douze trente-quatre cinquante-six", "06123456"),
    ],
)
def test_overseas_foreign_and_unfinished_numbers_are_kept_whole(text: str, digits: str) -> None:
    assert read_digits(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "oui", "j'ai deux enfants", "37000 et 37100", "à Tours", "37000 Tours", "deux secondes",
        "je ne sais pas", "12 rue des Lilas", "fois", "et", "+", "1+1", "mardi à 10 h", "un deux trois soleil",
        "plus tard", "trois " * 100, "1" * 30 + "a",
    ],
)  # fmt: skip
def test_anything_else_than_digits_is_left_alone(text: str) -> None:
    assert read_digits(text) is None


def test_words_that_can_be_cut_in_two_ways_reach_the_length_expected() -> None:
    assert read_digits("vingt-trois quarante-cinq zéro six soixante douze onze") == "2345067211"
    assert read_digits("vingt-trois quarante-cinq soixante dix vingt quatre", length=10) == "2345601024"
    assert read_digits("soixante douze trois", length=5) == "60123"
    assert read_digits("trente-sept mille", length=10) == "37000"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("quarante-deux", 42), ("42", 42), ("vingt et un", 21), ("deux", 2), ("le douze", 12), ("dix-sept", 17),
        ("cent", 100), ("mille neuf cent quatre-vingt-cinq", 1985), ("deux mille neuf", 2009),
        ("quatre-vingt-dix-neuf", 99), ("zéro", 0), ("deux cent soixante et onze", 271), ("trois cent mille", 300000),
        ("deux millions", 2000000), ("oui", None), ("", None), ("six douze", None), ("vingt ans", None),
        ("9" * 40, None),
    ],
)  # fmt: skip
def test_one_number_is_read_in_words_or_figures(text: str, number: int | None) -> None:
    assert read_number(text) == number


def test_numbers_inside_a_sentence_become_figures_and_articles_stay() -> None:
    assert with_digits("j ai quarante deux ans et une fille de dix sept ans") == "j ai 42 ans et une fille de 17 ans"
    assert with_digits("le trois decembre a quinze heures trente") == "le 3 decembre a 15 heures 30"
    assert with_digits("depuis deux mille neuf") == "depuis 2009"


def test_a_code_is_spoken_in_pairs() -> None:
    """DESIGN §5: ten digits in five pairs, easy to say and to key."""
    assert spell_pairs("234506") == "vingt-trois, quarante-cinq, zéro six"
    assert spell_pairs("7180910012") == "soixante et onze, quatre-vingts, quatre-vingt-onze, zéro zéro, douze"
    assert spell_pairs("123") == "douze, trois"
    with pytest.raises(ValueError, match="chiffres"):
        spell_pairs("12a")


@given(st.text("0123456789", min_size=10, max_size=10))
def test_a_code_said_in_pairs_is_read_back(code: str) -> None:
    """What the voice says, the caller can repeat, even when the recogniser drops the commas."""
    assert read_digits(spell_pairs(code)) == code
    assert len(read_digits(spell_pairs(code).replace(",", ""), length=10) or "") == 10


@given(st.integers(0, 999_999))
def test_french_cardinals_are_read_back(number: int) -> None:
    """The reader agrees with an independent speller over the whole range."""
    assert read_number(_in_words(number)) == number


def _in_words(number: int) -> str:
    if number < 100:
        return spell_pairs(str(number)) if number else "zéro"
    for scale, name in ((1000, "mille"), (100, "cent")):
        if number >= scale:
            head, rest = divmod(number, scale)
            words = ([] if head == 1 else [_in_words(head)]) + [name] + ([_in_words(rest)] if rest else [])
            return " ".join(words)
    raise AssertionError(number)
