"""The words of the field: what they mean, read or said, under their names of today and of yesterday."""

from datetime import date
from pathlib import Path

import pytest

from bot.information import FOLDER, Glossary, load_glossary
from bot.information.glossary import GLOSSARY_FILE, glossary_faults
from bot.information.wording import MAX_PROMPT_WORDS, unspeakable, words

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary()


def test_about_a_hundred_words_are_explained(glossary: Glossary) -> None:
    """Issue 5: each can be read and said as it stands, and leads to the fiche that says more."""
    assert len(glossary.terms) >= 100
    assert len({term.anchor for term in glossary.terms}) == len(glossary.terms)
    for term in glossary.terms:
        said = f"{term.said} : {term.means}"
        assert len(words(said)) <= MAX_PROMPT_WORDS, term
        assert unspeakable(said) == [], term


def test_the_glossary_has_nothing_to_correct() -> None:
    assert list(glossary_faults(FOLDER, TODAY)) == []


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("c'est quoi le CEP ?", "CEP"),
        ("C’est quoi, le cep ?", "CEP"),
        ("ça veut dire quoi OPCO", "OPCO"),
        ("ca veut dire koi opéco", "OPCO"),
        ("c koi la vae", "VAE"),
        ("le c p f c'est quoi", "CPF"),
        ("ça veut dire quoi r q t h", "RQTH"),
        ("qu'est-ce que c'est que l'AREF ?", "AREF"),
        ("bonjour c'est quoi un bilan de compétences s'il vous plaît", "Bilan de compétences"),
        ("c'est quoi la mission locale exactement", "Mission locale"),
        ("à quoi sert Qualiopi ?", "Qualiopi"),
        ("définition alternance", "Alternance"),
        ("c'est quoi une immersion ?", "PMSMP"),
    ],
)
def test_a_word_asked_about_is_recognised(glossary: Glossary, question: str, term: str) -> None:
    """Typed without accents, misspelt, or spelled letter by letter as a voice does."""
    asked = glossary.asked(question)
    assert asked is not None
    assert (asked.term.term, asked.former) == (term, None)


@pytest.mark.parametrize(
    ("question", "term", "former"),
    [
        ("c'est quoi le DIF ?", "CPF", "DIF"),
        ("kesako le fongecif", "PTP", "Fongecif"),
        ("qu’est-ce que Pôle emploi ?", "France Travail", "Pôle emploi"),
        ("c'est quoi la garantie jeunes", "CEJ", "Garantie jeunes"),
    ],
)
def test_an_old_name_is_known_as_such(glossary: Glossary, question: str, term: str, former: str) -> None:
    """DESIGN §4: old names are understood, and the person learns today's."""
    asked = glossary.asked(question)
    assert asked is not None
    assert (asked.term.term, asked.former) == (term, former)


@pytest.mark.parametrize(
    "words_said",
    ["je veux une VAE", "c'est quoi ce métier ?", "le CPF", "c'est quoi", "ça veut dire quoi tout ça", "", "?"],
)
def test_other_words_ask_for_no_meaning(glossary: Glossary, words_said: str) -> None:
    assert glossary.asked(words_said) is None


BROKEN = [
    ("need: handicap}", "need: magie}", "« magie » n’est pas un besoin connu"),
    ("means: ", "sens: ", "champs manquants ou inconnus"),
    ("Une allocation pour", "Une AAH pour", "sigle « AAH »"),
    ("Une allocation pour", "Une allocation " + "très " * 20 + "utile pour", "mots, 25 au plus"),
    ("Une allocation pour", "Un salarié et", "« salarié » sans « salariée »"),
    ("review_by: 2027-05-31", "review_by: 2026-11-21", "à relire depuis le 21 novembre 2026"),
    ("terms:", "mots:", "ne se lit pas"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_broken_glossary_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Issue 5: writers are told what to correct, in French."""
    text = (FOLDER / GLOSSARY_FILE).read_text("utf-8")
    assert old in text
    (tmp_path / GLOSSARY_FILE).write_text(text.replace(old, new, 1), "utf-8")
    assert [fault for fault in glossary_faults(tmp_path, TODAY) if said in fault]
