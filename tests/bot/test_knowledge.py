"""Questions that no need covers are answered by the best passages, the same on both databases (L06, promise 5)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.information import Knowledge, load_fiches, load_glossary
from bot.information.search import is_question
from directory.database import migrate, open_engine
from directory.vocabulary import Need
from tests.directory.conftest import each_empty, postgresql  # noqa: F401 - fixtures

FICHES, GLOSSARY = load_fiches(), load_glossary()


@pytest.fixture
def engine(each_empty: str) -> Iterator[Engine]:  # noqa: F811 - the fixture
    """A database with its tables, empty."""
    opened = open_engine(each_empty)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def knowledge(engine: Engine) -> Knowledge:
    made = Knowledge(engine, FICHES, GLOSSARY)
    assert made.refresh()
    return made


ANSWERED = {
    "comment avoir une caution pour un logement ?": Need.JEUNES,
    "COMMENT AVOIR une cautoin pour un logment ?": Need.JEUNES,
    "quel est le salaire minimum d'un aprenti ?": Need.ALTERNANCE,
    "combien de temps dure le congé VAE ?": Need.VAE,
    "combien dure le conge v a e": Need.VAE,
    "où trouver un cours de francais gratuit ?": Need.LANGUE,
    "comment déclarer ma micro entreprise ?": Need.CREATION,
    "qui paye la garde d'enfant ?": Need.EMPLOI,
    "c'est quoi l'inspection du travaille": Need.TRAVAIL,
    "est-ce que le fongecif existe encore ?": Need.RECONVERSION,
    "faut-il un traducteur assermenté ?": Need.DIPLOME_ETRANGER,
    "le bénévolat compte ?": Need.VAE,
}
UNANSWERED = (
    "combien coûte une pizza ?",
    "quelle météo demain ?",
    "quel temps fait-il ?",
    "comment réparer ma box internet qui clignote en rouge ?",
    "qui a gagné le match de football ?",
    "",
    "?",
    "\" OR 1 ' ; & | ! ( ) : *",
)


def test_questions_find_the_passage_that_answers(knowledge: Knowledge) -> None:
    """Accents, mistakes, spelled sigles and old names; each passage has its sources and its date."""
    for question, need in ANSWERED.items():
        found = knowledge.search(question)
        assert found, question
        assert found[0].need is need, (question, [one.need for one in found])
        assert all(one.sources and one.verified_on for one in found)


def test_what_is_not_known_is_not_answered(knowledge: Knowledge) -> None:
    """Promise 5: no answer is invented; signs that databases give a meaning to are words like others."""
    for question in UNANSWERED:
        assert knowledge.search(question) == (), question


def test_the_index_follows_the_texts(engine: Engine) -> None:
    """Rebuilt only when the texts have changed; nothing is left of the old ones."""
    some = {need: FICHES[need] for need in FICHES if need is not Need.JEUNES}
    words = type(GLOSSARY)(
        tuple(term for term in GLOSSARY.terms if term.need in some), GLOSSARY.verified_on, GLOSSARY.review_by
    )
    before = Knowledge(engine, some, words)
    assert before.refresh()
    assert not Knowledge(engine, some, words).refresh()
    assert before.search("comment avoir une caution pour un logement ?") == ()
    after = Knowledge(engine, FICHES, GLOSSARY)
    assert after.refresh()
    assert after.search("comment avoir une caution pour un logement ?")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("comment on fait", True),
        ("une caution c'est possible ?", True),
        ("combien ça coûte", True),
        ("je veux changer de métier", False),
        ("bonjour", False),
    ],
)
def test_a_question_is_told_from_a_request(words: str, expected: bool) -> None:
    assert is_question(words) is expected
