"""What people type with their thumbs, or a recogniser mishears, is brought to one spelling before it is classified."""

import pytest

from bot.understanding.languages import is_other_language
from bot.understanding.lexicon import load_lexicon
from bot.understanding.spelling import LEXICON, normalise, rows


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("c p f", "cpf"),
        ("C.P.F.", "cpf"),
        ("cépéèf", "cpf"),
        ("la vé a eu", "vae"),
        ("le seupé", "le cep"),
        ("l’a n p e", "france travail"),
        ("paul emploi", "france travail"),
        ("pôle emploi", "france travail"),
        ("par cœur sup", "parcoursup"),
        ("fongecif", "ptp"),
        ("mon dif", "cpf"),
        ("le c'est i o", "le cio"),
        ("er q t h", "rqth"),
        ("m d p hache", "mdph"),
        ("un pij", "un infojeunes"),
        ("cap en ploi", "capemploi"),
        ("jveux", "je veux"),
        ("jdors", "je dors"),
        ("g 17 ans", "j ai 17 ans"),
        ("c koi", "c est quoi"),
        ("c'est quoi", "c est quoi"),
        ("auxiliaire de vie", "auxiliaire de vie"),
        ("dans le but de", "dans le but de"),
        ("rdv", "rendez vous"),
        ("ouiiiiii", "ouii"),
    ],
)
def test_short_forms_spelled_acronyms_and_old_names(said: str, understood: str) -> None:
    assert normalise(said) == understood


@pytest.mark.parametrize(
    "said", ["la france", "ce que je sais", "il va à la mer", "elle est en poste", "un an et demi", "je travaille"]
)
def test_ordinary_words_are_left_alone(said: str) -> None:
    assert normalise(said) == normalise(normalise(said))
    assert "francais" not in normalise(said)
    assert len(normalise(said).split()) == len(said.replace("'", " ").split())


def test_no_acronym_is_an_ordinary_word() -> None:
    """« vie » is not « volontariat international »: such acronyms stay spelled in ``phrases.csv``."""
    codes = {code for code, *_ in rows(LEXICON / "acronyms.csv")}
    assert not codes & {"vie", "but", "pass", "are", "ass", "plie", "acre", "aide", "cas", "sur", "par", "des"}


@pytest.mark.parametrize(
    "text", ["", "   ", "😀", "مرحبا", "<b>", "a" * 5000, "c p f " * 900, "\x00\ud800", "1 " * 2000]
)
def test_any_text_is_normalised(text: str) -> None:
    assert isinstance(normalise(text), str)


def test_the_lexicon_holds_several_thousand_forms() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.forms) > 3000
    assert "metier_sante" in lexicon.concepts(normalise("je veux être infirmière").split())
    assert "financement" in lexicon.concepts(normalise("qui paye ma formation").split())


@pytest.mark.parametrize("table", ["words.csv", "phrases.csv", "acronyms.csv"])
def test_every_line_of_a_table_has_a_meaning_and_forms(table: str) -> None:
    short = [cells for cells in rows(LEXICON / table) if len(cells) < 2]
    assert not short, f"Lignes sans forme : {short}"


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("hello, I need help please", True),
        ("hola busco trabajo", True),
        ("مرحبا أريد عمل", True),
        ("Привет, ищу работу", True),
        ("je cherche un job", False),
        ("bonjour", False),
        ("VAE", False),
        ("", False),
        ("je veux faire un master of science", False),
        ("c'est quoi le working holiday", False),
    ],
)
def test_other_languages_are_told_from_french(said: str, other: bool) -> None:
    assert is_other_language(said) is other
