"""Which of several towns receives the person: where they live, unless they ask to be met elsewhere (issue 7 §3)."""

import pytest

from bot.understanding.places import find_places
from bot.understanding.reading import read
from directory.places import Places, load_places


@pytest.fixture(scope="module")
def france() -> Places:
    """All communes."""
    return load_places()


def names(text: str, places: Places) -> list[str]:
    """The communes read, the one that decides first."""
    return [commune.name for found in find_places(text, places) if (commune := places.get(found.candidates[0]))]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("vers Chinon mais je bosse à Saumur", ["Chinon", "Saumur"]),
        ("ma boîte est à Lille, je rentre à Lens", ["Lens", "Lille"]),
        ("je veux aller à Tours, je suis à Loches", ["Loches", "Tours"]),
        ("je cherche une alternance vers Roubaix Tourcoing, je suis de Cambrai", ["Cambrai", "Roubaix", "Tourcoing"]),
        ("mon mari travaille à Lyon, moi je suis à Vienne", ["Vienne", "Lyon"]),
        ("ma sœur est à Pau, nous on est à Tarbes", ["Tarbes", "Pau"]),
        ("je viens de Brest, maintenant à Tours", ["Tours", "Brest"]),
        ("je viens de Tours, je cherche une formation à Paris", ["Tours", "Paris"]),
        ("on vient d'arriver à Gap, avant on était à Nantes", ["Gap", "Nantes"]),
        ("ancienne habitante de Colmar, désormais à Besançon", ["Besançon", "Colmar"]),
        ("j'ai vécu dix ans à Rouen puis je suis venu à Caen", ["Caen", "Rouen"]),
        ("entre Blois et Vendôme", ["Blois", "Vendôme"]),
    ],
)
def test_home_decides(text: str, order: list[str], france: Places) -> None:
    """Where one works, studies, comes from or wants to go comes after where one lives."""
    assert names(text, france) == order


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("j'habite Loches mais je préfère un rendez-vous à Tours", "Tours"),
        ("je suis d'Évreux, je voudrais être reçue à Rouen", "Rouen"),
        ("J'habite Montlouis, le rdv plutôt sur Amboise svp", "Amboise"),
        ("je vis à Cergy mais recevez-moi à Paris", "Paris"),
        ("j'habite Mer, Blois m'arrange mieux", "Blois"),
        ("je suis à Niort, on pourrait se voir plutôt à Saintes ?", "Saintes"),
        ("mon rendez-vous est à Tours et j'habite Loches", "Loches"),
        ("j'ai rendez-vous à Tours demain, j'habite Loches", "Loches"),
        ("j'habite à Grasse, je peux aller à Cannes", "Grasse"),
    ],
)
def test_where_they_ask_to_be_met_decides(text: str, first: str, france: Places) -> None:
    """A wish for the appointment wins; an appointment that exists, or a town within reach, does not."""
    assert names(text, france)[0] == first


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("non pas à Tours", []),
        ("je n'habite plus Tours", []),
        ("ni à Tours ni à Blois", []),
        ("pas Nantes, Saint-Herblain", ["Saint-Herblain"]),
        ("pas à Tours même, à côté", ["Tours"]),
        ("pourquoi pas Tours", ["Tours"]),
        ("pas loin de Tours", ["Tours"]),
        ("plus près de Tours si possible", ["Tours"]),
    ],
)
def test_a_town_that_is_denied_is_no_answer(text: str, kept: list[str], france: Places) -> None:
    """Nobody is received where they say that they are not."""
    found = [france.get(place.candidates[0]) for place in read(text, france).places]
    assert [commune.name for commune in found if commune] == kept
